// Moments in words. The zone is passed in, so that these hold anywhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { speak } from "../../words/say.js";
import * as time from "./time.js";

/** Spans do not break; a test is easier to read with plain spaces. @param {string} text */
const plain = (text) => text.replaceAll("\u00a0", " ");
const { clock } = time;
/** @param {number} millis */
const span = (millis) => plain(time.span(millis));
/** @param {number} millis */
const countdown = (millis) => plain(time.countdown(millis));
/** @param {number} at @param {number} present */
const relative = (at, present) => plain(time.relative(at, present));
/** @param {number} at @param {number} present */
const left = (at, present) => plain(time.left(at, present));

const NOON = Date.UTC(2026, 10, 22, 12, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test("a_span_has_one_unit_or_two_where_it_matters", () => {
  assert.equal(span(45_000), "45 s");
  assert.equal(span(12 * MINUTE + 59_000), "12 min");
  assert.equal(span(2 * HOUR), "2 h");
  assert.equal(span(2 * HOUR + 10 * MINUTE), "2 h 10 min");
  assert.equal(span(17 * HOUR + 59 * MINUTE), "17 h");
  assert.equal(span(DAY), "1 day");
  assert.equal(span(DAY + 5 * HOUR + 59 * MINUTE), "1 day 5 h");
  assert.equal(span(3 * DAY + 5 * HOUR), "3 days");
  assert.equal(span(-12 * MINUTE), "12 min");
});

test("a_span_is_the_same_in_a_notification_and_on_the_page", async () => {
  const { examples } = JSON.parse(readFileSync(new URL("../../words/spans.json", import.meta.url), "utf8"));
  assert.ok(examples.length > 10);
  for (const tag of /** @type {const} */ (["de", "en"])) {
    await speak(tag);
    for (const example of examples) {
      assert.equal(span(example.millis), example[tag]);
      assert.doesNotMatch(time.span(example.millis), / /, "no line ends within a span");
    }
  }
});

test("a_moment_is_told_from_the_present_in_both_directions", () => {
  assert.equal(relative(NOON + 3 * HOUR, NOON), "in 3 h");
  assert.equal(relative(NOON - 12 * MINUTE, NOON), "12 min ago");
  assert.equal(relative(NOON - 4000, NOON), "just now");
});

test("what_is_over_is_not_told_as_negative_time", () => {
  assert.equal(left(NOON + 90 * MINUTE, NOON), "1 h 30 min left");
  assert.equal(left(NOON - 1, NOON), "over");
  assert.equal(countdown(-5000), "0:00");
});

test("a_countdown_is_read_in_minutes_and_seconds", () => {
  assert.equal(countdown(9 * MINUTE + 5000), "9:05");
  assert.equal(countdown(59_999), "0:59");
  assert.equal(countdown(2 * HOUR), "2 h");
});

test("a_clock_names_the_day_only_when_it_is_another_one", () => {
  assert.equal(clock(NOON + 2 * HOUR + 32 * MINUTE, NOON, "UTC"), "14:32");
  assert.equal(clock(NOON + DAY, NOON, "UTC"), "tomorrow 12:00");
  assert.equal(clock(NOON - DAY, NOON, "UTC"), "yesterday 12:00");
  assert.equal(clock(NOON + 2 * DAY, NOON, "UTC"), "24 Nov, 12:00");
  assert.equal(clock(NOON + 60 * DAY, NOON, "UTC"), "21 Jan 2027, 12:00");
});

test("a_clock_by_itself_names_its_day_and_is_held_against_no_other", async () => {
  assert.equal(time.dial(NOON + DAY, "UTC"), "Mon 23 Nov, 12:00");
  await speak("de");
  assert.equal(time.dial(NOON + DAY, "UTC"), "Mo., 23. Nov., 12:00");
  await speak("en");
});

test("a_clock_is_in_the_persons_zone", () => {
  assert.equal(clock(NOON, NOON, "Asia/Tokyo"), "21:00");
  assert.equal(clock(NOON + 4 * HOUR, NOON, "Asia/Tokyo"), "tomorrow 01:00");
});
