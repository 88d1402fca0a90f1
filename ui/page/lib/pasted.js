// Takes apart what a node's operator sent: addresses, keys, network. It reads URL and key lines, JSON, an environment file, or
// prose with labels. Pure: text in, values out; nothing is kept, logged or sent. It is done here and not in the backend, because
// the backend gives no key back to the page, and the keys end in the two password fields of the form as if they had been typed.
//
// It does not guess where there is more than one reading: two different keys for one place, an address with a password in it,
// both networks. Such a place stays as it was, and is reported as a doubt. So is a key that is said to be an administrator's: it may
// do more than Kaimono needs.

/** @import { Network } from "../../types/contract.js" */

/** @typedef {"nodeUrl" | "nodeKey" | "registryUrl" | "registryKey" | "network"} Place */
/** @typedef {"several" | "credentials" | "admin"} Doubt */
/**
 * @typedef {object} Pasted
 * @property {{ nodeUrl?: string, nodeKey?: string, registryUrl?: string, registryKey?: string, network?: Network }} taken
 * @property {Partial<Record<Place, Doubt>>} doubts places for which something was found, and not taken
 * @property {number[]} lines numbers of the lines in which nothing was understood, counted from one; never their text. None of JSON
 * @property {boolean} tooLong nothing was read at all
 */

/** @typedef {"node" | "registry"} Service */

/** A longer text is no message of an operator's. */
export const LONGEST = 100_000;
/** So many values of JSON are looked at, so deep. */
const VALUES = 500;
const DEPTH = 8;
/** What names a value stands so near before it; a whole message in one line is not read again for each of its words. */
const LABEL = 200;
/** No key of a node is longer. */
const LONGEST_KEY = 300;

/** Control letters but tab and line feed, and letters that cannot be seen. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const ADDRESS = /https?:\/\/[^\s"'`<>,;|\\]+/giu;
/** Something with letters that a key has, between blanks, quotes and the signs that part a name from its value. */
const WORD = /[^\s"'`<>,;|=:(){}[\]]+(?:={1,2}(?=[\s"'`<>,;)\]}]|$))?/gu;
const KEY = /^[\x21-\x7e]+$/u;
/** Names of what is secret, or at least elsewhere, and never asked for here. */
const FOREIGN = /block_?frost|encrypt|database|postgres|mnemonic|seed|wallet|webhook|hydra|vkey|identifier|policy/iu;
const KEY_WORD = "key|token|secret|credential|schl(?:ü|ue)ssel";
const KEY_NAME = new RegExp(KEY_WORD, "iu");
/** The last name before a value, if it is that of a key that may do everything; one who administers may send any key. */
const ADMIN = new RegExp(`admin[\\s_-]*(?:api[\\s_-]*)?(?:${KEY_WORD}|pass(?:word|wort))(?!.*(?:${KEY_WORD}))`, "iu");
/** A line of an environment file with words behind its value. */
const COMMENTED = /^(\s*(?:-\s+)?(?:export\s+)?[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'#].*?)?)(?<!\s)\s+#.*$/u;
/** A name says that its value comes next, in quotes or bold or neither. */
const VALUE_NEXT = /[:=][\s"'`*]*$/u;
/** A name of a name: of a key too, as `id` in what a node answers that made one. */
const ID_NEXT = /(?:(?<![A-Za-z])[iI][dD]|[a-z]I[dD])["'`*]*\s*[:=][\s"'`*]*$/u;
/** What else a node says of a key, in words. */
const KIND_NEXT = /(?:permission|status)["'`*]*\s*[:=][\s"'`*]*$/iu;
const REGISTRY = /regist(?:ry|rier|ers?(?!\p{L}|\s+(?:at|on|with|for|to|your|the|it|here|first)\b))/giu;
const NODE = /payment|purchas|zahlung|\bpay\b|node|knoten/giu;
/** What a browser shows behind the address of a service. */
const PAGE = /\/(?:docs|admin|api-docs|api\/v\d+)(?:\/.*)?$/u;
/** Places on the web that are linked to in such messages, and are no node. */
const READING = /^(docs|www)\.masumi\.network$|^masumi\.network$|(^|\.)(github\.com|blockfrost\.io|cardanoscan\.io|cexplorer\.io|cardano\.org)$/iu;

/** @param {string} text @returns {Service | null} */
function serviceOf(text) {
  // The word nearest to the value counts.
  const last = (/** @type {RegExp} */ words) => [...text.matchAll(words)].at(-1)?.index ?? -1;
  const [registry, node] = [last(REGISTRY), last(NODE)];
  if (registry < 0 && node < 0) return null;
  return registry > node ? "registry" : "node";
}

/** Base of an address, without what leads into a page of it. @param {string} found @returns {{ url: string } | { doubt: Doubt } | null} */
function base(found) {
  const text = found.replace(/(?<![.,;:!?)\]}>*_])[.,;:!?)\]}>*_]+$/u, "");
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return { doubt: "credentials" };
  if (READING.test(url.hostname)) return null;
  const api = /^.*?\/api\/v\d+/u.exec(url.pathname)?.[0] ?? "";
  const path = url.pathname.replace(PAGE, "").replace(/^\/api\/?$|(?<!\/)\/+$/u, "");
  return { url: `${url.origin}${api === "" ? path : api}` };
}

