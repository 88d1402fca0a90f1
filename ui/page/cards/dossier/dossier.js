// What is held against a purchase that is not right: what was promised beside what came, until when something can be done, and why the
// person objects. It is there before anybody asks for it, and saved as one page with the receipt in it.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { asFailure, debounced } from "../../store.js";
import { say } from "../../words/say.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { ownTexts, texts } from "../../kit/money/money.js";
import { absolute, inWords } from "../../kit/time/time.js";
import { failurePanel } from "../failure/failure.js";
import { named } from "../foreign/foreign.js";
import { sheetWords } from "../receipt/receipt.js";
import { stepWord } from "../steps/steps.js";

/** @import { DossierPart, DossierView, Failure, ObjectionReason, PurchaseView } from "../../../types/contract.js" */

/** @type {ObjectionReason[]} */
const REASONS = ["nothing", "incomplete", "not-as-described", "wrong", "late", "other"];

/** How long after the last key the statement is kept, milliseconds. */
const KEPT_AFTER = 400;

/** @typedef {[string, string][]} Lines */

/** @param {PurchaseView} view @param {DossierView} dossier @param {typeof texts} amounts whether they can be hidden @returns {Lines} */
const promised = ({ row }, dossier, amounts) => [
  [say.dossier.price, row.price.length === 0 ? say.purchases.free : amounts(row.price).join(" + ")],
  [say.dossier.due, dossier.due === null ? say.dossier.notSaid : absolute(dossier.due)],
  [say.dossier.hashOnChain, dossier.promisedHash ?? say.dossier.noHash],
  ...(dossier.promisedAt === null ? [] : [/** @type {[string, string]} */ ([say.dossier.hashSeen, absolute(dossier.promisedAt)])]),
];

/** @param {DossierView["came"]} came */
const size = (came) => (came.kind === "nothing" ? say.dossier.nothing : came.kind === "too-much" ? say.dossier.tooMuch : came.kind === "part" ? say.dossier.part(say.bytes(came.bytes)) : say.bytes(came.bytes));

/** @param {PurchaseView} view @param {DossierView} dossier @returns {Lines} */
function came({ hash, agentSays }, dossier) {
  /** @type {Lines} */
  const lines = [[say.dossier.result, size(dossier.came)]];
  if (dossier.cameAt !== null) lines.push([say.dossier.arrived, absolute(dossier.cameAt)]);
  if (hash.state === "mismatch") lines.push([say.dossier.hashOfResult, hash.computed]);
  // Of nothing no proof is pending.
  if (dossier.came.kind !== "nothing" || dossier.promisedHash !== null) lines.push([say.dossier.proof, say.hash[hash.state].word]);
  if (agentSays !== null && (agentSays.text || agentSays.word) !== "") lines.push([say.dossier.agentSays, agentSays.text || agentSays.word]);
  return lines;
}

/** @param {PurchaseView} view @returns {Lines} */
const way = ({ steps }) => steps.filter(({ at }) => at !== null).map((step) => [stepWord(step), absolute(step.at ?? 0)]);

/** What can be done, in the words of the refund card, which alone knows. @param {PurchaseView} view */
const canBeDone = ({ refund }) => say.verdict[refund.verdict](inWords(refund.at), inWords(refund.until), inWords(refund.notBefore), inWords(refund.actsAt));

/** All of it in words, as it stands in the window, for the page that is saved. @param {PurchaseView} view @param {DossierView} dossier @returns {DossierPart[]} */
export function parts(view, dossier) {
  const { reason, statement } = dossier;
  /** @type {Lines} */
  const said = [[say.dossier.reason, reason === null ? say.dossier.notSaid : say.objectionReason[reason]], [say.dossier.statement, statement === "" ? say.dossier.notSaid : statement]];
  return [
    { title: say.dossier.wrong, lines: [[say.dossier.agent, named(view.row.agentName)], [say.dossier.what, say.dossierAbout[dossier.about]], [say.dossier.canBeDone, canBeDone(view)], [say.troubled.money, say.moneyIs[view.money]]] },
    { title: say.dossier.promised, lines: promised(view, dossier, texts) },
    { title: say.dossier.came, lines: came(view, dossier) },
    { title: say.dossier.way, lines: way(view) },
    { title: say.dossier.objection, lines: said },
  ];
}

