// The escrow's deadlines, drawn to scale on one bar with now on it, and in plain sentences below. The geometry is pure.
import { html, nothing, svg } from "lit-html";
import { now } from "../clock.js";
import { say } from "../say.js";
import { ago, clock } from "./time.js";

/** @import { Deadlines, Moment, OnChainState } from "../../types/contract.js" */

/** @typedef {{ id: "paying" | "working" | "objecting" | "disputing", from: number, to: number, ends: Moment }} Stretch one part of the bar, in permille */

/**
 * The stretches of the bar, to scale. It begins at `start` and ends with the last deadline that matters.
 * @param {Moment} start @param {Deadlines} deadlines @param {boolean} disputed whether the admins' date matters
 * @returns {{ stretches: Stretch[], place: (at: Moment) => number }}
 */
export function scale(start, deadlines, disputed) {
  /** @type {[Stretch["id"], Moment | null][]} */
  const ends = [["paying", deadlines.payBy], ["working", deadlines.submitResult], ["objecting", deadlines.unlock], ["disputing", disputed ? deadlines.externalDispute : null]];
  const known = /** @type {[Stretch["id"], Moment][]} */ (ends.filter(([, at]) => at !== null));
  const end = Math.max(start + 1, ...known.map(([, at]) => at));
  /** @param {Moment} at */
  const place = (at) => Math.round((1000 * Math.min(Math.max(at - start, 0), end - start)) / (end - start));
  let from = 0;
  const stretches = known.map(([id, at]) => {
    const to = Math.max(from, place(at));
    const stretch = { id, from, to, ends: at };
    from = to;
    return stretch;
  });
  return { stretches, place };
}

/** What has been done in the states in which it goes on. @type {Record<string, Stretch["id"][]>} */
const DONE = {
  FundsLocked: ["paying"],
  RefundRequested: ["paying", "objecting"],
  ResultSubmitted: ["paying", "working"],
  Disputed: ["paying", "working", "objecting"],
};

/** States in which the money has gone where it goes: the deadlines only tell how it was. */
const OVER = new Set(["WithdrawAuthorized", "RefundAuthorized", "Withdrawn", "RefundWithdrawn", "DisputedWithdrawn"]);

/**
 * @param {Moment} start when it was bought @param {Deadlines} deadlines
 * @param {OnChainState | null} onChain where the money is
 */
export function timeline(start, deadlines, onChain) {
  const present = now();
  const { stretches, place } = scale(start, deadlines, onChain === "Disputed");
  const here = place(present);
  const over = OVER.has(onChain ?? "");
  const done = DONE[onChain ?? ""] ?? [];
  return html`<div class="timeline ${over ? "timeline-over" : ""}" data-testid="timeline">
    <svg class="timeline-bar" role="img" aria-label=${say.timeline.label(clock(present, present))} viewBox="0 0 1000 26" preserveAspectRatio="none">
      ${stretches.map(({ id, from, to }) => svg`<rect class="stretch stretch-${id}" x=${from} y="8" width=${to - from} height="10"><title>${say.timeline.says[id].word}</title></rect>`)}
      <rect class="timeline-gone" x="0" y="8" width=${over ? 1000 : here} height="10"></rect>
      ${over ? nothing : svg`<rect class="timeline-now" x=${Math.min(here, 997)} y="2" width="3" height="22"></rect>`}
    </svg>
    <ol class="timeline-words">${stretches.map(({ id, ends }) => line(id, ends, over, done.includes(id)))}</ol>
  </div>`;
}

/** @param {Stretch["id"]} id @param {Moment} ends @param {boolean} over @param {boolean} done */
function line(id, ends, over, done) {
  const present = now();
  const words = say.timeline.says[id];
  const at = clock(ends, present);
  const sentence = over ? say.timeline.was[id](at) : done ? words.done : ends <= present ? words.after(at) : words.before(at);
  const past = over || done || ends <= present;
  return html`<li class=${past ? "past" : ""}><span class="swatch swatch-${id}" aria-hidden="true"></span><span>${sentence}</span>${over || done ? nothing : html`<span class="timeline-when">${ago(ends)}</span>`}</li>`;
}
