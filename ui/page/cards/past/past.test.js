// What an agent cost before is told only where it is known what it costs now, and since when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { tell } from "../../clock.js";
import { priceWas } from "./past.js";

/** @import { AgentPast, PriceView } from "../../../types/contract.js" */

const NOON = new Date(2027, 0, 15, 12).getTime();
tell(NOON);

/** @param {string} text @returns {PriceView} */
const ada = (text) => ({ kind: "fixed", amounts: [{ amount: "1", unit: "", text, known: true }] });
/** @param {AgentPast["prices"]} prices @param {PriceView} price */
const drawn = (prices, price) => text(priceWas({ since: 0, prices, days: [], daysFrom: null, changes: [] }, price));

test("the_price_before_is_told_until_when_the_other_one_was_seen", () => {
  const prices = [{ since: null, price: ada("2.00 ADA") }, { since: NOON - 1, price: ada("3.50 ADA") }];
  assert.match(drawn(prices, ada("3.50 ADA")), /Before: 2\.00 ADA, until 11:59/);
  assert.match(drawn([{ since: null, price: { kind: "dynamic" } }, ...prices.slice(1)], ada("3.50 ADA")), /Before: Price on request, until/);
  // One that was never another one, and one that nobody has noted yet.
  for (const [known, price] of /** @type {const} */ ([[prices.slice(1), ada("3.50 ADA")], [prices, ada("9.00 ADA")], [[], ada("1.00 ADA")]])) assert.doesNotMatch(drawn([...known], price), /Before/);
});
