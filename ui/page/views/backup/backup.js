// One encrypted file with everything but the keys: making it, looking into one, and putting it back.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { failureLine, failurePanel } from "../../cards/failure/failure.js";
import { pageHead } from "../../frame/frame.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { networkPill } from "../../kit/pill/pill.js";
import { inWords } from "../../kit/time/time.js";
import { BYTES, passphrase as suggested } from "../../lib/passphrase.js";
import { href } from "../../router.js";
import { asFailure } from "../../store.js";
import { say } from "../../words/say.js";

/** @import { BackupProfileView, BackupSavedView, BackupView, Failure, RestoredView } from "../../../types/contract.js" */

/** Characters of a passphrase, at least. */
const SHORTEST = 12;

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  /** What is under way. @type {"save" | "look" | "restore" | null} */
  let busy = null;
  /** Of what was done last. @type {{ of: "save" | "restore", failure: Failure } | null} */
  let failed = null;
  const making = { passphrase: "", again: "", suggested: "" };
  /** @type {BackupSavedView | null} */
  let saved = null;
  const reading = { path: "", passphrase: "" };
  /** @type {BackupView | null} */
  let found = null;
  /** Histories to be put beside those that are here. @type {Set<string>} */
  const beside = new Set();
  /** @type {RestoredView | null} */
  let restored = null;

  /** @param {NonNullable<typeof busy>} what @param {() => Promise<unknown>} act */
  async function once(what, act) {
    if (busy !== null) return;
    busy = what;
    failed = null;
    frame.redraw();
    try {
      await act();
    } catch (error) {
      failed = { of: what === "save" ? "save" : "restore", failure: asFailure(error) };
    }
    busy = null;
    frame.redraw();
  }

  /** The same text is in the page no longer than it is needed. */
  const save = () => once("save", async () => {
    saved = null;
    saved = await backend.backupSave(making.passphrase);
    // The person said nowhere.
    if (saved === null) return;
    Object.assign(making, { passphrase: "", again: "", suggested: "" });
  });

  const look = () => once("look", async () => {
    found = restored = null;
    found = await backend.backupPreview(reading.path, reading.passphrase);
    beside.clear();
    // Nothing of it is here otherwise.
    for (const { id, fate } of found.profiles) if (fate === "node-here") beside.add(id);
  });

  /** @param {BackupView} view */
  const restore = (view) => once("restore", async () => {
    restored = await backend.backupRestore({ path: reading.path, passphrase: reading.passphrase, id: view.id, beside: [...beside] });
    found = null;
    reading.passphrase = "";
    frame.took(restored.app);
    // What is above it may have become longer.
    requestAnimationFrame(() => document.querySelector("[data-testid='restored']")?.scrollIntoView({ block: "center" }));
  });

  function suggest() {
    making.suggested = suggested(crypto.getRandomValues(new Uint8Array(BYTES)));
    making.passphrase = making.suggested;
    making.again = "";
    frame.redraw();
  }

  /** There is nothing to be saved yet. */
  const isEmpty = () => frame.app().profiles.every(({ sandbox }) => sandbox) && frame.app().removed.length === 0;
  /** What is said in its place; somebody without any node came to put a backup back. */
  const nothingYet = () => (frame.app().profiles.length === 0 ? nothing : html`<section class="card" aria-labelledby="backup-make"><h2 id="backup-make">${say.backup.make}</h2><p class="quiet" data-testid="backup-nothing">${say.backup.nothingYet}</p></section>`);
  const isLong = () => [...making.passphrase].length >= SHORTEST;
  const isSame = () => making.passphrase === making.again;

  /** @param {string} id @param {string} label @param {string} value @param {(text: string) => void} typed @param {{ secret?: boolean, help?: unknown, wrong?: boolean }} [how] */
  const field = (id, label, value, typed, { secret = true, help = nothing, wrong = false } = {}) => html`<div class="field"><label class="label" for=${id}>${label}</label>
    <input id=${id} class="input" type=${secret ? "password" : "text"} data-testid="backup-field" data-field=${id} autocomplete="off" spellcheck="false" maxlength=${secret ? 1000 : 4096} aria-invalid=${wrong} aria-describedby=${help === nothing ? nothing : `${id}-says`} .value=${live(value)} @input=${(/** @type {Event} */ event) => {
      typed(valueOf(event));
      frame.redraw();
    }}>${help === nothing ? nothing : html`<p class="help" id="${id}-says">${help}</p>`}</div>`;

  /** @param {"save" | "restore"} of */
  const wrong = (of) => (failed?.of === of ? failurePanel(failed.failure) : nothing);

  const about = () => html`<div class="backup-about">
    <section class="card"><h2>${say.backup.inIt}</h2><ul class="plain-list">${say.backup.contains.map((part) => html`<li>${part}</li>`)}</ul></section>
    <section class="card"><h2>${say.backup.notInIt}</h2><ul class="plain-list">${say.backup.lacks.map((part) => html`<li>${part}</li>`)}</ul></section></div>`;

  const suggestion = () => html`<p class="backup-suggested"><button type="button" class="button" data-testid="backup-suggest" @click=${suggest}>${icon("key")}${say.backup.suggest}</button>
    ${making.suggested === "" || making.suggested !== making.passphrase ? nothing : html`<code class="code" data-testid="backup-suggested">${making.suggested}</code>${copyButton(making.suggested, say.backup.thePassphrase)}`}</p>`;

  const savedLine = () => (saved === null ? nothing : html`<div data-testid="backup-saved" data-path=${saved.path} data-purchases=${saved.purchases}>
    <p class="saved-at">${icon("check")}<span>${say.backup.saved(saved.profiles, saved.purchases, saved.path)}</span>${copyButton(saved.path, say.diagnostics.path)}</p>
    ${saved.leftOut.map(({ label, failure }) => html`<p class="notice notice-warn" data-testid="backup-left-out">${icon("warning")}<span>${say.backup.leftOut(label)} ${failureLine(failure)}</span></p>`)}</div>`);

  const make = () => html`<section class="card" aria-labelledby="backup-make"><h2 id="backup-make">${say.backup.make}</h2>
    <p class="quiet">${say.backup.makeSays}</p>
    <form class="backup-form" novalidate data-testid="backup-form" @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (isLong() && isSame()) void save();
    }}>
      ${suggestion()}
      ${field("backup-passphrase", say.backup.passphrase, making.passphrase, (text) => void (making.passphrase = text), { help: say.backup.passphraseSays(SHORTEST), wrong: making.passphrase !== "" && !isLong() })}
      ${field("backup-again", say.backup.again, making.again, (text) => void (making.again = text), { help: making.again !== "" && !isSame() ? say.backup.notSame : nothing, wrong: making.again !== "" && !isSame() })}
      <p><button type="submit" class="button button-primary" data-testid="backup-save" ?disabled=${busy !== null || !isLong() || !isSame()}>${icon("save")}${busy === "save" ? say.backup.saving : say.backup.save}</button></p>
    </form>
    ${wrong("save")}<div role="status">${savedLine()}</div></section>`;

  /** @param {BackupProfileView} node */
  const fate = (node) => (node.fate === "new" ? (node.removed ? say.backup.newRemoved : say.backup.newHere) : html`${node.fate === "here" ? say.backup.here(node.here ?? "") : say.backup.nodeHere(node.here ?? "")} ${node.longer === null ? nothing : say.backup.longer[node.longer]}`);

  /** @param {BackupProfileView} node */
  const row = (node) => html`<li class="profile-row" data-testid="restore-profile" data-id=${node.id} data-fate=${node.fate}><div class="profile-what"><strong>${node.label}</strong>${networkPill(node.network, false)}
    <p class="quiet">${node.nodeUrl}</p>
    <p>${node.history ? say.backup.holds(node.purchases, node.open) : say.backup.noHistory}</p>
    <p>${fate(node)}</p>
    ${node.fate === "new" || !node.history ? nothing : html`<label class="check"><input type="checkbox" data-testid="restore-beside" data-id=${node.id} .checked=${live(beside.has(node.id))} @change=${() => {
      if (!beside.delete(node.id)) beside.add(node.id);
      frame.redraw();
    }}><span>${say.backup.beside}<small>${say.backup.besideSays}</small></span></label>`}</div></li>`;

  /** @param {BackupView} view */
  const content = (view) => html`<div class="backup-found" data-testid="restore-view" data-id=${view.id}>
    <p><strong>${say.backup.made(inWords(view.made), view.app)}</strong> ${say.backup.whole}</p>
    <ul class="profile-list">${view.profiles.map(row)}</ul>
    <p>${view.settings || view.limits ? say.backup.settingsTaken : say.backup.settingsStay}</p>
    <p class="notice">${icon("shield")}<span>${say.backup.safe}</span></p>
    <p><button type="button" class="button button-primary" data-testid="restore-apply" ?disabled=${busy !== null} @click=${() => void restore(view)}>${busy === "restore" ? say.backup.restoring : say.backup.restore}</button></p></div>`;

  const back = () => html`<section class="card backup-restore" aria-labelledby="backup-back"><h2 id="backup-back">${say.backup.back}</h2>
    <p class="quiet">${say.backup.backSays}</p>
    <form class="backup-form" novalidate data-testid="restore-form" @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void look();
    }}>
      ${field("restore-path", say.backup.path, reading.path, (text) => void ([reading.path, found] = [text, null]), { secret: false, help: say.backup.pathSays })}
      ${field("restore-passphrase", say.backup.passphrase, reading.passphrase, (text) => void ([reading.passphrase, found] = [text, null]))}
      <p><button type="submit" class="button" data-testid="restore-look" ?disabled=${busy !== null || reading.path.trim() === "" || reading.passphrase === ""}>${icon("eye")}${busy === "look" ? say.backup.looking : say.backup.look}</button></p>
    </form>
    ${wrong("restore")}${found === null ? nothing : content(found)}
    <p role="status">${restored === null ? nothing : html`<span data-testid="restored" data-added=${restored.added} data-beside=${restored.beside}>${icon("check")} ${say.backup.restored(restored.added, restored.beside)}</span>`}</p></section>`;

  return {
    title: () => say.backup.title,
    view: () => html`<div class="page" data-testid="backup">
      ${pageHead(say.backup.title, { back: { href: href({ name: "settings" }), text: say.settings.title }, below: html`<p class="lead">${say.backup.lead}</p>` })}
      ${about()}${isEmpty() ? nothingYet() : make()}${back()}
    </div>`,
  };
}
