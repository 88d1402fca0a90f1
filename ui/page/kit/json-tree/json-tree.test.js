// A tree shows what was written, in its order, and asks for a branch when it is opened.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { jsonTree, placed } from "./json-tree.js";

/** @import { JsonRow } from "../../../types/contract.js" */

/** @param {Partial<JsonRow>} row @returns {JsonRow} */
const row = (row) => ({ at: 0, depth: 0, kind: "number", name: null, step: "[0]", twice: false, text: ["1"], cut: false, members: 0, from: 0, open: false, ...row });

/** @param {JsonRow[]} rows @param {(at: number, from: number) => Promise<JsonRow[]>} [inside] */
const made = (rows, inside = async () => []) => jsonTree({ rows, label: "l", inside, value: async () => "", redraw() {} });

test("names_that_come_twice_are_both_there_in_their_order", () => {
  const drawn = text(made([row({ at: 1, name: "b", text: ["1.0"], twice: true }), row({ at: 2, name: "a", kind: "word", text: ["null"] }), row({ at: 3, name: "b", text: ["2e400"], twice: true })]).view());
  assert.deepEqual([...drawn.matchAll(/json-name">(.)</g)].map(([, name]) => name), ["b", "a", "b"]);
  assert.match(drawn, /1\.0[^]*null[^]*2e400/);
  assert.equal(drawn.match(/json-twice"/g)?.length, 4, "a class and a test id each");
});

test("a_row_is_reached_by_the_steps_of_what_it_is_in", () => {
  const rows = placed([row({ step: ".a" }), row({ depth: 1, step: "[0]" }), row({ depth: 2, step: null }), row({ depth: 3, step: ".x" }), row({ depth: 1, step: "[1]" })], 2, "$.r");
  assert.deepEqual(rows.map(({ path }) => path), ["$.r.a", "$.r.a[0]", null, null, "$.r.a[1]"]);
  assert.deepEqual(rows.map(({ depth }) => depth), [2, 3, 4, 5, 3]);
});

test("many_rows_are_drawn_frame_by_frame", () => {
  /** @type {FrameRequestCallback[]} */
  const frames = [];
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
  let redrawn = 0;
  const tree = jsonTree({ rows: Array.from({ length: 50 }, (_none, at) => row({ at })), label: "l", inside: async () => [], value: async () => "", redraw: () => void (redrawn += 1) });
  const drawn = () => text(tree.view()).match(/role="treeitem"/g)?.length;
  const seen = [drawn(), drawn()];
  while (frames.length > 0) {
    assert.equal(frames.length, 1, "however often the page is drawn");
    frames.shift()?.(0);
    seen.push(drawn());
  }
  assert.deepEqual([seen, redrawn], [[20, 20, 40, 50], 2]);
});

test("what_is_opened_stands_below_it_and_goes_when_it_is_closed", async () => {
  /** @type {[number, number][]} */
  const asked = [];
  const branch = row({ at: 5, name: "a", step: ".a", kind: "array", members: 3 });
  const tree = made([branch, row({ at: 9, name: "z", step: ".z" })], async (at, from) => {
    asked.push([at, from]);
    return from === 0 ? [row({ at: 6, step: "[0]" }), row({ at: 5, kind: "more", step: null, members: 2, from: 1 })] : [row({ at: 7, step: "[1]" }), row({ at: 8, step: "[2]" })];
  });
  await tree.toggle(0);
  await tree.toggle(2);
  assert.deepEqual(asked, [[5, 0], [5, 1]]);
  assert.deepEqual(tree.rows().map(({ path, depth }) => [path, depth]), [["$.a", 0], ["$.a[0]", 1], ["$.a[1]", 1], ["$.a[2]", 1], ["$.z", 0]]);
  await tree.toggle(0);
  assert.deepEqual(tree.rows().map(({ at, open }) => [at, open]), [[5, false], [9, false]]);
});
