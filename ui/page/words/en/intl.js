// How English counts, lists and names; `Intl` does it.
const list = new Intl.ListFormat("en", { type: "conjunction" });
const scripts = new Intl.DisplayNames("en", { type: "script" });
const numbers = new Intl.NumberFormat("en");

export const and = list;

/** What an alphabet is called. @param {string} code of ISO 15924: `Latn`; another word is shown as it is */
export const alphabetOf = (code) => (/^[A-Z][a-z]{3}$/.test(code) ? (scripts.of(code) ?? code) : code);

/** @param {number} count @param {string} one @param {string} many */
export const plural = (count, one, many) => (count === 1 ? one : many);

/** @param {number} count */
export const number = (count) => numbers.format(count);
