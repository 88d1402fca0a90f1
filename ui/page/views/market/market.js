// The market: every agent that the registry lists, searched as the person types, narrowed by facets, in a list of any length. Rows do
// not move by themselves: the backend keeps the order of what was asked (a listing), and a list that has changed since is offered.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { marked, toggle } from "../../frame/comparing.js";
import { activeProfile, pageHead } from "../../frame/frame.js";
import { isFavourite, setFavourite } from "../../cards/favourite/favourite.js";
import { firstHourCard } from "../../cards/first-hour/first-hour.js";
import { failureLine } from "../../cards/failure/failure.js";
import { portrait } from "../../cards/portrait/portrait.js";
import { saveSearch, showSearches } from "../../cards/searches/searches.js";
import { of, ranged } from "../../kit/facet-rail/chosen.js";
import { facetRail } from "../../kit/facet-rail/facet-rail.js";
import { filterPills } from "../../kit/filter-pills/filter-pills.js";
import { icon } from "../../kit/icon/icon.js";
import { progressBar } from "../../kit/progress/progress.js";
import { searchField } from "../../kit/search/search.js";
import { empty, shown, skeleton, stale } from "../../kit/states/states.js";
import { clock, relative } from "../../kit/time/time.js";
import { told } from "../../kit/toast/toast.js";
import { windowList } from "../../kit/window-list/window-list.js";
import { typedFigure } from "../../lib/figure.js";
import { isMarked } from "../../lib/comparing.js";
import { typedIdentifier } from "../../lib/identifier.js";
import { noteFirst } from "../../lib/start-mark.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, debounced, reading } from "../../store.js";
import { PRICE, begun, isNarrowed, queryOf, unitId, written } from "./asked.js";
import { DENSITIES, chosenDensity, densitySwitch, perRow } from "./density.js";
import { groups, learnt, nothingKnown, pills, spreadOf } from "./facets.js";
import { preview } from "./preview.js";
import { agentLink } from "./row.js";
import { sized } from "./sized.js";

/**
 * @import { AgentCard, FacetsView, Failure, MarketStanding, MarketView } from "../../../types/contract.js"
 * @import { Chosen } from "../../kit/facet-rail/chosen.js"
 * @import { Place } from "../../kit/window-list/window-list.js"
 * @import { Asked } from "./asked.js"
 * @import { Density } from "./density.js"
 */
/** A row of the list: the agents in it, from which place on. `null`: no longer listed. @typedef {{ at: number, cards: (AgentCard | null)[] }} Row */

/** So many agents are fetched at once. */
const PAGE = 40;
/** Milliseconds after the last letter. */
const ADDRESSED_AFTER = 500;
/** So many lists are remembered. */
const REMEMBERED = 20;
/** So often the list is asked for anew because the node has answered, until it is left to the person. */
const TRIES = 5;

/** What was asked last, and with which node. @type {{ node: string | null, query: string } | null} */
let last = null;
/** How wide the list was last, in letters of the root. */
let widest = 0;
/** Where each list was left. @type {Map<string, { place: Place, per: number, focused: { row: number, column: number } | null }>} */
const left = new Map();

