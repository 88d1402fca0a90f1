// Several purchases before one yes: the sum, what it takes, and each of them with what becomes of it. Approving happens at most once,
// whatever is clicked. Every sum is the backend's; the page adds nothing up.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { amountTyped, isAnotherAmount, warningList } from "../../cards/approval/approval.js";
import { asOfNow, conditionCard } from "../../cards/conditions/conditions.js";
import { failureLine, failurePanel } from "../../cards/failure/failure.js";
import { named, sentList } from "../../cards/foreign/foreign.js";
import { errorText } from "../../cards/form-fields/form-fields.js";
import { isOfTheGate, reviewLimits, toLimits } from "../../cards/limits/limits.js";
import { approvedPrice, approvedTexts } from "../../cards/price/price.js";
import { cannotWrite, pageHead } from "../../frame/frame.js";
import { dataTable } from "../../kit/data-table/data-table.js";
import { show } from "../../kit/dialog/dialog.js";
import { icon } from "../../kit/icon/icon.js";
import { money, moneys, texts } from "../../kit/money/money.js";
import { networkPill } from "../../kit/pill/pill.js";
import { clock, countdown, span } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @import { BatchReview, BatchRowView, Failure } from "../../../types/contract.js" */
/** @import { Column } from "../../kit/data-table/data-table.js" */

/** So many are shown at first. */
const PORTION = 50;
const MINUTE = 60_000;

