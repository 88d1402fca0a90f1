// Shows the result, framed as the agent's. Only here does HTML become part of the page: the Markdown that the backend has
// rendered and sanitised (no scripts, no images, no styles; links as `data-href`, which ask before they open).
import { html, nothing, render } from "lit-html";
import { unsafeHTML } from "lit-html/directives/unsafe-html.js";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { versus } from "../checks/checks.js";
import { copy, values } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { jsonTree } from "../../kit/json-tree/json-tree.js";
import { menuButton } from "../../kit/menu/menu.js";
import { fromAgent, pieces } from "../foreign/foreign.js";
import { failurePanel } from "../failure/failure.js";
import { focusOn } from "../../lib/focus-on.js";
import { openLink } from "../../kit/link/link.js";
import { reportsFailure } from "../../lib/reports-failure.js";
import { leads } from "./files.js";
import { blocks, pour } from "./pouring.js";
import { saving } from "./saving.js";
import { skeleton } from "../../kit/states/states.js";
import { tablesInPieces } from "./tables.js";
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

/** What an agent wrote, as what it is, at once. @param {ResultContent} result */
export function body(result) {
  if (result.text.trim() === "") return html`<p class="quiet" data-testid="result-body">${say.result.empty}</p>`;
  if (result.kind === "markdown") return html`<div data-testid="result-body">${prose(result.prose.map((piece) => piece.html).join(""))}</div>`;
  return html`<pre class="result-text result-${result.kind}" data-testid="result-body">${pieces(result.shown)}</pre>`;
}

/** The same, a piece at a time. @param {ResultContent} content @returns {{ place: HTMLElement, rest: () => void }} `rest` puts in at once all that is left */
function poured(content) {
  const place = document.createElement("div");
  const markdown = content.kind === "markdown";
  render(markdown ? prose("") : html`<div class="result-text"></div>`, place);
  const room = /** @type {Element} */ (place.firstElementChild);
  /** @param {string} name @param {unknown} what */
  const part = (name, what) => {
    const made = document.createElement("div");
    made.className = name;
    render(what, made);
    return made;
  };
  if (!markdown) {
    const text = blocks(content.shown);
    return { place, rest: pour(text.length, (index) => {
      room.append(part("result-block", pieces(text[index] ?? [])));
      return true;
    }) };
  }
  const tables = tablesInPieces();
  const put = (/** @type {number} */ index) => {
    const { html: sanitised = "", goesOn = false } = content.prose[index] ?? {};
    const piece = part(goesOn ? "prose-piece prose-piece-on" : "prose-piece", unsafeHTML(sanitised));
    const { isLeft, isSeen } = tables.dress(piece, goesOn, content.prose[index + 1]?.goesOn === true);
    if (isLeft) room.append(piece);
    // A piece off the window is not laid out; rows of a table that is seen are.
    return !isSeen;
  };
  return { place, rest: pour(content.prose.length, put) };
}

/** What an agent wrote, a piece at a time. It is made once for a content, so that a table stays as the person sorted it. */
export function longBody() {
  /** @type {{ content: ResultContent, place: HTMLElement, rest: () => void } | null} */
  let made = null;
  return {
    /** @param {ResultContent} content */
    view(content) {
      if (content.text.trim() === "") return body(content);
      if (made?.content !== content) made = { content, ...poured(content) };
      return html`<div data-testid="result-body">${made.place}</div>`;
    },
    rest: () => made?.rest(),
    /** @param {number} index */
    heading(index) {
      const find = () => /** @type {HTMLElement | undefined} */ (made?.place.querySelectorAll(".prose :is(h3, h4, h5)")[index]);
      if (!find()) made?.rest();
      return find();
    },
  };
}

/** What was bought is not here: what the proof is of. @param {string[]} links */
const behindLinks = (links) => html`<div class="notice notice-info" data-testid="result-links">${icon("info")}<p>${say.result.links(links.length)}</p></div>`;

/**
 * Until when the person can object, and the way to the button that asks them.
 * @param {RefundCard} refund
 */
function objection({ action, disabled, until }) {
  if ((action !== "dispute" && action !== "request") || disabled !== null) return nothing;
  const lead = () => focusOn(/** @type {HTMLElement | null} */ (document.querySelector("main [data-testid=refund-button]")));
  return html`<p>${until === null ? nothing : html`<span data-testid="result-object-until">${say.result.objectUntil(clock(until, now()), left(until, now()))}</span> `}<button type="button" class="link" data-testid="result-object" @click=${lead}>${say.result.toButton}</button></p>`;
}

