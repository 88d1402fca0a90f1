import { html } from "lit-html";
import { avatar } from "./avatar.js";

/** A square of two halves, as a picture would be. */
const PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGNoYPj/n6EBAAmBAoBFWqDuAAAAAElFTkSuQmCC";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "different names", view: html`<div class="kit-icons">${["Text Summarizer", "Logo Namer", "旅行プランナー", "WM", "👩‍🚀"].map((name) => avatar(name, name))}</div>` },
  { name: "the same name, of other sellers", view: html`<div class="kit-icons">${["a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3", "b4", "b5", "c1", "c2"].map((key) => avatar("Lead Scout", key))}</div>` },
  { name: "large", view: avatar("Lead Scout", "a1", "large") },
  { name: "with the seller's picture", view: html`<div class="kit-icons">${avatar("Lead Scout", "a1", "small", PICTURE)}${avatar("Lead Scout", "b1", "large", PICTURE)}</div>` },
];
