// Shows a failure in full: what happened, whose side it is on, whether money moved and what to do, with the other side's own words and a
// button where trying again can help.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";
import { detailOf } from "../../lib/detail.js";
import { icon } from "../../kit/icon/icon.js";
import { note } from "../../kit/toast/toast.js";
import { asFailure } from "../../store.js";

/** @import { Code, Failure, StoreState } from "../../../types/contract.js" */

/**
 * @typedef {object} Options
 * @property {() => void} [again] what trying again does
 * @property {boolean} [money] whether money could have moved here, so that it is said that it did not
 * @property {unknown} [action] a better button than trying again
 */

/** Failures whose quotation is a fact of ours (a host name, what the network said), not the other side's words. @type {Set<Code>} */
const FACTS = new Set(/** @type {Code[]} */ (["unknown-host", "unreachable", "timeout", "certificate", "address-refused", "stand-in-address", "redirected", "cannot-pay-contract", "input", "unknown", "internal", "store", "store-full", "store-damaged", "store-newer", "limits-unread", "sandbox", "sandbox-unreadable", "terms-missing"]));

/** Whether the quotation is the other side's own words. @param {Failure} failure */
const speaks = ({ code, side }) => (side === "node" || side === "registry" || side === "agent") && !FACTS.has(code);

/** @param {Failure} failure @param {Options} [options] */
export function failurePanel(failure, { again, money = false, action = nothing } = {}) {
  const words = say.failure[failure.code];
  return html`<section class="failure" role="alert" data-testid="failure" data-code=${failure.code} data-side=${failure.side} data-moved=${failure.moved}>
    ${icon("warning")}
    <div class="failure-text">
      <p class="failure-what" data-testid="failure-what">${words.what(failure.side)}</p>
      <p>${say.failing.whose(failure.side)} ${money || failure.moved !== "no" ? html`<strong data-testid="failure-moved">${say.moved[failure.moved]}</strong>` : nothing}</p>
      <p data-testid="failure-todo">${words.todo(failure.side, failure.retry)}</p>
      ${failure.quote === "" ? nothing : speaks(failure)
        ? html`<figure class="quote"><figcaption>${say.failing.quote(failure.side)}</figcaption><blockquote data-testid="failure-quote">${failure.quote}</blockquote></figure>`
        : html`<p><code class="code" data-testid="failure-quote">${failure.side === "app" ? detailOf(say.detail, failure.quote) : failure.quote}</code></p>`}
      ${again || action !== nothing ? html`<p class="failure-buttons">
        ${again && failure.retry ? html`<button type="button" class="button" data-testid="failure-again" @click=${again}>${icon("refresh")}${say.failing.again}</button>` : nothing}
        ${action}</p>` : nothing}
    </div>
  </section>`;
}

/** Sets aside what the sandbox cannot read, and starts anew. @param {boolean} busy @param {() => void} reset */
export const resetButton = (busy, reset) => html`<button type="button" class="button" data-testid="sandbox-reset" ?disabled=${busy} @click=${reset}>${icon("refresh")}${say.failing.reset}</button>`;

/** In one line, for a row. @param {Failure} failure */
export const failureLine = (failure) => say.failing.line(say.failure[failure.code].what(failure.side), say.failure[failure.code].todo(failure.side, failure.retry));

/** For a moment, where nothing else has room for it. @param {unknown} error */
export function noteFailure(error) {
  const { code, side } = asFailure(error);
  note(say.failure[code].what(side));
}

/** What is the matter with a store, in one line. @param {string} label @param {StoreState} state */
export const storeLine = (label, state) => say.failing.line(say.store[state].what(label), say.store[state].todo);
