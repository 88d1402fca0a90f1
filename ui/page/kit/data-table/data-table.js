// A table of facts: its heads sort it, ticks choose rows, and its numbers line up at the decimal point. It sorts nothing itself:
// whoever has all rows does.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { say } from "../../words/say.js";
import { icon } from "../icon/icon.js";

/** @typedef {{ by: string, down: boolean }} Sort */
/** @typedef {{ number: string, unit?: string }} Figure as it is shown: `1,250.50` */

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} id
 * @property {string} head `""`: of buttons, which have names of their own
 * @property {(row: Row) => unknown} [cell]
 * @property {(row: Row) => Figure | Figure[] | null} [figure] instead of `cell`: a number and its unit, or several; `null`: not known
 * @property {(row: Row) => unknown} [none] what stands there instead of that it is not known
 * @property {boolean} [sorts]
 * @property {boolean} [downFirst] the first click puts the greatest on top
 * @property {1 | 2 | 3} [need] 1: always there; 2 and 3: only where there is room, 3 before 2
 */

/** The order after a click on a head. @param {Sort | null} sort @param {{ id: string, downFirst?: boolean }} column @returns {Sort} */
export const sorted = (sort, { id, downFirst = false }) => ({ by: id, down: sort?.by === id ? !sort.down : downFirst });

/** What is missing after each number, so that their points stand under each other. @param {(string | undefined)[]} numbers @param {string} [point] */
export function padded(numbers, point = ".") {
  const after = numbers.map((number) => {
    const at = number?.lastIndexOf(point) ?? -1;
    return at < 0 || number === undefined ? "" : number.slice(at);
  });
  const longest = after.reduce((a, b) => (b.length > a.length ? b : a), "");
  return after.map((part) => longest.slice(part.length === 0 ? 0 : part.length).replace(/\d/g, "0"));
}

/** @param {Set<string>} chosen @param {string} id @returns {Set<string>} */
export const toggled = (chosen, id) => (chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]));

