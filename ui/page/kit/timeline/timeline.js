// The escrow's deadlines, drawn to scale on one bar with now on it, and in plain sentences below. The geometry is pure.
import { html, nothing, svg } from "lit-html";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { ago, clock } from "../time/time.js";

/** @import { Moment, Stretch } from "../../../types/contract.js" */

/** @typedef {Stretch & { from: number, to: number }} Drawn one part of the bar, in permille */

/**
 * The stretches of the bar, to scale. It begins at `start` and ends with the last deadline.
 * @param {Moment} start @param {Stretch[]} all
 * @returns {{ stretches: Drawn[], place: (at: Moment) => number }}
 */
export function scale(start, all) {
  const end = Math.max(start + 1, ...all.map(({ ends }) => ends));
  /** @param {Moment} at */
  const place = (at) => Math.round((1000 * Math.min(Math.max(at - start, 0), end - start)) / (end - start));
  let from = 0;
  const stretches = all.map((stretch) => {
    const to = Math.max(from, place(stretch.ends));
    const drawn = { ...stretch, from, to };
    from = to;
    return drawn;
  });
  return { stretches, place };
}

/** @param {Moment} start when it was bought @param {Stretch[]} all */
export function timeline(start, all) {
  const present = now();
  const { stretches, place } = scale(start, all);
  const here = place(present);
  const over = all.every(({ state }) => state === "was");
  return html`<div class="timeline ${over ? "timeline-over" : ""}" data-testid="timeline">
    <svg class="timeline-bar" role="img" aria-label=${say.timeline.label(clock(present, present))} viewBox="0 0 1000 26" preserveAspectRatio="none">
      ${stretches.map(({ what, from, to }) => svg`<rect class="stretch stretch-${what}" x=${from} y="8" width=${to - from} height="10"><title>${say.timeline.word[what]}</title></rect>`)}
      <rect class="timeline-gone" x="0" y="8" width=${over ? 1000 : here} height="10"></rect>
      ${over ? nothing : svg`<rect class="timeline-now" x=${Math.min(here, 997)} y="2" width="3" height="22"></rect>`}
    </svg>
    <ol class="timeline-words">${stretches.map(line)}</ol>
  </div>`;
}

/** @param {Stretch} stretch */
function line({ what, ends, state }) {
  const sentence = say.timeline.says[what][state](clock(ends, now()));
  const ahead = state === "ahead" || state === "if-delivered";
  return html`<li class=${ahead ? "" : "past"} data-testid="stretch" data-what=${what} data-state=${state}><span class="swatch swatch-${what}" aria-hidden="true"></span><span>${sentence}</span>${state === "was" || state === "done" ? nothing : html`<span class="timeline-when">${ago(ends)}</span>`}</li>`;
}
