// The result and its proof.
import { number, plural } from "./intl.js";

/** @import { Beyond, FileKind, HashVariant, Missed } from "../../../types/contract.js" */

export const result = {
  title: "Result",
  fromAgent: "The agent wrote this. Nobody has checked what it says.",
  partial: "Not finished. This is what the agent has so far.",
  ofFailed: "The agent says the job failed. This is what it had by then.",
  copy: "Copy the result",
  copyBeginning: "Copy the beginning",
  read: "Read",
  close: "Close",
  outline: "Outline",
  unnamedHeading: "Heading without words",
  asWritten: "As written",
  onlyBeginning: "(only the beginning)",
  save: "Save",
  saveOriginal: "Original",
  saveOriginalSays: "The exact bytes, which the proof is of",
  /** @type {Record<"markdown" | "json" | "text", string>} */
  saveText: { markdown: "Markdown (.md)", json: "JSON (.json)", text: "Text (.txt)" },
  savePage: "Page (.html)",
  savePageSays: "For any browser, to read and to print",
  /** @param {string} agent */
  pageTitle: (agent) => `A result of ${agent}`,
  /** @param {string} when */
  pageCame: (when) => `Received ${when}`,
  /** @param {string} size @param {string} hash */
  pageBytes: (size, hash) => `The original has ${size}. SHA-256: ${hash}`,
  pageCut: "This is only the beginning. Save the original to have all of it.",
  print: "Print…",
  /** @param {string} path */
  savedAt: (path) => `Saved to ${path}`,
  savedPath: "the path",
  copyTable: "Copy as CSV",
  /** @param {number} count */
  moreRows: (count) => `${number(count)} more ${plural(count, "row", "rows")}`,
  copyTableDone: "Table copied",
  /** @param {number} which */
  table: (which) => `Table ${number(which)}`,
  /** @param {string} size */
  truncated: (size) => `Only the beginning is shown. The whole result is ${size}.`,
  empty: "The result is empty.",
  /** @param {number} count */
  links: (count) => `The result is only ${plural(count, "a link", "links")}. What you bought is behind ${plural(count, "it, at the address", "them, at the addresses")} below, and Kaimono fetches it only when you ask. The proof on the chain covers only the ${plural(count, "link", "links")}, not the file. Whoever runs that host can change or remove the file, so look at it while you can still object, and keep a copy.`,
  failure: "This reads like an error report, but the agent calls it the result. Kaimono does nothing about that by itself. Look at it, and if this is not what you paid for, object while there is time.",
  /** @param {string} when @param {string} left */
  objectUntil: (when, left) => `You can object until ${when}, ${left}.`,
  toButton: "Go to the button",
};

/** Where a result leads, and what was fetched from there. */
export const files = {
  /** @param {number} count */
  leads: (count) => `${number(count)} ${plural(count, "link", "links")} in it`,
  says: "If you fetch a file, Kaimono keeps it beside this purchase. The host learns your IP address. The proof on the chain does not cover the file.",
  elsewhere: "Fetched from links that are no longer in it",
  open: "Open",
  fetch: "Fetch the file",
  fetching: "Fetching…",
  path: "the path of the file",
  where: "Where it is",
  more: "Where it is, and its SHA-256",
  another: "This address gave a different file before. Both are kept.",
  gone: "The file is no longer there, or was changed since.",
  careful: "Opening it can run something or contact somebody. Kaimono does not open it.",
  /** What a file is by its first bytes. @type {Record<FileKind, string>} */
  kind: { pdf: "PDF", picture: "Picture", sound: "Sound", film: "Film", archive: "Archive or office document", program: "Program", page: "Web page", text: "Text", unknown: "Unknown kind" },
  /** @type {Record<Missed, string>} */
  missed: {
    "too-large": "The file is larger than 50 MB. Kaimono does not fetch it.",
    "gone": "The host has no such file, or no longer has it.",
    "not-allowed": "The address is not https, or leads into a private network. Kaimono does not go there.",
    "silent": "The host gave no answer, or broke off. Nothing was kept. You can try again.",
    "refused": "The host refused to give the file.",
    "full": "50 files of this purchase are here. Kaimono does not fetch more.",
  },
};

