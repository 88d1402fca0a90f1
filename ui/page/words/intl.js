// How a language counts, lists, and writes numbers and amounts. `Intl` does it, made once for each language. No module outside
// the words formats anything itself.

/** Between a number and what it counts, so that no line ends there. @param {string} text */
const unbroken = (text) => text.replaceAll(" ", "\u00a0");

/** An amount as the backend writes it: grouped with commas, with a point, before its token; alone or among others, however they are joined. */
const AMOUNT = /(?<=^|[+,·] )\d{1,3}(?:,\d{3})*(?:\.\d+)?(?= (?:× )?\w)/g;

/** Made when it is wanted first: a format takes a millisecond to make, and few are needed at the start. @template T @param {() => T} make */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/** @param {string} locale */
export function intl(locale) {
  const rules = once(() => new Intl.PluralRules(locale));
  const numbers = once(() => new Intl.NumberFormat(locale));
  const percents = once(() => new Intl.NumberFormat(locale, { style: "percent" }));
  const scripts = once(() => new Intl.DisplayNames(locale, { type: "script" }));
  const lists = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const parts = once(() => new Map(numbers().formatToParts(123_456.5).map(({ type, value }) => [type, value])));
  /** @param {"group" | "decimal"} kind */
  const separator = (kind) => parts().get(kind) ?? "";
  /** @param {"byte" | "kilobyte" | "megabyte"} unit @param {number} digits after the decimal mark */
  const sizes = (unit, digits) => once(() => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumFractionDigits: digits }));
  const [byte, kilobyte, megabyte] = [sizes("byte", 0), sizes("kilobyte", 0), sizes("megabyte", 1)];
  return {
    /** Joins as in a sentence: `a, b and c`. */
    and: { format: (/** @type {Iterable<string>} */ items) => lists().format(items) },

    /** What an alphabet is called. @param {string} code of ISO 15924: `Latn`; another word is shown as it is */
    alphabetOf: (code) => (/^[A-Z][a-z]{3}$/.test(code) ? (scripts().of(code) ?? code) : code),

    /** The form for a number, where a language has two. @param {number} count @param {string} one @param {string} other */
    plural: (count, one, other) => (rules().select(count) === "one" ? one : other),

    /** The form for a number, where a language has more. @param {number} count @param {{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} forms */
    plurals: (count, forms) => forms[rules().select(count)] ?? forms.other,

    /** @param {number} count */
    number: (count) => numbers().format(count),

    /** A bound as an agent gave it. @param {string} text what is no whole number is given back as it is */
    bound: (text) => (/^\d{1,15}$/.test(text) ? numbers().format(Number(text)) : text),

    /** @param {number} percent 0 to 100 */
    percent: (percent) => unbroken(percents().format(percent / 100)),

    /** @param {number} count */
    bytes: (count) => unbroken(count < 1000 ? byte().format(count) : count < 1_000_000 ? kilobyte().format(count / 1000) : megabyte().format(count / 1_000_000)),

    /**
     * Amounts as the backend wrote them, with this language's separators. Nothing is computed or rounded: no digit is touched.
     * @param {string} text `1,234.50 ADA`, `3.50 ADA + 0.25 tUSDM`; anything else is given back as it is
     */
    amount: (text) => text.replace(AMOUNT, (written) => written.replace(/[,.]/g, (mark) => separator(mark === "," ? "group" : "decimal"))),

    /** A number that was typed or read with a point, with this language's mark. @param {string} text digits and at most one point */
    decimal: (text) => text.replace(".", separator("decimal")),
  };
}
