// An amount is set apart for the eye, and never changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure } from "./money.js";

test("a_number_and_its_unit_are_what_the_backend_wrote", () => {
  const money = (/** @type {string} */ text, known = true) => figure({ text, known, amount: "1", unit: "u" });
  assert.deepEqual(money("1,250.50 tUSDM"), { number: "1,250.50", unit: "tUSDM" });
  assert.deepEqual(money("12 of 3a9f0c", false), { number: "12 of 3a9f0c", unit: "" });
  assert.deepEqual(money("12"), { number: "12", unit: "" });
});
