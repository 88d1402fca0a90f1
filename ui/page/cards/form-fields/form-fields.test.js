// How each kind of question is asked, as the text of the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formFields, linesOf } from "./form-fields.js";
import { text } from "../../../tests/drawn.js";
import { say } from "../../words/say.js";

/** @import { Answers, Field, FieldError } from "../../../types/contract.js" */

/** @param {Partial<Field>} field @returns {Field} */
const field = (field) => ({
  id: "x", label: "Question", kind: "text", rawType: "string", description: "", placeholder: "", required: true, insists: false, options: [],
  default: null, min: null, max: null, step: null, formats: [], accept: null, embedded: false, cut: false, ...field,
});

/** @param {Partial<Field>} one @param {Answers} [answers] @param {FieldError[]} [errors] @param {Record<string, string>} [notes] */
const asked = (one, answers = {}, errors = [], notes = {}) => text(formFields({ form: { groups: [{ id: "", title: "", fields: [field(one)] }] }, notes, answers, errors, onInput: () => undefined }));

test("a_text_keeps_its_lines_and_grows_with_them", () => {
  assert.match(asked({}), /<textarea[^>]* rows=1 /);
  assert.match(asked({}, { x: "one\ntwo\n\nfour" }), /<textarea[^>]* rows=4 /);
  assert.equal(linesOf("x".repeat(300), 1), 4, "a long line is broken");
  assert.equal(linesOf("\n".repeat(5_000), 1), 20, "and from there it is scrolled");
  for (const format of ["email", "url", "tel-pattern", "integer"]) assert.doesNotMatch(asked({ formats: [format] }), /<textarea/, format);
  assert.match(asked({ kind: "json", rawType: "object" }), /<textarea[^>]* rows=5 /);
});

test("an_open_yes_or_no_has_three_states_and_a_needed_one_two", () => {
  const open = asked({ kind: "boolean", required: false });
  assert.equal(open.match(/type="radio"/g)?.length, 2);
  assert.doesNotMatch(open, /field-clear|\.checked=true/);
  assert.match(asked({ kind: "boolean", required: false }, { x: false }), /field-clear/);
  assert.match(asked({ kind: "boolean" }), /type="checkbox"/);
  assert.doesNotMatch(asked({ kind: "boolean" }), /class="required"/);
  assert.match(asked({ kind: "boolean", min: "1" }), /class="required"/);
});

test("where_an_engine_knows_no_dates_the_field_takes_one_that_is_typed", () => {
  for (const kind of /** @type {const} */ (["date", "datetime-local", "time", "month", "week"])) {
    // An engine that has no control of this type makes a plain field of it, in which only this says how it is written.
    assert.ok(asked({ kind }).includes(`placeholder=${say.example[kind]}`), asked({ kind }));
  }
});

test("an_untouched_colour_does_not_look_chosen", () => {
  assert.match(asked({ kind: "color", required: false }), /input-color-none.*data-chosen=false/s);
  const chosen = asked({ kind: "color", required: false }, { x: "#112233" });
  assert.match(chosen, /data-chosen=true/);
  assert.match(chosen, /field-clear/);
  assert.doesNotMatch(chosen, /input-color-none/);
});

test("what_cannot_be_read_keeps_its_place_and_cannot_be_chosen", () => {
  const options = ["Basic", "null", "Pro"].map((label) => ({ label, readable: label !== "null" }));
  const few = asked({ kind: "option", max: "1", options });
  assert.deepEqual([...few.matchAll(/data-index=(\d)[^<]*\?disabled=(\w+)/g)].map(([, index, disabled]) => [index, disabled]), [["0", "false"], ["1", "true"], ["2", "false"]]);
  const many = asked({ kind: "option", max: "1", options: [...options, ...options, ...options] });
  assert.match(many, /<option value=1[^>]*\?disabled=true/);
  assert.match(many, /<option value=2[^>]*\?disabled=false/);
});

test("what_was_refused_for_being_empty_can_be_left_so_unless_the_agent_insists", () => {
  /** @type {FieldError[]} */
  const errors = [{ field: "x", rule: "required", limit: "", text: "" }];
  assert.doesNotMatch(asked({}), /field-leave/);
  assert.match(asked({}, {}, errors), /field-leave/);
  assert.doesNotMatch(asked({ insists: true }, {}, errors), /field-leave/);
  assert.match(asked({}, { x: null }), /Left empty/);
});

test("a_nonce_is_said_to_be_filled_in_and_not_asked", () => {
  const nonce = asked({ kind: "nonce", required: false });
  assert.match(nonce, /filled in for you/);
  assert.doesNotMatch(nonce, /<input|<textarea/);
});

test("what_a_form_explains_in_markdown_is_shown_as_a_result_is_and_else_as_it_was_written", () => {
  const description = "**bold**";
  for (const kind of /** @type {const} */ (["none", "text"])) {
    const rendered = asked({ kind, description }, {}, [], { x: "<strong>bold</strong>" });
    assert.match(rendered, /class="prose"[^]*<strong>bold<\/strong>/, kind);
    assert.ok(!rendered.includes(description), kind);
    const plain = asked({ kind, description }, {}, [], { y: "<strong>of another field</strong>" });
    assert.ok(plain.includes(`<p>${description}</p>`) && !plain.includes("prose"), kind);
    assert.doesNotMatch(asked({ kind, id: "constructor", description }), /prose/, kind);
  }
});

test("a_file_that_is_wanted_itself_says_that_an_address_will_not_do", () => {
  assert.match(asked({ kind: "file", embedded: true }), /base64/);
  assert.doesNotMatch(asked({ kind: "file" }), /base64/);
});
