// Connecting a node, or changing one: two addresses, two keys, and a test that says line by line what works. Only a connection
// that was tested, as it stands, can be saved. Keys are typed here and never come back.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { pageHead } from "../../frame/frame.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { keepReport } from "../../cards/report/last.js";
import { operatorButton, reportLine, verdictWords } from "../../cards/report/report.js";
import { icon } from "../../kit/icon/icon.js";
import { pasteField } from "../../kit/paste/paste.js";
import { networkPill } from "../../kit/pill/pill.js";
import { told } from "../../kit/toast/toast.js";
import { wrongs } from "../../lib/connection-draft.js";
import { verdict as comesTo } from "../../lib/needs.js";
import { foundNothing, serviceAddress, takeApart } from "../../lib/pasted.js";
import { focusOn } from "../../lib/focus-on.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @import { AuthorityView, ConnectionDraft, ConnectionReport, Failure, Network } from "../../../types/contract.js" */

/** @type {Network[]} */
const NETWORKS = ["Preprod", "Mainnet"];

/** A certificate as it calls itself, and what tells it from others. @param {AuthorityView} authority */
const trustedLine = ({ subject, fingerprint }) => html`${subject === "" ? say.connect.nameless : subject} <code class="code fingerprint">SHA-256 ${fingerprint}</code>`;

