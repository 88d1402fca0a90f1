// Purchases: the list, and one of them.
import { and, plural, number } from "./intl.js";

/** @import { IdentifierName, LedgerWhat, MoneyIs, Need, NextWhat, Phase, PurchaseGroup, PurchaseOutcome, RefundAction, StepId, StepState, Whose } from "../../../types/contract.js" */

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
  emptySays: "Choose an agent in the market. What you buy appears here, with its result and where your money is.",
  emptyGo: "Go to the market",
  noneTitle: "Nothing here",
  /** @param {string} query */
  noneFor: (query) => `Nothing found for “${query}”`,
  noneSays: "Kaimono searches agent names, your answers, results, identifiers, and your labels and notes.",
  inside: "Inside answers and results",
  insideMore: "There are more. Type more to narrow it down.",
  /** Where it was found. @type {Record<import("../../../types/contract.js").InsidePlace, string>} */
  insidePlace: { answers: "In your answers", result: "In the result" },
  showAll: "Show all",
  /** @param {string} when */
  stale: (when) => `Your node's own list is from ${when}.`,
  /** @param {number} done @param {number} all */
  reading: (done, all) => `Kaimono is reading your history once more for this version: ${number(done)} of ${number(all)} purchases so far, newest first. It pays nothing new until it is done.`,
  /** @param {number} done @param {number} all */
  readingStopped: (done, all) => `Kaimono could read only ${number(done)} of the ${number(all)} purchases in your history. It pays nothing new here.`,
  staleNever: "Kaimono has not read your node's own list since it started. You see what was known before.",
  export: "Export",
  exportCsv: "As a table (CSV)",
  exportCsvSays: "For a spreadsheet or an accountant",
  exportJson: "As data (JSON)",
  exportJsonSays: "For a program",
  /** @param {number} purchases @param {string} path */
  exported: (purchases, path) => `${purchases === 1 ? "One purchase was" : `${number(purchases)} purchases were`} saved as ${path}`,
  exportedPath: "the file's name",
  open: "Open",
  again: "Buy again",
  others: "All others",
  peek: "Look at it here",
  /** @param {string} name */
  peekAt: (name) => `Look at “${name}” beside the list`,
  peekClose: "Close",
  noRoom: "The window is too narrow for this.",
  /** @param {string} text how the note begins */
  noted: (text) => `Your note: ${text}`,
  saveView: "Save this view",
  saveViewTitle: "Save this view?",
  views: "Saved views",
  noViews: "You have not saved a view yet. Choose filters or an order, then choose “Save this view”.",
  addFilter: "Add a filter",
  noneToChoose: "There is nothing to choose from yet.",
  noneChosen: "Nothing matches all of these filters.",
  by: { agent: "Agent", phase: "State", token: "Token", label: "Label", date: "Date" },
  spans: { today: "Today", week: "Last 7 days", month: "This month", lastMonth: "Last month", year: "This year", lastYear: "Last year" },
  between: "From and to…",
  datesTitle: "Which days?",
  datesSays: "Days of this computer's calendar. Both days are included.",
  choose: "Show these",
  /** @param {string} from a day, or `""` @param {string} to */
  dates: (from, to) => (from === to ? from : from === "" ? `until ${to}` : to === "" ? `from ${from}` : `${from} to ${to}`),
  /** @param {string} label */
  labelled: (label) => `Label: ${label}`,
  /** @param {number} count */
  times: (count) => (count === 1 ? "one purchase" : `${number(count)} purchases`),
  chosenBar: "What is selected",
  /** @param {number} count */
  chosen: (count) => `${number(count)} selected`,
  chooseNone: "Select nothing",
  label: "Label",
  giveLabel: "Add a label",
  /** @param {number} count */
  labelTitle: (count) => (count === 1 ? "Add a label to this purchase" : `Add a label to ${number(count)} purchases`),
  /** @param {number} count */
  labelGiven: (count) => (count === 1 ? "The label was added" : `The label was added to ${number(count)} purchases`),
  exportChosen: "Export these",
  copyIdentifiers: "Copy identifiers",
  /** @param {number} count */
  identifiers: (count) => (count === 1 ? "the identifier" : `${number(count)} identifiers`),
};

