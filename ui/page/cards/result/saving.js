// Saves a result as a file, and says where it is.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failurePanel } from "../failure/failure.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { menuButton } from "../../kit/menu/menu.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";
import { absolute } from "../../kit/time/time.js";
import { sendTo } from "./send-to.js";

/** @import { Failure, PageWords, ResultForm, ResultKind, ResultView } from "../../../types/contract.js" */

/** What its text alone is called. @type {Record<ResultKind, "markdown" | "json" | "text">} */
const TEXT = { markdown: "markdown", json: "json", text: "text" };

/** What stands above a result in a page. @param {ResultView} result @param {string} agentName @returns {PageWords} */
const pageWords = ({ at, bytes, content }, agentName) => ({
  language: say.tag, title: say.result.pageTitle(agentName), facts: [say.result.fromAgent, say.result.pageCame(absolute(at)), say.result.pageBytes(say.bytes(bytes), content)], onlyBeginning: say.result.pageCut,
});

/** @param {{ id: string, redraw: () => void, print: () => void }} options */
export function saving({ id, redraw, print }) {
  let busy = false;
  /** @type {string | null} */
  let path = null;
  /** @type {Failure | null} */
  let failure = null;

  /** @param {ResultView} result @param {string} agentName @param {ResultForm} form */
  async function save(result, agentName, form) {
    if (busy) return;
    busy = true;
    failure = null;
    redraw();
    try {
      path = (await backend.purchaseResultSave(id, result.content, form, pageWords(result, agentName)))?.path ?? path;
    } catch (error) {
      failure = asFailure(error);
    }
    busy = false;
    redraw();
  }

  return {
    /** @param {ResultView} result @param {ResultKind} kind @param {string} agentName */
    button: (result, kind, agentName) => html`<span data-testid="result-save">${menuButton({
      label: say.result.save, text: say.result.save, quiet: false,
      entries: () => [
        { id: "save-original", text: say.result.saveOriginal, note: say.result.saveOriginalSays, act: () => void save(result, agentName, "original") },
        { id: "save-text", text: say.result.saveText[TEXT[kind]], act: () => void save(result, agentName, "text") },
        { id: "save-page", text: say.result.savePage, note: say.result.savePageSays, act: () => void save(result, agentName, "page") },
        "line",
        { id: "print", text: say.result.print, act: print },
        { id: "send-to", text: say.fill.sendTo, note: say.fill.sendToSays, ...(result.complete ? {} : { disabled: say.result.partial }), act: () => void sendTo(id) },
      ],
    })}</span>`,
    told: () => html`<p class="saved-at" role="status">${path === null ? nothing : html`${icon("check")}<span data-testid="result-saved" data-path=${path}>${say.result.savedAt(path)}</span>${copyButton(path, say.result.savedPath)}`}</p>${failure === null ? nothing : failurePanel(failure)}`,
  };
}
