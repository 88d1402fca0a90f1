// Boots the page and keeps it running, in one loop: something changed, read it again, draw.
import { html, nothing, render } from "lit-html";
import { backend } from "./backend.js";
import { begun, hear } from "./begin.js";
import { tell } from "./clock.js";
import { comparingBar } from "./frame/comparing.js";
import { keepFocus } from "./frame/focus.js";
import { frameView } from "./frame/frame.js";
import { listenToKeys } from "./frame/keys.js";
import { places } from "./frame/places.js";
import { sandboxBar } from "./frame/sandbox-bar.js";
import { hideOwn } from "./kit/money/money.js";
import { ask, asking, dismiss } from "./kit/dialog/dialog.js";
import { failurePanel, noteFailure } from "./cards/failure/failure.js";
import { outlookWords } from "./cards/forecast/forecast.js";
import { mark } from "./kit/icon/icon.js";
import { openPalette } from "./frame/palette.js";
import { closeWindow } from "./frame/window-close.js";
import { listenToTips } from "./kit/tip/tip.js";
import { note } from "./kit/toast/toast.js";
import { href, parent, parse } from "./router.js";
import { say, speak, whenSpoken } from "./words/say.js";
import { onceComposed } from "./lib/composing.js";
import { noteFirst } from "./lib/start-mark.js";
import { reading } from "./store.js";
import * as market from "./views/market/market.js";
import * as welcome from "./views/welcome/welcome.js";

/**
 * @import { AppView, Changed, ClosingAsked, Language, Opened } from "../types/contract.js"
 * @import { Frame, Page } from "./frame/frame.js"
 * @import { Route } from "./router.js"
 */

const drawWhenComposed = onceComposed(document, draw);

/** Milliseconds between redraws for relative times, where a page says nothing else. */
const TICK = 15_000;
/** Milliseconds that an empty window is better than one that says for a moment that Kaimono starts. */
const BOOTING = 200;

const root = /** @type {HTMLElement} */ (document.getElementById("app"));

const app = reading(backend.appState, () => {
  if (app.value) took(app.value);
  // Nothing is there yet that a frame could be saved for.
  if (page === null) draw();
  else redraw();
});
/** Changes in the market that were not looked at. */
const unseen = reading(backend.marketUnseen, redraw);
whenSpoken(redraw);

/** Every page but the two that Kaimono begins with. @type {typeof import("./views/others.js") | null} */
let others = null;
/** @type {Promise<void> | null} */
let readingOthers = null;
/** @type {Route} */
let route = parse(location.hash);
/** @type {Page | null} */
let page = null;
let drawing = false;
/** The language that was told last. @type {Language | null} */
let language = null;
/** Nothing is shown in another language before its own is there. */
let speaking = false;
let retrying = false;
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

const main = () => /** @type {HTMLElement | null} */ (document.querySelector("main.main"));
/** Lists are worth coming back to; other pages begin at their top. The market keeps its own place. */
const place = places((address) => address === "#/purchases");
/** A list keeps its place, whatever is asked of it. @param {Route} route */
const placeOf = (route) => (route.name === "purchases" && route.dealt === undefined ? "#/purchases" : href(route));
const sandbox = sandboxBar(redraw);

/** @type {Frame} */
const frame = {
  app: () => /** @type {AppView} */ (app.value),
  took(view) {
    took(view);
    app.put(view);
  },
  redraw,
  go(to) {
    location.hash = href(to);
  },
  back() {
    const to = parent(route);
    if (to) frame.go(to);
  },
  sandbox,
  route: () => route,
  activate: (id) => void activate(id),
  review: null,
  batch: null,
};

/** Goes by what the backend tells of itself: its time, and its language. @param {AppView} view */
function took(view) {
  tell(view.health.nodeTime);
  hideOwn(view.settings.hideAmounts);
  if (view.language !== language) void switchTo(view.language);
}

/** @param {Language} to */
async function switchTo(to) {
  language = to;
  speaking = true;
  await speak(to);
  speaking = false;
  // The first page waits for no frame in which nothing would be drawn.
  if (page === null) draw();
  else redraw();
}

