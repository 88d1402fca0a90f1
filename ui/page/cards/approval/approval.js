// What the person approves, exactly as the backend computed it, and the one button that pays. Used for the first approval (the
// review) and for a second one, when the terms came out dearer or later (on the page of the purchase).
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { icon } from "../../kit/icon/icon.js";
import { money, moneys, ownMoney, texts, written } from "../../kit/money/money.js";
import { escrowName, networkPill } from "../../kit/pill/pill.js";
import { priceTag } from "../price/price.js";
import { clock, countdown, relative } from "../../kit/time/time.js";
import { timeline } from "../../kit/timeline/timeline.js";
import { asOfNow, conditionCard, isTroubled } from "../conditions/conditions.js";
import { aheadList, aheadSummary } from "../checks/checks.js";
import { byItsEnds, copyButton } from "../../kit/copy/copy.js";
import { reviewLimits } from "../limits/limits.js";
import { named, sentList } from "../foreign/foreign.js";

/** @import { ApprovalView, Facts, Failure, HealthState, Warning, WarningId } from "../../../types/contract.js" */
/** @typedef {"idle" | "approving" | "declining"} Busy */
/** What the person types before a large sum, and whether that was another one. @typedef {{ text: string, wrong: boolean, redraw: () => void }} Typing */

/** Moments come in facts as milliseconds; the person's zone is known only here. `at` is told from now, others as a clock. @param {Facts} facts @returns {Facts} */
const timely = (facts) => Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, /^\d{13}$/.test(fact) ? (name === "at" ? relative : clock)(Number(fact), now()) : fact]));

/** Warnings that stop a careful person. @type {Set<WarningId>} */
const GRAVE = new Set(/** @type {WarningId[]} */ (["dearer", "over-ceiling", "another-price", "longer", "mainnet", "invalid", "form-changed", "simulated", "alike"]));

/** @param {ApprovalView} approval */
const expired = (approval) => approval.expiresAt <= now();

/** @param {ApprovalView} approval */
function payLabel({ price }) {
  switch (price.kind) {
    case "fixed":
      return say.review.pay(texts(price.amounts));
    case "ceiling":
      return say.review.payUpTo(texts(price.amounts));
    case "free":
      return say.review.start;
  }
}

/** @param {unknown} name @param {unknown} value @param {unknown} [note] */
const line = (name, value, note = nothing) => html`<div class="bill-line"><dt>${name}${note === nothing ? nothing : html`<small>${note}</small>`}</dt><dd>${value}</dd></div>`;

/** @param {ApprovalView} approval */
function bill(approval) {
  const { price } = approval;
  return html`<dl class="bill" data-testid="bill">
    ${price.kind === "free"
      ? html`<div class="bill-line bill-price"><dt>${say.review.price}</dt><dd data-testid="approval-price">${say.review.freePrice}</dd></div>`
      : html`<div class="bill-line bill-price"><dt>${price.kind === "ceiling" ? say.review.ceiling : say.review.price}</dt><dd data-testid="approval-price">${moneys(price.amounts)}</dd></div>`}
    ${approval.otherPrices.length === 0 ? nothing : line(say.review.otherPrices, html`<span data-testid="approval-other-prices">${approval.otherPrices.map((price) => html`<span class="other-price">${priceTag(price)}</span>`)}</span>`)}
    ${approval.deposit ? line(say.review.deposit, html`<span data-testid="approval-deposit">${money(approval.deposit)}</span>`, say.review.depositSays) : nothing}
    ${approval.fee ? line(say.review.fee, html`<span data-testid="approval-fee">${money(approval.fee)}</span>`, say.review.feeSays) : nothing}
  </dl>`;
}

