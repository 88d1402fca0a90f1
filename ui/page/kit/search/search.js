// The search of a page: it searches while the person types, Esc clears it, and the down arrow leaves it for the list.
import { html } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { keyWords } from "../../commands/shown.js";
import { icon } from "../icon/icon.js";
import { downToList } from "../list/list.js";

/** @param {{ label: string, value: string, onInput: (value: string) => void }} options */
export const searchField = ({ label, value, onInput }) => html`<label class="search">
  ${icon("search")}
  <input type="search" data-testid="search" aria-label=${label} placeholder=${label} autocomplete="off" spellcheck="false" aria-keyshortcuts="Control+F" .value=${live(value)}
    @input=${(/** @type {Event} */ event) => onInput(/** @type {HTMLInputElement} */ (event.target).value)}
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && value !== "") {
        event.preventDefault();
        onInput("");
      } else downToList(event);
    }}>
  <kbd aria-hidden="true">${keyWords("Ctrl F")}</kbd>
</label>`;
