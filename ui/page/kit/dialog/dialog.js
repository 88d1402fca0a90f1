// The one dialog: modal, so that focus stays in it and Esc closes it. Whoever opens it waits for the answer.
import { html, nothing, render } from "lit-html";
import { say } from "../../words/say.js";

/**
 * @typedef {object} Asking
 * @property {string} title
 * @property {(redraw: () => void) => unknown} body drawn again when it calls `redraw`
 * @property {string} confirm word on the button
 * @property {boolean} [alone] there is nothing to choose: the button closes it
 * @property {boolean} [danger] the button does something that cannot be undone
 * @property {{ text: string, act: () => void }} [other] a third way, beside the button
 * @property {() => boolean} [ready] whether the button works
 */

const element = () => /** @type {HTMLDialogElement} */ (document.getElementById("dialog"));

/** Whether something is asked now. */
export const asking = () => element().open;

/** Takes back what is asked now. */
export function dismiss() {
  const dialog = element();
  return new Promise((resolve) => {
    dialog.addEventListener("close", resolve, { once: true });
    dialog.close();
  });
}

/** Asks, and tells whether the person confirmed. @param {Asking} question @returns {Promise<boolean>} */
export function ask({ title, body, confirm, alone = false, danger = false, ready = () => true, other }) {
  const dialog = element();
  if (dialog.open) return Promise.resolve(false);
  return new Promise((resolve) => {
    let answer = false;
    /** @param {boolean} confirmed */
    const finish = (confirmed) => {
      answer = confirmed;
      dialog.close();
    };
    const draw = () =>
      render(
        html`<form class="dialog-form" data-testid="dialog" aria-labelledby="dialog-title" @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          if (ready()) finish(true);
        }}>
          <h2 id="dialog-title">${title}</h2>
          <div class="dialog-body">${body(draw)}</div>
          <div class="dialog-buttons">
            ${alone ? nothing : html`<button type="button" class="button" data-testid="dialog-cancel" @click=${() => finish(false)}>${say.frame.cancel}</button>`}
            ${other ? html`<button type="button" class="button" data-testid="dialog-other" @click=${() => {
              finish(false);
              other.act();
            }}>${other.text}</button>` : nothing}
            <button type="submit" class="button ${danger ? "button-danger" : "button-primary"}" data-testid="dialog-confirm" ?disabled=${!ready()}>${confirm}</button>
          </div>
        </form>`,
        dialog,
      );
    dialog.addEventListener("close", () => {
      render(nothing, dialog);
      resolve(answer);
    }, { once: true });
    draw();
    dialog.showModal();
  });
}

/** Shows something more of what is on the page. @param {{ title: string, body: unknown }} parts */
export const show = ({ title, body }) => ask({ title, body: () => body, confirm: say.frame.close, alone: true });
