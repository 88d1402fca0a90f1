// The message to whoever runs a node: which lines of the connection test failed, in whose words, and what is asked for. Plain
// text, in English whatever language the page speaks, because somebody else reads it. Never a key: the report has none (the
// backend takes out what a service says back), and what was typed is taken out once more.
import { connectionCheck, connectionFound, connectionNote } from "../words/en/connect.js";
import { failure as failures } from "../words/en/failure.js";

/** @import { ConnectionCheck, ConnectionLine, ConnectionReport, Network } from "../../types/contract.js" */

/** What is asked for, by the line that is not as it should be. @type {Record<ConnectionCheck, string>} */
const ASKED = {
  "node-reachable": "Please check that the Payment Service runs and can be reached at this address.",
  "node-key": "Please send me a key that this node takes, or tell me what became of the one that I have.",
  "may-pay": "Please give this key the permission to read and pay.",
  "network-allowed": "Please allow this network for the key.",
  "credits": "Please make me a key without a limit (“Limit Usage” switched off), or raise the limit. Some versions use the whole quota up with the first purchase.",
  "payment-sources": "Please add a payment source for this network (V1 and V2, so that every agent can be paid).",
  "node-features": "Please update the node to 0.28 or newer, and complete what it says is missing in its setup.",
  "wallet": "Please tell me the address of the purchasing wallet.",
  "balance": "Please top up the purchasing wallet: it needs ADA for fees and deposits.",
  "clock": "Please check the clock of the node's machine.",
  "registry-reachable": "Please check that the Registry Service runs and can be reached at this address.",
  "registry-key": "Please send me a key that this registry takes.",
  "registry-features": "Please check that the registry has a source for this network.",
};

/** Texts of the other side, in one line. @param {string} text */
const inLine = (text) => text.replaceAll(/\s+/gu, " ").trim();

/** @param {ConnectionLine} line @returns {string[]} */
function told(line) {
  const { id, state, facts, failure } = line;
  const found = id === "clock" ? "" : inLine(connectionFound[id](facts));
  const note = inLine(connectionNote[id]?.(facts) ?? "");
  return [
    `- ${connectionCheck[id]}: ${state === "failed" ? "FAILED" : "works, with a note"}${found === "" ? "" : ` (${found})`}`,
    ...(failure ? [`  What Kaimono says: ${inLine(failures[failure.code].what(failure.side))}`] : []),
    ...(failure && failure.quote !== "" ? [`  In its own words: "${inLine(failure.quote)}"`] : []),
    ...(note === "" ? [] : [`  ${note}`]),
    `  ${ASKED[id]}`,
  ];
}

/**
 * @param {ConnectionReport} report
 * @param {{ network: Network, version: string, secrets: string[] }} about `secrets`: what was typed as keys
 */
export function forOperator(report, { network, version, secrets }) {
  const fact = (/** @type {ConnectionCheck} */ id, /** @type {string} */ name) => report.lines.find((line) => line.id === id)?.facts[name] ?? "";
  const wrong = report.lines.filter(({ state }) => state === "failed" || state === "warned");
  const release = fact("node-features", "release");
  const text = [
    `Kaimono ${version}: connection test, ${network}`,
    `Payment Service: ${fact("node-reachable", "host") || "(address not readable)"}${release === "" ? "" : release === "later" ? ", answers like a version after 0.28" : `, answers like version ${release}`}`,
    `Registry Service: ${fact("registry-reachable", "host") || "(address not readable)"}${fact("registry-reachable", "version") === "" ? "" : `, version ${fact("registry-reachable", "version")}`}`,
    "",
    ...(wrong.length === 0 ? ["Every line passed."] : wrong.flatMap(told)),
    "",
    "(No key is in this text.)",
  ].join("\n");
  const keys = [...new Set(secrets.map((secret) => secret.trim()).filter((secret) => secret.length >= 4))].sort((one, other) => other.length - one.length);
  return keys.reduce((clean, key) => clean.replaceAll(key, "[key]"), text);
}
