// Small parts: palette, copying, times.
import { plural, number } from "./intl.js";

export const palette = {
  label: "Go to or find",
  placeholder: "Go to a page, find an agent or a purchase…",
  agents: "Agents",
  purchases: "Purchases",
  seen: "Seen last",
  favourites: "Favourites",
  searches: "Saved searches",
  /** @param {string} what */
  refundFor: (what) => `Request a refund for “${what}”`,
  none: "Nothing found",
  hint: "↑ ↓ to choose, Enter to open, Esc to close",
};

export const copying = {
  copy: "Copy",
  /** @param {string} what */
  copyWhat: (what) => `Copy ${what}`,
  copied: "Copied",
  failed: "Kaimono cannot copy here. Select the text and press Ctrl C.",
};

/** Spans do not break between number and unit. */
export const time = {
  justNow: "just now",
  /** @param {string} span */
  in: (span) => `in ${span}`,
  /** @param {string} span */
  ago: (span) => `${span} ago`,
  /** @param {string} span */
  left: (span) => `${span} left`,
  over: "over",
  /** @param {string} clock */
  tomorrow: (clock) => `tomorrow ${clock}`,
  /** @param {string} clock */
  yesterday: (clock) => `yesterday ${clock}`,
  /** @param {number} count @param {number} hours beside them */
  days: (count, hours) => (hours === 0 ? `${number(count)}\u00a0${plural(count, "day", "days")}` : `${number(count)}\u00a0${plural(count, "day", "days")}\u00a0${hours}\u00a0h`),
  /** @param {number} count @param {number} minutes beside them */
  hours: (count, minutes) => (minutes === 0 ? `${count}\u00a0h` : `${count}\u00a0h\u00a0${minutes}\u00a0min`),
  /** @param {number} count */
  minutes: (count) => `${count}\u00a0min`,
  /** @param {number} count */
  seconds: (count) => `${count}\u00a0s`,
};
