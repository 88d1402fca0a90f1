// Shows the result, framed as the agent's. Only here does HTML become part of the page: the Markdown that the backend has
// rendered and sanitised (no scripts, no images, no styles; links as `data-href`, which ask before they open).
import { html, nothing } from "lit-html";
import { unsafeHTML } from "lit-html/directives/unsafe-html.js";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { versus } from "../checks/checks.js";
import { copy, values } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { fromAgent, pieces } from "../foreign/foreign.js";
import { failurePanel } from "../failure/failure.js";
import { focusOn } from "../../lib/focus-on.js";
import { foreignLink, host, openLink } from "../../kit/link/link.js";
import { reportsFailure } from "../../lib/reports-failure.js";
import { skeleton } from "../../kit/states/states.js";
import { absolute, ago, clock, left, relative } from "../../kit/time/time.js";

/** @import { Failure, HashCheck, HashVerdict, RefundCard, ResultContent, ResultView } from "../../../types/contract.js" */

/** @type {Record<HashVerdict["state"], { tone: string, mark: import("../../kit/icon/icon.js").IconName }>} */
const LOOK = {
  "verified": { tone: "ok", mark: "shield" },
  "waiting": { tone: "info", mark: "clock" },
  "checking": { tone: "info", mark: "clock" },
  "withdrawn": { tone: "warn", mark: "warning" },
  "mismatch": { tone: "danger", mark: "warning" },
  "no-result": { tone: "warn", mark: "warning" },
  "only-hash": { tone: "warn", mark: "warning" },
  "beyond": { tone: "warn", mark: "warning" },
  "not-verifiable": { tone: "quiet", mark: "dash" },
};

/** What the person should read without a click. @type {Set<HashVerdict["state"]>} */
const OPEN = new Set(/** @type {HashVerdict["state"][]} */ (["withdrawn", "mismatch", "no-result", "only-hash", "beyond"]));

/** From what it was found out. @param {HashVerdict} hash @param {HashCheck} check */
const found = (hash, check) => values([
  ...(hash.state === "mismatch" ? [] : [{ name: say.hashing.onChain, value: check.onChain }]),
  ...(check.before === null ? [] : [{ name: say.hashing.before, value: check.before }]),
]);

/** @param {HashCheck} check */
const when = ({ at, before }) => html`<span class="proof-when" data-testid="hash-checked" data-again=${before !== null}>${(before === null ? say.hashing.checked : say.hashing.again)(relative(at, now()))}</span>`;

/** What the chain says about the result: a line, and behind it why. @param {HashVerdict} hash @param {HashCheck | null} check */
export function hashVerdict(hash, check) {
  const { tone, mark } = LOOK[hash.state];
  const { word, says } = say.hash[hash.state];
  return html`<details class="proof proof-${tone}" data-testid="hash" data-state=${hash.state} ?open=${OPEN.has(hash.state)}>
    <summary data-testid="hash-toggle" data-tip=${check === null ? nothing : absolute(check.at)}>${icon(mark)}<strong data-testid="hash-word">${hash.state === "verified" ? say.proven[hash.variant] : word}</strong>${check === null ? nothing : when(check)}</summary>
    <div class="proof-more"><p>${says}</p>
    ${hash.state === "verified" ? html`<p data-testid="hash-variant" data-variant=${hash.variant}>${say.variant[hash.variant]}</p>` : nothing}
    ${hash.state === "beyond" ? html`<p data-testid="hash-beyond" data-why=${hash.why}>${say.beyond[hash.why]}</p>` : nothing}
    ${hash.state === "mismatch" ? versus(say.hashing.onChain, hash.on_chain, say.hashing.computed, hash.computed) : nothing}
    ${check === null ? nothing : found(hash, check)}</div>
  </details>`;
}

/** Opens a link of the result, after asking. @param {Event} event */
function follow(event) {
  if (event instanceof KeyboardEvent && event.key !== "Enter") return;
  const link = /** @type {Element} */ (event.target).closest("[data-href]");
  const url = link?.getAttribute("data-href");
  if (!url) return;
  event.preventDefault();
  openLink(url);
}

/** Markdown that the backend has rendered and sanitised: its links are in the tab order, and lead nowhere by themselves. @param {string} sanitised */
export const prose = (sanitised) => html`<div class="prose" @click=${follow} @keydown=${follow}>${unsafeHTML(sanitised)}</div>`;

/** What an agent wrote, as what it is. @param {ResultContent} result */
export function body(result) {
  if (result.text.trim() === "") return html`<p class="quiet" data-testid="result-body">${say.result.empty}</p>`;
  if (result.kind === "markdown") return html`<div data-testid="result-body">${prose(result.html)}</div>`;
  return html`<pre class="result-text result-${result.kind}" data-testid="result-body">${pieces(result.shown)}</pre>`;
}

/** What was bought is not here: where it is, and what the proof is of. @param {string[]} links */
const behindLinks = (links) => html`<div class="notice notice-info" data-testid="result-links">${icon("info")}<div><p>${say.result.links(links.length)}</p>
  <ul>${links.map((link) => html`<li>${foreignLink(link, host(link) || link)}</li>`)}</ul></div></div>`;

/**
 * Until when the person can object, and the way to the button that asks them.
 * @param {RefundCard} refund
 */
function objection({ action, disabled, until }) {
  if ((action !== "dispute" && action !== "request") || disabled !== null) return nothing;
  const lead = () => focusOn(/** @type {HTMLElement | null} */ (document.querySelector("main [data-testid=refund-button]")));
  return html`<p>${until === null ? nothing : html`<span data-testid="result-object-until">${say.result.objectUntil(clock(until, now()), left(until, now()))}</span> `}<button type="button" class="link" data-testid="result-object" @click=${lead}>${say.result.toButton}</button></p>`;
}

/**
 * @param {ResultView} result @param {ResultContent | Failure | null} content `null`: it is being read
 * @param {HashVerdict} hash @param {HashCheck | null} check @param {string} agentName @param {RefundCard} refund
 */
export function resultCard(result, content, hash, check, agentName, refund) {
  const read = content !== null && "kind" in content ? content : null;
  return html`<section class="card result" data-testid="result" data-kind=${read?.kind ?? ""} data-complete=${result.complete}>
  <header class="card-head">
    <h2>${say.result.title}</h2>
    <span class="quiet">${ago(result.at)}</span>
    ${read === null ? nothing : html`<button type="button" class="button button-small" data-testid="result-copy" @click=${() => copy(read.text)}>${icon("copy")}${read.textCut ? say.result.copyBeginning : say.result.copy}</button>`}
  </header>
  ${hashVerdict(hash, check)}
  ${read && result.complete && reportsFailure(read.text) ? html`<div class="notice notice-warn" data-testid="result-failure">${icon("warning")}<div><p>${say.result.failure}</p>${objection(refund)}</div></div>` : nothing}
  ${fromAgent({ title: say.foreign.from(agentName), says: result.complete ? say.result.fromAgent : result.failed ? say.result.ofFailed : say.result.partial }, read === null ? (content === null ? skeleton(3) : failurePanel(/** @type {Failure} */ (content))) : body(read))}
  ${read && read.links.length > 0 ? behindLinks(read.links) : nothing}
  ${read?.shownCut ? html`<p class="quiet" data-testid="result-cut">${say.result.truncated(say.bytes(result.bytes))}</p>` : nothing}
</section>`;
}