/** With all from the one that was chosen last to this one. @param {Set<string>} chosen @param {string[]} ids in the order of the rows @param {string | null} last @param {string} id */
export function ranged(chosen, ids, last, id) {
  const [from, to] = [ids.indexOf(last ?? id), ids.indexOf(id)];
  return from < 0 || to < 0 ? toggled(chosen, id) : new Set([...chosen, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}

/** @param {Figure | Figure[] | null | undefined} figure */
const figures = (figure) => (figure === null || figure === undefined ? [] : Array.isArray(figure) ? figure : [figure]);

/**
 * @template Row
 * @param {object} table
 * @param {string} table.caption
 * @param {Column<Row>[]} table.columns
 * @param {Row[]} table.rows
 * @param {(row: Row) => string} table.id
 * @param {(row: Row) => string} [table.name] what a row is called, for its tick
 * @param {Sort | null} [table.sort]
 * @param {(sort: Sort) => void} [table.onSort]
 * @param {Set<string>} [table.chosen] rows can be chosen
 * @param {(chosen: Set<string>, last?: string) => void} [table.onChoose] `last`: the row whose tick was clicked
 * @param {string | null} [table.last] the row that was chosen last: Shift and a click choose all up to it
 * @param {(row: Row) => string} [table.section] the head under which a row stands, or `""`; rows of one follow each other
 * @param {(row: Row) => void} [table.open] a click beside everything that can be used
 * @param {unknown} [table.empty] in the place of rows
 * @param {string} [table.point] between a number and its fraction, in the language in use
 */
export function dataTable({ caption, columns, rows, id, name = id, sort = null, onSort, chosen, onChoose, last = null, section = () => "", open, empty = nothing, point = say.decimal(".") }) {
  if (rows.length === 0 && empty !== nothing) return html`<div data-testid="table-empty">${empty}</div>`;
  const pads = new Map(columns.filter(({ figure }) => figure).map((column) => {
    const numbers = rows.flatMap((row) => figures(column.figure?.(row))).map(({ number }) => number);
    return [column.id, new Map(padded(numbers, point).map((pad, index) => [numbers[index], pad]))];
  }));
  const ids = rows.map(id);
  const width = columns.reduce((sum, { figure }) => sum + (figure ? 2 : 1), chosen ? 1 : 0);
  const all = rows.length > 0 && rows.every((row) => chosen?.has(id(row)));
  return html`<div class="table-around" role="region" aria-label=${caption} tabindex="0"><table class="table" data-testid="table">
    <caption class="visually-hidden">${caption}</caption>
    <thead><tr>
      ${chosen ? html`<td class="table-tick"><label class="check"><input type="checkbox" data-testid="table-all" aria-label=${say.kit.selectAll} .checked=${live(all)} .indeterminate=${live(!all && chosen.size > 0)}
        @change=${() => onChoose?.(all ? new Set() : new Set(rows.map(id)))}></label></td>` : nothing}
      ${columns.map((column) => head(column, sort, onSort))}
    </tr></thead>
    <tbody>${rows.map((row, index) => html`${rows[index - 1] !== undefined && section(/** @type {Row} */ (rows[index - 1])) === section(row) || section(row) === "" ? nothing : html`<tr class="table-section"><th scope="rowgroup" colspan=${width}>${section(row)}</th></tr>`}
    <tr data-testid="table-row" data-id=${id(row)} aria-selected=${chosen ? String(chosen.has(id(row))) : nothing} @click=${open ? (/** @type {MouseEvent} */ event) => {
      if (!(/** @type {Element} */ (event.target).closest("a, button, input, label, textarea")) && String(getSelection()) === "") open(row);
    } : nothing}>
      ${chosen ? html`<td class="table-tick"><label class="check"><input type="checkbox" data-testid="table-tick" aria-label=${say.kit.select(name(row))} .checked=${live(chosen.has(id(row)))} @click=${(/** @type {MouseEvent} */ event) => onChoose?.(event.shiftKey ? ranged(chosen, ids, last, id(row)) : toggled(chosen, id(row)), id(row))}></label></td>` : nothing}
      ${columns.map((column) => cell(column, row, pads.get(column.id)))}</tr>`)}</tbody>
  </table></div>`;
}

/** @template Row @param {Column<Row>} column @param {Sort | null} sort @param {((sort: Sort) => void) | undefined} onSort */
function head(column, sort, onSort) {
  // A column of buttons needs no name: each of them has one.
  if (column.head === "") return html`<td data-need=${column.need ?? 1}></td>`;
  const mine = sort?.by === column.id ? sort : null;
  return html`<th scope="col" class=${column.figure ? "table-figure" : ""} colspan=${column.figure ? 2 : nothing} data-need=${column.need ?? 1} aria-sort=${mine ? (mine.down ? "descending" : "ascending") : nothing}>
    ${column.sorts && onSort ? html`<button type="button" class="table-sort" data-testid="table-sort" data-column=${column.id} @click=${() => onSort(sorted(sort, column))}>
      <span class="visually-hidden">${say.kit.sortBy(column.head)}</span><span aria-hidden="true">${column.head}</span>${icon(mine ? (mine.down ? "sort-down" : "sort-up") : "sort")}</button>` : column.head}</th>`;
}

/** @template Row @param {Column<Row>} column @param {Row} row @param {Map<string | undefined, string> | undefined} pads */
function cell(column, row, pads) {
  const need = column.need ?? 1;
  if (!column.figure) return html`<td data-need=${need}>${column.cell?.(row)}</td>`;
  const all = figures(column.figure(row));
  if (all.length === 0) return html`<td class="table-number quiet" data-need=${need}>${column.none?.(row) ?? say.kit.notKnown}</td><td data-need=${need}></td>`;
  const pad = (/** @type {string} */ number) => pads?.get(number) ?? "";
  return html`<td class="table-number" data-need=${need}>${all.map(({ number }) => html`<div>${number}${pad(number) === "" ? nothing : html`<span class="table-pad" aria-hidden="true">${pad(number)}</span>`}</div>`)}</td>
    <td class="table-unit" data-need=${need}>${all.map(({ unit }) => html`<div>${unit ?? ""}</div>`)}</td>`;
}
