// Short notes about small things that were done at once (copied, saved). Never about money: that is said on its own page,
// after it was read again.
import { html, render } from "lit-html";

/** @type {{ text: string, id: number }[]} */
let notes = [];
let count = 0;

const draw = () => render(notes.map((note) => html`<p class="toast" data-testid="toast">${note.text}</p>`), /** @type {HTMLElement} */ (document.getElementById("toasts")));

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

/** Tells a screen reader about progress that is visible elsewhere. @param {string} text */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  if (announcer && announcer.textContent !== text) announcer.textContent = text;
}
