// What may be given to a developer: shown whole, then saved or copied exactly as shown.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { pageHead } from "../../frame/frame.js";
import { copy, copyButton } from "../../kit/copy/copy.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { icon } from "../../kit/icon/icon.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, reading } from "../../store.js";

/** @import { DiagnosticsView, Failure } from "../../../types/contract.js" */

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  let keepsHosts = false;
  const text = reading(() => backend.diagnostics(keepsHosts ? "kept" : "hidden"), frame.redraw);
  let saving = false;
  /** Where it was saved, and which text. @type {{ id: string, path: string } | null} */
  let saved = null;
  /** @type {Failure | undefined} */
  let failure;
  void text.read();

  /** @param {string} id */
  async function save(id) {
    if (saving) return;
    saving = true;
    failure = undefined;
    frame.redraw();
    try {
      const to = await backend.diagnosticsSave(id);
      if (to !== null) saved = { id, path: to.path };
    } catch (error) {
      failure = asFailure(error);
    }
    saving = false;
    frame.redraw();
  }

  /** @param {DiagnosticsView} view */
  const replaced = (view) => html`<section class="card" data-testid="diagnostics-replaced"><h2>${say.diagnostics.replaced}</h2>
    ${view.replaced.length === 0 ? html`<p class="quiet">${say.diagnostics.nothingReplaced}</p>` : html`<p class="quiet">${say.diagnostics.replacedSays}</p>
      <dl class="facts facts-tight">${view.replaced.map(({ kind, places }) => html`<div data-testid="replaced" data-kind=${kind} data-places=${places}><dt>${say.redacted[kind]}</dt><dd>${say.diagnostics.places(places)}</dd></div>`)}</dl>`}
    <label class="check diagnostics-hosts"><input type="checkbox" data-testid="keep-hosts" .checked=${live(keepsHosts)} ?disabled=${text.loading} @change=${() => {
      keepsHosts = !keepsHosts;
      void text.read();
      frame.redraw();
    }}><span>${say.diagnostics.keepHosts}<small>${say.diagnostics.keepHostsSays}</small></span></label></section>`;

  /** @param {DiagnosticsView} view */
  const content = (view) => html`
    <div class="diagnostics-about">
      <section class="card"><h2>${say.diagnostics.inIt}</h2><ul class="plain-list">${say.diagnostics.contains.map((part) => html`<li>${part}</li>`)}</ul><p><strong>${say.diagnostics.never}</strong></p></section>
      ${replaced(view)}
    </div>
    <section class="card diagnostics-whole" data-testid="diagnostics-whole" data-id=${view.id} aria-busy=${text.loading}><div class="card-head"><h2>${say.diagnostics.text}</h2>
        <button type="button" class="button" data-testid="diagnostics-copy" ?disabled=${text.loading} @click=${() => copy(view.text, say.diagnostics.copied)} aria-label=${say.copying.copyWhat(say.diagnostics.thisText)}>${icon("copy")}${say.copying.copy}</button>
        <button type="button" class="button button-primary" data-testid="diagnostics-save" ?disabled=${saving || text.loading} @click=${() => void save(view.id)}>${icon("save")}${say.diagnostics.save}</button></div>
      ${failure ? failurePanel(failure) : nothing}
      <p class="saved-at" role="status">${saved !== null && saved.id === view.id ? html`${icon("check")}<span data-testid="diagnostics-saved" data-path=${saved.path}>${say.diagnostics.saved(saved.path)}</span>${copyButton(saved.path, say.diagnostics.path)}` : nothing}</p>
      <pre class="written diagnostics-text" data-testid="diagnostics-text" tabindex="0" role="region" aria-label=${say.diagnostics.text} translate="no">${view.text}</pre></section>`;

  return {
    title: () => say.diagnostics.title,
    readings: [text],
    view: () => html`<div class="page" data-testid="diagnostics">
      ${pageHead(say.diagnostics.title, { back: { href: href({ name: "settings" }), text: say.settings.title }, below: html`<p class="lead">${say.diagnostics.lead}</p>` })}
      ${shown(text, { loading: skeleton(3, "page"), view: content })}
    </div>`,
  };
}
