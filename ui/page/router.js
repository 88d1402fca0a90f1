// Where the person is, as a hash in the address, so that back and forward work. Pure: text in, route out.
import { identifiers } from "./lib/comparing.js";

/**
 * `agent` of the settings: whose limit is to be set. `query` of a list: what is asked of it, as `views/market/asked.js` and `views/purchases/asked.js` write it. `at`: where on the page of a
 * purchase something is to be done.
 * @typedef {{ name: "welcome" } | { name: "connect", profile: string | null } | { name: "market", query?: string } | { name: "news" } | { name: "agent", id: string }
 *   | { name: "buy", id: string, fill?: Fill } | { name: "many", id: string } | { name: "together", ids: string[] } | { name: "batch-review" } | { name: "batches" } | { name: "batch", id: string } | { name: "review", id: string } | { name: "purchases", dealt?: Dealt, query?: string } | { name: "purchase", id: string, at?: PurchasePart } | { name: "compare", ids: string[] }
 *   | { name: "wallet" } | { name: "settings", section?: SettingsSection, agent?: string } | { name: "agenda" } | { name: "receipt" } | { name: "hosts" } | { name: "diagnostics" } | { name: "backup" } | { name: "for-real" }} Route
 * @typedef {typeof SETTINGS[number]} SettingsSection
 * @typedef {typeof PARTS[number]} PurchasePart
 */
/** @import { Dealt, Fill, Went } from "../types/contract.js" */

/** The sections of the settings, in their order. */
export const SETTINGS = /** @type {const} */ (["nodes", "limits", "notices", "closing", "appearance", "privacy", "sandbox", "keyboard", "about"]);

/** Where on the page of a purchase something is done. */
export const PARTS = /** @type {const} */ (["status", "approval", "question", "result"]);

/** @param {string | undefined} word @returns {word is SettingsSection} */
const isSection = (word) => SETTINGS.some((section) => section === word);

/** How jobs went, as a record counts them. @type {Went[]} */
const WENT = ["bought", "delivered", "refunded"];

