// Many jobs for one agent, from a table: a line each. What the table has no column for is answered in the form below it. Nothing is
// sent to the agent from here: the backend reads the table, checks every answer and prepares one review.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { fromAgent, named } from "../../cards/foreign/foreign.js";
import { ceilingField } from "../../cards/form-fields/ceiling.js";
import { formFields, merged } from "../../cards/form-fields/form-fields.js";
import { priceTag } from "../../cards/price/price.js";
import { pageHead } from "../../frame/frame.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { headOf } from "../../lib/csv-head.js";
import { readText } from "../../lib/text-file.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, debounced, reading } from "../../store.js";

/** @import { Answers, CeilingDraft, Failure, FieldError, Form, FormView, TableProblem } from "../../../types/contract.js" */

/** A larger file is not read, bytes. */
const MOST = 5_000_000;
/** How long after the last key the draft is kept, milliseconds. */
const DRAFT_AFTER = 400;

/** Tables are not part of the draft; they are kept while Kaimono runs. @type {Map<string, { table: string, ceiling: CeilingDraft }>} */
const kept = new Map();

/** The questions of a form, in the words of its agent. @param {Form} form */
const questions = (form) => form.groups.flatMap(({ fields }) => fields).filter(({ kind }) => kind !== "hidden" && kind !== "none" && kind !== "nonce");

/** @param {string[]} names */
const quoted = (names) => names.map(say.foreign.quoted).join(", ");

