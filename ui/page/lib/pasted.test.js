// What operators send, and what they should not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pasting as german } from "../words/de/first-hour.js";
import { pasting as english } from "../words/en/first-hour.js";
import { foundNothing, LONGEST, serviceAddress, takeApart } from "./pasted.js";

const NODE = "https://node.example.org";
const REGISTRY = "https://registry.example.org";
const KEY = "masumi-payment-9f3a1c77b0de42";
const REGISTRY_KEY = "masumi-registry-c23f3d21aa90";
const PLAIN = "k9f3a1c77b0de4255aa01bb";
const OTHER = "q77b0de4255aa01bb9f3a1c";
/** A key as a person makes one up. */
const LETTERS = "correcthorsebattery";
const all = { nodeUrl: NODE, nodeKey: KEY, registryUrl: REGISTRY, registryKey: REGISTRY_KEY };

/** @type {[string, string, import("./pasted.js").Pasted["taken"]][]} */
const TABLE = [
  ["lines without a label, of keys that name their service", `${NODE}\n${KEY}\n${REGISTRY}\n${REGISTRY_KEY}`, all],
  ["one address and one key", `${NODE}/\n${PLAIN}`, { nodeUrl: NODE, nodeKey: PLAIN }],
  ["an environment file", `# for the buyer\nNETWORK=Preprod\nPAYMENT_SERVICE_URL=${NODE}/api/v1\nPAYMENT_API_KEY="${PLAIN}"\nexport REGISTRY_SERVICE_URL='${REGISTRY}/api/v1/'\nREGISTRY_API_KEY=${OTHER}\n`,
    { nodeUrl: `${NODE}/api/v1`, nodeKey: PLAIN, registryUrl: `${REGISTRY}/api/v1`, registryKey: OTHER, network: "Preprod" }],
  ["an environment file with names of its own", `MASUMI_PAYMENT_URL=${NODE}\r\nMASUMI_PAYMENT_KEY=${PLAIN}\r\nMASUMI_REGISTRY_URL=${REGISTRY}\r\nMASUMI_REGISTRY_TOKEN=${OTHER}`,
    { nodeUrl: NODE, nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER }],
  ["what is secret in it and not asked for stays there", `BLOCKFROST_API_KEY_PREPROD=preprodAbCdEf0123456789012345\nENCRYPTION_KEY=0123456789abcdef0123456789abcdef\nDATABASE_URL=postgresql://u:p@localhost:5432/x\nPAYMENT_API_KEY=${PLAIN}`,
    { nodeKey: PLAIN, network: "Preprod" }],
  ["JSON", JSON.stringify({ network: "Mainnet", payment: { url: NODE, apiKey: PLAIN }, registry: { url: REGISTRY, token: OTHER } }),
    { nodeUrl: NODE, nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER, network: "Mainnet" }],
  ["JSON in a code block", `\`\`\`json\n${JSON.stringify({ nodeUrl: NODE, nodeKey: PLAIN }, null, 2)}\n\`\`\``, { nodeUrl: NODE, nodeKey: PLAIN }],
  ["prose in a line", `Hi! Node: ${NODE} key: ${PLAIN}, registry: ${REGISTRY}, key: ${OTHER}. It is on preprod.`,
    { nodeUrl: NODE, nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER, network: "Preprod" }],
  ["headings", `Payment Service\nURL: ${NODE}\nKey: ${PLAIN}\n\nRegistry Service\nURL: ${REGISTRY}\nKey: ${OTHER}`,
    { nodeUrl: NODE, nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER }],
  ["the ports of the quick start", `http://127.0.0.1:3001/docs and http://127.0.0.1:3000/docs`, { nodeUrl: "http://127.0.0.1:3001", registryUrl: "http://127.0.0.1:3000" }],
  ["German", `Knoten: ${NODE}\nSchlüssel: ${PLAIN}\nRegistry: ${REGISTRY}\nSchlüssel: ${OTHER}`,
    { nodeUrl: NODE, nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER }],
  ["a link to read is no node", `See https://docs.masumi.network/get-started and https://github.com/masumi-network. Node: ${NODE}`, { nodeUrl: NODE }],
  ["an address of a wallet is no key", `Node: ${NODE}\nWallet: addr_test1qqnl9key0123456789`, { nodeUrl: NODE }],
  ["letters that cannot be seen", `\uFEFFNode:\u200B ${NODE}\u202E\u0000 key:\u0007 ${PLAIN}`, { nodeUrl: NODE, nodeKey: PLAIN }],
  ["the same said twice", `Node: ${NODE}\nPayment Service: ${NODE}/\nkey ${PLAIN}\nnode key: ${PLAIN}`, { nodeUrl: NODE, nodeKey: PLAIN }],
  ["a key in an address is left behind", `Node: ${NODE}/api/v1?token=${PLAIN}#${PLAIN}`, { nodeUrl: `${NODE}/api/v1` }],
  ["a key that ends as base 64 does", `PAYMENT_API_KEY=${PLAIN}==\nkey=${PLAIN}==`, { nodeKey: `${PLAIN}==` }],
  ...[english, german].map(({ place }) => /** @type {(typeof TABLE)[number]} */ ([`the words of the form, as in ${place.nodeKey}`,
    `${place.nodeUrl}: ${NODE}\n${place.nodeKey}: ${PLAIN}\n${place.registryUrl}: ${REGISTRY}\n${place.registryKey}: ${OTHER}`,
    { nodeUrl: NODE, nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER }])),
  ["a key for a service", `Key for the registry: ${OTHER}\nKey for the payment service: ${PLAIN}`, { nodeKey: PLAIN, registryKey: OTHER }],
  ["the register, as it is called in German", `Schlüssel fürs Register: ${OTHER}\nSchlüssel für den Knoten: ${PLAIN}\nMasumi-Register: ${REGISTRY}`,
    { nodeKey: PLAIN, registryUrl: REGISTRY, registryKey: OTHER }],
  ["words about a key are none", `Node: ${NODE}\nkey: ${PLAIN}\nPlease keep this secret, the credentials are personal.\nThe key remains confidential`, { nodeUrl: NODE, nodeKey: PLAIN }],
  ["to register is not the register", `You have registered for the key: ${PLAIN}\n${REGISTRY}`, { nodeKey: PLAIN, registryUrl: REGISTRY }],
  ["a sentence behind a sign is no key", `Node: ${NODE}\nSchlüssel: bekommst du am Telefon`, { nodeUrl: NODE }],
  ["where to register is not the register", `Please register at ${NODE} with key ${PLAIN}`, { nodeUrl: NODE, nodeKey: PLAIN }],
  ["a key without a digit behind a sign", `Node **key**: "${LETTERS}"\nregistry key = ${LETTERS}x`, { nodeKey: LETTERS, registryKey: `${LETTERS}x` }],
  ["a key without a digit on its own line", `Key of the node\n\n  ${LETTERS}\nRegistry key:\n\`${LETTERS}x\`\n`, { nodeKey: LETTERS, registryKey: `${LETTERS}x` }],
  ["a line below another secret", `Node: ${NODE}\nBlockfrost key:\npreprodAbCdEf0123456789012345`, { nodeUrl: NODE, network: "Preprod" }],
  ["a letter that ends below a word about a key", `Key: ${PLAIN}\nPlease do not share the key.\nSincerely`, { nodeKey: PLAIN }],
  ["no container is a key", "image: ghcr.io/masumi-network/masumi-payment-service:0.20.0\ncontainer_name: masumi-registry-service", {}],
  ["what a node answers that made a key", JSON.stringify({ status: "success", data: { id: "cmx06nr7z0001nc7d8ku2lk25", token: KEY, permission: "ReadAndPay", canAdmin: false, usageLimited: false, NetworkLimit: ["Preprod"], ChainIdLimit: ["cardano:preprod"], status: "Active" } }),
    { nodeKey: KEY, network: "Preprod" }],
  ["what a node answers that lists its keys", JSON.stringify({ data: { ApiKeys: [{ id: "cmx06nr7z0001nc7d8ku2lk25", token: KEY, permission: "ReadAndPay", status: "Deactivated" }] } }), { nodeKey: KEY }],
  ["a name of a key is no key", `{"_id":"cmx06nr7z0001nc7d8ku2lk25","apiKeyId":"${OTHER}","apiKey":"${PLAIN}"}`, { nodeKey: PLAIN }],
  ["a name of a key is no key in lines", `The answer was {"id":"cmx06nr7z0001nc7d8ku2lk25"}\nKEY_ID=${OTHER}\nKey-ID: ${OTHER}x\nkeyId: '${OTHER}y'\nAPI_KEY=${PLAIN}`, { nodeKey: PLAIN }],
  ["a word that ends as the name of one does", `Paid: ${PLAIN}`, { nodeKey: PLAIN }],
  ["an environment file with comments behind its values", `ENCRYPTION_KEY="at_least_20_chars_secure" #This is a secret key used to encrypt the wallet2024 secrets.\n- PAYMENT_API_KEY = "${PLAIN}" # the key: administrator\nREGISTRY_API_KEY=${OTHER}\t#token: somebody1\nAPI_KEY= #Your key: https://elsewhere.example.org/key2024`,
    { nodeKey: PLAIN, registryKey: OTHER }],
  ["a value that has the sign of a comment in it", `PAYMENT_API_KEY=${PLAIN}#1\nREGISTRY_API_KEY='#${OTHER}'`, { nodeKey: `${PLAIN}#1`, registryKey: `#${OTHER}` }],
  ["a key that may do everything", `ADMIN_KEY=${PLAIN}\nPAYMENT_API_KEY=${OTHER}`, { nodeKey: OTHER }],
  ["a key that may do everything and is said to be the node's", `ADMIN_KEY=${PLAIN}\nPAYMENT_API_KEY=${PLAIN}\nREGISTRY_API_KEY=${OTHER}`, { registryKey: OTHER }],
  ["a key from somebody who administers", `The administrator sends you this key: ${PLAIN}\nAdmin: http://127.0.0.1:3001/admin\nAsk the admin. Registry key: ${OTHER}`,
    { nodeUrl: "http://127.0.0.1:3001", nodeKey: PLAIN, registryKey: OTHER }],
  ["one node by the addresses of its pages", "http://h:3001/api/v1 and http://h:3001/admin/ and http://h:3001/docs, the registry is http://h:3000/docs and http://h:3000/api/v1/health.",
    { nodeUrl: "http://h:3001/api/v1", registryUrl: "http://h:3000/api/v1" }],
  ["one node by an address before it is named", `${NODE}/api/v1\nNode: ${NODE}/admin\nkey: ${PLAIN}`, { nodeUrl: `${NODE}/api/v1`, nodeKey: PLAIN }],
  ["one node below a path", `Node: ${NODE}/masumi/admin and ${NODE}/masumi/api/v1`, { nodeUrl: `${NODE}/masumi/api/v1` }],
  ["a path of its own below api", `Node: ${NODE}/api/payment and http://h:3000/api`, { nodeUrl: `${NODE}/api/payment`, registryUrl: "http://h:3000" }],
  ["two services on one host", `Node: ${NODE}/api/v1\nRegistry: ${NODE}`, { nodeUrl: `${NODE}/api/v1`, registryUrl: NODE }],
  ["nothing", "", {}],
  ["a letter without any", "Dear all,\nplease find attached nothing at all.", {}],
];

