// Draws an agent's form: every kind of field in MIP-003, with its marks, bounds and errors in place. It holds nothing: answers come in, and
// what is typed goes out through `onInput`. The backend decides whether an answer is good. A frame names the agent, and Kaimono's own words
// in it look different from the agent's.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { say } from "../../words/say.js";
import { icon } from "../../kit/icon/icon.js";
import { prose } from "../result/result.js";
import { dropping, fileButton } from "./from-file.js";

/** @import { Answer, Answers, Field, FieldError, FieldKind, FieldOption, Form } from "../../../types/contract.js" */

/**
 * @typedef {object} Filling
 * @property {Form} form
 * @property {Record<string, string | undefined>} [notes] what it explains in Markdown, by field: sanitised HTML of the backend
 * @property {Answers} answers
 * @property {FieldError[]} errors
 * @property {(id: string, answer: Answer) => void} onInput
 * @property {boolean} [disabled]
 * @property {string} [key] where there are several forms on a page
 */

/** Kinds that are one `<input>` of a type of the same name. @type {Partial<Record<FieldKind, string>>} */
const INPUT_TYPE = {
  text: "text", number: "text", email: "email", url: "url", tel: "tel", password: "password", date: "date", "datetime-local": "datetime-local",
  time: "time", month: "text", week: "text",
};

/** Type words that are plain text in MIP-003; another word beside a text field is shown. */
const PLAIN_TEXT = new Set(["string", "text", "search", ""]);

/** Formats of a text that has one line. */
const ONE_LINE = ["email", "url", "integer", "tel", "tel-pattern", "tel_pattern", "telpattern"];

/** A text grows up to so many lines, and scrolls from there. */
const MOST_LINES = 20;

/** Characters that stand in a line, more or less. */
const LINE = 90;

/** More options than this become a list to open, instead of a list of buttons. */
const MANY_OPTIONS = 7;

/** Fields that the person sees. @param {Form} form */
const visible = (form) => form.groups.flatMap((group) => group.fields).filter((field) => field.kind !== "hidden");

/** Element ids must not depend on what an agent writes. @param {string} key @param {number} group @param {number} index */
const elementId = (key, group, index) => `${key}-${group}-${index}`;

/** Whether line breaks are part of an answer: agents take whole documents under every word for a text. @param {Field} field */
const keepsLines = (field) => field.kind === "text" && !field.formats.some((format) => ONE_LINE.includes(format));

/** Lines of a text as it is shown. @param {string} text @param {number} least */
export const linesOf = (text, least) => Math.min(MOST_LINES, Math.max(least, text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / LINE)), 0)));

/** Whether a tick must be set. @param {Field} field */
const mustTick = (field) => field.kind === "boolean" && Number(field.min ?? "0") > 0;

/** How many may be chosen. @param {Field} field */
const single = (field) => field.kind === "radio" || field.max === null || field.max === "1";

/** @param {Field} field @returns {string} the bounds in words, or "" */
function boundsHint(field) {
  const min = field.min ?? "";
  const max = field.max ?? "";
  if (min === "" && max === "") return "";
  switch (field.kind) {
    case "option":
      return single(field) ? "" : say.bounds.choices(min, max);
    case "text":
    case "textarea":
    case "password":
    case "email":
    case "url":
    case "tel":
      return say.bounds.length(min, max);
    case "number":
    case "date":
    case "datetime-local":
    case "time":
    case "month":
    case "week":
      return say.bounds.value(min, max);
    default:
      return "";
  }
}

/** What Kaimono says under a field. @param {Field} field @returns {string[]} */
function hints(field) {
  const lines = [boundsHint(field)];
  if (field.kind === "file") {
    lines.push(field.max !== null && field.max !== "1" ? say.buy.filesSays : say.buy.fileSays);
    if (field.embedded) lines.push(say.buy.embedded);
    if (field.accept !== null) lines.push(say.buy.fileAccept(field.accept));
  }
  if (field.kind === "json") lines.push(say.buy.json(field.rawType.toLowerCase()));
  if (field.kind === "password") lines.push(say.buy.passwordSays);
  if (field.kind === "text" && !PLAIN_TEXT.has(field.rawType)) lines.push(say.buy.rawType(field.rawType));
  return lines.filter((line) => line !== "");
}

/** Errors of before, and the newest of each field. @param {FieldError[]} before @param {FieldError[]} errors */
export const merged = (before, errors) => [...before.filter(({ field }) => !errors.some((error) => error.field === field)), ...errors];

/** Nobody should take the beginning of a text for the whole. @param {Field} field */
const cut = (field) => (field.cut ? html`<p class="help-own" data-testid="field-cut">${icon("warning")}<span>${say.buy.fieldCut}</span></p>` : nothing);

