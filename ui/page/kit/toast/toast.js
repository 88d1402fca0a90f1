// Short notes about small things that were done at once (copied, saved). Never about money: that is said on its own page, after
// it was read again.
import { html, render } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";

/** @type {{ text: string, id: number }[]} */
let notes = [];
let count = 0;

function draw() {
  const toasts = /** @type {HTMLElement} */ (document.getElementById("toasts"));
  // What has buttons at the edge of the window stays free: how high it is depends on how its words break.
  toasts.style.marginBlockEnd = `${/** @type {HTMLElement | null} */ (document.querySelector("[data-edge]"))?.offsetHeight ?? 0}px`;
  render(notes.map((note) => html`<p class="toast" data-testid="toast">${note.text}</p>`), toasts);
}

/** @param {string} text */
export function note(text) {
  const id = ++count;
  notes = [...notes.slice(-2), { text, id }];
  draw();
  setTimeout(() => {
    notes = notes.filter((one) => one.id !== id);
    draw();
  }, 4000);
}

/** What is said in a live region when it changes: a paragraph of its own for each text, since WebKit tells of no other. @param {string} text */
export const told = (text) => keyed(text, html`<span role="paragraph">${text}</span>`);

/**
 * Tells a screen reader about what is visible elsewhere. In an element of its own each time: see `told`.
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (!region || region.textContent === text) return;
  const line = document.createElement("p");
  line.textContent = text;
  region.replaceChildren(...(text === "" ? [] : [line]));
}
