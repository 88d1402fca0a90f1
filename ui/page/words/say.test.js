// Which language is spoken, and the two that nobody speaks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "./en/index.js";
import { mirrored, pseudo } from "./pseudo.js";
import * as words from "./say.js";

test("a_language_that_is_spoken_is_heard_by_whoever_shows_words", async () => {
  const heard = /** @type {string[]} */ ([]);
  words.whenSpoken(() => heard.push(words.say.tag));
  assert.equal(words.say.tag, "en");
  await words.speak("de");
  assert.equal(words.say.tag, "de");
  await words.speak("de");
  await words.speak("en");
  assert.deepEqual(heard, ["de", "en"]);
});

test("the_language_that_was_asked_for_last_is_spoken", async () => {
  const [slow, last] = [words.speak("de"), words.speak("en")];
  await Promise.all([slow, last]);
  assert.equal(words.say.tag, "en");
});

test("every_sentence_of_the_pseudo_language_is_marked_longer_and_keeps_what_it_was_told", () => {
  const other = pseudo(en);
  assert.match(other.frame.market, /^\[Márkét( ~)+\]$/);
  assert.ok(other.frame.market.length > en.frame.market.length * 1.4);
  assert.match(other.agent.title("Lead Scout"), /^\[Ágéñt “Lead Scout”( ~)+\]$/);
  assert.match(other.review.pay(["3.50 tUSDM"]), /^\[Páý 3\.50 tUSDM( ~)+\]$/);
  assert.match(other.trouble.queued.what({ since: "5 min", at: "", until: "", left: "", due: false, late: false }), /5 min/);
  assert.match(other.refundAction.request.points[0] ?? "", /^\[/);
  assert.equal(other.amount("1,234.50 ADA"), "1,234.50 ADA");
  assert.equal(other.locale, en.locale);
});

test("the_mirrored_language_is_english_from_right_to_left", () => {
  assert.equal(mirrored(en).dir, "rtl");
  assert.equal(mirrored(en).frame.market, en.frame.market);
});
