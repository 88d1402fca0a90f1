// Finds which names a person may mean by a few letters, best first, and which of their letters matched. Pure.
import uFuzzy from "@leeoniya/ufuzzy";

/** Any script; letters may be left out within a word, and one of a word may be wrong. */
const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: "\\p{Ll}\\p{Lu}",
  intraBound: "\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}",
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
  intraIns: 3,
});

/** Without what stands above letters, where that leaves as many of them. @param {string} text */
function plain(text) {
  const bare = uFuzzy.latinize(text);
  return bare.length === text.length ? bare : text;
}

/** @typedef {{ index: number, ranges: number[] }} Ranked of the list; from and to of each run of letters that was meant */

/** Longer than any name: an identifier, a link. What looks for letters that were left out would look for ever. */
const LONGEST = 60;

/** Words in any order. @param {readonly string[]} names @param {string} typed @returns {Ranked[]} */
export function ranked(names, typed) {
  if (typed.length > LONGEST) return [];
  const [found, info, order] = fuzzy.search(names.map(plain), plain(typed), 3);
  if (!found || !info || !order) return (found ?? []).map((index) => ({ index, ranges: [] }));
  const best = order.map((place) => ({ index: info.idx[place] ?? 0, ranges: info.ranges[place] ?? [] }));
  // A letter that was left out is a smaller slip than one too many.
  const letters = typed.replace(/[^\p{L}\d]/gu, "").length;
  const has = (/** @type {Ranked} */ { ranges }) => ranges.reduce((sum, at, index) => (index % 2 === 0 ? sum - at : sum + at), 0) >= letters;
  return [...best.filter(has), ...best.filter((one) => !has(one))];
}

/** A name in pieces, each with whether it was meant. @param {string} name @param {readonly number[]} ranges @returns {[string, boolean][]} */
export function pieces(name, ranges) {
  /** @type {[string, boolean][]} */
  const found = [];
  let at = 0;
  for (let index = 0; index < ranges.length; index += 2) {
    const [from = 0, to = 0] = ranges.slice(index, index + 2);
    found.push([name.slice(at, from), false], [name.slice(from, to), true]);
    at = to;
  }
  return [...found, /** @type {[string, boolean]} */ ([name.slice(at), false])].filter(([text]) => text !== "");
}
