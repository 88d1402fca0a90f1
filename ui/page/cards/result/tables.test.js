import assert from "node:assert/strict";
import { test } from "node:test";
import { order } from "./tables.js";

test("numbers_are_sorted_by_what_they_are", () => {
  const sorted = (/** @type {string[]} */ ...cells) => cells.toSorted(order("en"));
  assert.deepEqual(sorted("10", "9", "-2", "1.5", "−3"), ["−3", "-2", "1.5", "9", "10"]);
  assert.deepEqual(sorted("b", "item 10", "a", "item 9"), ["a", "b", "item 9", "item 10"]);
  assert.deepEqual(sorted("20 %", "3 %"), ["3 %", "20 %"]);
});
