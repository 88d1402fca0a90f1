// The icons: one stroked path each, from Lucide, under our own names (ui/icons.mjs). Decoration only; each has words or a label.
import { html } from "lit-html";
import { PATHS } from "./paths.js";

/** @typedef {keyof typeof PATHS} IconName */

/** What points along the line is turned where lines run the other way. @type {Set<IconName>} */
const TURNS = new Set(/** @type {IconName[]} */ (["arrow", "back", "next", "reply", "send", "skip", "undo", "external", "panel", "list"]));

/** @param {IconName} name */
export const icon = (name) => html`<svg class=${TURNS.has(name) ? "icon icon-turns" : "icon"} viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;

/** Kaimono's mark, as in icons/icon.svg. */
export const mark = () => html`<svg class="mark" viewBox="0 0 512 512" aria-hidden="true">
  <rect class="mark-ground" x="24" y="24" width="464" height="464" rx="108"></rect>
  <path class="mark-cloth" d="M238 196C196 194 142 168 120 104C184 96 238 130 250 178ZM274 196C316 194 370 168 392 104C328 96 274 130 262 178ZM256 214C330 226 404 276 404 334C404 396 342 420 256 420C170 420 108 396 108 334C108 276 182 226 256 214Z"></path>
  <path class="mark-fold" d="M238 240C226 296 190 338 134 362M274 240C286 296 322 338 378 362"></path>
  <rect class="mark-knot" x="222" y="174" width="68" height="56" rx="28"></rect>
</svg>`;
