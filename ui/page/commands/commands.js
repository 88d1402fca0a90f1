// Everything that a person can do with a key, in one list. The palette, the sheet of keys, the menus of rows and the tests read
// it; nothing else knows a key. It has nothing that moves money: a command leads to the button or the question where the person
// confirms.
//
// It leaves alone the keys of text fields and of the engine (Ctrl A C V X Z, Tab, Space, F5…), of desktops (Alt, Super), and of
// screen readers (Insert, Caps Lock, the keypad). A screen reader that reads a page by single letters takes them first, so each
// command is in the palette too, and Settings turns the letters off.
import { backend } from "../backend.js";
import { toggle } from "../frame/comparing.js";
import { activeProfile, SECTIONS } from "../frame/frame.js";
import { closeWindow } from "../frame/window-close.js";
import { noteFailure } from "../cards/failure/failure.js";
import { toggleFavourite } from "../cards/favourite/favourite.js";
import { confirmRefund } from "../cards/refund/refund.js";
import { saveSearch, showSearches, shownList, shownSearch } from "../cards/searches/searches.js";
import { copy } from "../kit/copy/copy.js";
import { note } from "../kit/toast/toast.js";
import { focusOn } from "../lib/focus-on.js";
import { parent } from "../router.js";
import { NOTHING, queryOf } from "../views/purchases/asked.js";
import { say } from "../words/say.js";

/**
 * @import { AppView, LanguageChoice, Settings } from "../../types/contract.js"
 * @import { Frame } from "../frame/frame.js"
 * @import { IconName } from "../kit/icon/icon.js"
 * @import { Route } from "../router.js"
 */

/**
 * @typedef {"go-market" | "go-purchases" | "go-wallet" | "go-settings" | "back" | "next-need" | "agenda" | "batches"
 *   | "palette" | "search" | "move" | "row-next" | "row-previous" | "row-open" | "row-peek" | "row-select" | "row-labels" | "row-buy" | "row-refund" | "row-copy" | "row-favourite" | "row-compare" | "row-menu"
 *   | "agent-buy" | "agent-ask" | "agent-compare" | "agent-copy" | "agent-favourite" | "form-review" | "review-pay"
 *   | "purchase-answer" | "purchase-result" | "purchase-read" | "purchase-refund" | "purchase-withdraw" | "purchase-release" | "purchase-checks" | "purchase-again" | "purchase-agent" | "purchase-copy"
 *   | "copy-address" | "refresh-agents" | "search-save" | "searches" | "buying-pause" | "buying-resume" | "use-node" | "connect" | "sandbox-open" | "sandbox-money" | "sandbox-deadline" | "sandbox-hour"
 *   | "theme-system" | "theme-light" | "theme-dark" | "language-system" | "language-en" | "language-de" | "single-keys" | "hide-amounts"
 *   | "settings-nodes" | "settings-limits" | "settings-notices" | "settings-closing" | "settings-appearance" | "settings-privacy" | "settings-keyboard" | "settings-about" | "settings-sandbox" | "receipt-check" | "backup" | "hosts" | "diagnostics"
 *   | "keys" | "close-window"} CommandId
 */

/** Under which head a command is listed. @typedef {"here" | "row" | "go" | "do" | "sandbox" | "settings" | "window"} Group */

/** Where a command applies. @typedef {"everywhere" | "list" | "row" | "agent" | "form" | "review" | "purchase" | "wallet" | "settings"} Place */

/** The row of a list that has the focus; `agent`: of which agent a purchase is. @typedef {{ kind: "agent" | "purchase", id: string, name: string, agent: string, refund: boolean, blocked: boolean, element: HTMLElement }} Row */

/**
 * What a command sees.
 * @typedef {object} At
 * @property {Frame} frame
 * @property {AppView} app
 * @property {Route} route
 * @property {Row | null} row
 * @property {(testid: string, state?: string) => boolean} there whether the page has this (TESTIDS.md), and it can be used
 */

