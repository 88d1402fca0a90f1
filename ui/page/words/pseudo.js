// Two languages that nobody speaks, made from English. Tests use them to find what a translation would break: text that is
// written outside the words, and a page without room for longer sentences, or one that can only be read from left to right.

/** @import { Language } from "./en/index.js" */

/** @type {Record<string, string>} */
const ACCENTS = { a: "á", c: "ç", e: "é", i: "í", n: "ñ", o: "ö", u: "ü", y: "ý", A: "Á", C: "Ç", E: "É", I: "Í", N: "Ñ", O: "Ö", U: "Ü", Y: "Ý" };
/** How much longer than English a translation may be. */
const LONGER = 0.4;
/** What is no sentence, of the whole language. */
const UNTOUCHED = new Set(["tag", "dir", "locale", "amount", "decimal", "bytes"]);

/** @param {string} text */
function stretched(text) {
  if (!/\p{L}{2}/u.test(text)) return text;
  return `[${text}${" ~".repeat(Math.ceil((text.length * LONGER) / 2))}]`;
}

/** Accents on what the sentence itself says; what it was told stays as it is. @param {string} text @param {unknown[]} told */
function accented(text, told) {
  const facts = told.flatMap(words).filter((fact) => fact.length > 1).sort((a, b) => b.length - a.length);
  const kept = new RegExp(facts.length === 0 ? "(?!)" : facts.map((fact) => fact.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"), "g");
  const accent = (/** @type {string} */ piece) => piece.replace(/[a-z]/gi, (letter) => ACCENTS[letter] ?? letter);
  let [done, from] = ["", 0];
  for (const match of text.matchAll(kept)) {
    done += accent(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return done + accent(text.slice(from));
}

/** The texts among what a sentence is told. @param {unknown} fact @returns {string[]} */
function words(fact) {
  if (typeof fact === "string") return [fact];
  if (Array.isArray(fact)) return fact.flatMap(words);
  return fact !== null && typeof fact === "object" ? Object.values(fact).flatMap(words) : [];
}

/** @param {unknown} value @param {string} key @param {(text: string, told: unknown[]) => string} write @returns {unknown} */
function rewritten(value, key, write) {
  if (typeof value === "string") return write(value, []);
  if (typeof value === "function") {
    return (/** @type {unknown[]} */ ...told) => {
      const said = value(...told);
      return typeof said === "string" ? write(said, told) : rewritten(said, key, write);
    };
  }
  if (Array.isArray(value)) return value.map((item) => rewritten(item, key, write));
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, key === "" && UNTOUCHED.has(name) ? item : rewritten(item, name, write)]));
  }
  return value;
}

/** English in brackets, with accents, and longer by half: what stands on the page without them is written elsewhere. @param {Language} language @returns {Language} */
export const pseudo = (language) => /** @type {Language} */ (rewritten(language, "", (text, told) => stretched(accented(text, told))));

/** English as if it were read from right to left. @param {Language} language @returns {Language} */
export const mirrored = (language) => ({ ...language, dir: "rtl" });
