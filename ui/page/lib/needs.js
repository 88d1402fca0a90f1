// What buying for real needs, read from the lines of a connection test. Pure.

/** @import { ConnectionCheck, ConnectionLine, ConnectionReport } from "../../types/contract.js" */

/** @typedef {"node" | "version" | "key" | "contracts" | "wallet" | "funds" | "registry"} Need */
/** @typedef {{ need: Need, state: "done" | "look" | "open" | "unknown", lines: ConnectionLine[] }} Met */

/** Which lines tell it, in the order in which one comes to it. @type {[Need, ConnectionCheck[]][]} */
const TOLD_BY = [
  ["node", ["node-reachable"]],
  ["version", ["node-features"]],
  ["key", ["node-key", "may-pay", "network-allowed", "credits"]],
  ["contracts", ["payment-sources"]],
  ["wallet", ["wallet"]],
  ["funds", ["balance"]],
  ["registry", ["registry-reachable", "registry-key", "registry-features"]],
];

/** How a line counts. @param {ConnectionLine} line @returns {Met["state"]} */
function counts({ id, state, facts }) {
  // A node that cannot pay one of the two generations works; here it is asked whether it can pay both.
  if (id === "payment-sources" && state === "passed" && !/V1.*V2/.test(facts.sources ?? "")) return "look";
  // What cannot be told of a version is not that it is new enough.
  if (id === "node-features" && state === "passed" && facts.release === undefined) return "unknown";
  // A node without a wallet, or with none that has ADA, pays nothing, although the connection can be saved.
  if (id === "wallet" && facts.why === "none") return "open";
  // A key that may only read is good for looking.
  if (id === "may-pay" && state === "warned") return "open";
  if (id === "balance" && state === "warned") return "open";
  return state === "passed" ? "done" : state === "warned" ? "look" : state === "failed" ? "open" : "unknown";
}

/** What weighs most of several lines. @type {Met["state"][]} */
const HEAVIEST = ["open", "unknown", "look", "done"];

/** @param {ConnectionReport | undefined} report @returns {Met[]} */
export function needs(report) {
  return TOLD_BY.map(([need, checks]) => {
    const lines = (report?.lines ?? []).filter(({ id }) => checks.includes(id));
    const found = new Set(lines.map(counts));
    return { need, state: HEAVIEST.find((state) => found.has(state)) ?? "unknown", lines };
  });
}

/** What a report comes to: "failed", good for "looking" alone, too "short" to buy with, a registry that is "empty", not all "unknown", or "ready". @typedef {"failed" | "looking" | "short" | "empty" | "unknown" | "ready"} Verdict */

/** @param {ConnectionReport} report @returns {Verdict} */
export function verdict(report) {
  if (!report.usable) return "failed";
  if (report.lines.some(({ id, state }) => id === "may-pay" && state === "warned")) return "looking";
  const states = new Set(needs(report).map(({ state }) => state));
  if (states.has("open")) return "short";
  if (report.lines.some(({ facts }) => facts.agents === "0")) return "empty";
  return states.has("unknown") ? "unknown" : "ready";
}
