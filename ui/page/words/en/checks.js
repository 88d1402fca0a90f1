// The verification of the terms.

/** @import { CheckId } from "../../../types/contract.js" */

/** @type {Record<CheckId, string>} */
export const check = {
  "identifier-format": "The payment identifier can be read",
  "identifier-unused": "The payment identifier is new",
  "agent-identifier": "It names the agent you chose",
  "agent-echo": "The answer names the agent you chose",
  "nonce": "It carries the number that Kaimono made for this job",
  "nonce-echo": "The answer repeats that number",
  "input-hash": "The seller signed your answers, unchanged",
  "seller-key": "The key in the identifier is the seller's",
  "seller-registered": "That is the seller's key in the registry",
  "seller-approved": "That is the seller you approved",
  "seller-address": "The seller's address belongs to that key",
  "signature": "The seller's signature holds",
  "deadline-order": "The deadlines are in order",
  "pay-time": "There is time to pay",
  "deliver-time": "There is time to deliver",
  "unlock-time": "The money is not locked for longer than you approved",
  "price": "The price is what you approved",
  "unit": "The token is known on this network",
  "contract": "Your node can pay into this escrow contract",
  "source-index": "The signed payment source is the seller's",
  "current": "The agent was not replaced by a newer entry",
  "registered": "The registry still lists the agent",
  "layer": "The payment goes on the main chain",
};

/** What it means that the terms are outside of what was approved, where that is not what it means that they do not hold. @type {Partial<Record<CheckId, string>>} */
export const checkOutside = {
  "price": "The agent asks another price than the one on your review, or more than the most you would pay. Nothing is paid unless you agree.",
};

/** What a check that does not hold can mean, and what follows. @type {Record<CheckId, string>} */
export const checkMeans = {
  "identifier-format": "The agent is built for something else than Masumi's escrow, or its answer was damaged. Your node could not pay it.",
  "identifier-unused": "The agent answers with the identifier of an earlier job, by mistake or on purpose. Paying it would be for that job, not for this one.",
  "agent-identifier": "The seller signed for another agent, perhaps another version of this one. The money would not go where you chose.",
  "agent-echo": "The answer speaks of another agent than the signature. Whoever set the agent up may have mixed up two of them.",
  "nonce": "The signature was made for another job, perhaps another buyer's. Results could not be proven to be yours.",
  "nonce-echo": "The answer repeats another number than it was sent. It may belong to another job.",
  "input-hash": "The agent would work on something else than you sent, or it writes the same thing in a way that nobody else could check.",
  "seller-key": "The answer names one seller and is signed by another. Somebody may be in between, or the agent is set up wrongly.",
  "seller-registered": "Whoever signed is not who the registry names as the seller. A stranger may have taken the agent's address over.",
  "seller-approved": "The seller is another one than on your review: the agent may have been sold in the meantime. Look at it again before you buy.",
  "seller-address": "The money would go to an address that is not the signer's.",
  "signature": "The seller signed something else than the agent shows, for instance other deadlines. What is shown is worth nothing then.",
  "deadline-order": "Your node would refuse such deadlines, or there would be no fair time to deliver, to object, or to decide a dispute.",
  "pay-time": "The offer runs out before the money could be locked safely. Ask again; if it stays so, the agent leaves too little time.",
  "deliver-time": "The offer runs out before the agent could deliver. Ask again; if it stays so, the agent leaves too little time.",
  "unlock-time": "Your money would be locked for longer than you agreed to. It is paid only if you agree again.",
  "price": "The price is of another kind than the one that you approved, or it cannot be read. Nothing can be paid by it.",
  "unit": "Nobody can say what this token is worth. It may imitate one that you know by its name.",
  "contract": "The money would go into a contract that your node does not know. Nobody vouches that it can come back from there.",
  "source-index": "The seller signed for another way of being paid than the entry offers.",
  "current": "The seller has a newer entry. Prices and terms of this one may be out of date. Look for the newer one in the market.",
  "registered": "The agent was taken out of the registry. Nobody stands behind its entry any more.",
  "layer": "The payment would go off the main chain, where your node cannot see or take it back.",
};

/** What checks are about. @type {Record<"offer" | "seller" | "time" | "money" | "listing", string>} */
export const checkGroup = { offer: "The offer and your job", seller: "The seller", time: "The deadlines", money: "The money", listing: "The entry in the registry" };

/** How much is known of a check before the terms come. @type {Record<"now" | "later" | "not-applicable", string>} */
export const known = { "now": "Holds already", "later": "Checked when the terms come", "not-applicable": "Does not apply" };

/** @type {Record<"passed" | "failed" | "warned" | "not-applicable" | "outside", string>} */
export const outcome = { "passed": "Passed", "failed": "Failed", "warned": "Passed, with a note", "not-applicable": "Does not apply", "outside": "Not what you approved" };
