// Where the person is, as a hash in the address, so that back and forward work. Pure: text in, route out.

/**
 * `query` of the market: what is asked of it, as `views/market/asked.js` writes it.
 * @typedef {{ name: "welcome" } | { name: "connect", profile: string | null } | { name: "market", query?: string } | { name: "news" } | { name: "agent", id: string }
 *   | { name: "buy", id: string } | { name: "review", id: string } | { name: "purchases" } | { name: "purchase", id: string }
 *   | { name: "wallet" } | { name: "settings", section?: SettingsSection } | { name: "hosts" } | { name: "diagnostics" } | { name: "for-real" }} Route
 * @typedef {typeof SETTINGS[number]} SettingsSection
 */

/** The sections of the settings, in their order. */
export const SETTINGS = /** @type {const} */ (["nodes", "notices", "closing", "appearance", "privacy", "sandbox", "keyboard", "about"]);

/** @param {string | undefined} word @returns {word is SettingsSection} */
const isSection = (word) => SETTINGS.some((section) => section === word);

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Before and after the first of a letter. @param {string} text @param {string} at */
function cut(text, at) {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

/** Unknown addresses lead to the market. @param {string} hash @returns {Route} */
export function parse(hash) {
  const [path = "", query = ""] = cut(hash.replace(/^#?\/?/, ""), "?");
  const [first = "", second, third] = path.split("/").map(decode);
  switch (first) {
    case "welcome":
    case "wallet":
    case "for-real":
      return { name: first };
    case "settings":
      if (second === "hosts" || second === "diagnostics") return { name: second };
      return isSection(second) ? { name: first, section: second } : { name: first };
    case "connect":
      return { name: "connect", profile: second || null };
    case "market":
      return { name: second === "news" ? "news" : "market" };
    case "agent":
      return second ? { name: "agent", id: second } : { name: "market" };
    case "buy":
      return second ? { name: third === "review" ? "review" : "buy", id: second } : { name: "market" };
    case "purchases":
      return second ? { name: "purchase", id: second } : { name: "purchases" };
    case "market":
      return query === "" ? { name: first } : { name: first, query };
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
    case "buy":
      return `#/${route.name}/${encodeURIComponent(route.id)}`;
    case "review":
      return `#/buy/${encodeURIComponent(route.id)}/review`;
    case "purchase":
      return `#/purchases/${encodeURIComponent(route.id)}`;
    case "settings":
      return route.section === undefined ? "#/settings" : `#/settings/${route.section}`;
    case "news":
      return "#/market/news";
    case "hosts":
    case "diagnostics":
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
      return { name: "market" };
    case "buy":
      return { name: "agent", id: route.id };
    case "review":
      return { name: "buy", id: route.id };
    case "purchase":
      return { name: "purchases" };
    case "connect":
      return { name: "settings", section: "nodes" };
    case "hosts":
    case "diagnostics":
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
    case "buy":
    case "review":
      return "market";
    case "purchases":
    case "purchase":
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