/** What is meant by an address that was typed, as from a browser; anything but one of a page is given back as it is. @param {string} typed */
export function serviceAddress(typed) {
  const text = typed.trim();
  if (!/^https?:/iu.test(text) || !URL.canParse(text) || !PAGE.test(new URL(text).pathname)) return typed;
  const read = base(text);
  return read !== null && "url" in read ? read.url : typed;
}

/** An address without what may be left out of it. @param {string} url */
const short = (url) => url.replace(/\/api\/v\d+$/u, "");

/** Without those that another says more of. @param {Set<string>} urls */
function fullest(urls) {
  const said = new Set([...urls].filter((url) => short(url) !== url).map(short));
  return new Set([...urls].filter((url) => !said.has(url)));
}

/** Whose an address is by itself. @param {string} url @returns {Service | null} */
function ownerOf(url) {
  const { hostname, port } = new URL(url);
  return serviceOf(hostname) ?? (port === "3000" ? "registry" : port === "3001" ? "node" : null);
}

/** @param {string} word @param {string} label @param {string} behind what follows in its line */
function isKey(word, label, behind) {
  if (word.length > LONGEST_KEY || !KEY.test(word) || /^addr(_test)?1|^stake/u.test(word)) return false;
  if (ID_NEXT.test(label)) return false;
  const digit = /\d/u.test(word);
  if (digit && /masumi-(payment|registry)/u.test(word)) return true;
  if (FOREIGN.test(label)) return false;
  if (!KEY_NAME.test(label)) return word.length >= 20 && digit && /[a-z]/iu.test(word);
  // Of letters alone are the words of a sentence too.
  return word.length >= 8 && (digit || (VALUE_NEXT.test(label) && !KIND_NEXT.test(label) && !/^\s+\p{L}/u.test(behind)));
}

/** Whether a line names the key that stands alone below it, and is no sentence about keys. @param {string} line */
const namesKey = (line) => KEY_NAME.test(line) && !/[.!?,;]\s*$/u.test(line);

/** Names and values of JSON, a line each. @param {unknown} value @param {string} name @param {string[]} into @param {number} depth */
function flatten(value, name, into, depth) {
  if (into.length >= VALUES || depth > DEPTH) return;
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) flatten(inner, Array.isArray(value) ? name : `${name} ${key}`, into, depth + 1);
  } else if (typeof value === "string" || typeof value === "number") {
    into.push(`${name}: ${String(value).replaceAll(/\s+/gu, " ")}`);
  }
}