/** @param {import("../../frame/frame.js").Frame} frame @param {string | null} profileId @returns {import("../../frame/frame.js").Page} */
export function open(frame, profileId) {
  const profile = frame.app().profiles.find(({ id }) => id === profileId);
  /** @type {ConnectionDraft} */
  const draft = {
    profile: profile?.id ?? null,
    label: profile?.label ?? "",
    network: profile?.network ?? "Preprod",
    nodeUrl: profile?.nodeUrl ?? "",
    registryUrl: profile?.registryUrl ?? "",
    nodeKey: "",
    registryKey: "",
    allowLocalAgents: profile?.allowLocalAgents ?? false,
    allowStandIns: profile?.allowStandIns ?? false,
    authorities: profile?.authorities ?? "",
    proxy: profile?.proxy ?? "",
    sessionOnly: profile?.keys === "session" || keyringBroken(),
  };
  let closed = false;
  /** @type {"idle" | "testing" | "saving"} */
  let busy = "idle";
  /** @type {ConnectionReport | undefined} */
  let report;
  let changedSince = false;
  /** What was wrong when the test was wanted. @type {ReturnType<typeof wrongs>} */
  let wrong = {};
  /** @type {Failure | undefined} */
  let failure;
  /** What was taken out of what was pasted: never the text, nor a key. @type {import("../../lib/pasted.js").Pasted | undefined} */
  let pasted;
  /** Keys that are shown as they are typed. @type {Set<"nodeKey" | "registryKey">} */
  const bare = new Set();

  function keyringBroken() {
    const { keyring } = frame.app();
    return keyring !== "checking" && keyring !== "ready" && keyring !== "asking";
  }

  async function stopWaiting() {
    await backend.keyringStop();
  }

  /** @template {keyof ConnectionDraft} K @param {K} name @param {ConnectionDraft[K]} value */
  function set(name, value) {
    draft[name] = value;
    // What is typed into is not called wrong meanwhile.
    wrong = Object.fromEntries(Object.entries(wrong).filter(([field]) => field !== name));
    changedSince = true;
    frame.redraw();
  }

  async function test() {
    wrong = wrongs(draft, keeps);
    const [first] = Object.keys(wrong);
    if (first !== undefined) {
      report = undefined;
      frame.redraw();
      focusOn(document.getElementById(`connect-${first}`));
      return;
    }
    busy = "testing";
    failure = undefined;
    changedSince = false;
    frame.redraw();
    try {
      report = await backend.connectionTest({ ...draft });
      keepReport(draft.profile, report);
    } catch (error) {
      report = undefined;
      failure = asFailure(error);
    }
    busy = "idle";
    frame.redraw();
  }

  async function save() {
    busy = "saving";
    failure = undefined;
    frame.redraw();
    try {
      const app = await backend.connectionSave({ ...draft });
      draft.nodeKey = draft.registryKey = "";
      if (report && app.active !== null) keepReport(app.active, report);
      if (closed) return;
      frame.took(app);
      frame.go({ name: "market" });
    } catch (error) {
      failure = asFailure(error);
      if (failure.side === "keyring") draft.sessionOnly = false;
    }
    busy = "idle";
    frame.redraw();
  }

  async function retryKeyring() {
    try {
      frame.took(await backend.keyringRetry());
      if (!keyringBroken()) set("sessionOnly", false);
    } catch (error) {
      failure = asFailure(error);
    }
    frame.redraw();
  }

  /** Takes apart what an operator sent, and fills the form with it, keys as if they had been typed. @param {string} text */
  function fill(text) {
    const { taken, ...rest } = takeApart(text);
    const { network, ...values } = taken;
    Object.assign(draft, values);
    wrong = {};
    // A node keeps its network.
    if (network !== undefined && !profile) draft.network = network;
    const hidden = { ...taken, ...(taken.nodeKey === undefined ? {} : { nodeKey: "" }), ...(taken.registryKey === undefined ? {} : { registryKey: "" }) };
    pasted = { ...rest, taken: hidden };
    bare.clear();
    changedSince = true;
    frame.redraw();
  }

  const pastePanel = () => html`<section class="card paste" data-testid="paste">
    ${pasteField({ label: say.pasting.label, hint: say.pasting.hint, read: say.pasting.read, take: fill })}
    <div role="status">${pasted ? pastedFound(pasted) : nothing}</div></section>`;

  /** @param {import("../../lib/pasted.js").Pasted} found */
  function pastedFound(found) {
    const { taken, doubts, lines, tooLong } = found;
    if (tooLong) return html`<p class="notice notice-warn" data-testid="pasted" data-taken="0">${icon("warning")}<span>${say.pasting.tooLong}</span></p>`;
    const places = /** @type {(keyof typeof taken)[]} */ (Object.keys(taken));
    const doubted = /** @type {import("../../lib/pasted.js").Place[]} */ (Object.keys(doubts)).filter((place) => place !== "network");
    return html`<div class="pasted" data-testid="pasted" data-taken=${places.length}>
      ${places.length === 0 ? (foundNothing(found, Boolean(profile)) ? html`<p>${say.pasting.nothing}</p>` : nothing) : html`<p><strong>${say.pasting.filled}</strong></p><dl class="facts facts-tight">${places.map((place) => html`<div data-testid="pasted-value" data-place=${place}><dt>${say.pasting.place[place]}</dt><dd>${place === "nodeKey" || place === "registryKey" ? say.pasting.key : taken[place]}</dd></div>`)}</dl>`}
      ${doubted.map((place) => html`<p class="notice notice-warn" data-testid="pasted-doubt" data-place=${place}>${icon("warning")}<span>${say.pasting.doubt[doubts[place] ?? "several"](say.pasting.place[place])}</span></p>`)}
      ${doubts.network && !profile ? html`<div class="notice notice-warn" data-testid="pasted-doubt" data-place="network">${icon("question")}<div><p>${say.pasting.networks}</p><p class="paste-networks">${NETWORKS.map((network) => html`<button type="button" class="button button-small" data-testid="pasted-network" data-network=${network} @click=${() => {
        if (pasted) pasted = { ...pasted, doubts: { ...pasted.doubts, network: undefined } };
        set("network", network);
      }}>${network}</button>`)}</p></div></div>` : nothing}
      <p class="quiet" data-testid="pasted-lines" data-lines=${lines.join(" ")}>${lines.length === 0 ? nothing : say.pasting.lines(lines.join(", "), lines.length)} ${say.pasting.gone}</p></div>`;
  }

  /** What is wrong with what is typed, and `nothing` where nothing is. @param {string} name */
  function wrongLine(name) {
    const what = wrong[/** @type {keyof typeof wrong} */ (name)];
    if (what === undefined) return nothing;
    const words = name.endsWith("Key") ? say.connect.keyMissing : what === "missing" ? say.connect.urlMissing : say.connect.urlScheme;
    return html`<div class="wrong" id="connect-${name}-wrong"><p data-testid="connect-wrong" data-field=${name} data-wrong=${what}>${icon("warning")}<span>${words}</span></p></div>`;
  }

  /** A field, and what is said of it. @param {"label" | "nodeUrl" | "registryUrl" | "proxy" | "nodeKey" | "registryKey"} name @param {string} label @param {string} hint @param {(about: string, invalid: "true" | typeof nothing) => unknown} input */
  function field(name, label, hint, input) {
    const line = wrongLine(name);
    return html`<div class="field ${line === nothing ? "" : "field-wrong"}"><label class="label" for="connect-${name}">${label}</label>
      ${input(line === nothing ? `connect-${name}-help` : `connect-${name}-wrong connect-${name}-help`, line === nothing ? nothing : "true")}
      ${line}<p class="help" id="connect-${name}-help">${hint}</p></div>`;
  }

  /** Cuts an address to that of its service once it is typed, where the person sees it. @param {"nodeUrl" | "registryUrl"} name */
  function settle(name) {
    const address = serviceAddress(draft[name]);
    if (address !== draft[name]) set(name, address);
  }

  /** @param {"label" | "nodeUrl" | "registryUrl" | "proxy"} name @param {string} label @param {string} hint */
  const textField = (name, label, hint) => field(name, label, hint, (about, invalid) => html`<input id="connect-${name}" class="input" type="text" data-testid="connect-input" data-field=${name} autocomplete="off" spellcheck="false" aria-describedby=${about} aria-invalid=${invalid} .value=${live(draft[name])}
      @input=${(/** @type {Event} */ event) => set(name, /** @type {HTMLInputElement} */ (event.target).value)}
      @change=${() => {
        if (name === "nodeUrl" || name === "registryUrl") settle(name);
      }}>`);

  /** @param {"nodeKey" | "registryKey"} name @param {string} hint */
  const keyField = (name, hint) => field(name, say.connect.key, hint, (about, invalid) => html`<div class="with-button">
      <input id="connect-${name}" class="input" type=${bare.has(name) ? "text" : "password"} data-testid="connect-input" data-field=${name} autocomplete="off" spellcheck="false" aria-describedby=${about} aria-invalid=${invalid}
        placeholder=${keeps(name) ? say.connect.keyKept : profile ? say.connect.keyAnew : ""} .value=${live(draft[name])} @input=${(/** @type {Event} */ event) => set(name, /** @type {HTMLInputElement} */ (event.target).value)}>
      <button type="button" class="button" data-testid="show-key" data-field=${name} aria-pressed=${bare.has(name)} @click=${() => {
        if (!bare.delete(name)) bare.add(name);
        frame.redraw();
      }}>${bare.has(name) ? say.connect.hideKey : say.connect.showKey}</button>
    </div>`);

  /** Certificates that node and registry are trusted by beside those that this computer knows. */
  const authoritiesField = () => html`<div class="field">
    <label class="label" for="connect-authorities">${say.connect.authorities}</label>
    <textarea id="connect-authorities" class="input input-code" rows="4" data-testid="connect-input" data-field="authorities" autocomplete="off" spellcheck="false" aria-describedby="connect-authorities-help" placeholder="-----BEGIN CERTIFICATE-----" .value=${live(draft.authorities)}
      @input=${(/** @type {Event} */ event) => set("authorities", /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    <p class="help" id="connect-authorities-help">${say.connect.authoritiesHint}</p>
    ${profile && profile.trusted.length > 0 && draft.authorities === profile.authorities ? html`<ul class="trusted" data-testid="trusted">${profile.trusted.map((one) => html`<li>${trustedLine(one)}</li>`)}</ul>
      <p><button type="button" class="button" data-testid="distrust" @click=${() => set("authorities", "")}>${say.connect.distrust}</button></p>` : nothing}</div>`;

  /** Whether the stored key goes where it went before, and to nobody who is trusted only now. @param {"nodeKey" | "registryKey"} name */
  function keeps(name) {
    if (!profile || (draft.authorities.trim() !== "" && draft.authorities.trim() !== profile.authorities)) return false;
    const [typed, stored] = name === "nodeKey" ? [draft.nodeUrl, profile.nodeUrl] : [draft.registryUrl, profile.registryUrl];
    return !URL.canParse(typed) || new URL(typed).origin === new URL(stored).origin;
  }

  function verdict() {
    if (!report) return say.connect.testFirst;
    if (changedSince) return say.connect.testAgain;
    return verdictWords(comesTo(report));
  }

  return {
    title: () => (profile ? say.connect.editTitle(profile.label) : say.connect.title),
    close() {
      closed = true;
    },
    view() {
      const { keyring } = frame.app();
      const first = frame.app().profiles.length === 0;
      const savable = report?.usable === true && !changedSince && busy === "idle";
      return html`<div class="page page-narrow connect" data-testid="connect">
        ${pageHead(profile ? say.connect.editTitle(profile.label) : say.connect.title, {
          back: { href: href({ name: first ? "welcome" : "settings" }), text: say.frame.back },
          below: html`<p class="lead">${say.connect.lead}</p>`,
        })}
        ${keyringBroken() || keyring === "asking" ? html`<section class="banner banner-warn" role="alert" data-testid="connect-keyring" data-state=${keyring}>${icon("lock")}
          <div><strong>${say.keyring[keyring].title}</strong><p>${say.keyring[keyring].says}</p></div>
          <div class="banner-buttons">${keyring === "asking"
            ? html`<button type="button" class="button" data-testid="connect-keyring-stop" @click=${stopWaiting}>${say.keyringActions.stop}</button>`
            : html`<button type="button" class="button" data-testid="connect-keyring-retry" @click=${retryKeyring}>${icon("refresh")}${say.keyringActions.retry}</button>`}</div></section>` : nothing}
        <form class="connect-form" @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          if (busy === "idle") void test();
        }}>
          ${pastePanel()}
          <fieldset class="group card" ?disabled=${busy === "saving"}>
            ${textField("label", say.connect.label, say.connect.labelHint)}
            <div class="field"><span class="label" id="connect-network">${say.connect.network}</span>
              <div class="segments" role="radiogroup" aria-labelledby="connect-network">
                ${NETWORKS.map((network) => html`<label class="segment"><input type="radio" name="network" data-testid="connect-network" data-network=${network} ?disabled=${profile !== undefined} .checked=${live(draft.network === network)} @change=${() => set("network", network)}><span>${networkPill(network, false, false)}</span></label>`)}
              </div><p class="help">${profile ? say.connect.networkStays : say.network[draft.network].says}</p></div>
          </fieldset>
          <fieldset class="group card" ?disabled=${busy === "saving"}><legend class="visually-hidden">${say.connect.node}</legend><h2 class="group-title" aria-hidden="true">${icon("node")}${say.connect.node}</h2>
            ${textField("nodeUrl", say.connect.url, say.connect.nodeUrlHint)}
            ${keyField("nodeKey", say.connect.nodeKeyHint)}
          </fieldset>
          <fieldset class="group card" ?disabled=${busy === "saving"}><legend class="visually-hidden">${say.connect.registry}</legend><h2 class="group-title" aria-hidden="true">${icon("search")}${say.connect.registry}</h2>
            ${textField("registryUrl", say.connect.url, say.connect.registryUrlHint)}
            ${keyField("registryKey", say.connect.registryKeyHint)}
          </fieldset>
          <label class="check"><input type="checkbox" data-testid="connect-local" .checked=${live(draft.allowLocalAgents)} @change=${(/** @type {Event} */ event) => set("allowLocalAgents", /** @type {HTMLInputElement} */ (event.target).checked)}>
            <span>${say.connect.local}<small>${say.connect.localHint}</small></span></label>
          <label class="check"><input type="checkbox" data-testid="connect-stand-ins" .checked=${live(draft.allowStandIns)} @change=${(/** @type {Event} */ event) => set("allowStandIns", /** @type {HTMLInputElement} */ (event.target).checked)}>
            <span>${say.connect.standIns}<small>${say.connect.standInsHint}</small></span></label>
          <details class="card fold" data-testid="connect-advanced" ?open=${profile !== undefined && (profile.authorities !== "" || profile.proxy !== "")}><summary data-testid="connect-advanced-toggle">${say.connect.advanced}</summary>
            <p class="quiet">${say.connect.advancedSays}</p>
            ${authoritiesField()}
            ${textField("proxy", say.connect.proxy, say.connect.proxyHint)}
          </details>
          <label class="check"><input type="checkbox" data-testid="connect-session-only" .checked=${live(draft.sessionOnly)} @change=${(/** @type {Event} */ event) => {
            draft.sessionOnly = /** @type {HTMLInputElement} */ (event.target).checked;
            frame.redraw();
          }}><span>${say.keyringActions.session}<small>${say.keyringActions.sessionHint}</small></span></label>
          ${report ? html`<section class="card report" aria-live="polite" data-testid="report" data-usable=${report.usable}><h2>${say.connect.report}</h2><ol>${report.lines.map(reportLine)}</ol>
            <p class="card-buttons">${operatorButton(report, { network: draft.network, version: frame.app().version, secrets: [draft.nodeKey, draft.registryKey] })}<a class="button" data-testid="to-for-real" href=${href({ name: "for-real" })}>${say.forReal.title}</a></p></section>` : nothing}
          ${failure ? failurePanel(failure) : nothing}
          <footer class="form-buttons">
            <p class="quiet" role="status" data-testid="connect-verdict">${told(verdict())}</p>
            <button type="submit" class="button ${savable ? "" : "button-primary"}" data-testid="connect-test" ?disabled=${busy !== "idle"}>${busy === "testing" ? say.connect.testing : say.connect.test}</button>
            <button type="button" class="button ${savable ? "button-primary" : ""}" data-testid="connect-save" ?disabled=${!savable} @click=${save}>${busy === "saving" ? say.connect.saving : say.connect.save}</button>
          </footer>
        </form>
      </div>`;
    },
  };
}
