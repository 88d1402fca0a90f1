// Several purchases that one yes was to: what became of each, their results beside each other where several agents were asked the same,
// and what can be done with all of them.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { named } from "../../cards/foreign/foreign.js";
import { waitsTag } from "../../cards/limits/limits.js";
import { pageHead } from "../../frame/frame.js";
import { copyButton } from "../../kit/copy/copy.js";
import { dataTable } from "../../kit/data-table/data-table.js";
import { icon } from "../../kit/icon/icon.js";
import { ownFigure, ownMoneys } from "../../kit/money/money.js";
import { phasePill } from "../../kit/pill/pill.js";
import { progressBar } from "../../kit/progress/progress.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { dated, span } from "../../kit/time/time.js";
import { note } from "../../kit/toast/toast.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { acting, reading } from "../../store.js";

/** @import { BatchLine, BatchView, ExportedView, ResultColumn, SideBySide } from "../../../types/contract.js" */
/** @import { Column } from "../../kit/data-table/data-table.js" */

/** So many lines are shown at first. */
const PORTION = 100;

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id @returns {import("../../frame/frame.js").Page} */
export function open(frame, id) {
  /** The purchase that the others are held against; `null`: the first with a result. @type {string | null} */
  let base = null;
  const batch = reading(() => backend.batch(id), () => {
    if (batch.value?.kind === "side-by-side" && beside.value === undefined && !beside.loading && beside.failure === undefined) void beside.read();
    frame.redraw();
  });
  const beside = reading(() => backend.batchSideBySide(id, base), frame.redraw);
  const acts = acting();
  let closed = false;
  /** Whether all lines are shown. */
  let all = false;
  /** Whether what differs is marked in the texts. */
  let marked = true;
  /** @type {ExportedView | null} */
  let exported = null;
  void batch.read();

  /** @param {() => Promise<unknown>} act */
  const doing = (act) => acts.once(frame.redraw, act);

  const stop = () => doing(async () => note(say.batch.stopped(await backend.batchStop(id))));
  const save = () => doing(async () => void (exported = (await backend.batchExport(id)) ?? exported));
  /** @param {string | null} purchase */
  const keep = (purchase) => doing(() => backend.batchKeep(id, purchase));

  /** @param {"rest" | "repeat"} kind */
  const prepare = (kind) => doing(async () => {
    const prepared = await backend.batchPrepare({ kind, batch: id });
    if (prepared.kind !== "review") return;
    if (closed) return void backend.batchDecline(prepared.review.id).catch(() => undefined);
    frame.batch = { review: prepared.review, from: { name: "batch", id } };
    frame.go({ name: "batch-review" });
  });

  /** @param {BatchLine} line */
  function state({ purchase, why }) {
    if (purchase !== null) return html`<span data-testid="batch-line" data-phase=${purchase.phase}>${purchase.waitsUntil === null ? phasePill(purchase.phase) : waitsTag(purchase)}</span>`;
    return html`<span class="quiet" data-testid="batch-line" data-why=${why ?? ""}>${why === null ? nothing : say.batch.why[why]}</span>`;
  }

  /** @param {BatchView} view @param {BatchLine} line */
  function what(view, line) {
    const text = view.kind === "rows" ? line.title : named(line.agentName);
    return line.purchase === null ? html`<span class="batch-title" data-foreign>${text}</span>` : html`<a class="link batch-title" data-testid="batch-purchase" data-id=${line.purchase.id} data-foreign href=${href({ name: "purchase", id: line.purchase.id })}>${text === "" ? line.agent.slice(0, 12) : text}</a>`;
  }

  /** @param {BatchView} view @returns {Column<BatchLine>[]} */
  const columns = (view) => [
    { id: "number", head: say.batch.row, cell: ({ number }) => html`<span class="batch-number">${say.purchases.count(number)}</span>` },
    { id: "what", head: view.kind === "rows" ? say.batch.job : say.batch.agent, cell: (line) => what(view, line) },
    { id: "price", head: say.batch.price, figure: ({ purchase }) => purchase?.price.map(ownFigure) ?? null, none: ({ purchase }) => (purchase === null ? nothing : say.purchases.free) },
    { id: "state", head: say.purchases.state, cell: state },
  ];

  /** @param {ResultColumn} column @param {string} name */
  const difference = ({ text, cut }, name) => html`<div class="beside-text" data-foreign data-testid="beside-text" tabindex="0" role="region" aria-label=${say.result.pageTitle(name)}>${text.filter(({ is }) => marked || is !== "missing").map(({ text, is }) => (is === "same" || !marked ? text : is === "added"
    ? html`<ins class="beside-added">${text}</ins>` : html`<del class="beside-missing">${text}</del>`))}</div>${cut ? html`<p class="quiet">${say.batch.cut}</p>` : nothing}`;

  /** @param {BatchView} view @param {SideBySide} results @param {BatchLine} line */
  function column(view, results, line) {
    const { purchase } = line;
    const found = results.columns.find((column) => column.purchase === purchase?.id);
    const isKept = purchase !== null && view.kept === purchase.id;
    const isBase = purchase !== null && results.base === purchase.id;
    const name = named(line.agentName);
    return html`<section class="card beside-column" data-testid="beside-column" data-id=${purchase?.id ?? ""} data-kept=${isKept} data-base=${isBase} aria-label=${name}>
      <h2>${what(view, line)}</h2>
      <p>${state(line)}</p>
      <dl class="facts">
        <div><dt>${say.batch.cost}</dt><dd>${purchase === null ? say.compare.unknown : ownMoneys(purchase.price, say.purchases.free)}</dd></div>
        <div><dt>${say.batch.took}</dt><dd data-testid="beside-took">${(found?.took ?? null) === null ? say.compare.unknown : span(found?.took ?? 0)}</dd></div>
        <div><dt>${say.batch.proof}</dt><dd data-testid="beside-proof" data-state=${found?.hash.state ?? ""}>${found === undefined || found.kind === null ? say.compare.unknown : found.hash.state === "verified" ? say.proven[found.hash.variant] : say.hash[found.hash.state].word}</dd></div>
      </dl>
      ${found === undefined || found.kind === null ? html`<p class="quiet">${purchase === null ? nothing : say.batch.noResult}</p>` : html`
        ${found.words === null ? nothing : html`<p class="quiet" data-testid="beside-words" data-added=${found.words[0]} data-missing=${found.words[1]}>${say.batch.words(found.words[0], found.words[1])}</p>`}
        ${difference(found, name)}
        <p class="beside-buttons">${isKept ? html`<span class="beside-kept">${icon("check")}${say.batch.kept}</span> <button type="button" class="button button-quiet button-small" data-testid="unkeep" ?disabled=${acts.busy} @click=${() => void keep(null)}>${say.batch.unkeep}</button>`
          : html`<button type="button" class="button button-small" data-testid="keep" ?disabled=${acts.busy} @click=${() => void keep(purchase?.id ?? null)}>${icon("check")}${say.batch.keep}</button>`}
          ${isBase ? nothing : html`<button type="button" class="button button-quiet button-small" data-testid="against" @click=${() => {
            base = purchase?.id ?? null;
            void beside.read();
          }}>${icon("compare")}${say.batch.against(name)}</button>`}</p>`}
    </section>`;
  }

  /** @param {BatchView} view */
  function results(view) {
    if (view.kind !== "side-by-side") return nothing;
    return shown(beside, { loading: skeleton(2, "page"), view: (results) => html`<p class="beside-legend"><button type="button" class="button button-small" data-testid="beside-marked" aria-pressed=${marked} @click=${() => {
      marked = !marked;
      frame.redraw();
    }}>${icon("compare")}${say.batch.marked}</button>${marked ? html`<span class="quiet"><ins class="beside-added">${say.batch.added}</ins> <del class="beside-missing">${say.batch.missing}</del></span>` : nothing}</p>
      <div class="beside" data-testid="beside">${view.lines.map((line) => column(view, results, line))}</div>` });
  }

  /** @param {BatchView} view */
  const content = (view) => html`
    <section class="card batch-head" data-testid="batch" data-id=${view.id} data-kind=${view.kind} data-bought=${view.bought} data-done=${view.done} data-rest=${view.rest}>
      ${view.bought === 0 ? nothing : progressBar({ label: say.batch.title, done: view.done, total: view.bought, text: say.batch.progress(view.delivered, view.bought) })}
      <p class="batch-line">${view.done === view.delivered ? nothing : html`<span class="quiet" data-testid="batch-ended">${say.batch.ended(view.done - view.delivered)}</span>`}${view.lines.length === view.bought ? nothing : html`<span class="quiet">${say.batch.leftOut(view.lines.length - view.bought)}</span>`}
        <span class="quiet">${say.batch.approved}: ${ownMoneys(view.sum, say.purchases.free)}</span></p>
      <p class="batch-buttons">
        ${view.stoppable === 0 ? nothing : html`<button type="button" class="button" data-testid="batch-stop" data-tip=${say.batch.stopSays} ?disabled=${acts.busy} @click=${() => void stop()}>${icon("ban")}${say.batch.stop(view.stoppable)}</button>`}
        ${view.rest === 0 ? nothing : html`<button type="button" class="button" data-testid="batch-rest" ?disabled=${acts.busy} @click=${() => void prepare("rest")}>${icon("arrow")}${say.batch.rest(view.rest)}</button>`}
        ${view.bought === 0 ? nothing : html`<button type="button" class="button" data-testid="batch-repeat" data-tip=${say.batch.repeatSays} ?disabled=${acts.busy} @click=${() => void prepare("repeat")}>${icon("repeat")}${say.batch.repeat}</button>`}
        <button type="button" class="button" data-testid="batch-export" ?disabled=${acts.busy} @click=${() => void save()}>${icon("save")}${say.batch.export}</button>
        ${view.repeats === null ? nothing : html`<a class="link" data-testid="batch-repeats" href=${href({ name: "batch", id: view.repeats })}>${say.batch.repeats}</a>`}
        ${view.repeatedBy === null ? nothing : html`<a class="link" data-testid="batch-repeated-by" href=${href({ name: "batch", id: view.repeatedBy })}>${say.batch.repeatedBy}</a>`}</p>
      <p class="saved-at" role="status">${exported === null ? nothing : html`${icon("check")}<span data-testid="batch-exported" data-path=${exported.path}>${say.batch.exported(exported.path)}</span>${copyButton(exported.path, say.diagnostics.path)}`}</p>
    </section>
    ${acts.failure ? failurePanel(acts.failure) : nothing}
    ${results(view)}
    ${view.kind === "rows" ? dataTable({ caption: say.batch.rows, columns: columns(view), rows: all ? view.lines : view.lines.slice(0, PORTION), id: ({ number }) => String(number) }) : nothing}
    ${view.kind === "rows" && !all && view.lines.length > PORTION ? html`<p><button type="button" class="button" data-testid="batch-show-all" @click=${() => {
      all = true;
      frame.redraw();
    }}>${say.batch.showAll(view.lines.length)}</button></p>` : nothing}`;

  /** @param {BatchView} view */
  const name = (view) => (view.kind === "rows" ? say.batch.rowsTitle(named(view.lines[0]?.agentName ?? ""), view.lines.length) : say.batch.sideTitle);
  const title = () => (batch.value ? name(batch.value) : say.batch.title);
  return {
    title,
    readings: [batch, beside],
    close() {
      closed = true;
    },
    view: () => html`<div class="page page-wide" data-testid="batch-page" data-id=${id}>
      ${pageHead(title(), { back: { href: href({ name: "batches" }), text: say.batch.list }, beside: batch.value ? html`<span class="quiet">${dated(batch.value.at)}</span>` : nothing })}
      ${shown(batch, { loading: skeleton(4), view: content })}
    </div>`,
  };
}
