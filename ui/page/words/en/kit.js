// What the parts of the kit say by themselves; the caller gives them everything else.
import { number } from "./intl.js";

/** @import { StretchWhat } from "../../../types/contract.js" */

export const kit = {
  /** @param {string} name */
  sortBy: (name) => `Sort by ${name}`,
  selectAll: "Select all",
  /** @param {string} name */
  select: (name) => `Select ${name}`,
  /** @param {string} name */
  exclude: (name) => `Leave out ${name}`,
  /** @param {string} name */
  without: (name) => `not ${name}`,
  /** @param {number} count */
  more: (count) => `${number(count)} more`,
  from: "From",
  to: "To",
  clearAll: "Clear all",
  /** @param {string} what */
  removeFilter: (what) => `Remove the filter “${what}”`,
  filters: "Filters in use",
  cancel: "Cancel",
  asTable: "As a table",
  notKnown: "not known",
  /** @param {string} what */
  edit: (what) => `Change ${what}`,
  saving: "Saving…",
  saved: "Saved",
  /** @param {string} what */
  copyOf: (what) => `Copy ${what}, or its path`,
  copyValue: "Copy the value",
  copyPath: "Copy the path",
  theValue: "Value",
  thePath: "Path",
  noPath: "One of its names is too long for a path.",
  twice: "name is there twice",
  /** @param {number} count */
  members: (count) => number(count),
  /** What fits into a stretch of the escrow's time. @type {Record<StretchWhat, string>} */
  stretch: { paying: "pay", working: "work", objecting: "object", disputing: "decide" },
  /** @param {string} clock */
  nowAt: (clock) => `now ${clock}`,
  broken: "Drawn wider than it is, so that it can be seen.",
};
