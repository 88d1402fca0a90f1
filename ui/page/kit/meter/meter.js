// How much of a limit is used: a bar, the numbers beside it, and a word and a sign when the limit is near.
import { html, nothing } from "lit-html";
import { icon } from "../icon/icon.js";
import { percent, styled } from "../styled/styled.js";

/** @typedef {"well" | "near" | "over"} Level */

/** From this share of a limit on it is said that it comes near. */
const NEAR = 0.8;

/** @param {number} share @returns {Level} */
export const level = (share) => (share > 1 ? "over" : share >= NEAR ? "near" : "well");

/**
 * `share` is what is used beside the limit, as the backend computed it; `coming`: what would be used beyond that.
 * @param {{ label: string, share: number, coming?: number, text: string, note?: string }} meter `text`: `45.00 of 100.00 ADA`; `note`: what that means
 */
export function meter({ label, share, coming = 0, text, note }) {
  const is = level(share + coming);
  return html`<div class="meter" data-testid="meter" data-level=${is}>
    <div class="meter-words"><span>${label}</span><span class="meter-text">${text}</span></div>
    <div class="meter-bar" role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * Math.min(1, Math.max(0, share)))} aria-valuetext=${text}>
      <span class="meter-used" ${styled(`inline-size: ${percent(share)}`)}></span>${coming > 0 ? html`<span class="meter-coming" ${styled(`inline-size: ${percent(Math.min(coming, 1 - Math.min(1, share)))}`)}></span>` : nothing}</div>
    ${note === undefined ? nothing : html`<p class="meter-note">${is === "well" ? nothing : icon("warning")}<span>${note}</span></p>`}
  </div>`;
}
