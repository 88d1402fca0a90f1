// Finds where two values differ. Pure. It cuts long hex into groups that stand at the same place in both, so that the eye finds the
// difference; of anything else it sets the common beginning and end apart.

/** @typedef {{ text: string, same: boolean }} Part */

/** Digits of a group. */
const GROUP = 8;

/** Hex that is worth grouping, and what follows it: nothing, or words. */
const HEX = /^([0-9a-f]{16,})(|[^0-9a-z].*)$/is;

/** @param {string} text @returns {string[]} */
function groups(text) {
  const [, hex, rest] = HEX.exec(text) ?? [];
  if (hex === undefined) return [text];
  return [...(hex.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? []), ...(rest ? [rest] : [])];
}

/** A value alone, to be read: hex in groups. @param {string} text @returns {Part[]} */
export const parts = (text) => groups(text).map((part) => ({ text: part, same: true }));

/**
 * Both values in parts. Where nothing is common, nothing is marked: they are other values from end to end.
 * @param {string} one @param {string} other @returns {[Part[], Part[]]}
 */
export function differ(one, other) {
  const marked = HEX.test(one) && HEX.test(other) ? inGroups(one, other) : inMiddle(one, other);
  const common = marked[0].some(({ same }) => same);
  return common ? marked : [parts(one), parts(other)];
}

/** @param {string} one @param {string} other @returns {[Part[], Part[]]} */
function inGroups(one, other) {
  const [left, right] = [groups(one), groups(other)];
  /** @param {string[]} mine @param {string[]} theirs */
  const held = (mine, theirs) => mine.map((text, index) => ({ text, same: text.toLowerCase() === theirs[index]?.toLowerCase() }));
  return [held(left, right), held(right, left)];
}

/** @param {string} one @param {string} other @returns {[Part[], Part[]]} */
function inMiddle(one, other) {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  // A few letters that happen to be alike say nothing.
  if (start + end < shorter / 2) return [[{ text: one, same: false }], [{ text: other, same: false }]];
  /** @param {string} text */
  const cut = (text) => [
    { text: text.slice(0, start), same: true }, { text: text.slice(start, text.length - end), same: false }, { text: text.slice(text.length - end), same: true },
  ].filter((part) => part.text !== "");
  return [cut(one), cut(other)];
}
