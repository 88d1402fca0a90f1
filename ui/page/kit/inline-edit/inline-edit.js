// A value that is edited in place: a click or Enter opens it, Enter or leaving saves it, Esc leaves it as it was. If saving
// fails, the error appears there, and what was typed stays.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { say } from "../../words/say.js";
import { icon } from "../icon/icon.js";

/** Each has an id of its own, for what describes its field. */
let count = 0;

/**
 * @param {object} options
 * @param {() => string} options.label what is changed: `the label`, in the language that is spoken when it is shown
 * @param {() => string} options.empty shown while there is no value
 * @param {(value: string) => Promise<string | null>} options.save why it was not saved, in words; `null`: it was
 * @param {() => void} options.redraw
 * @param {number} [options.most] letters
 */
export function inlineEdit({ label, empty, save, redraw, most = 200 }) {
  const id = `inline-${++count}`;
  /** @type {string | null} */
  let draft = null;
  /** @type {string | null} */
  let wrong = null;
  let saving = false;
  let saved = false;
  /** The focus goes to the field that opens, and back to the value. @type {"field" | "value" | null} */
  let next = null;

  /** @param {"field" | "value" | null} where */
  function drawn(where) {
    next = where;
    redraw();
    // The page is drawn with the next frame; what is to be focused is there after it.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (next === null) return;
      const target = /** @type {HTMLInputElement | null} */ (document.getElementById(next === "field" ? id : `${id}-value`));
      next = null;
      target?.focus();
      if (target instanceof HTMLInputElement) target.select();
    }));
  }

  /** @param {string} before @param {boolean} byKey */
  async function finish(before, byKey) {
    if (draft === null || saving) return;
    const value = draft.trim();
    if (value === before) {
      draft = wrong = null;
      return drawn(byKey ? "value" : null);
    }
    saving = true;
    redraw();
    wrong = await save(value).catch((error) => String(error));
    saving = false;
    saved = wrong === null;
    if (saved) draft = null;
    drawn(saved ? (byKey ? "value" : null) : "field");
  }

  return {
    /** @param {string} shown @param {string} [value] as it is kept, where that is another text */
    view(shown, value = shown) {
      if (draft === null) {
        return html`<button type="button" id="${id}-value" class="inline-edit" data-testid="inline-edit" @click=${() => {
          draft = value;
          wrong = null;
          saved = false;
          drawn("field");
        }}><span class=${value === "" ? "quiet" : ""}>${value === "" ? empty() : shown}</span>${icon("edit")}<span class="visually-hidden">${say.kit.edit(label())}</span></button><span class="visually-hidden" role="status">${saved ? say.kit.saved : nothing}</span>`;
      }
      return html`<span class="inline-field"><input id=${id} class="input" data-testid="inline-field" maxlength=${most} autocomplete="off" aria-label=${say.kit.edit(label())} .value=${live(draft)} ?readonly=${saving} aria-invalid=${wrong === null ? nothing : "true"} aria-describedby=${wrong === null ? nothing : `${id}-wrong`}
        @input=${(/** @type {Event} */ event) => (draft = /** @type {HTMLInputElement} */ (event.target).value)}
        @blur=${() => void finish(value, false)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Enter") return void finish(value, true);
          draft = wrong = null;
          drawn("value");
        }}>${saving ? html`<span class="quiet" role="status">${say.kit.saving}</span>` : nothing}
        ${wrong === null ? nothing : html`<span id="${id}-wrong" class="wrong" role="alert" data-testid="inline-wrong">${wrong}</span>`}</span>`;
    },
  };
}