/** @param {string} text @returns {string[] | null} */
function jsonOf(text) {
  const bare = text.replaceAll(/^[^\S\n]*```.*$/gmu, "").trim();
  if (!bare.startsWith("{") && !bare.startsWith("[")) return null;
  try {
    /** @type {string[]} */
    const lines = [];
    flatten(JSON.parse(bare), "", lines, 0);
    return lines;
  } catch {
    // Not JSON after all.
    return null;
  }
}

/** What a line holds, in its order. @param {string} line @returns {{ at: number, text: string, address: boolean }[]} */
function parts(line) {
  const addresses = [...line.matchAll(ADDRESS)].map(({ 0: text, index }) => ({ at: index, text, address: true }));
  let rest = line;
  for (const { at, text } of addresses) rest = rest.slice(0, at) + " ".repeat(text.length) + rest.slice(at + text.length);
  // A name of an environment file is no value of it.
  rest = rest.replace(/^\s*(?:-\s+)?(?:export\s+)?[A-Z][A-Z0-9_]*\s*=/u, (name) => " ".repeat(name.length));
  const words = [...rest.matchAll(WORD)].map(({ 0: text, index }) => ({ at: index, text: text.replaceAll(/^\*+|(?<![.!?*])[.!?*]+$/gu, ""), address: false }));
  return [...addresses, ...words].sort((one, other) => one.at - other.at);
}

/** @param {string} text @returns {Pasted} */
export function takeApart(text) {
  /** @type {Pasted} */
  const pasted = { taken: {}, doubts: {}, lines: [], tooLong: text.length > LONGEST };
  if (pasted.tooLong) return pasted;
  const clean = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replaceAll(UNSEEN, "");
  /** @type {Record<Exclude<Place, "network">, Set<string>>} */
  const found = { nodeUrl: new Set(), nodeKey: new Set(), registryUrl: new Set(), registryKey: new Set() };
  /** Values of which nothing says whose they are. */
  const nobodys = { url: /** @type {Set<string>} */ (new Set()), key: /** @type {Set<string>} */ (new Set()) };
  /** Keys that may do everything. @type {Set<string>} */
  const admins = new Set();
  /** What is spoken of: set by a heading or an address, and by what stands before a value. @type {Service | null} */
  let about = null;
  /** The line above, if it names a key. @type {{ text: string, number: number } | null} */
  let above = null;
  const networks = new Set([...clean.matchAll(/preprod|mainnet/giu)].map(([word]) => (word.toLowerCase() === "mainnet" ? "Mainnet" : "Preprod")));

  const json = jsonOf(clean);
  for (const [index, whole] of (json ?? clean.split("\n")).entries()) {
    const line = whole.replace(COMMENTED, "$1");
    let from = 0;
    let understood = line.trim() === "" || /preprod|mainnet/iu.test(line) || /^\s*(```|#|\/\/)/u.test(line);
    const bare = line.replaceAll(/[\s"'`*]/gu, "");
    for (const { at, text: value, address } of parts(line)) {
      const under = value === bare ? above : null;
      const label = under !== null ? `${under.text}:` : line.slice(Math.max(from, at - LABEL), at);
      const named = serviceOf(label);
      if (address) {
        const read = base(value);
        from = at + value.length;
        if (read === null) continue;
        understood = true;
        if ("doubt" in read) {
          pasted.doubts[named === "registry" ? "registryUrl" : "nodeUrl"] = read.doubt;
          continue;
        }
        /** @type {Service | null} */
        const whose = named ?? ownerOf(read.url) ?? (KEY_NAME.test(label) ? null : about);
        about = whose;
        if (whose === null) nobodys.url.add(read.url);
        else found[`${whose}Url`].add(read.url);
      } else if (isKey(value, label, line.slice(at + value.length, at + value.length + LABEL))) {
        from = at + value.length;
        understood = true;
        if (under !== null && pasted.lines.at(-1) === under.number) pasted.lines.pop();
        const own = value.includes("masumi-registry") ? "registry" : value.includes("masumi-payment") ? "node" : null;
        const whose = own ?? named ?? about;
        if (ADMIN.test(label)) admins.add(value);
        else if (whose === null) nobodys.key.add(value);
        else found[`${whose}Key`].add(value);
      }
    }
    const heading = from === 0 ? serviceOf(line) : null;
    if (heading !== null && !FOREIGN.test(line)) [about, understood] = [heading, true];
    if (!understood) pasted.lines.push(index + 1);
    if (!/^\s*(```.*)?$/u.test(line)) above = from === 0 && namesKey(line) ? { text: line.slice(-LABEL), number: index + 1 } : null;
  }

  for (const keys of [found.nodeKey, found.registryKey, nobodys.key]) admins.forEach((key) => keys.delete(key));
  // The same address may be named for somebody, and stand elsewhere as that of a page.
  for (const place of /** @type {const} */ (["nodeUrl", "registryUrl"])) {
    const known = new Set([...found[place]].map(short));
    for (const url of nobodys.url) if (known.has(short(url)) && nobodys.url.delete(url)) found[place].add(url);
    found[place] = fullest(found[place]);
  }
  nobodys.url = fullest(nobodys.url);
  // One that nobody is named for is the node's, if there is no other.
  for (const kind of /** @type {const} */ (["url", "key"])) {
    const [node, registry] = kind === "url" ? [found.nodeUrl, found.registryUrl] : [found.nodeKey, found.registryKey];
    const known = new Set([...node, ...registry]);
    const left = [...nobodys[kind]].filter((value) => !known.has(value));
    if (left.length === 0) continue;
    if (node.size === 0 && left.length === 1) node.add(left[0] ?? "");
    else if (registry.size === 0 && node.size === 1 && left.length === 1) registry.add(left[0] ?? "");
    else left.forEach((value) => node.add(value));
  }
  for (const place of /** @type {(Exclude<Place, "network">)[]} */ (Object.keys(found))) {
    const [first, second] = found[place];
    if (second !== undefined) pasted.doubts[place] = "several";
    else if (first !== undefined && pasted.doubts[place] === undefined) pasted.taken[place] = first;
  }
  // Both services take the same one, so it is spoken of once, where a key is missing.
  const missing = /** @type {const} */ (["nodeKey", "registryKey"]).find((place) => found[place].size === 0);
  if (admins.size > 0 && missing !== undefined) pasted.doubts[missing] = "admin";
  // They would be numbers of values, which nobody counts.
  if (json !== null) pasted.lines = [];
  if (networks.size > 1) pasted.doubts.network = "several";
  else for (const network of networks) pasted.taken.network = /** @type {Network} */ (network);
  return pasted;
}

/** Whether nothing was found at all. What was found and not taken is told as a doubt. @param {Pasted} found @param {boolean} keepsNetwork which network is meant is not asked */
export const foundNothing = ({ taken, doubts }, keepsNetwork) => Object.keys(taken).length === 0 && Object.entries(doubts).every(([place, doubt]) => doubt === undefined || (place === "network" && keepsNetwork));