/** The person's own words about a purchase. */
export const remark = {
  title: "Your notes",
  says: "Only you see this. Kaimono sends it to nobody.",
  labels: "Labels",
  theLabels: "the labels, with commas between them",
  addLabels: "Add labels",
  outcome: "Was it useful?",
  note: "Note",
  wrong: {
    label: "That label was not saved. A label has at most 60 characters, one of which can be seen, and no line break.",
    labels: "The labels were not saved. A purchase has at most 20.",
    note: "The note was not saved. It has at most 10,000 characters.",
  },
};

/** Of what use it was, as the person says. @type {Record<PurchaseOutcome, string>} */
export const purchaseOutcome = { "useful": "Useful", "not-useful": "Not useful", "wrong": "Wrong" };

/** @type {Record<PurchaseGroup, string>} */
export const group = { "needs-you": "Needs you", "active": "Active", "done": "Done", "refunds": "Refunds", "failed": "Failed", "others": "Other keys" };

/** Whose a purchase is that was not bought here. @type {Record<Exclude<Whose, "here">, { word: string, says: string }>} */
export const whose = {
  "this-key": { word: "bought elsewhere", says: "Made with your key at the same node, but not from here: by another program, on another computer, or under another name for this node." },
  "other-key": { word: "another key's", says: "Made with another key at the same node. It is not yours and is not counted in any of your totals." },
  "not-told": { word: "bought elsewhere", says: "Made at the same node, but not from here. It is not known with which key, so it is not counted in any of your totals." },
};

/** What the person asked for and the node has taken, until the chain shows it. @type {Record<RefundAction, { word: string, says: string }>} */
export const underWay = {
  request: { word: "Refund being requested", says: "You asked for the money back. Your node is putting the request on the chain." },
  dispute: { word: "Being disputed", says: "You disputed the result. Your node is putting the dispute on the chain." },
  withdraw: { word: "Request being withdrawn", says: "You withdrew your request. Your node is putting that on the chain." },
  release: { word: "Being released", says: "You accepted the result. Your node is releasing the payment." },
};

/** The state in a few words. @type {Record<Phase, string>} */
export const phase = {
  "starting": "Starting the job",
  "asks-again": "Needs your approval again",
  "lapsed": "Approval ran out",
  "paying": "Paying",
  "payment-unknown": "Checking the payment",
  "queued": "Waiting for the chain",
  "payment-stuck": "Payment is stuck",
  "working": "Agent is working",
  "question": "Agent has a question",
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
  "lock-invalid": "Not locked as agreed",
  "refused": "Not bought",
  "declined": "Declined",
  "expired": "Approval ran out",

  "alarm": "Stopped: take a look",
  "unknown": "Unknown state",
};

