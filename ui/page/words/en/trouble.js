// What is wrong with a purchase.

/** @import { Generation, Trouble } from "../../../types/contract.js" */

/** The money returns by itself. @param {Troubled} f @param {(at: string) => string} say */
const returns = (f, say) => (f.due ? "Your node will take the money back any moment now." : say(f.at === "" ? "" : ` around ${f.at}`));

/**
 * What is wrong: what happened, what happens by itself, what to do. `since`: for how long; `at`: when something happens by itself, `due`: it is
 * due; `until`, `left`: until when to act, `late`: too late. Moments are in words, or "".
 * @typedef {{ since: string, at: string, due: boolean, until: string, left: string, late: boolean }} Troubled
 * @type {Record<Trouble, { what: (f: Troubled) => string, next: (f: Troubled) => string, todo: (f: Troubled) => string }>}
 */
export const trouble = {
  "queued": {
    what: (f) => `Your node has had this payment for ${f.since} but has not started it: its wallet is busy with another one.`,
    next: (f) => (f.due ? "The time to pay is over. Your node will give up on it any moment now." : f.at === "" ? "It is paid when its turn comes." : `It is paid when its turn comes. If that is too late, your node gives up on it around ${f.at}, and nothing is paid.`),
    todo: () => "Nothing. Buying it again now would mean buying it twice.",
  },
  "unconfirmed": {
    what: (f) => `Your node has been working on the payment for ${f.since} but has not seen it on the chain.`,
    next: (f) => (f.due ? "Your node will decide any moment now whether it arrived in time." : "Your node sees it once enough blocks follow it. Slow nodes take fifteen minutes or more."),
    todo: () => "Nothing. Do not buy it again until you know what became of this payment.",
  },
  "insufficient-funds": {
    what: () => "None of the wallets that can pay this holds enough.",
    next: (f) => (f.until === "" ? "Nothing, until you try again." : `Nothing, until you try again. If it is not paid by ${f.until}, your node gives it up, and nothing is paid.`),
    todo: (f) => `Top up the wallet, then press “Try the payment again”${f.until === "" ? "" : `, before ${f.until} (${f.left})`}.`,
  },
  "lock-failed": {
    what: () => "Your node could not send the payment.",
    next: (f) => (f.until === "" ? "Nothing, until you try again." : `Nothing, until you try again. If it is not paid by ${f.until}, your node gives it up, and nothing is paid.`),
    todo: (f) => `Read its words below. When it is put right, press “Try the payment again”${f.until === "" ? "" : `, before ${f.until} (${f.left})`}.`,
  },
  "policy-denied": {
    what: () => "The owner of your node's wallet has set a rule that forbids this payment. Nothing was paid.",
    next: (f) => (f.at === "" ? "Nothing: the same payment would be refused again." : `Nothing: the same payment would be refused again. Your node gives up on it around ${f.at}.`),
    todo: () => "Its words are below. Ask whoever owns the wallet to change the rule, or buy something the rule allows.",
  },
  "never-paid": {
    what: () => "The time to pay is over, and nothing was paid.",
    next: () => "Nothing more happens.",
    todo: () => "If you still want it, buy it again from the agent's page. That is a new job with new terms.",
  },
  "lock-lost": {
    what: () => "Your node sent the payment but lost sight of it. It may still reach the chain.",
    next: (f) => (f.due ? "Your node will decide any moment now whether it arrived in time." : f.at === "" ? "If it arrives in time, the purchase continues." : `If it arrives in time, the purchase continues. Otherwise your node gives up on it after ${f.at}.`),
    todo: () => "Check the transaction below. Kaimono does not send it again. Do not buy again until you know what became of it: you could pay twice.",
  },
  "rolled-back": {
    what: () => "A transaction of this purchase was on the chain, but its block was taken back (a rollback). Such transactions usually return in a later block.",
    next: () => "If it returns, the purchase continues.",
    todo: () => "Check the transaction below. If it does not return, ask whoever runs your node. Do not buy again until you know what became of it: you could pay twice.",
  },
  "lock-invalid": {
    what: () => "Your node says the payment on the chain is not locked as agreed.",
    next: () => "Nothing. Your node does nothing more with this purchase.",
    todo: () => "Check the transaction below with whoever runs your node. Do not buy it again until you know where the money is.",
  },
  "unseen-by-agent": {
    what: (f) => (f.late ? `The money has been in escrow for ${f.since}, but the agent is still waiting for it. It was locked late, so the agent's node has probably given up.` : `The money has been in escrow for ${f.since}, but the agent is still waiting for it. The agent's node may be slow.`),
    next: (f) => returns(f, (at) => `If nothing is delivered, your node takes the money back by itself${at}.`),
    todo: () => "Nothing. You can ask for the money back earlier, beside this.",
  },
  "agent-silent": {
    what: (f) => `The agent has not answered for ${f.since}. It may come back: the job is not lost, and Kaimono keeps asking.`,
    next: (f) => returns(f, (at) => `If nothing is delivered, your node takes the money back by itself${at}.`),
    todo: () => "Nothing.",
  },
  "agent-failed": {
    what: () => "The agent says the job failed.",
    next: (f) => returns(f, (at) => `Your node takes the money back by itself${at}. Some sellers agree to that right away.`),
    todo: (f) => (f.late ? "Nothing." : "Nothing. You can also ask for the money now. That costs a network fee, and brings it back earlier only on escrow V2, if the seller agrees."),
  },
  "unproven": {
    what: (f) => (f.due ? "The agent delivered but never proved it on the chain." : `The agent delivered ${f.since} ago but has not proven it on the chain. Without a proof, it is not paid.`),
    next: (f) => returns(f, (at) => `If no proof comes, your node takes the money back by itself${at}. The result stays here.`),
    todo: () => "Nothing. Copy the result if you need it. Nothing proves that it is the final one.",
  },
  "hash-without-result": {
    what: (f) => (f.late ? "The agent proved a result on the chain but never handed it over. The time to object is over." : "The agent proved a result on the chain but has not handed it over. If you do nothing, it is paid all the same."),
    next: (f) => (f.due || f.at === "" ? "The seller can take the money any moment." : `The seller can take the money from ${f.at} on.`),
    todo: (f) => (f.late ? "You can no longer ask for the money back. Kaimono keeps asking the agent for the result." : "If the result does not arrive, dispute it in time. On escrow V1 you can withdraw the dispute if it does."),
  },
  "mismatch": {
    what: () => "The result you received is not the one the agent proved on the chain. The two are not exactly the same, which does not have to mean fraud.",
    next: (f) => (f.due || f.at === "" ? "The seller can take the money any moment." : `The seller can take the money from ${f.at} on.`),
    todo: (f) => (f.late ? "You can no longer ask for the money back." : "Look at the result. If it is not what you paid for, dispute it in time."),
  },
  "disputed": {
    what: () => "The money was asked back, and a result is proven on the chain: that is a dispute. No date is set for its end.",
    next: (f) => (f.due || f.at === "" ? "The Masumi admins may now decide. They can divide the money between you and the seller, and they choose when." : `From ${f.at} on, the Masumi admins may decide. They can divide the money between you and the seller, and they choose when.`),
    todo: () => "Wait, or come to an agreement with the seller, who can agree to the refund at any time.",
  },
  "different": {
    what: () => "What your node has is not what you approved.",
    next: () => "Nothing. Kaimono does nothing more with this purchase by itself, except ask the agent for the result.",
    todo: () => "Compare the values below and show them to whoever runs your node.",
  },
  "payment-unknown": {
    what: (f) => `For ${f.since}, Kaimono has not been able to tell whether your node has this payment.`,
    next: () => "Kaimono keeps asking your node before it does anything else. It never pays twice.",
    todo: () => "Make sure your node is running and answers. Do not buy it again until this is clear.",
  },
  "agent-forgot": {
    what: (f) => `For ${f.since}, the agent has said that it knows no such job. It was probably restarted and lost it.`,
    next: (f) => returns(f, (at) => `If nothing is delivered, your node takes the money back by itself${at}.`),
    todo: () => "Nothing. You can ask for the money back earlier, beside this.",
  },
  "lock-overdue": {
    what: (f) => (f.at === "" ? "Your node should have said by now whether the payment arrived, but has not." : `Your node should have said by ${f.at} whether the payment arrived, but has not.`),
    next: () => "Nothing you can count on.",
    todo: () => "Ask whoever runs your node what became of it. Do not buy it again until you know: you could pay twice.",
  },
  "refund-overdue": {
    what: (f) => (f.at === "" ? `The seller agreed ${f.since} ago, but your node has not taken the money back.` : `Your node should have taken the money back around ${f.at}, but has not.`),
    next: () => "It may still do so, and nobody else can take the money. But nothing says when.",
    todo: () => "Ask whoever runs your node. It may not be running, or collecting refunds automatically may be switched off.",
  },
  "request-overdue": {
    what: (f) => `Your node has had your request for ${f.since} but has not put it on the chain.`,
    next: () => "It may still do so, until shortly before the time to object ends.",
    todo: () => "Ask whoever runs your node. It may not be running, or its wallet may lack ADA for the fee.",
  },
  "request-too-late": {
    what: () => "Your node did not put your request on the chain before the time to object ended.",
    next: () => "The purchase continues as if you had not asked.",
    todo: () => "Nothing. You cannot ask again.",
  },
  "not-collected": {
    what: () => "The seller agreed to give the money back after your dispute. On escrow V1, no node then collects it by itself.",
    next: () => "Nothing. The money stays in escrow.",
    todo: (f) => `Ask whoever runs your node to collect it, or write to the Masumi admins.${f.until === "" ? "" : ` If you withdraw your request, the seller can deliver again until ${f.until}, and be paid.`}`,
  },
  "node-stuck": {
    what: () => "Your node is stuck on something it was asked to do for this purchase.",
    next: () => "Nothing, until somebody checks the node.",
    todo: () => "Show its words below to whoever runs your node.",
  },
  "foreign": {
    what: () => "Your node says it already has this purchase, but your key may not see it. It was made with another key.",
    next: () => "Nothing. Kaimono neither adopts it nor sends it again.",
    todo: () => "Ask whoever runs your node which key it belongs to. Only that key can ask for the money back.",
  },
  "denied": {
    what: () => "Your node once knew this purchase but no longer does. It is another node, or it was set up anew.",
    next: () => "Nothing that Kaimono could see. The money is where it was, and this node does nothing about it.",
    todo: () => "Bring the earlier node back at this address: only it can ask for the money back. If its data is lost, ask whoever runs it.",
  },
};

