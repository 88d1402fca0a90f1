// Shows the filters of a list above it: the person can take back each one, or all at once.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";
import { icon } from "../icon/icon.js";

/** @typedef {{ id: string, text: string, excluded?: boolean, remove: () => void }} FilterPill */

/** @param {{ pills: FilterPill[], clear: () => void }} options */
export const filterPills = ({ pills, clear }) => (pills.length === 0 ? nothing : html`<div class="filters" data-testid="filters">
  <ul class="filters-list" aria-label=${say.kit.filters}>${pills.map(({ id, text, excluded, remove }) => {
    const words = excluded ? say.kit.without(text) : text;
    return html`<li class="filter" data-testid="filter" data-id=${id} data-excluded=${excluded ?? false}>${excluded ? icon("ban") : nothing}<span>${words}</span><button type="button" class="filter-remove" data-testid="filter-remove" aria-label=${say.kit.removeFilter(words)} @click=${remove}>${icon("cross")}</button></li>`;
  })}</ul>
  <button type="button" class="link" data-testid="filters-clear" @click=${clear}>${say.kit.clearAll}</button>
</div>`);
