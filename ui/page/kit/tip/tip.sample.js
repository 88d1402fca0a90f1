import { html } from "lit-html";
import { icon } from "../icon/icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "a button that is only a picture", view: html`<button type="button" class="button button-icon" data-testid="kit-tip" data-tip="Ask again" aria-label="Ask again">${icon("refresh")}</button>` },
  { name: "a word", view: html`<span tabindex="0" data-testid="kit-tip-word" data-tip="Sunday, 22 November 2026 at 12:00:00 UTC">3 h ago</span>` },
  { name: "several lines", view: html`<span tabindex="0" data-tip=${"The node answers.\nLast at 12:00."}>Node</span>` },
];
