import { html } from "lit-html";
import { agentStatus, networkPill, phasePill } from "./pill.js";

/** @import { Phase } from "../../../types/contract.js" */

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "networks", view: html`<div class="tags">${networkPill("Preprod", true)}${networkPill("Preprod", false)}${networkPill("Mainnet", false)}</div>` },
  { name: "phases", view: html`<div class="tags">${/** @type {Phase[]} */ (["working", "question", "delivered", "refunded", "settled", "mismatch", "refused"]).map(phasePill)}</div>` },
  { name: "an agent", view: html`<div class="tags">${["Online", "Offline", "Invalid", "Deregistered"].map(agentStatus)}</div>` },
];