/** One of several of a kind, named by what is there now. @typedef {{ of: string, title: string, run: () => void }} Named */

/**
 * @typedef {object} Command
 * @property {CommandId} id
 * @property {Group} group
 * @property {IconName} icon
 * @property {Place[]} places
 * @property {string[]} [keys] see chord.js
 * @property {(at: At) => boolean} [when] beyond the place
 * @property {(at: At) => void} [run] absent: the engine or the list does it by itself, and only the key is told
 * @property {(at: At) => Named[]} [each] in the place of `run`
 */

/** What the page's own element does, found by its name: what it does is written once, and only where it can be seen. @param {string} testid @param {string} [state] a selector beside it */
const element = (testid, state = "") => /** @type {HTMLElement | null} */ (document.querySelector(`main [data-testid='${testid}']${state}`));

/** @param {string} testid */
const press = (testid) => () => element(testid)?.click();

/** Puts the focus where the person decides. @param {string} testid */
const point = (testid) => () => focusOn(element(testid));

/** @param {string} testid */
const there = (testid) => (/** @type {At} */ at) => at.there(testid);

/** A section of the settings. @param {import("../router.js").SettingsSection} section @returns {Command["run"]} */
const section = (section) => ({ frame }) => frame.go({ name: "settings", section });

/** @param {() => Promise<unknown>} act */
async function doing(act) {
  try {
    await act();
  } catch (error) {
    noteFailure(error);
  }
}

/** @param {(settings: Settings) => Partial<Settings>} how @param {() => string} [done] */
const setting = (how, done) => (/** @type {At} */ { frame }) => void doing(async () => {
  const { settings } = frame.app();
  frame.took(await backend.settingsSet({ ...settings, ...how(settings) }));
  if (done) note(done());
});

/** Whether anything is approved at all. @param {boolean} on */
const pausing = (on) => (/** @type {At} */ { frame }) => void doing(async () => frame.took(await backend.buyingPause(on)));

/** Which of several is meant only the person knows. @param {At} at */
function copyAddress({ frame }) {
  let why = say.copying.failed;
  const address = backend.wallet().ask().then(({ wallets: [only, ...more] }) => {
    if (only && more.length === 0) return only.address;
    why = only ? say.wallet.several : say.wallet.unknownTitle;
    if (only) frame.go({ name: "wallet" });
    throw new Error(why);
  });
  return copy(address, say.wallet.copied, () => why);
}

/** What the network knows it by; before that, what the agent does. @param {string} id */
function copyOfPurchase(id) {
  const identifier = backend.purchase(id).ask().then(({ identifiers }) => {
    const [, value] = identifiers.find(([name]) => name === "blockchain-identifier") ?? identifiers[0] ?? [];
    if (value === undefined) throw new Error("it has none yet");
    return value;
  });
  return copy(identifier, say.commands.copied(say.commands.identifier), () => say.commands.noIdentifier);
}

/** @param {string} id */
const copyOfAgent = (id) => copy(id, say.commands.copied(say.agent.identifier));

/** The same question as on the purchase's own page; what came of it is read there. @param {Frame} frame @param {string} id */
export function askRefund(frame, id) {
  frame.go({ name: "purchase", id });
  return doing(async () => {
    const { refund } = await backend.purchase(id).ask();
    if (refund.action === null || refund.disabled !== null) return;
    const answer = await confirmRefund(refund.action, refund);
    if (answer) await backend.refund(id, answer.card, answer.typedName);
  });
}

/** The one after the one that is looked at, round and round. @param {At} at */
const nextNeed = ({ frame, route }) => doing(async () => {
  const { rows } = await backend.purchases(queryOf({ ...NOTHING, group: "needs-you" }, { dealt: null, most: 100 })).ask();
  const at = route.name === "purchase" ? rows.findIndex(({ id }) => id === route.id) : -1;
  const next = rows[(at + 1) % rows.length];
  if (next) frame.go({ name: "purchase", id: next.id });
});

