// An amount is set apart for the eye, and never changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, hideOwn, ownTexts, texts } from "./money.js";

test("a_number_and_its_unit_are_what_the_backend_wrote", () => {
  const money = (/** @type {string} */ text, known = true) => figure({ text, known, amount: "1", unit: "u" });
  assert.deepEqual(money("1,250.50 tUSDM"), { number: "1,250.50", unit: "tUSDM" });
  assert.deepEqual(money("12 of 3a9f0c", false), { number: "12 of 3a9f0c", unit: "" });
  assert.deepEqual(money("12"), { number: "12", unit: "" });
});

test("sums_of_the_persons_own_are_hidden_where_they_want_that_and_prices_of_others_never", () => {
  const sums = [{ text: "1,250.50 tUSDM", known: true, amount: "1", unit: "u" }, { text: "12 × 3a9f0c", known: false, amount: "12", unit: "3a9f0c" }];
  const shown = texts(sums);
  assert.deepEqual(ownTexts(sums), shown);
  hideOwn(true);
  const hidden = [ownTexts(sums), texts(sums)];
  hideOwn(false);
  assert.deepEqual(hidden, [["•••• tUSDM", "••••"], shown]);
});
