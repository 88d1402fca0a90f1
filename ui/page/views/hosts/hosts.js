// Which hosts were contacted in the last day, what for, and how often.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { pageHead } from "../../frame/frame.js";
import { icon } from "../../kit/icon/icon.js";
import { empty, shown, skeleton } from "../../kit/states/states.js";
import { absolute, relative } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { HostView, HostsView } from "../../../types/contract.js" */

/** What https has, and nobody needs to read. */
const USUAL_PORT = 443;

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const hosts = reading(backend.hosts, frame.redraw);
  void hosts.read();

  // These moments are of this computer, and not of the node: they are told by the time that came with them.
  /** @param {HostView} one @param {number} present */
  const row = (one, present) => html`<tr data-testid="host" data-host=${one.host} data-port=${one.port} data-whose=${one.whose} data-asked=${one.asked} data-answered=${one.answered}>
    <th scope="row"><code class="code">${one.host}${one.port === USUAL_PORT ? nothing : `:${one.port}`}</code></th>
    <td>${say.hostOwner[one.whose]}</td>
    <td><ul class="host-purposes">${one.purposes.map(({ purpose, asked }) => html`<li data-testid="host-purpose" data-purpose=${purpose} data-asked=${asked}><span>${say.hostPurpose[purpose]}</span> <span class="quiet">${say.hosts.times(asked)}</span></li>`)}</ul></td>
    <td class="host-number" data-name=${say.hosts.asked}>${say.hosts.times(one.asked)}${one.answered === one.asked ? nothing : html`<br><span class="quiet small">${say.hosts.unanswered(one.asked - one.answered)}</span>`}</td>
    <td class="host-number" data-name=${say.hosts.last}><time datetime=${new Date(one.last).toISOString()} data-tip=${absolute(one.last)} tabindex="0">${relative(one.last, present)}</time></td></tr>`;

  /** @param {HostsView} view */
  const table = (view) => html`<div class="card host-card"><table class="hosts">
    <thead><tr><th scope="col">${say.hosts.host}</th><th scope="col">${say.hosts.whose}</th><th scope="col">${say.hosts.why}</th><th scope="col" class="host-number">${say.hosts.asked}</th><th scope="col" class="host-number">${say.hosts.last}</th></tr></thead>
    <tbody>${view.hosts.map((one) => row(one, view.now))}</tbody></table></div>`;

  /** @param {HostsView} view */
  const content = (view) => html`
    ${view.kept ? nothing : html`<p class="notice notice-warn" role="status" data-testid="hosts-not-kept">${icon("info")}<span>${say.hosts.notKept}</span></p>`}
    ${view.hosts.length === 0 ? empty("globe", say.hosts.emptyTitle, say.hosts.emptySays) : table(view)}
    ${view.unlisted === 0 ? nothing : html`<p class="quiet" data-testid="hosts-unlisted" data-count=${view.unlisted}>${say.hosts.unlisted(view.unlisted)}</p>`}
    <section class="card"><h2>${say.hosts.notHereTitle}</h2><ul class="plain-list"><li>${say.hosts.links}</li><li>${say.hosts.desktop}</li><li>${say.hosts.names}</li></ul>
      <p class="quiet">${say.hosts.keptSays}</p></section>`;

  return {
    title: () => say.hosts.title,
    readings: [hosts],
    view: () => html`<div class="page" data-testid="hosts">
      ${pageHead(say.hosts.title, {
        back: { href: href({ name: "settings" }), text: say.settings.title },
        beside: html`<button type="button" class="button head-button" data-testid="hosts-again" ?disabled=${hosts.loading} @click=${() => void hosts.read()}>${icon("refresh")}${say.hosts.again}</button>`,
        below: html`<p class="lead">${say.hosts.lead}</p>`,
      })}
      ${shown(hosts, { loading: skeleton(3), view: content })}
    </div>`,
  };
}
