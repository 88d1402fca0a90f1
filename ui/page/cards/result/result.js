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
import { foreignLink, host, openLink } from "../../kit/link/link.js";
import { reportsFailure } from "../../lib/reports-failure.js";
import { skeleton } from "../../kit/states/states.js";
import { absolute, ago, relative } from "../../kit/time/time.js";

/** @import { Failure, HashCheck, HashVerdict, ResultContent, ResultView } from "../../../types/contract.js" */

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

/** When it was found out, and from what. @param {HashVerdict} hash @param {HashCheck} check */
function found(hash, check) {
  const when = relative(check.at, now());
  const onChain = { name: say.hashing.onChain, value: check.onChain };
  return html`<p class="proof-when" data-testid="hash-checked" data-again=${check.before !== null} tabindex="0" data-tip=${absolute(check.at)}>${check.before === null ? say.hashing.checked(when) : say.hashing.again(when)}</p>
    ${hash.state === "mismatch" && check.before === null ? nothing : html`<details class="proof-fold"><summary data-testid="hash-toggle">${say.hashing.title}</summary>
      ${values([...(hash.state === "mismatch" ? [] : [onChain]), ...(check.before === null ? [] : [{ name: say.hashing.before, value: check.before }])])}</details>`}`;
}

/** What the chain says about the result. @param {HashVerdict} hash @param {HashCheck | null} check */
export function hashVerdict(hash, check) {
  const { tone, mark } = LOOK[hash.state];
  const { word, says } = say.hash[hash.state];
  return html`<div class="proof proof-${tone}" data-testid="hash" data-state=${hash.state}>
    ${icon(mark)}
    <div><p><strong>${word}.</strong> ${says}${hash.state === "verified" ? html` <span class="proof-variant" data-testid="hash-variant" data-variant=${hash.variant}>${say.variant[hash.variant]}</span>` : nothing}</p>
    ${hash.state === "beyond" ? html`<p data-testid="hash-beyond" data-why=${hash.why}>${say.beyond[hash.why]}</p>` : nothing}
    ${hash.state === "mismatch" ? versus(say.hashing.onChain, hash.on_chain, say.hashing.computed, hash.computed) : nothing}
    ${check === null ? nothing : found(hash, check)}</div>
  </div>`;
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
  return html`<pre class="result-text result-${result.kind}" data-testid="result-body" tabindex="0">${pieces(result.shown)}</pre>`;
}

/** What was bought is not here: where it is, and what the proof is of. @param {string[]} links */
const behindLinks = (links) => html`<div class="notice notice-info" data-testid="result-links">${icon("info")}<div><p>${say.result.links(links.length)}</p>
  <ul>${links.map((link) => html`<li>${foreignLink(link, host(link) || link)}</li>`)}</ul></div></div>`;

/**
 * @param {ResultView} result @param {ResultContent | Failure | null} content `null`: it is being read
 * @param {HashVerdict} hash @param {HashCheck | null} check @param {string} agentName
 */
export function resultCard(result, content, hash, check, agentName) {
  const read = content !== null && "kind" in content ? content : null;
  return html`<section class="card result" data-testid="result" data-kind=${read?.kind ?? ""} data-complete=${result.complete}>
  <header class="card-head">
    <h2>${say.result.title}</h2>
    <span class="quiet">${ago(result.at)}</span>
    ${read === null ? nothing : html`<button type="button" class="button button-small" data-testid="result-copy" @click=${() => copy(read.text)}>${icon("copy")}${read.textCut ? say.result.copyBeginning : say.result.copy}</button>`}
  </header>
  ${hashVerdict(hash, check)}
  ${fromAgent({ title: say.foreign.from(agentName), says: result.complete ? say.result.fromAgent : result.failed ? say.result.ofFailed : say.result.partial }, read === null ? (content === null ? skeleton(3) : failurePanel(/** @type {Failure} */ (content))) : body(read))}
  ${read && read.links.length > 0 ? behindLinks(read.links) : nothing}
  ${read && result.complete && reportsFailure(read.text) ? html`<p class="notice notice-warn" data-testid="result-failure">${icon("warning")}<span>${say.result.failure}</span></p>` : nothing}
  ${read?.shownCut ? html`<p class="quiet" data-testid="result-cut">${say.result.truncated(say.bytes(result.bytes))}</p>` : nothing}
</section>`;
}
