// Shows links from strangers. The person sees where a link leads, and is asked, before the browser opens or anything is copied. The page
// itself never navigates.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";
import { copy } from "../copy/copy.js";
import { ask } from "../dialog/dialog.js";
import { failureLine } from "../../cards/failure/failure.js";
import { icon } from "../icon/icon.js";
import { target } from "../../lib/target.js";
import { note } from "../toast/toast.js";

/** Host of an address as it is really called, with punycode visible; `""` if it has none. @param {string} url */
export function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}

/** @param {unknown} name @param {string} address */
const whole = (name, address) => html`<div><dt>${name}</dt><dd><code class="code" data-testid="link-address">${address}</code></dd></div>`;

/** Asks, then opens a page, or copies a mail address or what is never opened. @param {string} url */
export async function openLink(url) {
  const to = target(url);
  if (to.kind !== "page") {
    const words = to.kind === "mail" ? say.link.mail : say.link.neither;
    const body = () => html`<p>${words.says}</p><dl class="facts">${whole(words.address, to.address)}</dl>`;
    if (await ask({ title: words.title, body, confirm: words.copy })) await copy(to.address, words.copied);
    return;
  }
  const body = () => html`
    <p>${say.link.says}</p>
    <dl class="facts">
      <div><dt>${say.link.host}</dt><dd class="link-host" data-testid="link-host">${to.host}</dd></div>
      ${whole(say.link.address, to.address)}
    </dl>
    ${to.host.split(".").some((label) => label.startsWith("xn--")) ? html`<p class="notice notice-warn">${icon("warning")}<span>${say.link.punycode}</span></p>` : nothing}`;
  if (!(await ask({ title: say.link.title, body, confirm: say.link.open }))) return;
  try {
    await backend.linkOpen(to.address);
  } catch (error) {
    note(say.failing.line(say.link.failed, failureLine(asFailure(error))));
  }
}

/** A link that asks first. @param {string} url @param {unknown} text */
export const foreignLink = (url, text) => html`<button type="button" class="link foreign-link" data-testid="foreign-link" data-tip=${url} @click=${() => openLink(url)}>${text}${icon("external")}</button>`;