for (const [what, text, expected] of TABLE) {
  test(`taken_apart_is_${what.replaceAll(/\W+/g, "_")}`, () => assert.deepEqual(takeApart(text).taken, expected));
}

test("words_about_a_key_raise_no_doubt_and_one_that_names_a_key_below_it_is_understood", () => {
  const { doubts, lines } = takeApart(`${english.place.registryKey}: ${REGISTRY_KEY}\nThe credentials are personal\nAccess key\n${LETTERS}`);
  assert.deepEqual([doubts, lines], [{}, [2]]);
});

test("an_address_typed_as_a_browser_shows_it_is_that_of_its_service_and_anything_else_stays_as_typed", () => {
  for (const [typed, expected] of [
    ["http://h:3001/admin", "http://h:3001"],
    [" http://h:3001/docs/#/purchase ", "http://h:3001"],
    ["https://h.example/masumi/admin/", "https://h.example/masumi"],
    [`${NODE}/api/v1/health`, `${NODE}/api/v1`],
    ["https://h.example/api/payment/admin", "https://h.example/api/payment"],
    ["https://h.example/api/payment", "https://h.example/api/payment"],
    ["https://h.example/api", "https://h.example/api"],
    ["", ""],
    ["h:3001/admin", "h:3001/admin"],
    ["http://", "http://"],
    ["https://ada:geheim123@h.example/admin", "https://ada:geheim123@h.example/admin"],
    ["https://docs.masumi.network/admin", "https://docs.masumi.network/admin"],
    ["ftp://h.example/admin", "ftp://h.example/admin"],
    ["https://h.example/masumi/", "https://h.example/masumi/"],
    ["https://Bücher.example/", "https://Bücher.example/"],
    ["https://h.example/?token=1", "https://h.example/?token=1"],
  ]) assert.equal(serviceAddress(typed ?? ""), expected);
});

