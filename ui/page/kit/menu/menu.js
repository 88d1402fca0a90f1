// A menu of what can be done with one thing, at a button or the pointer. One popover serves the window; the engine closes it on a
// click elsewhere. Arrows, Home, End and first letters move; Enter and Space choose; Esc and Tab leave and return the focus.
import { html, nothing, render } from "lit-html";
import { beside } from "../../lib/beside.js";
import { icon } from "../icon/icon.js";

/**
 * @typedef {object} MenuItem
 * @property {string} id what tests and styles know it by
 * @property {string} text
 * @property {() => void} act
 * @property {import("../icon/icon.js").IconName} [icon]
 * @property {string} [note] a second line
 * @property {string} [keys] shown at its end: `Ctrl D`
 * @property {string} [shortcuts] the same for assistive technology, where they are written otherwise
 * @property {string} [disabled] why it cannot be done now; it stays to be read
 * @property {boolean} [danger] it cannot be undone
 * @property {boolean} [chosen] one of several of which one is chosen, and whether it is this one
 */
/** @typedef {MenuItem | "line"} MenuEntry */
/** @typedef {HTMLElement | { x: number, y: number }} MenuPlace under an element, or at a point of the window */

/** How long letters are taken together, in milliseconds. */
const TYPING = 700;

/** The item to which a key leads. @param {number} at @param {number} count @param {string} key @returns {number | null} */
export function moved(at, count, key) {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at + count - 1 + (at < 0 ? 1 : 0)) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The next item that begins with what was typed; the same letter again goes on to the next one. @param {string[]} texts @param {number} at @param {string} typed */
export function found(texts, at, typed) {
  const again = typed.length > 1 && [...typed].every((letter) => letter === typed[0]);
  const wanted = (again ? typed.slice(0, 1) : typed).toLocaleLowerCase();
  const begin = typed.length === 1 || again ? at + 1 : Math.max(at, 0);
  const order = texts.map((_text, step) => (begin + step) % texts.length);
  return order.find((index) => (texts[index] ?? "").toLocaleLowerCase().startsWith(wanted)) ?? null;
}

/** @type {HTMLElement | null} */
let popover = null;
/** What had the focus before. @type {HTMLElement | null} */
let before = null;
/** @type {HTMLElement | null} */
let opener = null;
let typed = "";
let typedAt = -Infinity;

function made() {
  if (popover?.isConnected) return popover;
  const part = document.createDocumentFragment();
  render(html`<div id="menu" class="menu" role="menu" popover="auto" data-testid="menu"></div>`, part);
  popover = /** @type {HTMLElement} */ (part.querySelector("div"));
  popover.addEventListener("keydown", pressed);
  addEventListener("resize", closeMenu);
  popover.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") closed();
  });
  return popover;
}

const items = () => (popover ? /** @type {HTMLElement[]} */ ([...popover.querySelectorAll("[data-testid=menu-item]")]) : []);

/** Whether a menu is open. */
export const menuOpen = () => popover?.matches(":popover-open") ?? false;

export function closeMenu() {
  if (menuOpen()) popover?.hidePopover();
}

function closed() {
  opener?.setAttribute("aria-expanded", "false");
  // Who clicked elsewhere has gone there.
  if (popover?.contains(document.activeElement) || document.activeElement === document.body) before?.focus({ preventScroll: true });
  before = opener = null;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const all = items();
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === "Escape") closeMenu();
  else if (event.key === "Tab") return closeMenu();
  else if (event.key === "Enter" || event.key === " ") all[at]?.click();
  else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) {
    typed = event.timeStamp - typedAt < TYPING ? typed + event.key : event.key;
    typedAt = event.timeStamp;
    all[found(all.map((item) => item.querySelector(".menu-text")?.textContent ?? ""), at, typed) ?? -1]?.focus();
  } else {
    const to = moved(at, all.length, event.key);
    if (to === null) return;
    all[to]?.focus();
  }
  event.preventDefault();
  event.stopPropagation();
}