/** What the agent sends along without asking. @param {Form} form */
function hidden(form) {
  const fields = form.groups.flatMap((group) => group.fields).filter((field) => field.kind === "hidden" && field.default !== null);
  return fields.length === 0 ? nothing : html`<div class="hidden-fields" data-testid="hidden-fields"><p class="help-own">${icon("info")}<span>${say.buy.hidden}</span></p>
    <dl class="answers">${fields.map((field) => html`<div data-testid="hidden-field" data-field=${field.id}><dt>${field.label}</dt><dd>${String(field.default)}${cut(field)}</dd></div>`)}</dl></div>`;
}

/** @param {FieldError} error */
export const errorText = (error) => say.rule[error.rule](error.limit, error.text);

/** @param {Answer | undefined} answer */
const asText = (answer) => (typeof answer === "string" ? answer : "");
/** @param {Answer | undefined} answer */
const asChoices = (answer) => (Array.isArray(answer) ? answer : []);

/**
 * The control of a field.
 * @param {Field} field @param {string} id @param {Answer | undefined} answer @param {boolean} invalid @param {string} described @param {Filling} filling
 */
function control(field, id, answer, invalid, described, { onInput, disabled = false }) {
  /** @param {Event} event */
  const typed = (event) => onInput(field.id, /** @type {HTMLInputElement} */ (event.target).value);
  const aria = { invalid: invalid ? "true" : "false", required: field.required ? "true" : "false", described: described === "" ? nothing : described };
  /** @param {string} text */
  const put = (text) => onInput(field.id, text);
  const { over, drop } = dropping(put);
  /** @param {number} least lines */
  const text = (least) => html`<textarea id=${id} class="input ${field.kind === "json" ? "input-code" : ""}" rows=${linesOf(asText(answer), least)} data-testid="field-input" data-field=${field.id} .value=${live(asText(answer))}
    placeholder=${field.placeholder} autocomplete="off" spellcheck=${field.kind === "json" ? "false" : "true"} aria-invalid=${aria.invalid} aria-required=${aria.required} aria-describedby=${aria.described} ?disabled=${disabled} @input=${typed} @dragover=${over} @drop=${drop}></textarea>
    ${fileButton({ id, field: field.id, label: field.label, disabled, take: put })}`;
  switch (field.kind) {
    case "textarea":
    case "json":
      return text(5);
    case "text":
      if (keepsLines(field)) return text(1);
      break;
    case "file":
      return field.max !== null && field.max !== "1"
        ? html`<textarea id=${id} class="input" rows="3" data-testid="field-input" data-field=${field.id} .value=${live(asText(answer))} placeholder=${say.buy.filePlaceholder}
            aria-invalid=${aria.invalid} aria-required=${aria.required} aria-describedby=${aria.described} ?disabled=${disabled} @input=${typed}></textarea>`
        : html`<input id=${id} class="input" type="url" data-testid="field-input" data-field=${field.id} .value=${live(asText(answer))} placeholder=${say.buy.filePlaceholder}
            aria-invalid=${aria.invalid} aria-required=${aria.required} aria-describedby=${aria.described} ?disabled=${disabled} @input=${typed}>`;
    case "range":
      return html`<span class="range"><input id=${id} type="range" data-testid="field-input" data-field=${field.id} min=${field.min ?? "0"} max=${field.max ?? "100"} step=${field.step ?? "1"}
          .value=${live(asText(answer) || field.min || "0")} aria-invalid=${aria.invalid} aria-describedby=${aria.described} ?disabled=${disabled} @input=${typed}>
        <output class="range-value" for=${id}>${asText(answer) || say.buy.noValue}</output></span>`;
    case "color": {
      const none = asText(answer) === "";
      return html`<span class="color"><input id=${id} class="input input-color ${none ? "input-color-none" : ""}" type="color" data-testid="field-input" data-field=${field.id} data-chosen=${!none} .value=${live(asText(answer) || "#808080")}
          data-tip=${none ? say.buy.chooseColor : asText(answer)} aria-invalid=${aria.invalid} aria-describedby=${aria.described} ?disabled=${disabled} @input=${typed}><output class="quiet" for=${id}>${asText(answer) || say.buy.noColor}</output>
        ${none || field.required ? nothing : clear(field, onInput)}</span>`;
    }
    case "boolean":
      if (!field.required && !mustTick(field)) return openTruth(field, id, answer, aria, { onInput, disabled });
      // Never marked as needed where it need not be ticked: not ticked is an answer, and it is "no".
      return html`<label class="check"><input id=${id} type="checkbox" data-testid="field-input" data-field=${field.id} .checked=${live(answer === true)} aria-invalid=${aria.invalid}
          aria-describedby=${aria.described} ?disabled=${disabled} @change=${(/** @type {Event} */ event) => onInput(field.id, /** @type {HTMLInputElement} */ (event.target).checked)}>
        <span>${field.label}${mustTick(field) ? requiredMark() : nothing}</span></label>`;
    case "option":
    case "radio":
      return choices(field, id, asChoices(answer), aria, { onInput, disabled });
    default:
      break;
  }
  return html`<input id=${id} class="input input-${field.kind}" type=${INPUT_TYPE[field.kind] ?? "text"} data-testid="field-input" data-field=${field.id} .value=${live(asText(answer))}
    placeholder=${field.placeholder || say.example[field.kind] || ""} inputmode=${field.kind === "number" ? "decimal" : nothing} autocomplete="off" spellcheck=${field.kind === "text" ? "true" : "false"}
    aria-invalid=${aria.invalid} aria-required=${aria.required} aria-describedby=${aria.described} ?disabled=${disabled} @input=${typed}>`;
}

