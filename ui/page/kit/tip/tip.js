// Explains what is pointed at or focused. A page only writes `data-tip="…"` on an element: one popover and a few listeners serve
// the whole window, so a tip in every row of a list costs nothing. An element that is not a control, and explains something that
// is said nowhere else, also has `tabindex="0"`.
import { html, render } from "lit-html";
import { beside } from "../../lib/beside.js";

/** Milliseconds before the first tip; the next one comes at once, while the eye still moves along. */
const DELAY = 450;
const WARM = 400;
/** And before it goes, when the pointer has left. */
const LEAVE = 150;

/** @type {HTMLElement | null} */
let shown = null;
/** @type {HTMLElement | null} */
let wanted = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let leaving;
let hiddenAt = -Infinity;
let clicking = false;

/** @type {HTMLElement | null} */
let made = null;
function popover() {
  if (made?.isConnected) return made;
  const part = document.createDocumentFragment();
  render(html`<div id="tip" class="tip" role="tooltip" popover="manual" data-testid="tip"></div>`, part);
  made = part.querySelector("div");
  document.body.append(part);
  return /** @type {HTMLElement} */ (made);
}

/** The ids that describe an element, with the tip's or without it. @param {string | null} ids @param {boolean} described */
export function describing(ids, described) {
  const others = (ids ?? "").split(" ").filter((id) => id !== "" && id !== "tip");
  return (described ? [...others, "tip"] : others).join(" ");
}

/** @param {HTMLElement} target @param {boolean} described */
function describe(target, described) {
  // What is its name already is not read twice.
  const ids = describing(target.getAttribute("aria-describedby"), described && target.getAttribute("aria-label") !== target.dataset["tip"]);
  if (ids === "") target.removeAttribute("aria-describedby");
  else target.setAttribute("aria-describedby", ids);
}

function show() {
  const target = wanted;
  if (!target?.isConnected || !target.dataset["tip"]) return;
  const tip = popover();
  tip.textContent = target.dataset["tip"];
  tip.showPopover();
  const { left, top } = beside(target.getBoundingClientRect(), tip.getBoundingClientRect(), { width: innerWidth, height: innerHeight }, { over: true, along: "middle" });
  Object.assign(tip.style, { left: `${left}px`, top: `${top}px` });
  shown = target;
}

/** @param {HTMLElement} target @param {boolean} shows */
function want(target, shows) {
  clearTimeout(leaving);
  if (target === wanted || !target.dataset["tip"]) return;
  hide();
  wanted = target;
  popover().textContent = target.dataset["tip"];
  // A screen reader reads what describes an element when it is focused, and not later.
  describe(target, true);
  if (shows) waiting = setTimeout(show, performance.now() - hiddenAt < WARM ? 0 : DELAY);
}

function hide() {
  clearTimeout(waiting);
  clearTimeout(leaving);
  if (wanted) describe(wanted, false);
  if (shown) {
    made?.hidePopover();
    hiddenAt = performance.now();
  }
  shown = wanted = null;
}

/** @param {Event} event @returns {HTMLElement | null} */
const tipped = ({ target }) => (target instanceof Element ? target.closest("[data-tip]") : null);

/** Once for a window. */
export function listenToTips() {
  document.addEventListener("pointerover", (event) => {
    const target = tipped(event);
    if (target) want(target, true);
    // The tip itself can be pointed at, and read in peace; on the way there is a little ground between.
    else if (event.target === made) clearTimeout(leaving);
    else if (wanted && document.activeElement !== wanted) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, LEAVE);
    }
  });
  document.addEventListener("focusin", (event) => {
    const target = tipped(event);
    // Who has just clicked a button knows what it is.
    if (target && target === event.target) want(target, !clicking);
  });
  document.addEventListener("focusout", hide);
  document.documentElement.addEventListener("pointerleave", hide);
  document.addEventListener("pointerdown", (event) => {
    clicking = true;
    if (event.target !== made) hide();
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (clicking = false));
  // What gets the focus scrolls into the window first: that is no reason to forget it.
  document.addEventListener("scroll", () => shown && hide(), { capture: true, passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    event.preventDefault();
    event.stopPropagation();
    hide();
  }, { capture: true });
}
