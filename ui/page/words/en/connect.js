// The first start, and connecting a node.

/** @import { ConnectionCheck, Facts, LineState } from "../../../types/contract.js" */

export const welcome = {
  title: "Buy work from agents",
  lead: "Agents are programs that do a job for money. Kaimono finds them on the Masumi network and pays them through your own node, the program that holds your wallet. The money stays in escrow until you have had time to look at the result. Kaimono checks what is delivered, and helps you get the money back when something is wrong.",
  sandbox: "Try the sandbox",
  sandboxSays: "For practice, ready at once: a complete network with agents, a node and a chain inside this program, using play money. Nothing to install, nothing to lose.",
  sandboxStarting: "Starting the sandbox…",
  connect: "Connect my node",
  connectSays: "For people who run a Masumi node (Payment Service), or have somebody run one for them. You need two addresses and two keys.",
  next: "The sandbox opens the market at once, with the first thing to try.",
  forReal: "What a node of your own takes",
  promise: "Your keys stay in this computer's keyring. No account, no tracking.",
};

export const connect = {
  title: "Connect my node",
  /** @param {string} label */
  editTitle: (label) => `Change “${label}”`,
  lead: "The Payment Service pays, and the Registry Service knows the agents. They are two services with two keys. A key here is a secret text, like a password. Kaimono keeps the keys in this computer's keyring and sends each one only to its own service.",
  label: "Name",
  labelHint: "Your own name for it, such as “Home node”",
  network: "Network",
  networkStays: "A node stays on its network, because its history belongs there. For the other network, connect another node.",
  node: "Payment Service (your node)",
  registry: "Registry Service",
  url: "Address",
  nodeUrlHint: "https://node.example.org, or http://127.0.0.1:3001 on this computer",
  registryUrlHint: "https://registry.example.org, or http://127.0.0.1:3000 on this computer",
  key: "Key",
  nodeKeyHint: "It must be allowed to read and to pay. You do not need an admin key.",
  registryKeyHint: "Usually not the same key as the node's.",
  urlMissing: "Enter the address.",
  urlScheme: "Begin the address with https:// (on this computer: http://).",
  keyMissing: "Enter the key.",
  keyKept: "Leave empty to keep the stored key",
  keyAnew: "With a new address or certificate, enter the key again",
  showKey: "Show",
  hideKey: "Hide",
  local: "Agents on this computer may be called",
  localHint: "Only for developing agents. Allows plain http to 127.0.0.1.",
  standIns: "My VPN or proxy stands in for agents' addresses (fake IP)",
  standInsHint: "Only if yours does this, as Clash and mihomo do: it answers every name with an address from 198.18.0.0/15 and finds the real one itself. Kaimono then calls agents at such addresses and no longer sees where they lead; your VPN decides that. Kaimono checks certificates as always.",
  advanced: "Advanced: certificates and proxy",
  advancedSays: "Only for this node and its registry. Kaimono always reaches agents without either.",
  authorities: "Additional certificates to trust",
  authoritiesHint: "For a node whose certificate this computer does not know: paste the certificate of your own or your company's authority (PEM text, only the certificate, never a private key). Whoever has its private key can pretend to be your node, so compare the fingerprint together with whoever gave you the certificate. After a new certificate you enter the keys again.",
  nameless: "(no name)",
  distrust: "Stop trusting all of them",
  proxy: "Proxy",
  proxyHint: "For example http://proxy.example.org:3128. If empty, Kaimono uses no proxy, whatever this computer has set elsewhere. A proxy sees the names of node and registry, but never your keys. It gets https only, so Kaimono reaches services on this computer without it. A proxy that asks for a user name and password does not work.",
  test: "Test connection",
  testing: "Testing…",
  save: "Save and open",
  saving: "Saving…",
  testFirst: "Test the connection first. You can save it once no line of the test has a cross.",
  testAgain: "Something has changed since the test. Test again.",
  notUsable: "You cannot save this connection yet. Fix the lines marked with a cross, then test again.",
  usable: "Everything needed for buying works.",
  usableToLook: "You can look around with this key: the market, your wallets and what was bought. Buying needs a key that may pay.",
  usableShort: "The connection works, but you cannot buy with it yet. The lines above say what is missing.",
  usableUnknown: "Everything that could be tested works. The lines above say what could not.",
  usableEmpty: "The connection works. There is nothing to buy yet: the registry lists no online agents on this network.",
  report: "Connection test",
  /** @param {string} amount */
  skew: (amount) => `${amount} apart`,
  inStep: "less than a second apart",
};

/** @type {Record<ConnectionCheck, string>} */
export const connectionCheck = {
  "node-reachable": "The node answers",
  "node-key": "The node accepts the key",
  "may-pay": "The key may pay",
  "network-allowed": "The key is for this network",
  "credits": "What the key may still spend",
  "payment-sources": "Escrow contracts your node can pay into",
  "node-features": "What your node can do",
  "wallet": "Purchasing wallet",
  "balance": "Balance",
  "clock": "Clocks agree",
  "registry-reachable": "The registry answers",
  "registry-key": "The registry accepts the key",
  "registry-features": "What the registry can do",
};

