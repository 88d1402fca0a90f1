// Ctrl K: finds any command, agent or purchase by a few letters. One field and one list; what was chosen last comes first.
import { html, nothing, render } from "lit-html";
import { backend } from "../backend.js";
import { NOTHING, queryOf } from "../views/purchases/asked.js";
import { say } from "../words/say.js";
import { named } from "../cards/foreign/foreign.js";
import { openSearch } from "../cards/searches/searches.js";
import { icon } from "../kit/icon/icon.js";
import { told } from "../kit/toast/toast.js";
import { spoken } from "../commands/chord.js";
import { applying, askRefund, here } from "../commands/commands.js";
import { pieces, ranked } from "../commands/rank.js";
import { keyCaps } from "../commands/shown.js";
import { typedIdentifier } from "../lib/identifier.js";

/**
 * @import { BookmarkView, BookmarksView } from "../../types/contract.js"
 * @import { Frame } from "./frame.js"
 * @import { IconName } from "../kit/icon/icon.js"
 * @import { At } from "../commands/commands.js"
 * @typedef {object} Entry
 * @property {string} of what it is, so that it is known again
 * @property {string} group
 * @property {IconName} icon
 * @property {string} text
 * @property {string} [note]
 * @property {string[]} [keys]
 * @property {number[]} [ranges] the letters that were typed
 * @property {() => void} run
 */

/** How many agents and purchases are offered. */
const MOST = 6;
/** How many of each kind of mark are offered while nothing is typed. */
const SHOWN = 5;
/** How many are remembered, while Kaimono runs. */
const REMEMBERED = 5;

/** What was chosen last, with each node. @type {Map<string | null, Entry[]>} */
const recent = new Map();

const element = () => /** @type {HTMLDialogElement} */ (document.getElementById("palette"));

export const paletteOpen = () => element().open;

/** What can be done here and now. @param {At} at @returns {Entry[]} */
export const doable = (at) => applying(at).filter(({ id }) => id !== "palette" && id !== "row-menu").flatMap(({ id, group, icon, keys, run, each }) => {
  const entry = { of: id, group: say.commandGroup[group], icon, text: say.command[id] };
  if (each) return each(at).map(({ of, title, run }) => ({ ...entry, of: `${id} ${of}`, text: title, run }));
  return run ? [{ ...entry, ...(keys ? { keys } : {}), run: () => run(at) }] : [];
});

/**
 * What the person marked, each agent once.
 * @param {Frame} frame @param {BookmarksView} bookmarks @param {number} most of each kind
 * @returns {Entry[]}
 */
export function marks(frame, { favourites, recent, searches }, most) {
  const known = new Set(favourites.map(({ id }) => id));
  const agent = (/** @type {string} */ group, /** @type {IconName} */ icon) => (/** @type {BookmarkView} */ { id, name, shortId }) => ({ of: `agent ${id}`, group, icon, text: named(name), note: shortId, run: () => frame.go({ name: "agent", id }) });
  return [
    ...recent.filter(({ id }) => !known.has(id)).slice(0, most).map(agent(say.palette.seen, "clock")),
    ...favourites.slice(0, most).map(agent(say.palette.favourites, "star")),
    ...searches.slice(0, most).map(({ id, list, name, query }) => ({ of: `search ${id}`, group: say.palette.searches, icon: /** @type {const} */ ("bookmark"), text: name, run: () => openSearch({ list, query }) })),
  ];
}

/** @param {Frame} frame @param {string} text @returns {Promise<Entry[]>} */
async function found(frame, text) {
  /** @type {Entry[]} */
  const entries = [];
  const identifier = typedIdentifier(text);
  const wanted = { text: identifier || text, chosen: [], price: null, sort: /** @type {const} */ ({ by: "relevance" }) };
  const [market, list] = await Promise.allSettled([backend.market(wanted).ask(), backend.purchases(queryOf({ ...NOTHING, text }, { dealt: null, most: MOST })).ask()]);
  if (market.status === "fulfilled") {
    for (const card of market.value.rows.slice(0, MOST)) entries.push({ of: `agent ${card.id}`, group: say.palette.agents, icon: "market", text: named(card.name), note: card.author, run: () => frame.go({ name: "agent", id: card.id }) });
  }
  const listed = market.status === "fulfilled" && market.value.rows.some(({ id }) => id.toLowerCase() === identifier);
  if (identifier !== "" && !listed) entries.push({ of: `agent ${identifier}`, group: say.palette.agents, icon: "market", text: say.market.unlistedGo, run: () => frame.go({ name: "agent", id: identifier }) });
  if (list.status === "fulfilled") {
    for (const row of list.value.rows) entries.push({ of: `purchase ${row.id}`, group: say.palette.purchases, icon: "purchases", text: row.agentName || say.purchases.unnamed, note: row.title, run: () => frame.go({ name: "purchase", id: row.id }) });
    const refundable = list.value.rows.filter(({ refund }) => refund === "request" || refund === "dispute");
    for (const row of refundable.slice(0, 3)) entries.push({ of: `refund ${row.id}`, group: say.palette.purchases, icon: "undo", text: say.palette.refundFor(row.agentName), note: row.title, run: () => void askRefund(frame, row.id) });
  }
  return entries;
}

/**
 * The entries as they are shown: with nothing typed those chosen last, then all; else the best first, with the rest of its group. What the
 * backend found by something else than its name comes last.
 * @param {Entry[]} own @param {Entry[]} others @param {Entry[]} last @param {string} typed @returns {Entry[]}
 */
