// Long lists: arrow keys move from row to row, and rows are drawn in portions as the person scrolls, so that thousands of
// purchases open at once. Rows outside the window cost no layout either (`content-visibility` in the styles).
import { html, nothing } from "lit-html";
import { Directive, PartType, directive } from "lit-html/directive.js";

const PORTION = 120;
/** From so many rows on, those outside the window are not laid out. */
const LONG = 60;

/** Keys led here, even where the last thing before was a click. @param {HTMLElement} element */
export const focusByKey = (element) => element.focus(/** @type {FocusOptions} */ ({ focusVisible: true }));

/** Moves the focus between the elements marked `data-row`. @param {KeyboardEvent} event */
export function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const end = { Home: "first", End: "last" }[event.key];
  if ((step === undefined && end === undefined) || event.ctrlKey || event.altKey || event.metaKey) return;
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-row]")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (at < 0) return;
  const target = step !== undefined ? rows[at + step] : end === "first" ? rows[0] : rows.at(-1);
  if (!target) return;
  event.preventDefault();
  focusByKey(target);
}

/** From the search into the list below it. @param {KeyboardEvent} event */
export function downToList(event) {
  if (event.key !== "ArrowDown") return;
  const row = /** @type {HTMLElement | null} */ (document.querySelector("main [data-row]"));
  if (!row) return;
  event.preventDefault();
  focusByKey(row);
}

/** Calls back when its element comes near the window. */
class Near extends Directive {
  /** @param {import("lit-html/directive.js").PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("near() belongs on an element");
    /** @type {IntersectionObserver | null} */
    this.observer = null;
    this.call = () => {};
  }
  /** @param {() => void} _call */
  render(_call) {
    return nothing;
  }
  /** @param {import("lit-html/directive.js").ElementPart} part @param {[() => void]} call */
  update(part, [call]) {
    this.call = call;
    if (!this.observer) {
      this.observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.call(), { rootMargin: "800px" });
      this.observer.observe(part.element);
    }
    return nothing;
  }
}
const near = directive(Near);

/** @param {unknown[]} rows */
export const length = (rows) => (rows.length > LONG ? "rows-long" : "");

/** The end of a list of which there is more: calls when it comes near the window. @param {() => void} more */
export const unfinished = (more) => html`<li class="more" data-testid="more" ${near(more)}></li>`;

/** The same below a table. @param {() => void} more */
export const unfinishedTable = (more) => html`<div class="more" data-testid="more" ${near(more)}></div>`;

/** How much of a list is drawn; grows as its end comes near. @param {() => void} redraw */
export function portions(redraw) {
  let drawn = PORTION;
  return {
    /** Begins again at the top, for another list. */
    reset() {
      drawn = PORTION;
    },
    /**
     * @template T
     * @param {T[]} rows @param {(row: T, index: number) => unknown} draw
     */
    of: (rows, draw) => html`${rows.slice(0, drawn).map(draw)}${rows.length > drawn ? unfinished(() => {
      drawn += PORTION;
      redraw();
    }) : nothing}`,
  };
}
