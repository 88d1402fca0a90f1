// What the page says, in English; what checks found and failures quote comes from the backend. Sentences are functions of facts and never glued from fragments. Each closed
// word of the contract has its sentence in a Record, so that `tsc` fails when the backend learns a word that nobody wrote.
// A second language is a second file of the type `Language`.

/**
 * @import { StoreState, StretchState, StretchWhat, Whose, AddressSource, Beyond, Blocked, By, CheckId, Code, ConnectionCheck, Facts, FieldKind, Generation, HashVariant, IdentifierName,
 *   KeyringState, KeysState, LedgerWhat, LegalKind, Likeness, LineState, MoneyIs, Moved, Need, Network, NextWhat, NoticeKind, Phase, PurchaseGroup,
 *   RefundAction, RefundDisabled, RefundVerdict, Rule, SandboxTrouble, Side, StepId, StepState, Theme, Trouble, WarningId } from "../../types/contract.js"
 * @typedef {typeof en} Language
 */

const and = new Intl.ListFormat("en", { type: "conjunction" });
const scripts = new Intl.DisplayNames("en", { type: "script" });

/** What an alphabet is called. @param {string} code of ISO 15924: `Latn`; another word is shown as it is */
const alphabetOf = (code) => (/^[A-Z][a-z]{3}$/.test(code) ? (scripts.of(code) ?? code) : code);

/** @param {number} count @param {string} one @param {string} many */
const plural = (count, one, many) => (count === 1 ? one : many);

/** @param {number} count */
const number = (count) => new Intl.NumberFormat("en").format(count);

/* ── Frame ─────────────────────────────────────────────────────────────────────────────────────────────────────────── */

const frame = {
  name: "Kaimono",
  skip: "Skip to the page",
  main: "Main",
  market: "Market",
  purchases: "Purchases",
  wallet: "Wallet",
  settings: "Settings",
  /** @param {number} count */
  needsYou: (count) => `${number(count)} ${plural(count, "needs you", "need you")}`,
  profile: "Node in use",
  /** @param {string} label */
  removed: (label) => `${label} (removed)`,
  palette: "Find…",
  back: "Back",
  close: "Close",
  cancel: "Cancel",
  /** @param {string} text */
  title: (text) => `${text} · Kaimono`,
  booting: "Opening Kaimono…",
};

/** The network pill. @type {Record<Network | "sandbox", { word: string, says: string }>} */
const network = {
  sandbox: { word: "SANDBOX", says: "A whole network inside this program. All money is play money." },
  Preprod: { word: "PREPROD", says: "The public test network of Cardano. Its money is free and worth nothing." },
  Mainnet: { word: "MAINNET", says: "Real money." },
};

const health = {
  unknown: "Not asked yet",
  ok: "Your node answers",
  offline: "Your node does not answer",
  refused: "Your node refuses the key",
  closed: "No keys are open",
  reading: "Reading the keys…",
  /** @param {string} when */
  since: (when) => `Last answer ${when}`,
  /** @param {string} when */
  offlineBanner: (when) => `What you see is from ${when}. Kaimono goes on trying to reach your node.`,
  offlineNever: "Your node has not answered yet. Kaimono goes on trying.",
  /** @param {string} label @param {string} when */
  refusedBanner: (label, when) => `“${label}” answers, and does not take the key. ${when === "" ? "Until it does, nothing can be read or paid." : `What you see is from ${when}; until it does, nothing new can be read or paid.`}`,
  enterKey: "Enter another key",
  /** @param {string} amount */
  skew: (amount) => `This computer's clock and your node's differ by ${amount}. Kaimono goes by your node's clock.`,
  /** @param {string} node @param {string} here */
  doubted: (node, here) => `Your node says that it is ${node}. Here it is ${here}. Kaimono pays nothing until the two agree: set this computer's clock right, or ask whoever runs the node.`,
};

/** @type {Record<KeyringState, { title: string, says: string }>} */
const keyring = {
  checking: { title: "Asking the keyring…", says: "Your keys are kept in this computer's keyring." },
  ready: { title: "The keyring works", says: "Your keys are kept in this computer's keyring." },
  locked: { title: "Your keyring is locked", says: "Unlock it (a password prompt may be waiting behind this window), then try again. Or enter the keys for this session only: they are then kept in memory and forgotten when Kaimono closes." },
  missing: { title: "This computer has no keyring", says: "Kaimono writes keys to no file. Install or start a keyring (GNOME Keyring, KWallet) and try again, or use the keys for this session only: they are then kept in memory and forgotten when Kaimono closes." },
  slow: { title: "Your keyring does not answer", says: "It may be waiting for your password in another window. Try again, or enter the keys for this session only: they are then kept in memory and forgotten when Kaimono closes." },
};

const keyringActions = { retry: "Try again", session: "This session only", sessionHint: "Keep the keys in memory only, and forget them when Kaimono closes" };

/** @type {Record<KeysState, string>} */
const keys = {
  keyring: "Keys in the keyring",
  session: "Keys in memory, for this session only",
  missing: "Keys not found: enter them again",
  unavailable: "Keys not readable now",
  unread: "Keys are being read",
};

/** @param {string} label */
const keysMissingBanner = (label) => `The keys of “${label}” are not in the keyring. Enter them again to go on.`;

/** @param {string} label */
const removedBanner = (label) => `“${label}” was removed. You can read what was bought with it; nobody watches over it. To go on, connect the same node again: its history is found by itself.`;

/** What is the matter with the store of a node. @type {Record<StoreState, { what: (label: string) => string, todo: string }>} */
const store = {
  "read-only": { what: (label) => `What was bought with “${label}” can be looked at, and nothing can be written down`, todo: "Kaimono's data on this computer can only be read: its disk or its folder is read-only. What is not written down is not sent, so nothing is bought, paid or asked back now, and no money has moved because of it. Let the data be written again; Kaimono then goes on by itself." },
  "full": { what: (label) => `The disk of this computer is full, so nothing can be written down for “${label}”`, todo: "What is not written down is not sent, so nothing is bought, paid or asked back now, and no money has moved because of it. What was under way when Kaimono ended is found out before anything else. Make some room on the disk; Kaimono then goes on by itself." },
  "locked": { what: (label) => `What was bought with “${label}” is locked by another program, or is on a disk that cannot lock`, todo: "Kaimono has to be the only one that writes to it. A folder of another machine often cannot promise that. Nothing is sent meanwhile, and no money has moved because of it. End the other program, or move Kaimono's data to a disk of this computer; it is tried again by itself." },
  "unwritable": { what: (label) => `Something cannot be written down for “${label}”`, todo: "What is not written down is not sent, and no money has moved because of it. Check that Kaimono's data folder on this computer is there and can be written to; it is tried again by itself." },
  "gone": { what: (label) => `What was bought with “${label}” was moved, removed or exchanged while Kaimono runs`, todo: "What is not written down is not sent, and no money has moved because of it. Put the data folder of this computer back where it was, or restart Kaimono. Your node still knows every purchase." },
  "damaged": { what: (label) => `What was bought with “${label}” cannot be read any more`, todo: "Kaimono does not go on without it, because it could pay twice. The file named below, on this computer, is left as it is. Your node still knows every purchase, and what is in escrow stays there. Put back a copy of the file from a backup, then restart Kaimono; or set it aside in the settings, and begin anew with what your node knows. Your other nodes go on meanwhile." },
  "newer": { what: (label) => `What was bought with “${label}” was written by a newer Kaimono`, todo: "Start the newer version again. This one has changed nothing, and no money has moved because of it. Your other nodes go on meanwhile." },
  "older": { what: (label) => `What was bought with “${label}” is an older copy than the one that was open last`, todo: "It may have been put back from a backup on this computer. What you bought or asked for since then is not in it. Your node tells what it knows of that as soon as its list is read, as bought elsewhere. Nothing is paid from this copy before your node was asked whether it is paid already. Look at that list before you buy the same again." },
};

/* ── Failures ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

/** Who answers for a failure. @type {Record<Side, string>} */
const side = {
  node: "your node",
  registry: "the registry",
  agent: "the agent",
  network: "the way there",
  keyring: "this computer's keyring",
  app: "Kaimono",
  you: "what was entered",
};

/** The same, as the subject of a sentence. @type {Record<Side, string>} */
const subject = {
  node: "Your node",
  registry: "The registry",
  agent: "The agent",
  network: "The other side",
  keyring: "The keyring",
  app: "Kaimono",
  you: "Kaimono",
};

/** @type {Record<Moved, string>} */
const moved = {
  no: "No money moved.",
  unknown: "Whether money moved is not known yet. Kaimono finds out before it does anything else.",
  yes: "Money moved.",
};

