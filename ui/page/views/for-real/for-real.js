// The way from play money to a node of one's own: what it takes, what it costs, how to run one, and how far the person has come,
// read from the connection test.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { keepReport, lastReport } from "../../cards/report/last.js";
import { lineWords, operatorButton, verdictWords } from "../../cards/report/report.js";
import { activeProfile, pageHead } from "../../frame/frame.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink } from "../../kit/link/link.js";
import { needs, verdict } from "../../lib/needs.js";
import { href } from "../../router.js";
import { asFailure } from "../../store.js";
import { say } from "../../words/say.js";

/** @import { ConnectionDraft, Failure, ProfileView } from "../../../types/contract.js" */
/** @import { Met, Verdict } from "../../lib/needs.js" */

const LINKS = {
  quickstart: "https://github.com/masumi-network/masumi-services-dev-quickstart",
  registry: "https://github.com/masumi-network/masumi-registry-service",
  docs: "https://www.masumi.network/dev/masumi",
  blockfrost: "https://blockfrost.io/",
  faucet: "https://docs.cardano.org/cardano-testnets/tools/faucet",
  dispenser: "https://dispenser.masumi.network/",
};

/** @type {Record<Met["state"], import("../../kit/icon/icon.js").IconName>} */
const MARK = { done: "check", look: "warning", open: "cross", unknown: "dash" };
/** As the lines of a report look. @type {Record<Met["state"], string>} */
const LOOKS = { done: "passed", look: "warned", open: "failed", unknown: "skipped" };

/** A connection as it is kept; blank keys are the stored ones. @param {ProfileView} profile @returns {ConnectionDraft} */
const asKept = ({ id, label, network, nodeUrl, registryUrl, allowLocalAgents, allowStandIns, authorities, proxy }) => ({
  profile: id, label, network, nodeUrl, registryUrl, nodeKey: "", registryKey: "", allowLocalAgents, allowStandIns, authorities, proxy, sessionOnly: false,
});

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  let testing = false;
  /** @type {Failure | undefined} */
  let failure;

  /** The node of one's own that is looked at, or the newest one. */
  function own() {
    const active = activeProfile(frame.app());
    const mine = frame.app().profiles.filter(({ sandbox }) => !sandbox);
    return mine.find(({ id }) => id === active?.id) ?? mine.at(-1);
  }

  /** @param {ProfileView} profile */
  async function test(profile) {
    testing = true;
    failure = undefined;
    frame.redraw();
    try {
      keepReport(profile.id, await backend.connectionTest(asKept(profile)));
    } catch (error) {
      failure = asFailure(error);
    }
    testing = false;
    frame.redraw();
  }

  /** @param {Met} met */
  function needRow({ need, state, lines }) {
    const { name, todo } = say.forReal.need[need];
    // What a line says itself is not said twice.
    const notDone = (state === "open" || state === "look") && !lines.some((line) => lineWords(line).says);
    return html`<li class="report-line report-${LOOKS[state]}" data-testid="need" data-need=${need} data-state=${state}>
      <span class="report-mark">${icon(MARK[state])}<span class="visually-hidden">${say.forReal.state[state]}</span></span>
      <div><span class="report-name">${name}</span> <span class="report-found">${lines.map((line) => lineWords(line).found).filter((found) => found !== "").join(" · ")}</span>
        ${lines.map((line) => lineWords(line).why)}${notDone ? html`<p class="report-why">${todo}</p>` : nothing}</div></li>`;
  }

  /** @param {Verdict} found */
  const comesTo = (found) => (found === "failed" ? nothing
    : html`<p class="notice ${found === "ready" ? "notice-ok" : "notice-warn"}" data-testid="for-real-verdict" data-verdict=${found}>${icon(found === "ready" ? "check" : "warning")}<span>${verdictWords(found)}</span></p>`);

  function check() {
    const profile = own();
    const report = lastReport(profile?.id ?? null);
    const toForm = html`<a class="button ${profile ? "" : "button-primary"}" data-testid="for-real-connect" href=${href({ name: "connect", profile: profile?.id ?? null })}>${profile ? say.settings.edit : say.forReal.connect}</a>`;
    return html`<section class="card" data-testid="for-real-check" data-tested=${report !== undefined}><h2>${say.forReal.checkTitle}</h2>
      <p class="quiet">${!profile && !report ? say.forReal.checkNone : report ? say.forReal.checkOf(profile?.label ?? say.connect.title) : say.forReal.checkUntested}</p>
      <ol class="report" aria-live="polite">${needs(report).map(needRow)}</ol>
      ${failure ? failurePanel(failure) : nothing}
      ${report ? comesTo(verdict(report)) : nothing}
      <p class="card-buttons">
        ${profile ? html`<button type="button" class="button ${report?.usable ? "" : "button-primary"}" data-testid="for-real-test" ?disabled=${testing} @click=${() => void test(profile)}>${testing ? say.forReal.testing : report ? say.forReal.test : say.forReal.testFirst}</button>` : nothing}
        ${toForm}
        ${report ? operatorButton(report, { network: profile?.network ?? "Preprod", version: frame.app().version, secrets: [] }) : nothing}
        ${report?.usable && profile ? html`<a class="button button-primary" data-testid="to-market" href=${href({ name: "market" })}>${say.forReal.toMarket}</a>` : nothing}</p></section>`;
  }

  return {
    title: () => say.forReal.title,
    view: () => html`<div class="page page-narrow for-real" data-testid="for-real">
      ${pageHead(say.forReal.title, { back: { href: href({ name: frame.app().profiles.length === 0 ? "welcome" : "settings" }), text: say.frame.back }, below: html`<p class="lead">${say.forReal.lead}</p>` })}
      ${check()}
      <section class="card"><h2>${say.forReal.needTitle}</h2><ul class="for-real-list">${say.forReal.needs.map((need) => html`<li>${need}</li>`)}</ul></section>
      <section class="card"><h2>${say.forReal.costTitle}</h2>
        <dl class="facts">${say.forReal.costs.map(([what, how]) => html`<div><dt>${what}</dt><dd>${how}</dd></div>`)}</dl><p class="quiet">${say.forReal.costNote}</p></section>
      <section class="card"><h2>${say.forReal.runTitle}</h2><ol class="for-real-list for-real-steps">${say.forReal.steps.map((step) => html`<li>${step}</li>`)}</ol>
        <p class="for-real-links">${foreignLink(LINKS.quickstart, say.forReal.links.quickstart)}${foreignLink(LINKS.registry, say.forReal.links.registry)}${foreignLink(LINKS.docs, say.forReal.links.docs)}${foreignLink(LINKS.blockfrost, say.forReal.links.blockfrost)}</p></section>
      <section class="card"><h2>${say.forReal.preprodTitle}</h2><p>${say.forReal.preprod}</p>
        <p class="for-real-links">${foreignLink(LINKS.faucet, say.forReal.links.faucet)}${foreignLink(LINKS.dispenser, say.forReal.links.dispenser)}</p></section>
      <section class="card"><h2>${say.forReal.mainnetTitle}</h2><p>${say.forReal.mainnet}</p></section>
    </div>`,
  };
}
