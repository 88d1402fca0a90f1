// The verification of the terms: every check by name; what does not hold stands there with its two values side by side.
import { html, nothing } from "lit-html";
import { say } from "../say.js";
import { icon } from "./icon.js";

/** @import { Check } from "../../types/contract.js" */

/** @type {Record<Check["state"], import("./icon.js").IconName>} */
const MARK = { "passed": "check", "failed": "cross", "warned": "info", "not-applicable": "dash", "outside": "warning" };

/** The verdict in a line, over those that apply. @param {Check[]} all */
export function summary(all) {
  const checks = all.filter(({ state }) => state !== "not-applicable");
  const failed = checks.filter(({ state }) => state === "failed").length;
  const outside = checks.filter(({ state }) => state === "outside").length;
  if (failed > 0) return say.purchase.checksFailed(failed, checks.length);
  if (outside > 0) return say.purchase.checksOutside(outside, checks.length);
  return say.purchase.checksPassed(checks.length);
}

/** @param {string} name @param {string} value */
const side = (name, value) => html`<div><dt>${name}</dt><dd><code class="code">${value}</code></dd></div>`;

/** @param {Check} check */
function evidence(check) {
  switch (check.state) {
    case "failed":
      return html`<dl class="versus">${side(say.purchase.expected, check.expected)}${side(say.purchase.found, check.found)}</dl>`;
    case "outside":
      return html`<dl class="versus">${side(say.purchase.approved, check.approved)}${side(say.purchase.found, check.found)}</dl>`;
    case "warned":
    case "not-applicable":
      return check.note === "" ? nothing : html`<p class="check-note">${check.note}</p>`;
    default:
      return nothing;
  }
}

/** What went wrong first, then as it was checked. @param {Check[]} checks */
export const checkList = (checks) => html`<ul class="checks" data-testid="checks">
  ${[...checks.filter(wrong), ...checks.filter((check) => !wrong(check))].map((check) => html`<li class="check-row check-${check.state}" data-testid="check" data-check=${check.id} data-state=${check.state}>
    <span class="check-mark">${icon(MARK[check.state])}<span class="visually-hidden">${say.outcome[check.state]}</span></span>
    <div><span>${say.check[check.id]}</span>${evidence(check)}</div>
  </li>`)}
</ul>`;

/** @param {Check} check */
export const wrong = (check) => check.state === "failed" || check.state === "outside";
