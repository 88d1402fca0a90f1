// Lists everything that was bought: in groups, searched as the person types, each with its state and what happens next by itself.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { endOfWeek, isQuiet, outlookWords } from "../../cards/forecast/forecast.js";
import { failureLine, failurePanel } from "../../cards/failure/failure.js";
import { named } from "../../cards/foreign/foreign.js";
import { filterPills } from "../../kit/filter-pills/filter-pills.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { arrows, length, unfinished } from "../../kit/list/list.js";
import { menuButton } from "../../kit/menu/menu.js";
import { ownMoneys, ownTexts } from "../../kit/money/money.js";
import { phasePill } from "../../kit/pill/pill.js";
import { searchField } from "../../kit/search/search.js";
import { empty, shown, skeleton, stale } from "../../kit/states/states.js";
import { absolute, clock, comingUp, dated } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, reading } from "../../store.js";

/** @import { Dealt, ExportFormat, ExportedView, Failure, HistoryProgress, PurchaseGroup, PurchaseRow, PurchasesQuery, PurchasesView } from "../../../types/contract.js" */

/** So many rows are asked for at once. */
const PORTION = 100;

/** What was looked for last, kept while the person looks at a purchase and comes back. @type {PurchasesQuery} */
const all = { text: "", group: null, dealt: null, most: PORTION };

/** @param {PurchaseRow} row */
const purchaseRow = (row) => html`<li class="purchase-row">
  <a href=${href({ name: "purchase", id: row.id })} data-row="purchase" data-testid="purchase-row" data-id=${row.id} data-refund=${row.refund ?? ""} data-agent=${row.agentName} data-phase=${row.phase} data-group=${row.group}>
    <span class="purchase-what"><span class="purchase-agent">${row.agentName || say.purchases.unnamed}</span><span class="purchase-title">${row.title}</span>
      ${row.whose === "here" ? nothing : html`<span class="tag" data-tip=${say.whose[row.whose].says}>${say.whose[row.whose].word}</span>`}</span>
    <span class="purchase-state">${phasePill(row.phase)}${row.underWay ? html`<span class="purchase-under-way" data-testid="under-way" data-action=${row.underWay}>${say.underWay[row.underWay].word}</span>` : nothing}${row.needs ? html`<span class="purchase-need" data-testid="need" data-need=${row.needs}>${say.need[row.needs]}</span>` : nothing}</span>
    <span class="purchase-next" data-testid="next">${row.next === null ? nothing : html`<span data-tip=${absolute(row.next.at)}>${comingUp(row.next)}</span>`}</span>
    <span class="purchase-price">${ownMoneys(row.price, say.purchases.free)}</span>
    <span class="purchase-date">${dated(row.createdAt)}</span>
  </a></li>`;

/** How far a long history of an earlier version was read. @param {HistoryProgress} progress */
const history = ({ done, all, failure }) => html`<p class="notice ${failure ? "notice-danger" : "notice-info"}" role="status" data-testid="history-progress" data-done=${done} data-all=${all}>${icon(failure ? "warning" : "clock")}
  <span>${failure ? html`${say.purchases.readingStopped(done, all)} ${failureLine(failure)}` : say.purchases.reading(done, all)}</span></p>`;