/** @param {Route} to @returns {boolean} */
const isRead = ({ name }) => name === "welcome" || name === "market" || others !== null;

/** Begins a page that is read. @param {Route} to @returns {Page} */
function open(to) {
  if (to.name === "welcome") return welcome.open(frame);
  if (to.name === "market") return market.open(frame, to.query);
  const { connect, news, agent, compare, buy, many, together, batchReview, batches, batch, review, purchases, purchase, agenda, wallet, settings, hosts, receipt, diagnostics, backup, forReal } = /** @type {typeof import("./views/others.js")} */ (others);
  switch (to.name) {
    case "connect":
      return connect.open(frame, to.profile);
    case "news":
      return news.open(frame);
    case "agent":
      return agent.open(frame, to.id);
    case "compare":
      return compare.open(frame, to.ids);
    case "buy":
      return buy.open(frame, to.id, to.fill);
    case "many":
      return many.open(frame, to.id);
    case "together":
      return together.open(frame, to.ids);
    case "batch-review":
      return batchReview.open(frame);
    case "batches":
      return batches.open(frame);
    case "batch":
      return batch.open(frame, to.id);
    case "review":
      return review.open(frame, to.id);
    case "purchases":
      return purchases.open(frame, to.dealt ?? null, to.query);
    case "purchase":
      return purchase.open(frame, to.id, to.at);
    case "agenda":
      return agenda.open(frame);
    case "wallet":
      return wallet.open(frame);
    case "settings":
      return settings.open(frame, to.section, to.agent);
    case "hosts":
      return hosts.open(frame);
    case "receipt":
      return receipt.open(frame);
    case "diagnostics":
      return diagnostics.open(frame);
    case "backup":
      return backup.open(frame);
    case "for-real":
      return forReal.open(frame);
  }
}

/** Once for all of them; then the page that is wanted by now. */
function readOthers() {
  readingOthers ??= import("./views/others.js").then((read) => {
    others = read;
    enter();
  }, (error) => {
    readingOthers = null;
    noteFailure(error);
  });
}

/** Whether no node is looked at, nor the history of one that was removed. The sandbox is listed a moment before it can be looked at. @param {AppView} app */
const isBare = ({ profiles, active }) => active === null && profiles.every(({ sandbox }) => sandbox);

/** Before there is a node, there are four pages only. @param {Route} wanted @returns {Route} */
function allowed(wanted) {
  if (!isBare(frame.app())) return wanted.name === "welcome" ? { name: "market" } : wanted;
  return (wanted.name === "connect" && wanted.profile === null) || wanted.name === "for-real" || wanted.name === "backup" ? wanted : { name: "welcome" };
}

/** The address is another page's: what is still seen of this one asks for nothing more, and writes no address. */
function leave() {
  if (page === null) return;
  place.leave(placeOf(route), main());
  page.close?.();
  for (const one of page.readings ?? []) one.close();
  clearInterval(ticking);
  page = null;
}

function enter() {
  leave();
  const to = allowed(parse(location.hash));
  if (!isRead(to)) {
    readOthers();
    return;
  }
  route = to;
  if (location.hash !== href(route)) history.replaceState(null, "", href(route));
  page = open(to);
  ticking = setInterval(redraw, page.tick ?? TICK);
  const row = place.enter(placeOf(route));
  const focused = page.focuses?.() ?? false;
  main()?.scrollTo(0, 0);
  draw();
  const anchor = page.anchor === undefined ? null : document.getElementById(page.anchor);
  anchor?.scrollIntoView();
  if (!row && !focused) /** @type {HTMLElement | null} */ (anchor ?? document.querySelector("main [autofocus], h1"))?.focus({ preventScroll: true });
}

function redraw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    drawWhenComposed();
  });
}

