import { html } from "lit-html";
import { icon } from "../icon/icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "plain, first, dangerous", view: html`<div class="card-buttons"><button type="button" class="button" data-testid="kit-button">${icon("refresh")}Again</button><button type="button" class="button button-primary" data-testid="kit-button">Pay 3.50 tUSDM</button><button type="button" class="button button-danger" data-testid="kit-button">Remove</button></div>` },
  { name: "quiet, small, not to be used", view: html`<div class="card-buttons"><button type="button" class="button button-quiet" data-testid="kit-button">Later</button><button type="button" class="button button-small" data-testid="kit-button">Copy</button><button type="button" class="button" data-testid="kit-button" disabled>Pay</button></div>` },
];
