// What is said of the future says on whom it hangs, and no more than is known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { tell } from "../../clock.js";
import { endOfWeek, forecastPart, isQuiet, outlookWords } from "./forecast.js";

/** @import { EndView, ForecastView, MoneyView, OutlookView } from "../../../types/contract.js" */

/** A Friday. */
const NOON = Date.UTC(2026, 10, 27, 12);
const HOUR = 3_600_000;
tell(NOON);

/** @param {string} amount @returns {MoneyView} */
const ada = (amount) => ({ amount: "1", unit: "", text: `${amount} ADA`, known: true });

/** @param {Partial<EndView>} end @returns {EndView} */
const end = (end) => ({ how: "back", when: { kind: "not-before", at: NOON + HOUR }, price: [ada("2.50")], deposit: null, fees: null, ...end });

/** @type {OutlookView} */
const quiet = { now: NOON, until: null, sums: [], deposits: [], fees: null, questions: null, approvals: null, next: null, last: null };

test("what_hangs_on_the_seller_is_told_as_two_ways", () => {
  /** @type {ForecastView} */
  const forecast = {
    ahead: [{ what: "result-due", when: { kind: "at", at: NOON + HOUR } }],
    ways: [
      { given: "result", ahead: [], end: end({ how: "seller" }) },
      { given: "no-result", ahead: [], end: end({ deposit: ada("1.72"), fees: ada("1.00") }) },
    ],
  };
  const drawn = text(forecastPart(forecast)).replaceAll("\u00a0", " ");
  for (const part of [/If a result is delivered in time: 2\.50 ADA are paid to the seller/, /If none is delivered in time: 2\.50 ADA come back to you/, /deposit of 1\.72 ADA comes back/, /at most 1\.00 ADA/]) assert.match(drawn, part);
});

test("what_is_over_has_no_future", () => {
  for (const how of /** @type {const} */ (["seller", "back", "divided", "in-wallet", "free"])) {
    assert.equal(text(forecastPart({ ahead: [], ways: [{ given: "nothing", ahead: [], end: end({ how, when: null }) }] })).trim(), "");
  }
  assert.match(text(forecastPart({ ahead: [], ways: [{ given: "nothing", ahead: [], end: end({ how: "uncollected", when: null }) }] })), /stay in escrow/);
});

test("all_of_it_is_one_line", () => {
  const view = { ...quiet, sums: /** @type {OutlookView["sums"]} */ ([["paid", [ada("13.00")]], ["back", [ada("2.00")]]]), questions: { count: 1, first: NOON + HOUR } };
  assert.match(outlookWords(view).replaceAll("\u00a0", " "), /^If you do nothing: 13\.00 ADA are paid to sellers, 2\.00 ADA come back, one question runs out .+\.$/);
  assert.ok(isQuiet(quiet) && !isQuiet(view) && !isQuiet({ ...quiet, next: NOON }));
});

test("a_week_ends_before_the_next_monday", () => {
  for (let day = 0; day < 7; day++) {
    const at = NOON + day * 24 * HOUR;
    const monday = new Date(endOfWeek(at));
    assert.ok(monday.getDay() === 1 && monday.getHours() === 0 && monday.getTime() > at && monday.getTime() - at <= 8 * 24 * HOUR);
  }
});
