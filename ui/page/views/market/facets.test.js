// What the market is narrowed by: which values are offered, in which order, and what they are called.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ranged, turned } from "../../kit/facet-rail/chosen.js";
import { NOTHING } from "./asked.js";
import { groups, learnt, nothingKnown, pills, spreadOf, valueName } from "./facets.js";

/** @import { Facet, FacetsView } from "../../../types/contract.js" */

/** @param {string} figure @param {string} ticker */
const money = (figure, ticker) => ({ amount: "1", unit: "", text: `${figure} ${ticker}`, known: true });
/** @param {string} unit @param {string} ticker @param {number} count @returns {FacetsView["prices"][number]} */
const spread = (unit, ticker, count) => ({ unit, ticker, count, least: money("0.50", ticker), most: money("1,200.00", ticker), bins: [{ from: money("0.50", ticker), to: money("600.00", ticker), count: 3 }, { from: money("600.00", ticker), to: money("1,200.00", ticker), count: 1 }] });
/** @param {Partial<Record<Facet, [string, string, number][]>>} facets @param {FacetsView["prices"]} [prices] @returns {FacetsView} */
const view = (facets, prices = []) => ({
  total: 9, prices,
  facets: Object.entries(facets).map(([facet, values]) => ({ facet: /** @type {Facet} */ (facet), more: 0, values: values.map(([value, name, count]) => ({ value, name, count })) })),
});
const range = { turn: () => {}, wrong: false };

test("values_keep_their_places_and_stay_when_there_are_none_left", () => {
  const first = learnt(nothingKnown(), view({ tag: [["text", "Text", 5], ["law", "Law", 3]] }));
  const then = learnt(first, view({ tag: [["law", "Law", 3], ["tea", "Tea", 1]] }));
  const [tags] = groups(then, NOTHING, range);
  assert.ok(tags && "values" in tags);
  assert.deepEqual(tags.values.map(({ name, count, none }) => [name, count, none]), [["Text", "0", true], ["Law", "3", false], ["Tea", "1", false]]);
});

test("what_can_be_paid_comes_first_and_each_reason_says_what_can_be_done", () => {
  const known = learnt(nothingKnown(), view({ tag: [["a", "a", 1], ["b", "b", 1]], payable: [["contract", "", 7], ["yes", "", 2]] }));
  const asked = { ...NOTHING, chosen: turned({}, "payable", "contract", "include") };
  const [payable, tags] = groups(known, asked, range);
  assert.ok(payable && "values" in payable);
  assert.equal(tags?.id, "tag");
  assert.deepEqual(payable.values.map(({ id }) => id), ["yes", "contract"]);
  assert.match(payable.values[1]?.tip ?? "", /payment source.*\n.*Whoever runs your node/s);
  assert.match(payable.note ?? "", /Whoever runs your node can add/);
});

test("a_facet_that_divides_nothing_is_not_offered_unless_something_of_it_is_chosen", () => {
  const known = learnt(nothingKnown(), view({ rail: [["standard", "", 9]] }));
  assert.deepEqual(groups(known, NOTHING, range), []);
  const chosen = turned({}, "tag", "gone", "exclude");
  assert.deepEqual(groups(known, { ...NOTHING, chosen }, range).map(({ id }) => id), ["tag"]);
});

test("words_of_sellers_are_as_they_wrote_them_and_a_word_that_nobody_knows_is_quoted", () => {
  assert.equal(valueName("tag", "seo", "SEO"), "SEO");
  assert.equal(valueName("tag", "seo", ""), "seo");
  assert.equal(valueName("status", "asleep", ""), "“asleep”");
  assert.equal(valueName("payable", "x402", ""), "Paid over x402");
});

test("a_price_has_the_token_that_was_chosen_or_the_first", () => {
  const known = learnt(nothingKnown(), view({}, [spread("", "ADA", 4), spread("abc", "tUSDM", 2)]));
  assert.equal(spreadOf(known, "")?.ticker, "ADA");
  assert.equal(spreadOf(known, "lovelace")?.ticker, "ADA");
  assert.equal(spreadOf(known, "abc")?.ticker, "tUSDM");
  assert.equal(spreadOf(known, "gone"), undefined);
  const [price] = groups(known, NOTHING, range);
  assert.ok(price && "bins" in price);
  assert.deepEqual([price.least, price.most, price.bins.map(({ share }) => share)], ["0.50", "1,200.00", [1, 1 / 3]]);
  assert.equal(price.bins[0]?.says, "0.50 ADA to 600.00 ADA: 3 agents");
});

test("a_range_that_leaves_nothing_can_still_be_changed", () => {
  const asked = { ...NOTHING, unit: "lovelace", chosen: ranged({}, "price", "900", "") };
  const [price] = groups(nothingKnown(), asked, range);
  assert.ok(price && "bins" in price);
  assert.deepEqual([price.id, price.bins, price.unit], ["price", [], "lovelace"]);
});

test("each_choice_is_a_pill_that_takes_itself_back", () => {
  const known = learnt(nothingKnown(), view({ bought: [["no", "", 4], ["yes", "", 1]] }, [spread("", "ADA", 4)]));
  const chosen = ranged(turned(turned({}, "bought", "no", "include"), "tag", "law", "exclude"), "price", "1.50", "");
  /** @type {unknown[]} */
  const left = [];
  const all = pills(known, { ...NOTHING, chosen, unit: "lovelace" }, (next) => left.push(next));
  assert.deepEqual(all.map(({ text, excluded }) => [text, excluded]), [["Not bought before", false], ["law", true], ["From 1.50 ADA", false]]);
  for (const pill of all) pill.remove();
  assert.deepEqual(left.map((one) => Object.keys(/** @type {object} */ (one))), [["tag", "price"], ["bought", "price"], ["bought", "tag"]]);
});