/** What the chain says about the result. @type {Record<"verified" | "waiting" | "checking" | "withdrawn" | "mismatch" | "no-result" | "only-hash" | "beyond" | "not-verifiable", { word: string, says: string }>} */
export const hash = {
  "verified": { word: "Proven", says: "The seller put the proof of this result on the chain. That does not say whether its content is right." },
  "waiting": { word: "Proof pending", says: "The seller's proof is not on the chain yet. It usually follows within a few minutes." },
  "checking": { word: "Checking", says: "The proof is on the chain. Kaimono is comparing the result with it." },
  "withdrawn": { word: "Proof withdrawn", says: "There was a proof on the chain, but the seller took it back." },
  "mismatch": { word: "Does not match", says: "The proof on the chain does not belong to this result. The two are not exactly the same, which does not have to mean fraud." },
  "no-result": { word: "Proof without result", says: "A proof is on the chain, but no result has arrived from the agent." },
  "only-hash": { word: "Only the fingerprint", says: "The agent sent the proof itself as its result, not what it proves. You have no result. Kaimono keeps asking for it." },
  "beyond": { word: "Cannot be checked here", says: "A proof is on the chain, but Kaimono cannot tell whether the result matches it. The result is neither proven nor disproven." },
  "not-verifiable": { word: "Not provable", says: "There is nothing on the chain to compare this with." },
};

/** What a proof is of, by the form in which the result was hashed. @type {Record<HashVariant, string>} */
export const proven = {
  "spec": "Proven: character for character",
  "escaped": "Proven: character for character",
  "bare": "Proven: character for character",
  "json-text": "Proven: these values, perhaps written differently",
  "bare-json-text": "Proven: these values, perhaps written differently",
  "raw-member": "Proven in part: the text named “raw”",
  "after-message": "Proven in part: the text after the message",
  "after-input-hash": "Proven: character for character",
  "chained": "Proven: character for character",
  "no-separator": "Proven: character for character",
};

/** Why a result cannot be held against its proof. @type {Record<Beyond, string>} */
export const beyond = {
  "too-large": "The agent's answer is larger than the 4 MB that Kaimono accepts.",
  "not-taken-apart": "Kaimono cannot take its JSON apart: it is nested too deeply, written in an unusual way, or has the same name twice. The bytes as they came are not what was hashed.",
  "too-many-forms": "It is so large, and can be written in so many ways, that Kaimono did not try them all. None of those it tried is what was hashed.",
};

export const hashing = {
  onChain: "On the chain",
  computed: "What you received",
  before: "On the chain before",
  /** @param {string} when */
  checked: (when) => `Checked ${when}.`,
  /** @param {string} when */
  again: (when) => `The seller put a different proof on the chain. Checked again ${when}.`,
};

/** In which form the result was hashed. @type {Record<HashVariant, string>} */
export const variant = {
  "spec": "Byte for byte, hashed as MIP-004 defines.",
  "escaped": "Byte for byte; for the hash, the text was written as JSON, as the official agent kit does.",
  "bare": "Hashed without this job's number.",
  "json-text": "Hashed as JSON text, perhaps with different spacing and order.",
  "bare-json-text": "Hashed as JSON text without this job's number, perhaps with different spacing and order.",
  "raw-member": "Only the text named “raw” in it was hashed. Everything else in it is not proven.",
  "after-message": "Only the text after a blank line was hashed. The message before it is not proven.",
  "after-input-hash": "Two hashes are on the chain, one after the other. The second belongs to this result.",
  "chained": "Hashed together with the answers before it.",
  "no-separator": "Hashed without the separator.",
};
