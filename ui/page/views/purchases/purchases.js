// Lists everything that was bought, as a table: sorted by its heads, chosen by groups, words and filters, and searched as the person
// types. What needs the person stands above all else.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { activeProfile, pageHead } from "../../frame/frame.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { endOfWeek, isQuiet, outlookWords } from "../../cards/forecast/forecast.js";
import { failureLine, failurePanel } from "../../cards/failure/failure.js";
import { waitsTag } from "../../cards/limits/limits.js";
import { named } from "../../cards/foreign/foreign.js";
import { labelsEdit, labelsIn, labelsTyped, notKept } from "../../cards/remark/remark.js";
import { saveSearch, showSearches } from "../../cards/searches/searches.js";
import { dataTable } from "../../kit/data-table/data-table.js";
import { ask } from "../../kit/dialog/dialog.js";
import { filterPills } from "../../kit/filter-pills/filter-pills.js";
import { copy, copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { arrows, focusByKey, unfinishedTable } from "../../kit/list/list.js";
import { menuButton } from "../../kit/menu/menu.js";
import { ownFigure, ownTexts } from "../../kit/money/money.js";
import { phasePill } from "../../kit/pill/pill.js";
import { searchField } from "../../kit/search/search.js";
import { empty, shown, skeleton, stale } from "../../kit/states/states.js";
import { absolute, clock, comingUp, dated } from "../../kit/time/time.js";
import { note } from "../../kit/toast/toast.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, debounced, reading } from "../../store.js";
import { DOWN_FIRST, NOTHING, isNarrowed, queryOf, read, written } from "./asked.js";
import { addFilter, chips } from "./chips.js";
import { inside } from "./inside.js";
import { peek } from "./peek.js";

/** @import { Dealt, ExportFormat, ExportedView, Failure, HistoryProgress, Need, PurchaseGroup, PurchaseRow, PurchaseSort, PurchasesView } from "../../../types/contract.js" */
/** @import { Column } from "../../kit/data-table/data-table.js" */
/** @import { Asked } from "./asked.js" */

/** So many rows are asked for at once. */
const PORTION = 100;
/** Milliseconds: an engine takes few changes of the address while somebody types. */
const ADDRESSED_AFTER = 400;

/** What was looked for last, and with which node. @type {{ node: string | null, asked: Asked }} */
let last = { node: null, asked: NOTHING };

/** Where on the page of a purchase that is done. @type {Record<Need, import("../../router.js").PurchasePart>} */
const PLACE = { "answer": "question", "approve": "approval", "object": "result", "top-up": "status", "look": "status" };

/** @param {PurchaseRow} row */
const needLink = ({ id, needs }) => (needs === null ? nothing : html`<a class="purchase-need" data-testid="need" data-need=${needs} href=${href({ name: "purchase", id, at: PLACE[needs] })}>${say.need[needs]}</a>`);

/** @param {PurchaseRow} row */
const whoseTag = ({ whose }) => (whose === "here" ? nothing : html`<span class="tag" data-testid="whose-tag" data-whose=${whose} data-tip=${say.whose[whose].says}>${say.whose[whose].word}</span>`);

/** How far a long history of an earlier version was read. @param {HistoryProgress} progress */
const progressLine = ({ done, all, failure }) => html`<p class="notice ${failure ? "notice-danger" : "notice-info"}" role="status" data-testid="history-progress" data-done=${done} data-all=${all}>${icon(failure ? "warning" : "clock")}
  <span>${failure ? html`${say.purchases.readingStopped(done, all)} ${failureLine(failure)}` : say.purchases.reading(done, all)}</span></p>`;

/**
 * @param {import("../../frame/frame.js").Frame} frame
 * @param {Dealt | null} dealt what was bought from one agent: a look of its own, which is not kept
 * @param {string} [query] as the address says it; `""`: as it was left
 * @returns {import("../../frame/frame.js").Page}
 */
export function open(frame, dealt, query = "") {
  const node = activeProfile(frame.app())?.id ?? null;
  let asked = dealt !== null ? NOTHING : query !== "" ? read(query) : last.node === node ? last.asked : NOTHING;
  let most = PORTION;
  /** Rows that are chosen, and the one whose tick was clicked last. @type {Set<string>} */
  let chosen = new Set();
  /** @type {string | null} */
  let ticked = null;
  const purchases = reading(() => backend.purchases(queryOf(asked, { dealt, most })), frame.redraw);
  // What is typed is looked for inside answers and results, too: what was found of other words is not shown under these.
  const insides = reading(() => {
    const { text } = asked;
    const { ask, outdatedBy } = backend.purchasesInside(queryOf(asked, { dealt, most }));
    return { ask: async () => ({ text, view: await ask() }), outdatedBy };
  }, frame.redraw);
  const isTyped = () => asked.text.trim().length > 1;
  // All purchases are gone through for it: it is read when it is asked for, and not whenever one changes.
  const facets = reading(backend.purchaseFacets, frame.redraw);
  const known = async () => {
    await facets.read();
    return facets.value;
  };
  const bookmarks = reading(backend.bookmarks, frame.redraw);
  const addressing = debounced(address, ADDRESSED_AFTER);
  const beside = peek(frame, (id) => {
    const row = rowLink(id);
    if (row) focusByKey(row);
  });
  /** @type {Map<string, ReturnType<typeof labelsEdit>>} */
  const edits = new Map();
  void purchases.read();
  if (isTyped()) void insides.read();
  if (isNarrowed(asked)) void facets.read();
  void bookmarks.read();
  let whole = false;
  let saving = false;
  /** What was saved last. @type {ExportedView | null} */
  let exported = null;
  /** @type {Failure | undefined} */
  let failure;
  const outlook = reading(() => backend.outlook(whole ? null : endOfWeek(now())), frame.redraw);
  if (dealt === null) void outlook.read();
  address();

  /** The address says what is asked. */
  function address() {
    if (dealt !== null) return;
    last = { node, asked };
    const query = written(asked);
    history.replaceState(null, "", href(query === "" ? { name: "purchases" } : { name: "purchases", query }));
  }

  /** @param {string} id */
  const rowLink = (id) => /** @type {HTMLElement | null} */ (document.querySelector(`main [data-row][data-id="${CSS.escape(id)}"]`));

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

  /** @param {Partial<Asked>} change */
  function look(change) {
    asked = { ...asked, ...change };
    if (dealt === null) last = { node, asked };
    most = PORTION;
    chosen = new Set();
    addressing.later();
    void purchases.read();
    if (isTyped()) void insides.read();
    frame.redraw();
  }

  const clear = () => look({ ...NOTHING, group: asked.group, sort: asked.sort, down: asked.down });

  /** The agent whose purchases alone are shown, and the way to all of them. @param {PurchasesView} view */
  function only({ rows }) {
    if (dealt === null) return nothing;
    const text = say.went[dealt.went](named(rows[0]?.agentName ?? ""));
    const remove = () => frame.go({ name: "purchases" });
    return html`<div class="purchases-only">${filterPills({ pills: [{ id: "dealt", text, remove }], clear: remove })}</div>`;
  }

  /** By what the list is chosen, and what else is done with that: it is kept under a name. */
  function chosenLine() {
    if (dealt !== null) return nothing;
    const query = written(asked);
    const views = bookmarks.value?.searches.filter(({ list }) => list === "purchases") ?? [];
    const saved = views.find((view) => view.query === query);
    return html`<div class="purchases-chosen">
      ${filterPills({ pills: chips(asked, facets.value, look), clear })}
      ${addFilter({ asked, facets: known, now: now(), look })}
      ${query === "" ? nothing : saved ? html`<span class="quiet" data-testid="search-saved">${say.bookmarks.saved(saved.name)}</span>` : html`<button type="button" class="button button-quiet button-small" data-testid="search-save" @click=${() => {
        addressing.flush();
        void saveSearch();
      }}>${icon("bookmark")}${say.purchases.saveView}</button>`}
      ${views.length === 0 ? nothing : html`<button type="button" class="button button-quiet button-small" data-testid="searches" @click=${() => void showSearches("purchases")}>${icon("bookmark")}${say.purchases.views}</button>`}
    </div>`;
  }

  /** Saves all that are asked for, however many are shown; or those that are chosen. @param {ExportFormat} format @param {string[]} ids */
  async function save(format, ids) {
    if (saving) return;
    saving = true;
    failure = undefined;
    frame.redraw();
    try {
      exported = (await backend.purchasesExport(queryOf(ids.length > 0 ? { ...NOTHING, sort: asked.sort, down: asked.down } : asked, { dealt: ids.length > 0 ? null : dealt, most, only: ids }), format)) ?? exported;
    } catch (error) {
      failure = asFailure(error);
    }
    saving = false;
    frame.redraw();
  }

  /** @param {string} label @param {() => string[]} ids */
  const exporting = (label, ids) => menuButton({ label, text: label, quiet: false, entries: () => [
    { id: "csv", text: say.purchases.exportCsv, note: say.purchases.exportCsvSays, act: () => void save("csv", ids()) },
    { id: "json", text: say.purchases.exportJson, note: say.purchases.exportJsonSays, act: () => void save("json", ids()) },
  ] });

  /** Where it was saved; there before it is, so that it is heard. */
  const saved = () => html`${failure ? failurePanel(failure) : nothing}
    <p class="saved-at" role="status">${exported === null ? nothing : html`${icon("check")}<span data-testid="exported" data-path=${exported.path} data-purchases=${exported.purchases}>${say.purchases.exported(exported.purchases, exported.path)}</span>${copyButton(exported.path, say.purchases.exportedPath)}`}</p>`;

  /** Gives all that are chosen one more label. */
  async function labelChosen() {
    await known();
    let typed = "";
    const ids = [...chosen];
    /** @param {() => void} redraw */
    const body = (redraw) => html`<div class="field"><label class="label" for="label-all">${say.purchases.label}</label>
      <input id="label-all" class="input" data-testid="label-all" maxlength="60" autocomplete="off" list="label-known" .value=${typed} @input=${(/** @type {Event} */ event) => {
        typed = /** @type {HTMLInputElement} */ (event.target).value;
        redraw();
      }}><datalist id="label-known">${facets.value?.labels.map(([label]) => html`<option value=${label.typed}></option>`)}</datalist></div>`;
    if (!(await ask({ title: say.purchases.labelTitle(ids.length), body, confirm: say.purchases.giveLabel, ready: () => labelsIn(typed).length === 1 }))) return;
    await backend.purchasesLabel(ids, labelsIn(typed)[0] ?? "").then(() => note(say.purchases.labelGiven(ids.length)), (error) => note(notKept(error)));
  }

  /** What the network knows them by, a line each. */
  function copyChosen() {
    const ids = [...chosen];
    const all = Promise.all(ids.map((id) => backend.purchase(id).ask())).then((views) => views.map(({ row, identifiers }) => identifiers.find(([name]) => name === "blockchain-identifier")?.[1] ?? row.id).join("\n"));
    void copy(all, say.commands.copied(say.purchases.identifiers(ids.length)));
  }

  const bar = () => (chosen.size === 0 ? nothing : html`<div class="purchases-bar" role="region" aria-label=${say.purchases.chosenBar} data-testid="chosen-bar" data-count=${chosen.size}>
    <span role="status">${say.purchases.chosen(chosen.size)}</span>
    <button type="button" class="button button-small" data-testid="chosen-label" @click=${() => void labelChosen()}>${icon("tag")}${say.purchases.giveLabel}</button>
    <span data-testid="chosen-export" aria-busy=${saving}>${exporting(say.purchases.exportChosen, () => [...chosen])}</span>
    <button type="button" class="button button-small" data-testid="chosen-copy" @click=${copyChosen}>${icon("copy")}${say.purchases.copyIdentifiers}</button>
    <button type="button" class="button button-quiet button-icon" data-testid="chosen-none" aria-label=${say.purchases.chooseNone} data-tip=${say.purchases.chooseNone} @click=${() => choose(new Set())}>${icon("cross")}</button></div>`);

  /** @param {Set<string>} next @param {string | null} [row] */
  function choose(next, row = null) {
    chosen = next;
    ticked = row ?? ticked;
    frame.redraw();
  }

  /** More than are shown, as the end of the list comes near. @param {PurchasesView} view */
  function more(view) {
    if (view.rows.length < most) return;
    most += PORTION;
    void purchases.read();
  }

  /** @param {PurchasesView} view */
  function groups({ counts }) {
    /** @type {[PurchaseGroup | null, number][]} */
    const tabs = [[null, counts.reduce((sum, [, count]) => sum + count, 0)], ...counts.filter(([group, count]) => group !== "others" || count > 0)];
    return html`<div class="tabs" role="group" aria-label=${say.purchases.groups}>${tabs.map(([group, count]) => html`<button type="button" class="tab ${group === "needs-you" && count > 0 ? "tab-needs" : ""}" data-testid="group" data-group=${group ?? "all"}
      aria-pressed=${asked.group === group} @click=${() => look({ group })}>${group === null ? say.purchases.all : say.group[group]}<span class="tab-count">${say.purchases.count(count)}</span></button>`)}</div>`;
  }

  /** @param {PurchaseRow} row */
  function labels(row) {
    const edit = edits.get(row.id) ?? labelsEdit({ id: row.id, redraw: frame.redraw });
    edits.set(row.id, edit);
    return html`<span class="purchase-labels" data-testid="purchase-labels" data-labels=${labelsTyped(row.labels)} data-empty=${row.labels.length === 0}>${edit.view(row.labels.map(({ shown }) => shown).join(", "), labelsTyped(row.labels))}</span>`;
  }

  /** @param {PurchaseRow} row */
  const what = (row) => html`<div class="purchase-what"><a class="purchase-agent" href=${href({ name: "purchase", id: row.id })} data-row="purchase" data-testid="purchase-row" data-id=${row.id} data-refund=${row.refund ?? ""} data-agent=${row.agentName} data-agent-id=${row.agent} data-phase=${row.phase} data-group=${row.group} data-name=${named(row.agentName)}>${named(row.agentName)}</a>
    <span class="purchase-own"><span class="purchase-title">${row.title}</span>${whoseTag(row)}${labels(row)}${row.outcome === null ? nothing : html`<span class="tag" data-testid="outcome" data-outcome=${row.outcome}>${say.purchaseOutcome[row.outcome]}</span>`}${row.note === "" ? nothing : html`<span class="purchase-note" data-tip=${row.note} aria-label=${say.purchases.noted(row.note)} role="img">${icon("message")}</span>`}</span></div>`;

  /** @param {PurchaseRow} row */
  const acts = (row) => html`<span class="purchase-acts" data-testid="row-acts">${beside.hasRoom() ? html`<button type="button" class="button button-quiet button-icon" data-testid="row-peek" aria-label=${say.purchases.peekAt(named(row.agentName))} data-tip=${say.purchases.peek} aria-pressed=${beside.shownId() === row.id} @click=${() => beside.open(row.id)}>${icon("eye")}</button>` : nothing}${menuButton({ label: say.commands.menu(named(row.agentName)), entries: () => [
    { id: "open", text: say.purchases.open, icon: "arrow", act: () => frame.go({ name: "purchase", id: row.id }) },
    { id: "peek", text: say.purchases.peek, icon: "eye", ...(beside.hasRoom() ? {} : { disabled: say.purchases.noRoom }), act: () => beside.open(row.id) },
    ...(row.agent === "" ? [] : [{ id: "again", text: say.purchases.again, icon: /** @type {const} */ ("repeat"), act: () => frame.go({ name: "buy", id: row.agent, fill: { kind: "again", purchase: row.id } }) }]),
  ] })}</span>`;

  /** @returns {Column<PurchaseRow>[]} */
  const columns = () => [
    { id: "agent", head: say.purchases.agent, cell: what, sorts: true },
    { id: "state", head: say.purchases.state, sorts: true, cell: (row) => html`<div class="purchase-state">${row.waitsUntil === null ? phasePill(row.phase) : waitsTag(row)}${row.underWay ? html`<span class="purchase-under-way" data-testid="under-way" data-action=${row.underWay}>${say.underWay[row.underWay].word}</span>` : nothing}${needLink(row)}</div>` },
    { id: "next", head: say.purchases.next, sorts: true, need: 3, cell: (row) => html`<span class="purchase-next" data-testid="next">${row.next === null ? nothing : html`<span data-tip=${absolute(row.next.at)}>${comingUp(row.next)}</span>`}</span>` },
    { id: "price", head: say.purchases.price, sorts: true, downFirst: true, figure: (row) => row.price.map(ownFigure), none: () => say.purchases.free },
    { id: "date", head: say.purchases.date, sorts: true, downFirst: true, cell: (row) => html`<span class="purchase-date">${dated(row.createdAt)}</span>` },
    { id: "acts", head: "", cell: acts },
  ];

  /** @param {PurchasesView} view */
  function table(view) {
    const needing = dealt === null && asked.group === null && view.rows.some((row) => row.group === "needs-you");
    return html`<div class="purchases-table" data-testid="purchases-list" @keydown=${(/** @type {KeyboardEvent} */ event) => pressed(event, view.rows)}>${dataTable({
      caption: say.purchases.list, columns: columns(), rows: view.rows, id: ({ id }) => id, name: (row) => `${named(row.agentName)} ${row.title}`.trim(),
      sort: { by: asked.sort, down: asked.down }, onSort: ({ by }) => {
        const sort = /** @type {PurchaseSort} */ (by);
        look({ sort, down: sort === asked.sort ? !asked.down : DOWN_FIRST[sort] });
      },
      chosen, onChoose: choose, last: ticked,
      section: (row) => (!needing ? "" : row.group === "needs-you" ? say.group["needs-you"] : say.purchases.others),
      open: (row) => frame.go({ name: "purchase", id: row.id }),
    })}${view.more ? unfinishedTable(() => more(view)) : nothing}</div>`;
  }

  /** Keys within the table; those of rows are commands. @param {KeyboardEvent} event @param {PurchaseRow[]} rows */
  function pressed(event, rows) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("input:not([type=checkbox]), textarea")) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "a") {
      event.preventDefault();
      choose(new Set(rows.map(({ id }) => id)));
    } else if (event.key === "Escape" && (beside.isOpen() || chosen.size > 0)) {
      event.preventDefault();
      event.stopPropagation();
      if (beside.isOpen()) beside.close();
      else choose(new Set());
    } else arrows(event);
  }

  /** @param {PurchasesView} view */
  function content(view) {
    const progress = view.reading === null ? nothing : progressLine(view.reading);
    const total = view.counts.reduce((sum, [, count]) => sum + count, 0);
    const old = view.failure ? stale(`${view.syncedAt === null ? say.purchases.staleNever : say.purchases.stale(clock(view.syncedAt, now()))} ${failureLine(view.failure)}`) : nothing;
    if (total === 0 && dealt === null && asked.text.trim() === "" && view.reading === null) {
      return html`${old}${empty("box", say.purchases.emptyTitle, say.purchases.emptySays, html`<a class="button button-primary" data-testid="to-market" href=${href({ name: "market" })}>${say.purchases.emptyGo}</a>`)}`;
    }
    const found = isTyped() && insides.value?.text === asked.text ? insides.value.view : undefined;
    const isElsewhere = found !== undefined && found.found.length > 0;
    const rows = view.rows.length === 0 && isElsewhere ? nothing : view.rows.length === 0
      ? empty("search", asked.text.trim() === "" ? say.purchases.noneTitle : say.purchases.noneFor(asked.text), isNarrowed({ ...asked, text: "" }) ? say.purchases.noneChosen : say.purchases.noneSays,
        html`<button type="button" class="button" data-testid="search-clear" @click=${() => look({ ...NOTHING })}>${say.purchases.showAll}</button>`)
      : html`<div class="purchases-columns" data-peek=${beside.isOpen()}>${table(view)}${beside.view()}</div>`;
    return html`${progress}${old}${only(view)}${dealt === null ? groups(view) : nothing}${chosenLine()}${rows}${inside(found)}${bar()}`;
  }

  return {
    title: () => say.purchases.title,
    readings: [purchases, insides, outlook, bookmarks, ...beside.readings],
    close() {
      addressing.cancel();
      beside.leave();
    },
    view: () => html`<div class="page page-wide page-purchases" data-testid="purchases" @focusout=${addressing.flush}>
      ${pageHead(say.purchases.title, { ...(dealt === null ? {} : { back: { href: href({ name: "agent", id: dealt.agent }), text: say.record.back } }), beside: html`${dealt === null ? html`<a class="button button-quiet" data-testid="to-batches" href=${href({ name: "batches" })}>${icon("rows")}${say.batch.list}</a>` : nothing}${searchField({ label: say.purchases.search, value: asked.text, onInput: (text) => look({ text }) })}${purchases.value && purchases.value.rows.length > 0 ? html`<span data-testid="export" aria-busy=${saving}>${exporting(say.purchases.export, () => [])}</span>` : nothing}` })}
      ${saved()}
      ${firstHourLine(frame, "purchases")}
      ${ahead()}
      ${shown(purchases, { loading: skeleton(6), view: content })}
    </div>`,
  };
}
