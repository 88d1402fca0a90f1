// The escrow's deadlines, drawn to scale on one bar with now on it, and in plain sentences below. The geometry is pure.
import { html, nothing, svg } from "lit-html";
import { now } from "../clock.js";
import { say } from "../say.js";
import { ago, clock } from "./time.js";

/** @import { Deadlines, Moment } from "../../types/contract.js" */

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

/**
 * @param {Moment} start when it was bought @param {Deadlines} deadlines
 * @param {{ disputed?: boolean, over?: boolean }} [options] `over`: the money is settled, and the deadlines only tell how it was
 */
export function timeline(start, deadlines, { disputed = false, over = false } = {}) {
  const present = now();
  const { stretches, place } = scale(start, deadlines, disputed);
  const here = place(present);
  return html`<div class="timeline ${over ? "timeline-over" : ""}" data-testid="timeline">
    <svg class="timeline-bar" role="img" aria-label=${say.timeline.label(clock(present, present))} viewBox="0 0 1000 26" preserveAspectRatio="none">
      ${stretches.map(({ id, from, to }) => svg`<rect class="stretch stretch-${id}" x=${from} y="8" width=${to - from} height="10"><title>${say.timeline.says[id].word}</title></rect>`)}
      <rect class="timeline-gone" x="0" y="8" width=${over ? 1000 : here} height="10"></rect>
      ${over ? nothing : svg`<rect class="timeline-now" x=${Math.min(here, 997)} y="2" width="3" height="22"></rect>`}
    </svg>
    <ol class="timeline-words">
      ${stretches.map(({ id, ends }) => {
        const words = over ? say.timeline.was[id] : say.timeline.says[id][ends <= present ? "after" : "before"];
        return html`<li class=${over || ends <= present ? "past" : ""}><span class="swatch swatch-${id}" aria-hidden="true"></span><span>${words(clock(ends, present))}</span>${over ? nothing : html`<span class="timeline-when">${ago(ends)}</span>`}</li>`;
      })}
    </ol>
  </div>`;
}
