import { html } from "lit-html";
import { byItsEnds, copyButton } from "./copy.js";

const ADDRESS = "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3jcu5d8ps7zex2k2xt3uqxgjqnnj83ws8lhrn648jjxtwq2ytjqp";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "a long value by its ends", view: html`<span class="with-copy"><code class="code">${byItsEnds(ADDRESS)}</code>${copyButton(ADDRESS, "the address")}</span>` },
];
