// Every part of the kit with its states, on one page for people (`make kit`) and tests. The program has no way to this page, and
// a release does not contain it.
import { html, render } from "lit-html";
import { tell } from "../../clock.js";
import { listenToTips } from "../tip/tip.js";
import { speak, whenSpoken } from "../../words/say.js";
import { SAMPLES } from "./samples.js";

/** Noon on a day that stays the same. */
const NOON = Date.UTC(2026, 10, 22, 12, 0);

const root = /** @type {HTMLElement} */ (document.getElementById("main"));
const { documentElement } = document;

/** @param {string} name @param {unknown} control */
const choice = (name, control) => html`<label class="check">${control}<span>${name}</span></label>`;

/** @param {(event: Event & { target: HTMLInputElement }) => void} act */
const on = (act) => (/** @type {Event} */ event) => act(/** @type {Event & { target: HTMLInputElement }} */ (event));

const bar = () => html`<div class="kit-bar" role="group" aria-label="How the page is shown">
  ${choice("Dark", html`<input type="checkbox" data-testid="kit-dark" @change=${on(({ target }) => (documentElement.dataset["theme"] = target.checked ? "dark" : "light"))}>`)}
  ${choice("Right to left", html`<input type="checkbox" data-testid="kit-rtl" @change=${on(({ target }) => (documentElement.dir = target.checked ? "rtl" : "ltr"))}>`)}
  ${choice("German", html`<input type="checkbox" data-testid="kit-german" @change=${on(({ target }) => void speak(target.checked ? "de" : "en"))}>`)}
  ${choice("Large text", html`<input type="checkbox" data-testid="kit-large" @change=${on(({ target }) => (documentElement.dataset["text"] = target.checked ? "130" : "100"))}>`)}
</div>`;

function draw() {
  render(
    html`<h1 tabindex="-1">Parts</h1>${bar()}
      ${Object.entries(SAMPLES).map(([part, samples]) => html`<section class="kit-part" data-testid="kit-part" data-part=${part} aria-label=${part}>
        <h2>${part}</h2>
        <div class="kit-states">${samples(draw).map(({ name, view, wide }) => html`<div class=${wide ? "kit-state kit-wide" : "kit-state"} data-testid="kit-state" data-name=${name}><h3>${name}</h3><div>${view}</div></div>`)}</div>
      </section>`)}`,
    root,
  );
}

tell(NOON);
listenToTips();
whenSpoken(draw);
draw();
