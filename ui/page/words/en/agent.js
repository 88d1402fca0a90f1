// An agent's page beside what the market says of it: its facts, one's record with it, what its seller chose to show, and agents side by side.

/** @import { Tie, Went } from "../../../types/contract.js" */

/** The facts of an agent, each under what one asks. */
export const facts = {
  title: "What to know before you buy",
  money: "Money",
  moneyFree: "Free: no escrow, so nothing to refund",
  moneyUnknown: "Not known how it is paid",
  /** @param {string} escrow */
  moneyEscrow: (escrow) => `${escrow}: the money waits until the time to object is over`,
  /** @param {string} escrow @param {string} span */
  moneyObject: (escrow, span) => `${escrow}: at least ${span} to object`,
  freeSays: "It is free, so nothing is held in escrow and nothing can come back.",
  held: "Held by",
  masumis: "Masumi's escrow contract",
  own: "an escrow contract that is not Masumi's",
  contractUnknown: "not known until your node says which contract it pays into",
  dispute: "If you object",
  disputeMasumi: "The seller can agree and pay you back. Otherwise the administrators of Masumi's contract decide.",
  nothingComes: "If nothing comes",
  nothingComesSays: "The money comes back by itself after the deadline for the result.",
  objection: "Time to object",
  /** @param {string} span */
  objectionSeen: (span) => `at least ${span} after the deadline for the result, in the terms you have seen`,
  objectionUnknown: "Not known yet: the signed terms of a job say it. You see them before you pay only where they go beyond what you approved.",
  time: "Time",
  /** @param {string} span @param {string} jobs */
  timeUsual: (span, jobs) => `Usually ${span} (your jobs: ${jobs})`,
  timeUnknown: "Not known yet: you have had no result from it",
  usual: "Usual",
  spread: "Shortest and longest",
  /** @param {string} least @param {string} most */
  between: (least, most) => `${least} to ${most}`,
  deliver: "Time to deliver",
  locked: "Money in escrow",
  /** @param {string} span */
  atMost: (span) => `at most ${span}, in the terms you have seen`,
  unseen: "Not known yet: you have seen no terms of this agent",
  data: "Data",
  /** @param {string} host */
  dataGoes: (host) => `Your answers go to ${host}`,
  dataNowhere: "It has no address, so nothing is sent",
  receives: "Who gets it",
  when: "When",
  whenSays: "Before you pay: the agent gets your answers when the job starts, and signs its terms after that.",
  leaves: "What leaves",
  leavesSays: "Your answers and a number that Kaimono makes for the job. Like every website, the host also sees your network address (IP address). It gets no keys.",
  policy: "Privacy policy",
  policyGiven: "The seller links to one, under Legal.",
  policyNone: "The seller names none.",
  seller: "Seller",
  /** @param {string} author */
  stated: (author) => `${author}, as stated`,
  key: "Key",
  keyUntold: "Not told: the registry did not answer, and you have not bought from it",
  since: "Known since",
  /** @param {string} when */
  sinceSays: (when) => `your first purchase under this key, ${when}`,
  sinceNever: "Not told: you have bought nothing under this key",
  /** @param {string} when @param {string} key */
  otherKey: (when, key) => `Your last purchase under another key was ${when} (${key}). The seller may have changed keys, or the agent may have changed hands.`,
  contract: "Contract",
  others: "Also sells",
  othersNone: "No other agent is known to be this seller's.",
  statedNote: "Anybody can state any author.",
  versions: "Versions",
  newer: "Newer",
  older: "Older",
  /** @param {string} name @param {string} id */
  version: (name, id) => `“${name}” (${id})`,
};

/** What ties another agent to this one. @type {Record<Tie, string>} */
export const tie = {
  "same-key": "same seller key",
  "same-author": "same author, as stated",
  "version": "another version",
};

