// The steps of a purchase, live and truthful.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";
import { summary } from "../checks/checks.js";
import { icon } from "../../kit/icon/icon.js";
import { ago, inWords } from "../../kit/time/time.js";

/** @import { PurchaseView, Step, StepState } from "../../../types/contract.js" */

/** @type {Record<StepState, import("../../kit/icon/icon.js").IconName | null>} */
const MARK = { waiting: null, active: null, done: "check", failed: "cross", skipped: "dash", unreached: "dash" };

/** What it says of a step. @param {Step} step */
export const stepWord = ({ id, state }) => say.step[id][state === "active" || state === "failed" ? state : "done"];

/** @param {Step} step @param {PurchaseView} view */
function detail(step, { stretches, checks }) {
  const due = stretches.find(({ what, state }) => what === "working" && state === "ahead");
  if (step.id === "result" && step.state === "active" && due) return say.stepping.due(inWords(due.ends));
  if (step.id === "verified" && checks.length > 0) return summary(checks);
  return step.confirmations === null ? "" : say.purchase.confirmations(step.confirmations);
}

/** @param {PurchaseView} view */
export const stepList = (view) => html`<ol class="steps" data-testid="steps">
  ${view.steps.map((step) => {
    const mark = MARK[step.state];
    const words = detail(step, view);
    return html`<li class="step step-${step.state}" data-testid="step" data-step=${step.id} data-state=${step.state} aria-current=${step.state === "active" ? "step" : nothing}>
      <span class="step-mark" aria-hidden="true">${mark === null ? nothing : icon(mark)}</span>
      <span class="step-word">${stepWord(step)}<span class="visually-hidden">, ${say.stepState[step.state]}</span></span>
      <span class="step-detail">${words}</span>
      <span class="step-when">${step.at === null ? nothing : ago(step.at)}</span>
    </li>`;
  })}
</ol>`;

/** Where it stands, for those who do not see it: the step that is under way; and in a sentence once it waits for them, or for nothing more. @param {PurchaseView} view */
export function heard({ row, steps }) {
  const step = steps.find(({ state }) => state === "active");
  return step && row.needs === null ? say.stepping.announce(stepWord(step), say.stepState[step.state]) : say.phaseSays[row.phase];
}