/** @param {import("../../frame/frame.js").Frame} frame @param {string} [addressed] the query of the address @returns {import("../../frame/frame.js").Page} */
export function open(frame, addressed = "") {
  const { active } = frame.app();
  const picture = (/** @type {AgentCard} */ card) => portrait(frame, card);
  let asked = begun({ query: addressed, entry: history.state?.node, node: active, last });
  /** What is shown. @type {MarketView | undefined} */
  let current;
  /** How many there are, and whether there may be more. */
  let [total, exact] = [0, true];
  /** The first rows, which came with their listing. @type {AgentCard[] | null} */
  let first = null;
  let known = nothingKnown();
  let knownOf = asked.text;
  /** @type {FacetsView | undefined} */
  let counted;
  /** The next answer is of the same question: what is looked at stays where it is. */
  let renewing = false;
  /** @type {Failure | undefined} */
  let rowsFailure;
  /** @type {Failure | undefined} */
  let refreshFailure;
  /** The price as it was typed, where it is no figure. @type {{ from: string, to: string } | null} */
  let wrong = null;
  let filtersOpen = false;
  let refreshing = false;
  let tries = 0;
  let density = chosenDensity();
  let width = widest;
  /** The card of a row that takes the focus, where a row has several. */
  let column = 0;
  let list = make();
  /** Whether the page was left before its list came. */
  let returning = left.get(nameOf());

  const market = reading(() => backend.market(queryOf(asked)), answered);
  const facets = reading(() => backend.marketFacets(current?.listing ?? ""), wereCounted);
  const standing = reading(backend.marketStanding, stood);
  const unseen = reading(backend.marketUnseen, frame.redraw);
  // An engine takes a hundred changes of the address in half a minute and throws at more: whoever types makes one now and then, and
  // one before the focus goes elsewhere.
  const addressing = debounced(address, ADDRESSED_AFTER);
  const bookmarks = reading(backend.bookmarks, frame.redraw);
  const beside = preview(frame);
  void unseen.read();
  void bookmarks.read();
  void market.read();
  last = { node: active, query: written(asked) };
  address();

  function nameOf() {
    return `${active} ${written(asked)}`;
  }

  /** The address says what is asked, and this entry of the history, with which node. */
  function address() {
    const query = written(asked);
    history.replaceState({ node: active }, "", href(query === "" ? { name: "market" } : { name: "market", query }));
  }

  function per() {
    return perRow(density, width);
  }
  const rowsOf = (/** @type {number} */ count) => Math.ceil(count / per());
  /** A letter of the root, in pixels. */
  function rem() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  function make() {
    const several = per();
    const height = Math.round(DENSITIES[density].height * rem());
    /** @param {Row} row @param {number} index @param {"0" | "-1"} stop */
    const draw = ({ at, cards }, index, stop) => {
      const words = current?.words ?? [];
      if (density !== "cards") return cards[0] ? one(cards[0], { density, words, stop, picture }) : gone();
      return html`<div class="agent-shelf" data-columns=${several} @keydown=${along} @focusin=${(/** @type {FocusEvent} */ event) => (column = placeIn(event))}>${cards.map((card, place) =>
        (card ? one(card, { density, words, picture, stop: place === Math.min(column, cards.length - 1) ? stop : "-1", place: at + place, total }) : gone()))}</div>`;
    };
    return windowList({
      label: () => say.market.list, height, draw, placeholder: html`<div class="agent-coming" aria-hidden="true"><span></span><span></span></div>`,
      id: (/** @type {Row} */ { at, cards }) => cards[0]?.id ?? `gone-${at}`, page: Math.max(1, Math.floor(PAGE / several)), shelves: density === "cards",
      target: (row) => /** @type {HTMLElement | null} */ ([...row.querySelectorAll("[data-row]")].at(Math.min(column, several - 1)) ?? row.querySelector("[data-row]")),
      read: async (from, count) => rows(from * several, count * several, several),
      find: async (id) => {
        const at = current ? await backend.marketPlace(current.listing, id).ask() : null;
        return at === null ? null : Math.floor(at / several);
      },
      failed,
    });
  }

  /** An agent as it is marked now. @param {AgentCard} card @param {Omit<Parameters<typeof agentLink>[1], "acts">} how */
  function one(card, how) {
    noteFirst("agent");
    const favourite = bookmarks.value ? isFavourite(bookmarks.value, card.id) : card.favourite;
    return agentLink({ ...card, favourite }, { ...how, acts: {
      compared: isMarked(marked(active), card.id),
      favour: async () => {
        const now = await setFavourite(card.id, !favourite, card.name);
        if (now) bookmarks.put(now);
      },
      compare: () => toggle(frame, { id: card.id, name: card.name }),
      at: () => beside.at(card),
    } });
  }

  const gone = () => html`<p class="agent-gone quiet">${say.market.unlisted}</p>`;

  /** @param {number} from @param {number} count @param {number} several @returns {Promise<Row[]>} */
  async function rows(from, count, several) {
    const most = Math.min(count, total - from);
    const cards = from === 0 && first && first.length >= most ? first.slice(0, most) : await backend.marketRows({ listing: current?.listing ?? "", from, count: most }).ask();
    return inRows(cards, from, several);
  }

  /** @param {(AgentCard | null)[]} cards @param {number} from @param {number} several @returns {Row[]} */
  function inRows(cards, from, several) {
    return Array.from({ length: Math.ceil(cards.length / several) }, (_none, row) => ({ at: from + row * several, cards: cards.slice(row * several, (row + 1) * several) }));
  }

  /** What came with the list, as its first page. */
  function firstRows() {
    const several = per();
    const most = Math.min(total, Math.max(1, Math.floor(PAGE / several)) * several);
    return first && first.length >= most ? inRows(first.slice(0, most), 0, several) : undefined;
  }

  /** A listing that is not known any more is asked for anew. @param {unknown} error */
  function failed(error) {
    const failure = asFailure(error);
    if (failure.code === "unknown" && tries++ < TRIES) renew();
    else rowsFailure = failure;
    frame.redraw();
  }

  /** @param {Asked} to */
  function ask(to) {
    asked = to;
    last = { node: active, query: written(asked) };
    renewing = false;
    tries = 0;
    addressing.later();
    void market.read();
    frame.redraw();
  }

  /** The same question again. */
  function renew() {
    renewing = current !== undefined;
    void market.read();
  }

  function answered() {
    const view = market.value;
    if (view && view !== current) {
      current = view;
      ({ total, rows: first, exact } = view);
      rowsFailure = undefined;
      if (renewing) list.changed(rowsOf(total));
      else {
        list.begin(rowsOf(total), firstRows());
        beside.forget();
      }
      renewing = false;
      if (returning) goBack(returning);
      returning = undefined;
      // What came with the list may be older than what was told since.
      standing.put(view.standing);
      void standing.read();
      void facets.read();
    }
    frame.redraw();
  }

  /** @param {NonNullable<typeof returning>} to */
  function goBack({ place, per: was, focused }) {
    const row = (/** @type {number} */ index) => Math.floor((index * was) / per());
    column = focused?.column ?? 0;
    list.restore({ ...place, index: row(place.index) }, focused && row(focused.row));
  }

  function wereCounted() {
    const view = facets.value;
    if (view && view !== counted && current) {
      counted = view;
      // Other words find other values: these begin anew.
      known = learnt(knownOf === asked.text ? known : nothingKnown(), view);
      knownOf = asked.text;
      // The order is whole now, and so is the count.
      if (!exact) {
        ({ total } = view);
        [exact, first] = [true, null];
        list.changed(rowsOf(total));
      }
    }
    if (facets.failure?.code === "unknown" && tries++ < TRIES) renew();
    frame.redraw();
  }

  function stood() {
    if (current && hasChanged() && mayRenew()) renew();
    frame.redraw();
  }

  const hasChanged = () => current !== undefined && standing.value !== undefined && standing.value.version !== current.standing.version;

  /** Where nothing can move under the eye: nothing is there, or the first agents of all come in and do not fill the window yet. */
  function mayRenew() {
    const room = document.querySelector("main")?.clientHeight ?? 0;
    return total === 0 || (standing.value?.mirroredAt === null && rowsOf(total) * DENSITIES[density].height * rem() < room);
  }

  /** Whether an agent can be paid was not known before the node answered. */
  function heardOfNode() {
    if (frame.app().health.state !== "ok" || market.loading || !current?.rows.some(({ blocked }) => blocked === "node-unknown") || tries >= TRIES) return;
    tries++;
    renew();
  }

  /** @param {Density} to @param {number} [wide] */
  function look(to, wide = width) {
    const was = per();
    const place = list.place();
    [density, width] = [to, wide];
    list = make();
    if (current) list.begin(rowsOf(total), firstRows());
    if (place && current) list.restore({ ...place, index: Math.floor((place.index * was) / per()) });
    frame.redraw();
  }

  /** @param {number} pixels */
  function measured(pixels) {
    const wide = (widest = pixels / rem());
    if (perRow(density, wide) === per()) width = wide;
    else look(density, wide);
  }

  /** @param {Event} event */
  const placeIn = (event) => [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("[data-row]")].indexOf(/** @type {Element} */ (event.target));

  /** Along a row of cards. @param {KeyboardEvent} event */
  function along(event) {
    const shelf = /** @type {HTMLElement} */ (event.currentTarget);
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (way === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const cards = /** @type {HTMLElement[]} */ ([...shelf.querySelectorAll("[data-row]")]);
    const to = cards[placeIn(event) + (getComputedStyle(shelf).direction === "rtl" ? -way : way)];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  async function refresh() {
    [refreshing, refreshFailure] = [true, undefined];
    frame.redraw();
    try {
      standing.put(await backend.marketRefresh());
    } catch (error) {
      refreshFailure = asFailure(error);
    }
    refreshing = false;
    frame.redraw();
  }

  const stop = () => void backend.marketCancel().catch((error) => {
    refreshFailure = asFailure(error);
    frame.redraw();
  });

  /** @param {Chosen} next as the rail has it, with the price as it was typed */
  function choose(next) {
    const [typed, before] = [of(next, PRICE), typedPrice()];
    const { from, to } = of(asked.chosen, PRICE);
    if (typed.from === before.from && typed.to === before.to) return ask({ ...asked, chosen: ranged(next, PRICE, from, to) });
    const mark = say.decimal("0.5").charAt(1);
    const [least, most] = [typedFigure(typed.from, mark), typedFigure(typed.to, mark)];
    wrong = least === null || most === null ? typed : null;
    if (least === null || most === null) return frame.redraw();
    const spread = spreadOf(known, asked.unit);
    ask({ ...asked, unit: asked.unit !== "" || !spread ? asked.unit : unitId(spread.unit), chosen: ranged(next, PRICE, least, most) });
  }

  /** @param {string} unit */
  function turn(unit) {
    const { from, to } = of(asked.chosen, PRICE);
    if (from !== "" || to !== "") ask({ ...asked, unit });
    else {
      asked = { ...asked, unit };
      frame.redraw();
    }
  }

  function typedPrice() {
    const { from, to } = wrong ?? of(asked.chosen, PRICE);
    return wrong ? { from, to } : { from: say.decimal(from), to: say.decimal(to) };
  }

  const clear = () => {
    wrong = null;
    ask({ ...asked, chosen: {} });
  };

  function rail() {
    if (facets.failure && !counted) return html`<p class="quiet">${failureLine(facets.failure)}</p><button type="button" class="button button-small" data-testid="facets-again" @click=${() => void facets.read()}>${say.failing.again}</button>`;
    if (!counted) return skeleton(6);
    const { from, to } = typedPrice();
    return facetRail({ label: say.market.narrow, groups: groups(known, asked, { turn, wrong: wrong !== null }), chosen: ranged(asked.chosen, PRICE, from, to), change: choose });
  }

  /** @param {MarketStanding} is */
  function status({ mirrored, mirroredAt, progress, unreadable, cut }) {
    const reads = progress !== null || refreshing;
    // The first time the list itself tells how far it is, or why there is none.
    const begins = mirrored === 0 && (reads || mirroredAt === null);
    const when = progress === null ? (refreshing ? say.market.reading : mirroredAt === null ? nothing : say.market.upToDate(relative(mirroredAt, now()))) : progressText(progress);
    return html`<p class="page-status" data-testid="market-status"><span role="status" data-testid="market-count" data-count=${total} data-exact=${exact}>${begins ? nothing : told(exact ? say.market.count(total, Math.max(total, mirrored)) : say.market.countOver(total))}</span>
      <span data-testid="market-progress" data-reading=${reads}>${begins ? nothing : when}</span>
      ${progress === null ? html`<button type="button" class="button button-quiet button-small" data-testid="market-refresh" ?disabled=${reads} @click=${refresh}>${icon("refresh")}${say.market.refresh}</button>`
    : html`<button type="button" class="button button-quiet button-small" data-testid="market-stop" @click=${stop}>${icon("stop")}${say.market.stop}</button>`}
      ${unreadable > 0 ? html`<span class="quiet" data-testid="market-unreadable">${say.market.unreadable(unreadable)}</span>` : nothing}
      ${cut ? html`<span class="quiet" data-testid="market-cut">${say.market.cut(mirrored)}</span>` : nothing}
      <a class="link" data-testid="to-news" data-unseen=${unseen.value ?? 0} href=${href({ name: "news" })}>${say.news.link(unseen.value ?? 0)}</a>
      ${(bookmarks.value?.searches.some(({ list }) => list === "market") ?? false) === false ? nothing : html`<button type="button" class="button button-quiet button-small" data-testid="searches" @click=${() => void showSearches("market")}>${icon("bookmark")}${say.bookmarks.searches}</button>`}</p>`;
  }

  /** @param {NonNullable<MarketStanding["progress"]>} progress */
  const progressText = ({ read, of }) => (of === null ? say.market.read(read) : say.market.readOf(read, of));

  function tools() {
    const used = pills(known, asked, choose).length;
    const sorts = [["", say.market.sorts.relevance], ...priceSorts(), ...(/** @type {const} */ (["uptime", "newest", "record"])).map((by) => [by, say.market.sorts[by]])];
    return html`<div class="market-tools">
      <button type="button" class="button market-filters" data-testid="filters-toggle" aria-expanded=${filtersOpen} aria-controls="market-facets" @click=${() => {
        filtersOpen = !filtersOpen;
        frame.redraw();
      }}>${icon("filter")}${used > 0 ? say.market.filtersUsed(used) : say.market.filters}</button>
      <label class="market-sort"><span>${say.market.sort}</span><select class="input" data-testid="market-sort" .value=${live(asked.sort)} @change=${(/** @type {Event} */ event) => ask({ ...asked, sort: /** @type {HTMLSelectElement} */ (event.target).value })}>
        ${sorts.map(([id, name]) => html`<option value=${id ?? ""} ?selected=${id === asked.sort}>${name}</option>`)}</select></label>
      ${densitySwitch(density, look)}</div>`;
  }

  /** One order for each token, and the one that is in use. @returns {string[][]} */
  function priceSorts() {
    const all = known.prices.map(({ unit, ticker }) => [`price:${unitId(unit)}`, say.market.sortPrice(ticker)]);
    const used = asked.sort.startsWith("price:") && !all.some(([id]) => id === asked.sort) ? [[asked.sort, say.market.sortPrice(asked.sort.slice("price:".length))]] : [];
    return [...all, ...used];
  }

  /** What is chosen, and what else is done with a search: it is kept under a name, by its address. */
  function chosenLine() {
    const query = written(asked);
    const saved = bookmarks.value?.searches.find((search) => search.list === "market" && search.query === query);
    const kept = asked.text.trim() === "" && !isNarrowed(asked) ? nothing : saved ? html`<span class="quiet" data-testid="search-saved">${say.bookmarks.saved(saved.name)}</span>` : html`<button type="button" class="button button-quiet button-small" data-testid="search-save" @click=${() => {
      addressing.flush();
      void saveSearch();
    }}>${icon("bookmark")}${say.bookmarks.saveThis}</button>`;
    return kept === nothing ? nothing : html`<div class="market-chosen">${filterPills({ pills: pills(known, asked, choosePlain), clear })}${kept}</div>`;
  }

  /** @param {Chosen} chosen with figures, not as typed */
  function choosePlain(chosen) {
    wrong = null;
    ask({ ...asked, chosen });
  }

  /** @param {MarketView} view */
  function meant({ meant, instead }) {
    if (meant === null) return nothing;
    if (instead) return html`<p class="market-line" role="status" data-testid="market-instead" data-meant=${meant}>${icon("info")}<span>${say.market.instead(asked.text, meant)}</span></p>`;
    return html`<p class="market-line" data-testid="market-meant" data-meant=${meant}><button type="button" class="link" data-testid="market-take-meant" @click=${() => ask({ ...asked, text: meant })}>${say.market.didYouMean(meant)}</button></p>`;
  }

  /** Nothing is known, and nothing was asked for: the page says so in its middle, and offers to try again. @param {number | null} mirroredAt */
  const isBare = (mirroredAt) => mirroredAt === null && total === 0 && asked.text.trim() === "" && !isNarrowed(asked);

  /** @param {MarketStanding} is */
  function old({ failure, mirroredAt, progress }) {
    const why = failure ?? refreshFailure;
    // What went wrong the last time is no news while it is tried again and nothing else is there.
    if (!why || (isBare(mirroredAt) && (refreshing || progress !== null))) return nothing;
    return stale(`${mirroredAt === null ? say.market.staleNever : say.market.staleTitle(clock(mirroredAt, now()))} ${failureLine(why)}`,
      isBare(mirroredAt) ? nothing : html`<button type="button" class="button button-small" data-testid="market-again" @click=${refresh}>${say.failing.again}</button>`);
  }

  /** Why there is nothing, and what leads on. @param {MarketStanding} is */
  function none({ mirrored, mirroredAt, progress, failure }) {
    if (mirrored === 0 && (progress !== null || refreshing)) {
      return html`${progressBar({ label: say.market.reading, done: progress?.read ?? 0, total: progress?.of ?? null, text: progress ? progressText(progress) : "" })}${skeleton(6)}`;
    }
    const identifier = typedIdentifier(asked.text);
    if (identifier !== "") return empty("search", say.market.unlistedTitle, say.market.unlistedSays, html`<a class="button button-primary" data-testid="to-typed" href=${href({ name: "agent", id: identifier })}>${say.market.unlistedGo}</a>`);
    const chosen = pills(known, asked, choosePlain);
    const withoutText = asked.text.trim() === "" ? nothing : html`<button type="button" class="button" data-testid="search-clear" @click=${() => ask({ ...asked, text: "" })}>${say.market.clear}</button>`;
    if (chosen.length > 0) {
      return empty("search", say.market.filteredTitle, say.market.filteredSays, html`<div class="market-ways">
        ${chosen.map(({ id, text, excluded, remove }) => html`<button type="button" class="button" data-testid="take-back" data-id=${id} @click=${remove}>${say.market.takeBack(excluded ? say.kit.without(text) : text)}</button>`)}
        ${withoutText}${chosen.length > 1 ? html`<button type="button" class="button button-quiet" data-testid="filters-none" @click=${clear}>${say.kit.clearAll}</button>` : nothing}</div>`);
    }
    if (asked.text.trim() !== "") return empty("search", say.market.noneTitle(asked.text), say.market.noneSays, withoutText);
    if ((failure ?? refreshFailure) && mirroredAt === null) {
      const sandbox = frame.app().profiles.find((profile) => profile.sandbox);
      return empty("cloud", say.nothingYet.market, say.nothingYet.marketSays, html`<button type="button" class="button button-primary" data-testid="market-try" @click=${refresh}>${say.failing.again}</button>
        ${activeProfile(frame.app())?.sandbox ? nothing : html`<button type="button" class="button" data-testid="to-sandbox" @click=${async () => frame.took(await (sandbox ? backend.profileActivate(sandbox.id) : backend.sandboxStart()))}>${say.nothingYet.sandbox}</button>`}`);
    }
    return failure ?? refreshFailure ? nothing : empty("knot", say.market.emptyTitle, say.market.emptySays);
  }

  /** @param {MarketView} view */
  function content(view) {
    const is = standing.value ?? view.standing;
    return html`${old(is)}${meant(view)}
      ${hasChanged() && total > 0 ? html`<p class="market-line" role="status" data-testid="market-changed">${icon("refresh")}<span>${say.market.changed}</span> <button type="button" class="link" data-testid="market-show" @click=${renew}>${say.market.showChanged}</button></p>` : nothing}
      ${rowsFailure ? html`<p class="notice notice-warn" role="alert" data-testid="rows-failure">${icon("warning")}<span>${failureLine(rowsFailure)}</span><button type="button" class="button button-small" data-testid="rows-again" @click=${() => {
        rowsFailure = undefined;
        list.again();
        frame.redraw();
      }}>${say.failing.again}</button></p>` : nothing}
      ${total > 0 ? html`<div class="agents" data-testid="agents" data-density=${density}>${list.view()}</div>` : none(is)}`;
  }

  function leave() {
    // The address is another page's already.
    addressing.cancel();
    beside.close();
    const place = list.place();
    const row = /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest("main [data-row]"));
    const index = row?.closest("[data-index]")?.getAttribute("data-index");
    left.delete(nameOf());
    if (!place || (place.index === 0 && place.offset <= 0 && !row)) return;
    left.set(nameOf(), { place, per: per(), focused: index && row ? { row: Number(index), column } : null });
    if (left.size > REMEMBERED) left.delete([...left.keys()][0] ?? "");
  }

  return {
    title: () => say.market.title,
    readings: [market, facets, standing, unseen, bookmarks, beside.past],
    focuses: () => (returning?.focused ?? null) !== null,
    close: leave,
    view: () => {
      heardOfNode();
      return html`<div class="page page-market" data-testid="market" @focusout=${addressing.flush}>
        ${pageHead(say.market.title, { beside: searchField({ label: say.market.search, value: asked.text, onInput: (text) => ask({ ...asked, text }) }) })}
        ${firstHourCard(frame)}
        <div class="market-bar">${current ? status(standing.value ?? current.standing) : html`<p class="page-status"></p>`}${tools()}</div>
        ${chosenLine()}
        <div class="market-columns" data-preview=${total > 0}>
          <div id="market-facets" class="market-rail" data-testid="market-facets" data-open=${filtersOpen}>${rail()}</div>
          <div class="market-list" ${sized(measured)}>${shown(market, { loading: skeleton(8), view: () => (current ? content(current) : nothing) })}</div>
          ${current && total > 0 ? beside.view(current.rows[0]) : nothing}
        </div></div>`;
    },
  };
}
