// Searches with a name: keeping the one that is shown, and the list of all to open, rename and forget them.
import { html } from "lit-html";
import { backend } from "../../backend.js";
import { ask, dismiss } from "../../kit/dialog/dialog.js";
import { icon } from "../../kit/icon/icon.js";
import { inlineEdit } from "../../kit/inline-edit/inline-edit.js";
import { note } from "../../kit/toast/toast.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @import { BookmarksView, SavedSearchView, Searched } from "../../../types/contract.js" */

/** Lists whose searches can have a name, and their addresses. @type {Record<Searched, string>} */
const LISTS = { market: "#/market", purchases: "#/purchases" };

/** The list that is shown. @returns {Searched} */
export const shownList = (hash = globalThis.location?.hash ?? "") => (hash.startsWith(LISTS.purchases) ? "purchases" : "market");

/** What a list is searched for, as its address says; `null`: nothing. */
export function shownSearch(hash = globalThis.location?.hash ?? "") {
  const list = shownList(hash);
  const begins = `${LISTS[list]}?`;
  return hash.startsWith(begins) && hash.length > begins.length ? { list, query: hash.slice(begins.length) } : null;
}

/** Shows a list with a search. @param {Pick<SavedSearchView, "list" | "query">} search */
export function openSearch({ list, query }) {
  location.hash = `${LISTS[list]}?${query}`;
}

/** What did not work, in words. @param {unknown} error */
function inWords(error) {
  const { code, side } = asFailure(error);
  return code === "not-now" ? say.bookmarks.searchesFull : say.failure[code].what(side);
}

/** Asks for a name, and keeps the search that is shown. */
export async function saveSearch() {
  const shown = shownSearch();
  if (shown === null) return;
  const { list, query } = shown;
  const words = new URLSearchParams(query).get("q") ?? "";
  let name = words;
  /** @param {() => void} redraw */
  const body = (redraw) => html`<div class="field"><label class="label" for="search-name">${say.bookmarks.searchName}</label>
    <input id="search-name" class="input" data-testid="search-name" maxlength="120" autocomplete="off" .value=${name} @input=${(/** @type {Event} */ event) => {
      name = /** @type {HTMLInputElement} */ (event.target).value;
      redraw();
    }}></div>`;
  if (!(await ask({ title: list === "market" ? say.bookmarks.saveTitle : say.purchases.saveViewTitle, body, confirm: say.bookmarks.save, ready: () => name.trim() !== "" }))) return;
  await backend.saveSearch(list, name.trim(), query).then(() => note(say.bookmarks.saved(name.trim())), (error) => note(inWords(error)));
}

/** Those of a list. @param {Searched} list */
export async function showSearches(list) {
  /** @type {BookmarksView} */
  let bookmarks;
  try {
    bookmarks = await backend.bookmarks().ask();
  } catch (error) {
    note(inWords(error));
    return;
  }
  let redraw = () => {};
  /** @type {Map<string, ReturnType<typeof inlineEdit>>} */
  const edits = new Map();
  /** @param {SavedSearchView} search */
  const edit = ({ id, list, query }) => {
    const known = edits.get(id) ?? inlineEdit({ label: () => say.bookmarks.theName, empty: () => say.bookmarks.searchName, most: 120, redraw: () => redraw(), save: (name) => backend.saveSearch(list, name, query).then((now) => {
      bookmarks = now;
      return null;
    }, inWords) });
    edits.set(id, known);
    return known;
  };
  /** @param {SavedSearchView} search */
  const row = (search) => html`<li class="search-row" data-testid="saved-search" data-id=${search.id}>${edit(search).view(search.name)}
    <span class="search-buttons"><button type="button" class="button button-small" data-testid="search-open" @click=${() => void dismiss().then(() => openSearch(search))}>${say.bookmarks.open}</button>
      <button type="button" class="button button-quiet button-icon" data-testid="search-forget" aria-label=${say.bookmarks.forget(search.name)} data-tip=${say.bookmarks.forgetTip} @click=${() => void backend.forgetSearch(search.id).then((now) => {
        bookmarks = now;
        redraw();
      }, (error) => note(inWords(error)))}>${icon("trash")}</button></span></li>`;
  /** @param {() => void} draw */
  const body = (draw) => {
    redraw = draw;
    const own = bookmarks.searches.filter((search) => search.list === list);
    return own.length === 0 ? html`<p class="quiet">${list === "market" ? say.bookmarks.noSearches : say.purchases.noViews}</p>` : html`<ul class="search-list">${own.map(row)}</ul>`;
  };
  await ask({ title: list === "market" ? say.bookmarks.searches : say.purchases.views, body, confirm: say.bookmarks.done });
}
