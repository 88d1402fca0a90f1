import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged } from "./palette.js";

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