/** @param {MenuItem} item */
const line = (item) => html`<button type="button" class=${item.danger ? "menu-item menu-danger" : "menu-item"} data-testid="menu-item" data-item=${item.id} tabindex="-1"
  role=${item.chosen === undefined ? "menuitem" : "menuitemradio"} aria-checked=${item.chosen ?? nothing} aria-disabled=${item.disabled === undefined ? nothing : "true"} aria-keyshortcuts=${item.shortcuts ?? item.keys?.replace("Ctrl", "Control").replaceAll(" ", "+") ?? nothing}
  @click=${() => {
    if (item.disabled !== undefined) return;
    closeMenu();
    item.act();
  }}><span class="menu-icon">${item.chosen ? icon("check") : item.icon ? icon(item.icon) : nothing}</span>
  <span class="menu-words"><span class="menu-text">${item.text}</span>${item.disabled ?? item.note ? html`<small>${item.disabled ?? item.note}</small>` : nothing}</span>
  ${item.keys ? html`<kbd aria-hidden="true">${item.keys}</kbd>` : nothing}</button>`;

/** What stands in a menu. @param {MenuEntry[]} entries */
export const menuLines = (entries) => entries.map((entry) => (entry === "line" ? html`<div role="separator" class="menu-line"></div>` : line(entry)));

/** @param {string} label what the menu is of @param {MenuEntry[]} entries @param {MenuPlace} place @param {"first" | "last"} [focus] */
export function openMenu(label, entries, place, focus = "first") {
  closeMenu();
  const menu = made();
  // Within a modal dialog everything outside it is out of reach; else it is part of the page, for those who go by landmarks.
  (document.querySelector("dialog[open]") ?? document.querySelector("main") ?? document.body).append(menu);
  menu.setAttribute("aria-label", label);
  render(menuLines(entries), menu);
  before = /** @type {HTMLElement | null} */ (document.activeElement);
  opener = place instanceof HTMLElement && place.hasAttribute("aria-haspopup") ? place : null;
  if (opener) before = opener;
  menu.showPopover();
  opener?.setAttribute("aria-expanded", "true");
  const anchor = place instanceof HTMLElement ? place.getBoundingClientRect() : { left: place.x, top: place.y, width: 0, height: 0 };
  const { left, top } = beside(anchor, menu.getBoundingClientRect(), { width: innerWidth, height: innerHeight }, { rtl: getComputedStyle(menu).direction === "rtl" });
  Object.assign(menu.style, { left: `${left}px`, top: `${top}px` });
  items().at(focus === "first" ? 0 : -1)?.focus();
}

/**
 * A button that opens a menu. Without `text` it is the picture alone, and the label its name.
 * @param {{ label: string, text?: string, icon?: import("../icon/icon.js").IconName, entries: () => MenuEntry[], quiet?: boolean }} options
 */
export function menuButton({ label, text, icon: picture, entries, quiet = true }) {
  /** @param {Event} event @param {"first" | "last"} [focus] */
  const open = (event, focus) => openMenu(label, entries(), /** @type {HTMLElement} */ (event.currentTarget), focus);
  return html`<button type="button" class="button ${quiet ? "button-quiet" : ""} ${text === undefined ? "button-icon" : ""}" data-testid="menu-open" aria-haspopup="menu" aria-expanded="false"
    aria-label=${text === undefined ? label : nothing} data-tip=${text === undefined ? label : nothing}
    @click=${open} @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      event.stopPropagation();
      open(event, event.key === "ArrowDown" ? "first" : "last");
    }}>${icon(picture ?? (text === undefined ? "more" : "down"))}${text ?? nothing}</button>`;
}

/** For `@contextmenu`: the menu of a row, at the pointer, or under what has the focus. @param {string} label @param {() => MenuEntry[]} entries */
export const contextMenu = (label, entries) => (/** @type {MouseEvent} */ event) => {
  event.preventDefault();
  const byKeyboard = event.button !== 2 && document.activeElement instanceof HTMLElement;
  openMenu(label, entries(), byKeyboard ? /** @type {HTMLElement} */ (document.activeElement) : { x: event.clientX, y: event.clientY });
};
