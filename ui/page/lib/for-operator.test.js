// What is copied for whoever runs the node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forOperator } from "./for-operator.js";

/** @import { ConnectionCheck, ConnectionLine, ConnectionReport, Facts, Failure, LineState } from "../../types/contract.js" */

const KEY = "masumi-payment-9f3a1c77b0de42";
const about = { network: /** @type {const} */ ("Preprod"), version: "0.1.0", secrets: [KEY, ""] };

/** @param {ConnectionCheck} id @param {LineState} state @param {Facts} [facts] @param {Partial<Failure>} [failure] @returns {ConnectionLine} */
const line = (id, state, facts = {}, failure) => ({ id, state, facts, failure: failure ? { code: "key-may-not", side: "node", moved: "no", quote: "", retry: false, ...failure } : null });

/** @param {ConnectionLine[]} lines @returns {ConnectionReport} */
const report = (lines) => ({ lines, usable: false });

test("it_names_the_host_the_release_the_line_that_failed_in_whose_words_and_what_is_asked_for", () => {
  const text = forOperator(report([
    line("node-reachable", "passed", { host: "node.example.org" }),
    line("may-pay", "failed", {}, { quote: "Unauthorized, payment access\nrequired" }),
    line("node-features", "passed", { release: "0.28" }),
    line("registry-reachable", "passed", { host: "registry.example.org", version: "0.1.2" }),
  ]), about);
  for (const part of ["Preprod", "Payment Service: node.example.org, answers like version 0.28", "Registry Service: registry.example.org, version 0.1.2", "The key may pay: FAILED",
    "\"Unauthorized, payment access required\"", "Please give this key the permission to read and pay."]) assert.ok(text.includes(part), `${part}\n${text}`);
  assert.doesNotMatch(text, /undefined|null|\[object/);
});

test("what_passed_asks_for_nothing", () => {
  const text = forOperator(report([line("node-reachable", "passed", { host: "node.example.org" }), line("may-pay", "skipped")]), about);
  assert.match(text, /Every line passed/);
  assert.doesNotMatch(text, /Please/);
});

test("no_key_that_was_typed_is_in_it_wherever_the_other_side_puts_it", () => {
  /** @type {ConnectionCheck[]} */
  const every = ["node-reachable", "node-key", "may-pay", "network-allowed", "credits", "payment-sources", "node-features", "wallet", "balance", "clock", "registry-reachable", "registry-key", "registry-features"];
  const facts = Object.fromEntries(["host", "version", "networks", "credits", "sources", "unready", "unmatched", "elsewhere", "v1", "v2", "any", "network", "trusted", "proxy", "limited"].map((name) => [name, `a ${KEY} b`]));
  for (const id of every) {
    for (const state of /** @type {const} */ (["failed", "warned", "passed"])) {
      const text = forOperator(report([line(id, state, facts, { quote: `no rights for ${KEY}` })]), about);
      assert.equal(text.includes(KEY), false, text);
      assert.ok(text.includes("Please") === (state !== "passed"), text);
    }
  }
});
