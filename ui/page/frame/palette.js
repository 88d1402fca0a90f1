// Ctrl K: go anywhere, find an agent or a purchase, copy the address, ask for a refund. One field and one list.
import { html, nothing, render } from "lit-html";
import { backend } from "../backend.js";
import { say } from "../words/say.js";
import { asFailure } from "../store.js";
import { copy } from "../kit/copy/copy.js";
import { named } from "../cards/foreign/foreign.js";
import { icon } from "../kit/icon/icon.js";
import { typedIdentifier } from "../lib/identifier.js";
import { confirmRefund } from "../cards/refund/refund.js";
import { note } from "../kit/toast/toast.js";

/**
 * @import { Frame } from "./frame.js"
 * @typedef {{ group: string, icon: import("../kit/icon/icon.js").IconName, text: string, note?: string, run: () => void }} Entry
 */

/** How many agents and purchases are offered. */
const MOST = 6;

const element = () => /** @type {HTMLDialogElement} */ (document.getElementById("palette"));

export const paletteOpen = () => element().open;

/** @param {Frame} frame @returns {Entry[]} */
function places(frame) {
  /** @type {Entry[]} */
  const entries = (/** @type {const} */ (["market", "purchases", "wallet", "settings"])).map((name) => ({ group: say.palette.goTo, icon: name, text: say.frame[name], run: () => frame.go({ name }) }));
  entries.push({ group: say.palette.actions, icon: "copy", text: say.palette.copyAddress, run: () => copyAddress(frame) });
  entries.push({ group: say.palette.actions, icon: "plus", text: say.palette.connect, run: () => frame.go({ name: "connect", profile: null }) });
  return entries;
}

/** @param {unknown} error */
const complain = (error) => note(say.failure[asFailure(error).code].what(asFailure(error).side));

/** Which of several is meant only the person knows. @param {Frame} frame */
async function copyAddress(frame) {
  try {
    const { wallets } = await backend.wallet().ask();
    const [only, ...more] = wallets;
    if (!only) note(say.wallet.unknownTitle);
    else if (more.length === 0) await copy(only.address, say.wallet.copied);
    else {
      frame.go({ name: "wallet" });
      note(say.wallet.several);
    }
  } catch (error) {
    complain(error);
  }
}

/** The same question as on the purchase's own page; what came of it is read there. @param {Frame} frame @param {string} id */
async function askRefund(frame, id) {
  frame.go({ name: "purchase", id });
  try {
    const { refund } = await backend.purchase(id).ask();
    if (refund.action === null || refund.disabled !== null) return;
    const answer = await confirmRefund(refund.action, refund);
    if (answer) await backend.refund(id, answer.card, answer.typedName);
  } catch (error) {
    complain(error);
  }
}

/** Agents and purchases that match. @param {Frame} frame @param {string} text @returns {Promise<Entry[]>} */
async function found(frame, text) {
  const [market, list] = await Promise.allSettled([backend.market(text).ask(), backend.purchases({ text, group: null, most: 100 }).ask()]);
  /** @type {Entry[]} */
  const entries = [];
  if (list.status === "fulfilled") {
    for (const row of list.value.rows.slice(0, MOST)) {
      entries.push({ group: say.palette.purchases, icon: "purchases", text: row.agentName, note: row.title || say.phase[row.phase], run: () => frame.go({ name: "purchase", id: row.id }) });
    }
  }
  if (market.status === "fulfilled") {
    for (const card of market.value.agents.slice(0, MOST)) entries.push({ group: say.palette.agents, icon: "market", text: named(card.name), note: card.author, run: () => frame.go({ name: "agent", id: card.id }) });
  }
  const identifier = typedIdentifier(text);
  const listed = market.status === "fulfilled" && market.value.agents.some(({ id }) => id.toLowerCase() === identifier);
  if (identifier !== "" && !listed) entries.push({ group: say.palette.agents, icon: "market", text: say.market.unlistedGo, run: () => frame.go({ name: "agent", id: identifier }) });
  if (list.status === "fulfilled") {
    const refundable = list.value.rows.filter(({ refund }) => refund === "request" || refund === "dispute");
    for (const row of refundable.slice(0, 3)) entries.push({ group: say.palette.actions, icon: "undo", text: say.palette.refundFor(row.agentName), note: row.title, run: () => askRefund(frame, row.id) });
  }
  return entries;
}

/** @param {Frame} frame */
export function openPalette(frame) {
  const dialog = element();
  if (dialog.open || document.querySelector("dialog[open]")) return;
  let text = "";
  let chosen = 0;
  let turn = 0;
  /** @type {Entry[]} */
  let matches = [];

  const entries = () => {
    const words = text.trim().toLocaleLowerCase();
    const all = places(frame).filter((entry) => words === "" || entry.text.toLocaleLowerCase().includes(words));
    return [...all, ...matches];
  };

  async function search() {
    const mine = ++turn;
    chosen = 0;
    if (text.trim() === "") matches = [];
    draw();
    const fresh = text.trim() === "" ? [] : await found(frame, text.trim());
    if (mine !== turn) return;
    matches = fresh;
    draw();
  }

  /** @param {Entry | undefined} entry */
  function run(entry) {
    if (!entry) return;
    dialog.close();
    entry.run();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const count = entries().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      chosen = (chosen + step + count) % count;
      draw();
      document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(entries()[chosen]);
    }
  }

  function draw() {
    const list = entries();
    let group = "";
    render(html`<div class="palette-box" data-testid="palette" aria-label=${say.palette.label}>
      <label class="palette-field">${icon("search")}<span class="visually-hidden">${say.palette.label}</span>
        <input type="text" data-testid="palette-input" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant=${list.length > 0 ? `palette-${chosen}` : nothing} autocomplete="off" spellcheck="false"
          placeholder=${say.palette.placeholder} .value=${text} @keydown=${key} @input=${(/** @type {Event} */ event) => {
            text = /** @type {HTMLInputElement} */ (event.target).value;
            void search();
          }}></label>
      <ul id="palette-list" class="palette-list" role="listbox" aria-label=${say.palette.label}>
        ${list.length === 0 ? html`<li class="palette-none">${say.palette.none}</li>` : list.map((entry, index) => {
          const head = entry.group === group ? nothing : html`<li class="palette-group" role="presentation">${entry.group}</li>`;
          group = entry.group;
          return html`${head}<li id="palette-${index}" class="palette-entry" role="option" aria-selected=${index === chosen} data-testid="palette-entry" @click=${() => run(entry)} @mousemove=${() => {
            if (chosen !== index) {
              chosen = index;
              draw();
            }
          }}>${icon(entry.icon)}<span>${entry.text}</span>${entry.note ? html`<span class="palette-note">${entry.note}</span>` : nothing}</li>`;
        })}
      </ul>
      <p class="palette-hint" aria-hidden="true">${say.palette.hint}</p>
    </div>`, dialog);
  }

  dialog.addEventListener("close", () => render(nothing, dialog), { once: true });
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  draw();
  dialog.showModal();
  /** @type {HTMLInputElement | null} */ (dialog.querySelector("input"))?.focus();
}
