// Copies to the clipboard, and shows a long value with a button to copy it.
import { html } from "lit-html";
import { say } from "../../words/say.js";
import { icon } from "../icon/icon.js";
import { note } from "../toast/toast.js";

/**
 * Copies, and says whether it worked. What has to be asked for first is promised: once it is there, the click is too long ago for the engine.
 * @param {string | Promise<string>} text @param {string} [done] @param {() => string} [failed]
 */
export async function copy(text, done = say.copying.copied, failed = () => say.copying.failed) {
  try {
    if (typeof text === "string") await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    note(done);
  } catch {
    note(failed());
  }
}

/** A button that copies. `what` names the value for those who do not see it. @param {string} text @param {string} what */
export const copyButton = (text, what) => html`<button type="button" class="button button-quiet button-icon" data-testid="copy" data-tip=${say.copying.copyWhat(what)}
  aria-label=${say.copying.copyWhat(what)} @click=${() => copy(text)}>${icon("copy")}</button>`;

/** A long value by its two ends, which is how people compare one. @param {string} value */
export const byItsEnds = (value) => (value.length > 32 ? `${value.slice(0, 18)}…${value.slice(-10)}` : value);

/** Names and long values, each to be copied. @param {{ name: string, value: string, testid?: string }[]} rows */
export const values = (rows) => html`<dl class="values">${rows.map(({ name, value }) => html`<div class="values-row" data-testid="value" data-name=${name}>
  <dt>${name}</dt><dd><code class="code">${value}</code>${copyButton(value, name)}</dd></div>`)}</dl>`;

/** What the person copied, wherever that was. Only on a click; the desktop may refuse it. */
export const whatWasCopied = () => navigator.clipboard.readText();
