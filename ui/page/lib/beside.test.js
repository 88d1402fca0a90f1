// What floats is beside what it belongs to, and never outside the window.
import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "./beside.js";

const WINDOW = { width: 1000, height: 600 };
const SIZE = { width: 200, height: 100 };
/** @param {number} left @param {number} top */
const at = (left, top) => ({ left, top, width: 40, height: 20 });

test("it_is_on_the_side_that_is_wished_for_where_there_is_room", () => {
  assert.deepEqual(beside(at(300, 300), SIZE, WINDOW), { left: 300, top: 326, over: false });
  assert.deepEqual(beside(at(300, 300), SIZE, WINDOW, { over: true, along: "middle" }), { left: 220, top: 194, over: true });
});

test("it_turns_to_the_other_side_at_an_edge", () => {
  assert.equal(beside(at(300, 560), SIZE, WINDOW).over, true);
  assert.equal(beside(at(300, 20), SIZE, WINDOW, { over: true }).over, false);
});

test("edges_are_in_line_in_both_directions_of_reading", () => {
  assert.equal(beside(at(300, 300), SIZE, WINDOW, { rtl: true }).left, 140);
  assert.equal(beside(at(300, 300), SIZE, WINDOW, { along: "end" }).left, 140);
  assert.equal(beside(at(300, 300), SIZE, WINDOW, { along: "end", rtl: true }).left, 300);
});

test("it_stays_in_the_window_however_large_it_is", () => {
  for (const left of [-50, 0, 500, 990]) {
    for (const top of [-50, 0, 300, 590]) {
      for (const size of [SIZE, { width: 1200, height: 900 }]) {
        const placed = beside(at(left, top), size, WINDOW, { along: "middle" });
        assert.ok(placed.left >= 0 && placed.top >= 0);
        if (size === SIZE) assert.ok(placed.left + 200 <= 1000 && placed.top + 100 <= 600);
      }
    }
  }
});
