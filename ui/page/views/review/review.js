// The review: what was prepared, for the person to approve or decline. Approving happens at most once, whatever is clicked.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { cannotWrite, pageHead } from "../../frame/frame.js";
import { approvalCard, isAnotherAmount } from "../../cards/approval/approval.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { named } from "../../cards/foreign/foreign.js";
import { isOfTheGate, toLimits } from "../../cards/limits/limits.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id of the agent @returns {import("../../frame/frame.js").Page} */
export function open(frame, id) {
  const approval = frame.review?.agent === id ? frame.review : null;
  frame.review = null;
  /** @type {import("../../cards/approval/approval.js").Busy} */
  let busy = "idle";
  /** The backend has the decision, or the approval is gone: nothing is left to decline. */
  let decided = approval === null;
  const typing = { text: "", wrong: false, redraw: frame.redraw };
  let closed = false;
  /** @type {import("../../../types/contract.js").Failure | undefined} */
  let failure;
  const toForm = () => frame.go({ name: "buy", id });
  // A reload, or an address that was typed: what was prepared is gone, the draft is not.
  if (!approval) queueMicrotask(toForm);

  /** Why nothing can be paid now: a job that nobody can pay is not begun. */
  function why() {
    const { state } = frame.app().health;
    if (cannotWrite(frame.app())) return say.review.nodeFails.unwritable;
    if (approval?.price.kind === "free") return null;
    return state === "offline" || state === "refused" || state === "closed" ? say.review.nodeFails[state] : null;
  }

  async function approve() {
    if (!approval || busy !== "idle" || decided || why() !== null || approval.notAllowed !== null) return;
    busy = "approving";
    failure = undefined;
    frame.redraw();
    try {
      const purchase = await backend.purchaseApprove(approval.id, approval.toType === null ? null : typing.text);
      decided = true;
      if (!closed) frame.go({ name: "purchase", id: purchase });
    } catch (error) {
      failure = asFailure(error);
      typing.wrong = isAnotherAmount(failure);
      if (typing.wrong) failure = undefined;
      else if (failure.code === "approval-gone" || failure.code === "approval-expired") decided = true;
      busy = "idle";
      frame.redraw();
    }
  }

  return {
    title: () => say.review.title,
    tick: 1000,
    close() {
      closed = true;
      if (approval && !decided && busy === "idle" && approval.expiresAt > now()) void backend.purchaseDecline(approval.id).catch(() => undefined);
    },
    view: () => html`<div class="page page-narrow" data-testid="review">
      ${pageHead(say.review.title, {
        back: { href: href({ name: "buy", id }), text: say.review.decline },
        beside: approval ? html`<span class="quiet">${say.foreign.quoted(named(approval.agentName))}</span>` : nothing,
        below: html`<p class="lead">${say.review.lead}</p>`,
      })}
      ${firstHourLine(frame, "review")}
      ${failure ? failurePanel(failure, { money: true, action: decided || isOfTheGate(failure) ? html`<button type="button" class="button" data-testid="review-again" @click=${toForm}>${say.review.prepareAgain}</button> ${isOfTheGate(failure) ? toLimits() : nothing}` : nothing }) : nothing}
      ${approval && !(decided && failure) ? approvalCard(approval, { busy, approve, decline: toForm, again: toForm, health: frame.app().health.state, why: why(), typing }) : nothing}
    </div>`,
  };
}
