// Checking a receipt, one's own or anybody's: what it proves, what it does not, and what it is about.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { named, pieces } from "../../cards/foreign/foreign.js";
import { receiptLines } from "../../cards/receipt/receipt.js";
import { pageHead } from "../../frame/frame.js";
import { values } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink } from "../../kit/link/link.js";
import { moneys } from "../../kit/money/money.js";
import { networkPill } from "../../kit/pill/pill.js";
import { when } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { asFailure } from "../../store.js";
import { say } from "../../words/say.js";

/** @import { CheckedReceipt, Failure, ReceiptFrom, ReceiptOf } from "../../../types/contract.js" */

/** What was pasted is a receipt, or else the name of a file. @param {string} typed @returns {ReceiptFrom} */
export const fromTyped = (typed) => (/^\s*[{[]/.test(typed) ? { kind: "text", text: typed } : { kind: "file", path: typed });

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  let typed = "";
  let busy = false;
  /** @type {CheckedReceipt | null} */
  let found = null;
  /** @type {Failure | null} */
  let failure = null;

  /** @param {ReceiptFrom} from */
  async function check(from) {
    if (busy) return;
    busy = true;
    failure = null;
    frame.redraw();
    try {
      const checked = await backend.receiptCheck(from);
      // The person chose none: what was found before stays.
      if (checked !== null) found = checked;
    } catch (error) {
      failure = asFailure(error);
      found = null;
    }
    busy = false;
    frame.redraw();
  }

  /** @param {Failure} failure */
  const wrong = (failure) => (failure.code === "input" && (failure.quote === "dialog" || failure.quote === "path")
    ? html`<p class="notice notice-warn" role="alert" data-testid="receipt-unread">${icon("warning")}<span>${failure.quote === "dialog" ? say.receipt.noDialog : say.receipt.noFile}</span></p>`
    : failurePanel(failure));

  const asks = () => html`<section class="card receipt-asks">
    <p><button type="button" class="button button-primary" data-testid="receipt-choose" ?disabled=${busy} @click=${() => void check({ kind: "dialog" })}>${icon("folder")}${busy ? say.receipt.checking : say.receipt.choose}</button></p>
    <form class="field" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (typed.trim() !== "") void check(fromTyped(typed));
    }}><label class="label" for="receipt-typed">${say.receipt.paste}</label>
      <textarea id="receipt-typed" class="input" rows="4" data-testid="receipt-typed" autocomplete="off" spellcheck="false" aria-describedby="receipt-typed-says" .value=${live(typed)} @input=${(/** @type {Event} */ event) => {
        typed = /** @type {HTMLTextAreaElement} */ (event.target).value;
        frame.redraw();
      }}></textarea>
      <div class="receipt-row"><p class="help" id="receipt-typed-says">${say.receipt.pasteSays}</p>
        <button type="submit" class="button" data-testid="receipt-check" ?disabled=${busy || typed.trim() === ""}>${icon("verified")}${say.receipt.check}</button></div></form>
    ${failure === null ? nothing : wrong(failure)}</section>`;

  /** @param {string} title @param {string[]} text */
  const text = (title, text) => (text.length === 0 ? nothing : html`<div><h3>${title}</h3><pre class="written" tabindex="0" role="region" aria-label=${title} translate="no">${pieces(text)}</pre></div>`);

  /** @param {ReceiptOf} of */
  const about = (of) => html`<section class="card receipt-about" data-testid="receipt-of"><h2>${say.receipt.of}</h2>
    <dl class="facts"><div><dt>${say.receipt.agent}</dt><dd><bdi>${named(of.agentName)}</bdi> ${of.network === null ? nothing : networkPill(of.network, of.sandbox)}</dd></div>
      ${of.created === null ? nothing : html`<div><dt>${say.receipt.created}</dt><dd>${when(of.created)}</dd></div>`}
      ${of.price.length === 0 ? nothing : html`<div><dt>${say.receipt.price}</dt><dd>${moneys(of.price)}</dd></div>`}</dl>
    ${text(say.receipt.asked, of.asked)}
    ${of.came.length === 0 ? html`<p class="quiet">${say.receipt.nothingCame}</p>` : text(say.receipt.came, of.came)}
    ${of.more ? html`<p class="quiet">${say.receipt.more}</p>` : nothing}
    ${of.transactions.length === 0 ? nothing : html`<h3>${say.receipt.transactions}</h3><ul class="transactions">${of.transactions.map(({ hash, explorer }) => html`<li>${values([{ name: say.purchase.transaction, value: hash }])}${explorer === "" ? nothing : foreignLink(explorer, say.receipt.explorer)}</li>`)}</ul>`}
    ${of.identifier === null ? nothing : values([{ name: say.identifier["blockchain-identifier"], value: of.identifier }])}</section>`;

  /** @param {CheckedReceipt} checked */
  function content({ holds, lines, unread, of }) {
    if (unread !== null) return html`<p class="notice notice-danger" role="status" data-testid="receipt-none" data-why=${unread}>${icon("warning")}<span>${say.noReceipt[unread]}</span></p>`;
    const signed = lines.some(({ id, stands }) => id === "signature" && stands === "holds");
    const [looks, shape, title, says] = !holds
      ? /** @type {const} */ (["receipt-bad", "warning", say.receipt.fails, say.receipt.failsSays])
      : signed
        ? /** @type {const} */ (["receipt-good", "verified", say.receipt.holds, say.receipt.holdsSays])
        : /** @type {const} */ (["receipt-unsigned", "question", say.receipt.unsigned, say.receipt.unsignedSays]);
    const said = lines.filter(({ stands }) => stands === "unprovable");
    return html`<section class="card receipt-found" data-testid="receipt-found" data-holds=${holds} data-signed=${signed}>
        <div role="status"><h2 class=${looks}>${icon(shape)}${title}</h2></div>
        <p>${says}</p>
        ${of?.sandbox ? html`<p class="notice notice-info">${icon("sandbox")}<span>${say.receipt.sandbox}</span></p>` : nothing}
        <div class="check-groups"><div><h3>${say.receipt.proven}</h3>${receiptLines(lines.filter((line) => !said.includes(line)))}</div>
          <div><h3>${say.receipt.unproven}</h3><p class="quiet">${say.receipt.unprovenSays}</p>${receiptLines(said)}</div></div></section>
      ${of === null ? nothing : about(of)}`;
  }

  return {
    title: () => say.receipt.checkTitle,
    view: () => html`<div class="page receipt-page" data-testid="receipt-page">
      ${pageHead(say.receipt.checkTitle, { back: { href: href({ name: "purchases" }), text: say.purchases.title }, below: html`<p class="lead">${say.receipt.checkLead}</p>` })}
      ${asks()}${found === null ? nothing : content(found)}
    </div>`,
  };
}