/** What it means and what happens next, in a sentence or two. @type {Record<Phase, string>} */
export const phaseSays = {
  "starting": "Kaimono is asking the agent to accept the job. No money moves before the terms are checked.",
  "asks-again": "The agent's terms are not what you approved. Nothing was paid. Decide below.",
  "lapsed": "Your approval ran out before it could be carried out, so nothing was paid. The terms are still as you approved them. Decide again below.",
  "paying": "The terms are verified. Kaimono is asking your node to pay.",
  "payment-unknown": "Your node's answer did not arrive. Before it does anything else, Kaimono asks whether the node has the payment, so that you never pay twice.",
  "queued": "Your node has the payment and is putting it on the chain. This takes one to fifteen minutes, depending on the node.",
  "payment-stuck": "Your node cannot make this payment as things stand. Fix the problem below, then try again before the time to pay is over.",
  "working": "The money is in escrow and the agent is working. You can leave this page; everything continues.",
  "question": "The agent is waiting for your answer. Meanwhile, the time to deliver keeps running.",
  "preliminary": "The agent says it is done. Its result has not been checked against a proof on the chain yet. The proof usually follows within a few minutes.",
  "delivered": "The result is here.",
  "fetching": "The agent put a proof on the chain. Kaimono is asking it for the result.",
  "hash-without-result": "The agent put a proof on the chain, but no result has arrived. You can object until the time to object is over.",
  "result-too-large": "The agent's answer is larger than Kaimono accepts, so the result is not here. The job and the escrow continue.",
  "result-elsewhere": "A result is proven on the chain. The job was started elsewhere, so the result itself is not here.",
  "mismatch": "The result you received is not the one the agent proved on the chain. That does not have to mean fraud. You can object until the time to object is over.",
  "no-result": "This free job ended without a result. Nothing was paid, so there is nothing to return.",
  "agent-failed": "The agent says the job failed. The money is in escrow and comes back by itself if nothing is delivered.",
  "overdue": "No result was proven in time. Your node takes the money back by itself. You do not need to do anything.",
  "refund-requested": "The money was asked back. If the seller still delivers in time, it becomes a dispute.",
  "refund-agreed": "The seller agreed to give the money back.",
  "disputed": "The money was asked back although there is a result. It stays in escrow until both sides agree or the admins decide.",
  "refund-authorized": "The seller agreed. Your node takes the money back by itself.",
  "refunded": "The money is back in your wallet.",
  "settled": "The seller was paid, and the purchase is settled.",
  "released": "The payment was released to the seller.",
  "decided": "The Masumi admins decided the dispute.",
  "never-paid": "The payment did not reach the chain in time. No money moved.",
  "lock-invalid": "Your node says the money is not locked as agreed. Check the transaction.",
  "refused": "Nothing was bought. No money moved.",
  "declined": "You declined. No money moved.",
  "expired": "Time ran out before this was approved and carried out. No money moved.",
  "alarm": "What your node has is not what you approved. Kaimono does nothing more with this purchase. Check the identifiers and your node.",
  "unknown": "Your node reports a state that this version of Kaimono does not know. It is shown below as it came.",
};

/** Where the money is. @type {Record<MoneyIs, string>} */
export const moneyIs = {
  "free": "This job is free: no money moves.",
  "in-wallet": "No money moved. It is in your node's wallet.",
  "unknown": "A transaction may have been sent. It is not known yet whether it moved the money.",
  "in-escrow": "In escrow. The seller does not have it.",
  "at-contract": "It left your wallet and is at the escrow contract, but not as agreed.",
  "returning": "In escrow. It has been agreed that it comes back to you.",
  "released": "Released. The seller can take it.",
  "back": "Back in your node's wallet.",
  "with-seller": "With the seller.",
  "divided": "Divided by the Masumi admins.",
};

/** @type {Record<Need, string>} */
export const need = { answer: "Answer the agent", approve: "Decide again", object: "Check the result", "top-up": "Top up the wallet", look: "Take a look" };

/** What happens next by itself: with when, and once the moment has come. @type {Record<NextWhat, { ahead: (when: string) => string, due: string }>} */
export const next = {
  "pay-by": { ahead: (when) => `Time to pay ends ${when}`, due: "Time to pay is over" },
  "result-due": { ahead: (when) => `Result is due ${when}`, due: "Result is due now" },
  "automatic-refund": { ahead: (when) => `Money returns by itself ${when}`, due: "Money returns by itself any moment now" },
  "carried-out": { ahead: (when) => `Your node carries it out ${when} at the earliest`, due: "Your node carries it out any moment now" },
  "objection-closes": { ahead: (when) => `Time to object ends ${when}`, due: "Time to object is over" },
  "admins-decide": { ahead: (when) => `Admins may decide ${when}`, due: "Admins may decide now" },
  "approval-expires": { ahead: (when) => `Your decision expires ${when}`, due: "Time to decide is over" },
};

