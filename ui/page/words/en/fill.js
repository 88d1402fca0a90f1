// Filling a form in with what is known already: earlier answers, templates, results, files.
import { number, plural } from "./intl.js";

/** @import { Blank } from "../../../types/contract.js" */

export const fill = {
  /** @param {string} when @param {string} price */
  again: (when, price) => `Filled in with the answers that you gave on ${when}, approved for ${price}.`,
  /** @param {string} when */
  againFree: (when) => `Filled in with the answers that you gave on ${when}. The job was free.`,
  /** @param {string} price */
  now: (price) => `Now the agent asks ${price}.`,
  samePrice: "The price is the same now.",
  /** @param {string} name */
  template: (name) => `Filled in from your template “${name}”.`,
  /** @param {string} agent @param {string} question */
  result: (agent, question) => `“${question}” has the result of “${agent}”. Read it before you send it to somebody else.`,
  /** @param {string} agent */
  resultNowhere: (agent) => `This agent asks for no text, so the result of “${agent}” is nowhere in its form.`,
  resultCut: "It is too long for this question. Only its beginning is here.",
  /** @param {number} count */
  lost: (count) => `${number(count)} ${plural(count, "answer is", "answers are")} missing: the agent asks something else by now, or ${plural(count, "it was a password", "they were passwords")}.`,
  draft: "What you typed here before is kept until you change this or go on with it.",
  toDraft: "Use what I typed",
  /** @type {Record<Blank, string>} */
  blank: { clipboard: "Put in what you copied", file: "Put in a text file…" },
  /** @param {string} question */
  blankIn: (question) => `“${question}” has a blank:`,
  blanksLeft: "Fill in every blank before you go on. Nothing was sent.",
  /** @param {string} blank */
  clipboardRefused: (blank) => `Kaimono may not read what you copied. Paste it into the field yourself, in place of ${blank}.`,
  fromFile: "From a file…",
  /** @param {string} question */
  fromFileInto: (question) => `Text of a file for “${question}”`,

  templates: "Templates",
  save: "Save as template…",
  saveTitle: "Save these answers as a template",
  /** @param {string} date @param {string} clipboard @param {string} file */
  saveSays: (date, clipboard, file) => `Write ${date}, ${clipboard} or ${file} in an answer where something new belongs each time. Passwords are left out.`,
  name: "Name of the template",
  saveGo: "Save",
  /** @param {string} name */
  saved: (name) => `Template “${name}” saved.`,
  show: "All templates…",
  showTitle: "Templates for this agent",
  none: "There are no templates for this agent yet.",
  /** @param {string} name */
  use: (name) => `Use “${name}”`,
  useShort: "Use",
  export: "Save as file",
  /** @param {string} name */
  exportOf: (name) => `Save “${name}” as a file`,
  remove: "Remove",
  /** @param {string} name */
  removeOf: (name) => `Remove “${name}”`,
  import: "Take one from a file…",
  imported: "The template was taken over.",
  importedOther: "The template was taken over. It is for another agent, and listed there.",
  /** @param {string} name */
  replaces: (name) => `“${name}” is there already. Saving replaces it.`,
  notATemplate: "This file is no template of Kaimono, or has a key of yours in it. Nothing was taken over.",

  buyAgain: "Buy again",
  sendTo: "Send this to…",
  sendToSays: "Puts this result into the form of another agent",
  sendToTitle: "Send this result to another agent",
  sendToLead: "It is put into the agent's form. Nothing is sent before you have read it there and approved the job.",
  sendToNone: "You have not marked or looked at an agent yet. Open an agent's page first.",
};

/** Why a file is not read. @type {Record<"large" | "encoding" | "binary" | "unreadable", (most: string) => string>} */
export const textFile = {
  large: (most) => `This file is larger than ${most}. Nothing was read.`,
  encoding: () => "This file is not written in UTF-8. Save it again as UTF-8 (in spreadsheets: CSV UTF-8), and choose it once more.",
  binary: () => "This is not a text file. Save a document as text, or a table as CSV, and choose that.",
  unreadable: () => "This file cannot be read. Check that it is still there and that you may open it.",
};
