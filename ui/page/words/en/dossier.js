// What is held against a purchase that is not right. The same sentences stand in the window and on the page that is saved.

/** @import { DossierAbout, ObjectionReason } from "../../../types/contract.js" */

export const dossier = {
  title: "Your case",
  wrong: "What is wrong",
  agent: "Agent",
  what: "In short",
  canBeDone: "What can be done",
  promised: "What was promised",
  came: "What came",
  way: "What happened",
  objection: "What the buyer says",
  price: "Price",
  due: "Result due by",
  hashOnChain: "Hash of the result on the chain",
  hashSeen: "Hash first seen",
  noHash: "None",
  result: "Result",
  nothing: "Nothing came",
  /** @param {string} size */
  part: (size) => `${size}, unfinished`,
  tooMuch: "More than Kaimono takes in",
  arrived: "Arrived",
  hashOfResult: "Hash of what came",
  proof: "Proof",
  agentSays: "What the agent said last",
  reason: "Why you ask for the money back",
  statement: "In your own words",
  choose: "Choose a reason",
  notSaid: "Not said",
  private: "Kaimono keeps this here and sends it to nobody. It stands in the file that you save.",
  file: "A purchase that went wrong",
  attached: "The receipt, to be checked",
  attachedSays: "Copy the text below into a file and check it with Kaimono, or with any program that follows the specification of its receipts.",
  save: "Save the case",
  saveSays: "One page to read, print or send, with the receipt in it",
};

/** @type {Record<DossierAbout, string>} */
export const dossierAbout = {
  "mismatch": "What came is not what the agent proved on the chain.",
  "no-result": "The agent proved a result on the chain, and it did not come.",
  "too-large": "What came is longer than Kaimono takes in.",
  "failed": "The agent says that it failed.",
  "overdue": "No result came in time.",
  "asked-back": "The money is not back yet.",
  "disputed": "This is about a dispute.",
};

/** @type {Record<ObjectionReason, string>} */
export const objectionReason = {
  "nothing": "Nothing came",
  "incomplete": "Something is missing",
  "not-as-described": "It is not what was described",
  "wrong": "It is wrong or does not work",
  "late": "It came too late",
  "other": "Another reason",
};
