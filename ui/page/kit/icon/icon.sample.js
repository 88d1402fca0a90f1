import { html } from "lit-html";
import { PATHS } from "./paths.js";
import { icon, mark } from "./icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "all", wide: true, view: html`<div class="kit-icons">${Object.keys(PATHS).map((name) => html`<span data-tip=${name}>${icon(/** @type {import("./icon.js").IconName} */ (name))}</span>`)}</div>` },
  { name: "the mark", view: mark() },
];
