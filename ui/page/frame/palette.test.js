import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, marks } from "./palette.js";

/** @param {string} of @param {string} group @param {string} text */
const entry = (of, group, text) => ({ of, group, icon: /** @type {const} */ ("market"), text, run: () => {} });
const own = [entry("go-market", "Go to", "Market"), entry("go-wallet", "Go to", "Wallet"), entry("copy-address", "Actions", "Copy the wallet address")];
const others = [entry("agent 1", "Agents", "Wallet Watcher"), entry("agent 2", "Agents", "Tide Teller")];

/** @param {ReturnType<typeof arranged>} list */
const told = (list) => list.map(({ group, of }) => `${group}: ${of}`);

test("with_nothing_typed_what_was_chosen_last_is_first_and_nothing_is_there_twice", () => {
  const last = [entry("agent 1", "Agents", "Wallet Watcher"), entry("go-wallet", "Go to", "Wallet")];
  assert.deepEqual(told(arranged(own, [], last, "")), ["Recent: agent 1", "Recent: go-wallet", "Go to: go-market", "Actions: copy-address"]);
});

test("what_does_not_apply_any_more_is_not_recent", () => {
  assert.deepEqual(told(arranged(own, [], [entry("purchase-refund", "On this page", "Ask for the money back…")], "")).filter((one) => one.startsWith("Recent")), []);
});

test("the_best_match_is_first_whatever_it_is_and_its_letters_are_marked", () => {
  const list = arranged(own, others, [], "watcher");
  assert.equal(list[0]?.of, "agent 1");
  assert.deepEqual(list[0]?.ranges, [7, 14]);
  assert.equal(arranged(own, others, [], "mark")[0]?.of, "go-market");
});

test("what_the_backend_found_by_other_words_is_last_in_its_group_and_not_lost", () => {
  assert.deepEqual(told(arranged(own, others, [], "wallet")), ["Go to: go-wallet", "Agents: agent 1", "Agents: agent 2", "Actions: copy-address"]);
  assert.deepEqual(told(arranged(own, others, [], "tides in the harbour")), ["Agents: agent 1", "Agents: agent 2"]);
});

const mark = (/** @type {string} */ id, /** @type {string} */ name) => ({ id, name, shortId: id, at: 0 });
const marked = { recent: [mark("3", "Tide Teller"), mark("1", "Wallet Watcher"), mark("4", "Poet")], favourites: [mark("1", "Wallet Watcher"), mark("2", "Painter")], templates: [], searches: [{ id: "7", list: /** @type {const} */ ("market"), name: "Cheap translators", query: "q=translate" }] };

test("what_was_marked_stands_once_and_before_what_can_be_done", () => {
  const all = marks(/** @type {any} */ ({}), marked, 2);
  assert.deepEqual(all.map(({ of }) => of), ["agent 3", "agent 4", "agent 1", "agent 2", "search 7"]);
  assert.deepEqual(arranged([...all, ...own], [], [entry("agent 2", "Agents", "Painter")], "").map(({ of }) => of).slice(0, 3), ["agent 2", "agent 3", "agent 4"]);
});

test("an_agent_that_is_marked_and_found_is_listed_once", () => {
  const all = marks(/** @type {any} */ ({}), marked, Infinity);
  assert.deepEqual(arranged([...all, ...own], others, [], "watcher").map(({ of }) => of).filter((of) => of === "agent 1"), ["agent 1"]);
  assert.equal(arranged([...all, ...own], others, [], "cheap")[0]?.of, "search 7");
});