export function arranged(own, others, last, typed) {
  if (typed === "") {
    const known = last.flatMap((one) => own.find(({ of }) => of === one.of) ?? (/^(agent|purchase) /.test(one.of) ? one : []));
    const again = new Set(known.map(({ of }) => of));
    return [...known.map((one) => ({ ...one, group: say.commands.recent })), ...own.filter(({ of }) => !again.has(of))];
  }
  // What the backend found may have been found by something else than its name, so it is never dropped for the same among one's own.
  const theirs = new Set(others.map(({ of }) => of));
  const all = [...own.filter(({ of }) => !theirs.has(of)), ...others];
  const best = ranked(all.map(({ text }) => text), typed).map(({ index, ranges }) => ({ .../** @type {Entry} */ (all[index]), ranges }));
  const named = new Set(best.map(({ of }) => of));
  const flat = [...best, ...others.filter(({ of }) => !named.has(of))];
  const groups = [...new Set(flat.map(({ group }) => group))];
  return groups.flatMap((group) => flat.filter((one) => one.group === group));
}

/** @param {Entry} entry */
const marked = ({ text, ranges = [] }) => pieces(text, ranges).map(([piece, meant]) => (meant ? html`<mark>${piece}</mark>` : piece));

/** @param {Frame} frame @param {At} [at] what had the focus before */
export function openPalette(frame, at = here(frame)) {
  const dialog = element();
  if (dialog.open || document.querySelector("dialog[open]")) return;
  const commands = doable(at);
  /** @type {BookmarksView | undefined} */
  let bookmarks;
  const last = recent.get(at.app.active) ?? [];
  let text = "";
  let chosen = 0;
  let turn = 0;
  /** Said once all that was looked for is there. */
  let count = "";
  /** @type {Entry[]} */
  let matches = [];

  function entries() {
    const marked = bookmarks ? marks(frame, bookmarks, text.trim() === "" ? SHOWN : Infinity) : [];
    return arranged([...marked, ...commands], matches, last, text.trim());
  }

  async function readMarks() {
    bookmarks = await backend.bookmarks().ask().catch(() => undefined);
    if (dialog.open && bookmarks) draw();
  }

  async function search() {
    const mine = ++turn;
    chosen = 0;
    if (text.trim() === "") matches = [];
    draw();
    const fresh = text.trim() === "" ? [] : await found(frame, text.trim());
    if (mine !== turn || !dialog.open) return;
    matches = fresh;
    count = text.trim() === "" ? "" : say.commands.results(entries().length);
    draw();
  }

  /** @param {Entry | undefined} entry */
  function run(entry) {
    if (!entry) return;
    recent.set(at.app.active, [entry, ...last.filter(({ of }) => of !== entry.of)].slice(0, REMEMBERED));
    // The focus goes back to where it was first, and then to where the command leads.
    dialog.addEventListener("close", () => entry.run(), { once: true });
    dialog.close();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing) return;
    const all = entries().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && all > 0) {
      event.preventDefault();
      chosen = (chosen + step + all) % all;
      draw();
      document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(entries()[chosen]);
    }
  }

  /** @param {Entry} entry @param {number} index */
  const option = (entry, index) => html`<li id="palette-${index}" class="palette-entry" role="option" aria-selected=${index === chosen} aria-keyshortcuts=${spoken(entry.keys ?? []) || nothing} data-testid="palette-entry" data-of=${entry.of} @click=${() => run(entry)} @mousemove=${() => {
    if (chosen === index) return;
    chosen = index;
    draw();
  }}>${icon(entry.icon)}<span class="palette-text">${marked(entry)}</span>${entry.note ? html`<span class="palette-note">${entry.note}</span>` : nothing}${entry.keys ? html`<span class="palette-keys" aria-hidden="true">${keyCaps(entry.keys.slice(0, 1))}</span>` : nothing}</li>`;

  function draw() {
    const list = entries();
    const heads = list.flatMap(({ group }, index) => (list[index - 1]?.group === group ? [] : [{ group, from: index }]));
    render(html`<div class="palette-box" data-testid="palette">
      <label class="palette-field">${icon("search")}<span class="visually-hidden">${say.palette.label}</span>
        <input type="text" data-testid="palette-input" role="combobox" aria-expanded=${list.length > 0} aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant=${list.length > 0 ? `palette-${chosen}` : nothing} autocomplete="off" spellcheck="false"
          placeholder=${say.palette.placeholder} .value=${text} @keydown=${key} @input=${(/** @type {Event} */ event) => {
            text = /** @type {HTMLInputElement} */ (event.target).value;
            void search();
          }}></label>
      ${list.length === 0 ? html`<p id="palette-list" class="palette-none">${say.palette.none}</p>` : html`<div id="palette-list" class="palette-list" role="listbox" aria-label=${say.palette.label}>
        ${heads.map(({ group, from }, place) => html`<ul role="group" aria-labelledby="palette-group-${place}"><li id="palette-group-${place}" class="palette-group" role="presentation">${group}</li>
          ${list.slice(from, heads[place + 1]?.from).map((entry, index) => option(entry, from + index))}</ul>`)}
      </div>`}
      <p class="visually-hidden" role="status" data-testid="palette-count">${told(count)}</p>
      <p class="palette-hint" aria-hidden="true">${say.palette.hint}</p>
    </div>`, dialog);
  }

  dialog.setAttribute("aria-label", say.palette.label);
  dialog.addEventListener("close", () => render(nothing, dialog), { once: true });
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  draw();
  dialog.showModal();
  void readMarks();
  /** @type {HTMLInputElement | null} */ (dialog.querySelector("input"))?.focus();
}