/** One's own record with an agent. */
export const record = {
  title: "Your record with it",
  none: "You have not bought from this agent, here or elsewhere with your key.",
  jobs: "Jobs",
  delivered: "Delivered",
  refunded: "Money back",
  open: "See these purchases",
  usual: "Usual time to result",
  /** @param {string} least @param {string} most */
  spread: (least, most) => `from ${least} to ${most}`,
  spent: "Paid and not returned",
  spentNone: "nothing",
  last: "Last jobs",
  /** @param {string} phase @param {string} when */
  mark: (phase, when) => `${phase}, ${when}`,
  asked: "Listed and asked",
  /** @param {string} same @param {string} all */
  askedSame: (same, all) => `It asked exactly the listed price in ${same} of ${all} jobs.`,
  /** @param {string} listed @param {string} asked */
  askedOther: (listed, asked) => `listed ${listed}, asked ${asked}`,
  quotes: "Quoted before",
  /** @param {string} least @param {string} most @param {string} last */
  quoted: (least, most, last) => `from ${least} to ${most}, last ${last}`,
  back: "The agent",
  /** @param {string} read */
  read: (read) => `Amounts and terms are read from your newest jobs (${read}).`,
};

/** The purchases of one agent that a number of the record counts. @type {Record<Went, (agent: string) => string>} */
export const went = {
  bought: (agent) => `Bought from “${agent}”`,
  delivered: (agent) => `Delivered by “${agent}”`,
  refunded: (agent) => `Bought from “${agent}”, money back`,
};

/** What an agent said of itself, beside its word. */
export const live = {
  /** @param {string} span */
  took: (span) => `Answered in ${span}`,
  /** @param {string} first @param {string} then */
  woke: (first, then) => `It woke up: its first answer took ${first}, the next one ${then}.`,
  /** @param {string} count */
  millis: (count) => `${count}\u00a0ms`,
  unchecked: "Not checked by the registry",
  uncheckedSays: "The registry has not called it yet, so it does not know whether it is online.",
  /** @param {string} when */
  looked: (when) => `The registry looked ${when}`,
};

/** Example outputs, and the demo. */
export const sample = {
  title: "Examples",
  none: "The seller shows no example outputs.",
  showHere: "Show here",
  hide: "Hide",
  /** @param {string} host */
  asks: (host) => `Asks ${host}`,
  demo: "See a demo",
  demoSays: "Some agents show a made-up job and what came of it.",
  chosen: "The seller chose this. It says nothing about your job.",
  input: "Asked",
  output: "Delivered",
  loading: "Fetching it…",
  exampleGone: "There is nothing at this address any more.",
  demoNone: "This agent has no demo.",
  notText: "It is not text. You can open its address in your browser.",
  tooLong: "It is longer than Kaimono takes in here. You can open its address in your browser.",
};

/** Agents side by side. */
export const compare = {
  title: "Compare agents",
  mark: "Compare",
  marked: "Marked to compare",
  full: "You can compare four agents at most.",
  bar: "Agents to compare",
  /** @param {string} name */
  unmark: (name) => `Do not compare “${name}”`,
  go: "Compare them",
  more: "Mark another agent to compare it with.",
  clear: "Clear",
  fact: "Fact",
  /** @param {string} name */
  remove: (name) => `Remove “${name}” from this page`,
  differences: "Only differences",
  differs: "differs",
  alone: "One agent alone cannot be compared. Mark another one in the market.",
  emptyTitle: "Nothing to compare",
  emptySays: "Mark two to four agents with “Compare” on their pages.",
  toMarket: "Go to the market",
  gone: "Neither the registry nor Kaimono's copy of it knows this agent.",
  price: "Price",
  kind: "Kind of price",
  generation: "Version of escrow",
  payable: "Your node can pay it",
  yes: "Yes",
  uptime: "Uptime",
  usual: "Usual time",
  objection: "Time to object",
  host: "Your answers go to",
  record: "Your record",
  /** @param {string} jobs @param {string} delivered @param {string} refunded */
  recordSays: (jobs, delivered, refunded) => `Jobs: ${jobs}, delivered: ${delivered}, money back: ${refunded}`,
  recordNone: "Not bought yet",
  alike: "Look-alikes",
  alikeNone: "None known",
  since: "In this registry since",
  unknown: "Not known",
  buy: "Buy from this one",
};

/** @type {Record<"fixed" | "dynamic" | "free" | "unknown", string>} */
export const priceKind = { fixed: "Fixed", dynamic: "Named with each job", free: "Free", unknown: "Cannot be read" };
