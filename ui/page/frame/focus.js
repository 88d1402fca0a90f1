// Keeps the focus on the page: when what had it is no longer drawn, the nearest heading above gets it.

/** What had the focus last, and what it stood in. @type {HTMLElement | null} */
let last = null;
/** @type {HTMLElement[]} */
let around = [];
/** It was disabled while it had the focus. */
let waits = false;
/** The last thing before was done with the pointer: then a heading is not outlined, as if it could be pressed. */
let pointed = false;

addEventListener("pointerdown", () => void (pointed = true), true);
addEventListener("keydown", () => void (pointed = false), true);

addEventListener("focusin", ({ target }) => {
  if (!(target instanceof HTMLElement) || !target.closest("main") || target.closest("[popover]")) return;
  last = target;
  waits = false;
  around = [];
  for (let one = target.parentElement; one && one.id !== "app"; one = one.parentElement) around.push(one);
});

/** Called after each drawing. */
export function keepFocus() {
  const { activeElement, body } = document;
  if (!last || (activeElement !== null && activeElement !== body) || document.querySelector("dialog[open]")) return;
  if (last.isConnected) {
    // A button that waits for an answer has it again afterwards. Else the person has put it down.
    const disabled = last.matches(":disabled");
    if (waits && !disabled) last.focus({ preventScroll: true });
    waits = disabled;
    return;
  }
  const heading = around.filter((one) => one.isConnected).map((one) => /** @type {HTMLElement | null} */ (one.querySelector("h1, h2, h3"))).find((one) => one !== null);
  if (!heading) return;
  if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
  heading.toggleAttribute("data-pointed", pointed);
  heading.focus({ preventScroll: true });
}
