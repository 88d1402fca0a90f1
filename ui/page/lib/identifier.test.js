// What is taken for a whole agentIdentifier.
import assert from "node:assert/strict";
import { test } from "node:test";
import { typedIdentifier } from "./identifier.js";

test("a_whole_identifier_is_known_in_any_case_and_a_part_of_one_is_a_word_to_search_for", () => {
  const whole = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b0014df10";
  assert.equal(typedIdentifier(` ${whole.toUpperCase()}\n`), whole);
  for (const other of ["", "face", whole.slice(0, 56), `${whole} ${whole}`, `${whole}g`, "0".repeat(251)]) assert.equal(typedIdentifier(other), "", other);
});

test("a_link_to_an_agent_is_its_identifier_and_a_link_to_anything_else_is_none", () => {
  const whole = "67ab0c92c4ac1610895a1c965ee50aba41a8f1513b15240723b3bd0b0014df10";
  for (const link of [`masumi://agent/${whole}`, ` MASUMI://Agent/${whole.toUpperCase()}/ `]) assert.equal(typedIdentifier(link), whole, link);
  for (const other of [`masumi://pay/${whole}`, `masumi://agent/../${whole}`, `masumi://agent/${whole}/buy`, `masumi://agent/${whole}?x`, `masumi://agent/%36${whole.slice(1)}`, `masumi://agent@x/${whole}`, `https://agent/${whole}`]) assert.equal(typedIdentifier(other), "", other);
});
