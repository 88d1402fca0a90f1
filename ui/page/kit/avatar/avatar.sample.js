import { html } from "lit-html";
import { avatar } from "./avatar.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "different names", view: html`<div class="kit-icons">${["Text Summarizer", "Logo Namer", "旅行プランナー", "WM", "👩‍🚀"].map((name) => avatar(name, name))}</div>` },
  { name: "the same name, of other sellers", view: html`<div class="kit-icons">${["a1", "a2", "a3", "b1", "b2", "b3"].map((key) => avatar("Lead Scout", key))}</div>` },
  { name: "large", view: avatar("Lead Scout", "a1", "large") },
];
