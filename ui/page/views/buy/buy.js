// The form of a job. What is typed is kept as a draft, shortly after each change and when the page is left. Nothing is sent to
// the agent from here: the backend checks the answers and prepares a review.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { pageHead } from "../../frame/frame.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { blanksLeft, filledNotice } from "../../cards/filled/filled.js";
import { fromAgent, named } from "../../cards/foreign/foreign.js";
import { ceilingField } from "../../cards/form-fields/ceiling.js";
import { focusFirstError, formFields, merged } from "../../cards/form-fields/form-fields.js";
import { icon } from "../../kit/icon/icon.js";
import { priceTag } from "../../cards/price/price.js";
import { templatesButton } from "../../cards/templates/templates.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, debounced, reading } from "../../store.js";

/** @import { Answers, Blocked, CeilingDraft, Failure, FieldError, FormView } from "../../../types/contract.js" */

/** How long after the last key the draft is kept, milliseconds. */
const DRAFT_AFTER = 400;

/** Ceilings are not part of the draft; they are kept while Kaimono runs. @type {Map<string, CeilingDraft>} */
const ceilings = new Map();

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id @param {import("../../../types/contract.js").Fill} [fill] with what it is filled in; else with what was typed before @returns {import("../../frame/frame.js").Page} */
export function open(frame, id, fill) {
  const form = reading(() => (fill === undefined ? backend.agentForm(id) : backend.agentFormFilled(id, fill)), () => {
    if (form.value && answers === undefined) {
      answers = { ...form.value.draft };
      errors = form.value.refused;
      const unit = form.value.ceilingUnits[0]?.[0] ?? "";
      if (!ceilings.has(id)) ceilings.set(id, { amount: "", unit });
    }
    frame.redraw();
  });
  const agent = reading(() => backend.agent(id), frame.redraw);
  /** @type {Answers | undefined} */
  let answers;
  /** @type {FieldError[]} */
  let errors = [];
  let preparing = false;
  let kept = false;
  let closed = false;
  /** @type {Failure | undefined} */
  let failure;
  /** The person went on before all blanks were filled. */
  let blank = false;
  /** Why it cannot be bought. @type {Blocked | undefined} */
  let blocked;
  const draft = debounced(keep, DRAFT_AFTER);
  void form.read();
  void agent.read();

  function keep() {
    if (!answers) return;
    backend.draftSave(id, answers).then(
      (refused) => {
        kept = refused.length === 0;
        errors = merged(errors, refused);
        if (!closed) frame.redraw();
      },
      (error) => {
        failure = asFailure(error);
        if (!closed) frame.redraw();
      },
    );
  }

  /** @param {string} field @param {import("../../../types/contract.js").Answer} answer */
  function input(field, answer) {
    answers = { ...answers, [field]: answer };
    errors = errors.filter((error) => error.field !== field);
    kept = false;
    draft.later();
    frame.redraw();
  }

  async function prepare() {
    if (!form.value || !answers || preparing) return;
    blank = blanksLeft(form.value.filled, answers).length > 0;
    if (blank) return frame.redraw();
    draft.cancel();
    preparing = true;
    failure = undefined;
    blocked = undefined;
    frame.redraw();
    const sent = answers;
    const ceiling = form.value.needsCeiling ? (ceilings.get(id) ?? null) : null;
    try {
      const prepared = await backend.purchasePrepare(id, sent, ceiling);
      if (closed) {
        if (prepared.kind === "review") void backend.purchaseDecline(prepared.approval.id).catch(() => undefined);
        return;
      }
      if (prepared.kind === "review") {
        frame.review = prepared.approval;
        frame.go({ name: "review", id });
        return;
      }
      if (prepared.kind === "blocked") blocked = prepared.reason;
      else errors = prepared.errors;
    } catch (error) {
      failure = asFailure(error);
    } finally {
      preparing = false;
    }
    frame.redraw();
    requestAnimationFrame(() => requestAnimationFrame(focusFirstError));
  }

  /** @param {FormView} view */
  const priceCeiling = (view) => ceilingField({
    units: view.ceilingUnits, value: ceilings.get(id) ?? { amount: "", unit: "" }, errors,
    onInput(value) {
      ceilings.set(id, value);
      errors = errors.filter(({ field }) => field !== "ceiling");
      frame.redraw();
    },
  });

  /** @param {FormView} view */
  const content = (view) => html`<form class="card buy-form" data-testid="buy-form" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void prepare();
    }}>
    ${view.filled === null ? nothing : filledNotice({ id, filled: view.filled, price: agent.value?.card.price, form: view.form, answers: answers ?? {}, wrong: blank, onInput: input })}
    ${fromAgent({ title: say.foreign.from(named(view.agentName)), host: view.host, says: say.buy.fromAgent },
      formFields({ form: view.form, notes: view.notes, answers: answers ?? {}, errors, onInput: input, disabled: preparing }))}
    ${view.needsCeiling ? priceCeiling(view) : nothing}
    ${blocked ? html`<p class="notice notice-warn" role="alert" data-testid="buy-why" data-blocked=${blocked}>${icon("warning")}<span>${say.blocked[blocked].says} ${say.moved.no}</span></p>` : nothing}
    ${failure ? failurePanel(failure, { money: true, again: prepare }) : nothing}
    <footer class="form-buttons">
      ${templatesButton({ id, answers: () => answers ?? {}, use: (template) => frame.go({ name: "buy", id, fill: { kind: "template", id: template } }) })}
      <a class="link" data-testid="to-many" href=${href({ name: "many", id })}>${say.batch.toMany}</a>
      <p class="quiet" role="status" data-testid="draft-state" data-kept=${kept}>${kept ? html`${icon("check")}${say.buy.saved}` : nothing}</p>
      <button type="submit" class="button button-primary" data-testid="to-review" ?disabled=${preparing}>${preparing ? say.buy.submitting : say.buy.submit}</button>
    </footer>
  </form>`;

  const title = () => (agent.value ? say.buy.title(named(agent.value.card.name)) : say.agent.buy);
  return {
    title,
    readings: [form, agent],
    close() {
      closed = true;
      draft.flush();
    },
    view: () => html`<div class="page page-narrow" data-testid="buy-page" data-id=${id}>
      ${pageHead(title(), {
        back: { href: href({ name: "agent", id }), text: agent.value ? say.foreign.quoted(named(agent.value.card.name)) : say.frame.back },
        beside: agent.value ? html`<span class="head-price">${priceTag(agent.value.card.price)}</span>` : nothing,
        below: html`<p class="lead">${say.buy.lead}</p>`,
      })}
      ${firstHourLine(frame, "buy")}
      ${shown(form, { loading: skeleton(3, "page"), view: content, money: true })}
    </div>`,
  };
}
