// Amounts and moments in checks are written as everywhere, and what others wrote is not changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { clock } from "../../kit/time/time.js";
import { now, tell } from "../../clock.js";
import { speak } from "../../words/say.js";
import { aheadList, checkList } from "./checks.js";

/** @import { Ahead, Check, CheckId } from "../../../types/contract.js" */

const AT = Date.parse("2026-11-28T10:00:00.000Z");
tell(AT);

/** What is shown, as it is read. @param {unknown} part */
const read = (part) => text(part).replace(/<[^>]*>/g, "");
/** @param {CheckId} id @param {string} expected @param {string} found */
const failed = (id, expected, found) => read(checkList([/** @type {Check} */ ({ id, state: "failed", expected, found })]));
/** @param {CheckId} id @param {string} value */
const ahead = (id, value) => read(aheadList([/** @type {Ahead} */ ({ id, known: "later", value })]));
const iso = (/** @type {number} */ at) => new Date(at).toISOString();

test("a_price_is_written_as_the_language_writes_amounts_before_and_after_the_terms", async () => {
  await speak("de");
  assert.match(ahead("price", "1,202.50 ADA + 0.25 tUSDM"), /1\.202,50 ADA \+ 0,25 tUSDM/);
  assert.match(ahead("price", "≤ 3.00 ADA + 0.25 tUSDM"), /≤ 3,00 ADA \+ 0,25 tUSDM/);
  assert.match(failed("price", "a fixed price: 2.50 ADA", "3.50 ADA"), /2,50 ADA.*3,50 ADA/s);
  await speak("en");
  assert.match(ahead("price", "≤ 3.00 ADA"), /≤ 3\.00 ADA/);
});

test("a_deadline_is_told_as_a_time_and_by_what_it_ends", () => {
  const [early, late] = [AT + 3_600_000, AT + 4_000_000];
  const order = failed("deadline-order", "externalDisputeUnlockTime at least 15 min after unlockTime", `${iso(late)} after ${iso(early)}`);
  assert.match(order, /decision on a dispute at least 15 min after end of the time to object/);
  assert.ok(order.includes(`${clock(late, now())} after ${clock(early, now())}`), order);
  assert.doesNotMatch(order, /UnlockTime|T1\d:/);
  assert.ok(failed("unlock-time", iso(early), iso(late)).includes(clock(late, now())));
});

test("what_would_look_the_same_is_shown_as_it_came", () => {
  const both = failed("unlock-time", iso(AT + 1000), iso(AT + 2000));
  assert.ok(both.includes(iso(AT + 1000)) && both.includes(iso(AT + 2000)), both);
});

test("what_the_agent_wrote_in_place_of_a_time_is_quoted", () => {
  const quoted = failed("deadline-order", "payByTime in milliseconds", "2026-11-28T10:00:00.500Z");
  assert.match(quoted, /end of the time to pay in milliseconds/);
  assert.ok(quoted.includes("2026-11-28T10:00:00.500Z"), quoted);
  assert.match(failed("deadline-order", "payByTime in milliseconds", "unlockTime"), /unlockTime/);
});
