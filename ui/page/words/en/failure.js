// What can go wrong, on whose side, and what to do.

/** @import { Code, Moved, Side } from "../../../types/contract.js" */

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
export const moved = {
  no: "No money moved.",
  unknown: "Whether money moved is not known yet. Kaimono finds out before it does anything else.",
  yes: "Money moved.",
};

/** What happened, and what to do about it. `retry`: trying the same again can help. @type {Record<Code, { what: (side: Side) => string, todo: (side: Side, retry: boolean) => string }>} */
export const failure = {
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

export const failing = {
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
