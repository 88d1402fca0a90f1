// A result as the input of another agent: which one is chosen among those that the person marked or looked at last. Nothing is sent
// here; the form of that agent opens with it.
import { html } from "lit-html";
import { backend } from "../../backend.js";
import { ask, dismiss } from "../../kit/dialog/dialog.js";
import { avatar } from "../../kit/avatar/avatar.js";
import { note } from "../../kit/toast/toast.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";
import { named } from "../foreign/foreign.js";

/** @import { BookmarksView } from "../../../types/contract.js" */

/** Each once, what was marked first. @param {BookmarksView} bookmarks */
export function candidates({ favourites, recent }) {
  const seen = new Set(favourites.map(({ id }) => id));
  return [...favourites, ...recent.filter(({ id }) => !seen.has(id))];
}

/** @param {string} purchase whose result it is */
export async function sendTo(purchase) {
  try {
    const agents = candidates(await backend.bookmarks().ask());
    const go = (/** @type {string} */ id) => void dismiss().then(() => void (location.hash = href({ name: "buy", id, fill: { kind: "result", purchase } })));
    const body = html`<p>${say.fill.sendToLead}</p>${agents.length === 0 ? html`<p class="quiet">${say.fill.sendToNone}</p>` : html`<ul class="send-to">${agents.map(({ id, name, shortId }) => html`<li><button type="button" class="button button-quiet send-to-agent" data-testid="send-to-agent" data-id=${id} @click=${() => go(id)}>${avatar(name, id)}<span data-foreign>${named(name)}</span> <code class="quiet">${shortId}</code></button></li>`)}</ul>`}`;
    await ask({ title: say.fill.sendToTitle, body: () => body, confirm: say.frame.close, alone: true });
  } catch (error) {
    const { code, side } = asFailure(error);
    note(say.failure[code].what(side));
  }
}
