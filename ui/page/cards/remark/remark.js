// The person's own words about a purchase: labels, a note, and of what use it was. Each is saved by itself, and stays in its field
// where it could not be.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { inlineEdit } from "../../kit/inline-edit/inline-edit.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @import { LabelView, PurchaseOutcome, RemarkView } from "../../../types/contract.js" */

/** @type {PurchaseOutcome[]} */
const OUTCOMES = ["useful", "not-useful", "wrong"];

/** What was typed as labels, one after the other. @param {string} typed */
export const labelsIn = (typed) => typed.split(/[,;]/).map((label) => label.trim()).filter((label) => label !== "");

/** As they are typed. @param {LabelView[]} labels */
export const labelsTyped = (labels) => labels.map(({ typed }) => typed).join(", ");

/** Why it was not kept, in words. @param {unknown} error */
export function notKept(error) {
  const { code, side, quote } = asFailure(error);
  if (code === "input" && (quote === "label" || quote === "labels" || quote === "note")) return say.remark.wrong[quote];
  return say.failure[code].what(side);
}

/** Labels in their place. @param {{ id: string, redraw: () => void }} options */
export const labelsEdit = ({ id, redraw }) => inlineEdit({
  label: () => say.remark.theLabels, empty: () => say.remark.addLabels, most: 1300, redraw,
  save: (typed) => backend.purchaseLabels(id, labelsIn(typed)).then(() => null, notKept),
});

/** All of it. @param {{ id: string, redraw: () => void }} options */
export function remarkCard({ id, redraw }) {
  const labels = labelsEdit({ id, redraw });
  /** The note as it is typed. @type {string | null} */
  let draft = null;
  /** @type {string | null} */
  let wrong = null;
  let kept = false;

  /** @param {string} before */
  async function keep(before) {
    if (draft === null || draft === before) return;
    const typed = draft;
    wrong = await backend.purchaseNote(id, typed).then(() => null, notKept);
    kept = wrong === null;
    if (kept && draft === typed) draft = null;
    redraw();
  }

  /** @param {PurchaseOutcome | null} outcome */
  async function judge(outcome) {
    wrong = await backend.purchaseOutcome(id, outcome).then(() => null, notKept);
    redraw();
  }

  return {
    /** @param {RemarkView} remark @param {"h2" | "h3"} [head] */
    view: (remark, head = "h2") => html`<section class="card remark" data-testid="remark" aria-label=${say.remark.title}>
      ${head === "h2" ? html`<h2>${say.remark.title}</h2>` : html`<h3>${say.remark.title}</h3>`}
      <p class="quiet">${say.remark.says}</p>
      <div class="remark-part" data-testid="remark-labels"><span class="label">${say.remark.labels}</span>${labels.view(labelsTyped(remark.labels))}</div>
      <div class="remark-part"><span class="label" id="remark-outcome-${id}">${say.remark.outcome}</span>
        <div class="remark-outcomes" role="group" aria-labelledby="remark-outcome-${id}">${OUTCOMES.map((outcome) => html`<button type="button" class="button button-small" data-testid="remark-outcome" data-outcome=${outcome} aria-pressed=${remark.outcome === outcome} @click=${() => void judge(remark.outcome === outcome ? null : outcome)}>${say.purchaseOutcome[outcome]}</button>`)}</div></div>
      <div class="remark-part"><label class="label" for="remark-note-${id}">${say.remark.note}</label>
        <textarea id="remark-note-${id}" class="input" rows="3" maxlength="10000" data-testid="remark-note" aria-invalid=${wrong === null ? nothing : "true"} .value=${live(draft ?? remark.note)}
          @input=${(/** @type {Event} */ event) => {
            draft = /** @type {HTMLTextAreaElement} */ (event.target).value;
            kept = false;
          }} @change=${() => void keep(remark.note)}></textarea></div>
      <p class="quiet" role="status">${kept ? say.kit.saved : nothing}</p>
      ${wrong === null ? nothing : html`<p class="wrong" role="alert" data-testid="remark-wrong">${wrong}</p>`}
    </section>`,
    /** What was typed last is kept. @param {RemarkView | undefined} remark */
    close: (remark) => void keep(remark?.note ?? ""),
  };
}