/** @param {string} title @param {Lines} lines */
const facts = (title, lines) => html`<h3>${title}</h3><dl class="facts">${lines.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** @param {{ id: string, redraw: () => void }} options */
export function dossierCard({ id, redraw }) {
  /** What the person says, from when they change it on: what is read anew may be of before. @type {{ reason: ObjectionReason | null, statement: string } | null} */
  let said = null;
  /** @type {Failure | null} */
  let failure = null;
  let kept = false;
  let saving = false;
  /** @type {string | null} */
  let path = null;

  /** @param {DossierView} dossier @returns {DossierView} */
  const asSaid = (dossier) => ({ ...dossier, ...said });

  /** @param {DossierView} dossier @param {Partial<NonNullable<typeof said>>} change */
  function objects(dossier, change) {
    const { reason, statement } = asSaid(dossier);
    said = { reason, statement, ...change };
    kept = false;
  }

  const later = debounced(() => void keep(), KEPT_AFTER);

  async function keep() {
    later.cancel();
    if (said === null || kept) return;
    const { reason, statement } = said;
    failure = await backend.purchaseObjection(id, reason, statement).then(() => null, asFailure);
    kept = failure === null && said.reason === reason && said.statement === statement;
    redraw();
  }

  /** @param {PurchaseView} view @param {DossierView} dossier */
  async function save(view, dossier) {
    if (saving) return;
    saving = true;
    path = null;
    redraw();
    await keep();
    try {
      const words = { title: say.dossier.file, attached: say.dossier.attached, attachedSays: say.dossier.attachedSays, parts: parts(view, asSaid(dossier)) };
      path = (await backend.dossierSave(id, words, sheetWords()))?.path ?? null;
    } catch (error) {
      failure = asFailure(error);
    }
    saving = false;
    redraw();
  }

  return {
    /** @param {PurchaseView} view */
    view(view) {
      if (view.dossier === null) return nothing;
      const dossier = asSaid(view.dossier);
      return html`<section class="card dossier" data-testid="dossier" data-about=${dossier.about} data-late=${dossier.tooLate} aria-labelledby="dossier-title">
        <h2 id="dossier-title">${say.dossier.title}</h2>
        <p><strong>${say.dossierAbout[dossier.about]}</strong> <span data-testid="dossier-until">${canBeDone(view)}</span></p>
        <div class="dossier-sides">
          <div class="dossier-side" data-testid="dossier-promised">${facts(say.dossier.promised, promised(view, dossier, ownTexts))}</div>
          <div class="dossier-side" data-testid="dossier-came">${facts(say.dossier.came, came(view, dossier))}</div></div>
        <div class="field"><label class="label" for="dossier-reason">${say.dossier.reason}</label>
          <select id="dossier-reason" class="input" data-testid="dossier-reason" @change=${(/** @type {Event} */ event) => {
            objects(dossier, { reason: /** @type {ObjectionReason | ""} */ (/** @type {HTMLSelectElement} */ (event.target).value) || null });
            void keep();
          }}>
            <option value="" ?selected=${dossier.reason === null}>${say.dossier.choose}</option>
            ${REASONS.map((reason) => html`<option value=${reason} ?selected=${reason === dossier.reason}>${say.objectionReason[reason]}</option>`)}</select></div>
        <div class="field"><label class="label" for="dossier-statement">${say.dossier.statement}</label>
          <textarea id="dossier-statement" class="input" rows="3" maxlength="10000" data-testid="dossier-statement" aria-describedby="dossier-private" .value=${live(dossier.statement)}
            @input=${(/** @type {Event} */ event) => {
              objects(dossier, { statement: /** @type {HTMLTextAreaElement} */ (event.target).value });
              later.later();
            }} @change=${() => void keep()}></textarea>
          <p class="quiet" id="dossier-private">${say.dossier.private} <span role="status">${kept ? say.kit.saved : nothing}</span></p></div>
        ${failure === null ? nothing : failurePanel(failure)}
        <p class="dossier-buttons"><button type="button" class="button" data-testid="dossier-save" data-tip=${say.dossier.saveSays} ?disabled=${saving} @click=${() => void save(view, dossier)}>${icon("file")}${say.dossier.save}</button></p>
        <p class="saved-at" role="status">${path === null ? nothing : html`${icon("check")}<span data-testid="dossier-saved" data-path=${path}>${say.receipt.saved(path)}</span>${copyButton(path, say.diagnostics.path)}`}</p>
      </section>`;
    },
    /** What was typed last is kept. */
    close: () => void keep(),
  };
}
