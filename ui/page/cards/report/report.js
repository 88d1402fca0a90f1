// The lines of a connection test, and the text for whoever runs the node.
import { html, nothing } from "lit-html";
import { copy } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { written } from "../../kit/money/money.js";
import { span } from "../../kit/time/time.js";
import { forOperator } from "../../lib/for-operator.js";
import { say } from "../../words/say.js";
import { failureLine } from "../failure/failure.js";

/** @import { Verdict } from "../../lib/needs.js" */
/** @import { ConnectionLine, ConnectionReport, LineState, Network } from "../../../types/contract.js" */

/** @type {Record<LineState, import("../../kit/icon/icon.js").IconName>} */
const MARK = { passed: "check", warned: "warning", failed: "cross", skipped: "dash" };

/** @param {number} skew milliseconds */
const clocks = (skew) => (Math.abs(skew) < 1000 ? say.connect.inStep : say.connect.skew(span(skew)));

/** What was found, why it is not as it should be, and what to do. @param {ConnectionLine} line */
export function lineWords(line) {
  const facts = written(line.facts);
  const found = line.id === "clock" && line.facts.skew !== undefined ? clocks(Number(line.facts.skew)) : say.connectionFound[line.id](facts);
  const note = say.connectionNote[line.id]?.(facts) ?? "";
  const warned = line.state === "warned" && note === "" && !line.failure ? (say.connectionWarned[line.id] ?? "") : "";
  const why = html`${line.failure && line.facts.swapped !== "yes" ? html`<p class="report-why">${failureLine(line.failure)}${line.failure.quote === "" ? nothing : html` <q>${line.failure.quote}</q>`}</p>` : nothing}
      ${note === "" && warned === "" ? nothing : html`<p class="report-why">${note || warned}</p>`}`;
  return { found, why, says: line.failure !== null || note !== "" || warned !== "" };
}

/** @param {ConnectionLine} line */
export function reportLine(line) {
  const { found, why } = lineWords(line);
  return html`<li class="report-line report-${line.state}" data-testid="report-line" data-check=${line.id} data-state=${line.state}>
    <span class="report-mark">${icon(MARK[line.state])}<span class="visually-hidden">${say.lineState[line.state]}</span></span>
    <div><span class="report-name">${say.connectionCheck[line.id]}</span> ${found === "" ? nothing : html`<span class="report-found">${found}</span>`}
      ${why}</div>
  </li>`;
}

/** What a test comes to. @param {Verdict} verdict */
export const verdictWords = (verdict) => ({
  failed: say.connect.notUsable, looking: say.connect.usableToLook, short: say.connect.usableShort, empty: say.connect.usableEmpty, unknown: say.connect.usableUnknown, ready: say.connect.usable,
})[verdict];

/** Copies what whoever runs the node should know; nothing where every line passed. @param {ConnectionReport} report @param {{ network: Network, version: string, secrets: string[] }} about */
export const operatorButton = (report, about) => (report.lines.every(({ state }) => state === "passed") ? nothing
  : html`<button type="button" class="button" data-testid="copy-for-operator" @click=${() => copy(forOperator(report, about), say.operator.copied)}>${icon("copy")}${say.operator.copy}</button>`);
