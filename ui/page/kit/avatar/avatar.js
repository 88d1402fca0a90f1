// The initials of a name in a woven border. The border comes from a key, so that two with the same name do not look the same: which
// fields are woven, in which form, and in which of four quiet tints. None of them is a colour that means something here. A picture
// that a seller chose stands within the border, so that whoever takes another's picture has no more than that.
import { html } from "lit-html";

/** First letters of the first two words. @param {string} name */
export function initials(name) {
  const words = name.split(/[\s_.:/-]+/u).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).filter((word) => word !== "");
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}

/** The sixteen fields around the middle of five by five, in the order of the clock. */
const AROUND = [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [4, 1], [4, 2], [4, 3], [4, 4], [3, 4], [2, 4], [1, 4], [0, 4], [0, 3], [0, 2], [0, 1]];

/** What a woven field looks like, from its corner on. */
const FORMS = ["h1v1h-1z", "m0 .5a.5 .5 0 1 0 1 0a.5 .5 0 1 0 -1 0z", "m.5 0l.5 .5l-.5 .5l-.5 -.5z", "m0 1l1 -1v1z"];

/** FNV-1a: neighbours among keys are none among patterns. @param {string} key */
function sum(key) {
  let sum = 0x811c9dc5;
  for (const letter of key) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  // The last letters of a key would only reach the lower bits.
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b) >>> 0;
  return (sum ^ (sum >>> 13)) >>> 0;
}

/**
 * The border of a key: always the same, never empty and never full. @param {string} key
 * @returns {{ fields: boolean[], form: number, tint: number }}
 */
export function woven(key) {
  const bits = sum(key.toLowerCase());
  const fields = AROUND.map((_field, index) => (index === 0 ? true : index === 8 ? false : ((bits >>> index) & 1) === 1));
  return { fields, form: (bits >>> 16) & 3, tint: (bits >>> 18) & 3 };
}

/**
 * @param {string} name
 * @param {string} key decides the border
 * @param {"small" | "large"} [size]
 * @param {string | null} [picture] its address, `data:`
 */
export function avatar(name, key, size = "small", picture = null) {
  const { fields, form, tint } = woven(key);
  // One path: a long list has many.
  const path = fields.map((is, index) => (is ? `M${AROUND[index]?.join(" ")}${FORMS[form]}` : "")).join("");
  return html`<span class="avatar avatar-${size} avatar-tint-${tint}" aria-hidden="true"><svg class="avatar-border" viewBox="0 0 5 5"><path d=${path}></path></svg>${picture === null
    ? html`<span class="avatar-letters">${initials(name)}</span>`
    : html`<img class="avatar-picture" data-testid="avatar-picture" src=${picture} alt="" width="96" height="96">`}</span>`;
}
