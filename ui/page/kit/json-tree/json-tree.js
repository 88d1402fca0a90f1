// JSON as it was written: names keep their order, names that come twice both stay, and numbers keep their digits. The backend reads
// it and gives rows; a branch is asked for when it is opened. One row has the focus: arrows walk, open and close, and its menu
// copies its value or its path.
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { say } from "../../words/say.js";
import { copy } from "../copy/copy.js";
import { icon } from "../icon/icon.js";
import { openMenu } from "../menu/menu.js";
import { styled } from "../styled/styled.js";

/** @import { JsonRow } from "../../../types/contract.js" */

/** A row where it stands; `path`: as programs write it, `null`: by nothing that anybody types. @typedef {JsonRow & { path: string | null }} Placed */

/**
 * @typedef {object} Options
 * @property {JsonRow[]} rows the first ones
 * @property {string} label
 * @property {(at: number, from: number) => Promise<JsonRow[]>} inside the members of a branch, from one of them on
 * @property {(at: number) => Promise<string>} value what is copied
 * @property {() => void} redraw
 */

/** So many rows are drawn before another frame. */
const PORTION = 20;

/** Rows below a path, so deep. @param {JsonRow[]} rows @param {number} depth @param {string | null} path @returns {Placed[]} */
export function placed(rows, depth, path) {
  /** @type {(string | null)[]} */
  const above = [path];
  return rows.map((row) => {
    const outer = above[row.depth] ?? null;
    const own = outer === null || row.step === null ? null : outer + row.step;
    above[row.depth + 1] = own;
    return { ...row, depth: depth + row.depth, path: own };
  });
}

/** Behind the last row that is inside of one. @param {Placed[]} rows @param {number} index */
function behind(rows, index) {
  const depth = rows[index]?.depth ?? 0;
  const end = rows.findIndex((row, at) => at > index && row.depth <= depth);
  return end < 0 ? rows.length : end;
}

/** @param {Placed} row */
const isBranch = ({ kind, members }) => (kind === "object" || kind === "array") && members > 0;

