// Shows one's own record with an agent. Every number opens the purchases that it counts.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { icon } from "../../kit/icon/icon.js";
import { ownMoneys, ownTexts } from "../../kit/money/money.js";
import { tone } from "../../kit/pill/pill.js";
import { absolute, clock, span } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";

/** @import { AgentRecord, JobMark, MoneyView, Went } from "../../../types/contract.js" */

/** A number of the record, which opens what it counts. @param {string} agent @param {Went} went @param {number} count @param {string} what */
function number(agent, went, count, what) {
  const shown = say.purchases.count(count);
  const inner = html`<span class="record-number">${shown}</span><span class="record-what">${what}</span>`;
  return html`<li>${count === 0 ? html`<span class="record-count" data-testid="record-count" data-went=${went} data-count="0">${inner}</span>`
    : html`<a class="record-count" data-testid="record-count" data-went=${went} data-count=${count} href=${href({ name: "purchases", dealt: { agent, went } })}>${inner} <span class="visually-hidden">${say.record.open}</span></a>`}</li>`;
}

/** @param {JobMark} mark */
function job({ id, phase, at }) {
  const words = say.record.mark(say.phase[phase], clock(at, now()));
  return html`<li><a class="record-mark state-${tone(phase)}" data-testid="record-mark" data-phase=${phase} href=${href({ name: "purchase", id })} aria-label=${words} data-tip=${words}>${icon(tone(phase) === "ok" ? "check" : tone(phase) === "danger" ? "cross" : tone(phase) === "warn" ? "warning" : tone(phase) === "info" ? "clock" : "dash")}</a></li>`;
}

/** @param {MoneyView[]} amounts */
const all = (amounts) => ownTexts(amounts).join(" + ");

/** @param {AgentRecord} record @param {string} agent */
export function recordCard(record, agent) {
  const { jobs, delivered, refunded, times, last, spent, asked, quotes, read } = record;
  return html`<section class="card" data-testid="agent-record" data-jobs=${jobs}>
    <h2>${say.record.title}</h2>
    ${jobs === 0 ? html`<p class="quiet">${say.record.none}</p>` : html`
      <ul class="record-counts">${number(agent, "bought", jobs, say.record.jobs)}${number(agent, "delivered", delivered, say.record.delivered)}${number(agent, "refunded", refunded, say.record.refunded)}</ul>
      <dl class="facts">
        ${times === null ? nothing : html`<div><dt>${say.record.usual}</dt><dd><a class="link" data-testid="record-times" href=${href({ name: "purchases", dealt: { agent, went: "delivered" } })}>${span(times.median)}</a>${times.jobs < 2 ? nothing : html` <span class="quiet">${say.record.spread(span(times.least), span(times.most))}</span>`}</dd></div>`}
        <div><dt>${say.record.spent}</dt><dd>${spent.length === 0 ? say.record.spentNone : html`<a class="record-spent" data-testid="record-spent" href=${href({ name: "purchases", dealt: { agent, went: "bought" } })}>${ownMoneys(spent)}</a>`}</dd></div>
        <div><dt>${say.record.last}</dt><dd><ul class="record-marks">${last.map(job)}</ul></dd></div>
        ${asked.jobs === 0 ? nothing : html`<div data-testid="record-asked" data-same=${asked.same} data-jobs=${asked.jobs}><dt>${say.record.asked}</dt><dd><p>${say.record.askedSame(say.purchases.count(asked.same), say.purchases.count(asked.jobs))}</p>
          ${asked.other.length === 0 ? nothing : html`<ul class="tile-list">${asked.other.map((other) => html`<li><a class="link" data-testid="record-other" href=${href({ name: "purchase", id: other.id })}><span data-tip=${absolute(other.at)}>${say.record.askedOther(all(other.listed), all(other.asked))}</span></a></li>`)}</ul>`}</dd></div>`}
        ${quotes.map(({ least, most, last: newest }) => html`<div data-testid="record-quotes"><dt>${say.record.quotes}</dt><dd>${say.record.quoted(all([least]), all([most]), all([newest]))}</dd></div>`)}
      </dl>
      ${read < jobs ? html`<p class="quiet">${say.record.read(say.purchases.count(read))}</p>` : nothing}`}
  </section>`;
}
