// How a language counts, lists, and writes numbers and amounts. `Intl` does it, made once for each language. No module outside
// the words formats anything itself.

/** Between a number and what it counts, so that no line ends there. @param {string} text */
const unbroken = (text) => text.replaceAll(" ", "\u00a0");

/** An amount as the backend writes it: grouped with commas, with a point, before its token; alone or among others. */
const AMOUNT = /(?<=^|[+,] )\d{1,3}(?:,\d{3})*(?:\.\d+)?(?= (?:× )?\w)/g;

/** @param {string} locale */
export function intl(locale) {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent" });
  const scripts = new Intl.DisplayNames(locale, { type: "script" });
  const separator = (/** @type {"group" | "decimal"} */ kind) => new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(123_456.5).find(({ type }) => type === kind)?.value ?? "";
  const [group, decimal] = [separator("group"), separator("decimal")];
  /** @param {"byte" | "kilobyte" | "megabyte"} unit @param {number} digits after the decimal mark */
  const sizes = (unit, digits) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumFractionDigits: digits });
  const [byte, kilobyte, megabyte] = [sizes("byte", 0), sizes("kilobyte", 0), sizes("megabyte", 1)];
  return {
    /** Joins as in a sentence: `a, b and c`. */
    and: new Intl.ListFormat(locale, { type: "conjunction" }),

    /** What an alphabet is called. @param {string} code of ISO 15924: `Latn`; another word is shown as it is */
    alphabetOf: (code) => (/^[A-Z][a-z]{3}$/.test(code) ? (scripts.of(code) ?? code) : code),

    /** The form for a number, where a language has two. @param {number} count @param {string} one @param {string} other */
    plural: (count, one, other) => (rules.select(count) === "one" ? one : other),

    /** The form for a number, where a language has more. @param {number} count @param {{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} forms */
    plurals: (count, forms) => forms[rules.select(count)] ?? forms.other,

    /** @param {number} count */
    number: (count) => numbers.format(count),

    /** A bound as an agent gave it. @param {string} text what is no whole number is given back as it is */
    bound: (text) => (/^\d{1,15}$/.test(text) ? numbers.format(Number(text)) : text),

    /** @param {number} percent 0 to 100 */
    percent: (percent) => unbroken(percents.format(percent / 100)),

    /** @param {number} count */
    bytes: (count) => unbroken(count < 1000 ? byte.format(count) : count < 1_000_000 ? kilobyte.format(count / 1000) : megabyte.format(count / 1_000_000)),

    /**
     * Amounts as the backend wrote them, with this language's separators. Nothing is computed or rounded: no digit is touched.
     * @param {string} text `1,234.50 ADA`, `3.50 ADA + 0.25 tUSDM`; anything else is given back as it is
     */
    amount: (text) => text.replace(AMOUNT, (written) => written.replace(/[,.]/g, (mark) => (mark === "," ? group : decimal))),

    /** A number that was typed or read with a point, with this language's mark. @param {string} text digits and at most one point */
    decimal: (text) => text.replace(".", decimal),
  };
}
