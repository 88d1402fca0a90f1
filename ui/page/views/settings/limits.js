// The section of the settings where limits are set: per purchase, day and month, waiting times, the list, and the pause.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { limitLabel, limitMeter, whom } from "../../cards/limits/limits.js";
import { named } from "../../cards/foreign/foreign.js";
import { activeProfile } from "../../frame/frame.js";
import { icon } from "../../kit/icon/icon.js";
import { texts } from "../../kit/money/money.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { span } from "../../kit/time/time.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { BookmarkView, CounterpartView, FieldError, LimitView, LimitsView, Over } from "../../../types/contract.js" */

const MINUTE = 60_000;
/** @type {Over[]} */
const OVERS = ["day", "month", "purchase"];
/** How long a job may wait, minutes. */
const WAITS = [10, 60, 240, 1440];
/** What stands for one that is typed. */
const TYPED = "typed";

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value;

/**
 * @param {import("../../frame/frame.js").Frame} frame
 * @param {{ once: (act: () => Promise<unknown>) => Promise<void>, busy: () => boolean, agent?: string | undefined }} page `agent`: whose limit is to be set
 */
export function limitsSection(frame, { once, busy, agent = "" }) {
  const limits = reading(backend.limits, frame.redraw);
  const marks = reading(backend.bookmarks, frame.redraw);
  void limits.read();
  const limit = { over: /** @type {Over} */ ("day"), amount: "", unit: "", who: agent, typed: "" };
  void marks.read().then(() => {
    if (agent === "" || known().some(({ id }) => id === agent)) return;
    Object.assign(limit, { who: TYPED, typed: agent });
    frame.redraw();
  });
  const wait = { amount: "", unit: "", minutes: 60 };
  const above = { amount: "", unit: "" };
  const listed = { who: "", typed: "" };
  /** Of which form what is wrong. @type {{ limit: FieldError[], wait: FieldError[], above: FieldError[], listed: FieldError[] }} */
  const errors = { limit: [], wait: [], above: [], listed: [] };

  /** @param {() => Promise<unknown>} act */
  const change = (act) => once(async () => {
    await act();
    await limits.read();
  });

  /** @param {keyof typeof errors} form @param {() => Promise<FieldError[]>} save @param {() => void} done */
  const save = (form, save, done) => (/** @type {Event} */ event) => {
    event.preventDefault();
    void change(async () => {
      errors[form] = await save();
      if (errors[form].length === 0) done();
    });
  };

  /** @param {{ who: string, typed: string }} form */
  const who = (form) => (form.who === TYPED ? form.typed : form.who);

  /** @param {keyof typeof errors} form @param {string} field */
  const wrong = (form, field) => errors[form].filter((error) => error.field === field).map((error) => html`<p class="wrong" role="alert" data-testid="limit-error" data-field=${field} data-rule=${error.rule}>${icon("warning")}<span>${field === "who" ? say.limits.whoWrong : (say.ceilingRule[error.rule] ?? say.rule[error.rule])(error.limit, say.decimal(error.text))}</span></p>`);

  /** @param {string} id @param {{ amount: string, unit: string }} form @param {keyof typeof errors} of @param {string} label @param {LimitsView} view */
  const amount = (id, form, of, label, { units }) => html`<div class="field limit-field"><label class="label" for=${id}>${label}</label>
    <div class="limit-amount"><input id=${id} class="input input-number" inputmode="decimal" autocomplete="off" maxlength="60" data-testid="limit-amount" data-form=${of} aria-invalid=${errors[of].some(({ field }) => field === "amount")} .value=${live(form.amount)} @input=${(/** @type {Event} */ event) => {
      Object.assign(form, { amount: valueOf(event) });
    }}>
    <select class="input" data-testid="limit-unit" data-form=${of} aria-label=${say.limits.token} @change=${(/** @type {Event} */ event) => {
      form.unit = valueOf(event);
    }}>${units.map(([unit, ticker]) => html`<option value=${unit} .selected=${unit === form.unit}>${ticker}</option>`)}</select></div></div>`;

  /** Agents that the person marked or looked at, each once. */
  function known() {
    /** @type {Map<string, BookmarkView>} */
    const all = new Map();
    for (const one of [...(marks.value?.favourites ?? []), ...(marks.value?.recent ?? [])]) if (!all.has(one.id)) all.set(one.id, one);
    return [...all.values()];
  }

  /** @param {"limit" | "listed"} of @param {typeof listed} form @param {unknown} first @param {string} label */
  const counterpart = (of, form, first, label) => html`<div class="field limit-field"><label class="label" for=${`${of}-who`}>${label}</label>
    <select id=${`${of}-who`} class="input" data-testid="limit-who" data-form=${of} @change=${(/** @type {Event} */ event) => {
      form.who = valueOf(event);
      frame.redraw();
    }}>${first}${known().map(({ id, name, shortId }) => html`<option value=${id} .selected=${id === form.who}>${name === "" ? shortId : named(name)}</option>`)}
    <option value=${TYPED} .selected=${form.who === TYPED}>${say.limits.another}</option></select></div>
    ${form.who !== TYPED ? nothing : html`<div class="field limit-typed"><label class="label" for=${`${of}-typed`}>${say.limits.whoTyped}</label>
      <input id=${`${of}-typed`} class="input" autocomplete="off" spellcheck="false" maxlength="200" data-testid="limit-typed" data-form=${of} .value=${live(form.typed)} @input=${(/** @type {Event} */ event) => {
        form.typed = valueOf(event);
      }}></div>`}`;

  /** Puts a limit into the form. @param {LimitView} one */
  function edit(one) {
    Object.assign(limit, { over: one.over, unit: one.most.unit, amount: (texts([one.most])[0] ?? "").replace(/[\s\u00a0][^\s\u00a0]*$/u, "") });
    const id = one.with?.fullId ?? "";
    const inList = id === "" || known().some((known) => known.id === id);
    Object.assign(limit, { who: inList ? id : TYPED, typed: inList ? "" : id });
    frame.redraw();
    requestAnimationFrame(() => document.getElementById("limit-amount")?.focus());
  }

  /** @param {LimitView} one */
  const limitRow = (one) => html`<li class="profile-row" data-testid="limit" data-id=${one.id}><div class="profile-what limit-what">${limitMeter(one)}</div>
    <div class="profile-buttons"><button type="button" class="button" data-testid="limit-change" data-id=${one.id} aria-label=${say.limits.changeOf(limitLabel(one))} ?disabled=${busy()} @click=${() => edit(one)}>${say.limits.change}</button>
      <button type="button" class="button" data-testid="limit-remove" data-id=${one.id} aria-label=${say.limits.removeOf(limitLabel(one))} ?disabled=${busy()} @click=${() => change(() => backend.limitRemove(one.id))}>${say.limits.remove}</button></div></li>`;

  /** @param {LimitsView} view */
  const limitForm = (view) => html`<form class="limit-form" novalidate data-testid="limit-form" @submit=${save("limit", () => backend.limitSave({ over: limit.over, amount: limit.amount, unit: limit.unit, who: who(limit) }), () => {
    Object.assign(limit, { amount: "" });
  })}>
    <div class="field limit-field"><label class="label" for="limit-over">${say.limits.what}</label>
      <select id="limit-over" class="input" data-testid="limit-over" @change=${(/** @type {Event} */ event) => {
        limit.over = /** @type {Over} */ (valueOf(event));
      }}>${OVERS.map((over) => html`<option value=${over} .selected=${over === limit.over}>${say.limits.over[over]}</option>`)}</select></div>
    ${amount("limit-amount", limit, "limit", say.limits.amount, view)}
    ${counterpart("limit", limit, html`<option value="" .selected=${limit.who === ""}>${say.limits.everybody}</option>`, say.limits.who)}
    <button type="submit" class="button button-primary" data-testid="limit-save" ?disabled=${busy()}>${say.limits.save}</button>
    ${wrong("limit", "amount")}${wrong("limit", "who")}
  </form>`;

  /** @param {LimitsView} view */
  const waits = (view) => html`<h3>${say.limits.waitTitle}</h3><p class="quiet">${say.limits.waitSays}</p>
    <ul class="profile-list">${view.waits.map((one) => html`<li class="profile-row" data-testid="wait" data-id=${one.id}><div class="profile-what">${say.limits.wait(texts([one.above])[0] ?? "", span(one.minutes * MINUTE))}</div>
      <div class="profile-buttons"><button type="button" class="button" data-testid="wait-remove" data-id=${one.id} aria-label=${say.limits.removeOf(say.limits.wait(texts([one.above])[0] ?? "", span(one.minutes * MINUTE)))} ?disabled=${busy()} @click=${() => change(() => backend.waitRemove(one.id))}>${say.limits.remove}</button></div></li>`)}</ul>
    <form class="limit-form" novalidate @submit=${save("wait", () => backend.waitSave({ ...wait }), () => {
      Object.assign(wait, { amount: "" });
    })}>${amount("wait-amount", wait, "wait", say.limits.waitAbove, view)}
      <div class="field limit-field"><label class="label" for="wait-minutes">${say.limits.waitFor}</label><select id="wait-minutes" class="input" data-testid="wait-minutes" @change=${(/** @type {Event} */ event) => {
        wait.minutes = Number(valueOf(event));
      }}>${WAITS.map((minutes) => html`<option value=${minutes} .selected=${minutes === wait.minutes}>${span(minutes * MINUTE)}</option>`)}</select></div>
      <button type="submit" class="button" data-testid="wait-save" ?disabled=${busy()}>${say.limits.waitSave}</button>${wrong("wait", "amount")}</form>`;

  /** @param {LimitsView} view */
  const typed = (view) => html`<h3>${say.limits.typeTitle}</h3><p class="quiet">${say.limits.typeSays}</p>
    <ul class="profile-list">${view.typed.map((one) => html`<li class="profile-row" data-testid="typing" data-id=${one.unit}><div class="profile-what">${say.limits.typed(texts([one])[0] ?? "")}</div>
      <div class="profile-buttons"><button type="button" class="button" data-testid="typing-remove" data-id=${one.unit} aria-label=${say.limits.removeOf(say.limits.typed(texts([one])[0] ?? ""))} ?disabled=${busy()} @click=${() => change(() => backend.typingRemove(one.unit))}>${say.limits.remove}</button></div></li>`)}</ul>
    <form class="limit-form" novalidate @submit=${save("above", () => backend.typingSave({ ...above }), () => {
      Object.assign(above, { amount: "" });
    })}>${amount("typing-amount", above, "above", say.limits.waitAbove, view)}
      <button type="submit" class="button" data-testid="typing-save" ?disabled=${busy()}>${say.limits.typeSave}</button>${wrong("above", "amount")}</form>`;

  /** @param {CounterpartView} one */
  const listedRow = (one) => html`<li class="profile-row" data-testid="listed" data-id=${one.id}><div class="profile-what"><span>${whom(one)}</span><p class="quiet"><code class="code code-short">${one.fullId}</code></p></div>
    <div class="profile-buttons"><button type="button" class="button" data-testid="listed-remove" data-id=${one.id} aria-label=${say.limits.removeOf(whom(one))} ?disabled=${busy()} @click=${() => change(() => backend.listedRemove(one.id))}>${say.limits.remove}</button></div></li>`;

  /** @param {LimitsView} view */
  const list = (view) => html`<h3>${say.limits.listTitle}</h3>
    <label class="check"><input type="checkbox" data-testid="listed-only" ?disabled=${busy()} .checked=${live(view.onlyListed)} @change=${() => change(() => backend.listedOnlySet(!view.onlyListed))}>
      <span>${say.limits.onlyListed}<small>${say.limits.onlyListedSays}</small></span></label>
    ${view.listed.length === 0 ? html`<p class="quiet">${say.limits.listNone}</p>` : html`<ul class="profile-list">${view.listed.map(listedRow)}</ul>`}
    <form class="limit-form" novalidate @submit=${save("listed", () => backend.listedAdd(who(listed)), () => {
      Object.assign(listed, { who: "", typed: "" });
    })}>${counterpart("listed", listed, html`<option value="" .selected=${listed.who === ""}></option>`, say.limits.whom)}
      <button type="submit" class="button" data-testid="listed-add" ?disabled=${busy()}>${say.limits.listAdd}</button>${wrong("listed", "who")}</form>`;

  const pause = () => html`<h3>${say.limits.pauseTitle}</h3>
    <label class="check"><input type="checkbox" data-testid="pause" ?disabled=${busy()} .checked=${live(frame.app().paused)} @change=${() => once(async () => frame.took(await backend.buyingPause(!frame.app().paused)))}>
      <span>${say.limits.pause}<small>${say.limits.pauseSays}</small></span></label>`;

  /** @param {LimitsView} view */
  const unread = ({ unread }) => (unread === null ? nothing : html`<div class="notice notice-danger" data-testid="limits-unread" data-rules=${unread.rules}>${icon("warning")}<div><p>${unread.rules ? say.limits.unreadSet : say.limits.unreadBought}</p>
    ${unread.failure.quote === "" ? nothing : html`<p><code class="code">${unread.failure.quote}</code></p>`}
    ${unread.rules ? html`<p><button type="button" class="button" data-testid="limits-reset" ?disabled=${busy()} @click=${() => change(backend.limitsReset)}>${say.limits.reset}</button></p>` : nothing}</div></div>`);

  const sandbox = () => activeProfile(frame.app())?.sandbox === true;

  /** @param {LimitsView} view */
  const content = (view) => html`<p class="quiet">${sandbox() ? say.limits.leadSandbox(view.network) : say.limits.lead(view.network)} ${say.limits.counts}</p>
    ${sandbox() && frame.sandbox.isAhead() ? html`<p class="quiet" data-testid="limits-clock">${say.limits.thisClock}</p>` : nothing}
    ${unread(view)}
    ${view.limits.length === 0 ? html`<p class="quiet" data-testid="limits-none">${say.limits.none}</p>` : html`<ul class="profile-list">${view.limits.map(limitRow)}</ul>`}
    ${view.unread?.rules ? nothing : html`${limitForm(view)}${waits(view)}${typed(view)}${list(view)}`}`;

  return {
    readings: [limits, marks],
    view: () => html`<div class="limits">${shown(limits, { loading: skeleton(2), view: content })}${pause()}</div>`,
  };
}
