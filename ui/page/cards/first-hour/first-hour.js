// The first hour in the sandbox: five things to do, which of them are done, and what comes next. The backend knows what is done
// from what was bought; nothing here guesses it.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { icon } from "../../kit/icon/icon.js";
import { note } from "../../kit/toast/toast.js";
import { href } from "../../router.js";
import { acting } from "../../store.js";
import { say } from "../../words/say.js";
import { failurePanel } from "../failure/failure.js";

/** @import { Failure, FirstStepView } from "../../../types/contract.js" */
/** @import { Frame } from "../../frame/frame.js" */

const TWO_DAYS = 2 * 24 * 3_600_000;

const acts = acting();

/** Shows it, or puts it away. @param {Frame} frame @param {boolean} shown */
export const showFirstHour = (frame, shown) => acts.once(frame.redraw, async () => {
  frame.took(await backend.settingsSet({ ...frame.app().settings, firstHour: shown }));
  if (!shown) note(say.firstHour.hidden);
});

/** What leads to where a step is done. @param {Frame} frame @param {FirstStepView} step @param {string} looks */
function leads(frame, { id, agent }, looks) {
  const { go } = say.firstHour.step[id];
  if (agent === null) return html`<button type="button" class=${looks} data-testid="first-hour-days" ?disabled=${frame.sandbox.busy()} @click=${() => void frame.sandbox.skip(TWO_DAYS)}>${go}</button>`;
  return html`<a class=${looks} data-testid="first-hour-go" data-step=${id} href=${href({ name: "agent", id: agent })}>${go}</a>`;
}

/** The whole list. @param {Frame} frame */
export function firstHourCard(frame) {
  const view = frame.app().firstHour;
  if (view === null) return nothing;
  const done = view.steps.filter((step) => step.done).length;
  const hide = html`<button type="button" class="button button-quiet button-small" data-testid="first-hour-hide" ?disabled=${acts.busy} @click=${() => void showFirstHour(frame, false)}>${say.firstHour.hide}</button>`;
  if (view.next === null) {
    return html`<section class="card first-hour" data-testid="first-hour" data-done=${done} data-next="">
      <div class="first-hour-head"><h2>${icon("check")}${say.firstHour.all}</h2>${hide}</div>
      <p class="quiet">${say.firstHour.allSays}</p>
      <p class="card-buttons"><a class="button button-primary" data-testid="first-hour-for-real" href=${href({ name: "for-real" })}>${say.firstHour.forReal}</a></p></section>`;
  }
  return html`<section class="card first-hour" data-testid="first-hour" data-done=${done} data-next=${view.next}>
    <div class="first-hour-head"><h2>${say.firstHour.title}</h2><span class="quiet" data-testid="first-hour-count">${say.firstHour.count(done, view.steps.length)}</span>${hide}</div>
    <p class="quiet">${say.firstHour.lead}</p>
    ${acts.failure ? failurePanel(acts.failure) : nothing}
    <ol class="first-hour-steps">${view.steps.map((step) => {
      const { name, says } = say.firstHour.step[step.id];
      const isNext = step.id === view.next;
      return html`<li class="first-hour-step ${isNext ? "first-hour-next" : ""} ${step.done ? "first-hour-done" : ""}" data-testid="first-hour-step" data-step=${step.id} data-done=${step.done} aria-current=${isNext ? "step" : nothing}>
        <span class="first-hour-name"><span class="first-hour-mark">${step.done ? icon("check") : nothing}</span><strong>${name}</strong><span class="visually-hidden">${step.done ? say.firstHour.isDone : say.firstHour.isOpen}</span></span>
        <span class="first-hour-says">${says}</span>${leads(frame, step, isNext ? "button button-primary button-small" : "link")}</li>`;
    })}</ol></section>`;
}

/**
 * One line on a page: what it leads to while the first purchase is made, then what comes next.
 * @param {Frame} frame @param {"agent" | "buy" | "review" | "purchase" | "purchases"} where @param {boolean} [asked] an agent waits for an answer: that comes next, and is told there
 */
export function firstHourLine(frame, where, asked = false) {
  const view = frame.app().firstHour;
  if (view === null || asked) return nothing;
  const next = view.steps.find(({ id }) => id === view.next);
  const leading = where !== "purchases" && (where !== "purchase" || view.next === "buy");
  if (leading) return html`<p class="first-hour-line" data-testid="first-hour-line" data-where=${where} data-next=${view.next ?? ""}>${icon("next")}<span>${say.firstHour.leads[where]}</span></p>`;
  const done = view.steps.filter((step) => step.done).length;
  return html`<p class="first-hour-line" data-testid="first-hour-line" data-where=${where} data-next=${view.next ?? ""}>${icon("next")}
    <span><strong>${next ? say.firstHour.next(say.firstHour.step[next.id].name) : say.firstHour.all}</strong> <span class="quiet">${say.firstHour.count(done, view.steps.length)}</span></span>
    ${next ? leads(frame, next, "link") : html`<a class="link" data-testid="first-hour-for-real" href=${href({ name: "for-real" })}>${say.firstHour.forReal}</a>`}</p>`;
}
