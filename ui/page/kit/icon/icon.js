// The icons: one stroked path each, on a square of sixteen. Decoration only; words stand beside them or in a label.
import { html } from "lit-html";

const PATHS = {
  back: "M10 3 5 8l5 5",
  next: "M6 3l5 5-5 5",
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  dash: "M4 8h8",
  plus: "M8 3v10M3 8h10",
  arrow: "M3 8h10M9 4l4 4-4 4",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5",
  copy: "M5.5 5.5V3.2a.7.7 0 0 1 .7-.7h6.6a.7.7 0 0 1 .7.7v6.6a.7.7 0 0 1-.7.7h-2.3M3.2 5.5h6.6a.7.7 0 0 1 .7.7v6.6a.7.7 0 0 1-.7.7H3.2a.7.7 0 0 1-.7-.7V6.2a.7.7 0 0 1 .7-.7z",
  external: "M6.5 3H3.2a.7.7 0 0 0-.7.7v9.1c0 .4.3.7.7.7h9.1c.4 0 .7-.3.7-.7V9.5M9 2.5h4.5V7M13 3 7.5 8.5",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5.2v.1",
  key: "M10.2 9.5a3.7 3.7 0 1 0-3.5-2.5L2.5 11.2v2.3h2.3v-1.6h1.6v-1.6h1.2l.6-.6c.6.3 1.3.4 2 .4zM11 5.2v.1",
  lock: "M4 7h8a.8.8 0 0 1 .8.8v5a.8.8 0 0 1-.8.8H4a.8.8 0 0 1-.8-.8v-5A.8.8 0 0 1 4 7zM5.2 7V4.8a2.8 2.8 0 0 1 5.6 0V7",
  market: "M3 5.5h10l.8 7.2a1 1 0 0 1-1 1.1H3.2a1 1 0 0 1-1-1.1zM5.5 7.8V4.5a2.5 2.5 0 0 1 5 0v3.3",
  node: "M3 2.8h10v4H3zM3 9.2h10v4H3zM5.3 4.8h.1M5.3 11.2h.1",
  purchases: "M3.5 1.8v12.4l1.5-1 1.5 1 1.5-1 1.5 1 1.5-1 1.5 1V1.8l-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1zM6 6.2h4M6 9.2h4",
  question: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2M8 11.3v.1",
  refresh: "M13 8a5 5 0 1 1-1.5-3.5M13.2 2v3h-3",
  sandbox: "M6 2h4M6.7 2v4L3 12.6a.9.9 0 0 0 .8 1.4h8.4a.9.9 0 0 0 .8-1.4L9.3 6V2M4.8 10h6.4",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14",
  settings: "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 2.8v3.4M5.5 9.8v3.4",
  shield: "M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4zM5.7 8l1.7 1.7 3-3.2",
  skip: "M3 4l4.5 4L3 12zM8.5 4 13 8l-4.5 4z",
  triangle: "M8 2.5 14.2 13.2H1.8z",
  diamond: "M8 1.8 14.2 8 8 14.2 1.8 8z",
  undo: "M5.5 3 2.5 6l3 3M2.8 6h6.7a3.8 3.8 0 0 1 0 7.5H6",
  wallet: "M2 4.6A1.6 1.6 0 0 1 3.6 3H12v2.2M2 4.6v6.8A1.6 1.6 0 0 0 3.6 13H13a1 1 0 0 0 1-1V6.2a1 1 0 0 0-1-1H3.1M11 9.1h.1",
  warning: "M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1",
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {IconName} name */
export const icon = (name) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;

/** Kaimono's mark, as in icons/icon.svg. */
export const mark = () => html`<svg class="mark" viewBox="0 0 512 512" aria-hidden="true">
  <rect class="mark-ground" x="24" y="24" width="464" height="464" rx="108"></rect>
  <path class="mark-cloth" d="M238 196C196 194 142 168 120 104C184 96 238 130 250 178ZM274 196C316 194 370 168 392 104C328 96 274 130 262 178ZM256 214C330 226 404 276 404 334C404 396 342 420 256 420C170 420 108 396 108 334C108 276 182 226 256 214Z"></path>
  <path class="mark-fold" d="M238 240C226 296 190 338 134 362M274 240C286 296 322 338 378 362"></path>
  <rect class="mark-knot" x="222" y="174" width="68" height="56" rx="28"></rect>
</svg>`;
