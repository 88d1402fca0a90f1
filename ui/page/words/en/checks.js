// The checks of the terms.

/** @import { CheckId } from "../../../types/contract.js" */

/** @type {Record<CheckId, string>} */
export const check = {
  "identifier-format": "The payment identifier can be read",
  "identifier-unused": "The payment identifier is new",
  "agent-identifier": "It names the agent you chose",
  "agent-echo": "The answer names the agent you chose",
  "nonce": "It carries the number Kaimono created for this job",
  "nonce-echo": "The answer repeats that number",
  "input-hash": "The seller signed your answers, unchanged",
  "seller-key": "The key in the identifier is the seller's",
  "seller-registered": "That is the seller's key in the registry",
  "seller-approved": "That is the seller you approved",
  "seller-address": "The seller's address belongs to that key",
  "signature": "The seller's signature is valid",
  "deadline-order": "The deadlines are in order",
  "pay-time": "There is time to pay",
  "deliver-time": "There is time to deliver",
  "unlock-time": "The money is not locked for longer than you approved",
  "price": "The price is what you approved",
  "unit": "The token is known on this network",
  "contract": "Your node can pay into this escrow contract",
  "source-index": "The signed payment source is the seller's",
  "current": "The agent has not been replaced by a newer entry",
  "registered": "The registry still lists the agent",
  "layer": "The payment goes on the main chain",
};

/** What it means that the terms are outside of what was approved, where that is not what it means that they do not hold. @type {Partial<Record<CheckId, string>>} */
export const checkOutside = {
  "price": "The agent asks for a different price than on your review, or for more than the most you would pay. Nothing is paid unless you agree.",
};

/** What a check that does not hold can mean, and what follows. @type {Record<CheckId, string>} */
export const checkMeans = {
  "identifier-format": "The agent is built for something other than Masumi's escrow, or its answer was damaged. Your node could not pay it.",
  "identifier-unused": "The agent answered with the identifier of an earlier job, by mistake or on purpose. A payment would be for that job, not for this one.",
  "agent-identifier": "The seller signed for a different agent, perhaps another version of this one. The money would not go where you chose.",
  "agent-echo": "The answer names a different agent than the signature. Whoever set up the agent may have mixed up two of them.",
  "nonce": "The signature was made for a different job, perhaps another buyer's. You could not prove that results are yours.",
  "nonce-echo": "The answer repeats a different number than the one it was sent. It may belong to another job.",
  "input-hash": "The agent would work on something other than what you sent, or it writes the same thing in a way that nobody else could check.",
  "seller-key": "The answer names one seller but is signed by another. Somebody may be in between, or the agent may be set up incorrectly.",
  "seller-registered": "Whoever signed is not the seller named in the registry. A stranger may have taken over the agent's address.",
  "seller-approved": "The seller is not the one on your review. The agent may have been sold in the meantime. Look at it again before you buy.",
  "seller-address": "The money would go to an address that is not the signer's.",
  "signature": "The seller signed something other than what the agent shows, such as different deadlines. In that case, what it shows means nothing.",
  "deadline-order": "Your node would refuse these deadlines, or they leave no fair time to deliver, to object, or to decide a dispute.",
  "pay-time": "The offer runs out before the money could be locked safely. Ask again. If that does not help, the agent allows too little time.",
  "deliver-time": "The offer runs out before the agent could deliver. Ask again. If that does not help, the agent allows too little time.",
  "unlock-time": "Your money would be locked for longer than you agreed to. Nothing is paid unless you agree again.",
  "price": "The price is of a different kind than the one you approved, or it cannot be read. It cannot be paid.",
  "unit": "Nobody can say what this token is worth. Its name may imitate one you know.",
  "contract": "The money would go into a contract that your node does not know. Nothing guarantees that it can come back from there.",
  "source-index": "The seller signed for a way of being paid that the entry does not offer.",
  "current": "The seller has a newer entry. Prices and terms of this one may be out of date. Look for the newer one in the market.",
  "registered": "The agent was removed from the registry. Nobody stands behind its entry any longer.",
  "layer": "The payment would go off the main chain, where your node cannot see or take it back.",
};

/** What checks are about. @type {Record<"offer" | "seller" | "time" | "money" | "listing", string>} */
export const checkGroup = { offer: "The offer and your job", seller: "The seller", time: "The deadlines", money: "The money", listing: "The registry entry" };

/** How much is known of a check before the terms come. @type {Record<"now" | "later" | "not-applicable", string>} */
export const known = { "now": "Already passed", "later": "Checked when the terms arrive", "not-applicable": "Does not apply" };

/** @type {Record<"passed" | "failed" | "warned" | "not-applicable" | "outside", string>} */
export const outcome = { "passed": "Passed", "failed": "Failed", "warned": "Passed, with a note", "not-applicable": "Does not apply", "outside": "Not what you approved" };

/** When each deadline is over, by the name that it has in signed terms. @type {Record<"payByTime" | "submitResultTime" | "unlockTime" | "externalDisputeUnlockTime", string>} */
export const deadlineEnd = { payByTime: "end of the time to pay", submitResultTime: "end of the time to deliver", unlockTime: "end of the time to object", externalDisputeUnlockTime: "decision on a dispute" };