/** What stands in the same row of a table. @param {Row | null} row @param {string} testid */
const inRow = (row, testid) => /** @type {HTMLElement | null | undefined} */ (row?.element.closest?.("tr")?.querySelector(`[data-testid='${testid}']`));

/** @param {At} at @param {1 | -1} step */
function step({ row }, step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main [data-row]")]);
  const from = row ? rows.indexOf(row.element) : -1;
  focusOn(from < 0 ? rows[0] : rows[from + step]);
}

function search() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("main input[type=search]"));
  focusOn(field);
  field?.select();
}

/** @param {At} at */
const sandboxed = ({ app }) => activeProfile(app)?.sandbox === true;

/** @param {At} at */
const idOf = ({ route }) => ("id" in route ? route.id : "");

/** The purchase's refund card offers this. @param {string} action */
const offers = (action) => (/** @type {At} */ at) => at.there("refund-button", `[data-action="${action}"]`);

/** @type {LanguageChoice[]} */
const LANGUAGES = ["system", "en", "de"];

/** What opens the palette, the sheet and the menu; they stand on this list. @type {{ palette: (at: At) => void, sheet: (at: At) => void, menu: (at: At) => void }} */
export const opens = { palette: () => {}, sheet: () => {}, menu: () => {} };

/** @type {readonly Command[]} */
export const COMMANDS = [
  // What is in front of the person comes first.
  { id: "purchase-answer", group: "here", icon: "question", places: ["purchase"], keys: ["a"], when: there("question-send"), run: () => focusOn(element("question")?.querySelector("input, textarea, select, button")) },
  { id: "purchase-result", group: "here", icon: "check", places: ["purchase"], when: there("result"), run: () => focusOn(element("result")?.querySelector("h2")) },
  { id: "purchase-read", group: "here", icon: "panel", places: ["purchase"], keys: ["f"], when: there("result-read"), run: press("result-read") },
  { id: "purchase-refund", group: "here", icon: "undo", places: ["purchase"], keys: ["r"], when: (at) => offers("request")(at) || offers("dispute")(at), run: press("refund-button") },
  { id: "purchase-withdraw", group: "here", icon: "undo", places: ["purchase"], when: offers("withdraw"), run: press("refund-button") },
  { id: "purchase-release", group: "here", icon: "check", places: ["purchase"], when: offers("release"), run: press("refund-button") },
  { id: "purchase-checks", group: "here", icon: "shield", places: ["purchase"], when: there("verification-toggle"), run: point("verification-toggle") },
  { id: "purchase-again", group: "here", icon: "repeat", places: ["purchase"], when: there("buy-again"), run: press("buy-again") },
  { id: "purchase-agent", group: "here", icon: "market", places: ["purchase"], when: there("to-agent"), run: press("to-agent") },
  { id: "purchase-copy", group: "here", icon: "copy", places: ["purchase"], keys: ["c"], when: there("identifiers"), run: (at) => void copyOfPurchase(idOf(at)) },
  { id: "agent-buy", group: "here", icon: "arrow", places: ["agent"], keys: ["b"], when: there("buy"), run: press("buy") },
  { id: "agent-ask", group: "here", icon: "refresh", places: ["agent"], when: there("availability-again"), run: press("availability-again") },
  { id: "agent-compare", group: "here", icon: "columns", places: ["agent"], when: there("compare-toggle"), run: press("compare-toggle") },
  { id: "agent-copy", group: "here", icon: "copy", places: ["agent"], keys: ["c"], run: (at) => void copyOfAgent(idOf(at)) },
  { id: "agent-favourite", group: "here", icon: "star", places: ["agent"], keys: ["Ctrl d"], when: there("favourite"), run: press("favourite") },
  { id: "form-review", group: "here", icon: "arrow", places: ["form"], keys: ["Ctrl Enter"], when: there("to-review"), run: press("to-review") },
  { id: "review-pay", group: "here", icon: "shield", places: ["review"], when: there("pay"), run: point("pay") },
  { id: "search", group: "here", icon: "search", places: ["list"], keys: ["Ctrl F", "/"], when: there("search"), run: search },
  { id: "move", group: "here", icon: "arrow", places: ["list"], keys: ["ArrowUp", "ArrowDown"] },
  { id: "row-next", group: "here", icon: "arrow", places: ["list"], keys: ["j"], run: (at) => step(at, 1) },
  { id: "row-previous", group: "here", icon: "arrow", places: ["list"], keys: ["k"], run: (at) => step(at, -1) },

  { id: "row-open", group: "row", icon: "arrow", places: ["row"], keys: ["Enter"], run: ({ row }) => row?.element.click() },
  { id: "row-refund", group: "row", icon: "undo", places: ["row"], keys: ["r"], when: ({ row }) => row?.refund === true, run: ({ frame, row }) => row && void askRefund(frame, row.id) },
  { id: "row-peek", group: "row", icon: "eye", places: ["row"], keys: ["Space"], when: ({ row }) => row?.kind === "purchase", run: ({ row }) => inRow(row, "row-peek")?.click() },
  { id: "row-select", group: "row", icon: "check", places: ["row"], keys: ["x"], when: ({ row }) => row?.kind === "purchase", run: ({ row }) => inRow(row, "table-tick")?.click() },
  { id: "row-labels", group: "row", icon: "tag", places: ["row"], keys: ["l"], when: ({ row }) => row?.kind === "purchase", run: ({ row }) => inRow(row, "inline-edit")?.click() },
  { id: "row-buy", group: "row", icon: "arrow", places: ["row"], keys: ["b"], when: ({ row }) => (row?.kind === "agent" ? !row.blocked : (row?.agent ?? "") !== ""), run: ({ frame, row }) => row && frame.go(row.kind === "agent" ? { name: "buy", id: row.id } : { name: "buy", id: row.agent, fill: { kind: "again", purchase: row.id } }) },
  { id: "row-copy", group: "row", icon: "copy", places: ["row"], keys: ["c"], run: ({ row }) => row && void (row.kind === "agent" ? copyOfAgent(row.id) : copyOfPurchase(row.id)) },
  { id: "row-favourite", group: "row", icon: "star", places: ["row"], keys: ["Ctrl d"], when: ({ row }) => row?.kind === "agent", run: ({ row }) => row && void toggleFavourite(row.id, row.name) },
  { id: "row-compare", group: "row", icon: "columns", places: ["row"], keys: ["m"], when: ({ row }) => row?.kind === "agent", run: ({ frame, row }) => row && toggle(frame, { id: row.id, name: row.name }) },
  { id: "row-menu", group: "row", icon: "dash", places: ["row"], keys: ["Shift F10", "ContextMenu"], run: (at) => opens.menu(at) },

  ...SECTIONS.map((name, index) => /** @type {Command} */ ({ id: `go-${name}`, group: "go", icon: name, places: ["everywhere"], keys: [`Ctrl ${index + 1}`], run: ({ frame }) => frame.go({ name }) })),
  { id: "next-need", group: "go", icon: "warning", places: ["everywhere"], keys: ["n"], when: ({ app }) => app.needsYou > 0, run: (at) => void nextNeed(at) },
  { id: "batches", group: "go", icon: "rows", places: ["everywhere"], when: ({ app }) => app.active !== null, run: ({ frame }) => frame.go({ name: "batches" }) },
  { id: "agenda", group: "go", icon: "calendar", places: ["everywhere"], when: ({ app }) => app.active !== null, run: ({ frame }) => frame.go({ name: "agenda" }) },
  { id: "back", group: "go", icon: "back", places: ["everywhere"], keys: ["Escape"], when: ({ route }) => parent(route) !== null, run: ({ frame }) => frame.back() },

  { id: "copy-address", group: "do", icon: "copy", places: ["everywhere"], run: (at) => void copyAddress(at) },
  { id: "refresh-agents", group: "do", icon: "refresh", places: ["everywhere"], run: () => void doing(async () => {
    await backend.marketRefresh();
    note(say.commands.refreshed);
  }) },
  { id: "search-save", group: "do", icon: "bookmark", places: ["everywhere"], when: () => shownSearch() !== null, run: () => void saveSearch() },
  { id: "searches", group: "do", icon: "bookmark", places: ["everywhere"], when: ({ app }) => app.active !== null, run: () => void showSearches(shownList()) },
  { id: "receipt-check", group: "do", icon: "verified", places: ["everywhere"], run: ({ frame }) => frame.go({ name: "receipt" }) },
  { id: "buying-pause", group: "do", icon: "lock", places: ["everywhere"], when: ({ app }) => !app.paused, run: pausing(true) },
  { id: "buying-resume", group: "do", icon: "lock", places: ["everywhere"], when: ({ app }) => app.paused, run: pausing(false) },
  { id: "use-node", group: "do", icon: "node", places: ["everywhere"], each: ({ app, frame }) => app.profiles.filter(({ id }) => id !== app.active).map(({ id, label }) => ({ of: id, title: say.commands.useNode(label), run: () => frame.activate(id) })) },
  { id: "connect", group: "do", icon: "plus", places: ["everywhere"], run: ({ frame }) => frame.go({ name: "connect", profile: null }) },
  { id: "sandbox-open", group: "do", icon: "sandbox", places: ["everywhere"], when: ({ app }) => !app.profiles.some(({ sandbox }) => sandbox), run: ({ frame }) => void doing(async () => {
    frame.took(await backend.sandboxStart());
    frame.go({ name: "market" });
  }) },

  { id: "sandbox-money", group: "sandbox", icon: "plus", places: ["everywhere"], when: sandboxed, run: ({ frame }) => void frame.sandbox.topUp() },
  { id: "sandbox-deadline", group: "sandbox", icon: "skip", places: ["everywhere"], when: sandboxed, run: ({ frame }) => void frame.sandbox.skip(null) },
  { id: "sandbox-hour", group: "sandbox", icon: "skip", places: ["everywhere"], when: sandboxed, run: ({ frame }) => void frame.sandbox.skip(3_600_000) },
  { id: "settings-sandbox", group: "sandbox", icon: "sandbox", places: ["everywhere"], when: sandboxed, run: section("sandbox") },

  { id: "theme-light", group: "settings", icon: "settings", places: ["everywhere"], when: ({ app }) => app.settings.theme !== "light", run: setting(() => ({ theme: "light" })) },
  { id: "theme-dark", group: "settings", icon: "settings", places: ["everywhere"], when: ({ app }) => app.settings.theme !== "dark", run: setting(() => ({ theme: "dark" })) },
  { id: "theme-system", group: "settings", icon: "settings", places: ["everywhere"], when: ({ app }) => app.settings.theme !== "system", run: setting(() => ({ theme: "system" })) },
  ...LANGUAGES.map((language) => /** @type {Command} */ ({ id: `language-${language}`, group: "settings", icon: "settings", places: ["everywhere"], when: ({ app }) => app.settings.language !== language, run: setting(() => ({ language })) })),
  { id: "settings-nodes", group: "settings", icon: "node", places: ["everywhere"], run: section("nodes") },
  { id: "settings-limits", group: "settings", icon: "shield", places: ["everywhere"], run: section("limits") },
  { id: "settings-notices", group: "settings", icon: "info", places: ["everywhere"], run: section("notices") },
  { id: "settings-closing", group: "settings", icon: "settings", places: ["everywhere"], run: section("closing") },
  { id: "settings-appearance", group: "settings", icon: "settings", places: ["everywhere"], run: section("appearance") },
  { id: "settings-privacy", group: "settings", icon: "eye", places: ["everywhere"], run: section("privacy") },
  { id: "backup", group: "settings", icon: "save", places: ["everywhere"], run: ({ frame }) => frame.go({ name: "backup" }) },
  { id: "hosts", group: "settings", icon: "globe", places: ["everywhere"], run: ({ frame }) => frame.go({ name: "hosts" }) },
  { id: "diagnostics", group: "settings", icon: "bug", places: ["everywhere"], run: ({ frame }) => frame.go({ name: "diagnostics" }) },
  { id: "settings-keyboard", group: "settings", icon: "settings", places: ["everywhere"], run: section("keyboard") },
  { id: "settings-about", group: "settings", icon: "info", places: ["everywhere"], run: section("about") },
  { id: "hide-amounts", group: "settings", icon: "eye-off", places: ["everywhere"], keys: ["Ctrl Shift H"], run: (at) => setting(({ hideAmounts }) => ({ hideAmounts: !hideAmounts }), () => (at.app.settings.hideAmounts ? say.commands.amountsShown : say.commands.amountsHidden))(at) },
  { id: "single-keys", group: "settings", icon: "settings", places: ["everywhere"], run: (at) => setting(({ singleKeys }) => ({ singleKeys: !singleKeys }), () => (at.app.settings.singleKeys ? say.commands.singleKeysOff : say.commands.singleKeysOn))(at) },

  { id: "palette", group: "window", icon: "search", places: ["everywhere"], keys: ["Ctrl K"], run: (at) => opens.palette(at) },
  { id: "keys", group: "window", icon: "question", places: ["everywhere"], keys: ["?"], run: (at) => opens.sheet(at) },
  { id: "close-window", group: "window", icon: "cross", places: ["everywhere"], keys: ["Ctrl W"], run: () => void closeWindow("ask") },
];