/** The result of one purchase. @param {{ id: string, redraw: () => void }} options */
export function resultCard({ id, redraw }) {
  const text = longBody();
  const saved = saving({
    id, redraw, print() {
      text.rest();
      print();
    },
  });
  const led = leads({ id, redraw });
  /** What is shown of which content. @type {{ content: ResultContent, tree: ReturnType<typeof jsonTree> | null, written: boolean } | null} */
  let shown = null;
  let reading = false;

  /** @param {ResultView} result @param {ResultContent} content */
  function made(result, content) {
    if (shown?.content === content) return shown;
    const tree = content.tree.length === 0 ? null : jsonTree({
      rows: content.tree, label: say.result.title, redraw,
      inside: (at, from) => backend.purchaseResultInside(id, result.content, { at, from }).ask(),
      value: (at) => backend.purchaseResultValue(id, result.content, { at, from: 0 }).ask(),
    });
    return (shown = { content, tree, written: false });
  }

  /** @param {ResultView} result @param {ResultContent} content */
  function content(result, content) {
    const one = made(result, content);
    if (one.tree && !one.written) return html`<div class="result-tree" data-testid="result-body">${one.tree.view()}</div>`;
    return text.view(content);
  }

  /** @param {number} index */
  function goTo(index) {
    const heading = text.heading(index);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /** @param {boolean} on */
  function read(on) {
    reading = on;
    redraw();
    // It takes the focus, and gives it back to what had it.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-testid=reading]"));
      if (dialog && !dialog.open) dialog.showModal();
      if (!on) focusOn(/** @type {HTMLElement | null} */ (document.querySelector("main [data-testid=result-read]")));
    }));
  }

  /** @param {ResultContent} read @param {boolean} menu */
  const outline = ({ headings }, menu) => (headings.length < 2 ? nothing : menu
    ? html`<span class="result-outline-menu" data-testid="outline-menu">${menuButton({ label: say.result.outline, text: say.result.outline, entries: () => headings.map(({ text }, index) => ({ id: `heading-${index}`, text: text || say.result.unnamedHeading, act: () => goTo(index) })) })}</span>`
    : html`<nav class="result-outline" aria-label=${say.result.outline} data-testid="outline"><ol>${headings.map(({ level, text }, index) => html`<li data-level=${level}><button type="button" class="link" data-testid="outline-heading" @click=${() => goTo(index)}>${text || say.result.unnamedHeading}</button></li>`)}</ol></nav>`);

  /** @param {ResultContent} read */
  const asWritten = (read) => {
    if (!shown?.tree) return nothing;
    const one = shown;
    return html`<button type="button" class="button button-quiet" data-testid="result-written" aria-pressed=${String(one.written)} @click=${() => {
      one.written = !one.written;
      redraw();
    }}>${say.result.asWritten}${read.shownCut && one.written ? html` <span class="quiet">${say.result.onlyBeginning}</span>` : nothing}</button>`;
  };

  return {
    /**
     * @param {ResultView} result @param {ResultContent | Failure | null} content_ `null`: it is being read
     * @param {HashVerdict} hash @param {HashCheck | null} check @param {string} agentName @param {RefundCard} refund
     */
    view(result, content_, hash, check, agentName, refund) {
      const ready = content_ !== null && "kind" in content_ ? content_ : null;
      const words = { title: say.foreign.from(agentName), says: result.complete ? say.result.fromAgent : result.failed ? say.result.ofFailed : say.result.partial };
      if (ready) made(result, ready);
      const inside = ready === null ? (content_ === null ? skeleton(3) : failurePanel(/** @type {Failure} */ (content_))) : content(result, ready);
      return html`<section class="card result" data-testid="result" data-kind=${ready?.kind ?? ""} data-complete=${result.complete}>
  <header class="card-head">
    <h2>${say.result.title}</h2>
    <span class="quiet">${ago(result.at)}</span>
    ${ready === null ? nothing : html`<span class="result-actions">${outline(ready, true)}${asWritten(ready)}
      <button type="button" class="button" data-testid="result-read" @click=${() => read(true)}>${icon("panel")}${say.result.read}</button>
      <button type="button" class="button" data-testid="result-copy" @click=${() => copy(ready.text)}>${icon("copy")}${ready.textCut ? say.result.copyBeginning : say.result.copy}</button>
      ${saved.button(result, ready.kind, agentName)}</span>`}
  </header>
  ${hashVerdict(hash, check)}
  ${ready === null ? nothing : saved.told()}
  ${ready && result.complete && reportsFailure(ready.text) ? html`<div class="notice notice-warn" data-testid="result-failure">${icon("warning")}<div><p>${say.result.failure}</p>${objection(refund)}</div></div>` : nothing}
  ${ready && ready.links.length > 0 ? behindLinks(ready.links) : nothing}
  ${reading ? nothing : fromAgent(words, inside)}
  ${ready?.shownCut ? html`<p class="quiet" data-testid="result-cut">${say.result.truncated(say.bytes(result.bytes))}</p>` : nothing}
  ${ready === null ? nothing : led.view(ready.addresses, result.content, ready.links.length > 0)}
  ${reading && ready ? html`<dialog class="reading" data-testid="reading" aria-label=${say.result.title} @close=${() => read(false)}>
    <header class="reading-head"><p class="reading-title">${words.title}</p><span class="quiet">${words.says}</span>
      <button type="button" class="button" data-testid="reading-close" autofocus @click=${(/** @type {Event} */ event) => /** @type {Element} */ (event.target).closest("dialog")?.close()}>${icon("cross")}${say.result.close}</button></header>
    <div class="reading-room">${outline(ready, false)}<div class="reading-text">${inside}</div></div></dialog>` : nothing}
</section>`;
    },
  };
}
