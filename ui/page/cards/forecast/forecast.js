// Says what becomes of one purchase, and of all of them, if the person does nothing. What hangs on others is told as what it is.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { ownTexts } from "../../kit/money/money.js";
import { absolute, clock, left } from "../../kit/time/time.js";
import { say } from "../../words/say.js";

/** @import { EndView, ForecastView, ForetoldEvent, MoneyView, Moment, OutlookView, WayView, When } from "../../../types/contract.js" */

/** When something happens, for a sentence; `""` where no time is known. @param {When | null} when */
export function atTime(when) {
  if (when === null || when.kind === "not-told") return "";
  if (when.kind === "at") return clock(when.at, now());
  return when.at <= now() ? say.forecast.soon : say.forecast.notBefore(clock(when.at, now()));
}

/** Several amounts in a sentence; no line ends within one that is known. @param {MoneyView[]} amounts */
const sum = (amounts) => amounts.map((money) => (money.known ? ownTexts([money]).join("").replaceAll(" ", "\u00a0") : ownTexts([money]).join(""))).join(" + ");

/** Where the money ends, in sentences. The deposit comes back either way. @param {WayView} way */
function wayWords({ given, end: { how, when, price, deposit, fees } }) {
  const back = deposit !== null && (how === "seller" || how === "back") ? ` ${say.forecast.deposit(sum([deposit]))}` : "";
  return html`${say.forecast.given[given](say.ending[how](sum(price), atTime(when)))}${back}${fees === null ? nothing : html` <span class="quiet" data-testid="forecast-fees">${say.forecast.fees(sum([fees]))}</span>`}`;
}

/** @param {ForetoldEvent} event */
function date({ what, when }) {
  const at = when.kind === "not-told" ? null : when.at;
  return html`<div data-testid="foretold" data-what=${what} data-kind=${when.kind} data-at=${at ?? nothing}><dt>${say.foretold[what]}</dt>
    <dd>${at === null ? say.forecast.noTime : html`<time datetime=${new Date(at).toISOString()} tabindex="0" data-tip=${absolute(at)}>${atTime(when)}</time>${at <= now() ? nothing : html` <span class="quiet">${left(at, now())}</span>`}`}</dd></div>`;
}

/** @param {ForetoldEvent[]} events */
const dates = (events) => (events.length === 0 ? nothing : html`<dl class="forecast-dates">${events.map(date)}</dl>`);

/** Whether anything of it is still to come. @param {ForecastView} forecast */
const isOver = ({ ahead, ways }) => ahead.length === 0 && ways.every(({ ahead, end }) => ahead.length === 0 && end.when === null && ["free", "in-wallet", "seller", "back", "divided"].includes(end.how));

/** What the person's own node does. @param {WayView} way */
const byNode = ({ end }) => end.how === "back";

/** What the sentence of a way has said already. @type {Partial<Record<EndView["how"], ForetoldEvent["what"]>>} */
const SAID = { "seller": "seller-paid", "back": "automatic-refund", "undecided": "admins-decide", "in-wallet": "given-up" };

/** What comes before the end. @param {WayView} way */
const before = ({ ahead, end }) => ahead.filter(({ what }) => what !== SAID[end.how] && what !== "refund-paid-out");

/** What becomes of one purchase. Nothing where all is over. @param {ForecastView} forecast */
export function forecastPart(forecast) {
  if (isOver(forecast)) return nothing;
  return html`<section class="forecast" data-testid="forecast" data-ends=${forecast.ways.map(({ end }) => end.how).join(" ")}>
    <h3>${say.forecast.title}</h3>
    ${dates(forecast.ahead)}
    <ul class="forecast-ways">${forecast.ways.map((way) => html`<li data-testid="forecast-way" data-given=${way.given} data-ends=${way.end.how}><p>${wayWords(way)}</p>${dates(before(way))}</li>`)}</ul>
    ${forecast.ways.some(byNode) ? html`<p class="quiet forecast-notes">${say.forecast.node}</p>` : nothing}
  </section>`;
}

/** What becomes of all of them, in parts of one sentence. @param {OutlookView} view */
function parts({ sums, deposits, questions, approvals }) {
  const said = sums.map(([what, amounts]) => say.becomes[what](sum(amounts)));
  if (deposits.length > 0) said.push(say.outlook.deposits(sum(deposits)));
  if (questions) said.push(say.outlook.questions(questions.count, clock(questions.first, now())));
  if (approvals) said.push(say.outlook.approvals(approvals.count, clock(approvals.first, now())));
  return said.length === 0 ? say.outlook.nothing : said.join(", ");
}

/** The same as a sentence. @param {OutlookView} view */
export const outlookWords = (view) => (view.until === null ? say.outlook.whole(parts(view)) : say.outlook.untilWeek(parts(view)));

/** Whether nothing of the person's lies ahead at all. @param {OutlookView} view */
export const isQuiet = ({ sums, questions, approvals, next }) => sums.length === 0 && questions === null && approvals === null && next === null;

/** When the week of a moment ends, here: midnight before the next Monday. @param {Moment} present */
export function endOfWeek(present) {
  const day = new Date(present);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + ((8 - day.getDay()) % 7 || 7));
  return day.getTime();
}