/** The places that a route is. @param {Route} route @returns {Place[]} */
export function placesOf(route) {
  switch (route.name) {
    case "market":
    case "purchases":
      return ["everywhere", "list"];
    case "buy":
      return ["everywhere", "form"];
    case "agent":
    case "review":
    case "purchase":
    case "wallet":
    case "settings":
      return ["everywhere", route.name];
    default:
      return ["everywhere"];
  }
}

/** What can be done here and now, in the order of the list. @param {At} at */
export function applying(at) {
  const places = [...placesOf(at.route), ...(at.row ? /** @type {const} */ (["row"]) : [])];
  return COMMANDS.filter((command) => command.places.some((place) => places.includes(place)) && (command.when?.(at) ?? true));
}

/** The keys that mean something here: what a row may offer is told before one has the focus. @param {At} at */
export function keysHere(at) {
  if (!placesOf(at.route).includes("list")) return applying(at).filter(({ keys }) => keys !== undefined);
  const any = { kind: at.route.name === "market" ? /** @type {const} */ ("agent") : /** @type {const} */ ("purchase"), id: "", name: "", agent: "unknown", refund: true, blocked: false, element: /** @type {HTMLElement} */ ({}) };
  return applying({ ...at, row: any }).filter(({ keys }) => keys !== undefined);
}

/** What is there to be seen of the row that holds an element. @param {Element | null | undefined} inside @returns {Row | null} */
export function rowOf(inside) {
  const found = /** @type {HTMLElement | null | undefined} */ (inside?.closest?.("main [data-row]"));
  if (!found) return null;
  const { row, id = "", name, agent, agentId = "", refund, blocked } = found.dataset;
  if (row !== "agent" && row !== "purchase") return null;
  return { kind: row, id, name: name ?? agent ?? "", agent: agentId, refund: refund === "request" || refund === "dispute", blocked: (blocked ?? "") !== "", element: found };
}

/** @param {Frame} frame @param {Element | null} [focused] @returns {At} */
export const here = (frame, focused = document.activeElement) => ({
  frame,
  app: frame.app(),
  route: frame.route(),
  row: rowOf(focused),
  there: (testid, state) => element(testid, state)?.matches(":not(:disabled)") === true,
});
