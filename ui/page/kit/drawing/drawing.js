// Three small line drawings for places where there is nothing yet: the knot of the furoshiki, an empty box, a cloud. Decoration only.
import { svg, html } from "lit-html";

const DRAWINGS = {
  // A cloth that is tied.
  knot: svg`<path d="M20 46c0-9 9-15 28-15s28 6 28 15-7 15-28 15-28-6-28-15z"></path><path d="M46 31c-1-7-8-15-20-18 0 10 6 17 15 19M50 31c1-7 8-15 20-18 0 10-6 17-15 19"></path><rect x="41" y="26" width="14" height="10" rx="5"></rect><path d="M44 36c-2 8-8 14-16 18M52 36c2 8 8 14 16 18"></path>`,
  // A box that is open.
  box: svg`<path d="M24 30l24-8 24 8v26l-24 9-24-9z"></path><path d="M24 30l24 8 24-8M48 38v27"></path><path d="M24 30l-8 8 24 9 8-9M72 30l8 8-24 9-8-9"></path>`,
  // A cloud, and nothing that comes out of it.
  cloud: svg`<path d="M32 56a12 12 0 0 1-1-24 17 17 0 0 1 33-3 14 14 0 0 1 1 27z"></path><path d="M36 66h6M48 66h6M60 66h4"></path>`,
};

/** @typedef {keyof typeof DRAWINGS} DrawingName */

/** @param {string} name @returns {name is DrawingName} */
export const isDrawing = (name) => name in DRAWINGS;

/** @param {DrawingName} name */
export const drawing = (name) => html`<svg class="drawing" viewBox="0 0 96 72" aria-hidden="true">${DRAWINGS[name]}</svg>`;
