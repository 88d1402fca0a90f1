// What a case says of amounts that are hidden in the window, and of a proof of nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parts } from "./dossier.js";

/** @import { DossierView, PurchaseView } from "../../../types/contract.js" */

/** @param {DossierView["came"]} came @param {string | null} promisedHash @returns {[PurchaseView, DossierView]} */
function failed(came, promisedHash) {
  const dossier = { about: "failed", due: 0, promisedHash, promisedAt: null, came, cameAt: null, tooLate: false, reason: null, statement: "" };
  const view = {
    row: { agentName: "Poet", price: [{ amount: "1500000", unit: "", text: "1.50 ADA", known: true }] }, money: "in-escrow", steps: [], agentSays: null,
    hash: { state: "waiting" }, refund: { verdict: "can-request", at: null, until: null, notBefore: null, actsAt: null },
  };
  return [/** @type {PurchaseView} */ (/** @type {unknown} */ (view)), /** @type {DossierView} */ (dossier)];
}

/** @param {[PurchaseView, DossierView]} of */
const lines = (of) => new Map(parts(...of).flatMap(({ lines }) => lines));

test("of_nothing_no_proof_is_pending_and_the_price_stands_in_the_file", () => {
  const nothing = lines(failed({ kind: "nothing" }, null));
  assert.equal(nothing.get("Result"), "Nothing came");
  assert.equal(nothing.has("Proof"), false);
  assert.equal(nothing.get("Price")?.replace("\u00a0", " "), "1.50 ADA");
  assert.equal(lines(failed({ kind: "part", bytes: 7 }, null)).get("Result")?.replace("\u00a0", " "), "7 bytes, unfinished");
  assert.equal(lines(failed({ kind: "nothing" }, "ff")).has("Proof"), true);
});
