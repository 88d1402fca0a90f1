// The escrow's bar is to scale, whatever the deadlines are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scale } from "../page/parts/timeline.js";

const START = 1_000_000;
const DEADLINES = { payBy: START + 100, submitResult: START + 400, unlock: START + 1000, externalDispute: START + 2000 };

test("stretches_are_to_scale_and_touch", () => {
  const { stretches } = scale(START, DEADLINES, false);
  assert.deepEqual(stretches.map(({ id, from, to }) => [id, from, to]), [["paying", 0, 100], ["working", 100, 400], ["objecting", 400, 1000]]);
});

test("the_admins_date_is_drawn_only_in_a_dispute", () => {
  const { stretches } = scale(START, DEADLINES, true);
  assert.equal(stretches.length, 4);
  assert.equal(stretches[3]?.to, 1000);
  assert.equal(stretches[2]?.to, 500);
});

test("now_stays_on_the_bar", () => {
  const { place } = scale(START, DEADLINES, false);
  assert.equal(place(START - 50), 0);
  assert.equal(place(START + 500), 500);
  assert.equal(place(START + 99_999), 1000);
});

test("missing_and_disordered_deadlines_never_give_a_negative_width", () => {
  for (const deadlines of [
    { payBy: null, submitResult: null, unlock: null, externalDispute: null },
    { payBy: START + 900, submitResult: START + 100, unlock: START + 500, externalDispute: null },
    { payBy: START - 10, submitResult: START - 5, unlock: START, externalDispute: null },
  ]) {
    for (const { from, to } of scale(START, deadlines, true).stretches) assert.ok(to >= from && from >= 0 && to <= 1000);
  }
});
