// The first start, and connecting a node.

/** @import { ConnectionCheck, Facts, LineState } from "../../../types/contract.js" */

export const welcome = {
  title: "Buy work from agents",
  lead: "Kaimono finds agents on the Masumi network, pays them through your own node into escrow, checks what they deliver, and asks for the money back when something is wrong.",
  sandbox: "Try the sandbox",
  sandboxSays: "Ready at once. A whole network with agents, node and chain inside this program, with play money. Nothing to install, nothing to lose.",
  sandboxStarting: "Starting the sandbox…",
  connect: "Connect my node",
  connectSays: "You run a Masumi node (Payment Service), or somebody runs one for you. You need two addresses and two keys.",
  promise: "Your keys stay in this computer's keyring. No account, no tracking.",
};

export const connect = {
  title: "Connect my node",
  /** @param {string} label */
  editTitle: (label) => `Change “${label}”`,
  lead: "The Payment Service pays; the Registry Service knows the agents. They are two services with two keys. Kaimono keeps the keys in this computer's keyring and sends each only to its own service.",
  label: "Name",
  labelHint: "Your own name for it, for instance “Home node”",
  network: "Network",
  networkStays: "A node keeps its network, because its history belongs to it. For the other network connect another node.",
  node: "Payment Service (your node)",
  registry: "Registry Service",
  url: "Address",
  nodeUrlHint: "https://node.example.org, or http://127.0.0.1:3001 on this computer",
  registryUrlHint: "https://registry.example.org, or http://127.0.0.1:3000 on this computer",
  key: "Key",
  nodeKeyHint: "It must be allowed to read and to pay. An admin key is not needed.",
  registryKeyHint: "Another key than that of the node.",
  keyKept: "Leave blank to keep the stored key",
  keyAnew: "Another address or certificate needs the key again",
  showKey: "Show",
  hideKey: "Hide",
  local: "Agents on this computer may be called",
  localHint: "Only for developing agents: allows plain http to 127.0.0.1.",
  standIns: "My VPN or proxy stands in for agents' addresses (fake IP)",
  standInsHint: "Only if you use one that does so, like Clash or mihomo: it answers every name with an address of 198.18.0.0/15 and finds the real one itself. Kaimono then calls agents at such addresses and no longer sees where they lead; your VPN decides it. Certificates are checked as always.",
  advanced: "Advanced: own certificate, proxy",
  advancedSays: "Only for this node and its registry. Agents are always reached without either.",
  authorities: "Certificates to trust as well",
  authoritiesHint: "For a node whose certificate this computer does not know: paste the certificate of your own or your company's authority (PEM text; the certificate alone, never a private key). Whoever has its private key can pretend to be your node, so compare the fingerprint with whoever gave it to you. With a new certificate the keys are entered again.",
  nameless: "(without a name)",
  distrust: "Trust none of them any more",
  proxy: "Proxy",
  proxyHint: "http://proxy.example.org:3128. Blank: none; what this computer has set elsewhere is not used. It sees the names of node and registry, and never your keys. It gets https only, so what runs on this computer is reached without it. A proxy that wants a user name and a password cannot be used.",
  test: "Test connection",
  testing: "Testing…",
  save: "Save and open",
  saving: "Saving…",
  testFirst: "Test the connection first. It can be saved when everything that buying needs works.",
  testAgain: "Something was changed since the test. Test again.",
  notUsable: "This connection cannot be saved yet. Repair the lines marked with a cross, then test again.",
  usable: "Everything that buying needs works.",
  usableEmpty: "The connection works. There is nothing to buy yet: the registry lists no agent that is online on this network.",
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
  "payment-sources": "Escrow contracts it can pay into",
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
  "credits": (f) => (f.limited === "no" ? "no limit" : (f.credits ?? "")),
  "payment-sources": (f) => f.sources ?? "",
  "node-features": (f) => (f.release === undefined ? "" : f.release === "later" ? "it answers like a version after 0.28" : `it answers like version ${f.release}`),
  "wallet": byGeneration,
  "balance": byGeneration,
  "clock": () => "",
  "registry-reachable": (f) => [f.host, f.version && `version ${f.version}`, f.proxy && `through the proxy ${f.proxy}`].filter(Boolean).join(", "),
  "registry-key": () => "",
  "registry-features": (f) => (f.agents === undefined ? "" : f.search === "yes" ? `${f.agents} agents online, can search` : `${f.agents} agents online`),
};