export const purchase = {
  progress: "Progress",
  checks: "Checks of the terms",
  /** @param {number} count */
  checksPassed: (count) => `All ${number(count)} checks passed`,
  /** @param {number} failed @param {number} count */
  checksFailed: (failed, count) => `${number(failed)} of ${number(count)} checks failed`,
  /** @param {number} outside @param {number} count */
  checksOutside: (outside, count) => `${number(outside)} of ${number(count)} checks outside your approval`,
  /** @param {number} count @param {number} warned */
  checksWarned: (count, warned) => `All ${number(count)} checks passed, ${number(warned)} with a note`,
  checksSays: "What Kaimono checked in the seller's signed terms before any money moved.",
  wrongChecks: "What is wrong",
  expected: "Expected",
  found: "Received",
  approved: "Approved",
  answers: "What was sent to the agent",
  /** @param {string} host */
  sentTo: (host) => `All of it went to ${host}. The agent chose what each part is called.`,
  money: "Where the money is",
  /** The places of the picture. */
  places: { mine: "Your node's wallet", held: "Escrow", theirs: "Seller" },
  onChainNone: "Not seen on the chain",
  /** Before its own word. */
  onChainOther: "Your node says something that this version of Kaimono does not know:",
  returnedTo: "to a different address than the wallet that paid:",
  transactions: "Transactions",
  transaction: "Transaction",
  /** @param {number} count */
  confirmations: (count) => `${number(count)} ${plural(count, "confirmation", "confirmations")}`,
  explorer: "Look it up on the chain",
  identifiers: "Identifiers",
  /** Over an agent's name: whose word it is. */
  from: "Purchase from an agent that calls itself",
  /** @param {string} name */
  title: (name) => `Purchase from “${name}”`,
  agentSays: "The agent's latest message",
  agentWords: "These are its words, and nobody has checked them. Whatever they say about money, your money is where your node says it is. Nobody ever needs your keys: not a seller, not support, not for a refund.",
  givenBeside: "Along with its result, the agent gives you this:",
  givenInstead: "The agent says it is done, and gives you this instead of a result. Kaimono does not fetch it, and cannot check it against the proof.",
  /** @param {string[]} prices */
  unasked: (prices) => `The registry lists ${and.format(prices)} for this agent. It accepted the job but did not ask for a payment that could be made, so you have paid nothing. There is no escrow, no proof and no refund.`,
  demands: "The registry lists this agent as free, and you agreed to a free job. It accepted the job but asks for money all the same. No price was agreed, so Kaimono has paid nothing and pays nothing for this job, whatever the agent says. It may wait for a payment forever. If you want to pay it, its seller has to list the price first. Do not send money anywhere else for it.",
  agentOffline: "The agent is not answering now. You see its latest message.",
  agentLog: "All that it said",
  agentLogEmpty: "Kaimono has kept nothing that it said.",
  agentTooMuch: "The agent sends too much. You see the newest message. Until tomorrow, Kaimono saves no more of them, except what you bought.",
  changeAnswers: "Change the answers",
  retryPayment: "Try the payment again",
  retrying: "Asking your node…",
  acknowledge: "I have seen this",
  acknowledges: "Kaimono then stops asking you to look. Everything here stays as it is, and nothing is sent. If it finds anything else, it asks again.",
  toAgent: "Agent page",
  elsewhere: "What was entered and approved for this job, and its result, are not known here. If you bought it on another computer of your own, a backup from there has them.",
  again: "The agent asks you to decide again",
};

/** A step's word once it is done (or to come), while it goes on, and when it went wrong. @type {Record<StepId, { done: string, active: string, failed: string }>} */
export const step = {
  approved: { done: "You approved", active: "Your approval", failed: "Not approved" },
  accepted: { done: "Job accepted", active: "Asking the agent to accept the job", failed: "Job not accepted" },
  verified: { done: "Terms verified", active: "Checking the terms", failed: "Terms did not pass" },
  paid: { done: "Your node has the payment", active: "Asking your node to pay", failed: "Payment not made" },
  escrow: { done: "In escrow", active: "Locking the money in escrow", failed: "Not in escrow" },
  result: { done: "Result received", active: "The agent is working", failed: "No result" },
  hash: { done: "Proof verified", active: "Waiting for the proof", failed: "Proof does not match" },
  settled: { done: "Settled", active: "Waiting to settle", failed: "Not settled" },
};

/** @type {Record<StepState, string>} */
export const stepState = { waiting: "not started", active: "under way", done: "done", failed: "failed", skipped: "not needed", unreached: "not reached" };

export const stepping = {
  /** @param {string} when */
  due: (when) => `due ${when}`,
  /** @param {string} word @param {string} state */
  announce: (word, state) => `${word}: ${state}`,
};

