import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { blanksLeft, filledNotice } from "./filled.js";

/** @import { FilledView, Form, PriceView } from "../../../types/contract.js" */

const form = /** @type {Form} */ (/** @type {unknown} */ ({ groups: [{ fields: [{ id: "a", label: "Your text" }] }] }));
const ada = (/** @type {string} */ amount) => ({ text: `${amount} ADA`, amount: "1", unit: "", known: true });
/** @param {object} filled */
const of = (filled) => /** @type {FilledView} */ ({ with: { kind: "template", id: "1", name: "Daily" }, lost: 0, blanks: [], draft: false, ...filled });
/** @param {FilledView} filled @param {PriceView} [price] @param {boolean} [wrong] */
const drawn = (filled, price, wrong = false) => text(filledNotice({ id: "7e", filled, price, form, answers: { a: "News: {file}" }, wrong, onInput: () => {} }));

test("a_blank_is_left_until_its_place_is_gone", () => {
  const filled = of({ blanks: [["a", "file"], ["a", "clipboard"]] });
  assert.deepEqual(blanksLeft(filled, { a: "News: {file}" }), [["a", "file"]]);
  assert.deepEqual(blanksLeft(filled, { a: "News" }), []);
  assert.deepEqual(blanksLeft(null, { a: "{file}" }), [], "what was typed is no blank");
  assert.match(drawn(filled, undefined, true), /“Your text” has a blank.*Fill in every blank/s);
});

test("the_price_of_then_stands_beside_the_one_of_now", () => {
  const again = of({ with: { kind: "again", purchase: "1", at: 1_795_348_800_000, price: { kind: "fixed", amounts: [ada("2.00")] } } });
  assert.match(drawn(again, { kind: "fixed", amounts: [ada("2.50")] }), /approved for 2\.00\sADA\. .*Now the agent asks 2\.50\sADA\./);
  assert.match(drawn(again, { kind: "fixed", amounts: [ada("2.00")] }), /The price is the same now\./);
});

test("where_a_result_went_is_said_or_that_it_went_nowhere", () => {
  const result = { kind: "result", purchase: "1", agentName: "Poet", question: "Your text", cut: true };
  assert.match(drawn(of({ with: result })), /“Your text” has the result of “Poet”.*Only its beginning/s);
  assert.match(drawn(of({ with: { ...result, question: null, cut: false }, lost: 2 })), /asks for no text.*2 answers are missing/s);
});
