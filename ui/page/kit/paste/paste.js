// A field into which a secret may be pasted or dropped: it is handed on at once and never becomes part of the page. What is typed
// is hidden, and gone as soon as it is read.
import { html } from "lit-html";

/** @param {Event} event @param {DataTransfer | null} brought @param {(text: string) => void} take */
function bring(event, brought, take) {
  const text = brought?.getData("text/plain") ?? "";
  if (text === "") return;
  event.preventDefault();
  take(text);
}

/** @param {{ label: string, hint: string, read: string, take: (text: string) => void }} parts */
export const pasteField = ({ label, hint, read, take }) => html`<div class="field">
  <label class="label" for="paste">${label}</label>
  <textarea id="paste" class="input paste-input" rows="2" data-testid="paste-input" autocomplete="off" spellcheck="false" aria-describedby="paste-help"
    @paste=${(/** @type {ClipboardEvent} */ event) => bring(event, event.clipboardData, take)} @drop=${(/** @type {DragEvent} */ event) => bring(event, event.dataTransfer, take)}></textarea>
  <div class="paste-row"><p class="help" id="paste-help">${hint}</p>
    <button type="button" class="button" data-testid="paste-read" @click=${() => {
      const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("paste"));
      const { value } = field;
      field.value = "";
      take(value);
    }}>${read}</button></div></div>`;
