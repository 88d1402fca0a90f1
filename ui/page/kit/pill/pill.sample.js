import { html } from "lit-html";
import { agentStatus, escrowName, networkPill, phasePill } from "./pill.js";

/** @import { Phase } from "../../../types/contract.js" */

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "networks", view: html`<div class="tags">${networkPill("Preprod", true)}${networkPill("Preprod", false)}${networkPill("Mainnet", false)}</div>` },
  { name: "escrow contracts", view: html`<div class="tags">${escrowName("Web3CardanoV1")}${escrowName("Web3CardanoV2")}</div>` },
  { name: "phases", view: html`<div class="tags">${/** @type {Phase[]} */ (["working", "question", "delivered", "refunded", "settled", "mismatch", "refused"]).map(phasePill)}</div>` },
  { name: "an agent", view: html`<div class="tags">${["Online", "Offline", "Invalid", "Deregistered"].map(agentStatus)}</div>` },
];