/** @param {ApprovalView} approval */
const balances = ({ balances, wallet }) => (balances.length === 0 ? nothing : html`<table class="balances" data-testid="approval-balances" data-generation=${wallet?.generation ?? ""}>
  <caption>${say.walletFor[wallet?.generation ?? "any"]}</caption>
  <thead><tr><th scope="col">${say.review.before}</th><th scope="col" aria-hidden="true"></th><th scope="col">${say.review.after}</th></tr></thead>
  <tbody>${balances.map(({ before, after }) => html`<tr><td>${ownMoney(before)}</td><td aria-hidden="true">${icon("arrow")}</td><td>${after ? ownMoney(after) : html`<span class="short">${say.review.short}</span>`}</td></tr>`)}</tbody>
</table>`);

/** The person wanted to be asked once more above some amount. @param {Pick<ApprovalView, "toType">} approval @param {Typing} typing */
export const amountTyped = ({ toType }, typing) => (toType === null ? nothing : html`<div class="field"><label class="label" for="amount-typed">${say.review.typeAmount(texts([toType])[0] ?? "")}</label>
  <input id="amount-typed" class="input input-number" inputmode="decimal" autocomplete="off" spellcheck="false" maxlength="60" data-testid="amount-typed" aria-invalid=${typing.wrong} aria-describedby="amount-typed-says" .value=${live(typing.text)} @input=${(/** @type {Event} */ event) => {
    Object.assign(typing, { text: /** @type {HTMLInputElement} */ (event.target).value, wrong: false });
    typing.redraw();
  }}>
  <p class=${typing.wrong ? "wrong" : "help"} id="amount-typed-says" role=${typing.wrong ? "alert" : nothing} data-testid="amount-typed-says">${typing.wrong ? say.review.typedAnother : say.review.typeAmountSays}</p></div>`);

/** What the person should know. @param {Warning[]} warnings @param {(index: number) => unknown} [about] what a warning is about, where that is not said above */
export const warningList = (warnings, about = () => nothing) => (warnings.length === 0 ? nothing : html`<ul class="warnings" aria-label=${say.review.warnings}>
  ${warnings.map(({ id, facts }, index) => html`<li class="notice ${GRAVE.has(id) ? "notice-warn" : "notice-info"}" data-testid="warning" data-warning=${id}>${icon(GRAVE.has(id) ? "warning" : "info")}<span>${say.warning[id](timely(written(facts)))}${about(index)}</span></li>`)}
</ul>`);

/**
 * @param {ApprovalView} approval
 * @param {{ busy: Busy, approve: () => void, decline: () => void, again: (() => void) | null, health: HealthState, why?: string | null, typing?: Typing | null }} options `health`: how the node does now; `why`: nothing can be paid now, and why
 */