test("what_could_be_two_things_is_not_taken", () => {
  const keys = takeApart(`Node: ${NODE}\nkey: ${PLAIN}\nkey: ${OTHER}`);
  assert.deepEqual([keys.taken, keys.doubts], [{ nodeUrl: NODE }, { nodeKey: "several" }]);
  const addresses = takeApart(`${NODE}\nhttps://second.example.org`);
  assert.deepEqual([addresses.taken, addresses.doubts], [{}, { nodeUrl: "several" }]);
  const versions = takeApart(`${NODE}/api/v1 ${NODE}/api/v2 ${NODE}/admin`);
  assert.deepEqual([versions.taken, versions.doubts], [{}, { nodeUrl: "several" }]);
  const networks = takeApart(`MAINNET_KEY=${PLAIN}\nnode (Preprod): ${NODE}`);
  assert.deepEqual([networks.taken.network, networks.doubts.network], [undefined, "several"]);
});

/** The quick start's own, as it is fetched. */
const QUICK_START = `ENCRYPTION_KEY="this_should_be_very_secure_and_at_least_20_chars" #This is a secret key used to encrypt the sensitive wallet secrets in the database. Please change this to a secure string of at least 32 characters.

#The following data is only needed for seeding
ADMIN_KEY="this_should_be_very_secure_and_at_least_15_chars" #The key of the admin user, this key will have all permissions, like doing payments, changing configurations and can also be used to create new (more limited) api_keys

#The following data is only needed for preprod seeding
BLOCKFROST_API_KEY_PREPROD="" #Your blockfrost api key. It is required to interact with the blockchain. Receive a free key at https://blockfrost.io/ for the network you are using (e.g. preprod)

PURCHASE_WALLET_PREPROD_MNEMONIC="" #***OPTIONAL*** The mnemonic of the wallet used to purchase any agent requests. This needs to have sufficient funds to pay, or be topped up.
`;

