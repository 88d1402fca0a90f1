// The node's purchasing wallets: what is in them, how long it lasts, where to send money, and what is under way.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { address } from "../../kit/address/address.js";
import { copy } from "../../kit/copy/copy.js";
import { failureLine, failurePanel } from "../../cards/failure/failure.js";
import { icon } from "../../kit/icon/icon.js";
import { ownMoney, ownTexts } from "../../kit/money/money.js";
import { qrCode } from "../../kit/qr/qr.js";
import { shown, skeleton, stale } from "../../kit/states/states.js";
import { clock, dated, relative } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, reading } from "../../store.js";
import { named } from "../../cards/foreign/foreign.js";
import { spending } from "./spending.js";

/** @import { Failure, PurchasingWallet, SumView, WalletView } from "../../../types/contract.js" */

/** So many purchases, or more. */
const MANY = 1000;

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const wallet = reading(backend.wallet, frame.redraw);
  const spent = spending(frame);
  let pasted = "";
  let pasting = false;
  let saving = false;
  /** @type {Failure | undefined} */
  let failure;
  void wallet.read();

  async function save() {
    saving = true;
    failure = undefined;
    frame.redraw();
    try {
      wallet.put(await backend.walletAddressSet(pasted.trim()));
      pasting = false;
      pasted = "";
    } catch (error) {
      failure = asFailure(error);
    }
    saving = false;
    frame.redraw();
  }

  const paste = () => html`<form class="paste" data-testid="paste" @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      if (!saving && pasted.trim() !== "") void save();
    }}>
    <label class="label" for="paste">${say.wallet.paste}</label>
    <div class="with-button"><input id="paste" class="input" type="text" autocomplete="off" spellcheck="false" data-testid="paste-address" placeholder=${say.wallet.pasteHint} .value=${live(pasted)}
      @input=${(/** @type {Event} */ event) => {
        pasted = /** @type {HTMLInputElement} */ (event.target).value;
        frame.redraw();
      }}><button type="submit" class="button button-primary" data-testid="paste-save" ?disabled=${saving || pasted.trim() === ""}>${say.wallet.pasteSave}</button></div>
    ${failure?.code === "input" ? html`<div class="wrong"><p data-testid="paste-error" role="alert">${icon("warning")}<span>${say.wallet.notAnAddress}</span></p></div>` : failure ? failurePanel(failure) : nothing}
  </form>`;

  /** The purchases that a sum is made of. @param {SumView} sum */
  const parts = ({ parts, more }) => (parts.length === 0 ? nothing : html`<details class="fold" data-testid="sum-parts"><summary data-testid="sum-toggle">${say.wallet.parts(parts.length + more)}</summary>
    <ul class="sum-parts">${parts.map(({ purchase, agentName, at, amounts }) => html`<li><a class="link" data-testid="sum-part" data-id=${purchase} href=${href({ name: "purchase", id: purchase })}>${agentName === "" ? say.purchases.unnamed : named(agentName)}</a><span>${amounts.map(ownMoney)}</span><span class="quiet small">${dated(at)}</span></li>`)}
      ${more === 0 ? nothing : html`<li class="quiet">${say.wallet.moreParts(more)}</li>`}</ul></details>`);

  /** @param {string} name @param {string} says @param {SumView} of @param {string} testid */
  const sum = (name, says, of, testid) => html`<div class="sum" data-testid="sum" data-sum=${testid}><dt>${name}</dt>
    <dd>${of.amounts.length === 0 ? html`<p class="sum-amount quiet">${say.wallet.none}</p>` : of.amounts.map((amount) => html`<p class="sum-amount">${ownMoney(amount)}</p>`)}<p class="quiet small">${says}</p>${parts(of)}</dd></div>`;

  /** How long it lasts. @param {PurchasingWallet} one */
  const lasts = ({ runway, low }) => html`${low ? html`<p class="notice notice-warn" data-testid="wallet-low">${icon("warning")}<span>${say.wallet.low}</span></p>` : nothing}
    ${runway === null ? nothing : html`<p class="wallet-lasts" data-testid="wallet-lasts" data-purchases=${runway.purchases}>${say.wallet.enoughFor(runway.purchases, runway.purchases >= MANY)} <span class="quiet">${say.wallet.enough(ownTexts(runway.price).join(", "), runway.of)}</span></p>`}`;

  /** With its place among the wallets of its contract, if there are several. @param {PurchasingWallet} one @param {PurchasingWallet[]} all */
  function heading(one, all) {
    const alike = all.filter(({ generation }) => generation === one.generation);
    const name = say.wallet.heading[one.generation ?? "any"];
    return alike.length > 1 ? say.wallet.nth(name, alike.indexOf(one) + 1) : name;
  }

  /** Where to send money. Open by itself where there is none. @param {PurchasingWallet} one */
  const receive = (one) => html`<details class="fold" data-testid="receive" ?open=${one.failure === null && one.balances.every(({ amount }) => /^0*$/.test(amount))}><summary data-testid="receive-toggle">${say.wallet.receive}<span class="fold-note quiet">${say.addressSource[one.source]}</span></summary>
    <div class="wallet-receive">${qrCode(one.qr, say.wallet.qr)}
      <div class="wallet-where"><h3>${say.wallet.address}</h3>${address(one.address)}
        <p class="quiet">${say.wallet.compare}</p>
        <p><button type="button" class="button" data-testid="copy-address" @click=${() => copy(one.address, say.wallet.copied)}>${icon("copy")}${say.wallet.copy}</button></p></div></div></details>`;

  /** @param {PurchasingWallet} one @param {PurchasingWallet[]} all */
  const walletCard = (one, all) => html`<section class="card wallet-card" data-testid="wallet-card" data-source=${one.source} data-generation=${one.generation ?? ""}>
    <h2>${heading(one, all)}</h2>
    ${one.failure ? failurePanel(one.failure, { again: () => void wallet.read() }) : nothing}
    ${one.balances.length === 0 ? (one.failure ? nothing : html`<p class="quiet" data-testid="wallet-empty">${say.wallet.empty}</p>`) : html`<ul class="balance-list" data-testid="balances">${one.balances.map((balance) => html`<li data-testid="balance" data-unit=${balance.unit}>${ownMoney(balance)}</li>`)}</ul>`}
    ${lasts(one)}
    ${receive(one)}</section>`;

  /** @param {WalletView} view */
  function content(view) {
    return html`
      ${view.failure ? stale(`${view.at === null ? say.wallet.notRead : say.failing.stale(clock(view.at, now()))} ${failureLine(view.failure)}`, html`<button type="button" class="button button-small" data-testid="wallet-again" @click=${() => void wallet.read()}>${say.failing.again}</button>`) : nothing}
      ${view.wallets.length === 0
        ? html`<section class="card wallet-unknown" data-testid="wallet-unknown"><h2>${say.wallet.unknownTitle}</h2><p>${say.wallet.unknownSays}</p>${paste()}</section>`
        : html`${view.wallets.map((one) => walletCard(one, view.wallets))}
          ${new Set(view.wallets.map(({ generation }) => generation)).size > 1 ? html`<p class="quiet">${say.wallet.contracts}</p>` : nothing}
          ${view.wallets.every(({ source }) => source === "pasted") ? (pasting ? html`<section class="card">${paste()}</section>` : html`<p><button type="button" class="link" data-testid="paste-open" @click=${() => {
            pasting = true;
            frame.redraw();
          }}>${say.wallet.change}</button></p>`) : nothing}`}
      <dl class="sums">
        ${sum(say.wallet.inEscrow, say.wallet.inEscrowSays, view.inEscrow, "in-escrow")}
        ${sum(say.wallet.deposits, say.wallet.depositsSays, view.deposits, "deposits")}
        ${sum(say.wallet.comingBack, say.wallet.comingBackSays, view.comingBack, "coming-back")}
        ${view.notKnown.amounts.length === 0 ? nothing : sum(say.wallet.notKnown, say.wallet.notKnownSays, view.notKnown, "not-known")}
      </dl>
      ${spent.view()}`;
  }

  return {
    title: () => say.wallet.title,
    readings: [wallet, spent.reading],
    view: () => html`<div class="page" data-testid="wallet">
      ${pageHead(say.wallet.title, {
        beside: wallet.value && wallet.value.at !== null ? html`<span class="quiet">${say.wallet.asOf(relative(wallet.value.at, now()))}</span>` : nothing,
        below: html`<p class="lead">${say.wallet.lead}</p>`,
      })}
      ${shown(wallet, { loading: skeleton(2, "page"), view: content })}
    </div>`,
  };
}