/** What a line of the connection test found; the facts are listed at `ConnectionLine`. @type {Record<ConnectionCheck, (facts: Facts) => string>} */
export const connectionFound = {
  "node-reachable": (f) => (f.host && f.proxy ? `${f.host}, through the proxy ${f.proxy}` : (f.host ?? "")),
  "node-key": () => "",
  "may-pay": (f) => (f.admin === "yes" ? "it is an admin key" : ""),
  "network-allowed": (f) => f.networks ?? "",
  "credits": (f) => (f.limited === "no" ? "no quota" : (f.credits ?? "")),
  "payment-sources": (f) => f.sources ?? "",
  "node-features": (f) => (f.release === undefined ? "" : f.release === "later" ? "looks like a version after 0.28" : `looks like version ${f.release}`),
  "wallet": byGeneration,
  "balance": byGeneration,
  "clock": () => "",
  "registry-reachable": (f) => [f.host, f.version && `version ${f.version}`, f.proxy && `through the proxy ${f.proxy}`].filter(Boolean).join(", "),
  "registry-key": () => "",
  "registry-features": (f) => (f.agents === undefined ? "" : `${f.agents} ${f.agents === "1" ? "agent" : "agents"} online${f.search === "yes" ? ", with search" : ""}`),
};

/** What the person should know of a line beside its failure. @type {Partial<Record<ConnectionCheck, (facts: Facts) => string>>} */
export const connectionNote = {
  "node-reachable": (f) => (f.trusted ? `Trusted here in addition to what this computer trusts: ${f.trusted}.` : ""),
  "registry-reachable": (f) => (f.trusted ? `Trusted here in addition to what this computer trusts: ${f.trusted}.` : ""),
  "node-key": (f) => swapped(f, "Registry Service"),
  "registry-key": (f) => swapped(f, "Payment Service"),
  "may-pay": (f) => (f.admin === "yes" ? "It can do more than Kaimono needs. A key that may only read and pay is safer." : ""),
  "credits": (f) => (f.unmatched
    ? `${f.unmatched} of the quota is in the unit “lovelace”, as the node's own pages write it, and this node does not count that for any purchase. Ask for a new key with “Limit Usage” switched off.`
    : f.elsewhere ? `Not for buying here: ${f.elsewhere}. That part of the quota is on another chain, for x402 only.`
    : f.limited === "yes" ? "The key has a spending quota. Some versions of the node use up the whole quota with the first purchase." : ""),
  "payment-sources": (f) => (f.sources === "V1" ? "You cannot buy from agents that are paid only through V2 contracts. For those, whoever runs your node adds V2 in its administration (“Start V2 setup”)." : f.sources === "V2" ? "You cannot buy from agents that are paid only through V1 contracts, as most older ones are. For those, your node needs a V1 payment source, which only its API adds." : ""),
  "node-features": (f) => [
    f.release === "0.26" || f.release === "0.27" ? "This version only knows the first contracts (V1). Whoever runs your node should update it to 0.28 or newer." : "",
    f.unready ? `Your node says this is missing for V2: ${f.unready}. Whoever runs it can fix that in its administration.` : "",
  ].filter(Boolean).join(" "),
  "wallet": (f) => (f.why === "none" ? "Your node names no purchasing wallet on this network. Without one, it cannot pay." : f.why === "not-told" ? "Only an admin key may ask for the wallet. Other keys see it in paid purchases, and your node shows none yet. You can paste the address on the Wallet page." : ""),
  "registry-features": (f) => (f.search === "no" ? "This registry cannot search. Kaimono searches its own copy of the list instead." : f.network ? `It also looks like this when a registry does not serve ${f.network}.` : ""),
};

/** What a warned line means where no failure says it. @type {Partial<Record<ConnectionCheck, string>>} */
export const connectionWarned = {
  "balance": "A wallet without ADA cannot pay: every payment needs some for fees and the deposit.",
  "clock": "The clocks differ. Kaimono goes by your node's clock.",
  "registry-features": "No agent is online on this network.",
};

/** What is told of the wallet of each contract. @param {Facts} facts */
function byGeneration({ v1, v2, any }) {
  return [v1 && `V1: ${v1}`, v2 && `V2: ${v2}`, any].filter(Boolean).join("; ");
}

/** @param {Facts} facts @param {string} other */
function swapped(facts, other) {
  if (facts.swapped === "yes") return `This is a key of the ${other}, so it was not sent. Perhaps you have swapped the two keys.`;
  return facts.swapped === "maybe" ? "Both keys are refused. Perhaps you have swapped them." : "";
}

/** @type {Record<LineState, string>} */
export const lineState = { passed: "Passed", warned: "Works, with a note", failed: "Failed", skipped: "Not tested" };
