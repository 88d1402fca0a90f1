import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks, pour } from "./pouring.js";

test("pieces_come_one_a_frame_and_all_of_them_when_they_are_wanted", () => {
  for (const many of [0, 1, 5]) {
    /** @type {number[]} */
    const put = [];
    /** @type {(() => void)[]} */
    const due = [];
    const rest = pour(many, (index) => put.push(index), (next) => due.push(next));
    assert.deepEqual(put, many > 0 ? [0] : []);
    due.shift()?.();
    assert.equal(put.length, Math.min(many, 2));
    assert.ok(due.length <= 1);
    rest();
    due.shift()?.();
    assert.deepEqual([put, due.length], [[...Array(many).keys()], 0]);
  }
});

test("blocks_hold_all_of_a_text_and_end_where_lines_do", () => {
  const text = Array.from({ length: 3_000 }, (_none, line) => `line ${line} of a text`).join("\n");
  const made = blocks([text]);
  assert.equal(made.map((block) => block.join("")).join("\n"), text);
  assert.ok(made.length > 10 && made.every((block) => block.join("").length <= 4_000), String(made.length));
});

test("one_word_without_an_end_is_cut_between_its_pieces_alone", () => {
  const pieces = Array.from({ length: 100 }, () => "x".repeat(2_000));
  const made = blocks(pieces);
  assert.equal(made.flat().join(""), pieces.join(""));
  assert.ok(made.every((block) => block.length <= 2));
  assert.deepEqual(blocks(["short"]), [["short"]]);
  assert.deepEqual(blocks([""]), [[""]]);
});