/** @param {import("../../frame/frame.js").Frame} frame @param {Dealt | null} dealt what was bought from one agent: a look of its own, which is not kept @returns {import("../../frame/frame.js").Page} */
export function open(frame, dealt) {
  const query = dealt === null ? all : { ...all, text: "", group: null, dealt };
  const purchases = reading(() => backend.purchases({ ...query }), frame.redraw);
  query.most = PORTION;
  void purchases.read();
  let whole = false;
  let saving = false;
  /** What was saved last. @type {ExportedView | null} */
  let exported = null;
  /** @type {Failure | undefined} */
  let failure;
  const outlook = reading(() => backend.outlook(whole ? null : endOfWeek(now())), frame.redraw);
  if (dealt === null) void outlook.read();

  /** What becomes of all that is open if the person does nothing, and the way to every deadline. */
  function ahead() {
    const view = outlook.value;
    if (view === undefined || isQuiet(view)) return nothing;
    const turn = () => {
      whole = !whole;
      void outlook.read();
      frame.redraw();
    };
    return html`<section class="outlook" data-testid="outlook" data-until=${view.until ?? "none"} aria-label=${say.forecast.title}>
      <p><span data-testid="outlook-says">${outlookWords(view)}</span> ${view.fees === null ? nothing : html`<span class="quiet">${say.outlook.fees(ownTexts([view.fees])[0] ?? "")}</span>`}</p>
      <p class="outlook-ways"><button type="button" class="link" data-testid="outlook-span" aria-pressed=${whole} @click=${turn}>${whole ? say.outlook.week : say.outlook.all}</button>
        <a class="link" data-testid="to-agenda" href=${href({ name: "agenda" })}>${say.agenda.open}</a></p></section>`;
  }

  /** @param {Partial<PurchasesQuery>} change */
  function look(change) {
    Object.assign(query, { most: PORTION }, change);
    void purchases.read();
    frame.redraw();
  }

  /** The agent whose purchases alone are shown, and the way to all of them. @param {PurchasesView} view */
  function only({ rows }) {
    if (dealt === null) return nothing;
    const text = say.went[dealt.went](named(rows[0]?.agentName ?? ""));
    const remove = () => frame.go({ name: "purchases" });
    return html`<div class="purchases-only">${filterPills({ pills: [{ id: "dealt", text, remove }], clear: remove })}</div>`;
  }

  /** Saves all that are chosen, however many are shown. @param {ExportFormat} format */
  async function save(format) {
    if (saving) return;
    saving = true;
    failure = undefined;
    frame.redraw();
    try {
      exported = (await backend.purchasesExport({ ...query }, format)) ?? exported;
    } catch (error) {
      failure = asFailure(error);
    }
    saving = false;
    frame.redraw();
  }

  const exporting = () => html`<span data-testid="export" aria-busy=${saving}>${menuButton({ label: say.purchases.export, text: say.purchases.export, quiet: false, entries: () => [
    { id: "csv", text: say.purchases.exportCsv, note: say.purchases.exportCsvSays, act: () => void save("csv") },
    { id: "json", text: say.purchases.exportJson, note: say.purchases.exportJsonSays, act: () => void save("json") },
  ] })}</span>`;

  /** Where it was saved; there before it is, so that it is heard. */
  const saved = () => html`${failure ? failurePanel(failure) : nothing}
    <p class="purchases-exported" role="status">${exported === null ? nothing : html`${icon("check")}<span data-testid="exported" data-path=${exported.path} data-purchases=${exported.purchases}>${say.purchases.exported(exported.purchases, exported.path)}</span>${copyButton(exported.path, say.purchases.exportedPath)}`}</p>`;

  /** Older ones than are shown, as the end of the list comes near. @param {PurchasesView} view */
  function more(view) {
    if (view.rows.length < query.most) return;
    query.most += PORTION;
    void purchases.read();
  }

  /** @param {PurchasesView} view */
  function groups({ counts }) {
    /** @type {[PurchaseGroup | null, number][]} */
    const tabs = [[null, counts.reduce((sum, [, count]) => sum + count, 0)], ...counts.filter(([group, count]) => group !== "others" || count > 0)];
    return html`<div class="tabs" role="group" aria-label=${say.purchases.groups}>${tabs.map(([group, count]) => html`<button type="button" class="tab ${group === "needs-you" && count > 0 ? "tab-needs" : ""}" data-testid="group" data-group=${group ?? "all"}
      aria-pressed=${query.group === group} @click=${() => look({ group })}>${group === null ? say.purchases.all : say.group[group]}<span class="tab-count">${say.purchases.count(count)}</span></button>`)}</div>`;
  }

  /** @param {PurchasesView} view */
  function content(view) {
    const progress = view.reading === null ? nothing : history(view.reading);
    const total = view.counts.reduce((sum, [, count]) => sum + count, 0);
    const old = view.failure ? stale(`${view.syncedAt === null ? say.purchases.staleNever : say.purchases.stale(clock(view.syncedAt, now()))} ${failureLine(view.failure)}`) : nothing;
    if (total === 0 && dealt === null && query.text.trim() === "" && view.reading === null) {
      return html`${old}${empty("box", say.purchases.emptyTitle, say.purchases.emptySays, html`<a class="button button-primary" data-testid="to-market" href=${href({ name: "market" })}>${say.purchases.emptyGo}</a>`)}`;
    }
    const rows = view.rows.length === 0
      ? empty("search", query.text.trim() === "" ? say.purchases.noneTitle : say.purchases.noneFor(query.text), say.purchases.noneSays,
        html`<button type="button" class="button" data-testid="search-clear" @click=${() => look({ text: "", group: null })}>${say.purchases.showAll}</button>`)
      : html`<div class="purchase-heads" aria-hidden="true"><span>${say.purchases.agent}</span><span>${say.purchases.state}</span><span>${say.purchases.next}</span><span>${say.purchases.price}</span><span>${say.purchases.date}</span></div>
        <ul class="rows purchases ${length(view.rows)}" aria-label=${say.purchases.list} data-testid="purchases-list" @keydown=${arrows}>${view.rows.map(purchaseRow)}${view.more ? unfinished(() => more(view)) : nothing}</ul>`;
    return html`${progress}${old}${only(view)}${dealt === null ? groups(view) : nothing}${rows}`;
  }

  return {
    title: () => say.purchases.title,
    readings: [purchases, outlook],
    view: () => html`<div class="page page-wide" data-testid="purchases">
      ${pageHead(say.purchases.title, { ...(dealt === null ? {} : { back: { href: href({ name: "agent", id: dealt.agent }), text: say.record.back } }), beside: html`${searchField({ label: say.purchases.search, value: query.text, onInput: (text) => look({ text }) })}${purchases.value && purchases.value.rows.length > 0 ? exporting() : nothing}` })}
      ${saved()}
      ${firstHourLine(frame, "purchases")}
      ${ahead()}
      ${shown(purchases, { loading: skeleton(6), view: content })}
    </div>`,
  };
}

