import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks, pour } from "./pouring.js";

test("pieces_come_as_a_frame_has_time_for_them_and_all_when_they_are_wanted", () => {
  for (const [many, cost, more, frames] of /** @type {[number, number, boolean, number[]][]} */ ([
    [0, 0, true, [0]], [1, 0, true, [1]], [3, 0, true, [1, 3]], [20, 0, true, [1, 9, 17, 20]], [6, 4, true, [1, 3, 5, 6]], [4, 100, true, [1, 2, 3, 4]], [3, 0, false, [1, 2, 3]],
  ])) {
    for (const wanted of [Infinity, 1]) {
      /** @type {number[]} */
      const put = [];
      /** @type {(() => void)[]} */
      const due = [];
      let time = 0;
      const rest = pour(many, (index) => {
        put.push(index);
        time += cost;
        return more;
      }, (next) => due.push(next), () => time);
      const came = [put.length];
      while (due.length > 0 && came.length < wanted) {
        due.shift()?.();
        came.push(put.length);
      }
      if (wanted === Infinity) assert.deepEqual(came, frames);
      rest();
      due.shift()?.();
      assert.deepEqual([put, due.length], [[...Array(many).keys()], 0]);
    }
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
