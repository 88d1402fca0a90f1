// Small marks of a state: the network, an agent's status, a purchase's phase. Always text and shape beside the colour.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";
import { icon } from "../icon/icon.js";

/** @import { AgentStatus, Generation, Network, Phase } from "../../../types/contract.js" */

/** @type {Record<Network | "sandbox", import("../icon/icon.js").IconName>} */
const NETWORK_SHAPE = { sandbox: "sandbox", Preprod: "triangle", Mainnet: "diamond" };

/** `alone`: it can be focused, which nothing within a label may be. @param {Network} network @param {boolean} sandbox @param {boolean} [alone] */
export function networkPill(network, sandbox, alone = true) {
  const key = sandbox ? "sandbox" : network;
  const { word, says } = say.network[key];
  return html`<span class="pill pill-${key.toLowerCase()}" data-testid="network-pill" tabindex=${alone ? "0" : nothing} data-tip=${says}>${icon(NETWORK_SHAPE[key])}${word}</span>`;
}

/** Which version of the escrow contract, and what that means. @param {Generation} generation */
export const escrowName = (generation) => html`<span tabindex="0" data-tip=${say.generationSays[generation]}>${say.generation[generation]}</span>`;

/** @typedef {"quiet" | "info" | "ok" | "warn" | "danger"} Tone */

/** @type {Record<Phase, Tone>} */
const TONE = {
  "starting": "info", "asks-again": "warn", "lapsed": "warn", "paying": "info", "payment-unknown": "warn", "queued": "info", "payment-stuck": "warn",
  "working": "info", "question": "warn", "preliminary": "info", "delivered": "ok", "fetching": "info", "hash-without-result": "warn", "result-too-large": "warn", "result-elsewhere": "ok", "mismatch": "danger",
  "no-result": "quiet", "agent-failed": "warn", "overdue": "warn", "refund-requested": "info", "refund-agreed": "warn", "disputed": "warn", "refund-authorized": "info", "refunded": "quiet",
  "settled": "quiet", "released": "quiet", "decided": "quiet", "never-paid": "quiet", "lock-invalid": "danger", "refused": "quiet",
  "declined": "quiet", "expired": "quiet", "alarm": "danger", "unknown": "warn",
};

/** Phases in which something is under way. @type {Set<Phase>} */
const MOVING = new Set(/** @type {Phase[]} */ (["starting", "paying", "payment-unknown", "queued", "working", "preliminary", "fetching", "refund-authorized"]));

/** What is over has a shape of its own: paid, back, decided. @type {Partial<Record<Phase, import("../icon/icon.js").IconName>>} */
const OVER = { "settled": "check", "released": "check", "refunded": "undo", "decided": "dispute" };

/** @param {Phase} phase @returns {Tone} */
export const tone = (phase) => TONE[phase];

/** @param {Phase} phase */
export function phasePill(phase) {
  const over = OVER[phase];
  return html`<span class="state state-${TONE[phase]} ${MOVING.has(phase) ? "state-moving" : ""}" data-testid="phase" data-phase=${phase}>
    ${over === undefined ? html`<span class="state-dot" aria-hidden="true"></span>` : icon(over)}${say.phase[phase]}</span>`;
}

/** @type {Record<string, Tone>} */
const STATUS_TONE = { Online: "ok", Offline: "quiet", Invalid: "warn", Deregistered: "danger" };

/** @param {AgentStatus} status */
export const agentStatus = (status) => html`<span class="state state-${STATUS_TONE[status] ?? "quiet"}" data-testid="agent-status" data-status=${status} data-tip=${say.agentStatusSays[status] ?? ""}>
  <span class="state-dot" aria-hidden="true"></span>${say.agentStatus[status] ?? say.foreign.quoted(status)}</span>`;
