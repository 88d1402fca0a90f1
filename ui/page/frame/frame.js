// The frame around every page: navigation, network, node, health, and the banners that concern everything (no keys, no node).
import { html, nothing } from "lit-html";
import { now } from "../clock.js";
import { href, section } from "../router.js";
import { keyWords } from "../commands/shown.js";
import { say } from "../words/say.js";
import { icon, mark } from "../kit/icon/icon.js";
import { absolute, clock, span } from "../kit/time/time.js";
import { foot } from "./foot.js";
import { nodeSwitch } from "./node-switch.js";
import { failureLine, storeLine } from "../cards/failure/failure.js";

/**
 * @import { AppView, ApprovalView, BatchReview } from "../../types/contract.js"
 * @import { Route } from "../router.js"
 * @import { Reading } from "../store.js"
 */

/**
 * What a page is given.
 * @typedef {object} Frame
 * @property {() => AppView} app what the frame shows
 * @property {(app: AppView) => void} took the backend answered a command with a new `AppView`
 * @property {() => void} redraw draws the page again, soon
 * @property {(route: Route) => void} go
 * @property {() => void} back to where Esc leads
 * @property {import("./sandbox-bar.js").SandboxBar} sandbox its clock
 * @property {() => Route} route where the person is
 * @property {(profile: string) => void} activate looks at another node
 * @property {ApprovalView | null} review what was prepared, on its way from the form to the review
 * @property {{ review: BatchReview, from: Route } | null} batch the same of several, with where it was prepared
 */

/**
 * A page: opened with a frame and a route, drawn as often as needed, closed when left. What it reads is read again when it is outdated.
 * @typedef {object} Page
 * @property {() => string} title
 * @property {() => unknown} view
 * @property {Reading<any>[]} [readings] closed with the page
 * @property {() => void} [close]
 * @property {number} [tick] how often times on it move, milliseconds
 * @property {() => boolean} [focuses] whether it puts the focus itself, where the person had it
 * @property {string} [anchor] `id` of the heading to which its address leads
 */

/** The navigation, in the order of Ctrl 1…4. @type {("market" | "purchases" | "wallet" | "settings")[]} */
export const SECTIONS = ["market", "purchases", "wallet", "settings"];

/** @param {AppView} app */
export const activeProfile = (app) => [...app.profiles, ...app.removed].find((profile) => profile.id === app.active);

/** Whether nothing can be written down for the node that is looked at: then nothing is asked for either. @param {AppView} app */
export const cannotWrite = (app) => {
  const store = activeProfile(app)?.store ?? null;
  return store !== null && store.state !== "older";
};

/** Nothing is bought, because the person wanted that. @param {AppView} app @param {() => void} resume */
const pausedBanner = (app, resume) => (app.paused ? html`<section class="banner banner-warn" role="status" data-testid="paused-banner">${icon("lock")}<div><p>${say.limits.paused}</p></div>
  <div class="banner-buttons"><button type="button" class="button" data-testid="resume-buying" @click=${resume}>${say.limits.resume}</button></div></section>` : nothing);

/** How far clocks may differ before it is said. */
const SKEW = 30_000;

/** A clock that is off, beyond what was agreed, said where the node's health is. @param {AppView} app */
const skewed = ({ health }) => (health.doubted === null && Math.abs(health.skew) > SKEW ? html`<p class="health-skew quiet" data-testid="clock-skew">${say.health.skew(span(health.skew))}</p>` : nothing);

