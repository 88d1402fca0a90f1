// With what a form was filled in, what it cost then, and which blanks are left for the person.
import { html, nothing } from "lit-html";
import { named } from "../foreign/foreign.js";
import { approvedTexts, priceText } from "../price/price.js";
import { whatWasCopied } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { absolute } from "../../kit/time/time.js";
import { note } from "../../kit/toast/toast.js";
import { readText } from "../../lib/text-file.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";

/** @import { Answers, Blank, FilledView, Form, PriceView } from "../../../types/contract.js" */

/** A larger file is not read, bytes. */
const MOST = 1_000_000;

/** How a blank is written. @type {Record<Blank, string>} */
export const WORD = { clipboard: "{clipboard}", file: "{file}" };

/** Blanks that are still there. @param {FilledView | null | undefined} filled @param {Answers | undefined} answers */
export const blanksLeft = (filled, answers) => (filled?.blanks ?? []).filter(([field, blank]) => {
  const answer = answers?.[field];
  return typeof answer === "string" && answer.includes(WORD[blank]);
});

/** @param {FilledView} filled @param {PriceView | undefined} price */
function says({ with: from }, price) {
  switch (from.kind) {
    case "again": {
      const then = approvedTexts(from.price).join(" + ");
      const present = price === undefined ? "" : priceText(price);
      return html`<p>${from.price.kind === "free" ? say.fill.againFree(absolute(from.at)) : say.fill.again(absolute(from.at), then)} ${price === undefined ? nothing : html`<strong data-testid="price-now" data-same=${present === then}>${present === then ? say.fill.samePrice : say.fill.now(present)}</strong>`}</p>`;
    }
    case "template":
      return html`<p>${say.fill.template(from.name)}</p>`;
    case "result":
      return html`<p>${from.question === null ? say.fill.resultNowhere(named(from.agentName)) : say.fill.result(named(from.agentName), from.question)}${from.cut ? ` ${say.fill.resultCut}` : nothing}</p>`;
  }
}

/**
 * @param {object} parts
 * @param {string} parts.id of the agent
 * @param {FilledView} parts.filled
 * @param {PriceView | undefined} parts.price now
 * @param {Form} parts.form
 * @param {Answers} parts.answers
 * @param {boolean} parts.wrong the person went on before all blanks were filled
 * @param {(field: string, text: string) => void} parts.onInput
 */
export function filledNotice({ id, filled, price, form, answers, wrong, onInput }) {
  const left = blanksLeft(filled, answers);
  const label = (/** @type {string} */ field) => form.groups.flatMap(({ fields }) => fields).find((one) => one.id === field)?.label ?? field;
  /** @param {string} field @param {Blank} blank @param {string} text */
  const put = (field, blank, text) => onInput(field, String(answers[field] ?? "").replaceAll(WORD[blank], () => text));

  /** @param {string} field */
  async function paste(field) {
    try {
      put(field, "clipboard", await whatWasCopied());
    } catch {
      note(say.fill.clipboardRefused(WORD.clipboard));
    }
  }

  /** @param {string} field @param {File | undefined} file */
  async function read(field, file) {
    if (!file) return;
    const found = await readText(file, MOST);
    if ("wrong" in found) note(say.textFile[found.wrong](say.bytes(MOST)));
    else put(field, "file", found.text);
  }

  return html`<div class="notice notice-info filled" data-testid="filled" data-with=${filled.with.kind} data-lost=${filled.lost}>${icon("info")}<div>
    ${says(filled, price)}
    ${filled.lost === 0 ? nothing : html`<p data-testid="filled-lost">${say.fill.lost(filled.lost)}</p>`}
    ${filled.draft ? html`<p>${say.fill.draft} <a class="link" data-testid="to-draft" href=${href({ name: "buy", id })}>${say.fill.toDraft}</a></p>` : nothing}
    ${left.map(([field, blank], index) => html`<p class="filled-blank" data-testid="blank" data-field=${field} data-blank=${blank}>${say.fill.blankIn(label(field))}
      ${blank === "clipboard" ? html`<button type="button" class="button button-small" data-testid="blank-paste" @click=${() => void paste(field)}>${icon("copy")}${say.fill.blank.clipboard}</button>`
        : html`<label class="button button-small" for="blank-${index}">${icon("file")}${say.fill.blank.file}</label><input id="blank-${index}" class="visually-hidden" type="file" data-testid="blank-file" @change=${(/** @type {Event} */ event) => void read(field, /** @type {HTMLInputElement} */ (event.target).files?.[0])}>`}</p>`)}
    ${wrong && left.length > 0 ? html`<p class="wrong" role="alert" data-testid="blanks-left">${say.fill.blanksLeft}</p>` : nothing}
  </div></div>`;
}
