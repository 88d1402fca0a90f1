// A limit comes near before it is reached, in words and by a sign.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { progressBar } from "../progress/progress.js";
import { level, meter } from "./meter.js";

test("a_limit_is_near_before_it_is_reached_and_over_only_beyond_it", () => {
  assert.deepEqual([0, 0.79, 0.8, 1, 1.01].map(level), ["well", "well", "near", "near", "over"]);
});

test("what_is_about_to_be_spent_counts", () => {
  const drawn = text(meter({ label: "Today", share: 0.5, coming: 0.4, text: "5 of 10", note: "4 more." }));
  assert.match(drawn, /data-level=near/);
  assert.match(drawn, /aria-valuenow=50/);
});

test("a_bar_is_never_longer_than_its_room", () => {
  assert.match(text(meter({ label: "Today", share: 3, text: "30 of 10" })), /inline-size: 100%/);
});

test("work_of_which_nobody_knows_how_much_it_is_has_no_value", () => {
  assert.match(text(progressBar({ label: "Reading", done: 3, total: 10, text: "3 of 10" })), /value=3 max=10/);
  assert.match(text(progressBar({ label: "Reading", done: 3, total: null, text: "3" })), /value= max=1/);
});
