// Where a result leads, and the files that were fetched from there. Nothing is fetched before the person asks, nothing is opened here,
// and each file says what it is by its bytes.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failurePanel } from "../failure/failure.js";
import { copyButton, values } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink } from "../../kit/link/link.js";
import { when } from "../../kit/time/time.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @import { AddressView, Failure, FetchedView, Missed } from "../../../types/contract.js" */

/** What lets something run, or ask somebody, when it is opened. @type {Set<FetchedView["kind"]>} */
const CAREFUL = new Set(/** @type {FetchedView["kind"][]} */ (["program", "page", "archive"]));

/** @param {{ id: string, redraw: () => void }} options */
export function leads({ id, redraw }) {
  /** @type {FetchedView[]} */
  let files = [];
  /** Which address is being fetched. @type {string | null} */
  let busy = null;
  /** @type {{ url: string, why: Missed } | null} */
  let missed = null;
  /** @type {Failure | null} */
  let failure = null;
  let asked = false;
  /** A fetch tells of all files there are: what was listed before it may come after it, and is older. */
  let told = false;

  async function list() {
    asked = true;
    try {
      const listed = await backend.purchaseFiles(id).ask();
      if (!told) files = listed;
    } catch (error) {
      if (!told) failure = asFailure(error);
    }
    redraw();
  }

  /** @param {string} content @param {string} url */
  async function fetchFile(content, url) {
    if (busy !== null) return;
    busy = url;
    missed = failure = null;
    redraw();
    try {
      const came = await backend.purchaseFileFetch(id, content, url);
      files = came.files;
      missed = came.missed === null ? null : { url, why: came.missed };
      told = true;
    } catch (error) {
      failure = asFailure(error);
    }
    busy = null;
    redraw();
  }

  /** @param {FetchedView} file */
  const fetched = (file) => html`<div class="fetched" data-testid="fetched" data-name=${file.name} data-kind=${file.kind} data-another=${file.another} data-path=${file.path}>
    <p>${icon(file.there ? "check" : "warning")}<strong>${file.name}</strong> <span class="quiet">${say.files.kind[file.kind]} · ${say.bytes(file.bytes)} · ${when(file.at)}</span>${copyButton(file.path, say.files.path)}</p>
    ${file.another ? html`<p class="notice notice-warn">${icon("warning")}<span>${say.files.another}</span></p>` : nothing}
    ${file.there ? nothing : html`<p class="notice notice-warn">${icon("warning")}<span>${say.files.gone}</span></p>`}
    ${CAREFUL.has(file.kind) ? html`<p class="quiet">${say.files.careful}</p>` : nothing}
    <details><summary data-testid="fetched-more">${say.files.more}</summary>${values([{ name: say.files.where, value: file.path }, { name: "SHA-256", value: file.sha256 }])}</details></div>`;

  return {
    /** @param {AddressView[]} addresses @param {string} content @param {boolean} open */
    view(addresses, content, open) {
      if (!asked) void list();
      const elsewhere = files.filter((file) => !addresses.some(({ url }) => url === file.url));
      if (addresses.length === 0 && elsewhere.length === 0) return nothing;
      return html`<details class="fold result-leads" data-testid="result-leads" ?open=${open || files.length > 0}><summary data-testid="result-leads-toggle">${addresses.length === 0 ? say.files.elsewhere : say.files.leads(addresses.length)}</summary>
        <p class="quiet">${say.files.says}</p>
        ${failure === null ? nothing : failurePanel(failure)}
        <ul class="result-addresses">${addresses.map(({ url, host, end }) => html`<li data-testid="result-address" data-host=${host}><code class="code">${host}</code><span class="quiet">${end}</span>
          ${foreignLink(url, say.files.open)}
          ${/^https?:/.test(url) ? html`<button type="button" class="button button-small" data-testid="file-fetch" ?disabled=${busy !== null} @click=${() => void fetchFile(content, url)}>${busy === url ? say.files.fetching : say.files.fetch}</button>` : nothing}
          ${missed?.url === url ? html`<p class="notice notice-warn" role="status" data-testid="file-missed" data-why=${missed.why}>${icon("warning")}<span>${say.files.missed[missed.why]}</span></p>` : nothing}
          ${files.filter((file) => file.url === url).map(fetched)}</li>`)}</ul>
        ${elsewhere.length === 0 ? nothing : html`<div class="result-elsewhere" data-testid="fetched-elsewhere">${addresses.length === 0 ? nothing : html`<h3>${say.files.elsewhere}</h3>`}${elsewhere.map((file) => html`<div><code class="code">${file.url}</code>${fetched(file)}</div>`)}</div>`}</details>`;
    },
  };
}
