// The receipt of a purchase: saved to be checked by anybody, or to be read; and what a check of one found, line by line.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { href } from "../../router.js";
import { asFailure } from "../../store.js";
import { say } from "../../words/say.js";
import { failurePanel } from "../failure/failure.js";

/** @import { Failure, ReceiptFormat, ReceiptLine, ReceiptStands, SheetWords } from "../../../types/contract.js" */

/** Every word of the page that is saved. @returns {SheetWords} */
export const sheetWords = () => ({
  language: say.tag, title: say.receipt.title, intact: say.receipt.holds, unsigned: `${say.receipt.unsigned}. ${say.receipt.unsignedSays}`, altered: say.receipt.fails, sandbox: say.receipt.sandbox, proven: say.receipt.proven,
  unproven: say.receipt.unproven, unprovenWhy: say.receipt.unprovenSays, asked: say.receipt.asked, came: say.receipt.came, nothingCame: say.receipt.nothingCame, more: say.receipt.more,
  signed: say.receipt.signed, facts: say.receipt.facts, transactions: say.receipt.transactions, lines: say.receiptLine, stands: say.receiptStands,
});

/** What was saved last, and of which purchase. @type {{ id: string, busy: boolean, path: string | null, failure: Failure | null }} */
let last = { id: "", busy: false, path: null, failure: null };

/** @param {string} id @param {ReceiptFormat} format @param {() => void} redraw */
async function save(id, format, redraw) {
  if (last.busy) return;
  /** @type {typeof last} */
  const mine = { id, busy: true, path: null, failure: null };
  last = mine;
  redraw();
  try {
    mine.path = (await backend.receiptSave(id, format, sheetWords()))?.path ?? null;
  } catch (error) {
    mine.failure = asFailure(error);
  }
  mine.busy = false;
  redraw();
}

/** @param {string} id @param {() => void} redraw */
export function receiptCard(id, redraw) {
  const { busy, path, failure } = last.id === id ? last : { busy: false, path: null, failure: null };
  // One is saved at a time, whichever purchase it is of.
  /** @param {ReceiptFormat} format @param {import("../../kit/icon/icon.js").IconName} shape @param {string} text @param {string} tip */
  const button = (format, shape, text, tip) => html`<button type="button" class="button" data-testid="receipt-save" data-format=${format} data-tip=${tip} ?disabled=${last.busy} @click=${() => void save(id, format, redraw)}>${icon(shape)}${text}</button>`;
  return html`<section class="card receipt" data-testid="receipt" aria-labelledby="receipt-title"><h2 id="receipt-title">${say.receipt.title}</h2>
    <p class="quiet">${say.receipt.says}</p>
    <p class="receipt-buttons">${button("json", "verified", say.receipt.saveJson, say.receipt.saveJsonSays)}${button("html", "file", say.receipt.saveHtml, say.receipt.saveHtmlSays)}</p>
    <p class="saved-at" role="status">${busy ? say.receipt.saving : path === null ? nothing : html`${icon("check")}<span data-testid="receipt-saved" data-path=${path}>${say.receipt.saved(path)}</span>${copyButton(path, say.diagnostics.path)}`}</p>
    ${failure === null ? nothing : failurePanel(failure)}
    <p><a class="link" data-testid="to-receipt-check" href=${href({ name: "receipt" })}>${say.receipt.toCheck}</a></p></section>`;
}

/** @type {Record<ReceiptStands, import("../../kit/icon/icon.js").IconName>} */
const MARK = { holds: "check", part: "warning", fails: "cross", absent: "dash", unprovable: "question" };
/** As checks of terms are drawn. @type {Record<ReceiptStands, string>} */
const LIKE = { holds: "passed", part: "warned", fails: "failed", absent: "not-applicable", unprovable: "later" };

/** @param {ReceiptLine[]} lines */
export const receiptLines = (lines) => html`<ul class="checks">${lines.map(({ id, stands }) => html`<li class="check-row check-${LIKE[stands]}" data-testid="receipt-line" data-line=${id} data-stands=${stands}>
  <span class="check-mark">${icon(MARK[stands])}<span class="visually-hidden">${say.receiptStands[stands]}:</span></span>
  <div><span>${say.receiptLine[id]}</span>${stands === "holds" || stands === "unprovable" ? nothing : html`<p class="check-note" aria-hidden="true">${say.receiptStands[stands]}</p>`}</div></li>`)}</ul>`;
