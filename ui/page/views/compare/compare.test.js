// What differs between agents is said, and so is what is not known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { differs, rows } from "./compare.js";

/** @import { AgentView } from "../../../types/contract.js" */

/** @param {object} [card] @param {object} [record] */
const agent = (card = {}, record = {}) => /** @type {AgentView} */ (/** @type {unknown} */ ({
  host: "a.example.org",
  card: { price: { kind: "free" }, generation: null, blocked: null, uptime: null, alike: null, since: null, ...card },
  record: { jobs: 0, delivered: 0, refunded: 0, times: null, terms: { objection: null }, ...record },
}));

/** @param {string} id */
const fact = (id) => rows().find((row) => row.id === id) ?? assert.fail(id);

test("what_is_not_known_of_one_agent_differs_and_of_none_does_not", () => {
  const times = { median: 60_000, least: 1, most: 2, jobs: 3 };
  assert.equal(differs(fact("usual"), [agent(), agent({}, { times })]), true);
  assert.equal(differs(fact("usual"), [agent(), agent()]), false);
  assert.equal(fact("usual").key(agent()), null);
});

test("an_agent_that_cannot_be_paid_is_told_with_the_reason", () => {
  const payable = fact("payable");
  assert.equal(differs(payable, [agent(), agent({ blocked: "contract" })]), true);
  assert.match(text(payable.cell(agent({ blocked: "contract" }))), /Your node cannot pay its contract/);
  assert.match(text(payable.cell(agent())), /Yes/);
});

test("a_price_differs_by_what_is_paid", () => {
  const ada = (/** @type {string} */ amount) => ({ price: { kind: "fixed", amounts: [{ text: `${amount} ADA`, amount, unit: "", known: true }] } });
  assert.equal(differs(fact("price"), [agent(ada("1.00")), agent(ada("2.00"))]), true);
  assert.equal(differs(fact("kind"), [agent(ada("1.00")), agent(ada("2.00"))]), false);
});
