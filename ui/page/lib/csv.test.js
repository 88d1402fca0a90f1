// What is copied out of a table is opened by programs that calculate.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "./csv.js";

test("a_cell_parts_no_row_and_is_no_formula", () => {
  for (const [cell, written] of [
    ["Tides", "Tides"], ["a, b", '"a, b"'], ['say "x"', '"say ""x"""'], ["two\nlines", '"two\nlines"'], ["", ""],
    ["=1+1", "'=1+1"], [" \u200b=1", "' \u200b=1"], ["-2", "'-2"], ["＝1", "'＝1"], ["@SUM(A1)", "'@SUM(A1)"], ["\t1", "'\t1"], ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ]) assert.equal(csv([[cell ?? "", "z"]]), `${written},z\r\n`);
  assert.equal(csv([["a"], ["b"]]), "a\r\nb\r\n");
});
