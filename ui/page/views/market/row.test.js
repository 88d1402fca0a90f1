// One agent in the list: what is an exception is said, and what sellers wrote stays theirs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { now, tell } from "../../clock.js";
import { perRow } from "./density.js";
import { agentLink, uptimeStep } from "./row.js";

/** @import { AgentCard } from "../../../types/contract.js" */

tell(1_800_000_000_000);

/** @type {AgentCard} */
const PLAIN = {
  id: "a1", shortId: "a1…f0", name: "Text Summarizer", mixedAlphabets: [], alike: null, author: "Kantor", summary: "Summarises texts.", tags: ["text", "law"],
  price: { kind: "fixed", amounts: [{ amount: "1250000", unit: "", text: "1,001.25 ADA", known: true }] }, status: "Online", uptime: 99, since: 0, generation: "Web3CardanoV1", blocked: null, bought: 0, favourite: false, sellerKey: "", host: "a.example",
};
const DENSITIES = /** @type {const} */ (["comfortable", "compact", "cards"]);
/** @param {Partial<AgentCard>} other @param {typeof DENSITIES[number]} [density] @param {string[]} [words] */
const drawn = (other, density = "comfortable", words = []) => text(agentLink({ ...PLAIN, ...other }, { density, words, stop: "0", picture: () => "", acts: { compared: false, favour() {}, compare() {}, at() {} } }));

test("what_is_so_everywhere_is_not_said", () => {
  for (const density of DENSITIES) {
    assert.doesNotMatch(drawn({}, density), /role=img aria-label=(Favourite|Marked)|agent-status|agent-away|agent-short|agent-why|>New|bought/, density);
    assert.doesNotMatch(drawn({ author: "" }, density), /not given|by /, density);
    assert.doesNotMatch(drawn({ blocked: "node-unknown" }, density), /agent-why|agent-blocked/, density);
  }
});

test("what_is_an_exception_is_said_in_every_density", () => {
  /** @type {[Partial<AgentCard>, RegExp][]} */
  const rows = [
    [{ status: "Offline" }, /data-status=Offline/], [{ uptime: 82 }, /agent-away">82\s?% uptime/], [{ uptime: null }, /has not checked/], [{ since: now() - 3_600_000 }, />New</], [{ bought: 2 }, /bought 2 times/],
    [{ blocked: "contract" }, /agent-why.*Your node cannot pay its contract/s], [{ favourite: true }, /aria-label=Favourite/],
    [{ alike: { way: "looks-like", name: "Text", id: "b", shortId: "b", alphabet: null, earlier: true } }, /a1…f0.*Looks like “Text”/s], [{ name: "" }, /Unnamed agent/],
  ];
  for (const [other, says] of rows) for (const density of DENSITIES) assert.match(drawn(other, density), says, `${density} ${JSON.stringify(other)}`);
});

test("the_point_of_a_price_has_a_column_and_what_there_is_no_room_for_is_counted", () => {
  assert.match(drawn({}), /price-whole">1,001<.*price-fraction">\.25<.*price-unit"> ADA/s);
  const amounts = ["1.00 ADA", "2.00 tUSDM", "3.00 X"].map((text) => ({ amount: "1", unit: "u", text, known: true }));
  assert.match(drawn({ price: { kind: "fixed", amounts } }), /1.*\+ 2 more/s);
  assert.match(drawn({ price: { kind: "fixed", amounts } }, "compact"), /\+2/);
  assert.match(drawn({ price: { kind: "fixed", amounts: amounts.slice(0, 2) } }), />1<.*>2</s);
  assert.match(drawn({ price: { kind: "fixed", amounts: [{ amount: "5", unit: "abcd", text: "5 × abcd", known: false }] } }), /price-raw.*5 × abcd/s);
});

test("words_that_were_searched_for_are_marked_in_name_summary_and_tags", () => {
  const marks = [...drawn({}, "comfortable", ["summ", "te"]).matchAll(/<mark>(.*?)<\/mark>/g)].map(([, mark]) => mark);
  assert.deepEqual(marks, ["Te", "Summ", "Summ", "te", "te"]);
});

test("uptime_is_five_steps_and_small_ones_near_the_top", () => {
  assert.deepEqual([100, 99, 98, 97, 96, 90, 89, 75, 74, 0].map(uptimeStep), [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
});

test("cards_stand_side_by_side_as_there_is_room_and_rows_never_do", () => {
  assert.deepEqual([0, 17, 36, 90].map((width) => perRow("cards", width)), [1, 1, 2, 5]);
  assert.equal(perRow("compact", 90), 1);
});
