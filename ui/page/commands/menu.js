// The menu of a row, beside it: opens on a right click, Shift F10 or the menu key.
import { say } from "../words/say.js";
import { openMenu } from "../kit/menu/menu.js";
import { applying, here, rowOf } from "./commands.js";
import { spoken } from "./chord.js";
import { keyWords } from "./shown.js";

/** @import { At } from "./commands.js" */

/** @param {At} at @param {{ x: number, y: number }} [pointer] where the click was; else below the row */
export function openRowMenu(at, pointer) {
  const { row } = at;
  if (!row || document.querySelector("dialog[open]")) return;
  const offered = applying(at).filter(({ group, id }) => group === "row" && id !== "row-menu");
  const entries = offered.map(({ id, icon, keys = [], run }) => ({ id, icon, text: say.command[id], keys: keyWords(keys[0] ?? ""), shortcuts: spoken(keys), act: () => run?.(at) }));
  openMenu(say.commands.menu(row.name), entries, pointer ?? row.element);
}

/** @param {import("../frame/frame.js").Frame} frame */
export function listenToMenus(frame) {
  addEventListener("contextmenu", (event) => {
    const row = rowOf(/** @type {Element | null} */ (event.target));
    if (!row || event.defaultPrevented) return;
    event.preventDefault();
    row.element.focus();
    // By a key there is no place of a pointer.
    openRowMenu(here(frame), event.button === 2 ? { x: event.clientX, y: event.clientY } : undefined);
  });
}