/** What happened, and what to do about it. `retry`: trying the same again can help. @type {Record<Code, { what: (side: Side) => string, todo: (side: Side, retry: boolean) => string }>} */
const failure = {
  "unknown-host": { what: () => "This host name does not exist", todo: () => "Check the address for a typing error, and whether this computer is online." },
  "unreachable": {
    what: (s) => `${subject[s]} does not answer at that address`,
    todo: (s) => (s === "agent" ? "The agent may be switched off. Try again later." : "Check that it is running, that the port is right, and that no firewall is in between."),
  },
  "timeout": { what: (s) => `${subject[s]} took too long to answer`, todo: (s) => (s === "agent" ? "Some agents need a minute to wake up. Try again." : "Try again. If it stays so, look at the machine it runs on.") },
  "certificate": { what: (s) => `The certificate of ${side[s]} is not trusted`, todo: (s) => (s === "agent" ? "Kaimono does not talk to it, because somebody could be listening. Its owner has to renew the certificate." : "Kaimono does not talk to it and sent no key, because somebody could be listening. If it is of an authority of your own or of your company (or a proxy there looks into what passes, and you trust it), paste that authority's certificate under “Advanced” in this node's settings. Otherwise whoever runs it has to renew the certificate.") },
  "address-refused": { what: () => "Kaimono does not connect to this address", todo: () => "Use https, without a user name, query or fragment. Plain http is only for this computer (127.0.0.1)." },
  "stand-in-address": { what: () => "A VPN or proxy on this computer answers the agent's name with a stand-in address (fake IP)", todo: () => "It is not the agent's fault, and nothing was sent. If you use such a VPN or proxy and trust it to find the agent, change the node in Settings and switch on “My VPN or proxy stands in for agents' addresses”. Otherwise let it answer with real addresses." },
  "proxy-silent": { what: () => "The proxy you entered does not answer, or gives no way through in time", todo: () => "Whether your node answers is not known: it was not reached, and no key was sent. Check the proxy's address under “Advanced” in this node's settings, whether it runs, and whether this computer is in its network. Take it out there if you need none." },
  "proxy-refused": { what: () => "The proxy you entered gives no way through", todo: () => "It answers, but does not lead to this address; no key was sent. Ask whoever runs the proxy to let Kaimono reach your node's address by https, without a user name and password. If you need none, take it out under “Advanced” in this node's settings." },
  "proxy-address": { what: () => "This is not a proxy that Kaimono can use", todo: () => "Write it as http://host:port, without a user name, a password or a path: they could not be kept in the keyring. SOCKS and proxies by https are not used. Leave it blank for none." },
  "authority-unreadable": { what: () => "This is not a certificate that Kaimono can read", todo: () => "Paste the whole text from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”, as you were given it, and nothing of a private key. Nothing was saved and nobody was asked." },
  "redirected": { what: (s) => `${subject[s]} sends us to another address`, todo: () => "Kaimono follows no redirects, because a key or a job could end up elsewhere. Enter the final address." },
  "not-the-service": { what: (s) => (s === "agent" ? "What answered is not an agent" : `What answered is not ${s === "registry" ? "a Registry Service" : "a Payment Service"}`), todo: (s) => (s === "agent" ? "Only its seller can repair this. Choose another agent." : "Check the address: node and registry are two services with two addresses.") },
  "key-refused": { what: (s) => (s === "you" ? "This does not look like a key" : `${subject[s]} does not accept the key`), todo: () => "Check that you pasted the whole key, that it is for this service (node and registry have different keys), and that it was not revoked." },
  "key-may-not": { what: (s) => `The key may not do this at ${side[s]}`, todo: () => "Ask whoever runs the node for a key that may read and pay." },
  "node-too-old": { what: (s) => `${subject[s]} is a version that Kaimono cannot buy with`, todo: () => "It does not say which key it was asked with, as versions before 0.26 (February 2026) do not. Without that Kaimono could not tell its own purchases from others', nor see what changes. Whoever runs it should update it to 0.28 or newer." },
  "hosted-service": { what: () => "This is Masumi's hosted service, not a node of your own", todo: () => "It can sell, and it cannot buy. Your key was not kept, and was sent nowhere else. You need a Payment Service of your own (0.28 or newer), or the address and a key of somebody's." },
  "key-network": { what: () => "The key is not for this network", todo: () => "Choose the network that the key was made for, or ask for a key for this one." },
  "refused": { what: (s) => `${subject[s]} refused`, todo: (_s, retry) => (retry ? "Read its words below, put it right, then try again." : "Read its words below. Trying the same again will not help.") },
  "service-failed": { what: (s) => `${subject[s]} failed`, todo: (s) => (s === "agent" ? "This is the agent's own fault. Try again later." : "This is its own fault, not yours. Try again; if it stays so, look into its log.") },
  "busy": { what: (s) => `${subject[s]} gets too many requests`, todo: () => "Wait a minute, then try again." },
  "clock-doubted": { what: () => "Your node's clock and this computer's are more than a day apart", todo: () => "One of the two is wrong. Deadlines depend on them, so Kaimono pays nothing until they agree. Set this computer's clock right, or ask whoever runs the node. Both times stand below: first the node's, then this computer's." },
  "key-anew": { what: () => "This key was stored for another address, or before you trusted this certificate", todo: () => "A key is sent only to where it was stored for, and to nobody who was not trusted there then. Enter the key again." },
  "another-node": { what: (s) => (s === "you" ? "This is another node: it knows none of the purchases of this one" : "Your node does not know what it knew before"), todo: (s) => (s === "you" ? "Purchases are open here, and only their own node can go on with them. Connect the other node as one of its own." : "It is another node, or was set up anew. It cannot tell what became of this payment, so Kaimono does not pay again. Let the earlier node answer at this address, then try again.") },
  "node-known": { what: () => "This node is connected already", todo: () => "It would be watched over twice. Look at the one named below, or change that one." },
  "quota-exhausted": { what: () => "The key's spending quota does not cover this", todo: () => "Ask whoever runs the node to raise the quota of this key, then try again. Some nodes take the whole quota with the first purchase, so there may be none left although little was spent; and a quota in the unit “lovelace”, as the node's own pages write it, pays nothing. The wallet itself may have enough." },
  "cannot-pay-contract": { what: () => "Your node cannot pay into this agent's escrow contract", todo: () => "Your node needs a payment source for that contract. Choose another agent, or add the source in the node's administration." },
  "no-payment-source": { what: () => "Your node has no payment source on this network", todo: () => "It can pay nothing here. Choose the other network, or have a payment source added in the node's administration." },
  "network-unknown": { what: () => "The registry does not serve this network", todo: () => "Choose the other network, or ask whoever runs the registry to add it." },
  "not-https": { what: (s) => `${subject[s]} answers at that address, but not with https`, todo: (s) => (s === "agent" ? "Only its seller can repair this. Choose another agent." : "On this computer its address may begin with http://127.0.0.1. On another machine it needs https, because the key could be read on the way.") },
  "not-found": { what: (s) => `${subject[s]} does not know it`, todo: () => "It may be gone. Go back and look again." },
  "state-changed": { what: () => "It changed in the meantime", todo: () => "Look at the present state, then decide again." },
  "keyring-locked": { what: () => "The keyring is locked", todo: () => "Unlock it, then try again, or use the keys for this session only." },
  "keyring-missing": { what: () => "This computer has no keyring", todo: () => "Install or start one, or use the keys for this session only." },
  "keyring-slow": { what: () => "The keyring does not answer", todo: () => "Look for a password prompt in another window, then try again." },
  "keys-missing": { what: () => "The keys are not in the keyring", todo: () => "Enter them again in the settings of this node." },
  "keys-unread": { what: () => "The keys are being read", todo: () => "This takes a moment. A keyring that asks for a password waits for it." },
  "store": { what: () => "Kaimono cannot write to its own store", todo: () => "Check that the data folder is there and can be written to. What is not written is not sent." },
  "store-full": { what: () => "The disk is full, so Kaimono cannot write down what it does", todo: () => "Make some room on the disk. Kaimono sends no payment that it has not written down first, and goes on by itself." },
  "store-gone": { what: () => "Kaimono's data folder was moved, removed or exchanged while it runs", todo: () => "What is not written down is not sent, so nothing is bought or paid now. Put the folder back where it was, or restart Kaimono. Your node still knows every purchase." },
  "store-damaged": { what: () => "What Kaimono wrote down cannot be read any more", todo: () => "Kaimono does not go on without it, because it could pay twice. The file named below is left as it is: put back a copy of it from a backup, or set it aside in the settings and begin anew. Your node still knows every purchase, and what is in escrow stays there." },
  "store-newer": { what: () => "This data was written by a newer Kaimono", todo: () => "Start the newer version again. This one has changed nothing." },
  "already-running": { what: () => "Kaimono is already running", todo: () => "Two of them could pay twice, so only one may use this data. Go to the other window." },
  "input": { what: () => "Something entered is not valid", todo: () => "Correct it and try again." },
  "approval-expired": { what: () => "This review has expired", todo: () => "Prices and deadlines may have changed. Prepare it again: your answers are kept." },
  "approval-gone": { what: () => "This review was already used or declined", todo: () => "Look in Purchases whether it was bought. If not, prepare it again." },
  "agent-malformed": { what: () => "The agent's answer cannot be used", todo: () => "Only its seller can repair this." },
  "agent-refused": { what: () => "The agent refused the job", todo: () => "Read its words below. If they are about your answers, change those and try again; if not, try later or choose another agent." },
  "paid-otherwise": { what: () => "This agent wants to be paid another way, which Kaimono does not do", todo: () => "Kaimono pays only into the Masumi escrow, which protects your money; what the agent wants instead stands below. Do not pay it there for this job unless you trust it without that protection. Choose another agent." },
  "callers-only": { what: () => "This agent sells to callers that are registered with it only", todo: () => "Nothing is wrong with your keys: they are for your node and the registry, and were not sent to the agent. Ask its seller for access, or choose another agent." },
  "uploads-only": { what: () => "The agent says that something is missing that Kaimono sent", todo: () => "It probably takes jobs as a file upload only, which is not possible here. It is not about your answers, and other ones will not help. Choose another agent, or tell its seller." },
  "request-refused": { what: () => "The agent does not take what Kaimono sends in the form in which MIP-003 has it", todo: () => "It wants your answers in another place or in another form; its own words stand below. It is not about what you answered, and other answers will not help. Only its seller can repair this: tell them, and give them these words." },
  "nonce-refused": { what: () => "The agent does not take the reference that Kaimono makes for every job", todo: () => "It is not about your answers. Start a new job, which has another reference; if that is refused too, only its seller can repair this." },
  "choices-refused": { what: () => "The agent did not take your choices as they were written", todo: () => "Agents differ: some want the number of a choice, some its text. Kaimono has noted that this one does not want what it got, and writes the choices another way next time. Go back to the form, where your answers still are; nothing is sent before you approve." },
  "terms-missing": { what: () => "The agent took the job, but did not say what a payment needs", todo: () => "Without these signed values nothing can be paid, so this job ends here; there is no way to cancel it at the agent. Only its seller can repair this. Choose another one." },
  "result-too-large": { what: () => "The agent's answer is larger than Kaimono takes in (4 MB)", todo: () => "The job goes on, and the agent is asked again every ten minutes. What it holds cannot be shown or checked here. Ask the seller for a shorter result or a link, or object before the window closes: a hash on the chain lets the seller be paid." },
  "unknown": { what: () => "There is nothing of that name here", todo: () => "It may have been removed. Go back and look again." },
  "no-profile": { what: () => "No node is open", todo: () => "Try the sandbox or connect your node first." },
  "terms-refused": { what: () => "The agent's terms do not hold, so nothing was paid", todo: () => "The checks that failed stand below, with both values and what each can mean." },
  "too-late": { what: () => "The time to pay has passed", todo: () => "The agent's offer has run out. Start a new job if you still want it." },
  "not-now": { what: () => "This is not possible now", todo: () => "Look at the present state of the purchase." },
  "refund-changed": { what: () => "The purchase has changed since you read this", todo: () => "The same click would mean something else now, so it was not made. Read the card again, then decide." },
  "alarm": { what: () => "What your node has is not what you approved", todo: () => "Kaimono does nothing more by itself. Compare the values below with whoever runs the node." },
  "insufficient-funds": { what: () => "Your node's wallet holds too little for this payment", todo: () => "Top the wallet up, then try the payment again before the time to pay is over." },
  "node-stuck": { what: () => "Your node is stuck with this purchase", todo: () => "Its own words are below. It may need whoever runs the node." },
  "interrupted": { what: () => "Kaimono was closed while a request was under way", todo: (_s, retry) => (retry ? "Kaimono finds out what came of it before it does anything else." : "Look at the present state of the purchase.") },
  "sandbox": { what: () => "The sandbox could not be started", todo: () => "Another program may be in the way. Try again." },
  "sandbox-unreadable": { what: () => "What the sandbox kept cannot be read", todo: () => "It is play money, and nothing else is touched. You can set the folder aside and begin a new play network; the old folder stays beside the new one." },
  "internal": { what: () => "Kaimono made a mistake", todo: () => "Please report this, with the words below." },
};

const failing = {
  /** @param {Side} who */
  whose: (who) => (who === "you" ? "It is about what was entered." : `This is on the side of ${side[who]}.`),
  /** @param {Side} who */
  quote: (who) => (who === "app" || who === "you" ? "Detail" : `In the words of ${side[who]}`),
  /** @param {string} what @param {string} todo */
  line: (what, todo) => `${what}. ${todo}`,
  again: "Try again",
  reset: "Set it aside and start anew",
  loading: "Loading…",
  /** Where the banner over the page says why. */
  saidAbove: "There is nothing to show until that is put right.",
  /** @param {string} when */
  stale: (when) => `What you see is from ${when}.`,
};

/* ── First start and connection ────────────────────────────────────────────────────────────────────────────────────── */

const welcome = {
  title: "Buy work from agents",
  lead: "Kaimono finds agents on the Masumi network, pays them through your own node into escrow, checks what they deliver, and asks for the money back when something is wrong.",
  sandbox: "Try the sandbox",
  sandboxSays: "Ready at once. A whole network with agents, node and chain inside this program, with play money. Nothing to install, nothing to lose.",
  sandboxStarting: "Starting the sandbox…",
  connect: "Connect my node",
  connectSays: "You run a Masumi node (Payment Service), or somebody runs one for you. You need two addresses and two keys.",
  promise: "Your keys stay in this computer's keyring. No account, no tracking.",
};

