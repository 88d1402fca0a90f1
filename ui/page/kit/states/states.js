// The states that every list and page has beside its content: loading, empty, failed, and shown from an earlier moment.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { drawing, isDrawing } from "../drawing/drawing.js";
import { icon } from "../icon/icon.js";

/** @param {number} rows @param {"rows" | "page"} [shape] */
export const skeleton = (rows, shape = "rows") => html`<div class="skeleton skeleton-${shape}" role="status" data-testid="loading">
  <span class="visually-hidden">${say.failing.loading}</span>
  ${Array.from({ length: rows }, () => html`<div class="bone" aria-hidden="true"><span></span><span></span><span></span></div>`)}
</div>`;

/** @param {import("../icon/icon.js").IconName | import("../drawing/drawing.js").DrawingName} name @param {string} title @param {string} says @param {unknown} [action] */
export const empty = (name, title, says, action = nothing) => html`<section class="empty" data-testid="empty">
  ${isDrawing(name) ? drawing(name) : html`<span class="empty-icon">${icon(name)}</span>`}<h2>${title}</h2><p>${says}</p>${action}
</section>`;

/** One line over content that is not fresh. @param {string} text @param {unknown} [action] */
export const stale = (text, action = nothing) => html`<p class="notice notice-warn" role="status" data-testid="stale">${icon("clock")}<span>${text}</span>${action}</p>`;

/** What the banner over every page of a node says already, and of which the page has nothing to add. */
const SAID_ABOVE = new Set(/** @type {import("../../../types/contract.js").Code[]} */ (["store-damaged", "store-newer"]));

/**
 * The content of a reading, or why there is none.
 * @template T
 * @param {import("../../store.js").Reading<T>} reading
 * @param {{ loading: unknown, view: (value: T) => unknown, money?: boolean }} parts
 */
export function shown(reading, { loading, view, money = false }) {
  const again = () => void reading.read();
  if (reading.value !== undefined) return html`${reading.failure ? failurePanel(reading.failure, { again, money }) : nothing}${view(reading.value)}`;
  if (reading.failure && SAID_ABOVE.has(reading.failure.code)) return html`<p class="quiet" data-testid="said-above">${say.failing.saidAbove}</p>`;
  if (reading.failure) return failurePanel(reading.failure, { again, money });
  return loading;
}
