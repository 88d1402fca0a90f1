// Shows what is wrong with a purchase, in one place above everything else: what happened and on whose side, where the money is, what
// happens by itself and when, and which button to press.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { copy } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { money } from "../../kit/money/money.js";
import { qrCode } from "../../kit/qr/qr.js";
import { inWords, left, span } from "../../kit/time/time.js";

/** @import { ShortageView, Side, Trouble, TroubleView } from "../../../types/contract.js" */

/** On whose side it is; `null`: on nobody's alone. @type {Record<Trouble, Side | null>} */
const SIDE = {
  "queued": "node", "unconfirmed": "node", "insufficient-funds": "node", "lock-failed": "node", "policy-denied": "node", "never-paid": "node", "lock-lost": "node",
  "rolled-back": "network", "lock-invalid": "node", "unseen-by-agent": "agent", "agent-silent": "agent", "agent-failed": "agent",
  "unproven": "agent", "hash-without-result": "agent", "mismatch": "agent", "disputed": null, "node-stuck": "node", "foreign": "node", "denied": "node",
  "different": "node", "payment-unknown": "node", "agent-forgot": "agent", "lock-overdue": "node", "refund-overdue": "node", "request-overdue": "node", "request-too-late": null, "not-collected": "node",
};

/** What costs money if nobody does anything. @type {Set<Trouble>} */
const URGENT = new Set(/** @type {Trouble[]} */ (["hash-without-result", "mismatch"]));

/**
 * @typedef {object} Options
 * @property {boolean} sandbox play money can be had in the settings
 * @property {unknown} action the button, if there is one
 * @property {() => void} look reads the wallet again
 */

/** @param {ShortageView} shortage @param {Options} options */
function missing({ lines, scattered, wallet, generation }, { sandbox, look }) {
  const known = lines.every(({ held }) => held !== null);
  const enough = known && lines.every((line) => line.missing === null);
  return html`<div class="shortage" data-testid="shortage" data-enough=${enough}>
    <table class="shortage-table"><caption>${say.shortage.title}</caption>
      <thead><tr><th scope="col">${say.shortage.needed}</th><th scope="col">${say.shortage.held}</th><th scope="col">${say.shortage.missing}</th></tr></thead>
      <tbody>${lines.map((line) => html`<tr data-testid="shortage-line" data-unit=${line.needed.unit}><td>${money(line.needed)}</td>
        <td>${line.held ? money(line.held) : say.shortage.notKnown}</td><td>${line.missing ? html`<strong class="short">${money(line.missing)}</strong>` : known ? "–" : say.shortage.notKnown}</td></tr>`)}</tbody></table>
    <p class="quiet">${say.shortage.estimate}${scattered ? html` ${say.shortage.scattered}` : nothing}</p>
    ${enough ? html`<p class="notice notice-ok" data-testid="shortage-enough">${icon("check")}<span>${say.shortage.enough}</span></p>` : nothing}
    ${wallet === null ? html`<p data-testid="shortage-unknown">${say.shortage.unknown[generation ?? "any"]} <a class="link" data-testid="to-wallet" href=${href({ name: "wallet" })}>${say.wallet.title}</a></p>` : html`<div class="shortage-wallet">
      ${qrCode(wallet.qr, say.wallet.qr)}
      <div><p class="shortage-address"><span class="quiet">${(enough ? say.walletFor : say.shortage.send)[wallet.generation ?? "any"]}</span><code class="code" data-testid="shortage-address">${wallet.address}</code></p>
        <p class="wallet-actions"><button type="button" class="button button-small" data-testid="shortage-copy" @click=${() => copy(wallet.address, say.wallet.copied)}>${icon("copy")}${say.wallet.copy}</button></p>
        ${wallet.generation === null && generation !== null ? html`<p class="quiet" data-testid="shortage-maybe">${say.shortage.maybe[generation]}</p>` : nothing}</div></div>`}
    <p class="wallet-actions"><button type="button" class="button button-small" data-testid="shortage-look" @click=${look}>${icon("refresh")}${say.shortage.look}</button>
      ${sandbox ? html`<a class="link" data-testid="to-top-up" href=${href({ name: "settings" })}>${say.shortage.play}</a>` : nothing}</p>
  </div>`;
}

/** @param {TroubleView} trouble @param {Options} options */
export function troublePanel(trouble, options) {
  const present = now();
  const words = say.trouble[trouble.kind];
  const side = SIDE[trouble.kind];
  const facts = {
    since: trouble.since === null ? "" : span(present - trouble.since),
    at: inWords(trouble.at),
    until: inWords(trouble.until),
    left: trouble.until === null ? "" : left(trouble.until, present),
    due: trouble.at !== null && trouble.at <= present,
    late: trouble.until === null || trouble.until <= present,
  };
  const byItself = words.next(facts);
  const todo = words.todo(facts);
  const urgent = URGENT.has(trouble.kind) && trouble.until !== null;
  return html`<section class="trouble ${urgent ? "trouble-urgent" : ""}" role=${urgent ? "alert" : "status"} data-testid="trouble" data-kind=${trouble.kind} data-money=${trouble.money}>
    <p class="trouble-what">${icon("warning")}<span data-testid="trouble-what">${words.what(facts)}</span></p>
    ${urgent ? html`<p class="trouble-until" data-testid="trouble-until">${icon("clock")}<span>${say.troubled.until(facts.until, facts.left)}</span></p>` : nothing}
    <dl class="trouble-facts">
      ${side === null ? nothing : html`<div><dt>${say.troubled.side}</dt><dd>${say.failing.whose(side)}</dd></div>`}
      <div><dt>${say.troubled.money}</dt><dd data-testid="trouble-money">${say.moneyIs[trouble.money]}</dd></div>
      <div><dt>${say.troubled.next}</dt><dd data-testid="trouble-next">${byItself}</dd></div>
      <div><dt>${say.troubled.todo}</dt><dd data-testid="trouble-todo">${todo}</dd></div>
    </dl>
    ${trouble.shortage ? missing(trouble.shortage, options) : nothing}
    ${trouble.quote === "" ? nothing : html`<figure class="quote"><figcaption>${say.failing.quote("node")}</figcaption><blockquote data-testid="trouble-quote">${trouble.quote}</blockquote></figure>`}
    ${options.action === nothing ? nothing : html`<p class="failure-buttons">${options.action}</p>`}
  </section>`;
}
