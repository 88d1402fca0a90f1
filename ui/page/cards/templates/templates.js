// The person's templates for an agent: saved from a form, used again, saved as files and taken from them.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { ask, dismiss } from "../../kit/dialog/dialog.js";
import { icon } from "../../kit/icon/icon.js";
import { menuButton } from "../../kit/menu/menu.js";
import { note } from "../../kit/toast/toast.js";
import { readText } from "../../lib/text-file.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";
import { WORD } from "../filled/filled.js";
import { errorText } from "../form-fields/form-fields.js";

/** @import { Answers, TemplateView } from "../../../types/contract.js" */

/** A larger file is no template, bytes. */
const MOST = 3_000_000;

/** @param {string} id of the agent */
const own = async (id) => (await backend.bookmarks().ask()).templates.filter(({ agent }) => agent === id.toLowerCase());

/** @param {unknown} error */
const failed = (error) => {
  const failure = asFailure(error);
  note(failure.code === "input" ? say.fill.notATemplate : say.failure[failure.code].what(failure.side));
};

/** @param {string} id @param {Answers} answers */
async function save(id, answers) {
  let name = "";
  const known = await own(id).catch(() => []);
  const replaced = () => known.find((template) => template.name === name.trim());
  /** @param {() => void} redraw */
  const body = (redraw) => html`<p>${say.fill.saveSays("{date}", WORD.clipboard, WORD.file)}</p><div class="field"><label class="label" for="template-name">${say.fill.name}</label>
    <input id="template-name" class="input" data-testid="template-name" maxlength="120" autocomplete="off" .value=${name} @input=${(/** @type {Event} */ event) => {
      name = /** @type {HTMLInputElement} */ (event.target).value;
      redraw();
    }}></div><p role="status">${replaced() === undefined ? nothing : say.fill.replaces(name.trim())}</p>`;
  if (!(await ask({ title: say.fill.saveTitle, body, confirm: say.fill.saveGo, ready: () => name.trim() !== "" }))) return;
  try {
    const [refused] = await backend.templateSave(id, name, answers);
    note(refused ? errorText(refused) : say.fill.saved(name.trim()));
  } catch (error) {
    failed(error);
  }
}

/** @param {string} id @param {(template: string) => void} use */
async function show(id, use) {
  const agent = id;
  let templates = await own(id);
  /** @type {string} */
  let told = "";
  /** @param {() => void} redraw @param {() => Promise<string>} act */
  async function doing(redraw, act) {
    try {
      told = await act();
      templates = await own(id);
    } catch (error) {
      const failure = asFailure(error);
      told = failure.code === "input" ? say.fill.notATemplate : say.failure[failure.code].what(failure.side);
    }
    redraw();
  }
  /** @param {() => void} redraw @param {TemplateView} template */
  const row = (redraw, { id, name }) => html`<li class="templates-row" data-testid="template" data-id=${id}><span class="templates-name">${name}</span>
    <button type="button" class="button button-small" data-testid="template-use" aria-label=${say.fill.use(name)} @click=${() => void dismiss().then(() => use(id))}>${say.fill.useShort}</button>
    <button type="button" class="button button-quiet button-small" data-testid="template-export" aria-label=${say.fill.exportOf(name)} @click=${() => void doing(redraw, async () => {
      const saved = await backend.templateExport(id);
      return saved === null ? "" : say.batch.exported(saved.path);
    })}>${say.fill.export}</button>
    <button type="button" class="button button-quiet button-small" data-testid="template-remove" aria-label=${say.fill.removeOf(name)} @click=${() => void doing(redraw, async () => {
      await backend.templateForget(id);
      return "";
    })}>${say.fill.remove}</button></li>`;
  /** @param {() => void} redraw */
  const body = (redraw) => html`${templates.length === 0 ? html`<p class="quiet">${say.fill.none}</p>` : html`<ul class="templates">${templates.map((template) => row(redraw, template))}</ul>`}
    <p><label class="button" for="template-import">${icon("file")}${say.fill.import}</label><input id="template-import" class="visually-hidden" type="file" data-testid="template-import" accept=".json,application/json" @change=${(/** @type {Event} */ event) => {
      const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
      if (file) void doing(redraw, async () => {
        const read = await readText(file, MOST);
        if ("wrong" in read) return say.textFile[read.wrong](say.bytes(MOST));
        const before = templates.length;
        await backend.templateImport(read.text);
        return (await own(agent)).length > before ? say.fill.imported : say.fill.importedOther;
      });
    }}></p>
    <p role="status" data-testid="templates-told">${told === "" ? nothing : told}</p>`;
  await ask({ title: say.fill.showTitle, body, confirm: say.frame.close, alone: true });
}

/** @param {{ id: string, answers: () => Answers, use: (template: string) => void }} parts */
export const templatesButton = ({ id, answers, use }) => html`<span data-testid="templates">${menuButton({
  label: say.fill.templates, text: say.fill.templates, quiet: true,
  entries: () => [
    { id: "template-save", text: say.fill.save, icon: "bookmark", act: () => void save(id, answers()) },
    { id: "templates-show", text: say.fill.show, icon: "rows", act: () => void show(id, use).catch(failed) },
  ],
})}</span>`;
