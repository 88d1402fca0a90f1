// The English table: tsc holds it against the contract's enums; this holds what types cannot say. What holds of every language is in
// languages.test.js.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { en } from "./en/index.js";

test("a_trouble_reads_as_a_sentence_in_time_when_due_and_without_a_moment", () => {
  for (const facts of [{ at: "", until: "", left: "", due: false, late: true }, { at: "14:32", until: "12:00", left: "over", due: true, late: true }]) {
    for (const [kind, words] of Object.entries(en.trouble)) {
      for (const sentence of [words.what, words.next, words.todo].map((say) => say({ since: "5 min", ...facts }))) {
        assert.match(sentence, /^[A-Z].*\.$/, kind);
        assert.doesNotMatch(sentence, /(around|before|by|from|for) ?[.,:]| {2}|undefined/, kind);
      }
    }
  }
});

test("a_button_asks_and_never_promises_the_money", () => {
  for (const [action, words] of Object.entries(en.refundAction)) {
    assert.doesNotMatch(words.button, /^refund/i, action);
    assert.doesNotMatch(words.confirm, /^refund/i, action);
  }
});

test("the_pay_button_names_every_amount", () => {
  assert.equal(en.review.pay(["3.50 tUSDM"]), "Pay 3.50 tUSDM");
  assert.equal(en.review.pay(["2.00 ADA", "3.50 tUSDM"]), "Pay 2.00 ADA and 3.50 tUSDM");
  assert.equal(en.review.payUpTo(["5.00 ADA"]), "Pay up to 5.00 ADA");
});

test("a_refund_card_without_a_moment_still_reads_as_a_sentence", () => {
  for (const [verdict, words] of Object.entries(en.verdict)) {
    const text = words("", "", "", "");
    assert.doesNotMatch(text, /around [.;]|until [.;]|from [.;]| {2}/, verdict);
    assert.match(text, /\.$/, verdict);
  }
});

test("another_price_is_told_with_both_amounts_and_accuses_nobody", () => {
  for (const id of /** @type {const} */ (["dearer", "cheaper", "another-price", "over-ceiling"])) {
    const text = en.warning[id]({ before: "5.00 ADA", after: "7.00 tUSDM" });
    assert.ok(text.includes("5.00 ADA") && text.includes("7.00 tUSDM"), text);
    assert.doesNotMatch(text, /hop(e|ed|ing)|nobody|look/, id);
  }
  assert.doesNotMatch(`${en.checkMeans.price} ${en.checkOutside.price}`, /hop(e|ed|ing)|nobody|look/);
});

test("what_cannot_be_taken_back_is_said_before_it_is_done", () => {
  assert.ok(en.refundAction.dispute.points.some((point) => /V2.*cannot be taken back/.test(point)));
  assert.match(en.refundAction.release.says, /cannot be undone/);
});

test("a_key_of_the_other_service_is_named_and_not_guessed_at", () => {
  assert.match(en.connectionNote["node-key"]?.({ swapped: "yes" }) ?? "", /key of the Registry Service, so it was not sent/);
  assert.match(en.connectionNote["registry-key"]?.({ swapped: "yes" }) ?? "", /key of the Payment Service, so it was not sent/);
});

test("what_is_not_known_is_not_said", () => {
  const facts = { since: "5 min", at: "14:32", until: "12:00", left: "1 h left", due: false, late: false };
  // A result may be on the page that no proof on the chain has confirmed yet.
  assert.doesNotMatch(`${en.onChain.FundsLocked} ${en.verdict["can-request"]("", "", "", "")}`, /nothing is delivered/i);
  // A request may have come before the result.
  assert.doesNotMatch(en.trouble.disputed.what(facts), /although/i);
  // A payment may have been released before the time to object was over.
  assert.doesNotMatch(en.phaseSays.settled, /time to object/i);
  // A payment that the node has is not one that it has sent.
  assert.doesNotMatch(en.step.paid.done, /sent/i);
});

test("every_sentence_is_said_somewhere", () => {
  const page = new URL("../", import.meta.url);
  const sources = readdirSync(page, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js") && !name.endsWith(".test.js") && !name.startsWith("words/"))
    .map((name) => readFileSync(new URL(name, page), "utf8"))
    .join("\n");
  const unsaid = Object.entries(en).flatMap(([table, words]) => {
    // A table that is read with a word of the contract is held by its type.
    if (new RegExp(`say\\.${table}\\b(\\[| :|,|\\))`).test(sources)) return [];
    if (typeof words !== "object" || Array.isArray(words)) return sources.includes(`say.${table}`) ? [] : [table];
    return Object.keys(words).filter((key) => !sources.includes(`say.${table}.${key}`)).map((key) => `${table}.${key}`);
  });
  assert.deepEqual(unsaid, []);
});
