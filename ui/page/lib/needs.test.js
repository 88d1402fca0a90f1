// What buying for real needs, by what the connection test says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { needs, verdict } from "./needs.js";

/** @import { ConnectionCheck, ConnectionLine, Facts, LineState } from "../../types/contract.js" */

/** @param {ConnectionCheck} id @param {LineState} state @param {Facts} [facts] @returns {ConnectionLine} */
const line = (id, state, facts = {}) => ({ id, state, facts, failure: null });

/** @param {ConnectionLine[]} lines */
const states = (lines) => Object.fromEntries(needs({ lines, usable: true }).map(({ need, state }) => [need, state]));

test("without_a_test_nothing_is_known", () => {
  assert.deepEqual(new Set(needs(undefined).map(({ state }) => state)), new Set(["unknown"]));
});

/** @type {[string, ConnectionLine[], string, string][]} */
const TABLE = [
  ["a node that answers", [line("node-reachable", "passed")], "node", "done"],
  ["a node that does not", [line("node-reachable", "failed")], "node", "open"],
  ["a new release", [line("node-features", "passed", { release: "0.28" })], "version", "done"],
  ["an old release", [line("node-features", "warned", { release: "0.26" })], "version", "look"],
  ["a release that is not told", [line("node-features", "passed")], "version", "unknown"],
  ["a key that may pay", [line("node-key", "passed"), line("may-pay", "passed"), line("network-allowed", "passed"), line("credits", "passed")], "key", "done"],
  ["a key with a quota", [line("node-key", "passed"), line("may-pay", "passed"), line("credits", "warned")], "key", "look"],
  ["a key that may only read", [line("node-key", "passed"), line("may-pay", "warned"), line("credits", "passed")], "key", "open"],
  ["a key behind a node that is silent", [line("node-key", "skipped")], "key", "unknown"],
  ["both generations", [line("payment-sources", "passed", { sources: "V1, V2" })], "contracts", "done"],
  ["one generation", [line("payment-sources", "passed", { sources: "V2" })], "contracts", "look"],
  ["a wallet that nobody tells", [line("wallet", "warned", { known: "no", why: "not-told" })], "wallet", "look"],
  ["a node without a wallet", [line("wallet", "warned", { known: "no", why: "none" })], "wallet", "open"],
  ["an empty wallet", [line("balance", "warned")], "funds", "open"],
  ["a registry without agents", [line("registry-reachable", "passed"), line("registry-key", "passed"), line("registry-features", "warned")], "registry", "look"],
];

for (const [what, lines, need, state] of TABLE) {
  test(`${what.replaceAll(" ", "_")}_is_${state}`, () => assert.equal(states(lines)[need], state));
}

/** Everything that is asked of a node, as it should be. */
const GOOD = [
  line("node-reachable", "passed"), line("node-key", "passed"), line("may-pay", "passed"), line("network-allowed", "passed"), line("credits", "passed"),
  line("payment-sources", "passed", { sources: "V1, V2" }), line("node-features", "passed", { release: "0.28" }), line("wallet", "passed"), line("balance", "passed"),
  line("clock", "passed"), line("registry-reachable", "passed"), line("registry-key", "passed"), line("registry-features", "passed", { agents: "12" }),
];

/** What a good report comes to with other lines in it. @type {[string, ConnectionLine[], import("./needs.js").Verdict][]} */
const VERDICTS = [
  ["a good report", [], "ready"],
  ["one generation", [line("payment-sources", "passed", { sources: "V2" })], "ready"],
  ["a key with a quota", [line("credits", "warned")], "ready"],
  ["a key that may only read", [line("may-pay", "warned")], "looking"],
  ["a wallet without ADA", [line("balance", "warned")], "short"],
  ["no wallet", [line("wallet", "warned", { why: "none" }), line("balance", "skipped")], "short"],
  ["no agents", [line("registry-features", "warned", { agents: "0" })], "empty"],
  ["no agents and no ADA", [line("registry-features", "warned", { agents: "0" }), line("balance", "warned")], "short"],
  ["a wallet that nobody tells", [line("wallet", "warned", { why: "not-told" }), line("balance", "skipped")], "unknown"],
  ["a key that is refused", [line("node-key", "failed")], "failed"],
];

test("buying_works_only_where_all_that_it_needs_is_there_and_known", () => {
  for (const [what, others, comes] of VERDICTS) {
    const lines = GOOD.map((good) => others.find(({ id }) => id === good.id) ?? good);
    assert.equal(verdict({ lines, usable: lines.every(({ state }) => state !== "failed") }), comes, what);
  }
});
