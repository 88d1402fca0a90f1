// A tree shows what was written, in its order, and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { jsonTree, path } from "./json-tree.js";

test("names_that_come_twice_are_both_there_in_their_order", () => {
  const drawn = text(jsonTree({ kind: "object", members: [{ name: "b", value: { kind: "number", text: "1.0" } }, { name: "a", value: { kind: "word", text: "null" } }, { name: "b", value: { kind: "number", text: "2e400" } }] }, { label: "l" }));
  assert.deepEqual([...drawn.matchAll(/json-name">(.)</g)].map(([, name]) => name), ["b", "a", "b"]);
  assert.match(drawn, /1\.0[^]*null[^]*2e400/);
});

test("a_path_is_one_that_a_program_would_take", () => {
  assert.equal(path("$", "a"), "$.a");
  assert.equal(path("$.a", 0), "$.a[0]");
  assert.equal(path("$", "b c"), '$["b c"]');
  assert.equal(path("$", 'x"y'), '$["x\\"y"]');
  assert.equal(path("$", "größe"), "$.größe");
});

test("the_rest_of_many_is_folded_away_and_keeps_counting", () => {
  const items = Array.from({ length: 250 }, (_none, index) => ({ kind: /** @type {const} */ ("number"), text: `n${index}` }));
  const drawn = text(jsonTree({ kind: "array", items }, { label: "l" }));
  assert.match(drawn, /150 more[^]*50 more/);
  assert.match(drawn, /data-path=\$\[249\]/);
});