export const troubled = {
  side: "Where the problem lies",
  money: "Your money",
  next: "What happens next",
  todo: "What you can do",
  /** @param {string} when @param {string} left */
  until: (when, left) => `Object before ${when}: ${left}`,
};

export const shortage = {
  title: "What this payment needs",
  needed: "Needed",
  held: "In the wallet",
  missing: "Missing",
  notKnown: "not known",
  estimate: "Price, deposit and network fee together; the deposit comes back. Deposit and fee are estimates, on the high side.",
  scattered: "Your node pays each purchase from a single wallet. Together, those that can pay this hold enough, but none of them does alone.",
  enough: "The wallet now holds enough. Try the payment again.",
  /** @type {Record<Generation | "any", string>} */
  send: {
    any: "Send what is missing to your node's wallet",
    Web3CardanoV1: "Send what is missing to your node's wallet for V1 purchases",
    Web3CardanoV2: "Send what is missing to your node's wallet for V2 purchases",
  },
  /** @type {Record<Generation, string>} */
  maybe: {
    Web3CardanoV1: "You entered this address yourself, and your node did not say which purchases it pays. Check in the node's administration that it is the wallet for V1.",
    Web3CardanoV2: "You entered this address yourself, and your node did not say which purchases it pays. Check in the node's administration that it is the wallet for V2.",
  },
  /** @type {Record<Generation | "any", string>} */
  unknown: {
    any: "Kaimono does not know your node's wallet address yet. You find it in the node's administration, and can enter it under",
    Web3CardanoV1: "Kaimono does not know the address of your node's wallet for V1 purchases yet. You find it in the node's administration, and can enter it under",
    Web3CardanoV2: "Kaimono does not know the address of your node's wallet for V2 purchases yet. You find it in the node's administration, and can enter it under",
  },
  look: "Check the wallet again",
  play: "Add play money in the settings",
};
