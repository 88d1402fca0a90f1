// The same for several agents: questions that more than one of them asks are asked once, the others of each by itself.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failureLine, failurePanel } from "../../cards/failure/failure.js";
import { fromAgent, named } from "../../cards/foreign/foreign.js";
import { ceilingField } from "../../cards/form-fields/ceiling.js";
import { focusFirstError, formFields } from "../../cards/form-fields/form-fields.js";
import { pageHead } from "../../frame/frame.js";
import { icon } from "../../kit/icon/icon.js";
import { empty, shown, skeleton } from "../../kit/states/states.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, reading } from "../../store.js";
import { askable, drafts, errorsOf } from "./answers.js";

/** @import { Answer, Failure, OwnFormView, SharedFormView } from "../../../types/contract.js" */
/** @import { Typed } from "./answers.js" */

/** What was typed, by agents: kept while Kaimono runs. @type {Map<string, Typed>} */
const kept = new Map();

/** @param {import("../../frame/frame.js").Frame} frame @param {string[]} ids @returns {import("../../frame/frame.js").Page} */
export function open(frame, ids) {
  const form = reading(() => backend.sharedForm(ids), () => {
    if (form.value && typed === undefined) {
      // Only where the same is asked by the same agents: an answer never stands under another question.
      const key = JSON.stringify([frame.app().active, ids, form.value.askedBy]);
      typed = kept.get(key) ?? { shared: form.value.answers, own: form.value.agents.map(({ answers }) => answers), ceilings: form.value.agents.map(({ ceilingUnits }) => ({ amount: "", unit: ceilingUnits[0]?.[0] ?? "" })) };
      kept.set(key, typed);
    }
    frame.redraw();
  });
  /** @type {Typed | undefined} */
  let typed;
  /** @type {ReturnType<typeof errorsOf>} */
  let errors = { shared: [], own: [] };
  let preparing = false;
  let closed = false;
  /** @type {Failure | undefined} */
  let failure;
  if (ids.length > 1) void form.read();

  /** A password is not kept beyond this page. */
  function forgetPasswords() {
    form.value?.agents.forEach(({ form: { groups } }, place) => {
      for (const { id, kind } of groups.flatMap(({ fields }) => fields)) if (kind === "password") delete typed?.own[place]?.[id];
    });
  }

  /** @param {number | null} place of an agent; `null`: asked for all @param {string} field @param {Answer} answer */
  function input(place, field, answer) {
    if (!typed) return;
    if (place === null) {
      typed.shared = { ...typed.shared, [field]: answer };
      errors.shared = errors.shared.filter((error) => error.field !== field);
    } else {
      typed.own[place] = { ...typed.own[place], [field]: answer };
      errors.own[place] = (errors.own[place] ?? []).filter((error) => error.field !== field);
    }
    frame.redraw();
  }

  async function prepare() {
    const view = form.value;
    if (!view || !typed || preparing) return;
    preparing = true;
    failure = undefined;
    frame.redraw();
    try {
      const prepared = await backend.batchPrepare({ kind: "agents", rows: drafts(view, typed) });
      if (prepared.kind === "review") {
        const { review } = prepared;
        errors = errorsOf(view, review);
        const wrong = errors.shared.length > 0 || errors.own.some((own) => own.length > 0);
        if (!closed && !wrong) {
          frame.batch = { review, from: { name: "together", ids } };
          return frame.go({ name: "batch-review" });
        }
        void backend.batchDecline(review.id).catch(() => undefined);
      }
    } catch (error) {
      failure = asFailure(error);
    } finally {
      preparing = false;
    }
    if (closed) return;
    frame.redraw();
    requestAnimationFrame(() => requestAnimationFrame(focusFirstError));
  }

  /** Who is asked each question, and what it calls that. @param {SharedFormView} view */
  const askers = (view) => html`<ul class="together-askers" data-testid="together-askers">${view.askedBy.map(([field, by]) => html`<li data-field=${field}>${say.batch.askedBy(by.map(({ agent, label }) => say.batch.calls(named(view.agents[agent]?.agentName ?? ""), label)).join(", "))}</li>`)}</ul>`;

  /** @param {OwnFormView} own @param {number} place */
  function agentPart(own, place) {
    if (own.failure) return html`<section class="card" data-testid="together-agent" data-id=${own.agent} data-failed><p class="notice notice-warn">${icon("warning")}<span>${say.batch.cannotAsk(own.agentName === "" ? own.agent.slice(0, 12) : named(own.agentName))} ${failureLine(own.failure)}</span></p></section>`;
    return html`<section class="card" data-testid="together-agent" data-id=${own.agent}>
      ${own.form.groups.length === 0 ? html`<h2>${say.foreign.quoted(named(own.agentName))}</h2><p class="quiet">${say.batch.ownNone}</p>`
        : fromAgent({ title: say.foreign.from(named(own.agentName)), host: own.host, says: say.buy.fromAgent },
          formFields({ form: own.form, answers: typed?.own[place] ?? {}, errors: errors.own[place] ?? [], disabled: preparing, onInput: (field, answer) => input(place, field, answer), key: `agent-${place}` }))}
      ${own.needsCeiling ? ceilingField({ id: `ceiling-${place}`, units: own.ceilingUnits, value: typed?.ceilings[place] ?? { amount: "", unit: "" }, errors: errors.own[place] ?? [], onInput(value) {
        if (!typed) return;
        typed.ceilings[place] = value;
        errors.own[place] = (errors.own[place] ?? []).filter(({ field }) => field !== "ceiling");
        frame.redraw();
      } }) : nothing}</section>`;
  }

  /** @param {SharedFormView} view */
  const content = (view) => html`<form class="together" data-testid="together-form" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void prepare();
    }}>
    <section class="card" data-testid="together-shared" aria-labelledby="shared-title"><h2 id="shared-title">${say.batch.shared}</h2>
      ${view.askedBy.length === 0 ? html`<p class="quiet">${say.batch.sharedNone}</p>` : html`${askers(view)}${fromAgent({ title: say.batch.shared, says: say.buy.fromAgent },
        formFields({ form: view.shared, answers: typed?.shared ?? {}, errors: errors.shared, disabled: preparing, onInput: (field, answer) => input(null, field, answer) }))}`}</section>
    ${view.agents.map(agentPart)}
    ${failure ? failurePanel(failure, { money: true, again: prepare }) : nothing}
    <footer class="form-buttons"><button type="submit" class="button button-primary" data-testid="to-batch-review" ?disabled=${preparing || askable(view).length === 0}>${preparing ? say.batch.preparing : say.batch.prepare}</button></footer>
  </form>`;

  return {
    title: () => say.batch.togetherTitle,
    readings: [form],
    close() {
      closed = true;
      forgetPasswords();
    },
    view: () => html`<div class="page page-narrow" data-testid="together" data-count=${ids.length}>
      ${pageHead(say.batch.togetherTitle, { back: { href: href({ name: "compare", ids }), text: say.compare.title }, below: html`<p class="lead">${say.batch.togetherLead}</p>` })}
      ${ids.length < 2 ? empty("columns", say.compare.emptyTitle, say.batch.tooFew, html`<a class="button button-primary" data-testid="to-market" href=${href({ name: "market" })}>${say.compare.toMarket}</a>`) : shown(form, { loading: skeleton(3, "page"), view: content, money: true })}
    </div>`,
  };
}
