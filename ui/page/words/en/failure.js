// What can go wrong, on whose side, and what to do.

/** @import { Code, Moved, Side } from "../../../types/contract.js" */

/** Who answers for a failure. @type {Record<Side, string>} */
const side = {
  node: "your node",
  registry: "the registry",
  agent: "the agent",
  network: "the connection",
  keyring: "this computer's keyring",
  app: "Kaimono",
  you: "what you entered",
};

/** The same, as the subject of a sentence. @type {Record<Side, string>} */
const subject = {
  node: "Your node",
  registry: "The registry",
  agent: "The agent",
  network: "The server",
  keyring: "The keyring",
  app: "Kaimono",
  you: "Kaimono",
};

/** @type {Record<Moved, string>} */
export const moved = {
  no: "No money moved.",
  unknown: "It is not known yet whether money moved. Kaimono finds out before it does anything else.",
  yes: "Money moved.",
};

/** What happened, and what to do about it. `retry`: trying the same again can help. @type {Record<Code, { what: (side: Side) => string, todo: (side: Side, retry: boolean) => string }>} */
export const failure = {
  "unknown-host": { what: () => "This host name does not exist", todo: () => "Check the address for typing errors, and check that this computer is online." },
  "unreachable": {
    what: (s) => `${subject[s]} does not answer at that address`,
    todo: (s) => (s === "agent" ? "The agent may be switched off. Try again later." : "Check that it is running, that the port is right, and that no firewall is in the way."),
  },
  "timeout": { what: (s) => `${subject[s]} took too long to answer`, todo: (s) => (s === "agent" ? "Some agents need a minute to wake up. Try again." : "Try again. If that does not help, check the machine it runs on.") },
  "certificate": { what: (s) => `The certificate of ${side[s]} is not trusted`, todo: (s) => (s === "agent" ? "Kaimono does not talk to it, because somebody could be listening in. Its owner has to renew the certificate." : "Kaimono does not talk to it, because somebody could be listening in. No key was sent. Is the certificate from your own or your company's authority, or from a proxy that inspects traffic and that you trust? Then paste that authority's certificate under “Advanced” in this node's settings. Otherwise whoever runs it has to renew the certificate.") },
  "address-refused": { what: () => "Kaimono does not connect to this address", todo: () => "Use https, without a user name, query or fragment. Plain http is allowed only for this computer (127.0.0.1)." },
  "stand-in-address": { what: () => "A VPN or proxy on this computer answers the agent's name with a stand-in address (fake IP)", todo: () => "This is not the agent's fault, and nothing was sent. If you trust your VPN or proxy to find the agent, change the node in Settings and switch on “My VPN or proxy stands in for agents' addresses”. Otherwise set it to answer with real addresses." },
  "proxy-silent": { what: () => "The proxy you entered does not answer, or does not connect in time", todo: () => "Your node was not reached, so it may be fine, and no key was sent. Check that the proxy is running, that this computer is in its network, and that its address is right under “Advanced” in this node's settings. If you need no proxy, remove it there." },
  "proxy-refused": { what: () => "The proxy you entered does not let Kaimono through", todo: () => "It answers but does not connect to this address. No key was sent. Ask whoever runs the proxy to let Kaimono reach your node's address over https, without a user name and password. If you need no proxy, remove it under “Advanced” in this node's settings." },
  "proxy-address": { what: () => "Kaimono cannot use this proxy", todo: () => "Write it as http://host:port, without a user name, password or path, because the keyring could not hold them. Kaimono does not use SOCKS or https proxies. Leave the field empty for none." },
  "authority-unreadable": { what: () => "Kaimono cannot read this certificate", todo: () => "Paste the whole text from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----” exactly as you were given it, and never a private key. Nothing was saved, and nobody was contacted." },
  "redirected": { what: (s) => `${subject[s]} redirects to another address`, todo: () => "Kaimono follows no redirects, because a key or a job could end up in the wrong place. Enter the final address." },
  "not-the-service": { what: (s) => (s === "agent" ? "What answered is not an agent" : `What answered is not ${s === "registry" ? "a Registry Service" : "a Payment Service"}`), todo: (s) => (s === "agent" ? "Only its seller can fix this. Choose another agent." : "Check the address: node and registry are two services with two addresses.") },
  "key-refused": { what: (s) => (s === "you" ? "This does not look like a key" : `${subject[s]} does not accept the key`), todo: () => "Check that you pasted the whole key, that it belongs to this service (node and registry have different keys), and that it has not been revoked." },
  "key-may-not": { what: (s) => `Your key is not allowed to do this at ${side[s]}`, todo: () => "Ask whoever runs the node for a key that may read and pay." },
  "node-too-old": { what: (s) => `${subject[s]} is too old for Kaimono to buy with`, todo: (s) => (s === "registry" ? "Versions before 0.24 (March 2026) do not say what has changed since Kaimono looked last. Whoever runs it should update it to 0.24 or newer." : "Versions before 0.26 (February 2026) do not say which key was used. Without that, Kaimono could not tell its own purchases from others', or see what changes. Whoever runs it should update it to 0.28 or newer.") },
  "hosted-service": { what: () => "This is the service that Masumi itself runs, not a node of your own", todo: () => "It can sell but not buy. Your key was not saved, and was sent nowhere else. You need your own Payment Service (0.28 or newer), or the address and a key of somebody else's." },
  "key-network": { what: () => "This key is not for this network", todo: () => "Choose the network the key was made for, or ask for a key for this one." },
  "refused": { what: (s) => `${subject[s]} refused`, todo: (_s, retry) => (retry ? "Read its message below, fix the problem, then try again." : "Read its message below. Trying the same thing again will not help.") },
  "service-failed": { what: (s) => `${subject[s]} failed`, todo: (s) => (s === "agent" ? "This is the agent's own fault. Try again later." : "This is its own fault, not yours. Try again. If that does not help, look in its log.") },
  "busy": { what: (s) => `${subject[s]} is getting too many requests`, todo: () => "Wait a minute, then try again." },
  "clock-doubted": { what: () => "Your node's clock and this computer's are more than a day apart", todo: () => "One of the two is wrong. Deadlines depend on them, so Kaimono pays nothing until they agree. Set this computer's clock, or ask whoever runs the node. Both times are below: first the node's, then this computer's." },
  "key-anew": { what: () => "This key was stored for another address, or before you trusted this certificate", todo: () => "Kaimono sends a key only to the address it was stored for, and only to those you trusted there at that time. Enter the key again." },
  "another-node": { what: (s) => (s === "you" ? "This is a different node: it knows none of this node's purchases" : "Your node no longer knows what it knew before"), todo: (s) => (s === "you" ? "There are open purchases here, and only their own node can continue them. Connect the other node separately." : "It is a different node, or it was set up anew. It cannot say what became of this payment, so Kaimono does not pay again. Bring the earlier node back at this address, then try again.") },
  "node-known": { what: () => "This node is already connected", todo: () => "Kaimono would watch over it twice. Use or change the one named below." },
  "quota-exhausted": { what: () => "The key's spending quota does not cover this", todo: () => "Ask whoever runs the node to raise this key's quota, then try again. Some nodes use up the whole quota with the first purchase, so nothing may be left although little was spent. A quota in the unit “lovelace”, as the node's own pages write it, pays for nothing. The wallet itself may hold enough." },
  "cannot-pay-contract": { what: () => "Your node cannot pay into this agent's escrow contract", todo: () => "Your node needs a payment source for that contract. Choose another agent, or add the source in the node's administration." },
  "no-payment-source": { what: () => "Your node has no payment source on this network", todo: () => "It cannot pay anything here. Choose the other network, or have a payment source added in the node's administration." },
  "network-unknown": { what: () => "The registry does not serve this network", todo: () => "Choose the other network, or ask whoever runs the registry to add it." },
  "not-https": { what: (s) => `${subject[s]} answers at that address, but not with https`, todo: (s) => (s === "agent" ? "Only its seller can fix this. Choose another agent." : "On this computer its address may begin with http://127.0.0.1. On any other machine it needs https, because your key could be read on the way.") },
  "not-found": { what: (s) => `${subject[s]} does not know this`, todo: () => "It may be gone. Go back and check." },
  "state-changed": { what: () => "This has changed in the meantime", todo: () => "Look at where it stands now, then decide again." },
  "keyring-locked": { what: () => "Your keyring is locked", todo: () => "Unlock it and try again, or use your keys for this session only." },
  "keyring-missing": { what: () => "This computer has no keyring", todo: () => "Install or start one, or use your keys for this session only." },
  "keyring-no-collection": { what: () => "Your keyring has no place for passwords", todo: () => "Make one in your keyring's own program and try again, or use your keys for this session only." },
  "keyring-asking": { what: () => "Your keyring is waiting for your answer", todo: () => "Answer it in its own window and try again, or use your keys for this session only." },
  "keyring-slow": { what: () => "Your keyring does not answer", todo: () => "Look for a password prompt in another window, then try again." },
  "keys-missing": { what: () => "Your keys are not in the keyring", todo: () => "Enter them again in this node's settings." },
  "keys-unread": { what: () => "Kaimono is reading your keys", todo: () => "This takes a moment. Your keyring may be waiting for a password." },
  "store-no-locks": { what: () => "Kaimono's data folder is on a drive that cannot lock files", todo: () => "Some network drives cannot. Two Kaimonos could pay twice there, so this one does not start. Set KAIMONO_DATA_DIR to a folder on this computer's own disk and start again." },
  "not-saved": { what: () => "Kaimono could not save this setting", todo: () => "Check that your settings folder can be written, and try again." },
  "store": { what: () => "Kaimono cannot save its data", todo: () => "Check that its data folder exists and is writable. Kaimono sends nothing that it cannot save first." },
  "store-full": { what: () => "The disk is full, so Kaimono cannot save what it does", todo: () => "Free some disk space. Kaimono sends no payment that it has not saved first, and continues by itself." },
  "store-gone": { what: () => "Kaimono's data folder was moved, removed or replaced while it was running", todo: () => "Kaimono sends nothing that it cannot save first, so nothing is bought or paid now. Put the folder back where it was, or restart Kaimono. Your node still knows every purchase." },
  "store-damaged": { what: () => "Kaimono can no longer read its own data", todo: () => "Kaimono does not continue without it, because it could pay twice. The file named below stays as it is. Put back a copy from a backup, or set it aside in Settings and start again. Your node still knows every purchase, and what is in escrow stays there." },
  "store-newer": { what: () => "This data was saved by a newer version of Kaimono", todo: () => "Start the newer version again. This one has changed nothing." },
  "backup-unread": { what: () => "Kaimono cannot open this file", todo: () => "Check the path, and whether you may read the file. Nothing was changed." },
  "backup-foreign": { what: () => "This file is not a Kaimono backup", todo: () => "A backup is called kaimono-backup-… and ends in .age. Choose another file. Nothing was changed." },
  "backup-damaged": { what: () => "This backup is damaged", todo: () => "It is not as it was written, so Kaimono restores nothing from it. Copy it again from where you keep it, or use another one. Nothing was changed." },
  "backup-newer": { what: () => "This backup was made by a newer version of Kaimono", todo: () => "Update Kaimono, and restore it then. Nothing was changed." },
  "backup-passphrase": { what: () => "This passphrase does not open the backup", todo: () => "Check capitals and the keyboard layout, and try again. If you are certain of it, the beginning of the file may be damaged. Nothing was changed." },
  "already-running": { what: () => "Kaimono is already running", todo: () => "Two of them could pay twice, so only one may use this data. Switch to the other window. If several computers share this folder, quit Kaimono on the other one." },
  "input": { what: () => "Something you entered is not valid", todo: () => "Correct it and try again." },
  "over-limit": { what: () => "This is more than your limit leaves", todo: () => "Nothing was sent to the agent. Settings, Limits, shows how much is left and when it opens again. You can also change the limit there." },
  "unlisted": { what: () => "This agent and its seller are not on your list", todo: () => "You chose to buy only from the agents and sellers that you listed. Nothing was sent to the agent. Add it to the list in Settings, Limits, if you trust it." },
  "limits-unread": { what: () => "Kaimono cannot read what it must compare with your limits", todo: () => "So it approves nothing, and nothing was sent to the agent. What cannot be read is named below. Settings, Limits, shows what you can do." },
  "buying-paused": { what: () => "You paused buying", todo: () => "Nothing new is approved and no job is started until you end the pause. What is under way is still watched over." },
  "approval-expired": { what: () => "This review has expired", todo: () => "Prices and deadlines may have changed. Prepare it again; your answers are kept." },
  "approval-gone": { what: () => "This review was already used or declined", todo: () => "Check in Purchases whether it was bought. If not, prepare it again." },
  "agent-malformed": { what: () => "Kaimono cannot use the agent's answer", todo: () => "Only its seller can fix this." },
  "agent-refused": { what: () => "The agent refused the job", todo: () => "Read its message below. If it is about your answers, change them and try again. If not, try later or choose another agent." },
  "paid-otherwise": { what: () => "This agent wants to be paid in a way that Kaimono does not support", todo: () => "Kaimono pays only into the Masumi escrow, which protects your money. What the agent wants instead is shown below. Do not pay it that way for this job unless you trust it without that protection. Choose another agent." },
  "callers-only": { what: () => "This agent sells only to registered callers", todo: () => "Nothing is wrong with your keys: they are for your node and the registry, and were not sent to the agent. Ask its seller for access, or choose another agent." },
  "uploads-only": { what: () => "The agent says that something Kaimono did send is missing", todo: () => "It probably accepts jobs only as a file upload, which is not possible here. Your answers are not the problem, and different ones will not help. Choose another agent, or tell its seller." },
  "request-refused": { what: () => "The agent does not accept jobs in the form that the standard (MIP-003) describes", todo: () => "It wants your answers in another place or another form; its message is below. Your answers are not the problem, and different ones will not help. Only its seller can fix this: tell them, and give them this message." },
  "nonce-refused": { what: () => "The agent does not accept the reference that Kaimono creates for every job", todo: () => "Your answers are not the problem. Start a new job, which gets a new reference. If that is refused too, only its seller can fix this." },
  "choices-refused": { what: () => "The agent did not accept your choices as they were written", todo: () => "Agents differ: some want the number of a choice, some its text. Kaimono has noted this and will write your choices the other way next time. Go back to the form, where your answers still are. Nothing is sent before you approve." },
  "terms-missing": { what: () => "The agent accepted the job but did not send what a payment needs", todo: () => "Without these signed values nothing can be paid, so the job ends here. There is no way to cancel it at the agent. Only its seller can fix this. Choose another agent." },
  "result-too-large": { what: () => "The agent's answer is larger than Kaimono accepts (4 MB)", todo: () => "The job continues, and Kaimono asks the agent again every ten minutes. It cannot show or check what the answer contains. Ask the seller for a shorter result or a link, or object before the time to object is over: a hash on the chain lets the seller be paid." },
  "unknown": { what: () => "There is nothing by that name here", todo: () => "It may have been removed. Go back and check." },
  "no-profile": { what: () => "No node is open", todo: () => "Try the sandbox, or connect your node first." },
  "terms-refused": { what: () => "The agent's terms did not pass the checks, so nothing was paid", todo: () => "The failed checks are below, with both values and what each can mean." },
  "too-late": { what: () => "The time to pay has passed", todo: () => "The agent's offer has expired. Start a new job if you still want it." },
  "not-now": { what: () => "This is not possible now", todo: () => "Look at where the purchase stands now." },
  "refund-changed": { what: () => "The purchase has changed since you read this", todo: () => "The same click would now mean something else, so nothing was done. Read the card again, then decide." },
  "alarm": { what: () => "What your node has is not what you approved", todo: () => "Kaimono does nothing more by itself. Compare the values below, together with whoever runs the node." },
  "insufficient-funds": { what: () => "Your node's wallet holds too little for this payment", todo: () => "Top up the wallet, then try the payment again before the time to pay is over." },
  "node-stuck": { what: () => "Your node is stuck with this purchase", todo: () => "Its message is below. You may need whoever runs the node." },
  "interrupted": { what: () => "Kaimono was closed while a request was under way", todo: (_s, retry) => (retry ? "Kaimono finds out what became of it before it does anything else." : "Look at where the purchase stands now.") },
  "sandbox": { what: () => "The sandbox could not start", todo: () => "Another program may be in the way. Try again." },
  "sandbox-unreadable": { what: () => "The sandbox's saved data cannot be read", todo: () => "It is only play money, and nothing else is affected. You can set the folder aside and start a new sandbox. The old folder stays beside the new one." },
  "internal": { what: () => "Kaimono made a mistake", todo: () => "Please report this, with the details below." },
};

export const failing = {
  /** @param {Side} who */
  whose: (who) => (who === "you" ? "The problem is with what you entered." : `The problem is with ${side[who]}.`),
  /** @param {Side} who */
  quote: (who) => (who === "app" || who === "you" || who === "network" ? "Details" : `Message from ${side[who]}`),
  /** @param {string} what @param {string} todo */
  line: (what, todo) => `${what}. ${todo}`,
  again: "Try again",
  reset: "Set it aside and start again",
  loading: "Loading…",
  /** Where the banner over the page says why. */
  saidAbove: "There is nothing to show until that is fixed.",
  /** @param {string} when */
  stale: (when) => `What you see is from ${when}.`,
};