/** @param {AppView} app @param {{ retryKeyring: () => void, retrying: boolean }} actions */
function banners(app, { retryKeyring, retrying }) {
  const profile = activeProfile(app);
  if (!profile) return nothing;
  if (profile.store !== null) {
    const { state, readable, quote } = profile.store;
    return html`<section class="banner banner-warn" role="alert" data-testid="store-banner" data-state=${state} data-readable=${readable} data-code=${app.health.failure?.code ?? ""}>${icon("warning")}<div><p>${storeLine(profile.label, state)}</p>${quote === "" ? nothing : html`<p class="quiet">${quote}</p>`}</div></section>`;
  }
  if (profile.removed) {
    return html`<section class="banner" role="status" data-testid="removed-banner">${icon("info")}<div><p>${say.removedBanner(profile.label)}</p></div>
      <div class="banner-buttons"><a class="button" data-testid="removed-connect" href=${href({ name: "connect", profile: null })}>${say.settings.add}</a></div></section>`;
  }
  const toForm = href({ name: "connect", profile: profile.id });
  if ((profile.keys === "unavailable" || profile.keys === "unread") && app.keyring !== "checking" && app.keyring !== "ready") {
    const { title, says } = say.keyring[app.keyring];
    return html`<section class="banner banner-warn" role="alert" data-testid="keyring-banner" data-state=${app.keyring}>${icon("lock")}
      <div><strong>${title}</strong><p>${says}</p></div>
      <div class="banner-buttons">
        ${app.keyring === "asking" ? nothing : html`<button type="button" class="button" data-testid="keyring-retry" ?disabled=${retrying} @click=${retryKeyring}>${icon("refresh")}${say.keyringActions.retry}</button>`}
        ${profile.sandbox ? nothing : html`<a class="button" data-testid="keyring-session" href=${toForm}>${say.keyringActions.session}</a>`}
      </div></section>`;
  }
  if (profile.keys === "missing") {
    return html`<section class="banner banner-warn" role="alert" data-testid="keys-missing-banner">${icon("key")}<div><p>${say.keysMissingBanner(profile.label)}</p></div>
      <div class="banner-buttons"><a class="button" data-testid="keys-enter" href=${toForm}>${say.settings.edit}</a></div></section>`;
  }
  if (app.health.doubted !== null) {
    return html`<section class="banner banner-warn" role="alert" data-testid="clock-banner">${icon("clock")}
      <div><p>${say.health.doubted(absolute(app.health.doubted.told), absolute(app.health.doubted.here))}</p></div></section>`;
  }
  if (app.health.state === "refused") {
    const { failure, lastAnswer } = app.health;
    return html`<section class="banner banner-warn" role="alert" data-testid="refused-banner" data-code=${failure?.code ?? ""}>${icon("key")}
      <div><p>${say.health.refusedBanner(profile.label, lastAnswer === null ? "" : clock(lastAnswer, now()))}
        ${failure ? html`<span class="quiet">${failureLine(failure)}</span> <q>${failure.quote}</q>` : nothing}</p></div>
      ${profile.sandbox ? nothing : html`<div class="banner-buttons"><a class="button" data-testid="refused-enter" href=${toForm}>${say.health.enterKey}</a></div>`}</section>`;
  }
  if (app.health.state === "offline") {
    return html`<section class="banner" role="status" data-testid="offline-banner">${icon("clock")}
      <div><p>${app.health.lastAnswer === null ? say.health.offlineNever : say.health.offlineBanner(clock(app.health.lastAnswer, now()))}
        ${app.health.failure ? html`<span class="quiet">${failureLine(app.health.failure)}</span>` : nothing}</p></div></section>`;
  }
  return nothing;
}

/**
 * @param {AppView} app @param {Route} route @param {unknown} page
 * @param {{ activate: (id: string) => void, connect: () => void, sandbox: () => void, retryKeyring: () => void, retrying: boolean, openPalette: () => void, resume: () => void, unseen: number, bar: unknown, comparing: unknown }} actions
 */
export function frameView(app, route, page, actions) {
  const profile = activeProfile(app);
  const lit = section(route);
  return html`
    <a class="skip" href="#main" data-testid="skip" @click=${(/** @type {Event} */ event) => {
      event.preventDefault();
      document.getElementById("main")?.focus();
    }}>${say.frame.skip}</a>
    <div class="frame" data-network=${profile ? (profile.sandbox ? "sandbox" : profile.network) : nothing}>
      <aside class="sidebar" aria-label=${say.frame.name}>
        <div class="brand">${mark()}<span>${say.frame.name}</span></div>
        <nav class="nav" aria-label=${say.frame.main}>
          ${SECTIONS.map((name, index) => html`<a class="nav-item" href=${href({ name })} data-testid="nav" data-section=${name} aria-current=${lit === name ? "page" : nothing} aria-keyshortcuts="Control+${index + 1}">
            ${icon(name)}<span>${say.frame[name]}</span>
            ${name === "market" && actions.unseen > 0 ? html`<span class="nav-dot" data-testid="nav-news" data-count=${actions.unseen} role="img" data-tip=${say.frame.marketNews(actions.unseen)} aria-label=${say.frame.marketNews(actions.unseen)}></span>` : nothing}
            ${name === "purchases" && app.needsYou > 0 ? html`<span class="count" data-testid="needs-you" data-count=${app.needsYou} role="img" data-tip=${say.frame.needsYou(app.needsYou)} aria-label=${say.frame.needsYou(app.needsYou)}>${app.needsYou}</span>` : nothing}
          </a>`)}
        </nav>
        <button type="button" class="nav-item nav-find" data-testid="open-palette" aria-keyshortcuts="Control+K" @click=${actions.openPalette}>${icon("search")}<span>${say.frame.palette}</span><kbd>${keyWords("Ctrl K")}</kbd></button>
        <div class="sidebar-foot">
          ${foot(app)}
          ${profile ? nodeSwitch(app, profile, actions) : nothing}
          ${skewed(app)}
        </div>
      </aside>
      <main id="main" class="main" tabindex="-1">
        ${pausedBanner(app, actions.resume)}
        ${banners(app, actions)}
        ${page}
        ${actions.comparing}
      </main>
      ${profile?.sandbox ? actions.bar : nothing}
    </div>`;
}

/** The head of a page: title, what belongs beside it, and a way back. @param {string} title @param {{ back?: { href: string, text: string }, beside?: unknown, below?: unknown }} [more] */
export const pageHead = (title, { back, beside = nothing, below = nothing } = {}) => html`<header class="page-head">
  ${back ? html`<a class="back" href=${back.href} data-testid="back">${icon("back")}<span>${back.text}</span></a>` : nothing}
  <div class="page-head-row"><h1 tabindex="-1" data-testid="page-title">${title}</h1>${beside}</div>
  ${below}
</header>`;