/** @param {BatchRowView} row */
const isLeftOut = ({ state }) => !["ready", "repeated", "not-allowed"].includes(state.kind);

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const from = frame.batch?.from ?? { name: /** @type {const} */ ("batches") };
  let review = frame.batch?.review ?? null;
  frame.batch = null;
  let approving = false;
  /** The backend has the decision, or the review is gone: nothing is left to decline. */
  let decided = review === null;
  const typing = { text: "", wrong: false, redraw: frame.redraw };
  let all = false;
  /** Another review takes the place of this one. */
  let changing = false;
  let closed = false;
  /** @type {Failure | undefined} */
  let failure;
  const back = () => frame.go(from);
  // A reload, or an address that was typed: what was prepared is gone, what was typed is not.
  if (!review) queueMicrotask(back);

  /** Why nothing can be paid now: jobs that nobody can pay are not begun. @param {BatchReview} review */
  function why(review) {
    const { state } = frame.app().health;
    if (cannotWrite(frame.app())) return say.review.nodeFails.unwritable;
    if (review.sum.length === 0) return null;
    return state === "offline" || state === "refused" || state === "closed" ? say.review.nodeFails[state] : null;
  }

  async function approve() {
    if (!review || approving || changing || decided || why(review) !== null || review.purchases === 0) return;
    approving = true;
    failure = undefined;
    frame.redraw();
    try {
      const id = await backend.batchApprove(review.id, review.toType === null ? null : typing.text);
      decided = true;
      if (!closed) frame.go({ name: "batch", id });
    } catch (error) {
      failure = asFailure(error);
      typing.wrong = isAnotherAmount(failure);
      if (typing.wrong) failure = undefined;
      else if (failure.code === "approval-gone" || failure.code === "approval-expired") decided = true;
      approving = false;
      frame.redraw();
    }
  }

  /** @param {boolean} bought */
  async function buyRepeated(bought) {
    if (!review || changing || approving) return;
    changing = true;
    frame.redraw();
    try {
      review = await backend.batchRepeated(review.id, bought);
      typing.text = "";
    } catch (error) {
      failure = asFailure(error);
    }
    changing = false;
    frame.redraw();
  }

  /** @param {BatchReview} review @param {BatchRowView} row */
  async function details(review, row) {
    try {
      const approval = await backend.batchReviewRow(review.id, row.number).ask();
      await show({ title: say.batch.detailsOf(row.title === "" ? named(row.agentName) : row.title), body: html`<p class="quiet">${approval.host === "" ? nothing : say.review.sentTo(approval.host)}</p>${warningList(approval.warnings)}
        ${approval.answers.length === 0 ? html`<p class="quiet">${say.review.noAnswers}</p>` : sentList(approval.answers)}` });
    } catch (error) {
      failure = asFailure(error);
      frame.redraw();
    }
  }

  /** @param {BatchRowView} row */
  function becomes({ state }) {
    switch (state.kind) {
      case "repeated":
        return html`<span>${say.batch.sameAs(state.of)}${state.bought ? html` · ${say.batch.becomes.ready}` : nothing}</span>`;
      case "invalid":
        return html`<span>${state.errors.map((error, index) => html`<span class="batch-error" data-testid="row-error" data-rule=${error.rule}>${state.fields[index] ? html`<span data-foreign>${state.fields[index]}</span>: ` : nothing}${errorText(error)}</span>`)}</span>`;
      case "blocked":
        return html`<span>${say.blocked[state.reason].says}</span>`;
      case "failed":
        return html`<span>${failureLine(state.failure)}</span>`;
      default:
        return html`<span>${say.batch.becomes[state.kind]}</span>`;
    }
  }

  /** @param {BatchReview} review @returns {Column<BatchRowView>[]} */
  const columns = (review) => [
    ...(review.kind === "rows" ? [{ id: "number", head: say.batch.row, cell: (/** @type {BatchRowView} */ { number }) => html`<span class="batch-number">${say.purchases.count(number)}</span>` }] : []),
    ...(review.kind === "side-by-side" ? [{ id: "agent", head: say.batch.agent, cell: (/** @type {BatchRowView} */ row) => html`<span data-foreign>${row.agentName === "" ? row.agent.slice(0, 12) : row.agentName}</span>` }] : []),
    ...(review.kind === "rows" ? [{ id: "job", head: say.batch.job, cell: (/** @type {BatchRowView} */ row) => html`<span class="batch-title" data-foreign>${row.title}</span>` }] : []),
    { id: "price", head: say.batch.price, cell: (row) => (row.price === null ? nothing : html`${approvedPrice(row.price)}${row.before === null ? nothing : html`<small class="quiet" data-testid="row-before">${say.batch.before(approvedTexts(row.before).join(" + "))}</small>`}`) },
    { id: "state", head: say.batch.state, cell: (row) => html`<span class="batch-state" data-testid="batch-row" data-number=${row.number} data-state=${row.state.kind}>${icon(isLeftOut(row) || row.state.kind === "not-allowed" ? "warning" : row.state.kind === "repeated" && !row.state.bought ? "dash" : "check")}${becomes(row)}</span>` },
    { id: "acts", head: "", cell: (row) => (row.price === null ? nothing : html`<button type="button" class="button button-quiet button-small" data-testid="row-details" aria-label=${say.batch.detailsOf(row.title === "" ? named(row.agentName) : row.title)} @click=${() => void details(review, row)}>${say.batch.details}</button>`) },
  ];

  /** @param {BatchReview} review @param {BatchRowView[]} rows @param {string} caption */
  const table = (review, rows, caption) => dataTable({ caption, columns: columns(review), rows, id: ({ number }) => String(number) });

  /** @param {BatchReview} review */
  function bill(review) {
    const line = (/** @type {string} */ name, /** @type {unknown} */ value) => html`<div class="bill-line"><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<dl class="bill" data-testid="batch-bill">
      <div class="bill-line bill-price"><dt>${review.atMost ? say.batch.sumAtMost : say.batch.sum}</dt><dd data-testid="batch-sum">${review.sum.length === 0 ? say.batch.sumFree : moneys(review.sum)}</dd></div>
      ${review.deposit ? line(say.batch.deposit, money(review.deposit)) : nothing}
      ${review.fees ? line(say.batch.fees, money(review.fees)) : nothing}</dl>`;
  }

  /** @param {BatchReview} review */
  function label(review) {
    if (approving) return say.review.sending;
    if (review.purchases === 0) return say.batch.boughtNone;
    if (review.sum.length === 0) return say.batch.start;
    return (review.atMost ? say.review.payUpTo : say.review.pay)(texts(review.sum));
  }

  /** @param {BatchReview} review */
  function content(review) {
    const present = now();
    const late = review.expiresAt <= present;
    const barred = why(review);
    const untyped = review.toType !== null && typing.text.trim() === "";
    const leftOut = review.rows.filter(isLeftOut);
    const others = review.rows.filter((row) => !isLeftOut(row));
    const some = all ? others : others.slice(0, PORTION);
    return html`<section class="card approval" data-testid="batch-review" data-id=${review.id} data-purchases=${review.purchases} aria-busy=${approving}>
      <p class="batch-counts"><strong data-testid="batch-bought">${review.purchases === 0 ? say.batch.boughtNone : say.batch.bought(review.purchases)}</strong> ${networkPill(review.network, review.sandbox)}</p>
      ${warningList(review.warnings.map(({ warning }) => warning), (index) => {
        const about = review.warnings[index];
        return about === undefined || about.purchases === review.purchases ? nothing : html` <span class="quiet">${review.kind === "rows" ? say.batch.about(say.purchases.count(about.purchases)) : say.batch.askedBy(about.agents.map((name) => say.foreign.quoted(named(name))).join(", "))}</span>`;
      })}
      ${review.purchases === 0 ? nothing : bill(review)}
      ${review.notAllowed !== null && review.purchases > 0 ? html`<p class="notice notice-warn" role="status" data-testid="batch-not-allowed" data-why=${review.notAllowed.kind}>${icon("warning")}<span>${review.notAllowed.kind === "unlisted" ? say.batch.notListed : say.batch.limitsEnd(review.purchases)} ${toLimits()}</span></p>` : nothing}
      ${reviewLimits({ ...review, notAllowed: review.purchases > 0 ? null : review.notAllowed, waitsNoLaterThan: null })}
      ${review.conditions.map(({ generation, conditions }) => html`${review.conditions.length > 1 && generation !== null ? html`<h2 class="batch-contract">${say.generation[generation]}</h2>` : nothing}${conditionCard(asOfNow(conditions, frame.app().health.state))}`)}
      ${review.repeated === 0 ? nothing : html`<label class="check"><input type="checkbox" data-testid="buy-repeated" .checked=${review.buysRepeated} ?disabled=${approving || changing} @change=${(/** @type {Event} */ event) => void buyRepeated(/** @type {HTMLInputElement} */ (event.target).checked)}><span>${say.batch.repeated(review.repeated)}. ${say.batch.buyRepeated}</span></label>`}
      ${review.columns.length === 0 ? nothing : html`<details class="fold" ?open=${review.columns.some(({ question }) => question === null)}><summary data-testid="columns-toggle">${say.batch.columns}</summary>
        <ul class="batch-columns">${review.columns.map(({ name, question }) => html`<li data-testid="batch-column" data-for=${question ?? ""}><span data-foreign>${name}</span>: ${question === null ? html`<strong>${say.batch.columnNone}</strong>` : say.batch.columnFor(question)}</li>`)}</ul></details>`}
      ${leftOut.length === 0 ? nothing : html`<div class="batch-left-out"><p class="notice notice-warn">${icon("warning")}<span>${say.batch.refused(leftOut.length)}. ${review.columns.length === 0 ? say.batch.leftOutSays : say.batch.refusedSays}</span></p>${table(review, all ? leftOut : leftOut.slice(0, PORTION), say.batch.refused(leftOut.length))}</div>`}
      ${others.length === 0 ? nothing : table(review, some, say.batch.rows)}
      ${all || (others.length <= PORTION && leftOut.length <= PORTION) ? nothing : html`<button type="button" class="button" data-testid="batch-show-all" @click=${() => {
        all = true;
        frame.redraw();
      }}>${say.batch.showAll(review.rows.length)}</button>`}
      <dl class="facts">
        ${review.agents.map(({ name, author, host }) => html`<div><dt>${say.batch.agent}</dt><dd data-testid="batch-agent"><span data-foreign>${[named(name), author].filter((word) => word !== "").join(", ")}</span> <code class="code">${host}</code></dd></div>`)}
        ${review.unlockNoLaterThan === null || review.sum.length === 0 ? nothing : html`<div><dt>${say.review.lock}</dt><dd data-testid="batch-lock">${say.review.lockSays(clock(review.unlockNoLaterThan, present))}</dd></div>`}
      </dl>
      <p class="quiet">${say.batch.goodFor(span(review.goodFor * MINUTE))}</p>
      ${late ? nothing : amountTyped(review, typing)}
      <footer class="approval-buttons">
        ${late
          ? html`<p class="approval-expiry" role="alert" data-testid="approval-expired">${say.review.expired}</p><button type="button" class="button button-primary" data-testid="batch-again" @click=${back}>${icon("refresh")}${say.batch.again}</button>`
          : html`<p class="approval-expiry" role=${barred === null ? nothing : "status"} id="batch-why" data-testid="batch-expiry">${barred ?? say.review.expires(countdown(review.expiresAt - present))}</p>
            <button type="button" class="button" data-testid="batch-decline" ?disabled=${approving} @click=${back}>${say.batch.decline}</button>
            <button type="button" class="button button-primary button-pay" data-testid="batch-pay" ?disabled=${approving || changing || barred !== null || untyped || review.purchases === 0} aria-describedby=${barred === null ? (untyped ? "amount-typed-says" : nothing) : "batch-why"} @click=${() => void approve()}>
              ${label(review)}${review.sandbox && review.sum.length > 0 && !approving ? html`<span class="play">${say.review.play}</span>` : nothing}</button>`}
      </footer></section>`;
  }

  return {
    title: () => say.batch.reviewTitle,
    tick: 1000,
    close() {
      closed = true;
      if (review && !decided && !approving && review.expiresAt > now()) void backend.batchDecline(review.id).catch(() => undefined);
    },
    view: () => html`<div class="page" data-testid="batch-review-page">
      ${pageHead(say.batch.reviewTitle, { back: { href: href(from), text: say.batch.decline }, below: html`<p class="lead">${say.batch.reviewLead}</p>` })}
      ${failure ? failurePanel(failure, { money: true, action: decided || isOfTheGate(failure) ? html`<button type="button" class="button" data-testid="batch-again" @click=${back}>${say.batch.again}</button> ${isOfTheGate(failure) ? toLimits() : nothing}` : nothing }) : nothing}
      ${review && !(decided && failure) ? content(review) : nothing}
    </div>`,
  };
}
