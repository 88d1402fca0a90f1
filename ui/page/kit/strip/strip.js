// How something did on each of many days: in full, in part, not at all, or nobody looked. Unseen days stay gaps, never guesses.
import { html } from "lit-html";
import { percent, styled } from "../styled/styled.js";

/** @typedef {number | null} Day the share of the day that was good; `null`: not known */

/** What a row of days comes to. @param {Day[]} days @returns {{ known: number, gaps: number, mean: number | null, bad: number }} `bad`: days that were not whole */
export function summed(days) {
  const known = days.filter((day) => day !== null);
  return { known: known.length, gaps: days.length - known.length, mean: known.length === 0 ? null : known.reduce((sum, day) => sum + day, 0) / known.length, bad: known.filter((day) => day < 1).length };
}

/** @param {Day} day */
export const kind = (day) => (day === null ? "gap" : day >= 1 ? "whole" : day > 0 ? "part" : "none");

/** @param {{ label: string, days: Day[], says: string, from: string, to: string, tip?: (index: number) => string }} strip `says`: the whole in a sentence */
export const dayStrip = ({ label, days, says, from, to, tip = () => "" }) => html`<figure class="strip" data-testid="strip">
  <div class="strip-days" role="img" aria-label=${`${label}. ${says}`}>${days.map((day, index) => html`<span class="strip-day" data-kind=${kind(day)} data-tip=${tip(index)}><span ${styled(`block-size: ${percent(day === null ? 0 : Math.max(0.12, day))}`)}></span></span>`)}</div>
  <div class="strip-ends" aria-hidden="true"><time>${from}</time><span>${to}</span></div>
  <figcaption>${says}</figcaption>
</figure>`;
