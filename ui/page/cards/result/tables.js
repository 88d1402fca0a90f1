// The tables of a result: each scrolls in a place of its own, is sorted by its headings, and can be copied for a program that opens
// tables. What the seller wrote in it stays as it was sanitised; only where the rows stand changes.
import { html, nothing, render } from "lit-html";
import { csv } from "../../lib/csv.js";
import { copy } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { say } from "../../words/say.js";

/** A longer table stays in its order: comparing its rows would keep the window. */
const MOST_ROWS = 10_000;
/** So many cells are laid out before somebody wants more, in at least so many rows. */
const MOST_CELLS = 1_000;
const FEWEST_ROWS = 10;
/** So many tables of a result are dressed. */
const MOST_TABLES = 100;

/** @param {string} text */
const plain = (text) => (/^[-\u2212+]?\d+([.,]\d+)?\s*%?$/.test(text) ? Number.parseFloat(text.replace("−", "-").replace(",", ".")) : null);

/** Numbers by what they are, all else as the language has it. @param {string} language */
export function order(language) {
  const letters = new Intl.Collator(language, { numeric: true });
  return (/** @type {string} */ one, /** @type {string} */ other) => {
    const [a, b] = [plain(one), plain(other)];
    return a !== null && b !== null ? a - b : letters.compare(one, other);
  };
}

/** @param {Element} cell */
const said = (cell) => (cell.textContent ?? "").trim();

/** All of it, in its order. @param {HTMLTableElement} table @param {HTMLTableRowElement[]} rows */
const copyTable = (table, rows) => copy(csv([...(table.tHead?.rows ?? []), ...rows].map((row) => Array.from(row.cells, said))), say.result.copyTableDone);

/** Up, down, and as it came. @param {HTMLTableElement} table @param {HTMLTableRowElement[]} rows as they came @param {number} column @param {HTMLElement} heading @returns {HTMLTableRowElement[]} */
function sort(table, rows, column, heading) {
  const next = { none: "ascending", ascending: "descending", descending: "none" }[heading.getAttribute("aria-sort") ?? "none"] ?? "ascending";
  for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", next);
  const compare = order(document.documentElement.lang);
  const keys = new Map(rows.map((row) => [row, row.cells[column] ? said(row.cells[column]) : ""]));
  const key = (/** @type {HTMLTableRowElement} */ row) => keys.get(row) ?? "";
  const sorted = next === "none" ? rows : rows.toSorted((one, other) => (next === "ascending" ? 1 : -1) * compare(key(one), key(other)));
  return sorted;
}

/**
 * @param {HTMLTableElement} table @param {number} number
 * @returns {{ more: (rows: HTMLTableRowElement[]) => boolean, whole: () => void }} takes more rows, and says whether some are shown; there are no more
 */
function dress(table, number) {
  const place = document.createElement("div");
  place.className = "result-table";
  table.before(place);
  const rows = Array.from(table.tBodies[0]?.rows ?? []);
  const portion = Math.max(FEWEST_ROWS, Math.floor(MOST_CELLS / Math.max(1, table.tHead?.rows[0]?.cells.length ?? 1)));
  let [ordered, many, isWhole] = [rows, portion, false];
  const fill = () => {
    table.tBodies[0]?.replaceChildren(...ordered.slice(0, many));
    drawn();
  };
  const drawn = () => render(html`<div class="result-table-room" role="region" tabindex="0" aria-label=${say.result.table(number)} data-testid="table">${table}</div>
    <div class="result-table-head">${isWhole ? html`<button type="button" class="button button-small button-quiet" data-testid="table-copy" @click=${() => copyTable(table, ordered)}>${icon("copy")}${say.result.copyTable}</button>` : nothing}
      ${many >= rows.length ? nothing : html`<button type="button" class="button button-small button-quiet" data-testid="table-more" @click=${() => {
        many += portion;
        fill();
      }}>${say.result.moreRows(rows.length - many)}</button>`}</div>`, place);
  fill();
  return {
    more(come) {
      const shown = come.slice(0, Math.max(0, many - rows.length));
      table.tBodies[0]?.append(...shown);
      rows.push(...come);
      return shown.length > 0;
    },
    whole() {
      isWhole = true;
      drawn();
      if (rows.length < 2 || rows.length > MOST_ROWS) return;
      for (const [column, heading] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
        // A heading without words, or with a link of its own, has nothing to press.
        if (said(heading) === "" || heading.querySelector("[data-href]")) continue;
        const inner = document.createDocumentFragment();
        inner.append(...heading.childNodes);
        heading.setAttribute("aria-sort", "none");
        render(html`<button type="button" class="result-sort" data-testid="table-sort" @click=${() => {
          ordered = sort(table, rows, column, heading);
          fill();
        }}>${inner}<span class="result-sort-mark" aria-hidden="true"></span></button>`, heading);
      }
    },
  };
}

/** The tables of a result that comes in pieces. */
export function tablesInPieces() {
  let number = 0;
  /** The one that the next piece goes on with. @type {ReturnType<typeof dress> | null} */
  let open = null;
  return {
    /**
     * Whether there is something left of a piece, beside rows of the table before it, and whether such rows are shown.
     * @param {Element} piece @param {boolean} goesOn with what the piece before it ended with @param {boolean} isCut the next one goes on so
     */
    dress(piece, goesOn, isCut) {
      const begun = piece.firstElementChild;
      let isSeen = false;
      if (open && goesOn && begun instanceof HTMLTableElement) {
        isSeen = open.more([...(begun.tBodies[0]?.rows ?? [])]);
        begun.remove();
        piece.classList.remove("prose-piece-on");
        if (isCut && piece.childElementCount === 0) return { isLeft: false, isSeen };
        open.whole();
        open = null;
        if (piece.childElementCount === 0) return { isLeft: false, isSeen };
      }
      const last = isCut ? piece.lastElementChild : null;
      for (const table of piece.querySelectorAll("table")) {
        if ((number += 1) > MOST_TABLES) break;
        const goesAhead = table === last;
        const dressed = dress(table, number);
        if (goesAhead) open = dressed;
        else dressed.whole();
      }
      return { isLeft: true, isSeen };
    },
  };
}
