// The most that the person will pay an agent who names its price for each job.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../../kit/icon/icon.js";
import { say } from "../../words/say.js";
import { errorText } from "./form-fields.js";

/** @import { CeilingDraft, FieldError } from "../../../types/contract.js" */

/**
 * @param {object} parts
 * @param {string} [parts.id] of the field, where there are several on a page
 * @param {[string, string][]} parts.units unit and ticker
 * @param {CeilingDraft} parts.value
 * @param {FieldError[]} parts.errors those of other fields are left alone
 * @param {(value: CeilingDraft) => void} parts.onInput
 */
export function ceilingField({ id = "ceiling", units, value, errors, onInput }) {
  const wrong = errors.filter(({ field }) => field === "ceiling");
  return html`<fieldset class="group"><div class="field ${wrong.length > 0 ? "field-wrong" : ""}" data-testid="ceiling">
    <label class="label" for=${id}>${say.buy.ceiling}<span class="required" aria-hidden="true">*</span></label>
    <div class="with-button">
      <input id=${id} class="input input-number" inputmode="decimal" autocomplete="off" data-testid="ceiling-amount" aria-describedby="${id}-help" aria-invalid=${wrong.length > 0} .value=${live(value.amount)}
        @input=${(/** @type {Event} */ event) => onInput({ ...value, amount: /** @type {HTMLInputElement} */ (event.target).value })}>
      <select class="input" data-testid="ceiling-unit" aria-label=${say.buy.ceilingUnit} @change=${(/** @type {Event} */ event) => onInput({ ...value, unit: /** @type {HTMLSelectElement} */ (event.target).value })}>${units.map(([unit, ticker]) => html`<option value=${unit} .selected=${unit === value.unit}>${ticker}</option>`)}</select>
    </div>
    <p class="help" id="${id}-help">${say.buy.ceilingSays}</p>
    ${wrong.length > 0 ? html`<div class="wrong">${wrong.map((error) => html`<p data-testid="field-error" data-field="ceiling" data-rule=${error.rule}>${icon("warning")}<span>${say.ceilingRule[error.rule]?.(error.limit, say.decimal(error.text)) ?? errorText(error)}</span></p>`)}</div>` : nothing}
  </div></fieldset>`;
}
