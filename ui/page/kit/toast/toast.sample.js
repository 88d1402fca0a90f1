import { html } from "lit-html";
import { note } from "./toast.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "says that something small was done", view: html`<button type="button" class="button" data-testid="kit-toast" @click=${() => note("Copied")}>Copy</button>` },
];