export const question = {
  title: "The agent has a question",
  answered: "Your answer",
  /** @param {string} when @param {string} left */
  due: (when, left) => `The result is due ${when}, ${left}. The time keeps running while the agent waits.`,
  overdue: () => "The time to deliver is over.",
  /** @param {string} when @param {string} left */
  until: (when, left) => `The agent accepts an answer until ${when}, ${left}.`,
  closed: () => "By its own word, the agent no longer accepts an answer. You can still try.",
  about: "What the question is about",
  /** @param {number} count */
  more: (count) => `${number(count)} more characters do not fit here. Ask the seller for the rest before you agree to anything.`,
  fromAgent: "These are the agent's words, not Kaimono's. Your answers go to the agent.",
  submit: "Send the answer",
  submitting: "Sending…",
  sent: "Your answer was sent. Waiting for the agent to continue.",
  /** @type {Record<"unsaid" | "no-form" | "too-much", string>} */
  unread: {
    "unsaid": "The agent says it is waiting for an answer, but not to what. There is nothing to answer here.",
    "no-form": "Kaimono cannot read this question as a form, so you cannot answer it here. It is shown below as it came.",
    "too-much": "The agent asks for more fields or choices than Kaimono can show, so you cannot answer it here. Its beginning is shown below as it came.",
  },
  unreadTodo: "Tell its seller and show them this: only they can change the question. Nothing is sent, and no money moves because of it. If the agent does not deliver in time, you can get the money back.",
  unreadFree: "Tell its seller and show them this: only they can change the question. Nothing is sent, and nothing was paid.",
  asCame: "The question as it came",
  unreadCut: "Only the beginning is shown.",
  copyWhat: "Copy the question",
  apart: "The agent asks several questions at once and wants each answered separately. Kaimono cannot tell it which question an answer is for, so it sends none: an answer could be taken for the wrong question. No money moves because of this. If the agent does not deliver in time, you can get the money back.",
};

/** Raw word of the chain → words; others are shown as they are. @type {Record<string, string>} */
export const onChain = {
  FundsLocked: "In escrow. No result is proven on the chain yet.",
  ResultSubmitted: "In escrow. A result is proven on the chain.",
  RefundRequested: "In escrow, refund requested.",
  Disputed: "In escrow, disputed.",
  WithdrawAuthorized: "Released to the seller.",
  RefundAuthorized: "On its way back to you.",
  Withdrawn: "With the seller.",
  RefundWithdrawn: "Back in your wallet.",
  DisputedWithdrawn: "Divided by the admins.",
  FundsOrDatumInvalid: "No valid lock on the chain.",
};

/** What became of a transaction, by the node's raw word; others are shown as they are. @type {Record<string, string>} */
export const transactionStatus = { Pending: "Pending", Confirmed: "Confirmed", FailedViaTimeout: "Lost from sight", FailedViaManualReset: "Given up", RolledBack: "Taken back" };

/** What a transaction did, by the raw word of the state it leads to; others are shown as they are. @type {Record<string, string>} */
export const leadsTo = {
  FundsLocked: "Money locked in escrow",
  ResultSubmitted: "Result proven",
  RefundRequested: "Refund requested",
  Disputed: "Result disputed",
  WithdrawAuthorized: "Payment released",
  RefundAuthorized: "Refund agreed",
  Withdrawn: "Seller paid",
  RefundWithdrawn: "Money back in your wallet",
  DisputedWithdrawn: "Dispute decided",
};

/** @type {Record<LedgerWhat, string>} */
export const ledger = { "price": "Price", "deposit": "Deposit, comes back", "fees": "Network fees", "returned": "Came back to you", "returned-computed": "Came back to you, less all fees (calculated; your node does not report it)", "to-seller": "Went to the seller" };

/** @type {Record<IdentifierName, string>} */
export const identifier = {
  "job-id": "Job number at the agent",
  "nonce": "Number of this job (nonce)",
  "blockchain-identifier": "Payment identifier",
  "input-hash": "Hash of your answers",
  "result-hash": "Hash of the result on the chain",
  "seller-vkey": "Seller key hash",
  "node-row": "Entry in your node",
  "contract": "Escrow contract",
  "agent-identifier": "Agent identifier",
};
