// What surrounds the pages: the switch between nodes, the foot of the sidebar, the sandbox's bar, the index of the settings.
import { percent as percentOf } from "./intl.js";

export const nodeSwitch = {
  /** @param {string} label @param {string} health */
  label: (label, health) => `Node in use: ${label}. ${health}. Switch nodes`,
  title: "Nodes",
  add: "Connect a node",
  sandbox: "Open the sandbox",
};

export const foot = {
  label: "At a glance",
  escrow: "In escrow",
  next: "Next",
};

export const sandboxBar = {
  label: "Sandbox clock",
  /** @param {string} amount */
  ahead: (amount) => `${amount} ahead`,
  inStep: "Same time as here",
  skipDeadline: "Skip to next deadline",
  skipHour: "Skip 1\u00a0hour",
  topUp: "Add play money",
  trouble: "Make something go wrong",
  /** On a purchase. */
  skipToThis: "Skip to this deadline",
  skipSays: "Sandbox only: moves its clock forward.",
};

export const settingsIndex = {
  label: "Sections",
  nodes: "Nodes",
  limits: "Limits",
  notices: "Notifications",
  closing: "Closing the window",
  appearance: "Appearance",
  privacy: "Privacy, backup and help",
  sandbox: "Sandbox",
  keyboard: "Keyboard",
  about: "About",
};

export const appearance = {
  /** @param {number} percent */
  percent: (percent) => percentOf(percent),
  textSize: "Text size",
  font: "Font",
};

/** @type {Record<import("../../../types/contract.js").Font, string>} */
export const font = { inter: "Inter (comes with Kaimono)", system: "Same as desktop" };