function draw() {
  if (speaking) return;
  if (!app.value) {
    render(app.failure ? html`<main class="boot">${failurePanel(app.failure, { again: () => void app.read() })}</main>` : html`<main class="boot" data-testid="booting">${mark()}<p>${say.frame.booting}</p></main>`, root);
    return;
  }
  const { documentElement } = document;
  // Even the same value makes the engine style the whole page anew.
  if (documentElement.lang !== say.tag) documentElement.lang = say.tag;
  if (documentElement.dir !== say.dir) documentElement.dir = say.dir;
  const { theme, font, textSize } = app.value.settings;
  for (const [name, value] of Object.entries({ theme, font, text: textSize })) {
    if (documentElement.dataset[name] !== value) documentElement.dataset[name] = value;
  }
  if (!page || allowed(route).name !== route.name) {
    enter();
    return;
  }
  document.title = say.frame.title(page.title());
  const inner = page.view();
  const bare = isBare(app.value);
  render(bare ? html`<main id="main" class="bare" tabindex="-1">${inner}</main>` : frameView(app.value, route, inner, {
    activate, connect: () => frame.go({ name: "connect", profile: null }), sandbox: () => void startSandbox(), retryKeyring, retrying, openPalette: () => openPalette(frame), resume: () => void resume(), unseen: unseen.value ?? 0, bar: sandbox.view(), comparing: comparingBar(frame),
  }), root);
  noteFirst("heading");
  place.drawn(main());
  keepFocus();
}

/** Another node: everything on the page is of the old one, so it begins again at the market. @param {string} id */
async function activate(id) {
  await other(() => backend.profileActivate(id));
}

const startSandbox = () => other(backend.sandboxStart);

/** @param {() => Promise<AppView>} begin */
async function other(begin) {
  try {
    frame.took(await begin());
    place.forget();
    if (route.name === "market" || route.name === "purchases" || route.name === "wallet" || route.name === "settings") enter();
    else frame.go({ name: "market" });
  } catch (error) {
    noteFailure(error);
    redraw();
  }
}

/** Ends the pause in buying. */
async function resume() {
  try {
    frame.took(await backend.buyingPause(false));
  } catch (error) {
    noteFailure(error);
  }
}

async function retryKeyring() {
  retrying = true;
  redraw();
  try {
    frame.took(await backend.keyringRetry());
  } catch (error) {
    noteFailure(error);
  }
  retrying = false;
  redraw();
}

/** @param {Changed} change */
function changed(change) {
  if (change.topic === "link") void follow();
  for (const one of [app, sandbox.reading, unseen, ...(page?.readings ?? [])]) one.changed(change);
}

/** A notification was clicked: what it was about may have been bought with another node. @param {Opened} opened */
async function opened({ profile, page: to }) {
  if (!app.value) return;
  try {
    if (profile !== null && profile !== app.value.active) frame.took(await backend.profileActivate(profile));
    frame.go(to);
  } catch (error) {
    noteFailure(error);
  }
}

/** A link from outside leads to a page, and to nothing else; not while something is asked. */
async function follow() {
  const link = await backend.linkTake().catch(() => null);
  if (link === null || !app.value) return;
  const { agent } = link;
  if (agent === null) note(say.bookmarks.linkRefused);
  else if (document.querySelector("dialog[open]")) note(say.bookmarks.linkLater);
  else frame.go({ name: "agent", id: agent });
}

/** @param {ClosingAsked} asked */
async function closing({ open, tray, outlook }) {
  if (asking()) await dismiss();
  let quits = false;
  const quit = { text: say.closing.quit, act: () => (quits = true) };
  const body = () => html`<p>${tray ? say.closing.tray : say.closing.noTray}</p>${outlook === null ? nothing : html`<p data-testid="closing-outlook">${outlookWords(outlook)}</p>`}<p class="quiet">${say.closing.safe}</p>`;
  const watches = await ask({ title: say.closing.title(open), body, confirm: tray ? say.closing.watch : say.closing.minimise, other: quit });
  void closeWindow(watches ? "watch" : quits ? "quit" : "stay");
}

addEventListener("hashchange", () => {
  if (app.value) enter();
});
listenToTips();
listenToKeys(frame);
for (const event of ["wheel", "pointerdown", "keydown"]) addEventListener(event, place.stay, { passive: true });
const slow = setTimeout(draw, BOOTING);
const state = await begun;
clearTimeout(slow);
if (state) app.put(state);
else await app.read();
hear({ changed, opened: (what) => void opened(what), closing: (asked) => void closing(asked) });
void unseen.read();
await follow();
