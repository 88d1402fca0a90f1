import { html } from "lit-html";
import { icon } from "../icon/icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "of every kind", view: html`<div class="kit-notices">
    <p class="notice">${icon("info")}<span>By the way.</span></p><p class="notice notice-info">${icon("info")}<span>Your node is read.</span></p><p class="notice notice-ok">${icon("check")}<span>Proven.</span></p>
    <p class="notice notice-warn">${icon("warning")}<span>Your node does not answer.</span></p><p class="notice notice-danger">${icon("warning")}<span>The result does not match.</span></p></div>` },
];
