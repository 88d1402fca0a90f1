// What a long list fetches, and where keys lead in it. That it scrolls is told by a story in the real window.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./pages.js";
import { leadsTo } from "./window-list.js";

/** A source that answers when it is told to. */
function source() {
  /** @type {{ from: number, answer: (rows: string[]) => Promise<void>, refuse: () => Promise<void> }[]} */
  const asked = [];
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  let arrived = 0;
  let failed = 0;
  const known = pages({
    size: 10,
    read: (from) => new Promise((resolve, reject) => asked.push({ from, answer: async (rows) => (resolve(rows), void (await settled())), refuse: async () => (reject(new Error("no")), void (await settled())) })),
    arrived: () => arrived++,
    failed: () => failed++,
  });
  return { known, asked, told: () => ({ arrived, failed }) };
}
/** @param {number} from @param {string} [word] */
const rows = (from, word = "row") => Array.from({ length: 10 }, (_none, index) => `${word} ${from + index}`);

test("what_is_looked_at_is_fetched_and_a_row_is_there_afterwards", async () => {
  const { known, asked } = source();
  known.look(5, 12);
  assert.deepEqual(asked.map(({ from }) => from), [0, 10]);
  assert.equal(known.at(12), undefined);
  await asked[1]?.answer(rows(10));
  assert.equal(known.at(12), "row 12");
  assert.equal(known.find((row) => row === "row 15"), 15);
});

test("what_came_with_a_list_is_there_at_once_and_not_fetched", () => {
  const { known, asked } = source();
  known.begin(rows(0));
  known.look(0, 12);
  assert.equal(known.at(9), "row 9");
  assert.deepEqual(asked.map(({ from }) => from), [10]);
});

test("pages_that_were_only_passed_are_not_fetched", async () => {
  const { known, asked } = source();
  for (let at = 0; at < 900; at += 10) known.look(at, at + 9);
  assert.deepEqual(asked.map(({ from }) => from), [0, 10]);
  await asked[0]?.answer(rows(0));
  assert.deepEqual(asked.map(({ from }) => from), [0, 10, 890]);
});

test("nothing_of_the_list_before_comes_into_the_next_one", async () => {
  const { known, asked } = source();
  known.look(0, 9);
  known.reset(false);
  known.look(0, 9);
  await asked[0]?.answer(rows(0, "old"));
  assert.equal(known.at(0), undefined);
  await asked[1]?.answer(rows(0, "new"));
  assert.equal(known.at(0), "new 0");
});

test("a_list_that_changes_shows_what_it_knew_until_it_knows_better", async () => {
  const { known, asked } = source();
  known.look(0, 9);
  await asked[0]?.answer(rows(0, "old"));
  known.reset(true);
  assert.equal(known.at(0), "old 0");
  assert.equal(known.fresh(0, 9), false);
  known.look(0, 9);
  await asked[1]?.answer(rows(0, "new"));
  assert.equal(known.at(0), "new 0");
  assert.equal(known.fresh(0, 9), true);
});

test("what_failed_is_asked_for_again_only_when_it_is_wished", async () => {
  const { known, asked, told } = source();
  known.look(0, 9);
  await asked[0]?.refuse();
  known.look(0, 9);
  assert.equal(asked.length, 1);
  assert.equal(told().failed, 1);
  known.again();
  assert.equal(asked.length, 2);
});

test("what_is_far_away_is_forgotten", async () => {
  const { known, asked } = source();
  for (let page = 0; page < 100; page++) {
    known.look(page * 10, page * 10 + 9);
    await asked[page]?.answer(rows(page * 10));
  }
  assert.equal(known.at(0), undefined);
  assert.equal(known.at(999), "row 999");
});

test("keys_lead_through_the_list_and_stop_at_its_ends", () => {
  assert.equal(leadsTo("ArrowDown", 4, 100, 10), 5);
  assert.equal(leadsTo("ArrowUp", 0, 100, 10), 0);
  assert.equal(leadsTo("PageDown", 95, 100, 10), 99);
  assert.equal(leadsTo("PageUp", 15, 100, 10), 5);
  assert.equal(leadsTo("End", 3, 100_000, 10), 99_999);
  assert.equal(leadsTo("Home", 3, 100, 10), 0);
  assert.equal(leadsTo("x", 3, 100, 10), null);
  assert.equal(leadsTo("ArrowDown", 0, 0, 10), null);
});
