// The escrow's bar is to scale, whatever the deadlines are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { lines, scale, timeline } from "./timeline.js";

/** @import { Stretch, StretchWhat } from "../../../types/contract.js" */

const START = 1_000_000;

/** @param {[StretchWhat, number][]} ends @returns {Stretch[]} */
const stretchesTo = (ends) => ends.map(([what, at]) => ({ what, ends: START + at, state: "ahead" }));
const ALL = stretchesTo([["paying", 100], ["working", 400], ["objecting", 1000]]);

test("stretches_are_to_scale_and_touch", () => {
  const { stretches } = scale(START, ALL);
  assert.deepEqual(stretches.map(({ what, from, to }) => [what, from, to]), [["paying", 0, 100], ["working", 100, 400], ["objecting", 400, 1000]]);
});

test("the_last_deadline_that_is_spoken_of_ends_the_bar", () => {
  const { stretches } = scale(START, [...ALL, ...stretchesTo([["disputing", 2000]])]);
  assert.deepEqual(stretches.map(({ to }) => to), [60, 208, 505, 1000]);
  assert.deepEqual(stretches.map(({ broken }) => broken), [true, false, false, false]);
});

test("now_stays_on_the_bar", () => {
  const { place } = scale(START, ALL);
  assert.equal(place(START - 50), 0);
  assert.equal(place(START + 500), 500);
  assert.equal(place(START + 99_999), 1000);
});

test("missing_and_disordered_deadlines_never_give_a_negative_width", () => {
  for (const stretches of [
    [],
    stretchesTo([["paying", 900], ["working", 100], ["objecting", 500]]),
    stretchesTo([["paying", -10], ["working", -5], ["objecting", 0]]),
  ]) {
    for (const { from, to } of scale(START, stretches).stretches) assert.ok(to >= from && from >= 0 && to <= 1000);
  }
});

test("what_would_be_too_narrow_is_widened_marked_and_takes_from_all_others_alike", () => {
  const { stretches } = scale(START, stretchesTo([["paying", 1], ["working", 2], ["objecting", 10_002], ["disputing", 30_002]]));
  assert.deepEqual(stretches.map(({ from, to }) => to - from), [60, 60, 293, 587]);
  assert.deepEqual(stretches.map(({ broken }) => broken), [true, true, false, false]);
});

test("now_is_where_it_is_within_its_stretch_also_in_one_that_is_widened", () => {
  const { place } = scale(START, stretchesTo([["paying", 10], ["working", 10_000]]));
  assert.equal(place(START + 5), 30);
  assert.equal(place(START + 10), 60);
  assert.equal(place(START + 10 + 4995), 530);
});

test("clocks_that_would_lie_over_each_other_stand_in_several_lines", () => {
  assert.deepEqual(lines([{ at: 100, text: "14:32" }, { at: 500, text: "15:32" }, { at: 1000, text: "16:32" }]), [0, 0, 0]);
  assert.deepEqual(lines([{ at: 100, text: "24 Nov, 14:32" }, { at: 160, text: "24 Nov, 15:32" }, { at: 1000, text: "25 Nov, 16:32" }]), [0, 1, 0]);
});

test("each_stretch_has_its_word_its_clock_and_its_sentence_and_what_is_mine_is_marked", () => {
  const drawn = text(timeline(0, [{ what: "working", ends: 3_600_000, state: "ahead" }, { what: "objecting", ends: 7_200_000, state: "if-delivered" }]));
  assert.match(drawn, /data-what=working data-mine=false[^]*work<[^]*data-what=objecting data-mine=true[^]*object</);
  assert.match(drawn, /data-testid="stretch" data-what=objecting data-state=if-delivered/);
});