export function approvalCard(approval, { busy, approve, decline, again, health, why = null, typing = null }) {
  const present = now();
  const late = expired(approval);
  const barred = why !== null || approval.notAllowed !== null;
  const free = approval.price.kind === "free";
  const untyped = approval.toType !== null && (typing === null || typing.text.trim() === "");
  // The agent has named its terms already: they came out dearer or longer.
  const second = approval.purchase !== null;
  const conditions = asOfNow(approval.conditions, health);
  const troubled = isTroubled(conditions);
  const others = approval.answers.filter((sent) => sent.by !== "you").length;
  const seller = [named(approval.agentName), approval.author].filter((word) => word !== "").map(say.foreign.quoted).join(", ");
  return html`<section class="card approval" data-testid="approval" data-id=${approval.id} aria-busy=${busy !== "idle"}>
    ${warningList(approval.warnings)}
    ${troubled ? conditionCard(conditions) : nothing}
    ${bill(approval)}
    ${reviewLimits(approval)}
    ${balances(approval)}
    ${troubled ? nothing : conditionCard(conditions)}
    <dl class="facts">
      <div><dt>${say.review.seller}</dt><dd>${seller}</dd></div>
      ${approval.host === "" ? nothing : html`<div><dt>${say.review.host}</dt><dd><code class="code" data-testid="approval-host">${approval.host}</code></dd></div>`}
      ${approval.sellerVkey === "" ? nothing : html`<div><dt>${say.review.sellerKey}</dt><dd class="with-copy"><code class="code code-short">${approval.sellerVkey}</code>${copyButton(approval.sellerVkey, say.review.sellerKey)}</dd></div>`}
      ${approval.wallet === null ? nothing : html`<div><dt>${say.review.paidFrom}</dt><dd><span class="with-copy"><span tabindex="0" data-tip=${approval.wallet.address}><code class="code" data-testid="approval-wallet" data-value=${approval.wallet.address}>${byItsEnds(approval.wallet.address)}</code></span>${copyButton(approval.wallet.address, say.wallet.address)}</span>${approval.wallet.among > 1 ? html`<small class="quiet">${say.review.among(approval.wallet.among)}</small>` : nothing}</dd></div>`}
      <div><dt>${say.review.network}</dt><dd>${networkPill(approval.network, approval.sandbox)}</dd></div>
      <div><dt>${say.review.escrow}</dt><dd>${free ? say.review.freeEscrow : approval.generation === null ? nothing : escrowName(approval.generation)}</dd></div>
      ${free ? nothing : html`<div><dt>${say.review.lock}</dt><dd data-testid="approval-lock">${(second ? say.review.lockAgain : say.review.lockSays)(clock(approval.unlockNoLaterThan, present))}</dd></div>`}
    </dl>
    ${approval.stretches.length === 0 ? nothing : timeline(present, approval.stretches)}
    <p class="quiet">${free ? say.review.happensFree : second ? say.review.happensAgain : say.review.happensPaid}</p>
    ${second ? nothing : html`<details class="fold" data-testid="approval-answers" ?open=${others > 0}>
      <summary data-testid="approval-answers-toggle">${say.review.answers}${others === 0 ? nothing : html`<span class="fold-note">${icon("info")}${say.review.notByYou(others)}</span>`}</summary>
      ${approval.host === "" ? nothing : html`<p class="quiet">${say.review.sentTo(approval.host)}</p>`}
      ${approval.answers.length === 0 ? html`<p class="quiet">${say.review.noAnswers}</p>` : sentList(approval.answers)}
    </details>`}
    ${approval.ahead.length === 0 ? nothing : html`<details class="fold" data-testid="ahead">
      <summary data-testid="ahead-toggle">${say.review.ahead}<span class="fold-note">${icon("shield")}${aheadSummary(approval.ahead)}</span></summary>
      <p class="quiet">${say.review.aheadSays}</p>${aheadList(approval.ahead)}
    </details>`}
    ${late || typing === null ? nothing : amountTyped(approval, typing)}
    <footer class="approval-buttons">
      ${late
        ? html`<p class="approval-expiry" role="alert" data-testid="approval-expired">${say.review.expired}</p>
          ${again ? html`<button type="button" class="button button-primary" data-testid="approval-again" @click=${again}>${icon("refresh")}${say.review.prepareAgain}</button>` : nothing}`
        : html`${why === null
            ? html`<p class="approval-expiry" data-testid="approval-expiry">${say.review.expires(countdown(approval.expiresAt - present))}</p>`
            : html`<p class="approval-expiry" role="status" id="pay-why" data-testid="pay-why">${why}</p>`}
          <button type="button" class="button" data-testid="decline" ?disabled=${busy !== "idle"} @click=${decline}>${second ? say.review.declineAgain : say.review.decline}</button>
          <button type="button" class="button button-primary button-pay" data-testid="pay" ?disabled=${busy !== "idle" || barred || untyped} aria-describedby=${why !== null ? "pay-why" : barred ? "not-allowed" : untyped ? "amount-typed-says" : nothing} @click=${approve}>
            ${busy === "approving" ? say.review.sending : payLabel(approval)}${approval.sandbox && !free && busy !== "approving" ? html`<span class="play">${say.review.play}</span>` : nothing}</button>`}
    </footer>
  </section>`;
}

/** Whether the backend found another amount than the one that was to be typed. @param {Failure} failure */
export const isAnotherAmount = ({ code, quote }) => code === "input" && quote === "amount";
