// An address of a wallet, in groups, with both ends in strong letters: that is what people compare. It is selected and copied as one.
import { html } from "lit-html";

/** So many letters a group. */
const GROUP = 6;
/** So many groups at each end are compared. */
const ENDS = 2;

/** @param {string} value @returns {string[]} */
export const groups = (value) => value.match(new RegExp(`.{1,${GROUP}}`, "gu")) ?? [];

/** @param {string} value */
export const address = (value) => html`<code class="address" dir="ltr" data-testid="address">${groups(value).map((group, place, all) =>
  html`<span class=${place < ENDS || place >= all.length - ENDS ? "address-end" : ""}>${group}</span>`)}</code>`;
