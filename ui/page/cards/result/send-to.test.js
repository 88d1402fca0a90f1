import assert from "node:assert/strict";
import { test } from "node:test";
import { candidates } from "./send-to.js";

/** @import { BookmarksView } from "../../../types/contract.js" */

test("an_agent_that_was_marked_and_looked_at_is_offered_once_and_first", () => {
  const one = (/** @type {string} */ id) => ({ id, shortId: id, name: id, at: 1 });
  const bookmarks = /** @type {BookmarksView} */ ({ favourites: [one("b")], recent: [one("a"), one("b"), one("c")], searches: [], templates: [] });
  assert.deepEqual(candidates(bookmarks).map(({ id }) => id), ["b", "a", "c"]);
});