const connect = {
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
const connectionCheck = {
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
const connectionFound = {
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
const connectionNote = {
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
const connectionWarned = {
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
const lineState = { passed: "Passed", warned: "Works, with a note", failed: "Failed", skipped: "Not tested" };

/* ── Market and agent ──────────────────────────────────────────────────────────────────────────────────────────────── */

const market = {
  title: "Market",
  search: "Search agents",
  /** @param {number} shown @param {number} all */
  count: (shown, all) => (shown === all ? `${number(all)} ${plural(all, "agent", "agents")}` : `${number(shown)} of ${number(all)} agents`),
  /** @param {string} when */
  upToDate: (when) => `up to date ${when}`,
  syncing: "reading the registry…",
  /** @param {number} count */
  syncingCount: (count) => `reading the registry, ${number(count)} agents so far…`,
  refresh: "Refresh",
  list: "Agents",
  emptyTitle: "No agents yet",
  emptySays: "The registry of this node lists no agents on this network.",
  /** @param {string} query */
  noneTitle: (query) => `Nothing found for “${query}”`,
  unlistedTitle: "No listed agent has this identifier",
  unlistedSays: "The registry lists those that it has looked at. It can be asked for this one.",
  unlistedGo: "Ask the registry for this agent",
  noneSays: "Names, authors, descriptions and tags are searched. Try a shorter word.",
  clear: "Clear the search",
  /** @param {string} when */
  staleTitle: (when) => `This list is from ${when}.`,
  staleNever: "There is no copy of the registry's list yet.",
  free: "Free",
  dynamic: "Price on request",
  dynamicSays: "The agent names its price with each job; you set a ceiling.",
  otherPrices: "It also registered:",
  unknownPrice: "Unreadable price",
  /** @param {number} percent */
  uptime: (percent) => `${percent} % uptime`,
  /** @param {number} count */
  bought: (count) => `bought ${count === 1 ? "once" : `${number(count)} times`}`,
  /** @param {string} author */
  by: (author) => `by ${author}`,
  anonymous: "author not given",
};

/** What the registry saw; other words are shown as they are. @type {Record<string, string>} */
const agentStatus = { Online: "Online", Offline: "Offline", Invalid: "Invalid", Deregistered: "Deregistered" };

/** @type {Record<string, string>} */
const agentStatusSays = {
  Online: "The registry reached it the last time it looked.",
  Offline: "The registry could not reach it the last time it looked. Some agents sleep until they are called.",
  Invalid: "The registry does not take what it found at its address for this agent: another agent is named there, or none answers, or the address is not public.",
  Deregistered: "Its seller took it off the registry.",
};

/** @type {Record<Blocked, { short: string, says: string }>} */
const blocked = {
  "node-unknown": { short: "Not known yet", says: "Your node has not answered yet, so whether it can pay this agent is not known." },
  "contract": { short: "Your node cannot pay its contract", says: "This agent is paid through an escrow contract for which your node has no payment source." },
  "key-may-not-pay": { short: "Your key may not pay", says: "Your node's key may only read. Ask for a key that may pay." },
  "unknown-unit": { short: "Unknown token", says: "Its price is in a token that is not known on this network, so what it is worth cannot be said." },
  "unknown-price": { short: "Price not readable", says: "Its entry in the registry states the price in a way that cannot be read." },
  "x402": { short: "Paid over x402", says: "Paid over x402, not through Masumi's escrow: nothing would protect your money, so it cannot be bought here." },
  "open-api": { short: "An OpenAPI service", says: "It is described by an OpenAPI document and offers no jobs by the Masumi standard (MIP-003), so it cannot be bought here." },
  "not-mip003": { short: "Another kind of agent", says: "It does not offer jobs by the Masumi standard (MIP-003), so Kaimono cannot buy from it." },
  "deregistered": { short: "Deregistered", says: "Its seller took it off the registry." },
  "superseded": { short: "Replaced by a newer entry", says: "The seller has registered a newer version of this agent." },
  "address": { short: "Address refused", says: "Its address is not one that Kaimono connects to: plain http, or a private network." },
  "local-agent": { short: "Runs on this computer", says: "It was not asked: agents on this computer are called only where that is allowed. Change the node in Settings and switch on “Agents on this computer may be called”." },
  "too-many-units": { short: "Too many tokens", says: "Its price is made of more tokens than your node can guard in one purchase." },
};

/** An escrow contract that is not Masumi's, and who decides there. @param {string} contract @param {string} required so many administrators @param {string} admins of so many; `""`: not told */
const ownContract = (contract, required, admins) =>
  `Your node pays this into an escrow contract of its own, not Masumi's${contract ? ` (${contract})` : ""}. ${required ? `In a dispute ${required}${admins ? ` of ${admins}` : ""} of that contract's administrators decide${required === "1" ? "s" : ""}` : "In a dispute that contract's administrators decide"}, and they are not Masumi's.`;

/** When the other one was listed. @param {boolean | null} earlier */
const listed = (earlier) => (earlier === null ? "" : earlier ? ", listed before this one" : ", listed after this one");

/**
 * Another agent's name, which the eye takes for this one's. `alphabet`: that of its name, where this one is written otherwise; else `""`.
 * @type {Record<Likeness, { short: (name: string) => string, says: (name: string, id: string, alphabet: string, earlier: boolean | null) => string }>}
 */
const alike = {
  "same-name": {
    short: () => "Another agent has this name too",
    says: (_name, id, _alphabet, earlier) => `Another agent has the same name: ${id}${listed(earlier)}. Only the identifiers tell the two apart.`,
  },
  "looks-like": {
    short: (name) => `Looks like “${name}”, but is another agent`,
    says: (name, id, alphabet, earlier) => `Looks like “${name}” (${alphabet === "" ? "" : `a ${alphabetOf(alphabet)} name; `}${id}${listed(earlier)}), but is another agent.`,
  },
  "looked-like": {
    short: () => "Another agent's name looks like this one",
    says: (name, id, _alphabet, earlier) => `Another agent's name looks like this one: “${name}” (${id}${listed(earlier)}). Only the identifiers tell the two apart.`,
  },
};

/** @param {string} alphabets their codes, with blanks between */
const mixedAlphabets = (alphabets) => `Its name has letters of several alphabets in one word${alphabets === "" ? "" : `: ${and.format(alphabets.split(" ").map(alphabetOf))}`}. Letters of one can look like those of another.`;

const agent = {
  /** Over a name: whose word it is. */
  called: "Agent, by the name that its seller gave it",
  /** @param {string} name */
  title: (name) => `Agent “${name}”`,
  toOther: "Look at the other one",
  ownContract,
  mixedAlphabets,
  mixed: "Letters of several alphabets in its name",
  toNewer: "Go to the newer one",
  about: "About",
  noDescription: "The seller has written no description.",
  examples: "Example outputs",
  legal: "Legal",
  contact: "Contact",
  technical: "Technical",
  history: "Your history with it",
  historyNone: "Nothing was bought from this agent here, or elsewhere with your key.",
  jobs: "Jobs",
  delivered: "Delivered",
  refunded: "Money back",
  median: "Usual time to result",
  availability: "Right now",
  asking: "Asking the agent…",
  available: "Takes jobs",
  simulated: "Takes jobs, and says it is not for real money",
  unavailable: "Takes no jobs now",
  notAnAgent: "Answers, but not as an agent",
  anotherAgent: "Another agent answers there",
  /** @param {string} named */
  anotherAgentSays: (named) => `What answers at its address calls itself “${named}”. Whether this agent takes jobs is not known.`,
  notAsked: "Not asked",
  unreachable: "Does not answer",
  askAgain: "Ask again",
  buy: "Buy",
  buyFree: "Use it",
  /** @param {string} when */
  since: (when) => `Entered in this registry ${when}`,
  fromMirror: "What you see is Kaimono's own copy.",
  identifier: "Agent identifier",
  policy: "Policy",
  url: "Its own address",
  sellerVkey: "Seller key hash",
  sellerAddress: "Seller address",
  contract: "Escrow contract",
  metadata: "Metadata version",
  capability: "Capability",
  sellersWords: "Name, author, description and links are the seller's own words, not Kaimono's. Nobody has checked them.",
  says: "The agent says",
  serviceUrl: "Where its service is described",
};

/** @type {Record<Generation, string>} */
const generation = { Web3CardanoV1: "Escrow V1", Web3CardanoV2: "Escrow V2" };

/** The wallet that pays purchases of a generation. @type {Record<Generation | "any", string>} */
const walletFor = { any: "Your node's wallet", Web3CardanoV1: "Your node's wallet for V1 purchases", Web3CardanoV2: "Your node's wallet for V2 purchases" };

/** @type {Record<LegalKind, string>} */
const legalKind = { terms: "Terms", privacy: "Privacy policy", other: "Other" };

const link = {
  title: "Open this page in your browser?",
  says: "The address was given by the seller. Kaimono has not looked at it.",
  host: "Host",
  address: "Whole address",
  open: "Open in browser",
  punycode: "This host name contains encoded letters (“xn--”), which can imitate another name.",
  failed: "The browser could not be opened",
  mail: {
    title: "Copy this mail address?",
    says: "The address was given by the seller. Kaimono writes no mail; you can copy the address into your own program.",
    address: "Mail address",
    copy: "Copy the mail address",
    copied: "Mail address copied",
  },
  neither: {
    title: "This address is not opened",
    says: "Kaimono opens only pages that begin with https://. This was given by the seller, and nobody has looked at it. Be careful where you paste it.",
    address: "Address as given",
    copy: "Copy the address",
    copied: "Address copied",
  },
};

/** What agents and sellers wrote, in its frame. */
const foreign = {
  /** A word of a service that Kaimono does not know. @param {string} word */
  quoted: (word) => `“${word}”`,
  /** @param {string} name */
  from: (name) => `From the agent “${name}”`,
  host: "Where it goes: the agent's host",
  /** Whose value it is, where it is not the person's. @type {Record<Exclude<By, "you">, string>} */
  by: { agent: "set by the agent", nonce: "the number that Kaimono gives this purchase: filled in for you, and the same in the signed terms" },
  unnamed: "without a name",
  /** @param {number} count */
  more: (count) => ` … and ${number(count)} more characters, which are sent too`,
};

/* ── Buying ────────────────────────────────────────────────────────────────────────────────────────────────────────── */

const buy = {
  /** @param {string} name */
  title: (name) => `Job for “${name}”`,
  lead: "Fill in what the agent needs. What you type is kept. Nothing is sent and nothing is paid before you have seen the review.",
  noFields: "This agent asks nothing.",
  fromAgent: "These are the agent's questions, not Kaimono's. What you answer goes to it.",
  hidden: "The agent's form adds this, whatever you answer:",
  fieldCut: "Kaimono shows no more of this text: it is too long. Ask the seller for the rest before you agree to it.",
  required: "needed",
  requiredLegend: "marks what is needed",
  optional: "optional",
  submit: "Continue to review",
  submitting: "Preparing the review…",
  saved: "Draft kept",
  /** @param {number} count */
  errors: (count) => `${number(count)} ${plural(count, "answer needs", "answers need")} another look`,
  ceiling: "The most you will pay",
  ceilingSays: "The agent names its price with the job. If it is at most this, it is paid; if it is more, you are asked again.",
  ceilingUnit: "Token",
  choose: "Choose…",
  filePlaceholder: "https://…",
  fileSays: "Paste a public address of the file. Kaimono uploads nothing.",
  /** @param {string} accept */
  fileAccept: (accept) => `The agent accepts: “${accept}”`,
  filesSays: "Paste public addresses, one on each line. Kaimono uploads nothing.",
  passwordSays: "Sent to the agent in clear, and kept on this computer with the purchase as part of what you sent. Only the draft leaves it out. Use no password that opens anything else.",
  /** @param {string} type */
  rawType: (type) => `The agent calls this type “${type}”, which Kaimono does not know. It is sent as text.`,
  clearChoice: "No choice",
  noColor: "none chosen",
  chooseColor: "Choose a colour",
  yes: "Yes",
  no: "No",
  leaveEmpty: "Leave it empty",
  /** Of a field that was left empty on purpose. */
  leftEmpty: "Left empty. It is sent without an answer.",
  leaveEmptySays: "The agent does not say that this can be left out. If it belongs to another choice than yours, leave it empty; if the agent wants it all the same, it refuses the job and nothing is paid.",
  unreadable: "cannot be read, so it cannot be chosen",
  unnamedOption: "without a name",
  /** What JSON is wanted: an object, a list, or any. @param {string} type */
  json: (type) => (type === "array" || type === "list" ? "Write a list as JSON, for instance [\"a\", \"b\"]. It is checked, and sent as it is." : type === "json" ? "Write JSON. It is checked, and sent as it is." : "Write an object as JSON, for instance {\"name\": \"value\"}. It is checked, and sent as it is."),
  embedded: "This agent wants the file itself, written as text (base64), and not its address. Kaimono sends addresses only, so it will probably refuse the job. Nothing is paid then.",
  nonce: "The agent asks for the number that Kaimono gives this purchase. It is filled in for you.",
  noValue: "–",
};

/** The bounds of a field, as a hint. */
const bounds = {
  /** @param {string} min @param {string} max */
  length: (min, max) => (min !== "" && max !== "" ? `${min} to ${max} characters` : min !== "" ? `At least ${min} characters` : `At most ${max} characters`),
  /** @param {string} min @param {string} max */
  value: (min, max) => (min !== "" && max !== "" ? `${min} to ${max}` : min !== "" ? `${min} or more` : `${max} or less`),
  /** @param {string} min @param {string} max */
  choices: (min, max) => (min !== "" && max !== "" ? (min === max ? `Choose ${min}` : `Choose ${min} to ${max}`) : min !== "" ? `Choose at least ${min}` : `Choose up to ${max}`),
};

/** How a value is written, where the desktop shows no picker. @type {Partial<Record<FieldKind, string>>} */
const example = { date: "2026-11-22", "datetime-local": "2026-11-22T10:00", time: "10:00", month: "2026-11", week: "2026-W47" };

/** @type {Record<Rule, (limit: string, text: string) => string>} */
const rule = {
  "required": () => "This is needed.",
  "number": () => "Write a plain number, for instance 12 or 0.5.",
  "ambiguous": (grouped, decimal) => `This can mean ${grouped} or ${decimal}. Write the one that you mean, with a point for decimals.`,
  "integer": () => "Write a whole number.",
  "too-small": (limit) => (limit === "" ? "This is too small." : `This must be ${limit} or more.`),
  "too-large": (limit) => (limit === "" ? "This is too large." : `This must be ${limit} or less.`),
  "step": (limit) => (limit === "" ? "This is not on the agent's step." : `This must be a multiple of ${limit}.`),
  "too-short": (limit) => `Write at least ${limit} characters.`,
  "too-long": (limit) => `Write at most ${limit} characters.`,
  "too-few-choices": (limit) => `Choose at least ${limit}.`,
  "too-many-choices": (limit) => `Choose at most ${limit}.`,
  "not-an-option": () => "Choose one of the options.",
  "email": () => "This is not an e-mail address.",
  "url": () => "This is not a web address. It begins with https://.",
  "tel": () => "This is not a telephone number.",
  "date": () => "This is not a date or time of the kind that is asked.",
  "color": () => "This is not a colour like #3355aa.",
  "json": (shape) => (shape === "object" ? "This is no JSON object. It begins with { and ends with }, with every name and text in straight double quotes." : shape === "array" ? "This is no JSON list. It begins with [ and ends with ], with every text in straight double quotes." : "This is no JSON. Texts stand in straight double quotes."),
  "not-alike": () => "There is a number in it with more digits than all programs write alike, or a name that they sort differently. Shorten it, or write the number as a text in double quotes.",
  "shape": () => "This answer does not fit the question.",
  "agent": (_limit, text) => `The agent says: “${text}”`,
  "own-key": (_limit, text) => `This contains a key of your node “${text}”. It was not sent and not saved. Whoever has this key can spend your money: no agent needs it, and Kaimono never asks for it here.`,
  "written-anew": () => "Agents differ in how they want choices. When you send it again, Kaimono writes this one another way.",
};

const review = {
  title: "Review",
  lead: "Nothing is sent and nothing is paid until you press the button.",
  price: "Price",
  ceiling: "At most",
  freePrice: "Free",
  otherPrices: "The agent also registered these prices, and may sign one of them. It is paid only after you are asked again.",
  deposit: "Comes back at settlement",
  depositSays: "Locked beside the price, as the chain requires. An estimate.",
  fee: "Network fee",
  feeSays: "An estimate. A refund request would cost another one.",
  paidFrom: "Paid from",
  /** @param {number} count */
  among: (count) => `Your node chooses among ${number(count)} wallets. This one comes nearest.`,
  before: "Now",
  after: "After",
  short: "not enough",
  seller: "Seller",
  host: "Agent's host",
  sellerKey: "Seller key",
  network: "Network",
  escrow: "Escrow",
  freeEscrow: "None: nothing is paid, so nothing can come back.",
  lock: "Locked until",
  /** @param {string} when */
  lockSays: (when) => `At the latest ${when}. If the agent wants longer, you are asked again.`,
  happensPaid: "Kaimono asks the agent for signed terms and checks every one of them. Only if all are right and within this review, your node locks the money in escrow. The agent is paid after it has delivered and you had time to object.",
  happensAgain: "The seller has signed these terms, and every other check passed. If you agree, your node locks the money in escrow. The agent is paid after it has delivered and you had time to object.",
  /** @param {string} when */
  lockAgain: (when) => `Until ${when}, as the seller signed it.`,
  happensFree: "Kaimono sends your answers to the agent. There is no escrow and no refund.",
  ahead: "What is checked before any money moves",
  /** @param {number} count @param {number} known */
  aheadCount: (count, known) => `${number(count)} checks, ${number(known)} hold already`,
  aheadSays: "The agent answers with terms that its seller has signed. Kaimono holds each of them against what you see here. If a single one does not fit, nothing is paid.",
  answers: "What is sent to the agent",
  /** @param {string} host */
  sentTo: (host) => `All of it goes to ${host} as soon as you press the button. What each part is called is the agent's word.`,
  /** @param {number} count */
  notByYou: (count) => `${number(count)} not from you`,
  noAnswers: "Nothing",
  /** @param {string[]} amounts */
  pay: (amounts) => `Pay ${and.format(amounts)}`,
  /** @param {string[]} amounts */
  payUpTo: (amounts) => `Pay up to ${and.format(amounts)}`,
  start: "Start the job",
  play: "play money",
  sending: "Sending…",
  decline: "Back to the answers",
  declineAgain: "Do not buy",
  /** @param {string} left */
  expires: (left) => `This review is valid for ${left}`,
  expired: "This review has expired. Prices and deadlines may have changed; your answers are kept.",
  prepareAgain: "Prepare it again",
  warnings: "Before you pay",
  /** Why nothing can be paid now. */
  nodeFails: {
    offline: "Your node does not answer now, so nothing could be paid, and the agent is not asked either. Possible again as soon as it does.",
    refused: "Your node refuses the key, so nothing could be paid, and the agent is not asked either. Possible again with a key that it takes.",
    closed: "There are no keys for your node now, so nothing could be paid, and the agent is not asked either.",
    unwritable: "Nothing can be written down for this node now, and what is not written down is not sent. Possible again as soon as it can be.",
  },
};

/** @type {Record<WarningId, (facts: Facts) => string>} */
const warning = {
  "free": () => "This agent is free. There is no escrow, no proof of what it delivers, and no refund.",
  "dynamic": () => "The agent names its price when it takes the job. Up to your ceiling it is paid at once; above it you are asked again.",
  "bought-before": (f) => (f.at ? `You bought the same thing from this agent ${f.at}. Is this meant to be another one?` : "You bought the same thing from this agent a short while ago. Is this meant to be another one?"),
  "offline": () => "The registry could not reach this agent the last time it looked. If it does not take the job, nothing is paid.",
  "simulated": (f) => (f.says ? `The agent says that it is not for real money: “${f.says}”. Whatever you pay is real to you all the same.` : "The agent says that it is not for real money: its escrow is simulated, or it only rehearses. Whatever you pay is real to you all the same."),
  "invalid": () => "The registry does not take what it found at the agent's address for this agent: another one may be named there. Its terms are checked all the same before anything is paid.",
  "not-listed": (f) => `The registry says “${f.status ?? ""}” of this agent, a word that this version of Kaimono does not know.`,
  "not-enough": (f) => (f.missing ? `The wallet that pays this lacks ${f.missing}. Top it up first, or the payment will get stuck.` : "The wallet that pays this does not hold enough. Top it up first, or the payment will get stuck."),
  "scattered": (f) => `Your node pays a purchase from one wallet. Together those that can pay this hold enough, but none of them alone${f.missing ? `: the nearest lacks ${f.missing}` : ""}.`,
  "quota-short": (f) => (f.unmatched ? `Your key's quota of ${f.unmatched} is written in the unit “lovelace”, which your node finds for no purchase: it will refuse this. Ask whoever runs it to enter the quota of ADA with an empty unit.` : f.left ? `Your key may spend only ${f.left} more, so your node will refuse this. Ask whoever runs it to raise the quota.` : "Your key's quota is used up, so your node will refuse this. Ask whoever runs it to raise the quota."),
  "quota": (f) => (f.left ? `Your key has a quota: ${f.left}. Some nodes take all of it with the first purchase, whatever that costs.` : "Your key has a quota. Some nodes take all of it with the first purchase, whatever that costs."),
  "balance-unknown": () => "What the wallet that pays this holds is not known. If it is not enough, the payment will get stuck until you top it up.",
  "no-taking-back": () => "This escrow contract (V2) does not let you take a refund request back once it is made.",
  "lapsed": (f) => (f.at ? `Your approval ran out ${f.at}, before it could be carried out. Nothing was paid. It is paid only if you approve again.` : "Your approval ran out before it could be carried out. Nothing was paid. It is paid only if you approve again."),
  "dearer": (f) => (f.before && f.after ? `The agent now asks ${f.after}. You approved ${f.before}.` : "The agent asks more than you approved."),
  "over-ceiling": (f) => (f.before && f.after ? `The agent asks ${f.after} for this job. That is more than ${f.before}, the most that you would pay without being asked.` : "The agent asks more than the most that you would pay without being asked."),
  "cheaper": (f) => (f.before && f.after ? `The agent now asks ${f.after}. You approved ${f.before}, so this is less; but it is not what you saw.` : "The agent now asks less than you approved."),
  "another-price": (f) => (f.before && f.after ? `The agent signed another price than the one you approved: ${f.after}. You approved ${f.before}. An agent can register several prices, and sign any of them.` : "The agent signed another price than the one you approved."),
  "longer": (f) => (f.before && f.after ? `The agent now wants to lock the money until ${f.after}. You approved until ${f.before}.` : "The agent wants to lock the money for longer than you approved."),
  "long-lock": (f) => (f.days && f.after ? `${f.days} days is far longer than a job needs. If you agree, the money stays in escrow until ${f.after}: it cannot be used meanwhile, and a refund that you ask for is paid out then.` : "This is far longer than a job needs. The money cannot be used meanwhile."),
  "late-dispute": (f) => (f.days && f.after ? `If you dispute the result, nobody can decide that before ${f.after}, ${f.days} days after the money would otherwise go to the agent. If you agree, disputed money stays in escrow for so long.` : "If you dispute the result, that is decided far later than usual. Disputed money stays in escrow for so long."),
  "own-contract": (f) => ownContract(f.contract ?? "", f.required ?? "", f.admins ?? ""),
  "alike": (f) => alike[f.way === "same-name" ? "same-name" : "looks-like"].says(f.name ?? "", f.id ?? "", f.alphabet ?? "", f.earlier === "yes" ? true : null),
  "mixed-alphabets": (f) => mixedAlphabets(f.alphabets ?? ""),
  "choices-anew": () => "This agent refused your choices as Kaimono wrote them before. This time they are written another way; what you chose is the same.",
  "form-changed": () => "The agent has changed its form since you filled it in. What is sent is what you see here, as you answered it then. To see what it asks now, go back to the answers.",
  "mainnet": () => "This is real money.",
};

/* ── Purchases ─────────────────────────────────────────────────────────────────────────────────────────────────────── */

const purchases = {
  count: number,
  title: "Purchases",
  search: "Search purchases",
  all: "All",
  groups: "Groups",
  list: "Purchases",
  agent: "Agent",
  state: "State",
  next: "What happens next",
  price: "Price",
  date: "Date",
  free: "Free",
  unnamed: "Unnamed agent",
  emptyTitle: "Nothing bought yet",
  emptySays: "Choose an agent in the market. What you buy appears here, with its result and where the money is.",
  emptyGo: "Go to the market",
  noneTitle: "Nothing here",
  /** @param {string} query */
  noneFor: (query) => `Nothing found for “${query}”`,
  noneSays: "Agent names, your first answer and identifiers are searched.",
  showAll: "Show all",
  /** @param {string} when */
  stale: (when) => `Your node's own list is from ${when}.`,
  /** @param {number} done @param {number} all */
  reading: (done, all) => `Your history is being read once more for this version: ${number(done)} of ${number(all)} purchases so far, the latest first. Nothing new is paid until it is done.`,
  /** @param {number} done @param {number} all */
  readingStopped: (done, all) => `Only ${number(done)} of the ${number(all)} purchases of your history could be read. Nothing new is paid here.`,
  staleNever: "Your node's own list has not been read since Kaimono started; what it knew before is shown.",
};

/** @type {Record<PurchaseGroup, string>} */
const group = { "needs-you": "Needs you", "active": "Active", "done": "Done", "refunds": "Refunds", "failed": "Failed", "others": "Of other keys" };

/** Whose a purchase is that was not bought here. @type {Record<Exclude<Whose, "here">, { word: string, says: string }>} */
const whose = {
  "this-key": { word: "bought elsewhere", says: "Made with your key at the same node, and not from here: by another program, another computer, or under another name of this node." },
  "other-key": { word: "another key's", says: "Made with another key of the same node. It is not yours, and is in none of your sums." },
  "not-told": { word: "bought elsewhere", says: "Made with the same node, and not from here. With which key is not known, so it is in none of your sums." },
};

/** What the person asked for and the node has taken, until the chain shows it. @type {Record<RefundAction, { word: string, says: string }>} */
const underWay = {
  request: { word: "Refund being requested", says: "You asked for the money back. Your node brings the request onto the chain." },
  dispute: { word: "Being disputed", says: "You dispute the result. Your node brings the dispute onto the chain." },
  withdraw: { word: "Request being withdrawn", says: "You withdrew your request. Your node brings that onto the chain." },
  release: { word: "Being released", says: "You accepted the result. Your node releases the payment." },
};

/** The state in a few words. @type {Record<Phase, string>} */
const phase = {
  "starting": "Starting the job",
  "asks-again": "Asks you again",
  "lapsed": "Approval ran out",
  "paying": "Paying",
  "payment-unknown": "Finding out",
  "queued": "Waiting for the chain",
  "payment-stuck": "Payment is stuck",
  "working": "Agent is working",
  "question": "Agent asks you",
  "preliminary": "Result, not proven yet",
  "delivered": "Delivered",
  "fetching": "Fetching the result",
  "hash-without-result": "Result not received",
  "result-too-large": "Result too large",
  "result-elsewhere": "Delivered elsewhere",
  "mismatch": "Result does not match",
  "no-result": "No result",
  "agent-failed": "Agent failed",
  "overdue": "Overdue, money returns",
  "refund-requested": "Refund requested",
  "refund-agreed": "Refund agreed, not collected",
  "disputed": "Disputed",
  "refund-authorized": "Refund on its way",
  "refunded": "Money is back",
  "settled": "Seller paid",
  "released": "Payment released",
  "decided": "Decided by the admins",
  "never-paid": "Never paid",
  "lock-invalid": "Lock does not fit",
  "refused": "Not bought",
  "declined": "Declined",
  "expired": "Approval ran out",

  "alarm": "Stopped: look",
  "unknown": "Unknown state",
};

/** What it means and what happens next, in a sentence or two. @type {Record<Phase, string>} */
const phaseSays = {
  "starting": "Kaimono asks the agent to take the job. No money moves before the terms are checked.",
  "asks-again": "The agent's terms are not what you approved. Nothing was paid. Decide below.",
  "lapsed": "Your approval ran out before it could be carried out, so nothing was paid. The terms are as you approved them. Decide again below.",
  "paying": "The terms are proven. Your node is asked to pay.",
  "payment-unknown": "Your node's answer did not arrive. Kaimono asks whether it has the payment before it does anything else, so that you never pay twice.",
  "queued": "Your node has the payment and puts it on the chain. This takes one to fifteen minutes, depending on the node.",
  "payment-stuck": "Your node does not make this payment as things are. Put right what stands below, then try again before the time to pay is over.",
  "working": "The money is in escrow and the agent works. You can leave this page; it goes on.",
  "question": "The agent waits for your answer. The time to deliver goes on meanwhile.",
  "preliminary": "The agent says it is done. Its result is not held against a proof on the chain yet; the proof usually follows within a few minutes.",
  "delivered": "The result is here.",
  "fetching": "The agent put a proof on the chain. Kaimono asks it for the result.",
  "hash-without-result": "The agent put a proof on the chain, but no result was received. You can object until the window closes.",
  "result-too-large": "The agent answers with more than Kaimono takes in, so the result is not here. The job and the escrow go on.",
  "result-elsewhere": "A result is proven on the chain. The job was made elsewhere, so the result itself is not here.",
  "mismatch": "The result you received is not the one the agent proved on the chain. The two are different; that need not be fraud. You can object until the window closes.",
  "no-result": "This free job ended without a result. Nothing was paid, so nothing has to come back.",
  "agent-failed": "The agent says it failed. The money is in escrow and comes back by itself if nothing is delivered.",
  "overdue": "No result was proven in time. Your node takes the money back by itself; there is nothing to do.",
  "refund-requested": "The money was asked back. If the seller still delivers in time, it becomes a dispute.",
  "refund-agreed": "The seller agreed to give the money back.",
  "disputed": "The money was asked back although there is a result. It stays in escrow until both sides agree or the admins decide.",
  "refund-authorized": "The seller agreed. Your node takes the money back by itself.",
  "refunded": "The money is back in your wallet.",
  "settled": "The seller was paid, and with that the purchase is settled.",
  "released": "The payment was released to the seller.",
  "decided": "The Masumi admins decided the dispute.",
  "never-paid": "The payment did not reach the chain in time. No money moved.",
  "lock-invalid": "Your node says that there is no lock as agreed. Look at the transaction.",
  "refused": "Nothing was bought. No money moved.",
  "declined": "You said no. No money moved.",
  "expired": "The time ran out before this was approved and carried out. No money moved.",
  "alarm": "What your node has is not what you approved. Kaimono does nothing more with this purchase. Look at the identifiers and at your node.",
  "unknown": "Your node says a word that this version of Kaimono does not know. It is shown below as it came.",
};

/** Where the money is. @type {Record<MoneyIs, string>} */
const moneyIs = {
  "free": "This job is free: no money moves.",
  "in-wallet": "No money moved. It is in your node's wallet.",
  "unknown": "A transaction may have been sent. Whether it moved the money is not known yet.",
  "in-escrow": "In escrow. The seller does not have it.",
  "at-contract": "It left the wallet and is at the escrow contract, but not as agreed.",
  "returning": "In escrow, and agreed to come back to you.",
  "released": "Released: the seller can take it.",
  "back": "Back in your node's wallet.",
  "with-seller": "With the seller.",
  "divided": "Divided by the Masumi admins.",
};

/** The money returns by itself. @param {Troubled} f @param {(at: string) => string} say */
const returns = (f, say) => (f.due ? "Your node takes the money back any moment." : say(f.at === "" ? "" : ` around ${f.at}`));

/**
 * What is wrong: what happened, what happens by itself, what to do. `since`: for how long; `at`: when something happens by itself, `due`: it is
 * due; `until`, `left`: until when to act, `late`: too late. Moments are in words, or "".
 * @typedef {{ since: string, at: string, due: boolean, until: string, left: string, late: boolean }} Troubled
 * @type {Record<Trouble, { what: (f: Troubled) => string, next: (f: Troubled) => string, todo: (f: Troubled) => string }>}
 */
const trouble = {
  "queued": {
    what: (f) => `Your node has had this payment for ${f.since} and has not begun with it: its wallet is busy with another one.`,
    next: (f) => (f.due ? "The time to pay is over. Your node gives it up any moment." : f.at === "" ? "It is paid when its turn comes." : `It is paid when its turn comes. If that is not in time, your node gives it up around ${f.at}, and nothing is paid.`),
    todo: () => "Nothing. Buying it again now would buy it twice.",
  },
  "unconfirmed": {
    what: (f) => `Your node has been working on the payment for ${f.since} and has not seen it on the chain.`,
    next: (f) => (f.due ? "Your node decides any moment whether it landed in time." : "It is seen when it has enough blocks on top of it. Slow nodes take fifteen minutes and more."),
    todo: () => "Nothing. Do not buy it again before it is known what became of this payment.",
  },
  "insufficient-funds": {
    what: () => "No wallet that can pay this holds enough.",
    next: (f) => (f.at === "" ? "Nothing, until you try again." : `Nothing, until you try again. If it is not paid by ${f.until}, your node gives it up, and nothing is paid.`),
    todo: (f) => `Top up the wallet, then press “Try the payment again”${f.until === "" ? "" : `, before ${f.until} (${f.left})`}.`,
  },
  "lock-failed": {
    what: () => "Your node could not send the payment.",
    next: (f) => (f.at === "" ? "Nothing, until you try again." : `Nothing, until you try again. If it is not paid by ${f.until}, your node gives it up, and nothing is paid.`),
    todo: (f) => `Read its words below. When it is put right, press “Try the payment again”${f.until === "" ? "" : `, before ${f.until} (${f.left})`}.`,
  },
  "policy-denied": {
    what: () => "The owner of your node's wallet has a rule that forbids this payment. Nothing was paid.",
    next: (f) => (f.at === "" ? "Nothing: the same payment is refused again." : `Nothing: the same payment is refused again. Your node gives it up around ${f.at}.`),
    todo: () => "Its words stand below. Ask whoever owns the wallet to change the rule, or buy something that it allows.",
  },
  "never-paid": {
    what: () => "The time to pay is over, and nothing was paid.",
    next: () => "Nothing more.",
    todo: () => "If you still want it, buy it again from the agent's page: that is a new job with new terms.",
  },
  "lock-lost": {
    what: () => "Your node sent the payment and lost sight of it. It may still get onto the chain.",
    next: (f) => (f.due ? "Your node decides any moment whether it landed in time." : f.at === "" ? "If it lands in time, the purchase goes on." : `If it lands in time, the purchase goes on. Otherwise your node gives it up after ${f.at}.`),
    todo: () => "Look at the transaction below. It is not sent again, and you should not buy it again before you know: you could pay twice.",
  },
  "rolled-back": {
    what: () => "A transaction of this purchase was on the chain, and its block was taken back (a rollback). Such transactions usually land again in a later block.",
    next: () => "If it lands again, the purchase goes on.",
    todo: () => "Look at the transaction below. If it does not come back, your node needs whoever runs it. Do not buy it again before you know: you could pay twice.",
  },
  "lock-invalid": {
    what: () => "Your node says that the payment on the chain is not locked as agreed.",
    next: () => "Nothing. Your node does nothing more with this purchase.",
    todo: () => "Look at the transaction below, together with whoever runs your node. Do not buy it again before you know where the money is.",
  },
  "unseen-by-agent": {
    what: (f) => (f.late ? `The money has been in escrow for ${f.since}, and the agent still waits for it. It was locked late: its own node has probably given up.` : `The money has been in escrow for ${f.since}, and the agent still waits for it. Its own node may be slow.`),
    next: (f) => returns(f, (at) => `If nothing is delivered, your node takes the money back by itself${at}.`),
    todo: () => "Nothing. You can ask for the money back earlier, beside this.",
  },
  "agent-silent": {
    what: (f) => `The agent has not answered for ${f.since}. It may come back: the job is kept, and Kaimono goes on asking.`,
    next: (f) => returns(f, (at) => `If nothing is delivered, your node takes the money back by itself${at}.`),
    todo: () => "Nothing.",
  },
  "agent-failed": {
    what: () => "The agent says that it failed.",
    next: (f) => returns(f, (at) => `Your node takes the money back by itself${at}. Some sellers let it go at once.`),
    todo: (f) => (f.late ? "Nothing." : "Nothing. You can ask for the money now, too: that costs a network fee, and brings it back earlier only on escrow V2, when the seller agrees."),
  },
  "unproven": {
    what: (f) => (f.due ? "The agent delivered and never proved it on the chain." : `The agent delivered ${f.since} ago and has not proven it on the chain. Without a proof it is not paid.`),
    next: (f) => returns(f, (at) => `If no proof comes, your node takes the money back by itself${at}. The result stays here.`),
    todo: () => "Nothing. Copy the result if you need it; nobody has proven that it is the final one.",
  },
  "hash-without-result": {
    what: (f) => (f.late ? "The agent proved a result on the chain and never handed it over. The time to object is over." : "The agent proved a result on the chain and has not handed it over. If you do nothing, it is paid for it all the same."),
    next: (f) => (f.due || f.at === "" ? "The seller can take the money any moment." : `The seller can take the money from ${f.at} on.`),
    todo: (f) => (f.late ? "Nothing can be asked back any more. Kaimono goes on asking the agent for the result." : "If the result does not come, dispute it in time. You can withdraw a dispute on escrow V1 when the result comes."),
  },
  "mismatch": {
    what: () => "The result that you received is not the one that the agent proved on the chain. The two are different bytes, which need not be fraud.",
    next: (f) => (f.due || f.at === "" ? "The seller can take the money any moment." : `The seller can take the money from ${f.at} on.`),
    todo: (f) => (f.late ? "Nothing can be asked back any more." : "Look at the result. If it is not what you paid for, dispute it in time."),
  },
  "disputed": {
    what: () => "The money is asked back, and a result is proven: a dispute. It has no date by which it ends.",
    next: (f) => (f.due || f.at === "" ? "The Masumi admins may decide now. They can divide the money between you and the seller; when they do is theirs to say." : `From ${f.at} on the Masumi admins may decide. They can divide the money between you and the seller; when they do is theirs to say.`),
    todo: () => "Wait, or come to terms with the seller: it can agree to the refund at any time.",
  },
  "different": {
    what: () => "What your node has is not what you approved.",
    next: () => "Nothing. Kaimono does nothing more with this purchase by itself; it still asks the agent for the result.",
    todo: () => "Compare the values below, and show them to whoever runs your node.",
  },
  "payment-unknown": {
    what: (f) => `For ${f.since} it has not been found out whether your node has this payment.`,
    next: () => "Kaimono goes on asking your node before it does anything else. It never pays twice.",
    todo: () => "Make sure that your node runs and answers. Do not buy it again before it is known.",
  },
  "agent-forgot": {
    what: (f) => `The agent says for ${f.since} that it knows no such job. It was probably restarted, and has lost it.`,
    next: (f) => returns(f, (at) => `If nothing is delivered, your node takes the money back by itself${at}.`),
    todo: () => "Nothing. You can ask for the money back earlier, beside this.",
  },
  "lock-overdue": {
    what: (f) => (f.at === "" ? "Your node should have told whether the payment landed, and has not." : `Your node should have told by ${f.at} whether the payment landed, and has not.`),
    next: () => "Nothing that can be counted on.",
    todo: () => "Ask whoever runs your node what became of it. Do not buy it again before you know: you could pay twice.",
  },
  "refund-overdue": {
    what: (f) => (f.at === "" ? `The seller agreed ${f.since} ago, and your node has not taken the money back.` : `Your node should have taken the money back around ${f.at}, and has not.`),
    next: () => "It may still take it: nobody else can. But nothing says when.",
    todo: () => "Ask whoever runs your node: taking refunds back by itself may be switched off there, or it is not running.",
  },
  "request-overdue": {
    what: (f) => `Your node has had your request for ${f.since} and has not brought it onto the chain.`,
    next: () => "It may still do it, until shortly before the time to object ends.",
    todo: () => "Ask whoever runs your node: it may not be running, or its wallet may lack ADA for the fee.",
  },
  "request-too-late": {
    what: () => "Your node did not bring your request onto the chain before the time to object ended.",
    next: () => "The purchase goes on as if you had asked nothing.",
    todo: () => "Nothing: it can not be asked for again.",
  },
  "not-collected": {
    what: () => "The seller agreed to give the money back after your dispute. On escrow V1 no node collects it by itself then.",
    next: () => "Nothing. The money stays in escrow.",
    todo: () => "Ask whoever runs your node to collect it, or write to the Masumi admins. Withdrawing your request would let the seller be paid.",
  },
  "node-stuck": {
    what: () => "Your node is stuck with something that it was asked to do for this purchase.",
    next: () => "Nothing, until somebody looks at the node.",
    todo: () => "Show its words below to whoever runs your node.",
  },
  "foreign": {
    what: () => "Your node says that it has this purchase already, and your key may not see it. It was made with another key.",
    next: () => "Nothing. Kaimono neither adopts it nor sends it again.",
    todo: () => "Ask whoever runs your node which key it belongs to. Only that key can ask for the money back.",
  },
  "denied": {
    what: () => "Your node told of this purchase earlier, and does not know it any more. It is another node, or was set up anew.",
    next: () => "Nothing that Kaimono could see. The money is where it was, and this node does nothing about it.",
    todo: () => "Let the earlier node answer at this address: only it can ask for the money back. If its data is lost, ask whoever runs it.",
  },
};

const troubled = {
  side: "Whose side",
  money: "Your money",
  next: "By itself",
  todo: "You",
  /** @param {string} when @param {string} left */
  until: (when, left) => `Object before ${when}: ${left}`,
};

const shortage = {
  title: "What this payment needs",
  needed: "Needed",
  held: "In the wallet",
  missing: "Missing",
  notKnown: "not known",
  estimate: "Needed are price, deposit and network fee together; the deposit comes back. Deposit and fee are estimates, rather too high than too low.",
  scattered: "Your node pays a purchase from one wallet: together those that can pay this hold enough, but none of them alone.",
  enough: "The wallet holds enough now. Try the payment again.",
  /** @type {Record<Generation | "any", string>} */
  send: {
    any: "Send what is missing to your node's wallet",
    Web3CardanoV1: "Send what is missing to your node's wallet for V1 purchases",
    Web3CardanoV2: "Send what is missing to your node's wallet for V2 purchases",
  },
  /** @type {Record<Generation, string>} */
  maybe: {
    Web3CardanoV1: "You entered this address, and your node did not tell which purchases it pays. Make sure in the node's administration that it is the wallet for V1.",
    Web3CardanoV2: "You entered this address, and your node did not tell which purchases it pays. Make sure in the node's administration that it is the wallet for V2.",
  },
  /** @type {Record<Generation | "any", string>} */
  unknown: {
    any: "The address of your node's wallet is not known to Kaimono yet. It stands in the node's administration; you can enter it under",
    Web3CardanoV1: "The address of your node's wallet for V1 purchases is not known to Kaimono yet. It stands in the node's administration; you can enter it under",
    Web3CardanoV2: "The address of your node's wallet for V2 purchases is not known to Kaimono yet. It stands in the node's administration; you can enter it under",
  },
  look: "Look at the wallet again",
  play: "Add play money in the settings",
};

/** @type {Record<Need, string>} */
const need = { answer: "Answer the agent", approve: "Decide again", object: "Look at the result", "top-up": "Top up the wallet", look: "Look at it" };

/** What happens next by itself: with when, and once the moment has come. @type {Record<NextWhat, { ahead: (when: string) => string, due: string }>} */
const next = {
  "pay-by": { ahead: (when) => `Time to pay ends ${when}`, due: "Time to pay is over" },
  "result-due": { ahead: (when) => `Result is due ${when}`, due: "Result is due now" },
  "automatic-refund": { ahead: (when) => `Money returns by itself ${when}`, due: "Money returns by itself any moment" },
  "carried-out": { ahead: (when) => `Your node carries it out from ${when} on`, due: "Your node carries it out any moment" },
  "objection-closes": { ahead: (when) => `Time to object ends ${when}`, due: "Time to object is over" },
  "admins-decide": { ahead: (when) => `Admins may decide ${when}`, due: "Admins may decide now" },
  "approval-expires": { ahead: (when) => `Your decision expires ${when}`, due: "Time to decide is over" },
};

const purchase = {
  progress: "Progress",
  checks: "Verification of the terms",
  /** @param {number} count */
  checksPassed: (count) => `All ${number(count)} checks passed`,
  /** @param {string[]} names */
  refusedFor: (names) => `${plural(names.length, "This check of the seller's terms failed", "These checks of the seller's terms failed")}: ${and.format(Array.from(names, (name) => `“${name}”`))}.`,
  /** @param {number} failed @param {number} count */
  checksFailed: (failed, count) => `${number(failed)} of ${number(count)} checks failed`,
  /** @param {number} outside @param {number} count */
  checksOutside: (outside, count) => `${number(outside)} of ${number(count)} checks outside your approval`,
  /** @param {number} count @param {number} warned */
  checksWarned: (count, warned) => `All ${number(count)} checks passed, ${number(warned)} with a note`,
  checksSays: "What Kaimono checked in the seller's signed terms before any money moved.",
  wrongChecks: "What does not hold",
  expected: "Expected",
  found: "Came",
  approved: "Approved",
  answers: "What was sent to the agent",
  /** @param {string} host */
  sentTo: (host) => `All of it went to ${host}. What each part is called is the agent's word.`,
  money: "Where the money is",
  onChainNone: "Not seen on the chain",
  returnedTo: "to another address than the wallet that paid:",
  transactions: "Transactions",
  transaction: "Transaction",
  /** @param {number} count */
  confirmations: (count) => `${number(count)} ${plural(count, "confirmation", "confirmations")}`,
  explorer: "Open in the block explorer",
  identifiers: "Identifiers",
  /** Over an agent's name: whose word it is. */
  from: "Purchase from an agent that calls itself",
  /** @param {string} name */
  title: (name) => `Purchase from “${name}”`,
  agentSays: "The agent's last word",
  agentWords: "These are its words, and nobody has checked them. Whatever they say of money, the money is where your node says it is. Nobody ever needs your keys: no seller, no support, and nobody for a refund.",
  givenBeside: "Beside its result the agent gives this:",
  givenInstead: "The agent says it is done, and gives this instead of a result. Kaimono does not fetch it, and cannot hold it against the proof.",
  /** @param {string[]} prices */
  unasked: (prices) => `The registry lists ${and.format(prices)} for this agent. It took the job and did not ask for a payment that can be made, so you have paid nothing: there is no escrow, no proof and no refund.`,
  demands: "The registry lists this agent as free, and you agreed to a free job. It took the job and asks for money all the same. Kaimono paid nothing, and pays nothing for this job whatever the agent says: no price was agreed. It may wait for a payment for ever. If you want to pay it, its seller has to list the price first; do not send money anywhere else for it.",
  agentOffline: "The agent does not answer now. What you see is its last word.",
  agentTooMuch: "The agent sends too much. You see the newest of it; until tomorrow no more of it is written down, except what you bought.",
  changeAnswers: "Change the answers",
  retryPayment: "Try the payment again",
  retrying: "Asking your node…",
  acknowledge: "I have looked at this",
  acknowledges: "Kaimono then stops asking you to look. What stands here stays as it is, nothing is sent, and anything else that is found asks again.",
  toAgent: "Agent page",
  elsewhere: "The job's answers and result are not known here.",
  again: "The agent asks you to decide again",
};

/** A step's word once it is done (or to come), while it goes on, and when it went wrong. @type {Record<StepId, { done: string, active: string, failed: string }>} */
const step = {
  approved: { done: "You approved", active: "Your approval", failed: "Not approved" },
  accepted: { done: "Job accepted", active: "Asking the agent to take the job", failed: "Job not accepted" },
  verified: { done: "Terms verified", active: "Checking the terms", failed: "Terms do not hold" },
  paid: { done: "Your node has the payment", active: "Asking your node to pay", failed: "Payment not made" },
  escrow: { done: "In escrow", active: "Locking the money in escrow", failed: "Not in escrow" },
  result: { done: "Result received", active: "The agent works", failed: "No result" },
  hash: { done: "Proof verified", active: "Waiting for the proof", failed: "Proof does not match" },
  settled: { done: "Settled", active: "Waiting to settle", failed: "Not settled" },
};

/** @type {Record<StepState, string>} */
const stepState = { waiting: "not begun", active: "under way", done: "done", failed: "failed", skipped: "not needed", unreached: "not reached" };

const stepping = {
  /** @param {string} when */
  due: (when) => `due ${when}`,
  /** @param {string} word @param {string} state */
  announce: (word, state) => `${word}: ${state}`,
};

/** @type {Record<CheckId, string>} */
const check = {
  "identifier-format": "The payment identifier can be read",
  "identifier-unused": "The payment identifier is new",
  "agent-identifier": "It names the agent you chose",
  "agent-echo": "The answer names the agent you chose",
  "nonce": "It carries the number that Kaimono made for this job",
  "nonce-echo": "The answer repeats that number",
  "input-hash": "The seller signed your answers, unchanged",
  "seller-key": "The key in the identifier is the seller's",
  "seller-registered": "That is the seller's key in the registry",
  "seller-approved": "That is the seller you approved",
  "seller-address": "The seller's address belongs to that key",
  "signature": "The seller's signature holds",
  "deadline-order": "The deadlines are in order",
  "pay-time": "There is time to pay",
  "deliver-time": "There is time to deliver",
  "unlock-time": "The money is not locked for longer than you approved",
  "price": "The price is what you approved",
  "unit": "The token is known on this network",
  "contract": "Your node can pay into this escrow contract",
  "source-index": "The signed payment source is the seller's",
  "current": "The agent was not replaced by a newer entry",
  "registered": "The registry still lists the agent",
  "layer": "The payment goes on the main chain",
};

/** What it means that the terms are outside of what was approved, where that is not what it means that they do not hold. @type {Partial<Record<CheckId, string>>} */
const checkOutside = {
  "price": "The agent asks another price than the one on your review, or more than the most you would pay. Nothing is paid unless you agree.",
};

/** What a check that does not hold can mean, and what follows. @type {Record<CheckId, string>} */
const checkMeans = {
  "identifier-format": "The agent is built for something else than Masumi's escrow, or its answer was damaged. Your node could not pay it.",
  "identifier-unused": "The agent answers with the identifier of an earlier job, by mistake or on purpose. Paying it would be for that job, not for this one.",
  "agent-identifier": "The seller signed for another agent, perhaps another version of this one. The money would not go where you chose.",
  "agent-echo": "The answer speaks of another agent than the signature. Whoever set the agent up may have mixed up two of them.",
  "nonce": "The signature was made for another job, perhaps another buyer's. Results could not be proven to be yours.",
  "nonce-echo": "The answer repeats another number than it was sent. It may belong to another job.",
  "input-hash": "The agent would work on something else than you sent, or it writes the same thing in a way that nobody else could check.",
  "seller-key": "The answer names one seller and is signed by another. Somebody may be in between, or the agent is set up wrongly.",
  "seller-registered": "Whoever signed is not who the registry names as the seller. A stranger may have taken the agent's address over.",
  "seller-approved": "The seller is another one than on your review: the agent may have been sold in the meantime. Look at it again before you buy.",
  "seller-address": "The money would go to an address that is not the signer's.",
  "signature": "The seller signed something else than the agent shows, for instance other deadlines. What is shown is worth nothing then.",
  "deadline-order": "Your node would refuse such deadlines, or there would be no fair time to deliver, to object, or to decide a dispute.",
  "pay-time": "The offer runs out before the money could be locked safely. Ask again; if it stays so, the agent leaves too little time.",
  "deliver-time": "The offer runs out before the agent could deliver. Ask again; if it stays so, the agent leaves too little time.",
  "unlock-time": "Your money would be locked for longer than you agreed to. It is paid only if you agree again.",
  "price": "The price is of another kind than the one that you approved, or it cannot be read. Nothing can be paid by it.",
  "unit": "Nobody can say what this token is worth. It may imitate one that you know by its name.",
  "contract": "The money would go into a contract that your node does not know. Nobody vouches that it can come back from there.",
  "source-index": "The seller signed for another way of being paid than the entry offers.",
  "current": "The seller has a newer entry. Prices and terms of this one may be out of date. Look for the newer one in the market.",
  "registered": "The agent was taken out of the registry. Nobody stands behind its entry any more.",
  "layer": "The payment would go off the main chain, where your node cannot see or take it back.",
};

/** What checks are about. @type {Record<"offer" | "seller" | "time" | "money" | "listing", string>} */
const checkGroup = { offer: "The offer and your job", seller: "The seller", time: "The deadlines", money: "The money", listing: "The entry in the registry" };

/** How much is known of a check before the terms come. @type {Record<"now" | "later" | "not-applicable", string>} */
const known = { "now": "Holds already", "later": "Checked when the terms come", "not-applicable": "Does not apply" };

/** @type {Record<"passed" | "failed" | "warned" | "not-applicable" | "outside", string>} */
const outcome = { "passed": "Passed", "failed": "Failed", "warned": "Passed, with a note", "not-applicable": "Does not apply", "outside": "Not what you approved" };

const question = {
  title: "The agent asks you",
  /** @param {string} when @param {string} left */
  due: (when, left) => `The result is due ${when}, ${left}. The time runs on while the agent waits.`,
  overdue: () => "The time to deliver is over.",
  /** @param {string} when @param {string} left */
  until: (when, left) => `The agent takes an answer until ${when}, ${left}.`,
  closed: () => "The agent said that it takes no answer any more by now. You can still try.",
  about: "What the agent asks about",
  /** @param {number} count */
  more: (count) => `${number(count)} more characters do not fit here. Ask the seller for the rest before you agree to it.`,
  fromAgent: "These are the agent's words, not Kaimono's. What you answer goes to it.",
  submit: "Send the answer",
  submitting: "Sending…",
  sent: "Your answer was sent. Waiting for the agent to go on.",
  /** @type {Record<"unsaid" | "no-form" | "too-much", string>} */
  unread: {
    "unsaid": "The agent says that it waits for an answer, and does not say to what. Nothing can be answered here.",
    "no-form": "Kaimono cannot read this question as a form, so it cannot be answered here. It stands below as it came.",
    "too-much": "The agent asks for more fields or choices than can be shown here, so it cannot be answered here. The beginning of it stands below as it came.",
  },
  unreadTodo: "Tell its seller, and give them what stands here: only they can ask otherwise. Nothing is sent, and no money moves by that. If the agent does not deliver in time, you can have the money back.",
  unreadFree: "Tell its seller, and give them what stands here: only they can ask otherwise. Nothing is sent, and nothing was paid.",
  asCame: "The question as it came",
  unreadCut: "Only the beginning of it is shown.",
  copyWhat: "Copy the question",
  apart: "The agent asks several things at once, and wants each of them answered by itself. Kaimono cannot tell the agent which question an answer is for, so it sends none: it could be taken for the answer to another one. No money moves by that. If the agent does not deliver in time, you can have the money back.",
};

const result = {
  title: "Result",
  fromAgent: "Written by the agent. Nobody has checked what it says.",
  partial: "Not finished: this is what the agent has so far.",
  ofFailed: "The agent says that it failed. This is what it had.",
  copy: "Copy the result",
  copyBeginning: "Copy the beginning",
  /** @param {string} size */
  truncated: (size) => `Only the beginning is shown. The whole result is ${size}.`,
  empty: "The result is empty.",
  /** @param {number} count */
  links: (count) => `The result is only ${count === 1 ? "a link" : "links"}: what you bought is behind ${count === 1 ? "it" : "them"}, at the addresses below, and Kaimono has not fetched it. The proof on the chain is of the ${count === 1 ? "link" : "links"} alone. It does not cover the file, which whoever runs that host can change or remove: look at it while you can still object, and keep a copy.`,
  failure: "This reads like the report of a failure, and the agent calls it its result. Kaimono does nothing about that by itself: look at it, and object while there is time if this is not what you paid for.",
};

/** What the chain says about the result. @type {Record<"verified" | "waiting" | "checking" | "withdrawn" | "mismatch" | "no-result" | "only-hash" | "beyond" | "not-verifiable", { word: string, says: string }>} */
const hash = {
  "verified": { word: "Proven", says: "The seller put the proof of this result on the chain." },
  "waiting": { word: "Proof pending", says: "The seller's proof is not on the chain yet. It usually follows within a few minutes." },
  "checking": { word: "Checking", says: "The proof is on the chain. Kaimono is comparing the result with it." },
  "withdrawn": { word: "Proof withdrawn", says: "There was a proof on the chain, and the seller took it back." },
  "mismatch": { word: "Does not match", says: "The proof on the chain is not that of this result. The two are different bytes, which need not be fraud." },
  "no-result": { word: "Proof without result", says: "A proof is on the chain, but no result was received from the agent." },
  "only-hash": { word: "Only the fingerprint", says: "What the agent gave as its result is the proof itself, and not what it proves: you have no result. Kaimono goes on asking for it." },
  "beyond": { word: "Cannot be checked here", says: "A proof is on the chain. Whether the result fits it is not known: it is neither proven nor disproven." },
  "not-verifiable": { word: "Not provable", says: "There is nothing on the chain to compare this with." },
};

/** Why a result cannot be held against its proof. @type {Record<Beyond, string>} */
const beyond = {
  "too-large": "The agent's answer is larger than the 4 MB that Kaimono takes in.",
  "not-taken-apart": "Its JSON is nested more deeply, or written in another way, than Kaimono can take apart, or has one name twice; the bytes as they came are not what was hashed.",
  "too-many-forms": "It is so large, and can be written in so many ways, that Kaimono did not try them all; none of those that it tried is what was hashed.",
};

const hashing = {
  onChain: "On the chain",
  computed: "Of what you received",
  before: "On the chain before",
  title: "Verification of the result",
  /** @param {string} when */
  checked: (when) => `Checked ${when}.`,
  /** @param {string} when */
  again: (when) => `The seller put another proof on the chain. Checked again ${when}.`,
};

/** In which form the result was hashed. @type {Record<HashVariant, string>} */
const variant = {
  "spec": "Byte for byte, hashed as MIP-004 says.",
  "escaped": "Byte for byte, hashed with the text escaped as JSON, as the official agent kit does.",
  "bare": "Hashed without this job's number.",
  "json-text": "Hashed as JSON text; it may have been spaced and ordered otherwise.",
  "bare-json-text": "Hashed as JSON text without this job's number; it may have been spaced and ordered otherwise.",
  "raw-member": "Only the text named “raw” in it was hashed. What stands beside that text is not proven.",
  "after-message": "Only the text after a blank line was hashed. The message before it is not proven.",
  "after-input-hash": "Two hashes are on the chain, one after the other. The second is that of this result.",
  "chained": "Hashed together with the answers before it.",
  "no-separator": "Hashed without the separator.",
};

/** Raw word of the chain → words; others are shown as they are. @type {Record<string, string>} */
const onChain = {
  FundsLocked: "In escrow. No result is proven on the chain yet.",
  ResultSubmitted: "In escrow. A result is proven on the chain.",
  RefundRequested: "In escrow, asked back.",
  Disputed: "In escrow, disputed.",
  WithdrawAuthorized: "Released to the seller.",
  RefundAuthorized: "On its way back to you.",
  Withdrawn: "With the seller.",
  RefundWithdrawn: "Back in your wallet.",
  DisputedWithdrawn: "Divided by the admins.",
  FundsOrDatumInvalid: "No valid lock on the chain.",
};

/** What a transaction did, by the raw word of the state it leads to; others are shown as they are. @type {Record<string, string>} */
const leadsTo = {
  FundsLocked: "Money locked in escrow",
  ResultSubmitted: "Result proven",
  RefundRequested: "Money asked back",
  Disputed: "Result disputed",
  WithdrawAuthorized: "Payment released",
  RefundAuthorized: "Refund agreed",
  Withdrawn: "Seller paid",
  RefundWithdrawn: "Money back in your wallet",
  DisputedWithdrawn: "Dispute decided",
};

/** @type {Record<LedgerWhat, string>} */
const ledger = { "price": "Price", "deposit": "Locked beside it, comes back", "fees": "Network fees", "returned": "Came back to you", "returned-computed": "Came back to you, less all fees (computed; your node does not tell it)", "to-seller": "Went to the seller" };

/** @type {Record<IdentifierName, string>} */
const identifier = {
  "job-id": "Job at the agent",
  "nonce": "Number of this job (nonce)",
  "blockchain-identifier": "Payment identifier",
  "input-hash": "Hash of your answers",
  "result-hash": "Hash of the result on the chain",
  "seller-vkey": "Seller key hash",
  "node-row": "Row in your node",
  "contract": "Escrow contract",
  "agent-identifier": "Agent identifier",
};

/* ── Escrow and refund ─────────────────────────────────────────────────────────────────────────────────────────────── */

const timeline = {
  title: "Escrow",
  /** @type {Record<StretchWhat, string>} */
  word: { paying: "time to pay", working: "time to deliver", objecting: "time to object", disputing: "until the admins may decide" },
  /** What can be said of a stretch that ends `when`. @type {Record<StretchWhat, Record<StretchState, (when: string) => string>>} */
  says: {
    paying: {
      "ahead": (when) => `The money must be locked by ${when}.`,
      "if-delivered": (when) => `The money must be locked by ${when}.`,
      "past": (when) => `The time to pay ended ${when}.`,
      "done": () => "The money was locked.",
      "was": (when) => `Pay by ${when}`,
    },
    working: {
      "ahead": (when) => `The agent must deliver by ${when}.`,
      "if-delivered": (when) => `The agent must deliver by ${when}.`,
      "past": (when) => `The time to deliver ended ${when}.`,
      "done": () => "The agent put a proof on the chain in time.",
      "was": (when) => `Deliver by ${when}`,
    },
    objecting: {
      "ahead": (when) => `Until ${when} you can object. Then the seller is paid.`,
      "if-delivered": (when) => `If a result comes, you can object to it until ${when}.`,
      "past": (when) => `The time to object ended ${when}.`,
      "done": () => "You asked for the money back in time.",
      "was": (when) => `Object until ${when}`,
    },
    disputing: {
      "ahead": (when) => `A dispute may be decided by the admins from ${when}.`,
      "if-delivered": (when) => `A dispute may be decided by the admins from ${when}.`,
      "past": (when) => `The admins may decide the dispute since ${when}.`,
      "done": () => "The admins decided.",
      "was": (when) => `Decision of the admins from ${when}`,
    },
  },
  /** @param {string} now */
  label: (now) => `Escrow deadlines, drawn to scale. It is now ${now}.`,
};

const refund = { title: "Money back" };

/** What the node does with what it was asked for, and from when on. @param {string} actsAt */
const takesMinutes = (actsAt) => (actsAt === "" ? "That takes some minutes, and up to half an hour at a slow node." : `The chain makes your node wait after what you did last: it carries this out from ${actsAt} on.`);

/** The refund card. `at`, `until`, `before` and `actsAt` are moments in words, or "". @type {Record<RefundVerdict, (at: string, until: string, before: string, actsAt: string) => string>} */
const verdict = {
  "not-paid": () => "Nothing is in escrow, so there is nothing to ask back.",
  "not-yet": () => "No money is known to be in escrow yet. Once it is, you read here how it comes back.",
  "free": () => "This job is free. There is no escrow and no refund.",
  "can-request": (at) => (at === "" ? "No result is proven on the chain yet. If none is in time, the money comes back by itself. You can also ask for it now." : `No result is proven on the chain yet. If none is in time, your node takes the money back by itself around ${at}. You can also ask for it now.`),
  "no-time-to-request": (at) => (at === "" ? "No result is proven on the chain yet. The chain makes your node wait after what you did last, for too long to ask for the money once more. If nothing is delivered in time, it comes back by itself." : `No result is proven on the chain yet. The chain makes your node wait after what you did last, for too long to ask for the money once more. If nothing is delivered in time, it comes back by itself around ${at}.`),
  "automatic": (at) => (at === "" ? "No result was proven on the chain in time. Your node takes the money back by itself; there is nothing to do." : `No result was proven on the chain in time. Your node takes the money back by itself around ${at}; there is nothing to do.`),
  "can-dispute": (_at, until) => (until === "" ? "A result is proven on the chain. If it is not right, or does not come, you can ask for the money back. That is a dispute." : `A result is proven on the chain. If it is not right, or does not come, you can ask for the money back until ${until}. That is a dispute. After that the seller is paid.`),
  "no-time-to-dispute": (at, _until, notBefore) => (at === "" || notBefore === "" ? "A result is proven on the chain. The chain makes your node wait after what you did last, so a new request could not be carried out before the time to object ends. The seller is paid then." : `A result is proven on the chain. The chain makes your node wait after what you did last, until ${notBefore}. That is too late for a new request: the time to object ends ${at}, and then the seller is paid.`),
  "window-closed": (at) => (at === "" ? "A result is proven on the chain, and the time to object is over. The seller is paid next." : `A result is proven on the chain, and the time to object ended ${at}. The seller is paid next.`),
  "requested-v1": (at) => (at === "" ? "You asked for the money back. When it returns is not known: it is for the seller and your node to settle. You can withdraw the request." : `You asked for the money back. If nothing is delivered in time, your node takes it back by itself around ${at}. You can withdraw the request.`),
  "requested-v2": (at) => (at === "" ? "You asked for the money back. This contract does not let you withdraw the request. If nothing is delivered in time, your node takes the money back by itself." : `You asked for the money back. This contract does not let you withdraw the request. If nothing is delivered in time, your node takes the money back by itself around ${at}.`),
  "disputed-v1": (at) => (at === "" ? "You dispute the result. The money stays in escrow until the seller agrees, you withdraw the dispute, or the admins decide." : `You dispute the result. The money stays in escrow until the seller agrees, you withdraw the dispute, or the admins decide, from ${at} on.`),
  "disputed-v2": (at) => (at === "" ? "You dispute the result. The money stays in escrow until the seller agrees, you accept the result, or the admins decide." : `You dispute the result. The money stays in escrow until the seller agrees, you accept the result, or the admins decide, from ${at} on.`),
  "authorized": () => "The seller agreed to give the money back. Your node takes it back by itself; there is nothing to do.",
  "agreed-v1": () => "The seller agreed to give the money back. On escrow V1 no node collects it by itself after a dispute.",
  "requesting": (at, _until, _before, actsAt) => (at === "" ? `You asked for the money back. ${takesMinutes(actsAt)}` : `You asked for the money back. ${takesMinutes(actsAt)} If nothing is delivered in time, the money comes back by itself around ${at} in any case.`),
  "disputing": (_at, _until, _before, actsAt) => `You dispute the result. ${takesMinutes(actsAt)}`,
  "withdrawing": (_at, _until, _before, actsAt) => `You withdrew your request. ${takesMinutes(actsAt)}`,
  "releasing": (_at, _until, _before, actsAt) => `You accepted the result, and the payment is released. ${takesMinutes(actsAt)}`,
  "in-progress": () => "Your node is taking the money back at this moment. The chain takes a few minutes.",
  "stuck-too-late": () => "The request came too late to be carried out before the time to object ended.",
  "refunded": () => "The money is back in your wallet.",
  "released": () => "You released the payment: the seller can take it. The money cannot be asked back any more.",
  "seller-paid": () => "The seller was paid. The money cannot be asked back any more.",
  "decided": () => "The Masumi admins decided. See above where the money went.",
  "no-lock": () => "Your node found no valid lock on the chain. Usually that means nothing was paid. If there is a transaction below, look at it.",
  "unknown": () => "This version of Kaimono does not know the state of this purchase, so it offers no button.",
};

/** @type {Record<RefundAction, { button: string, title: string, says: string, points: string[], confirm: string }>} */
const refundAction = {
  request: {
    button: "Request refund",
    title: "Ask for the money back?",
    says: "This sends a request to the chain through your node. The chain decides.",
    points: ["If nothing is delivered in time, the money comes back by itself, even without a request.", "The seller can still deliver after the request. Then it becomes a dispute.", "The request costs a network fee."],
    confirm: "Request refund",
  },
  dispute: {
    button: "Dispute the result",
    title: "Dispute this result?",
    says: "A result is proven on the chain, so asking for the money back is a dispute.",
    points: ["The money stays in escrow until the seller agrees or the Masumi admins decide. There is no date by which it comes back.", "On an Escrow V2 contract a dispute cannot be taken back: you can only release the payment to the seller. On Escrow V1 you can withdraw it.", "If you do nothing, the seller is paid when the time to object is over.", "The request costs a network fee."],
    confirm: "Request refund (dispute)",
  },
  withdraw: {
    button: "Withdraw the request",
    title: "Withdraw your request?",
    says: "The purchase goes on as if you had not asked for the money.",
    points: ["If there is a result, the seller is paid when the time to object is over.", "The chain makes you wait between two requests, so this can take about half an hour.", "It costs a network fee."],
    confirm: "Withdraw the request",
  },
  release: {
    button: "Accept and release payment",
    title: "Accept the result and release the payment?",
    says: "The seller gets the money. This cannot be undone.",
    points: ["You give up the dispute for good.", "The seller can take the money at once."],
    confirm: "Release the payment",
  },
};

/** As `withdraw`, where there is a result. */
const withdrawDispute = {
  ...refundAction.withdraw,
  button: "Withdraw the dispute",
  title: "Withdraw your dispute?",
  says: "You accept the result after all. The purchase goes on as if you had not asked for the money.",
  confirm: "Withdraw the dispute",
};

/** Why a refund button does not work now. `when` is a moment in words, or "". @type {Record<RefundDisabled, (when: string) => string>} */
const refundDisabled = {
  "in-flight": () => "Your node has something under way for this purchase. Wait until the chain has confirmed it.",
  "cooldown": (when) => (when === "" ? "The chain makes you wait between two requests." : `The chain makes you wait between two requests. Possible again ${when}.`),
  "too-late": () => "It is too close to the end of the time to object: the request would not get onto the chain in time.",
  "other-key": () => "Bought with another key: only that one, or one with admin rights, may ask.",
  "offline": () => "Your node does not answer, or does not take your key. Possible again when it does.",
  "removed": () => "This node was removed. Possible again when it is connected anew.",
  "sent": () => "The request was sent. Waiting for your node.",
  "no-transaction": () => "Your node tells of no transaction for this purchase, and takes no request without one.",
  "unwritable": () => "Nothing can be written down for this node now, and what is not written down is not sent. Possible again as soon as it can be.",
};

const refunding = {
  /** @param {string} when @param {string} left */
  until: (when, left) => `Possible until ${when}, ${left}`,
  /** The agent's name; of one without a name the end of its identifier. @param {string} word */
  typeName: (word) => `To confirm, type this: ${word}`,
  nameLabel: "What names the purchase",
  sending: "Asking your node…",
  /** The cooldown of what the person did last. @param {string} when */
  actsAt: (when) => `The chain makes your node wait after what you did last: it carries this out from ${when} on.`,
  /** @param {string} when */
  notOut: (when) => `The request of ${when} did not go out.`,
  notOutNow: "The request did not go out.",
  notOutSays: "Nothing was asked for, and the money is where it was. Ask again when you like.",
  /** @param {string} when */
  mayBeOut: (when) => `Whether the request of ${when} reached your node is not known.`,
  mayBeOutSays: "Kaimono reads from your node what became of it. If nothing has changed in a few minutes, ask again.",
};

/* ── Wallet ────────────────────────────────────────────────────────────────────────────────────────────────────────── */

const wallet = {
  title: "Wallet",
  lead: "Your node's purchasing wallets. Kaimono never holds your money: your node pays, and refunds return there.",
  contracts: "Each wallet pays purchases on one escrow contract and on no other: money in one does not help a purchase on the other.",
  address: "Address",
  qr: "QR code of the address",
  empty: "Nothing in it yet. Send ADA for fees and the tokens you want to pay with to the address.",
  inEscrow: "In escrow",
  inEscrowSays: "Prices of purchases that are locked now",
  deposits: "Deposits",
  depositsSays: "Locked beside the prices, come back when purchases settle",
  comingBack: "Coming back",
  comingBackSays: "Asked back or on its way to you",
  notKnown: "Whereabouts not known",
  notKnownSays: "Was locked, and your node does not say any more where it is",
  none: "Nothing",
  unknownTitle: "The wallet's address is not known yet",
  unknownSays: "Your node tells its wallets to admin keys only, and no purchase that was paid shows one yet. After the first payment Kaimono knows it by itself. You can also paste it: it stands in the node's administration under Wallets, as purchasing wallet.",
  paste: "Address of the purchasing wallet",
  pasteHint: "addr1… or addr_test1…",
  pasteSave: "Use this address",
  notAnAddress: "This is not an address of this network. It begins with addr1 on Mainnet and with addr_test1 on Preprod.",
  change: "Use another address",
  copied: "Address copied",
  /** @param {string} when */
  asOf: (when) => `Read ${when}`,
  notRead: "What your wallets hold could not be read.",
  /** @type {Record<Generation | "any", string>} */
  heading: { any: "Wallet", Web3CardanoV1: "Wallet for V1 purchases", Web3CardanoV2: "Wallet for V2 purchases" },
  /** @param {string} heading @param {number} place among those of its contract */
  nth: (heading, place) => `${heading}, no. ${place}`,
  several: "Your node has several wallets. Copy the address of the one you mean.",
};

/** @type {Record<AddressSource, string>} */
const addressSource = { purchase: "Learnt from a purchase", node: "Told by your node", pasted: "Pasted by you" };

/* ── Settings ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

const settings = {
  title: "Settings",
  nodes: "Nodes",
  add: "Connect a node",
  addSandbox: "Open the sandbox",
  active: "in use",
  use: "Use",
  edit: "Change",
  remove: "Remove",
  /** @param {string} label */
  removeTitle: (label) => `Remove “${label}”?`,
  /** @param {string} proxy */
  byProxy: (proxy) => `Proxy for what is not on this computer: ${proxy}`,
  /** @param {string} subject */
  trusts: (subject) => `Also trusts the certificate ${subject === "" ? "(without a name)" : subject}`,
  removeSays: "Its keys are deleted from the keyring. What you bought stays on this computer, can be read here, and goes on when you connect the same node again.",
  /** @param {number} count */
  removeOpen: (count) => (count === 0 ? "What is open there cannot be read." : `${number(count)} ${plural(count, "purchase is", "purchases are")} still open:`),
  removeOpenSays: "Kaimono will no longer watch over what is open: it asks for no results, answers no questions, and tells you of no deadline. What is in escrow stays in escrow, and your node goes on with it.",
  /** @param {number} count */
  keysLeft: (count) => `Keys that are no longer used are still in your keyring (${number(count)}), which does not answer now. Kaimono deletes them as soon as it does.`,
  /** @param {number} count */
  orphans: (count) => `${number(count)} ${plural(count, "history is", "histories are")} on this computer whose node Kaimono does not know any more: its list of nodes was lost. Connect the node again, and its history is found by itself.`,
  removed: "Removed nodes",
  removedSays: "What was bought with them is still on this computer.",
  readHistory: "Read its history",
  /** @param {string} label */
  readHistoryOf: (label) => `Read the history of “${label}”`,
  removeConfirm: "Remove",
  beginAnew: "Set aside and begin anew…",
  /** @param {string} label */
  beginAnewTitle: (label) => `Set the history of “${label}” aside?`,
  beginAnewSays: "The file that cannot be read stays beside the new one, as purchases.damaged-1.db or with the next free number. A new history begins. Your node tells what it knows as soon as its list is read; of those purchases Kaimono knows no more than that, so neither what you entered nor the results that were kept here.",
  beginAnewMoney: "No money moves by this. But what had begun here and was not finished is not watched any more: a payment that was on its way may have been made. Look at your node's list, once it is read, before you buy the same again.",
  beginAnewConfirm: "Set aside and begin anew",
  appearance: "Appearance",
  theme: "Theme",
  sandbox: "Sandbox",
  sandboxSays: "Only the play network has these. Its clock can be moved forward, so that a day of escrow takes a minute.",
  clock: "Its clock",
  /** @param {string} amount */
  ahead: (amount) => `${amount} ahead of this computer`,
  inStep: "in step with this computer",
  skipDeadline: "Skip to the next deadline",
  skipHour: "Skip 1 hour",
  topUp: "Add play money",
  toppedUp: "Play money is on its way to the wallets",
  troubles: "Let something go wrong",
  troublesSay: "To see what Kaimono says and does when it happens for real.",
  troubleOn: "on; press again to undo it",
  sandboxNode: "Node",
  sandboxRegistry: "Registry",
  about: "About",
  /** @param {string} version */
  version: (version) => `Kaimono ${version}`,
  aboutSays: "Free software. It talks to your node, to the registry and to the agents you buy from, and to nobody else.",
  shortcuts: "Keyboard",
  notices: "Notifications",
  noticesSay: "Your desktop tells you of these when you are not looking at them, each once. They name the agent and nothing of what you sent or received.",
  noNotices: "Your desktop shows no notifications: nothing answers to org.freedesktop.Notifications on its session bus. The count on Purchases is always there.",
  testNotice: "Send a test notification",
  testTaken: "Your desktop took it. If you did not see it, your desktop keeps it from you: look whether it is set not to disturb you, and whether it lets Kaimono show notifications. The count on Purchases is always there.",
  testNotTaken: "Your desktop did not take it: it shows no notifications, or is set not to disturb you. What there is to tell is kept, and told once it can be. The count on Purchases is always there.",
  quiet: "Quiet hours",
  quietSays: "What happens then is told at their end, if it still matters.",
  quietFrom: "From",
  quietTo: "to",
  closing: "When the window is closed",
  keepWatching: "Keep watching open purchases",
  keepWatchingSays: "Kaimono goes on in the tray until you quit it there: deadlines, questions and results are still noticed.",
  noTray: "Your desktop has no tray. Kaimono then asks whether to minimise its window or to quit.",
};

/** @type {Record<NoticeKind, { name: string, says: string }>} */
const noticeKind = {
  result: { name: "Results", says: "with whether the chain proves them" },
  question: { name: "Questions", says: "with the time left to answer" },
  wrong: { name: "What is not right", says: "a result that does not match, a result that does not come, a job that failed; and again before it is too late to object" },
  refund: { name: "Refunds", says: "when the money is back" },
  payment: { name: "Payments that do not go on", says: "too little in the wallet, a node that is stuck" },
  approval: { name: "Other terms than you approved", says: "a dearer price or a later deadline, which needs your approval again" },
};

/** Closing the window while purchases are open. */
const closing = {
  /** @param {number} open */
  title: (open) => `${number(open)} ${plural(open, "purchase is", "purchases are")} still open`,
  tray: "Kaimono can keep watching from the tray and tell you of questions, results and deadlines. To end it, choose Quit there. You can change this in Settings.",
  noTray: "Kaimono watches only while it runs, and your desktop has no tray to keep it in. Minimise it to go on watching.",
  safe: "If you quit, nothing is lost: your node goes on, and Kaimono catches up at its next start. But questions and deadlines pass unnoticed until then.",
  watch: "Keep watching",
  minimise: "Minimise",
  quit: "Quit",
};

/** @type {Record<SandboxTrouble, { button: string, says: string, done: string }>} */
const sandboxTrouble = {
  "wallet-empty": { button: "Empty the wallets", says: "The next payment has no funds until play money is added.", done: "The wallets are empty" },
  "wallet-busy": { button: "Keep the wallets busy", says: "Payments wait in the queue for half an hour.", done: "The wallets are busy for half an hour" },
  "lock-late": { button: "Lock late", says: "The next payment is seen when the seller has given it up.", done: "The next payment will be late" },
  "lock-invalid": { button: "Lock something else", says: "The next payment is locked, but not as agreed.", done: "The next payment will not fit" },
  "lock-times-out": { button: "Lose a transaction", says: "The node loses sight of the next payment, which lands all the same.", done: "The next payment will be lost from sight" },
  "lock-rolled-back": { button: "Roll back", says: "The block of the next payment is taken back, and comes again.", done: "The next payment will be rolled back" },
  "key-limited": { button: "Limit the key", says: "The key may spend 10 ADA and 10 tUSDM, and loses all of it with the first purchase.", done: "The key has a quota now" },
  "agents-silent": { button: "Silence the agents", says: "No agent answers.", done: "The agents do not answer now" },
};

/** @type {Record<Theme, string>} */
const theme = { system: "As the desktop", light: "Light", dark: "Dark" };

/** Keys and what they do. @type {[string, string][]} */
const shortcuts = [
  ["Ctrl 1 … 4", "Market, Purchases, Wallet, Settings"],
  ["Ctrl F", "Search in this page"],
  ["Ctrl K", "Go to or find anything"],
  ["Ctrl W", "Close the window"],
  ["↑ ↓", "Move in a list"],
  ["Enter", "Open"],
  ["Esc", "Back, or close what is open"],
];

/* ── Small parts ───────────────────────────────────────────────────────────────────────────────────────────────────── */

const palette = {
  label: "Go to or find",
  placeholder: "Go to, find an agent or a purchase…",
  goTo: "Go to",
  agents: "Agents",
  purchases: "Purchases",
  actions: "Actions",
  copyAddress: "Copy the wallet address",
  /** @param {string} what */
  refundFor: (what) => `Request a refund for “${what}”`,
  connect: "Connect a node",
  none: "Nothing found",
  hint: "↑ ↓ to choose, Enter to open, Esc to close",
};

const copying = {
  copy: "Copy",
  /** @param {string} what */
  copyWhat: (what) => `Copy ${what}`,
  copied: "Copied",
  failed: "Copying is not possible here. Select the text and press Ctrl C.",
};

/** Spans do not break between number and unit. */
const time = {
  justNow: "just now",
  /** @param {string} span */
  in: (span) => `in ${span}`,
  /** @param {string} span */
  ago: (span) => `${span} ago`,
  /** @param {string} span */
  left: (span) => `${span} left`,
  over: "over",
  /** @param {string} clock */
  tomorrow: (clock) => `tomorrow ${clock}`,
  /** @param {string} clock */
  yesterday: (clock) => `yesterday ${clock}`,
  /** @param {number} count @param {number} hours beside them */
  days: (count, hours) => (hours === 0 ? `${number(count)}\u00a0${plural(count, "day", "days")}` : `${number(count)}\u00a0${plural(count, "day", "days")}\u00a0${hours}\u00a0h`),
  /** @param {number} count @param {number} minutes beside them */
  hours: (count, minutes) => (minutes === 0 ? `${count}\u00a0h` : `${count}\u00a0h\u00a0${minutes}\u00a0min`),
  /** @param {number} count */
  minutes: (count) => `${count}\u00a0min`,
  /** @param {number} count */
  seconds: (count) => `${count}\u00a0s`,
};

/** @param {number} count */
const bytes = (count) => (count < 1000 ? `${count} bytes` : count < 1_000_000 ? `${Math.round(count / 1000)} kB` : `${(count / 1_000_000).toFixed(1)} MB`);

export const en = {
  tag: "en",
  /** For dates and times: day before month, 24 hours. */
  locale: "en-GB",
  frame, network, health, keyring, keyringActions, keys, keysMissingBanner, removedBanner, store,
  moved, failure, failing,
  welcome, connect, connectionCheck, connectionFound, connectionNote, connectionWarned, lineState,
  market, agentStatus, agentStatusSays, blocked, alike, agent, generation, walletFor, legalKind, link, foreign,
  buy, bounds, example, rule, review, warning,
  purchases, group, whose, underWay, phase, phaseSays, moneyIs, trouble, troubled, shortage, need, next, purchase, step, stepState, stepping, check, checkMeans, checkOutside, checkGroup, known, outcome, question,
  result, hash, beyond, hashing, variant, onChain, leadsTo, ledger, identifier,
  timeline, refund, verdict, refundAction, withdrawDispute, refundDisabled, refunding,
  wallet, addressSource, settings, sandboxTrouble, noticeKind, closing, theme, shortcuts, palette, copying, time, bytes,
};
