// What can be done with a row, beside it: on a right click, Shift F10 or the menu key. The native popover closes it.
import { html, nothing, render } from "lit-html";
import { say } from "../words/say.js";
import { icon } from "../kit/icon/icon.js";
import { applying, focusOn, here, rowOf } from "./commands.js";
import { spoken } from "./chord.js";
import { keyCaps } from "./shown.js";

/** @import { At } from "./commands.js" */

/** How far it stays from the edge of the window, pixels. */
const EDGE = 8;

const element = () => /** @type {HTMLElement} */ (document.getElementById("menu"));

/** Arrows go round; a letter goes to the next entry that begins with it. @param {KeyboardEvent} event */
function move(event) {
  const menu = element();
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const typed = event.key.toLocaleLowerCase();
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  if (event.key === "Tab") menu.hidePopover();
  else if (step !== undefined) focusOn(items[(at + step + items.length) % items.length]);
  else if (event.key === "Home") focusOn(items[0]);
  else if (event.key === "End") focusOn(items.at(-1));
  else if ([...typed].length === 1 && typed !== " ") focusOn(after.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(typed)));
  else return;
  event.preventDefault();
}

/** @param {At} at @param {{ x: number, y: number }} [pointer] where the click was; else below the row */
export function openMenu(at, pointer) {
  const { row } = at;
  if (!row || document.querySelector("dialog[open]")) return;
  const menu = element();
  const offered = applying(at).filter(({ group, id }) => group === "row" && id !== "row-menu");
  render(html`<div role="menu" aria-label=${say.commands.menu(row.name)} data-testid="row-menu" @keydown=${move}>${offered.map((command) => html`<button type="button" class="menu-item" role="menuitem" tabindex="-1" data-testid="row-command" data-command=${command.id} aria-keyshortcuts=${spoken(command.keys ?? []) || nothing}
    @click=${() => {
      menu.hidePopover();
      command.run?.(at);
    }}>${icon(command.icon)}<span>${say.command[command.id]}</span><span aria-hidden="true">${keyCaps(command.keys ?? [])}</span></button>`)}</div>`, menu);
  menu.showPopover();
  const { left, bottom } = row.element.getBoundingClientRect();
  const { x, y } = pointer ?? { x: left + EDGE, y: bottom };
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(EDGE, Math.min(x, innerWidth - width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(y, innerHeight - height - EDGE))}px`;
  focusOn(menu.querySelector("[role=menuitem]"));
}

/** @param {import("../frame/frame.js").Frame} frame */
export function listenToMenus(frame) {
  addEventListener("contextmenu", (event) => {
    const row = rowOf(/** @type {Element | null} */ (event.target));
    if (!row) return;
    event.preventDefault();
    row.element.focus();
    // By a key there is no place of a pointer.
    openMenu(here(frame), event.clientX === 0 && event.clientY === 0 ? undefined : { x: event.clientX, y: event.clientY });
  });
  addEventListener("toggle", (event) => {
    if (event.target === element() && /** @type {ToggleEvent} */ (event).newState === "closed") render(nothing, element());
  }, true);
}
