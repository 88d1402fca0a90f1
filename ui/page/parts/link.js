// Links from strangers. The host is shown and the person asked before the browser opens; the page itself goes nowhere.
import { html, nothing } from "lit-html";
import { backend } from "../backend.js";
import { say } from "../say.js";
import { asFailure } from "../store.js";
import { copy } from "./copy.js";
import { ask } from "./dialog.js";
import { failureLine } from "./failure.js";
import { icon } from "./icon.js";
import { note } from "./toast.js";

/** Host of an address as it is really called, with punycode visible; `""` if it has none. @param {string} url */
export function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}

/** Asks, then opens. A mail address is copied instead: only pages are handed to the browser. @param {string} url */
export async function openLink(url) {
  if (url.startsWith("mailto:")) return copy(url.slice("mailto:".length).split("?")[0] ?? "", say.link.mailCopied);
  const name = host(url);
  const body = () => html`
    <p>${say.link.says}</p>
    <dl class="facts">
      <div><dt>${say.link.host}</dt><dd class="link-host" data-testid="link-host">${name === "" ? url : name}</dd></div>
      <div><dt>${say.link.address}</dt><dd><code class="code">${url}</code></dd></div>
    </dl>
    ${name.split(".").some((label) => label.startsWith("xn--")) ? html`<p class="notice notice-warn">${icon("warning")}<span>${say.link.punycode}</span></p>` : nothing}`;
  if (!(await ask({ title: say.link.title, body, confirm: say.link.open }))) return;
  try {
    await backend.linkOpen(url);
  } catch (error) {
    note(say.failing.line(say.link.failed, failureLine(asFailure(error))));
  }
}

/** A link that asks first. @param {string} url @param {unknown} text */
export const foreignLink = (url, text) => html`<button type="button" class="link" data-testid="foreign-link" title=${url} @click=${() => openLink(url)}>${text}${icon("external")}</button>`;
