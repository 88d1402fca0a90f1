// Several purchases that one yes is to: from a table, or the same questions for several agents.
import { number, plural } from "./intl.js";

/** @import { BatchRowState, NotBought } from "../../../types/contract.js" */

/** @param {number} count */
const jobs = (count) => `${number(count)} ${plural(count, "job", "jobs")}`;

export const batch = {
  list: "Batches",
  listEmptyTitle: "No batches yet",
  listEmptySays: "A batch is many jobs at once: from a table for one agent, or the same questions for several agents. Begin on an agent's form, or compare agents.",
  /** @param {number} count */
  count: (count) => jobs(count),

  // From a table
  toMany: "Many jobs from a table",
  /** @param {string} name */
  manyTitle: (name) => `Many jobs for “${name}”`,
  manyLead: "Each line of a table becomes one job. You see all of them, and the sum, before anything is sent or paid.",
  table: "Your table",
  tableSays: "Paste rows from a spreadsheet, or CSV. The first line has the names of the questions; columns with other names are not sent.",
  /** @param {number} most */
  tableMost: (most) => `At most ${number(most)} lines.`,
  chooseFile: "Choose a file…",
  dropHere: "You can also drop a file here.",
  copyHead: "first line for your table",
  copyHeadSays: "The questions of this agent, for the first line of your table:",
  same: "What is the same in every line",
  sameSays: "Questions that your table has no column for are answered here.",
  prepare: "Continue to review",
  preparing: "Preparing the review…",

  // Side by side
  toTogether: "Ask all of them the same",
  togetherTitle: "The same for several agents",
  togetherLead: "Questions that more than one of them asks are asked once. You see every price, and the sum, before anything is sent or paid.",
  shared: "Asked by more than one of them",
  /** @param {string} names */
  askedBy: (names) => `Goes to ${names}.`,
  sharedNone: "They have no question in common. Answer the questions of each one by itself.",
  ownNone: "It asks nothing else.",
  /** @param {string} name */
  cannotAsk: (name) => `“${name}” cannot be asked now. The others can.`,
  tooFew: "Choose at least two agents in the market, and compare them.",

  // Review
  reviewTitle: "Review all of them",
  reviewLead: "One yes buys everything below that is marked as bought. Each is a purchase of its own: if one goes wrong, the others go on.",
  sum: "Together",
  sumAtMost: "Together at most",
  sumFree: "Free",
  deposit: "Deposits, which come back",
  fees: "Network fees, estimated",
  /** @param {number} count */
  bought: (count) => `${jobs(count)} ${plural(count, "is", "are")} bought`,
  boughtNone: "None of them can be bought now",
  /** @param {number} count */
  refused: (count) => `${jobs(count)} cannot be bought`,
  refusedSays: "They are left out. If you want to buy them, correct your table and prepare the review again.",
  /** @param {number} count */
  repeated: (count) => `${jobs(count)} ${plural(count, "is the same as another one", "are the same as other ones")}`,
  buyRepeated: "Buy them as well",
  /** @param {number} count */
  limitsEnd: (count) => `Your limits end after the first ${jobs(count)}. The others are left out, and you can buy them later.`,
  /** @param {string} span */
  goodFor: (span) => `What is not paid within ${span} after your yes is not paid.`,
  /** @param {string} count */
  about: (count) => `Applies to ${count} of them.`,
  row: "Line",
  agent: "Agent",
  job: "Job",
  price: "Price",
  state: "With your yes",
  /** @param {string} price */
  before: (price) => `last time ${price}`,
  /** @param {number} count */
  showAll: (count) => `Show all ${number(count)}`,
  details: "Details",
  /** @param {string} title */
  detailsOf: (title) => `Details of ${title}`,
  rows: "All of them",
  start: "Start all of them",
  again: "Prepare the review again",
  decline: "Back, buy nothing",
  columns: "Columns of your table",
  /** @param {string} question */
  columnFor: (question) => `answers “${question}”`,
  columnNone: "is sent to nobody",

  // A batch
  title: "Batch",
  /** @param {string} name @param {number} count */
  rowsTitle: (name, count) => `${jobs(count)} for “${name}”`,
  sideTitle: "Side by side",
  /** @param {number} delivered @param {number} bought */
  progress: (delivered, bought) => `${number(delivered)} of ${number(bought)} with a result`,
  /** @param {number} count */
  ended: (count) => `${jobs(count)} ended without a result`,
  /** @param {number} count */
  leftOut: (count) => `${jobs(count)} not bought`,
  approved: "Approved",
  notListed: "Some agents are not on your list, so they are left out.",
  leftOutSays: "They are left out, and the others can be bought.",
  /** @param {string} agent @param {string} label */
  calls: (agent, label) => `“${agent}” (“${label}”)`,
  /** @param {number} count */
  stop: (count) => `Stop ${jobs(count)}`,
  stopSays: "Stops what has not begun. Nothing was sent for those, and nothing is paid.",
  /** @param {number} count */
  stopped: (count) => (count === 0 ? "Nothing was left to stop." : `${jobs(count)} stopped. Nothing was paid for ${plural(count, "it", "them")}.`),
  /** @param {number} count */
  rest: (count) => (count === 1 ? "Buy the remaining one" : `Buy the other ${number(count)}`),
  repeat: "Ask the same again",
  repeatSays: "Sends the same answers once more, and shows the new results beside these.",
  export: "Save as table",
  /** @param {string} path */
  exported: (path) => `Saved as ${path}`,
  repeats: "The batch before",
  repeatedBy: "The batch after",
  keep: "Keep this one",
  kept: "You kept this one",
  unkeep: "No longer keep it",
  /** @param {string} name */
  against: (name) => `Compare with ${name}`,
  took: "Time",
  proof: "Proof",
  cost: "Price",
  /** @param {number} added @param {number} missing */
  words: (added, missing) => `${number(added)} ${plural(added, "word", "words")} more, ${number(missing)} ${plural(missing, "word", "words")} missing`,
  marked: "Show what differs",
  added: "only here",
  missing: "only in the other",
  noResult: "No result yet",
  cut: "Only the beginning is compared.",
  partOf: "Part of a batch",

  /** @type {Record<BatchRowState["kind"], string>} */
  becomes: {
    "ready": "bought", "repeated": "the same as another one", "not-allowed": "not bought: your limits end before it", "invalid": "not bought: an answer is refused",
    "blocked": "not bought", "failed": "not bought: the agent could not be asked", "otherwise": "not bought: the agent asks something else by now",
  },
  /** @param {number} of */
  sameAs: (of) => `the same as line ${number(of)}`,
  /** @type {Record<NotBought, string>} */
  why: {
    "repeated": "The same as another one", "not-allowed": "Your limits ended before it", "invalid": "An answer was refused", "blocked": "It could not be bought",
    "failed": "The agent could not be asked", "otherwise": "The agent asked something else by then",
  },
  problem: {
    "empty": () => "The table has no lines of answers. Its first line names the questions, and each line below is one job.",
    /** @param {number} most */
    "too-many": (most) => `The table has more than ${number(most)} lines. Split it, and buy one part after the other.`,
    /** @param {string} most */
    "too-large": (most) => `The table is larger than ${most}. Split it, and buy one part after the other.`,
    /** @param {number} line */
    "open-quote": (line) => `A quote that begins in line ${number(line)} never ends. Close it, or double every quote inside a cell.`,
    /** @param {number} line @param {number} cells @param {number} columns */
    "uneven": (line, cells, columns) => `Line ${number(line)} has ${number(cells)} ${plural(cells, "cell", "cells")}, and the first line has ${number(columns)}. Put a cell that contains a comma or a line break in double quotes.`,
    /** @param {string} found @param {string} wanted */
    "no-columns": (found, wanted) => `No column has the name of a question. The first line says: ${found === "" ? "nothing" : found}. The agent asks: ${wanted}.`,
    /** @param {number} most */
    "too-many-columns": (most) => `The table has more than ${number(most)} columns. Remove those that answer no question.`,
    /** @param {string} most */
    "too-much": (most) => `With the answers below the table, this is more than ${most} in all lines together. Split the table, or shorten what is the same in every line.`,
    /** @param {string} column */
    "twice": (column) => `Two columns answer “${column}”. Remove or rename one of them.`,
  },
};