/** What the person should know of a line beside its failure. @type {Partial<Record<ConnectionCheck, (facts: Facts) => string>>} */
export const connectionNote = {
  "node-reachable": (f) => (f.trusted ? `Trusted here besides what this computer trusts: ${f.trusted}.` : ""),
  "registry-reachable": (f) => (f.trusted ? `Trusted here besides what this computer trusts: ${f.trusted}.` : ""),
  "node-key": (f) => swapped(f, "Registry Service"),
  "registry-key": (f) => swapped(f, "Payment Service"),
  "may-pay": (f) => (f.admin === "yes" ? "It can do more than Kaimono needs. A key that may only read and pay is safer." : ""),
  "credits": (f) => (f.unmatched
    ? `${f.unmatched} of the quota is written in the unit “lovelace”, as the node's own pages do it, and this node finds it for no purchase. Ask whoever runs it to enter the quota of ADA with an empty unit.`
    : f.elsewhere ? `Not for buying here: ${f.elsewhere}. That part of the quota is of another chain, for x402 only.`
    : f.limited === "yes" ? "The key has a spending quota. Some versions of the node use the whole quota up with the first purchase." : ""),
  "node-features": (f) => [
    f.release === "0.26" || f.release === "0.27" ? "This version knows the first contracts (V1) only. Whoever runs your node should update it to 0.28 or newer." : "",
    f.contracts === "v1" ? "Agents that are paid by V2 contracts only cannot be bought with it; for those it needs a V2 payment source." : f.contracts === "v2" ? "Agents that are paid by V1 contracts only, as most older ones are, cannot be bought with it; for those it needs a V1 payment source." : "",
    f.unready ? `It says itself that this is missing for V2: ${f.unready}. Whoever runs your node can put it right in its administration.` : "",
  ].filter(Boolean).join(" "),
  "wallet": (f) => (f.why === "none" ? "Your node names no purchasing wallet on this network. Without one it cannot pay." : f.why === "not-told" ? "Only an admin key may ask for the wallet. Others see it in purchases that were paid, and your node shows none. You can paste the address on the Wallet page." : ""),
  "registry-features": (f) => (f.search === "no" ? "This registry cannot search. Kaimono searches its own copy of the list instead." : f.network ? `A registry that does not serve ${f.network} can fail like this.` : ""),
};

/** What a warned line means where no failure says it. @type {Partial<Record<ConnectionCheck, string>>} */
export const connectionWarned = {
  "balance": "A wallet without ADA pays nothing: every payment needs some for fees and deposit.",
  "clock": "The clocks differ. Kaimono goes by your node's clock.",
  "registry-features": "No agent is online on this network.",
};

/** What is told of the wallet of each contract. @param {Facts} facts */
function byGeneration({ v1, v2, any }) {
  return [v1 && `V1: ${v1}`, v2 && `V2: ${v2}`, any].filter(Boolean).join("; ");
}

/** @param {Facts} facts @param {string} other */
function swapped(facts, other) {
  if (facts.swapped === "yes") return `This is a key of the ${other}, so it was not sent. Perhaps the two keys are exchanged.`;
  return facts.swapped === "maybe" ? "Both keys are refused. Perhaps they are exchanged." : "";
}

/** @type {Record<LineState, string>} */
export const lineState = { passed: "Passed", warned: "Works, with a note", failed: "Failed", skipped: "Not tested" };
