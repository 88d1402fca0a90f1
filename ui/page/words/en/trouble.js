// What is wrong with a purchase.

/** @import { Generation, Trouble } from "../../../types/contract.js" */

/** The money returns by itself. @param {Troubled} f @param {(at: string) => string} say */
const returns = (f, say) => (f.due ? "Your node takes the money back any moment." : say(f.at === "" ? "" : ` around ${f.at}`));

/**
 * What is wrong: what happened, what happens by itself, what to do. `since`: for how long; `at`: when something happens by itself, `due`: it is
 * due; `until`, `left`: until when to act, `late`: too late. Moments are in words, or "".
 * @typedef {{ since: string, at: string, due: boolean, until: string, left: string, late: boolean }} Troubled
 * @type {Record<Trouble, { what: (f: Troubled) => string, next: (f: Troubled) => string, todo: (f: Troubled) => string }>}
 */
export const trouble = {
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

export const troubled = {
  side: "Whose side",
  money: "Your money",
  next: "By itself",
  todo: "You",
  /** @param {string} when @param {string} left */
  until: (when, left) => `Object before ${when}: ${left}`,
};

export const shortage = {
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
