// The picture of the money says what the backend's one word says, for each of its words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STANDS } from "../../kit/money-picture/money-picture.js";
import { stateOf } from "./money.js";

/** @import { MoneyIs, Phase, PurchaseView } from "../../../types/contract.js" */

/** @param {MoneyIs} money @param {Phase} [phase] */
const holds = (money, phase = "working") => STANDS[stateOf(/** @type {PurchaseView} */ (/** @type {unknown} */ ({ money, row: { phase } })))].holds;

test("money_is_drawn_where_it_is_and_nowhere_where_that_is_not_known", () => {
  /** @type {[MoneyIs, string[]][]} */
  const table = [["in-wallet", ["mine"]], ["in-escrow", ["held"]], ["returning", ["held"]], ["released", ["held"]], ["back", ["mine"]], ["with-seller", ["theirs"]], ["divided", ["mine", "theirs"]], ["unknown", []], ["at-contract", []]];
  for (const [money, spots] of table) assert.deepEqual(holds(money), spots, money);
  assert.equal(stateOf(/** @type {PurchaseView} */ (/** @type {unknown} */ ({ money: "in-wallet", row: { phase: "queued" } }))), "locking");
});
