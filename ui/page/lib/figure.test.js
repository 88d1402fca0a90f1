// A figure is read as the language of the person writes it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { typedFigure } from "./figure.js";

test("a_figure_is_read_by_the_language", () => {
  const rows = /** @type {[string, string, string | null][]} */ ([
    ["2.50", ".", "2.50"], ["2,50", ",", "2.50"], ["2.50", ",", "2.50"], ["2,50", ".", "2.50"],
    ["1,234.5", ".", "1234.5"], ["1.234,5", ",", "1234.5"], ["1.234", ",", "1234"], ["1,234", ".", "1234"], ["1.234", ".", "1.234"], ["1,234", ",", "1.234"],
    [" 1 000 ", ".", "1000"], ["007", ".", "7"], [".5", ".", "0.5"], ["5.", ".", "5"], ["0", ".", "0"], ["", ".", ""], ["  ", ",", ""],
    ["-1", ".", null], ["1e3", ".", null], ["1.2.3", ".", null], ["1,2,3", ".", null], ["ten", ".", null], [".", ".", null], ["١", ".", null], ["9".repeat(40), ".", null],
  ]);
  for (const [text, mark, wanted] of rows) assert.equal(typedFigure(text, mark), wanted, `${text} with ${mark}`);
});