/** Takes an answer back. @param {Field} field @param {Filling["onInput"]} onInput */
const clear = (field, onInput) => html`<button type="button" class="link" data-testid="field-clear" data-field=${field.id} @click=${() => onInput(field.id, null)}>${say.buy.clearChoice}</button>`;

/**
 * Yes, no, or neither: whoever does not mind leaves it open, and it is not sent.
 * @param {Field} field @param {string} id @param {Answer | undefined} answer
 * @param {{ invalid: string, described: unknown }} aria
 * @param {{ onInput: Filling["onInput"], disabled: boolean }} filling
 */
function openTruth(field, id, answer, aria, { onInput, disabled }) {
  return html`<div id=${id} class="choices" role="radiogroup" aria-labelledby="${id}-label" aria-describedby=${aria.described}>
    ${[true, false].map((truth) => html`<label class="check"><input type="radio" name=${id} data-testid="field-choice" data-field=${field.id} data-index=${truth ? "yes" : "no"}
      .checked=${live(answer === truth)} aria-invalid=${aria.invalid} ?disabled=${disabled} @change=${() => onInput(field.id, truth)}><span>${truth ? say.buy.yes : say.buy.no}</span></label>`)}
    ${typeof answer === "boolean" ? clear(field, onInput) : nothing}
  </div>`;
}

/**
 * One or several of the options; the answer is their indices.
 * @param {Field} field @param {string} id @param {number[]} chosen
 * @param {{ invalid: string, required: string, described: unknown }} aria
 * @param {{ onInput: Filling["onInput"], disabled: boolean }} filling
 */
function choices(field, id, chosen, aria, { onInput, disabled }) {
  const one = single(field);
  if (one && field.options.length > MANY_OPTIONS) {
    return html`<select id=${id} class="input" data-testid="field-input" data-field=${field.id} aria-invalid=${aria.invalid} aria-required=${aria.required} aria-describedby=${aria.described}
        ?disabled=${disabled} @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.target);
          onInput(field.id, value === "" ? [] : [Number(value)]);
        }}>
      <option value="" .selected=${chosen.length === 0}>${say.buy.choose}</option>
      ${field.options.map((option, index) => html`<option value=${index} .selected=${chosen.includes(index)} ?disabled=${!option.readable}>${optionLabel(option)}</option>`)}
    </select>`;
  }
  /** @param {number} index @param {boolean} on */
  const choose = (index, on) => onInput(field.id, one ? (on ? [index] : []) : on ? [...chosen, index].sort((a, b) => a - b) : chosen.filter((other) => other !== index));
  return html`<div id=${id} class="choices" role=${one ? "radiogroup" : "group"} aria-labelledby="${id}-label" aria-describedby=${aria.described}>
    ${field.options.map((option, index) => html`<label class="check"><input type=${one ? "radio" : "checkbox"} name=${id} data-testid="field-choice" data-field=${field.id} data-index=${index}
      .checked=${live(chosen.includes(index))} aria-invalid=${aria.invalid} ?disabled=${disabled || !option.readable}
      @change=${(/** @type {Event} */ event) => choose(index, /** @type {HTMLInputElement} */ (event.target).checked)}><span>${optionLabel(option)}</span></label>`)}
    ${one && !field.required && chosen.length > 0 ? html`<button type="button" class="link" data-testid="field-clear" data-field=${field.id} @click=${() => onInput(field.id, [])}>${say.buy.clearChoice}</button>` : nothing}
  </div>`;
}

/** @param {FieldOption} option */
const optionLabel = ({ label, readable }) => (readable ? (label === "" ? say.buy.unnamedOption : label) : `${label} (${say.buy.unreadable})`);

const requiredMark = () => html`<span class="required" data-tip=${say.buy.required} aria-hidden="true">*</span>`;

