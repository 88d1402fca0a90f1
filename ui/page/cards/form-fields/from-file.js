// The text of a file in a field: dropped into it, or chosen. It goes to where the caret is, so that nothing is lost that stands there.
import { html } from "lit-html";
import { note } from "../../kit/toast/toast.js";
import { readText } from "../../lib/text-file.js";
import { say } from "../../words/say.js";

/** A larger file is not read, bytes. */
const MOST = 1_000_000;

/** @param {File} file @param {HTMLTextAreaElement | null} field @param {(text: string) => void} take */
async function put(file, field, take) {
  const read = await readText(file, MOST);
  if ("wrong" in read) return note(say.textFile[read.wrong](say.bytes(MOST)));
  const { value, selectionStart, selectionEnd } = field ?? { value: "", selectionStart: 0, selectionEnd: 0 };
  take(`${value.slice(0, selectionStart)}${read.text}${value.slice(selectionEnd)}`);
}

/** @param {(text: string) => void} take */
export const dropping = (take) => ({
  /** Without this the engine would open the file instead. @param {DragEvent} event */
  over(event) {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  },
  /** @param {DragEvent} event */
  drop(event) {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void put(file, /** @type {HTMLTextAreaElement} */ (event.currentTarget), take);
  },
});

/** @param {{ id: string, field: string, label: string, disabled: boolean, take: (text: string) => void }} parts `id`: of the field into which it goes */
export const fileButton = ({ id, field, label, disabled, take }) => html`<span class="from-file"><label class="link" for="${id}-file">${say.fill.fromFile}</label>
  <input id="${id}-file" class="visually-hidden" type="file" data-testid="field-file" data-field=${field} aria-label=${say.fill.fromFileInto(label)} ?disabled=${disabled} @change=${(/** @type {Event} */ event) => {
    const chooser = /** @type {HTMLInputElement} */ (event.target);
    const file = chooser.files?.[0];
    if (file) void put(file, /** @type {HTMLTextAreaElement | null} */ (document.getElementById(id)), take).then(() => void (chooser.value = ""));
  }}></span>`;