/** @param {TableProblem} problem */
function problemText(problem) {
  switch (problem.kind) {
    case "empty":
      return say.batch.problem.empty();
    case "too-many":
      return say.batch.problem["too-many"](problem.most);
    case "too-large":
      return say.batch.problem["too-large"](say.bytes(problem.most));
    case "open-quote":
      return say.batch.problem["open-quote"](problem.line);
    case "uneven":
      return say.batch.problem.uneven(problem.line, problem.cells, problem.columns);
    case "no-columns":
      return say.batch.problem["no-columns"](quoted(problem.found), quoted(problem.wanted));
    case "too-many-columns":
      return say.batch.problem["too-many-columns"](problem.most);
    case "too-much":
      return say.batch.problem["too-much"](say.bytes(problem.most));
    case "twice":
      return say.batch.problem.twice(problem.column);
  }
}

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id @returns {import("../../frame/frame.js").Page} */
export function open(frame, id) {
  const form = reading(() => backend.agentForm(id), () => {
    if (form.value && answers === undefined) {
      answers = { ...form.value.draft };
      typed.ceiling.unit ||= form.value.ceilingUnits[0]?.[0] ?? "";
    }
    frame.redraw();
  });
  const agent = reading(() => backend.agent(id), frame.redraw);
  const typed = kept.get(id) ?? { table: "", ceiling: { amount: "", unit: "" } };
  kept.set(id, typed);
  /** @type {Answers | undefined} */
  let answers;
  /** @type {FieldError[]} */
  let errors = [];
  let preparing = false;
  let closed = false;
  /** @type {Failure | undefined} */
  let failure;
  /** Why the table, or the file, cannot be read. @type {(() => string) | null} */
  let problem = null;
  const draft = debounced(() => {
    if (answers) backend.draftSave(id, answers).then((refused) => {
      errors = merged(errors, refused);
      if (!closed) frame.redraw();
    }, () => undefined);
  }, DRAFT_AFTER);
  void form.read();
  void agent.read();

  /** @param {string} table */
  function take(table) {
    typed.table = table;
    problem = null;
    frame.redraw();
  }

  /** @param {File | undefined} file */
  async function takeFile(file) {
    if (!file) return;
    const read = await readText(file, MOST);
    if (closed) return;
    if ("text" in read) return take(read.text);
    problem = () => say.textFile[read.wrong](say.bytes(MOST));
    frame.redraw();
  }

  async function prepare() {
    if (!form.value || !answers || preparing) return;
    draft.cancel();
    preparing = true;
    failure = undefined;
    problem = null;
    frame.redraw();
    try {
      const prepared = await backend.batchPrepare({ kind: "table", agent: id, answers, ceiling: form.value.needsCeiling ? typed.ceiling : null, table: typed.table });
      if (prepared.kind === "review") {
        if (closed) return void backend.batchDecline(prepared.review.id).catch(() => undefined);
        frame.batch = { review: prepared.review, from: { name: "many", id } };
        return frame.go({ name: "batch-review" });
      }
      const { problem: found } = prepared;
      problem = () => problemText(found);
    } catch (error) {
      failure = asFailure(error);
    } finally {
      preparing = false;
    }
    frame.redraw();
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("table")?.focus()));
  }

  /** @param {FormView} view */
  function content(view) {
    const asked = questions(view.form);
    return html`<form class="many" data-testid="many-form" novalidate @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        void prepare();
      }}>
      <section class="card many-table ${problem ? "field-wrong" : ""}"
        @dragover=${(/** @type {DragEvent} */ event) => event.preventDefault()}
        @drop=${(/** @type {DragEvent} */ event) => {
          const file = event.dataTransfer?.files[0];
          if (!file) return;
          event.preventDefault();
          void takeFile(file);
        }}>
        <label class="label" for="table">${say.batch.table}</label>
        <p class="help" id="table-help">${say.batch.tableSays} ${say.batch.tableMost(1_000)}</p>
        ${asked.length === 0 ? nothing : html`<p class="many-head"><span class="help">${say.batch.copyHeadSays}</span> <code class="code" data-testid="table-head">${headOf(asked)}</code>${copyButton(headOf(asked), say.batch.copyHead)}</p>`}
        <textarea id="table" class="input many-input" data-testid="table-input" rows="10" spellcheck="false" autocomplete="off" wrap="off" aria-describedby="table-help table-wrong" aria-invalid=${problem !== null} ?disabled=${preparing} .value=${live(typed.table)}
          @input=${(/** @type {Event} */ event) => take(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
        <div class="wrong" id="table-wrong" role="alert">${problem ? html`<p data-testid="table-problem">${icon("warning")}<span>${problem()}</span></p>` : nothing}</div>
        <p class="many-file"><label class="button" for="table-file">${icon("file")}${say.batch.chooseFile}</label>
          <input id="table-file" class="visually-hidden" type="file" data-testid="table-file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" @change=${(/** @type {Event} */ event) => {
            const field = /** @type {HTMLInputElement} */ (event.target);
            const file = field.files?.[0];
            void takeFile(file).then(() => void (field.value = ""));
          }}><span class="quiet">${say.batch.dropHere}</span></p>
      </section>
      ${view.needsCeiling ? html`<section class="card">${ceilingField({ units: view.ceilingUnits, value: typed.ceiling, errors, onInput(value) {
        typed.ceiling = value;
        errors = errors.filter(({ field }) => field !== "ceiling");
        frame.redraw();
      } })}</section>` : nothing}
      ${asked.length === 0 ? nothing : html`<details class="fold" data-testid="same"><summary data-testid="same-toggle">${say.batch.same}</summary>
        <p class="quiet">${say.batch.sameSays}</p>
        ${fromAgent({ title: say.foreign.from(named(view.agentName)), host: view.host, says: say.buy.fromAgent },
          formFields({ form: view.form, notes: view.notes, answers: answers ?? {}, errors, disabled: preparing, onInput(field, answer) {
            answers = { ...answers, [field]: answer };
            errors = errors.filter((error) => error.field !== field);
            draft.later();
            frame.redraw();
          } }))}</details>`}
      ${failure ? failurePanel(failure, { money: true, again: prepare }) : nothing}
      <footer class="form-buttons"><button type="submit" class="button button-primary" data-testid="to-batch-review" ?disabled=${preparing || typed.table.trim() === ""}>${preparing ? say.batch.preparing : say.batch.prepare}</button></footer>
    </form>`;
  }

  const title = () => (agent.value ? say.batch.manyTitle(named(agent.value.card.name)) : say.batch.toMany);
  return {
    title,
    readings: [form, agent],
    close() {
      closed = true;
      draft.flush();
    },
    view: () => html`<div class="page page-narrow" data-testid="many" data-id=${id}>
      ${pageHead(title(), {
        back: { href: href({ name: "buy", id }), text: say.buy.title(named(agent.value?.card.name ?? "")) },
        beside: agent.value ? html`<span class="head-price">${priceTag(agent.value.card.price)}</span>` : nothing,
        below: html`<p class="lead">${say.batch.manyLead}</p>`,
      })}
      ${shown(form, { loading: skeleton(3, "page"), view: content, money: true })}
    </div>`,
  };
}