test("a_key_that_may_do_everything_is_taken_for_no_service_and_said_once", () => {
  for (const [text, taken] of /** @type {[string, import("./pasted.js").Pasted["taken"]][]} */ ([
    [QUICK_START, { network: "Preprod" }],
    [`Admin key: ${PLAIN}`, {}],
    [`Admin-Schlüssel: ${LETTERS}`, {}],
    [`Admin API key of the node\n${PLAIN}\nRegistry key: ${OTHER}`, { registryKey: OTHER }],
    [`The admin password is ${PLAIN}`, {}],
    [JSON.stringify({ admin: { apiKey: PLAIN } }), {}],
    [`Admin key of the node: ${PLAIN}\nadmin token of the registry: ${OTHER}`, {}],
  ])) assert.deepEqual([takeApart(text).taken, takeApart(text).doubts], [taken, { nodeKey: "admin" }], text);
  assert.deepEqual(takeApart(`Node key: ${PLAIN}\nadmin key: ${OTHER}`).doubts, { registryKey: "admin" });
  assert.deepEqual(takeApart(`${KEY}\n${REGISTRY_KEY}\nadmin key: ${OTHER}`).doubts, {});
});

test("an_address_with_a_password_in_it_is_not_taken", () => {
  const { taken, doubts } = takeApart(`Node: https://ada:geheim123@node.example.org\nkey: ${PLAIN}`);
  assert.deepEqual([taken, doubts], [{ nodeKey: PLAIN }, { nodeUrl: "credentials" }]);
});

