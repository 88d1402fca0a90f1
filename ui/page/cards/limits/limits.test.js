// The review says how long nothing comes of a yes, and says so where there is no time for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { tell } from "../../clock.js";
import { reviewLimits } from "./limits.js";

/** @import { ApprovalView } from "../../../types/contract.js" */

const NOON = Date.UTC(2026, 10, 27, 12);
const MINUTE = 60_000;
tell(NOON);

/** @param {number | null} waits @param {number | null} latest minutes from now @returns {string} */
const said = (waits, latest) => text(reviewLimits(/** @type {ApprovalView} */ (/** @type {unknown} */ ({ limits: [], notAllowed: null, waits, waitsNoLaterThan: latest === null ? null : NOON + latest * MINUTE }))));

test("a_payment_waits_as_long_as_there_is_time_and_the_review_says_how_long", () => {
  /** @type {[number | null, number | null, RegExp][]} */
  const table = [
    [60, null, /The job starts 1\u00a0h after you approve/],
    [60, 90, /The payment leaves 1\u00a0h after you approve.*you can stop it/],
    [60, 59, /waits until .* only\. You can stop it until then/],
    [60, 0, /leaves at once when you approve, and you cannot stop it/],
    [60, -10, /leaves at once when you approve, and you cannot stop it/],
  ];
  for (const [waits, latest, words] of table) assert.match(said(waits, latest), words, `${waits} ${latest}`);
  assert.equal(said(null, null), "");
});
