// The keyboard: Ctrl 1…4 the sections, Ctrl F the search of the page, Ctrl K the palette, Ctrl W the window, Esc one step back.
import { backend } from "../backend.js";
import { SECTIONS } from "./frame.js";
import { asking } from "../kit/dialog/dialog.js";
import { openPalette, paletteOpen } from "./palette.js";
import { parent } from "../router.js";

/** @param {import("./frame.js").Frame} frame @param {() => import("../router.js").Route} route */
export function listenToKeys(frame, route) {
  addEventListener("keydown", (event) => {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (control && event.key.toLowerCase() === "w") {
      event.preventDefault();
      // While it is asked what closing means, this is the second time: it is meant. A key that is held down is not.
      if (!event.repeat) void backend.windowClose("ask").catch(() => undefined);
      return;
    }
    if (asking() || paletteOpen() || document.querySelector("main.bare, main.boot")) return;
    const section = control ? SECTIONS[Number(event.key) - 1] : undefined;
    if (section) {
      event.preventDefault();
      frame.go({ name: section });
    } else if (control && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette(frame);
    } else if (control && event.key.toLowerCase() === "f") {
      const search = /** @type {HTMLInputElement | null} */ (document.querySelector("main input[type=search]"));
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      const focused = document.activeElement;
      if (focused instanceof HTMLInputElement && focused.type === "search" && focused.value !== "") return;
      if (focused instanceof HTMLElement && focused.matches("input, textarea, select")) focused.blur();
      else if (parent(route())) frame.back();
    }
  });
}
