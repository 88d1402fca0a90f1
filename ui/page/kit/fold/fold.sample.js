import { html } from "lit-html";
import { icon } from "../icon/icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "closed and open", view: html`<details class="fold"><summary data-testid="kit-fold">What is sent<span class="fold-note">${icon("info")}3 values</span></summary><p>These.</p></details>
    <details class="fold" open><summary data-testid="kit-fold">Checks<span class="fold-note good">${icon("check")}all passed</span></summary><p>These.</p></details>` },
];
