import { html } from "lit-html";
import { contextMenu, menuButton, menuLines } from "./menu.js";

/** @import { MenuEntry } from "./menu.js" */

let did = "";

/** @param {() => void} redraw @returns {MenuEntry[]} */
const entries = (redraw) => {
  const act = (/** @type {string} */ what) => () => {
    did = what;
    redraw();
  };
  return [
    { id: "again", text: "Buy again", icon: "repeat", keys: "Ctrl B", act: act("again") },
    { id: "compare", text: "Compare", icon: "compare", act: act("compare") },
    { id: "copy", text: "Copy the identifier", icon: "copy", act: act("copy") },
    "line",
    { id: "refund", text: "Request a refund", icon: "undo", disabled: "The time to object is over.", act: act("refund") },
    { id: "remove", text: "Remove", icon: "trash", danger: true, act: act("remove") },
  ];
};

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => [
  { name: "from a button", view: html`${menuButton({ label: "More", entries: () => entries(redraw) })} ${menuButton({ label: "Sort", text: "Price", entries: () => [{ id: "price", text: "Price", chosen: true, act: () => {} }, { id: "new", text: "Newest first", chosen: false, act: () => {} }], quiet: false })}` },
  { name: "from a row, by the other mouse button", view: html`<p tabindex="0" data-testid="kit-menu-row" data-did=${did} @contextmenu=${contextMenu("Text Summarizer", () => entries(redraw))}>Text Summarizer</p>` },
  { name: "what stands in it", view: html`<div class="menu-still" role="menu" aria-label="More">${menuLines(entries(redraw))}</div>` },
];
