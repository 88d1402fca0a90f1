import { html } from "lit-html";
import { windowList } from "./window-list.js";

const COUNT = 100_000;
/** So many rows came on top of the others. */
let added = 0;
/** @type {import("./window-list.js").Place | null} */
let kept = null;

/** @param {number} from @param {number} count @returns {Promise<{ id: string, name: string }[]>} */
const read = (from, count) => Promise.resolve(Array.from({ length: Math.max(0, Math.min(count, COUNT + added - from)) }, (_none, step) => {
  const number = from + step - added;
  return { id: number < 0 ? `new${-number}` : `a${number}`, name: number < 0 ? `A new agent ${-number}` : `Agent ${number}` };
}));

const placeholder = html`<div class="kit-row" aria-hidden="true">…</div>`;

const make = () => windowList({
  label: () => "Agents", height: 36, read, id: (row) => row.id, own: true, placeholder,
  draw: (row, _index, stop) => html`<a class="kit-row" href="#${row.id}" data-row tabindex=${stop} data-testid="kit-list-row" data-name=${row.name}>${row.name}</a>`,
});
let list = make();
list.begin(COUNT);

let chosen = "";
const tall = windowList({
  label: () => "Agents of several heights", height: 40, measured: true, role: "listbox", read, id: (row) => row.id, own: true, placeholder,
  chosen: (row) => row.id === chosen, choose: (row) => {
    chosen = row.id;
    tall.changed(300);
  },
  draw: (row, index) => html`<div class="kit-row">${row.name}${index % 3 === 0 ? html`<br>with a second line` : ""}</div>`,
});
tall.begin(300);

const within = windowList({
  label: () => "Agents within a page", height: 36, read, id: (row) => row.id, placeholder,
  draw: (row, _index, stop) => html`<a class="kit-row" href="#${row.id}" data-row tabindex=${stop} data-testid="kit-list-row" data-name=${row.name}>${row.name}</a>`,
});
within.begin(2000);

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => [
  {
    name: "a hundred thousand",
    view: html`<div class="card-buttons">
        <button type="button" class="button button-small" data-testid="kit-list-add" @click=${() => list.changed(COUNT + (added += 10))}>Ten more on top</button>
        <button type="button" class="button button-small" data-testid="kit-list-keep" @click=${() => (kept = list.place())}>Keep the place</button>
        <button type="button" class="button button-small" data-testid="kit-list-begin" @click=${() => list.begin(COUNT + added)}>Begin again</button>
        <button type="button" class="button button-small" data-testid="kit-list-restore" @click=${() => {
          list = make();
          list.begin(COUNT + added);
          if (kept) list.restore(kept);
          redraw();
        }}>Back to the place</button></div>${list.view()}`,
  },
  { name: "part of a page that scrolls", view: html`<div class="kit-scrolls"><h4>Market</h4>${within.view()}</div>` },
  { name: "rows of several heights, one of which is chosen", view: tall.view() },
];
