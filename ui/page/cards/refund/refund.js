// Shows where the money stands, and exactly the button that the backend allows, or why it does not work. Its dialog explains what the
// click really does. Before anything that cannot be undone, the person has to type something.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { ask } from "../../kit/dialog/dialog.js";
import { failureLine } from "../failure/failure.js";
import { icon } from "../../kit/icon/icon.js";
import { clock, inWords, left, relative } from "../../kit/time/time.js";

/** @import { RefundAction, RefundCard, RefundFailure, RefundVerdict } from "../../../types/contract.js" */

/** @type {Record<RefundAction, string>} */
const STYLE = { request: "", dispute: "", withdraw: "", release: "button-danger" };

/** Taking back a dispute is worded otherwise than taking back a request. @param {RefundAction} action @param {RefundVerdict} verdict */
const wordsOf = (action, verdict) => (action === "withdraw" && verdict === "disputed-v1" ? say.withdrawDispute : say.refundAction[action]);

/**
 * Explains, and asks. What comes back names the card that was confirmed, and what was typed where something had to be.
 * @param {RefundAction} action @param {RefundCard} card
 * @returns {Promise<{ card: string, typedName: string | null } | null>} `null`: not confirmed
 */
export async function confirmRefund(action, { id, verdict, toType, actsAt }) {
  const words = wordsOf(action, verdict);
  const naming = toType !== null;
  let typed = "";
  /** @param {() => void} redraw */
  const body = (redraw) => html`
    <p>${words.says}</p>
    <ul class="points">${words.points.map((point) => html`<li>${point}</li>`)}${actsAt === null ? nothing : html`<li data-testid="refund-acts-at">${say.refunding.actsAt(inWords(actsAt))}</li>`}</ul>
    ${naming ? html`<div class="field"><label class="label" for="typed-name">${say.refunding.typeName(toType)}</label>
      <input id="typed-name" class="input" data-testid="refund-name" autocomplete="off" spellcheck="false" aria-label=${say.refunding.nameLabel} .value=${typed}
        @input=${(/** @type {Event} */ event) => {
          typed = /** @type {HTMLInputElement} */ (event.target).value;
          redraw();
        }}></div>` : nothing}`;
  const confirmed = await ask({ title: words.title, body, confirm: words.confirm, danger: naming, ready: () => !naming || typed.trim() === toType });
  return confirmed ? { card: id, typedName: naming ? typed.trim() : null } : null;
}

/** What was asked for last, and why it came to nothing or may have. @param {RefundFailure} failed */
const refundFailed = ({ at, sent, failure }) => html`<div class="notice notice-warn" role="status" data-testid="refund-failed" data-sent=${String(sent)}>${icon("warning")}
  <div><p><strong>${sent ? say.refunding.mayBeOut(clock(at, now())) : say.refunding.notOut(clock(at, now()))}</strong> ${sent ? say.refunding.mayBeOutSays : say.refunding.notOutSays}</p><p class="quiet">${failureLine(failure)}</p></div></div>`;

/**
 * @param {RefundCard} card
 * @param {{ busy: boolean, act: (card: string, typedName: string | null) => void }} options
 */
export function refundPart(card, { busy, act }) {
  const present = now();
  const { action, disabled } = card;
  const click = async () => {
    if (action === null) return;
    const answer = await confirmRefund(action, card);
    if (answer) act(answer.card, answer.typedName);
  };
  return html`<section class="refund" data-testid="refund-card" data-verdict=${card.verdict}>
    <h3>${say.refund.title}</h3>
    <p data-testid="refund-verdict">${say.verdict[card.verdict](inWords(card.at), inWords(card.until), inWords(card.notBefore), inWords(card.actsAt))}</p>
    ${action === null ? nothing : html`
      <button type="button" class="button ${STYLE[action]}" data-testid="refund-button" data-action=${action} ?disabled=${disabled !== null || busy} aria-describedby="refund-note" @click=${click}>
        ${icon(action === "release" ? "check" : "undo")}${busy ? say.refunding.sending : wordsOf(action, card.verdict).button}</button>
      <p class="refund-note" id="refund-note" data-testid="refund-note" data-disabled=${disabled ?? ""}>${disabled !== null
        ? say.refundDisabled[disabled](card.notBefore === null ? "" : relative(card.notBefore, present))
        : card.until === null ? nothing : say.refunding.until(clock(card.until, present), left(card.until, present))}
        ${disabled === null && card.actsAt !== null ? say.refunding.actsAt(inWords(card.actsAt)) : nothing}</p>`}
    ${card.failed === null ? nothing : refundFailed(card.failed)}
  </section>`;
}
