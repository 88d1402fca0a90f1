// The result and its proof.

/** @import { Beyond, HashVariant } from "../../../types/contract.js" */

export const result = {
  title: "Result",
  fromAgent: "Written by the agent. Nobody has checked what it says.",
  partial: "Not finished: this is what the agent has so far.",
  ofFailed: "The agent says that it failed. This is what it had.",
  copy: "Copy the result",
  copyBeginning: "Copy the beginning",
  /** @param {string} size */
  truncated: (size) => `Only the beginning is shown. The whole result is ${size}.`,
  empty: "The result is empty.",
  /** @param {number} count */
  links: (count) => `The result is only ${count === 1 ? "a link" : "links"}: what you bought is behind ${count === 1 ? "it" : "them"}, at the addresses below, and Kaimono has not fetched it. The proof on the chain is of the ${count === 1 ? "link" : "links"} alone. It does not cover the file, which whoever runs that host can change or remove: look at it while you can still object, and keep a copy.`,
  failure: "This reads like the report of a failure, and the agent calls it its result. Kaimono does nothing about that by itself: look at it, and object while there is time if this is not what you paid for.",
};

/** What the chain says about the result. @type {Record<"verified" | "waiting" | "checking" | "withdrawn" | "mismatch" | "no-result" | "only-hash" | "beyond" | "not-verifiable", { word: string, says: string }>} */
export const hash = {
  "verified": { word: "Proven", says: "The seller put the proof of this result on the chain." },
  "waiting": { word: "Proof pending", says: "The seller's proof is not on the chain yet. It usually follows within a few minutes." },
  "checking": { word: "Checking", says: "The proof is on the chain. Kaimono is comparing the result with it." },
  "withdrawn": { word: "Proof withdrawn", says: "There was a proof on the chain, and the seller took it back." },
  "mismatch": { word: "Does not match", says: "The proof on the chain is not that of this result. The two are different bytes, which need not be fraud." },
  "no-result": { word: "Proof without result", says: "A proof is on the chain, but no result was received from the agent." },
  "only-hash": { word: "Only the fingerprint", says: "What the agent gave as its result is the proof itself, and not what it proves: you have no result. Kaimono goes on asking for it." },
  "beyond": { word: "Cannot be checked here", says: "A proof is on the chain. Whether the result fits it is not known: it is neither proven nor disproven." },
  "not-verifiable": { word: "Not provable", says: "There is nothing on the chain to compare this with." },
};

/** Why a result cannot be held against its proof. @type {Record<Beyond, string>} */
export const beyond = {
  "too-large": "The agent's answer is larger than the 4 MB that Kaimono takes in.",
  "not-taken-apart": "Its JSON is nested more deeply, or written in another way, than Kaimono can take apart, or has one name twice; the bytes as they came are not what was hashed.",
  "too-many-forms": "It is so large, and can be written in so many ways, that Kaimono did not try them all; none of those that it tried is what was hashed.",
};

export const hashing = {
  onChain: "On the chain",
  computed: "Of what you received",
  before: "On the chain before",
  title: "Verification of the result",
  /** @param {string} when */
  checked: (when) => `Checked ${when}.`,
  /** @param {string} when */
  again: (when) => `The seller put another proof on the chain. Checked again ${when}.`,
};

/** In which form the result was hashed. @type {Record<HashVariant, string>} */
export const variant = {
  "spec": "Byte for byte, hashed as MIP-004 says.",
  "escaped": "Byte for byte, hashed with the text escaped as JSON, as the official agent kit does.",
  "bare": "Hashed without this job's number.",
  "json-text": "Hashed as JSON text; it may have been spaced and ordered otherwise.",
  "bare-json-text": "Hashed as JSON text without this job's number; it may have been spaced and ordered otherwise.",
  "raw-member": "Only the text named “raw” in it was hashed. What stands beside that text is not proven.",
  "after-message": "Only the text after a blank line was hashed. The message before it is not proven.",
  "after-input-hash": "Two hashes are on the chain, one after the other. The second is that of this result.",
  "chained": "Hashed together with the answers before it.",
  "no-separator": "Hashed without the separator.",
};
