// A list of any length: only the rows in the window are in the document, the scrollbar is as long as the list, and rows are
// fetched as they come near. Rows are known by id, so the list keeps its place when it changes above, and finds it again on the
// way back.
import { html, nothing, render } from "lit-html";
import { AsyncDirective, directive } from "lit-html/async-directive.js";
import { repeat } from "lit-html/directives/repeat.js";
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { styled } from "../styled/styled.js";
import { pages } from "./pages.js";

/** @typedef {{ mount: (element: HTMLElement) => void, paint: () => void, unmount: () => void }} List */
/** Where a list is: the first row that is seen, and how much of it is above the edge. @typedef {{ id: string, index: number, offset: number }} Place `id`: "" where the row was not here yet */

/**
 * @template Row
 * @typedef {object} Options
 * @property {() => string} label in the language that is spoken when it is shown
 * @property {(from: number, count: number) => Promise<Row[]>} read
 * @property {(row: Row) => string} id
 * @property {(row: Row, index: number, stop: "0" | "-1") => unknown} draw what has `data-row` in it takes the focus, and `stop` as its tabindex; without one, the row does
 * @property {number} height of a row in pixels; an estimate where `measured`
 * @property {boolean} [measured] rows have heights of their own
 * @property {unknown} [placeholder] a row that is not here yet
 * @property {"list" | "listbox"} [role]
 * @property {(row: Row) => boolean} [chosen] for a listbox
 * @property {(row: Row) => void} [choose] Enter, Space or a click on a row of a listbox
 * @property {(error: unknown) => void} [failed] a page could not be fetched; `again()` asks anew
 * @property {(id: string) => Promise<number | null>} [find] where a row is now, if the rows around its old place do not tell
 * @property {number} [page] rows at once
 * @property {boolean} [shelves] a row holds several items of the list; each says itself which one of how many it is
 * @property {(row: HTMLElement) => HTMLElement | null} [target] what takes the focus in a row; else the first `data-row` in it
 * @property {boolean} [own] the list scrolls by itself; else it is part of what scrolls around it
 */

const OVERSCAN = 6;
/** So many frames it takes until rows in a place are measured. */
const SETTLING = 8;

/** What scrolls around an element. @param {HTMLElement} element @returns {HTMLElement} */
function scrolling(element) {
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return document.documentElement;
}

/** The row to which a key leads. @param {string} key @param {number} at @param {number} total @param {number} inView @returns {number | null} */
export function leadsTo(key, at, total, inView) {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + inView, PageUp: at - inView, Home: 0, End: total - 1 }[key];
  return to === undefined || total === 0 ? null : Math.max(0, Math.min(total - 1, to));
}

