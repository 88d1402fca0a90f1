// Purchases: the list, and one of them.
import { and, plural, number } from "./intl.js";

/** @import { IdentifierName, LedgerWhat, MoneyIs, Need, NextWhat, Phase, PurchaseGroup, RefundAction, StepId, StepState, Whose } from "../../../types/contract.js" */

export const purchases = {
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
export const group = { "needs-you": "Needs you", "active": "Active", "done": "Done", "refunds": "Refunds", "failed": "Failed", "others": "Of other keys" };

/** Whose a purchase is that was not bought here. @type {Record<Exclude<Whose, "here">, { word: string, says: string }>} */
export const whose = {
  "this-key": { word: "bought elsewhere", says: "Made with your key at the same node, and not from here: by another program, another computer, or under another name of this node." },
  "other-key": { word: "another key's", says: "Made with another key of the same node. It is not yours, and is in none of your sums." },
  "not-told": { word: "bought elsewhere", says: "Made with the same node, and not from here. With which key is not known, so it is in none of your sums." },
};

/** What the person asked for and the node has taken, until the chain shows it. @type {Record<RefundAction, { word: string, says: string }>} */
export const underWay = {
  request: { word: "Refund being requested", says: "You asked for the money back. Your node brings the request onto the chain." },
  dispute: { word: "Being disputed", says: "You dispute the result. Your node brings the dispute onto the chain." },
  withdraw: { word: "Request being withdrawn", says: "You withdrew your request. Your node brings that onto the chain." },
  release: { word: "Being released", says: "You accepted the result. Your node releases the payment." },
};

/** The state in a few words. @type {Record<Phase, string>} */
export const phase = {
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
export const phaseSays = {
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
export const moneyIs = {
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

/** @type {Record<Need, string>} */
export const need = { answer: "Answer the agent", approve: "Decide again", object: "Look at the result", "top-up": "Top up the wallet", look: "Look at it" };

/** What happens next by itself: with when, and once the moment has come. @type {Record<NextWhat, { ahead: (when: string) => string, due: string }>} */
export const next = {
  "pay-by": { ahead: (when) => `Time to pay ends ${when}`, due: "Time to pay is over" },
  "result-due": { ahead: (when) => `Result is due ${when}`, due: "Result is due now" },
  "automatic-refund": { ahead: (when) => `Money returns by itself ${when}`, due: "Money returns by itself any moment" },
  "carried-out": { ahead: (when) => `Your node carries it out from ${when} on`, due: "Your node carries it out any moment" },
  "objection-closes": { ahead: (when) => `Time to object ends ${when}`, due: "Time to object is over" },
  "admins-decide": { ahead: (when) => `Admins may decide ${when}`, due: "Admins may decide now" },
  "approval-expires": { ahead: (when) => `Your decision expires ${when}`, due: "Time to decide is over" },
};

export const purchase = {
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
export const step = {
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
export const stepState = { waiting: "not begun", active: "under way", done: "done", failed: "failed", skipped: "not needed", unreached: "not reached" };

export const stepping = {
  /** @param {string} when */
  due: (when) => `due ${when}`,
  /** @param {string} word @param {string} state */
  announce: (word, state) => `${word}: ${state}`,
};

export const question = {
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

/** Raw word of the chain → words; others are shown as they are. @type {Record<string, string>} */
export const onChain = {
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
export const leadsTo = {
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
export const ledger = { "price": "Price", "deposit": "Locked beside it, comes back", "fees": "Network fees", "returned": "Came back to you", "returned-computed": "Came back to you, less all fees (computed; your node does not tell it)", "to-seller": "Went to the seller" };

/** @type {Record<IdentifierName, string>} */
export const identifier = {
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
