// The initials of a name in a woven border, instead of a picture from a stranger's server. The border comes from a key, so that
// two with the same name do not look the same. It has no colours, because colours mean something here.
import { html } from "lit-html";

/** First letters of the first two words. @param {string} name */
export function initials(name) {
  const words = name.split(/[\s_.:/-]+/u).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).filter((word) => word !== "");
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}

/** The sixteen fields around the middle of five by five, in the order of the clock. */
const AROUND = [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [4, 1], [4, 2], [4, 3], [4, 4], [3, 4], [2, 4], [1, 4], [0, 4], [0, 3], [0, 2], [0, 1]];

/** Which fields are woven: always the same for the same key, never none and never all. @param {string} key @returns {boolean[]} */
export function woven(key) {
  // FNV-1a: neighbours among keys are none among patterns.
  let sum = 0x811c9dc5;
  for (const letter of key) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const bits = (sum ^ (sum >>> 16)) & 0xffff;
  return AROUND.map((_field, index) => (index === 0 ? true : index === 8 ? false : ((bits >> index) & 1) === 1));
}

/** The border as one path: a long list has many. @param {string} key */
const border = (key) => woven(key).map((is, index) => (is ? `M${AROUND[index]?.join(" ")}h1v1h-1z` : "")).join("");

/** @param {string} name @param {string} key decides the border @param {"small" | "large"} [size] */
export const avatar = (name, key, size = "small") => html`<span class="avatar avatar-${size}" aria-hidden="true"><svg class="avatar-border" viewBox="0 0 5 5"><path d=${border(key)}></path></svg><span class="avatar-letters">${initials(name)}</span></span>`;
