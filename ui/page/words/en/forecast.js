// What becomes of purchases if the person does nothing, and the deadlines ahead.
import { number, plural } from "./intl.js";

/** @import { Ending, Foretold, Given, Outcome } from "../../../types/contract.js" */

/** Of one purchase. `when` is "" where no time is known, or a moment that may have passed. */
export const forecast = {
  title: "If you do nothing",
  /** @type {Record<Given, (then: string) => string>} */
  given: {
    "nothing": (then) => then,
    "result": (then) => `If a result is delivered in time: ${then}`,
    "no-result": (then) => `If none is delivered in time: ${then}`,
    "no-lock": (then) => `If the payment does not reach the chain: ${then}`,
  },
  /** The same in a few words, beside a date. @type {Record<Exclude<Given, "nothing">, string>} */
  onlyIf: { "result": "if a result is delivered", "no-result": "if none is delivered", "no-lock": "if it is not paid" },
  /** @param {string} clock */
  notBefore: (clock) => `not before ${clock}`,
  soon: "any moment now",
  noTime: "no time known",
  /** @param {string} fees */
  fees: (fees) => `Your node's wallet pays network fees of at most ${fees} for that.`,
  /** @param {string} deposit */
  deposit: (deposit) => `The deposit of ${deposit} comes back as well.`,
  node: "Your node takes money back by itself as long as it is running. Kaimono need not be.",
};

/** Where the money ends. @type {Record<Ending, (price: string, when: string) => string>} */
export const ending = {
  "free": () => "Nothing is paid: this job is free.",
  "in-wallet": () => "Nothing is paid. The money stays in your node's wallet.",
  "seller": (price, when) => (when === "" ? `${price} are paid to the seller.` : `${price} are paid to the seller, ${when}.`),
  "back": (price, when) => (when === "" ? `${price} come back to you.` : `${price} come back to you, ${when}.`),
  "divided": (price) => `The Masumi admins have divided ${price}.`,
  "undecided": (price, when) => (when === "" ? `The Masumi admins decide about ${price}. There is no date by which they have to.` : `The Masumi admins decide about ${price}, ${when}. There is no date by which they have to.`),
  "uncollected": (price) => `${price} stay in escrow, because no node collects them by itself.`,
  "unknown": (price) => (price === "" ? "Nobody can tell what happens to the money." : `Nobody can tell what happens to ${price}.`),
};

/** What lies ahead. @type {Record<Foretold, string>} */
export const foretold = {
  "job-starts": "The job starts",
  "payment-starts": "Your node is asked to pay",
  "approval-runs-out": "The approval runs out",
  "question-runs-out": "The question runs out",
  "carried-out": "Your node carries out your request",
  "pay-by": "Payment due on the chain",
  "given-up": "Your node gives the payment up",
  "result-due": "Result due",
  "objection-closes": "Your time to object ends",
  "seller-paid": "The seller can be paid",
  "automatic-refund": "Your node takes the money back",
  "refund-paid-out": "Your node collects the money",
  "admins-decide": "The Masumi admins may decide",
};

/** Of all open purchases, in one line. */
export const outlook = {
  /** Until midnight before a Monday. @param {string} parts */
  untilWeek: (parts) => `If you do nothing until the end of the week: ${parts}.`,
  /** @param {string} parts */
  whole: (parts) => `If you do nothing: ${parts}.`,
  nothing: "no money moves",
  /** @param {string} deposits */
  deposits: (deposits) => `deposits of ${deposits} come back`,
  /** @param {number} count @param {string} when */
  questions: (count, when) => (count === 1 ? `one question runs out ${when}` : `${number(count)} ${plural(count, "question runs", "questions run")} out, the first ${when}`),
  /** @param {number} count @param {string} when */
  approvals: (count, when) => (count === 1 ? `one approval runs out ${when}` : `${number(count)} ${plural(count, "approval runs", "approvals run")} out, the first ${when}`),
  /** @param {string} fees */
  fees: (fees) => `Network fees of at most ${fees} are paid besides.`,
  week: "Look ahead to the end of the week",
  all: "Look ahead to the very end",
};

/** What becomes of money. @type {Record<Outcome, (amounts: string) => string>} */
export const becomes = {
  paid: (amounts) => `${amounts} are paid to sellers`,
  back: (amounts) => `${amounts} come back`,
  open: (amounts) => `${amounts} are paid or come back, depending on what sellers and admins do`,
  undecided: (amounts) => `${amounts} wait for the Masumi admins`,
  uncollected: (amounts) => `${amounts} stay in escrow`,
  unknown: (amounts) => `nobody can tell what happens to ${amounts}`,
};

export const agenda = {
  title: "Agenda",
  lead: "Every deadline of your open purchases, the soonest first.",
  open: "Agenda of all deadlines",
  today: "Today",
  tomorrow: "Tomorrow",
  week: "This week",
  later: "Later",
  emptyTitle: "No deadlines ahead",
  emptySays: "Once you buy something, the dates that matter for it appear here.",
  look: "Look at the purchase",
  /** @param {number} count */
  more: (count) => `${number(count)} later ${plural(count, "deadline is", "deadlines are")} not shown here. The calendar file has all of them.`,
  save: "Save as calendar",
  saveSays: "The file works with any calendar. If you import it again later, dates that have moved are updated, and none appears twice.",
  /** @param {string} path */
  saved: (path) => `Saved as ${path}`,
  path: "the file's name",
  unnamed: "Agent without a name",
};