/** @param {string | undefined} agent @param {string | undefined} word @returns {Route} */
function dealt(agent, word) {
  const went = WENT.find((one) => one === word);
  return agent && went ? { name: "purchases", dealt: { agent, went } } : { name: "purchases" };
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** With what a form is filled in. @param {string} query @returns {Fill | undefined} */
function fill(query) {
  const [kind, value = ""] = cut(query, "=").map(decode);
  if (kind === "again") return { kind, purchase: value === "" ? null : value };
  if (kind === "template" && value !== "") return { kind, id: value };
  return kind === "result" && value !== "" ? { kind, purchase: value } : undefined;
}

/** @param {Fill} fill */
function written(fill) {
  const value = fill.kind === "template" ? fill.id : fill.purchase;
  return value === null ? fill.kind : `${fill.kind}=${encodeURIComponent(value)}`;
}

/** Before and after the first of a letter. @param {string} text @param {string} at */
function cut(text, at) {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

/** Unknown addresses lead to the market. @param {string} hash @returns {Route} */
export function parse(hash) {
  const [path = "", query = ""] = cut(hash.replace(/^#?\/?/, ""), "?");
  const [first = "", second, third, fourth] = path.split("/").map(decode);
  switch (first) {
    case "welcome":
    case "wallet":
    case "for-real":
      return { name: first };
    case "settings":
      if (second === "hosts" || second === "diagnostics" || second === "backup") return { name: second };
      if (second === "limits" && third) return { name: first, section: second, agent: third };
      return isSection(second) ? { name: first, section: second } : { name: first };
    case "connect":
      return { name: "connect", profile: second || null };
    case "agent":
      return second ? { name: "agent", id: second } : { name: "market" };
    case "buy": {
      if (!second) return { name: "market" };
      if (third === "review" || third === "many") return { name: third, id: second };
      const filled = fill(query);
      return filled === undefined ? { name: "buy", id: second } : { name: "buy", id: second, fill: filled };
    }
    case "purchases":
      if (second === "of") return dealt(third, fourth);
      if (second === "agenda" || second === "receipt") return { name: second };
      if (second === "batches") return third === undefined || third === "" ? { name: "batches" } : third === "review" ? { name: "batch-review" } : { name: "batch", id: third };
      if (second) {
        const at = PARTS.find((part) => query === `at=${part}`);
        return at === undefined ? { name: "purchase", id: second } : { name: "purchase", id: second, at };
      }
      return query === "" ? { name: "purchases" } : { name: "purchases", query };
    case "market":
      if (second === "news") return { name: second };
      return query === "" ? { name: first } : { name: first, query };
    case "compare":
      return { name: third === "together" ? "together" : "compare", ids: identifiers(second ?? "") };
    default:
      return { name: "market" };
  }
}

/** @param {Route} route @returns {string} */
export function href(route) {
  switch (route.name) {
    case "market":
      return route.query === undefined ? "#/market" : `#/market?${route.query}`;
    case "connect":
      return route.profile === null ? "#/connect" : `#/connect/${encodeURIComponent(route.profile)}`;
    case "agent":
      return `#/agent/${encodeURIComponent(route.id)}`;
    case "buy":
      return `#/buy/${encodeURIComponent(route.id)}${route.fill === undefined ? "" : `?${written(route.fill)}`}`;
    case "review":
    case "many":
      return `#/buy/${encodeURIComponent(route.id)}/${route.name}`;
    case "batches":
      return "#/purchases/batches";
    case "batch-review":
      return "#/purchases/batches/review";
    case "batch":
      return `#/purchases/batches/${encodeURIComponent(route.id)}`;
    case "purchase":
      return `#/purchases/${encodeURIComponent(route.id)}${route.at === undefined ? "" : `?at=${route.at}`}`;
    case "purchases":
      return route.dealt === undefined ? `#/purchases${route.query === undefined ? "" : `?${route.query}`}` : `#/purchases/of/${encodeURIComponent(route.dealt.agent)}/${route.dealt.went}`;
    case "compare":
      return `#/compare/${route.ids.map(encodeURIComponent).join(",")}`;
    case "together":
      return `#/compare/${route.ids.map(encodeURIComponent).join(",")}/together`;
    case "settings":
      return ["#/settings", route.section, route.agent].filter((part) => part !== undefined).map((part, index) => (index < 2 ? part : encodeURIComponent(`${part}`))).join("/");
    case "news":
      return "#/market/news";
    case "agenda":
    case "receipt":
      return `#/purchases/${route.name}`;
    case "hosts":
    case "diagnostics":
    case "backup":
      return `#/settings/${route.name}`;
    default:
      return `#/${route.name}`;
  }
}

/** Where Esc leads; `null` at the top. @param {Route} route @returns {Route | null} */
export function parent(route) {
  switch (route.name) {
    case "news":
    case "agent":
    case "compare":
      return { name: "market" };
    case "purchases":
      return route.dealt === undefined ? null : { name: "agent", id: route.dealt.agent };
    case "buy":
      return { name: "agent", id: route.id };
    case "review":
    case "many":
      return { name: "buy", id: route.id };
    case "together":
      return { name: "compare", ids: route.ids };
    case "batch":
    case "batch-review":
      return { name: "batches" };
    case "purchase":
    case "batches":
    case "agenda":
    case "receipt":
      return { name: "purchases" };
    case "connect":
      return { name: "settings", section: "nodes" };
    case "hosts":
    case "diagnostics":
    case "backup":
      return { name: "settings", section: "privacy" };
    case "for-real":
      return { name: "settings" };
    default:
      return null;
  }
}

/** Which entry of the navigation is lit. @param {Route} route @returns {"market" | "purchases" | "wallet" | "settings" | null} */
export function section(route) {
  switch (route.name) {
    case "market":
    case "news":
    case "agent":
    case "compare":
    case "buy":
    case "many":
    case "together":
    case "review":
      return "market";
    case "purchases":
    case "purchase":
    case "batches":
    case "batch":
    case "batch-review":
    case "agenda":
    case "receipt":
      return "purchases";
    case "wallet":
      return "wallet";
    case "settings":
    case "connect":
    case "hosts":
    case "diagnostics":
    case "for-real":
      return "settings";
    default:
      return null;
  }
}