/** Made once for a text; its view is drawn as often as the page is. @param {Options} options */
export function jsonTree({ rows: first, label, inside, value, redraw }) {
  let rows = placed(first, 0, "$");
  /** Which row the keyboard is at. */
  let at = 0;
  /** @type {HTMLElement | null} */
  let tree = null;
  /** How many rows are drawn; the rest comes frame by frame. */
  let drawn = PORTION;
  let coming = false;

  const row = (/** @type {number} */ index) => /** @type {HTMLElement | null | undefined} */ (tree?.querySelector(`[data-index="${index}"]`));

  function focus() {
    row(at)?.focus({ preventScroll: true });
    row(at)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  function goTo(index) {
    at = Math.max(0, Math.min(index, rows.length - 1));
    const isDrawn = at < drawn;
    if (isDrawn) focus();
    else drawn = Infinity;
    redraw();
    if (!isDrawn) requestAnimationFrame(() => requestAnimationFrame(focus));
  }

  function portion() {
    if (drawn < rows.length && !coming) {
      coming = true;
      requestAnimationFrame(() => {
        coming = false;
        drawn += PORTION;
        redraw();
      });
    } else if (drawn >= rows.length) {
      // What is opened from now on is there at once.
      drawn = Infinity;
    }
    return rows.slice(0, drawn);
  }

  /** Opens, closes, or brings the rest. What cannot be read any more stays as it is. @param {number} index */
  async function toggle(index) {
    const one = rows[index];
    if (!one) return;
    if (one.kind === "more" || (isBranch(one) && !one.open)) {
      const more = one.kind === "more";
      const found = await inside(one.at, one.from).catch(() => []);
      // Another one may have been opened above it meanwhile.
      const now = rows.indexOf(one);
      if (now < 0 || found.length === 0) return;
      const outer = more ? parent(now) : now;
      const path = outer < 0 ? "$" : rows[outer]?.path ?? null;
      const come = placed(found, more ? one.depth : one.depth + 1, path);
      rows = [...rows.slice(0, now), ...(more ? [] : [{ ...one, open: true }]), ...come, ...rows.slice(now + 1)];
    } else if (isBranch(one)) {
      rows = [...rows.slice(0, index), { ...one, open: false }, ...rows.slice(behind(rows, index))];
    } else {
      return;
    }
    at = Math.min(at, rows.length - 1);
    const focused = tree?.contains(document.activeElement) === true;
    redraw();
    // The row that stood for the rest is gone, and what had the focus with it.
    if (focused && one.kind === "more") requestAnimationFrame(() => requestAnimationFrame(() => row(at)?.focus({ preventScroll: true })));
  }

  /** The row that one is in; -1: none. @param {number} index */
  function parent(index) {
    const depth = rows[index]?.depth ?? 0;
    return rows.findLastIndex((row, at) => at < index && row.depth < depth);
  }

  /** @param {number} index @param {HTMLElement} place */
  function menu(index, place) {
    const one = rows[index];
    if (!one || one.kind === "more") return;
    const { path } = one;
    openMenu(path ?? label, [
      { id: "copy-value", text: say.kit.copyValue, icon: "copy", act: () => void copy(value(one.at), say.commands.copied(say.kit.theValue))  },
      { id: "copy-path", text: say.kit.copyPath, icon: "copy", ...(path === null ? { disabled: say.kit.noPath } : { note: path }), act: () => void copy(path ?? "", say.commands.copied(say.kit.thePath))  },
    ], place);
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const one = rows[at];
    if (!one) return;
    const inwards = getComputedStyle(/** @type {HTMLElement} */ (event.currentTarget)).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const outwards = inwards === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      [inwards]: () => (isBranch(one) && one.open ? goTo(at + 1) : void toggle(at)),
      [outwards]: () => (isBranch(one) && one.open ? void toggle(at) : goTo(parent(at))),
      Enter: () => (isBranch(one) || one.kind === "more" ? void toggle(at) : menu(at, /** @type {HTMLElement} */ (row(at)))),
      " ": () => void toggle(at),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {Event} event */
  const indexOf = (event) => Number(/** @type {Element} */ (event.target).closest("[data-index]")?.getAttribute("data-index") ?? -1);

  /** @param {MouseEvent} event */
  function clicked(event) {
    const index = indexOf(event);
    if (index < 0) return;
    const button = /** @type {Element} */ (event.target).closest("[data-testid=json-menu]");
    at = index;
    if (button) menu(index, /** @type {HTMLElement} */ (button));
    // Who selects text to copy it wants nothing opened.
    else if (getSelection()?.isCollapsed !== false) void toggle(index);
    redraw();
  }

  /** @param {MouseEvent} event */
  function asked(event) {
    const index = indexOf(event);
    if (index < 0 || rows[index]?.kind === "more") return;
    event.preventDefault();
    at = index;
    menu(index, /** @type {HTMLElement} */ (row(index)));
  }

  /** @param {Placed} one @param {number} index */
  const line = (one, index) => html`<div class="json-row" role="treeitem" data-testid="json-row" data-index=${index} data-kind=${one.kind} data-path=${one.path ?? nothing} ${styled(`--depth: ${Math.min(one.depth, 40)}`)}
    aria-level=${one.depth + 1} aria-expanded=${isBranch(one) ? String(one.open) : nothing} tabindex=${index === at ? 0 : -1}>${one.kind === "more"
    ? html`<span class="json-more">${say.kit.more(one.members)}</span>`
    : html`<span class="json-mark" aria-hidden="true">${isBranch(one) ? icon("down") : nothing}</span><span class="json-words">${one.name === null ? html`<span class="json-count">${one.step?.slice(1, -1)}: </span>` : html`<span class="json-name">${one.name === "" ? '""' : one.name}</span>${one.twice ? html` <span class="json-twice" data-testid="json-twice">${say.kit.twice}</span>` : nothing}<span class="json-colon">: </span>`}${valueOf(one)}</span>
      <button type="button" class="button button-quiet button-icon json-menu" data-testid="json-menu" tabindex="-1" aria-label=${say.kit.copyOf(one.path ?? one.name ?? label)}>${icon("copy")}</button>`}</div>`;

  return {
    rows: () => rows,
    toggle,
    view: () => html`<div class="json" role="tree" aria-label=${label} data-testid="json" dir="ltr" @keydown=${pressed} @click=${clicked} @contextmenu=${asked}
      @focusin=${(/** @type {FocusEvent} */ event) => void (tree = /** @type {HTMLElement} */ (event.currentTarget))}>${repeat(portion(), ({ at, kind, from }) => `${kind} ${at} ${from}`, line)}</div>`,
  };
}

/** @param {Placed} one */
function valueOf({ kind, text, cut, members }) {
  if (kind === "object" || kind === "array") return html`<span class="json-count">${kind === "object" ? "{" : "["}${members === 0 ? nothing : say.kit.members(members)}${kind === "object" ? "}" : "]"}</span>`;
  const pieces = text.map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`));
  return html`<span class="json-value" data-kind=${kind}>${kind === "text" ? html`"${pieces}${cut ? "…" : nothing}"` : pieces}</span>`;
}