test("of_what_is_not_understood_only_the_numbers_of_its_lines_are_told", () => {
  const { lines } = takeApart(`Node: ${NODE}\n\nsome words of no use\nmore of them`);
  assert.deepEqual(lines, [3, 4]);
});

test("of_json_no_line_is_told_because_its_values_are_no_lines", () => {
  assert.deepEqual(takeApart(JSON.stringify({ status: "success", data: { token: KEY, note: "something else" } })).lines, []);
});

test("ten_megabytes_are_not_read_at_all", () => {
  const { taken, tooLong } = takeApart(`Node: ${NODE}\n`.repeat(400_000));
  assert.deepEqual([taken, tooLong], [{}, true]);
  assert.equal(takeApart("x".repeat(LONGEST)).tooLong, false);
});

test("what_is_as_long_as_is_read_is_read_at_once_however_it_is_made", () => {
  for (const piece of ["https://", "a:", "[", "{\"a\":", "= ", "key ", ".", "masumi-payment", "http://a@", "\u202e", "\n", "**", "A=b #"]) {
    const repeated = piece.repeat(Math.floor(LONGEST / piece.length) - 1);
    for (const text of [repeated, `${repeated}x`]) assert.equal(takeApart(text).tooLong, false, piece);
  }
});

/** Numbers that look random and are the same in every run. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("whatever_is_pasted_only_whole_and_harmless_values_come_out", () => {
  const pieces = [NODE, REGISTRY, KEY, REGISTRY_KEY, PLAIN, OTHER, "node", "registry", "key", ":", "=", "\n", " ", "\"", "{", "}", "[", "]", ",", "Preprod", "Mainnet",
    "https://ada:geheim123@x.example", "?token=", "#", "\u0000", "\u202e", "\ud800", "http://", "PAYMENT_API_KEY=", "```", "addr_test1q", "💥", "/api/v1", "ftp://x.example"];
  for (let seed = 1; seed <= 3000; seed++) {
    const random = chance(seed);
    const text = Array.from({ length: random(24) }, () => pieces[random(pieces.length)]).join("");
    const { taken, doubts, lines } = takeApart(text);
    for (const place of /** @type {const} */ (["nodeUrl", "registryUrl"])) {
      const url = taken[place];
      if (url === undefined) continue;
      const { username, password, search, hash, protocol } = new URL(url);
      assert.deepEqual([username, password, search, hash], ["", "", "", ""], text);
      assert.match(protocol, /^https?:$/, text);
    }
    for (const place of /** @type {const} */ (["nodeKey", "registryKey"])) {
      const key = taken[place];
      if (key !== undefined) assert.match(key, /^[\x21-\x7e]{8,300}$/, text);
    }
    for (const place of Object.keys(doubts)) assert.equal(place in taken, false, text);
    assert.ok(lines.every((line) => Number.isInteger(line) && line > 0), text);
  }
});

test("a_key_that_is_not_taken_was_found_all_the_same", () => {
  const admin = takeApart("ADMIN_KEY=7e8bdaf2b2b919a3a4b94002cafb5008");
  assert.deepEqual([admin.taken, admin.doubts], [{}, { nodeKey: "admin" }]);
  assert.equal(foundNothing(admin, false), false);
  assert.equal(foundNothing(takeApart("Good morning."), false), true);
  const both = takeApart("Preprod or Mainnet?");
  assert.deepEqual([foundNothing(both, false), foundNothing(both, true)], [both.doubts.network === undefined, true]);
});
