// Long work with its numbers, and a way to stop it.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";

/** @param {{ label: string, done: number, total: number | null, text: string, cancel?: (() => void) | null }} work `total`: null while nobody knows; `text`: `1,250 of 4,300 agents` */
export const progressBar = ({ label, done, total, text, cancel = null }) => html`<div class="progress" data-testid="progress" data-done=${done} data-total=${total ?? ""}>
  <div class="progress-words"><span>${label}</span><span class="progress-text" role="status">${text}</span></div>
  <progress class="progress-bar" aria-label=${label} value=${total === null ? nothing : done} max=${total ?? 1}></progress>
  ${cancel ? html`<button type="button" class="button button-small" data-testid="progress-cancel" @click=${cancel}>${say.kit.cancel}</button>` : nothing}
</div>`;
