// What a person allows themselves to spend, and the pause.

/** @import { NotAllowed, Over } from "../../../types/contract.js" */

export const limits = {
  /** @param {string} network */
  lead: (network) => `These limits hold for everything you approve here on ${network}, with all your nodes together.`,
  counts: "The price counts from the moment you approve it; with a price on request, the most you allow counts until it is paid. What is refused, declined or never paid no longer counts. What is refunded still counts. Deposits and network fees do not count.",
  none: "You have set no limits here.",
  ofAgent: "Set a limit for this agent",
  /** Over which time, in the form. @type {Record<Over, string>} */
  over: { purchase: "Each purchase", day: "Each day", month: "Each month" },
  /** The same, on a meter. @type {Record<Over, string>} */
  now: { purchase: "Per purchase", day: "Today", month: "This month" },
  /** @param {string} name of an agent, quoted */
  withAgent: (name) => `with the agent ${name}`,
  /** @param {string} name of a seller, quoted */
  withSeller: (name) => `with the seller ${name}`,
  /** @param {string} what @param {string} whom */
  label: (what, whom) => (whom === "" ? what : `${what}, ${whom}`),
  /** @param {string} used @param {string} most */
  of: (used, most) => `${used} of ${most}`,
  /** @param {string} most */
  upTo: (most) => `up to ${most}`,
  /** @param {string} left */
  left: (left) => `${left} left.`,
  /** @param {string} left */
  leftAfter: (left) => `${left} left after this purchase.`,
  /** @param {string} day */
  full: (day) => `Nothing is left until ${day}.`,
  /** @param {string} day */
  tooMuch: (day) => (day === "" ? "This purchase is more than this limit allows." : `This purchase is more than is left. The limit opens again on ${day}.`),
  unread: "Kaimono cannot read how much of it is used.",
  unreadBought: "Kaimono cannot read what was bought before with one of your nodes, so it cannot compare anything with your limits. Until it can, it approves nothing here that a limit per day or month could be about. The reason is below. If it does not pass by itself, remove those limits, or repair what is named.",
  unreadSet: "Kaimono cannot read the limits that were set here, so it approves nothing. A newer version may have written them. You can set them anew.",
  reset: "Set limits anew",
  what: "Period",
  amount: "No more than",
  token: "Token",
  who: "With",
  whom: "Agent or seller",
  everybody: "everybody",
  another: "another agent or seller…",
  whoTyped: "Identifier of the agent, or key of the seller",
  whoWrong: "This is neither an agent's identifier nor a seller's key. You find both on the agent's page.",
  save: "Set limit",
  change: "Change",
  remove: "Remove",
  /** @param {string} what */
  removeOf: (what) => `Remove: ${what}`,
  /** @param {string} what */
  changeOf: (what) => `Change: ${what}`,
  waitTitle: "Wait before a job starts",
  waitSays: "Above this price a job does not start at once. Until it does, nothing is sent to the agent, and you can stop it. If an agent comes out dearer than you approved, and only then above this price, the payment waits, for as long as there is time to pay.",
  waitAbove: "Jobs above",
  waitFor: "wait for",
  /** @param {string} amount @param {string} span */
  wait: (amount, span) => `Jobs above ${amount} wait ${span}`,
  waitSave: "Set waiting time",
  typeTitle: "Ask me once more",
  typeSays: "Above this price you type the amount before you can approve it, also when an agent comes out dearer than you approved.",
  /** @param {string} amount */
  typed: (amount) => `Type the amount above ${amount}`,
  typeSave: "Ask me above this",
  /** In the review. @param {string} span */
  waits: (span) => `The job starts ${span} after you approve. Until then nothing is sent to the agent, and you can stop it.`,
  /** In the review of terms that came out dearer. @param {string} span */
  paysLater: (span) => `The payment leaves ${span} after you approve. Until then nothing is paid, and you can stop it.`,
  /** The same, where there is not so much time. @param {string} span @param {string} at */
  paysSooner: (span, at) => `Above this price you want to wait ${span}. These terms must be paid sooner, so the payment waits until ${at} only. You can stop it until then.`,
  /** The same, where there is none. @param {string} span */
  paysAtOnce: (span) => `Above this price you want to wait ${span}. These terms must be paid sooner, so the payment leaves at once when you approve, and you cannot stop it.`,
  /** On the page of the purchase. @param {string} at */
  paysAt: (at) => `The agent asked for more, and you approved it. Nothing is paid until ${at}, and you can stop it until then.`,
  waitingToPay: "Waiting to pay",
  /** On the page of the purchase. @param {string} at */
  waitsUntil: (at) => `Nothing is sent to the agent and nothing is paid until ${at}. Then the job starts. You can stop it until then.`,
  waiting: "Waiting to start",
  stop: "Stop this purchase",
  listTitle: "Only whom you know",
  onlyListed: "Buy only from agents and sellers on this list",
  onlyListedSays: "Everything else is refused, also what Kaimono does not know. Free jobs are refused, too.",
  listNone: "Nobody is on the list.",
  listAdd: "Add to the list",
  pauseTitle: "Pause",
  pause: "Pause buying",
  pauseSays: "Nothing new is approved and no job starts, with any node. What you approved and has not started waits, until its approval runs out after 10\u00a0minutes. Watching, answers and refunds continue.",
  paused: "Buying is paused. Nothing is approved and no job starts until you end the pause. What is under way is watched over.",
  resume: "End the pause",
  toLimits: "Open limits",
  foot: "Limits",
  /** Why it would not be approved. @type {Record<NotAllowed["kind"], string>} */
  notAllowed: {
    "paused": "You paused buying, so this cannot be approved now. Nothing was sent to the agent, and no money moved.",
    "unlisted": "You buy only from agents and sellers on your list. This agent and its seller are not on it. Nothing was sent to the agent, and no money moved.",
    "over-limit": "This is more than one of your limits leaves. Nothing was sent to the agent, and no money moved.",
    "unread": "Kaimono cannot read what it must compare with your limits, so this cannot be approved now. Nothing was sent to the agent, and no money moved.",
  },
  /** The sandbox counts with the network of its test money. @param {string} network */
  leadSandbox: (network) => `These limits hold for everything you approve here in the sandbox and on ${network}, with all your nodes together. Play money that you spend here counts as well.`,
  thisClock: "Days and months go by this computer's clock, not by the sandbox's, which is ahead.",
};