/** What the agent says to a field: as it wrote it, in Markdown or plainly. @param {Field} field @param {Filling} filling */
function explained({ id, description }, { notes = {} }) {
  const note = Object.hasOwn(notes, id) ? notes[id] : undefined;
  if (note !== undefined) return html`<div class="field-prose" data-testid="field-note" data-field=${id}>${prose(note)}</div>`;
  return description === "" ? nothing : html`<p>${description}</p>`;
}

/** @param {Field} field @param {string} id @param {Filling} filling */
function fieldRow(field, id, filling) {
  if (field.kind === "hidden") return nothing;
  if (field.kind === "none") {
    return html`<div class="field field-note" data-testid="field" data-field=${field.id} data-kind=${field.kind}><div><strong>${field.label}</strong>${explained(field, filling)}${cut(field)}</div></div>`;
  }
  if (field.kind === "nonce") {
    return html`<div class="field field-note" data-testid="field" data-field=${field.id} data-kind=${field.kind}><div><strong>${field.label}</strong><p class="help-own">${icon("info")}<span>${say.buy.nonce}</span></p></div></div>`;
  }
  const errors = filling.errors.filter((error) => error.field === field.id);
  const left = field.required && !field.insists && filling.answers[field.id] === null;
  // Offered once it was refused: nobody should leave out what is needed by a slip.
  const leave = field.required && !field.insists && errors.some((error) => error.rule === "required");
  const own = [...hints(field), ...(left ? [say.buy.leftEmpty] : [])];
  const help = [...(field.description === "" ? [] : [explained(field, filling)]), ...(field.cut ? [cut(field)] : []), ...own.map((line) => html`<p class="help-own">${icon("info")}<span>${line}</span></p>`)];
  const described = [help.length > 0 ? `${id}-help` : "", errors.length > 0 ? `${id}-error` : ""].filter((part) => part !== "").join(" ");
  const open = field.kind === "boolean" && !field.required && !mustTick(field);
  const grouped = open || field.kind === "radio" || (field.kind === "option" && !(single(field) && field.options.length > MANY_OPTIONS));
  const label = html`${field.label}${field.required ? requiredMark() : html`<span class="optional">${say.buy.optional}</span>`}`;
  return html`<div class="field ${errors.length > 0 ? "field-wrong" : ""}" data-testid="field" data-field=${field.id} data-kind=${field.kind}>
    ${field.kind === "boolean" && !open ? nothing : grouped ? html`<span class="label" id="${id}-label">${label}</span>` : html`<label class="label" id="${id}-label" for=${id}>${label}</label>`}
    ${control(field, id, filling.answers[field.id], errors.length > 0, described, filling)}
    ${help.length > 0 ? html`<div class="help" id="${id}-help">${help}</div>` : nothing}
    ${errors.length > 0 ? html`<div class="wrong" id="${id}-error">${errors.map((error) => html`<p data-testid="field-error" data-field=${field.id} data-rule=${error.rule}>${icon("warning")}<span>${errorText(error)}</span></p>`)}
      ${leave ? html`<p class="leave"><span>${say.buy.leaveEmptySays}</span> <button type="button" class="link" data-testid="field-leave" data-field=${field.id} @click=${() => filling.onInput(field.id, null)}>${say.buy.leaveEmpty}</button></p>` : nothing}</div>` : nothing}
  </div>`;
}

/** All groups. @param {Filling} filling */
export function formFields(filling) {
  const whole = filling.errors.filter((error) => !filling.form.groups.some((group) => group.fields.some((field) => field.id === error.field)) && error.field !== "ceiling");
  const marked = visible(filling.form).some((field) => (field.required && field.kind !== "none" && field.kind !== "boolean") || mustTick(field));
  return html`<div class="form-fields">
    ${visible(filling.form).length === 0 ? html`<p class="quiet">${say.buy.noFields}</p>` : nothing}
    ${filling.errors.length > 0 ? html`<div class="notice notice-danger" role="alert" data-testid="form-errors">${icon("warning")}<div><p>${say.buy.errors(filling.errors.length)}</p>
      ${whole.map((error) => html`<p data-testid="field-error" data-field=${error.field} data-rule=${error.rule}>${errorText(error)}</p>`)}</div></div>` : nothing}
    ${filling.form.groups.map((group, groupIndex) => html`<fieldset class="group">
      ${group.title === "" ? nothing : html`<legend>${group.title}</legend>`}
      ${group.fields.map((field, index) => fieldRow(field, elementId(filling.key ?? "field", groupIndex, index), filling))}
    </fieldset>`)}
    ${hidden(filling.form)}
    ${marked ? html`<p class="legend">${requiredMark()} ${say.buy.requiredLegend}</p>` : nothing}
  </div>`;
}

/** Brings the first refused field into view and puts the cursor there. */
export function focusFirstError() {
  const row = document.querySelector("main .field-wrong");
  /** @type {HTMLElement | null | undefined} */ (row?.querySelector("input, textarea, select"))?.focus();
}
