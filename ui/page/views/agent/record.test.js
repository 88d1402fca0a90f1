// A number opens what it counts, and nothing where it counts nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { recordCard } from "./record.js";

/** @import { AgentRecord } from "../../../types/contract.js" */

/** @type {AgentRecord} */
const NONE = { jobs: 0, delivered: 0, refunded: 0, times: null, read: 0, last: [], spent: [], asked: { jobs: 0, same: 0, other: [] }, quotes: [], terms: { jobs: 0, deliver: null, locked: null, objection: null } };
const ada = { amount: "2500000", unit: "", text: "2.50 ADA", known: true };

test("what_was_never_bought_has_no_numbers", () => {
  const drawn = text(recordCard(NONE, "7e8b"));
  assert.match(drawn, /You have not bought from this agent/);
  assert.doesNotMatch(drawn, /href=/);
});

test("every_number_that_counts_something_opens_it", () => {
  const times = { median: 60_000, least: 1_000, most: 120_000, jobs: 2 };
  const drawn = text(recordCard({ ...NONE, jobs: 3, delivered: 2, read: 3, times, spent: [ada] }, "7e8b"));
  for (const went of ["bought", "delivered"]) assert.ok(drawn.includes(`href=#/purchases/of/7e8b/${went}`), went);
  assert.doesNotMatch(drawn, /of\/7e8b\/refunded/);
  assert.match(drawn, /from 1\u00a0s to 2\u00a0min/);
});

test("another_price_than_the_listed_one_is_told_with_both_and_leads_to_the_job", () => {
  const other = { id: "p1", at: 0, listed: [ada], asked: [{ ...ada, text: "3.00 ADA" }] };
  const drawn = text(recordCard({ ...NONE, jobs: 2, read: 1, asked: { jobs: 2, same: 1, other: [other] } }, "7e8b"));
  assert.match(drawn, /exactly the listed price in 1 of 2 jobs/);
  assert.match(drawn, /href=#\/purchases\/p1.*listed 2\.50 ADA, asked 3\.00 ADA/);
  assert.match(drawn, /newest jobs \(1\)/);
});
