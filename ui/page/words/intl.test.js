// How languages write numbers and amounts: whatever the separators, no digit is touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { intl } from "./intl.js";

const LOCALES = ["en-GB", "de-DE", "de-CH", "fr-FR", "pl-PL", "hi-IN", "ar-EG"];

/** An amount as the backend writes it. @param {string} whole @param {string} fraction */
const written = (whole, fraction) => `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}${fraction === "" ? "" : `.${fraction}`}`;

test("an_amount_has_the_separators_of_the_language", () => {
  assert.equal(intl("en-GB").amount("1,234.50 ADA"), "1,234.50 ADA");
  assert.equal(intl("de-DE").amount("1,234.50 ADA"), "1.234,50 ADA");
  assert.equal(intl("de-DE").amount("1,203,400.000001 tUSDM"), "1.203.400,000001 tUSDM");
  assert.equal(intl("de-DE").amount("3.50 ADA"), "3,50 ADA");
  assert.equal(intl("de-DE").amount("1,003.50 ADA + 0.25 tUSDM"), "1.003,50 ADA + 0,25 tUSDM");
  assert.equal(intl("de-DE").amount("1,003.50 ADA, 0.25 tUSDM"), "1.003,50 ADA, 0,25 tUSDM");
  assert.equal(intl("de-DE").amount("10,000.00 ADA · 50.00 tUSDM"), "10.000,00 ADA · 50,00 tUSDM");
  assert.equal(intl("de-DE").amount("2,500,000 × 16a5.b2,a3"), "2.500.000 × 16a5.b2,a3");
});

test("no_digit_of_an_amount_is_touched_in_any_language", () => {
  // Every length of what stands before and behind the mark, and far beyond what a float holds.
  for (const locale of LOCALES) {
    const { amount } = intl(locale);
    for (let length = 1; length <= 25; length += 1) {
      const whole = "9876543210987654321098765".slice(0, length);
      for (const fraction of ["", "50", "000001", "123456"]) {
        const shown = amount(`${written(whole, fraction)} ADA`);
        assert.equal(shown.replace(/\D/g, ""), whole + fraction, `${locale}: ${shown}`);
        assert.ok(shown.endsWith(" ADA"), shown);
      }
    }
  }
});

test("what_is_no_amount_of_the_backends_stays_as_it_is", () => {
  const { amount } = intl("de-DE");
  for (const text of ["", "nothing", "1,5 ADA", "12,34.5 ADA", "1.2.3", "0.26", "v1.2 of it", "1,234.50ADA", "0.5.1 × a"]) assert.equal(amount(text), text);
});

test("numbers_sizes_and_lists_are_the_languages_own", () => {
  const [en, de] = [intl("en-GB"), intl("de-DE")];
  assert.equal(en.number(200_000), "200,000");
  assert.equal(de.number(200_000), "200.000");
  assert.deepEqual(["200000", "0.5", "-1", "9007199254740993", ""].map(en.bound), ["200,000", "0.5", "-1", "9007199254740993", ""]);
  assert.equal(en.bytes(999), "999\u00a0bytes");
  assert.equal(en.bytes(1_500_000), "1.5\u00a0MB");
  assert.equal(de.bytes(1_500_000), "1,5\u00a0MB");
  assert.equal(en.percent(98), "98%");
  assert.equal(de.percent(98), "98\u00a0%");
  assert.equal(en.and.format(["a", "b", "c"]), "a, b and c");
  assert.equal(de.and.format(["a", "b", "c"]), "a, b und c");
  assert.equal(de.alphabetOf("Cyrl"), "Kyrillisch");
});

test("the_form_for_a_number_is_the_languages_own", () => {
  const en = intl("en-GB");
  assert.deepEqual([0, 1, 2, 21].map((count) => en.plural(count, "agent", "agents")), ["agents", "agent", "agents", "agents"]);
  const forms = { one: "agent", few: "agenci", many: "agentów", other: "agenta" };
  assert.deepEqual([1, 2, 5, 22].map((count) => intl("pl-PL").plurals(count, forms)), ["agent", "agenci", "agentów", "agenci"]);
});
