// Days that nobody saw are no good days and no bad ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { dayStrip, kind, summed } from "./strip.js";

test("gaps_count_for_nothing", () => {
  assert.deepEqual(summed([1, null, 0.5, null]), { known: 2, gaps: 2, mean: 0.75, bad: 1 });
  assert.deepEqual(summed([null]), { known: 0, gaps: 1, mean: null, bad: 0 });
  assert.deepEqual([1, 0.5, 0, null].map(kind), ["whole", "part", "none", "gap"]);
});

test("a_strip_says_in_a_sentence_what_it_draws", () => {
  assert.match(text(dayStrip({ label: "Uptime", days: [1], says: "Always up.", from: "a", to: "b" })), /aria-label=Uptime\. Always up\./);
});
