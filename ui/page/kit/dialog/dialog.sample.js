import { html } from "lit-html";
import { ask } from "./dialog.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "asks before something cannot be undone", view: html`<button type="button" class="button" data-testid="kit-dialog" @click=${() => ask({ title: "Release the payment?", body: () => html`<p>The seller can take the money. This cannot be undone.</p>`, confirm: "Release", danger: true })}>Release…</button>` },
];
