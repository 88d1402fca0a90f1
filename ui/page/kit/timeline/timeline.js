// The escrow's deadlines, drawn to scale on one band: what each stretch is for, when it ends, and where now is; and the same in
// sentences below. Where the person can act is filled, where others act is outlined. The geometry is pure.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { styled } from "../styled/styled.js";
import { ago, clock } from "../time/time.js";

/** @import { Moment, Stretch, StretchWhat } from "../../../types/contract.js" */

/** @typedef {Stretch & { from: number, to: number, broken: boolean }} Drawn one part of the band, in permille; `broken`: wider than it is */

/** Nothing is narrower than this, in permille: an hour beside a month could not be seen. */
const LEAST = 60;

/** How wide each part is, in permille: to scale, but for those that would be too narrow. @param {number[]} spans */
function widths(spans) {
  const narrow = new Set(/** @type {number[]} */ ([]));
  for (;;) {
    const room = 1000 - LEAST * narrow.size;
    const whole = spans.reduce((sum, span, index) => (narrow.has(index) ? sum : sum + span), 0);
    const more = spans.findIndex((span, index) => !narrow.has(index) && span > 0 && (span / whole) * room < LEAST);
    if (more < 0) return spans.map((span, index) => ({ wide: narrow.has(index) ? LEAST : whole === 0 ? 0 : (span / whole) * room, broken: narrow.has(index) }));
    narrow.add(more);
  }
}

/**
 * The stretches of the band. It begins at `start` and ends with the last deadline.
 * @param {Moment} start @param {Stretch[]} all
 * @returns {{ stretches: Drawn[], place: (at: Moment) => number }}
 */
export function scale(start, all) {
  const borders = all.reduce((so_far, { ends }) => [...so_far, Math.max(so_far.at(-1) ?? start, ends)], [start]);
  const drawn = widths(all.map((_stretch, index) => (borders[index + 1] ?? start) - (borders[index] ?? start)));
  let sum = 0;
  const stretches = all.map((stretch, index) => {
    const from = Math.round(sum);
    sum += drawn[index]?.wide ?? 0;
    return { ...stretch, from, to: Math.round(sum), broken: drawn[index]?.broken ?? false };
  });
  /** @param {Moment} at */
  const place = (at) => {
    const index = stretches.findIndex((_stretch, index) => at < (borders[index + 1] ?? start));
    const [stretch, begins, ends] = [stretches[index], borders[index] ?? start, borders[index + 1] ?? start];
    if (stretch === undefined) return at < start ? 0 : 1000;
    return Math.round(stretch.from + ((stretch.to - stretch.from) * Math.max(0, at - begins)) / (ends - begins));
  };
  return { stretches, place };
}

/** So wide is a narrow picture, a letter, and the air around a word, in pixels. */
const [ROOM, LETTER, AIR] = [300, 6.5, 8];

/** In which line under the band each word stands, so that none is over another. @param {{ at: number, text: string }[]} words `at` in permille */
export function lines(words) {
  /** @type {number[]} */
  const ends = [];
  return words.map(({ at, text }) => {
    const wide = Math.min(ROOM, text.length * LETTER + AIR);
    const begins = (at / 1000) * (ROOM - wide);
    const free = ends.findIndex((end) => end <= begins);
    const line = free < 0 ? ends.length : free;
    ends[line] = begins + wide;
    return line;
  });
}

/** In which the buyer can act: the node pays, and the person objects. @type {Set<StretchWhat>} */
const MINE = new Set(/** @type {StretchWhat[]} */ (["paying", "objecting"]));

/** A word beside a place on the band: at its beginning near the beginning, at its end near the end. @param {number} at @param {unknown} words @param {number} line */
const beside = (at, words, line) => html`<div class="timeline-place" ${styled(`inset-block-start: ${line * 1.125}rem`)}><span ${styled(`flex-grow: ${at}`)}></span>${words}<span ${styled(`flex-grow: ${1000 - at}`)}></span></div>`;

/** @param {Moment} start when it was bought @param {Stretch[]} all */
export function timeline(start, all) {
  const present = now();
  const { stretches, place } = scale(start, all);
  const here = place(present);
  const over = all.every(({ state }) => state === "was");
  const seen = stretches.filter(({ from, to }) => to > from);
  const clocks = seen.map(({ to, ends }) => ({ at: to, text: clock(ends, present), ends }));
  const under = lines(clocks);
  return html`<div class="timeline ${over ? "timeline-over" : ""}" data-testid="timeline">
    <div class="timeline-picture" role="img" aria-label=${say.timeline.label(clock(present, present))}>
      ${over ? nothing : html`<div class="timeline-line">${beside(here, html`<span class="timeline-here">${say.kit.nowAt(clock(present, present))}</span>`, 0)}</div>`}
      <div class="timeline-band">
        ${seen.map(({ what, from, to, state, ends, broken }) => html`<span class="timeline-stretch" data-what=${what} data-mine=${MINE.has(what)} data-over=${over || to <= here || state === "done" || state === "was"} data-broken=${broken} data-tip=${[say.timeline.word[what], say.timeline.says[what][state](clock(ends, present)), ...(broken ? [say.kit.broken] : [])].join("\n")}
          ${styled(`inset-inline-start: ${from / 10}%; inline-size: calc(${(to - from) / 10}% - 2px)`)}><span class="timeline-word">${say.kit.stretch[what]}</span></span>`)}
        ${over ? nothing : html`<span class="timeline-now" ${styled(`inset-inline-start: calc(${here / 10}% - 1px)`)}></span>`}
      </div>
      <div class="timeline-line" ${styled(`block-size: ${1.125 * (Math.max(-1, ...under) + 1)}rem`)}>${clocks.map(({ at, text, ends }, index) => beside(at, html`<time datetime=${new Date(ends).toISOString()}>${text}</time>`, under[index] ?? 0))}</div>
    </div>
    <ol class="timeline-words">${stretches.map(line)}</ol>
  </div>`;
}

/** @param {Stretch} stretch */
function line({ what, ends, state }) {
  const sentence = say.timeline.says[what][state](clock(ends, now()));
  const ahead = state === "ahead" || state === "if-delivered";
  return html`<li class=${ahead ? "" : "past"} data-testid="stretch" data-what=${what} data-state=${state}><span class="swatch" data-mine=${MINE.has(what)} data-over=${!ahead} aria-hidden="true"></span><span>${sentence}</span>${state === "was" || state === "done" ? nothing : html`<span class="timeline-when">${ago(ends, false)}</span>`}</li>`;
}