/** @template Row @param {Options<Row>} options */
export function windowList({ label, read, id, draw, height, measured = false, placeholder = nothing, role = "list", chosen, choose, failed = () => {}, find, page = 100, own = false, shelves = false, target = (row) => row.querySelector("[data-row]") }) {
  let total = 0;
  /** The row that takes the focus. */
  let active = 0;
  /** The row that Tab leads to. */
  let wayIn = 0;
  /** The focus waits for a row that is on its way. */
  let focusing = false;
  /** Where it was scrolled to when it was drawn last, and how often in a row that was further than half of what is seen. */
  let [drawnAt, jumps] = [0, 0];
  /** @type {HTMLElement | null} */
  let element = null;
  /** Where to go, as soon as the rows there are known. @type {Place | null} */
  let going = null;
  /** @type {(() => void) | null} */
  let unmount = null;

  const known = pages({ size: page, read, failed, arrived: () => {
    if (measured) keyOf = (index) => key(index);
    paint();
  } });

  /** @type {HTMLElement | null} */
  let around = null;
  const scroller = () => around;
  /** How far the list is below the beginning of what scrolls. */
  const margin = () => (element === null || around === null || element === around ? 0 : Math.round(element.getBoundingClientRect().top - around.getBoundingClientRect().top + around.scrollTop));
  /** @param {number} index */
  const key = (index) => {
    const row = known.at(index);
    return row === undefined ? index : id(row);
  };
  /** Heights that were measured are kept by id; another function tells the library that ids have come. */
  let keyOf = key;
  const settings = () => ({
    count: total, estimateSize: () => height, ...(measured ? { getItemKey: keyOf } : {}), overscan: OVERSCAN, scrollMargin: margin(), getScrollElement: scroller,
    observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: () => paint(),
    // The row with the focus stays, however far one scrolls: whoever goes on by keys goes on from there.
    rangeExtractor: (/** @type {import("@tanstack/virtual-core").Range} */ { startIndex, endIndex, overscan, count }) => {
      const [from, to] = [Math.max(0, startIndex - overscan), Math.min(count - 1, endIndex + overscan)];
      const all = Array.from({ length: Math.max(0, to - from + 1) }, (_none, step) => from + step);
      if (active < total && (active < from || active > to) && element?.contains(document.activeElement)) all.push(active);
      return all.sort((a, b) => a - b);
    },
  });
  /** @type {Virtualizer<HTMLElement, HTMLElement>} */
  let virtual;

  /** The row at the upper edge; asked before the list is left. @returns {Place | null} */
  function place() {
    if (element === null || total === 0) return going;
    if (going) return going;
    const top = virtual.scrollOffset ?? 0;
    const item = virtual.getVirtualItemForOffset(Math.max(top, margin()));
    if (!item) return null;
    const row = known.at(item.index);
    return { id: row === undefined ? "" : id(row), index: item.index, offset: top - item.start };
  }

  /** Rows that are measured on the way move what is below them, so that it takes a few frames. @param {number} index @param {number} offset @param {number} [frames] */
  function goTo(index, offset, frames = measured ? SETTLING : 0) {
    const at = Math.min(index, total - 1);
    // What the library answers is cut at the end of the list; what it has measured on the way is not.
    if (element === null || !virtual.getOffsetForIndex(at, "start")) return;
    const wanted = (virtual.measurementsCache[at]?.start ?? 0) + offset;
    if (Math.abs((virtual.scrollOffset ?? 0) - wanted) > 0.5) virtual.scrollToOffset(wanted);
    if (frames > 0) requestAnimationFrame(() => goTo(index, offset, frames - 1));
  }

  /** Goes on to where the list was, once it is known where that is now. */
  async function arrive() {
    const to = going;
    if (to === null || element === null || total === 0) return;
    const [from, last] = [Math.max(0, Math.min(to.index, total - 1) - 3), Math.min(total - 1, to.index + Math.ceil((around?.clientHeight ?? 0) / height))];
    if (!known.fresh(from, Math.max(from, last))) return void known.look(from, Math.max(from, last));
    const is = (/** @type {Row} */ row) => id(row) === to.id;
    const at = known.find(is) ?? (find && to.id !== "" ? await find(to.id).catch(() => null) : to.index);
    if (going !== to) return;
    going = null;
    // What came or went above the edge moved the row with the focus too.
    active = Math.max(0, Math.min(total - 1, active + (at ?? to.index) - to.index));
    focusing ||= element.contains(document.activeElement) && element !== document.activeElement;
    goTo(at ?? to.index, to.offset);
    paint();
  }

  /** Whether it is scrolled so fast that only the shape of rows can be seen; one leap alone is a way to somewhere. */
  const flying = () => jumps > 1;

  /**
   * Whether only the shape of a row is drawn: it is not here yet, or whoever drags the scrollbar passes it. The row with the focus
   * stays what it is. Shapes are all the same, so they stay where they are in the document.
   * @param {number} index
   */
  const isShape = (index) => known.at(index) === undefined || (flying() && index !== active);

  /** Whoever scrolls does not want to be taken anywhere any more. */
  const stays = { handleEvent: () => void (going = null), passive: true };

  /** @param {number} index */
  function focus(index) {
    active = index;
    focusing = true;
    going = null;
    virtual.scrollToIndex(index, { align: "auto" });
    paint();
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
    const inView = Math.max(1, Math.floor((virtual.scrollRect?.height ?? height) / height) - 1);
    const to = leadsTo(event.key, active, total, inView);
    const row = known.at(active);
    if (to !== null) focus(to);
    else if ((event.key === "Enter" || event.key === " ") && role === "listbox" && row !== undefined) choose?.(row);
    else return;
    event.preventDefault();
  }

  /** @param {FocusEvent} event */
  function focused(event) {
    const at = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-index]")) : null;
    if (!at || Number(at.dataset["index"]) === active) return;
    active = Number(at.dataset["index"]);
    paint();
  }

  /** @param {import("@tanstack/virtual-core").VirtualItem} item */
  function line({ index, start }) {
    const row = isShape(index) ? undefined : known.at(index);
    const stop = index === wayIn ? "0" : "-1";
    const itself = role === "listbox";
    return html`<div class="window-row" role=${role === "listbox" ? "option" : shelves ? "presentation" : "listitem"} data-testid="window-row" data-index=${index} data-id=${row === undefined ? nothing : id(row)} aria-setsize=${shelves ? nothing : total} aria-posinset=${shelves ? nothing : index + 1}
      aria-selected=${itself ? String(row !== undefined && (chosen?.(row) ?? false)) : nothing} aria-busy=${row === undefined ? "true" : nothing} tabindex=${itself ? stop : nothing}
      @click=${() => row !== undefined && itself && choose?.(row)} ${styled(`transform: translateY(${start - virtual.options.scrollMargin}px)${measured ? (row === undefined ? `; min-block-size: ${height}px` : "") : `; block-size: ${height}px`}`)}>${row === undefined ? placeholder : draw(row, index, stop)}</div>`;
  }

  function paint() {
    if (element === null) return;
    virtual.setOptions(settings());
    virtual._willUpdate();
    const items = virtual.getVirtualItems();
    const top = virtual.scrollOffset ?? 0;
    if (!virtual.isScrolling) jumps = 0;
    else if (top !== drawnAt) jumps = Math.abs(top - drawnAt) > (virtual.scrollRect?.height ?? 0) / 2 ? jumps + 1 : 0;
    drawnAt = top;
    // One row can be reached by Tab: the one that had the focus, or the first that is seen.
    const { startIndex: first } = virtual.range ?? { startIndex: 0 };
    wayIn = items.some(({ index }) => index === active) ? active : first;
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const within = before !== element && element.contains(before);
    render(html`<div class="window-space" role="presentation" ${styled(`block-size: ${virtual.getTotalSize()}px`)}>${repeat(items, ({ index }, place) => (isShape(index) ? `shape ${place}` : key(index)), line)}</div>`, element);
    // An element that is moved within the list loses the focus; of one that is gone, what is seen takes it.
    if (within && before?.isConnected && document.activeElement !== before) before.focus({ preventScroll: true });
    else if (within && !before?.isConnected && !focusing) {
      if (!items.some(({ index }) => index === active && index >= first)) active = first;
      focusing = true;
    }
    if (measured) for (const row of element.querySelectorAll("[data-index]")) virtual.measureElement(/** @type {HTMLElement} */ (row));
    const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
    if (total > 0 && !flying()) known.look(startIndex - OVERSCAN, Math.min(total - 1, endIndex + OVERSCAN));
    // Not before what is being drawn is there: the way to a row is as long as all that is above it.
    if (going) queueMicrotask(() => void arrive());
    if (focusing) {
      const row = /** @type {HTMLElement | null} */ (element.querySelector(`[data-index="${active}"]`));
      const takes = role === "listbox" || row === null ? row : target(row);
      if (takes && known.at(active) !== undefined) {
        focusing = false;
        // Where the list puts the focus by itself, it is to be seen.
        takes.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: true }));
      }
    }
  }

  /** @param {HTMLElement} to */
  function mount(to) {
    element = to;
    around = own ? to : scrolling(to);
    virtual = new Virtualizer(/** @type {any} */ (settings()));
    unmount = virtual._didMount();
    paint();
    // Near where it was at once, and exactly there when the rows are known.
    if (going && total > 0) goTo(going.index, going.offset);
  }

  /** @type {List} */
  const list = { mount, paint, unmount: () => {
    unmount?.();
    if (element) render(nothing, element);
    element = around = unmount = null;
  } };

  return {
    /** The list, for a template. It is drawn again with its view, and by itself when it is scrolled. */
    view: () => html`<div class=${own ? "window-list window-list-own" : "window-list"} role=${role} aria-label=${label()} data-testid="window-list" data-total=${total} tabindex=${total === 0 && role === "listbox" ? "0" : nothing} @keydown=${pressed} @focusin=${focused} @wheel=${stays} ${mounted(list)}></div>`,
    /**
     * How many there are; the first time, and when it is another list. A row that is in both stays the element that it is, so that
     * whoever presses it while the list comes has pressed it.
     * @param {number} count
     * @param {Row[]} [first] its first page, where it came with the list
     */
    begin(count, first) {
      total = count;
      active = 0;
      going = null;
      known.reset(false);
      if (first) known.begin(first);
      if (element) {
        virtual.measure();
        virtual.scrollToOffset(0);
        paint();
      }
    },
    /** The same list has changed: what is at the upper edge stays there, wherever it is now. @param {number} count */
    changed(count) {
      going = place();
      total = count;
      active = Math.max(0, Math.min(active, count - 1));
      known.reset(true);
      paint();
    },
    place,
    /** Back to where it was, after `begin`. @param {Place} to @param {number | null} [focused] the row that had the focus, by its place then */
    restore(to, focused = null) {
      going = to;
      active = Math.max(0, Math.min(focused ?? to.index, total - 1));
      focusing = focused !== null;
      if (element) {
        goTo(to.index, to.offset);
        paint();
      }
    },
    focus,
    again: known.again,
  };
}

/** Tells a list of its element. The same element may come to another list: templates are used again. */
class Mounted extends AsyncDirective {
  /** @type {List | undefined} */
  list;
  /** @param {List} _list */
  render(_list) {
    return nothing;
  }
  /** @param {import("lit-html/directive.js").ElementPart} part @param {[List]} lists */
  update(part, [list]) {
    if (this.list === list) list.paint();
    else {
      this.list?.unmount();
      this.list = list;
      // The element is in the document only after the template is: what is measured waits for that.
      queueMicrotask(() => this.list === list && list.mount(/** @type {HTMLElement} */ (part.element)));
    }
    return nothing;
  }
  disconnected() {
    this.list?.unmount();
    this.list = undefined;
  }
}
const mounted = directive(Mounted);
