import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, ranked } from "./rank.js";

const NAMES = ["Go to the market", "Copy the wallet address", "Add play money", "Zum Markt", "Geld zurückfordern", "旅行プランナー"];

/** @param {string} typed */
const found = (typed) => ranked(NAMES, typed).map(({ index }) => NAMES[index]);

test("a_few_letters_find_a_name_and_the_best_is_first", () => {
  assert.equal(found("wall")[0], "Copy the wallet address");
  assert.equal(found("mark")[0], "Zum Markt");
  assert.deepEqual(found("xyzzy"), []);
});

test("words_are_found_in_any_order_and_with_a_slip", () => {
  assert.equal(found("address copy")[0], "Copy the wallet address");
  assert.equal(found("walet")[0], "Copy the wallet address");
  assert.equal(found("monye")[0], "Add play money");
  const two = ["Backup: save or restore", "Go to the result"];
  assert.deepEqual(ranked(two, "reslt").map(({ index }) => two[index]), ["Go to the result", "Backup: save or restore"]);
});

test("other_scripts_and_letters_with_marks_are_found", () => {
  assert.equal(found("zuruck")[0], "Geld zurückfordern");
  assert.equal(found("zurück")[0], "Geld zurückfordern");
  assert.equal(found("旅行")[0], "旅行プランナー");
});

test("what_is_no_word_finds_nothing_and_breaks_nothing", () => {
  for (const typed of ["(", "\\", "…", "  ", "a|", "-x", "\"q", "[", "'".repeat(50), "a b c d e f g h"]) assert.ok(Array.isArray(ranked(NAMES, typed)), typed);
});

test("the_letters_that_were_meant_are_marked_and_none_is_lost", () => {
  for (const { index, ranges } of ranked(NAMES, "wallet copy")) {
    const name = NAMES[index] ?? "";
    const cut = pieces(name, ranges);
    assert.equal(cut.map(([text]) => text).join(""), name);
    assert.deepEqual(cut.filter(([, meant]) => meant).map(([text]) => text.toLowerCase()), ["copy", "wallet"]);
  }
  assert.deepEqual(pieces("whole", []), [["whole", false]]);
});
