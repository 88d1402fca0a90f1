// Listens to the keyboard. The registry (commands/commands.js) says what each key means; this decides when no one else needs it.
import { asking } from "../kit/dialog/dialog.js";
import { matches, single } from "../commands/chord.js";
import { applying, COMMANDS, here, opens } from "../commands/commands.js";
import { listenToMenus, openRowMenu } from "../commands/menu.js";
import { openSheet } from "../commands/sheet.js";
import { openPalette } from "./palette.js";

/** Where keys write, choose or type ahead. */
const TYPES = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu]";
/** Open above the page: it has the keyboard to itself, and closes by Esc. */
const ABOVE = "dialog[open], [popover]:popover-open:not([popover=manual], [role=tooltip])";
/** These go on while they are held down. */
const HELD = new Set(["row-next", "row-previous"]);

/** @param {import("./frame.js").Frame} frame */
export function listenToKeys(frame) {
  opens.palette = (at) => openPalette(frame, at);
  opens.sheet = (at) => openSheet(frame, at);
  opens.menu = (at) => openRowMenu(at);
  listenToMenus(frame);
  const closing = COMMANDS.find(({ id }) => id === "close-window");
  addEventListener("keydown", (event) => {
    // While an input method composes, every key is its own.
    if (event.isComposing || event.defaultPrevented) return;
    if (matches(event, "Ctrl W")) {
      event.preventDefault();
      // While it is asked what closing means, this is the second time: it is meant. A key that is held down is not.
      if (!event.repeat) closing?.run?.(here(frame));
      return;
    }
    if (asking() || document.querySelector(ABOVE) || document.querySelector("main.bare, main.boot")) return;
    const focused = document.activeElement;
    const types = focused instanceof HTMLElement && focused.matches(TYPES);
    if (event.key === "Escape" && types) {
      if (focused instanceof HTMLInputElement && focused.type === "search" && focused.value !== "") return;
      focused.blur();
      return;
    }
    const at = here(frame);
    const meant = applying(at).find(({ id, keys, run }) => run !== undefined && id !== "row-open" && keys?.some((one) => matches(event, one) && !(single(one) && (types || !at.app.settings.singleKeys))));
    if (!meant?.run || (event.repeat && !HELD.has(meant.id))) return;
    event.preventDefault();
    meant.run(at);
  });
}
