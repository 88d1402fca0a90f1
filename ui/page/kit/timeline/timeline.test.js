// The escrow's bar is to scale, whatever the deadlines are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scale } from "./timeline.js";

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
  assert.deepEqual(stretches.map(({ to }) => to), [50, 200, 500, 1000]);
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
