// The star of an agent: whether the person marked it. A button, also on a row; beside the row's link, not in it.
import { html } from "lit-html";
import { backend } from "../../backend.js";
import { icon } from "../../kit/icon/icon.js";
import { note } from "../../kit/toast/toast.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";
import { named } from "../foreign/foreign.js";

/** @import { BookmarksView } from "../../../types/contract.js" */

/** The identifiers of favourites; every row of a list asks for them. @type {WeakMap<BookmarksView, Set<string>>} */
const known = new WeakMap();

/** @param {BookmarksView | undefined} bookmarks @param {string} id */
export function isFavourite(bookmarks, id) {
  if (!bookmarks) return false;
  const ids = known.get(bookmarks) ?? new Set(bookmarks.favourites.map((one) => one.id));
  known.set(bookmarks, ids);
  return ids.has(id.toLowerCase());
}

/** Marks an agent, or takes the mark away, and says so. @param {string} id @param {boolean} on @param {string} name @returns {Promise<BookmarksView | undefined>} */
export async function setFavourite(id, on, name) {
  try {
    const bookmarks = await backend.favourite(id, on);
    note(on ? say.bookmarks.marked(named(name)) : say.bookmarks.unmarked(named(name)));
    return bookmarks;
  } catch (error) {
    const { code, side } = asFailure(error);
    note(code === "not-now" ? say.bookmarks.full : say.failure[code].what(side));
    return undefined;
  }
}

/** The mark of one that is listed. @param {string} id @param {string} name */
export async function toggleFavourite(id, name) {
  const bookmarks = await backend.bookmarks().ask().catch(() => undefined);
  await setFavourite(id, !isFavourite(bookmarks, id), name);
}

/** @param {{ id: string, name: string }} agent @param {boolean} on @param {(bookmarks: BookmarksView) => void} took what is marked now */
export const star = ({ id, name }, on, took) => html`<button type="button" class="button button-quiet button-icon star" data-testid="favourite" data-on=${on} aria-pressed=${on} aria-label=${say.bookmarks.favourite} data-tip=${on ? say.bookmarks.unmark : say.bookmarks.mark} aria-keyshortcuts="Control+D" @click=${async () => {
  const bookmarks = await setFavourite(id, !on, name);
  if (bookmarks) took(bookmarks);
}}>${icon("star")}</button>`;
