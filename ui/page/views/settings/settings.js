// Nodes, notifications, appearance, the sandbox's own panel, the keyboard, and what this program is.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { backend } from "../../backend.js";
import { openSheet } from "../../commands/sheet.js";
import { activeProfile, pageHead } from "../../frame/frame.js";
import { values } from "../../kit/copy/copy.js";
import { ask } from "../../kit/dialog/dialog.js";
import { showFirstHour } from "../../cards/first-hour/first-hour.js";
import { failurePanel, resetButton, storeLine } from "../../cards/failure/failure.js";
import { icon, mark } from "../../kit/icon/icon.js";
import { ownMoneys } from "../../kit/money/money.js";
import { networkPill, phasePill } from "../../kit/pill/pill.js";
import { skeleton } from "../../kit/states/states.js";
import { note, told } from "../../kit/toast/toast.js";
import { SETTINGS, href } from "../../router.js";
import { say } from "../../words/say.js";
import { acting, reading } from "../../store.js";
import { limitsSection } from "./limits.js";

/** @import { AppView, Failure, Font, LanguageChoice, NoticeKind, ProfileView, QuietHours, RemovalView, SandboxTrouble, SandboxView, Settings, TextSize, Theme } from "../../../types/contract.js" */
/** @import { SettingsSection } from "../../router.js" */

/** In the order shown. @type {NoticeKind[]} */
const KINDS = ["result", "question", "wrong", "refund", "payment", "approval", "favourite"];
/** What quiet hours are at first. @type {QuietHours} */
const NIGHT = { from: 22 * 60, to: 7 * 60 };

/** @type {Theme[]} */
const THEMES = ["system", "light", "dark"];
/** @type {LanguageChoice[]} */
const LANGUAGES = ["system", "en", "de"];
/** @type {Font[]} */
const FONTS = ["inter", "system"];
/** @type {TextSize[]} */
const TEXT_SIZES = ["90", "100", "110", "120", "130"];
/** @type {SandboxTrouble[]} */
const TROUBLES = ["wallet-empty", "wallet-busy", "lock-late", "lock-invalid", "lock-times-out", "lock-rolled-back", "key-limited", "agents-silent"];

/** Minutes after midnight, as a time of day. @param {number} minute */
const written = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** @param {string} text @returns {number | null} */
function minuteOf(text) {
  const match = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text.trim());
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** @param {import("../../frame/frame.js").Frame} frame @param {SettingsSection | undefined} section @param {string} [agent] whose limit is to be set @returns {import("../../frame/frame.js").Page} */
export function open(frame, section, agent) {
  const sandbox = frame.sandbox.reading;
  // What goes wrong once is over without a word.
  if (activeProfile(frame.app())?.sandbox) void sandbox.read();
  const desktop = reading(backend.desktopState, frame.redraw);
  void desktop.read();
  let saving = Promise.resolve();
  const acts = acting();
  /** Whether the desktop took the last test notification. @type {boolean | null} */
  let tested = null;

  /** @param {() => Promise<unknown>} act */
  const once = (act) => acts.once(frame.redraw, act);

  const reset = () => once(async () => {
    frame.took(await backend.sandboxReset());
    await sandbox.read();
  });

  /** @param {() => Promise<AppView>} act */
  const change = (act) => once(async () => frame.took(await act()));
  /** @param {SandboxTrouble} trouble @param {boolean} undo */
  const make = (trouble, undo) => once(async () => {
    sandbox.put(await backend.sandboxTrouble(trouble));
    if (!undo) note(say.sandboxTrouble[trouble].done);
  });

  /** @param {ProfileView} profile */
  async function remove(profile) {
    /** @type {RemovalView | undefined} */
    let removal;
    await once(async () => void (removal = await backend.profileRemoval(profile.id).ask()));
    if (!removal) return;
    const { open, toType } = removal;
    let typed = "";
    /** @param {() => void} redraw */
    const body = (redraw) => html`<p>${say.settings.removeSays}</p><p data-testid="removal-stays">${say.settings.removeStays}</p>
      ${toType === null ? nothing : html`
        <p><strong>${say.settings.removeOpen(open.length)}</strong> ${say.settings.removeOpenSays}</p>
        <ul class="removal" data-testid="removal">${open.map((row) => html`<li data-testid="removal-open">${row.agentName || say.purchases.unnamed} <span class="quiet">${ownMoneys(row.price)}</span> ${phasePill(row.phase)}</li>`)}</ul>
        <div class="field"><label class="label" for="removal-name">${say.refunding.typeName(toType)}</label>
          <input id="removal-name" class="input" data-testid="removal-name" autocomplete="off" spellcheck="false" .value=${typed} @input=${(/** @type {Event} */ event) => {
            typed = /** @type {HTMLInputElement} */ (event.target).value;
            redraw();
          }}></div>`}`;
    const confirmed = await ask({ title: say.settings.removeTitle(profile.label), body, confirm: say.settings.removeConfirm, danger: true, ready: () => toType === null || typed.trim() === toType });
    if (confirmed) await change(() => backend.profileRemove(profile.id, toType === null ? null : typed.trim()));
  }

  /** Sets aside what cannot be read any more. @param {ProfileView} profile */
  async function beginAnew({ id, label }) {
    let typed = "";
    /** @param {() => void} redraw */
    const body = (redraw) => html`<p>${say.settings.beginAnewSays}</p><p><strong>${say.settings.beginAnewMoney}</strong></p>
      <div class="field"><label class="label" for="anew-name">${say.refunding.typeName(label)}</label>
        <input id="anew-name" class="input" data-testid="anew-name" autocomplete="off" spellcheck="false" .value=${typed} @input=${(/** @type {Event} */ event) => {
          typed = /** @type {HTMLInputElement} */ (event.target).value;
          redraw();
        }}></div>`;
    const confirmed = await ask({ title: say.settings.beginAnewTitle(label), body, confirm: say.settings.beginAnewConfirm, danger: true, ready: () => typed.trim() === label });
    if (confirmed) await change(() => backend.historyBeginAnew(id, typed.trim()));
  }

  /** A node that was removed: what was bought with it can be read. @param {ProfileView} profile @param {boolean} active */
  const removedRow = (profile, active) => html`<li class="profile-row" data-testid="removed" data-id=${profile.id} data-active=${active}>
    <div class="profile-what"><strong>${profile.label}</strong>${networkPill(profile.network, profile.sandbox)}${active ? html`<span class="tag tag-accent">${say.settings.active}</span>` : nothing}
      <p class="quiet">${profile.nodeUrl}</p></div>
    <div class="profile-buttons">${active ? nothing : html`<button type="button" class="button" data-testid="removed-read" data-id=${profile.id} ?disabled=${acts.busy} @click=${() => change(() => backend.profileActivate(profile.id))}>${say.settings.readHistory}</button>`}</div></li>`;

  /** @param {ProfileView} profile @param {boolean} active */
  const profileRow = (profile, active) => html`<li class="profile-row" data-testid="profile" data-id=${profile.id} data-active=${active}>
    <div class="profile-what"><strong>${profile.label}</strong>${networkPill(profile.network, profile.sandbox)}${active ? html`<span class="tag tag-accent">${say.settings.active}</span>` : nothing}
      <p class="quiet">${profile.nodeUrl} · ${say.keys[profile.keys]}</p>
      ${profile.proxy === "" ? nothing : html`<p class="quiet" data-testid="profile-proxy">${say.settings.byProxy(profile.proxy)}</p>`}
      ${profile.trusted.map((one) => html`<p class="quiet" data-testid="profile-trusted">${say.settings.trusts(one.subject)} <code class="code fingerprint">SHA-256 ${one.fingerprint}</code></p>`)}
      ${profile.store === null || active ? nothing : html`<p class="notice notice-warn" data-testid="profile-store" data-state=${profile.store.state}>${icon("warning")}<span>${storeLine(profile.label, profile.store.state)}</span></p>`}</div>
    <div class="profile-buttons">
      ${active ? nothing : html`<button type="button" class="button" data-testid="profile-use" data-id=${profile.id} ?disabled=${acts.busy} @click=${() => change(() => backend.profileActivate(profile.id))}>${say.settings.use}</button>`}
      ${profile.store?.state === "damaged" ? html`<button type="button" class="button" data-testid="profile-begin-anew" data-id=${profile.id} ?disabled=${acts.busy} @click=${() => beginAnew(profile)}>${say.settings.beginAnew}</button>` : nothing}
      ${profile.sandbox ? nothing : html`<a class="button" data-testid="profile-edit" data-id=${profile.id} href=${href({ name: "connect", profile: profile.id })}>${say.settings.edit}</a>`}
      <button type="button" class="button" data-testid="profile-remove" data-id=${profile.id} ?disabled=${acts.busy} @click=${() => remove(profile)}>${say.settings.remove}</button>
    </div></li>`;

  function nodes() {
    const app = frame.app();
    return html`
      ${app.keysLeft === 0 ? nothing : html`<p class="notice notice-warn" data-testid="keys-left" data-count=${app.keysLeft}>${icon("key")}<span>${say.settings.keysLeft(app.keysLeft)}</span></p>`}
      ${app.orphans === 0 ? nothing : html`<p class="notice notice-warn" data-testid="orphans" data-count=${app.orphans}>${icon("warning")}<span>${say.settings.orphans(app.orphans)}</span></p>`}
      <ul class="profile-list">${app.profiles.map((profile) => profileRow(profile, profile.id === app.active))}</ul>
      <p class="card-buttons"><a class="button" data-testid="profile-add" href=${href({ name: "connect", profile: null })}>${icon("plus")}${say.settings.add}</a>
        ${app.profiles.some((profile) => profile.sandbox) ? nothing : html`<button type="button" class="button" data-testid="sandbox-add" ?disabled=${acts.busy} @click=${() => change(backend.sandboxStart)}>${icon("sandbox")}${say.settings.addSandbox}</button>`}
        <a class="button" data-testid="to-for-real" href=${href({ name: "for-real" })}>${say.forReal.title}</a></p>
      ${app.settings.firstHour || !app.profiles.some((profile) => profile.sandbox) ? nothing : html`<p class="card-buttons"><button type="button" class="button" data-testid="first-hour-show" ?disabled=${acts.busy} @click=${() => void showFirstHour(frame, true)}>${say.firstHour.show}</button><span class="quiet">${say.firstHour.shownSays}</span></p>`}
      ${app.removed.length === 0 ? nothing : html`<details class="fold" data-testid="removed-nodes" ?open=${app.removed.some(({ id }) => id === app.active)}><summary data-testid="removed-toggle">${say.settings.removed}</summary>
        <p class="quiet">${say.settings.removedSays}</p><ul class="profile-list">${app.removed.map((profile) => removedRow(profile, profile.id === app.active))}</ul></details>`}
    `;
  }

  function appearance() {
    const { theme, language, font, textSize } = frame.app().settings;
    return html`
      <div class="setting"><h3>${say.settings.theme}</h3><div class="segments" role="radiogroup" aria-label=${say.settings.theme}>
        ${THEMES.map((name) => html`<label class="segment"><input type="radio" name="theme" data-testid="theme" data-theme=${name} .checked=${live(theme === name)} @change=${() => set(() => ({ theme: name }))}><span>${say.theme[name]}</span></label>`)}</div></div>
      <div class="setting"><h3>${say.settings.language}</h3><div class="segments" role="radiogroup" aria-label=${say.settings.language}>
        ${LANGUAGES.map((name) => html`<label class="segment"><input type="radio" name="language" data-testid="language" data-language=${name} .checked=${live(language === name)} @change=${() => set(() => ({ language: name }))}><span>${say.languageChoice[name]}</span></label>`)}</div></div>
      <div class="setting"><h3>${say.appearance.textSize}</h3><div class="segments" role="radiogroup" aria-label=${say.appearance.textSize}>
        ${TEXT_SIZES.map((size) => html`<label class="segment"><input type="radio" name="text-size" data-testid="text-size" data-size=${size} .checked=${live(textSize === size)} @change=${() => set(() => ({ textSize: size }))}><span>${say.appearance.percent(Number(size))}</span></label>`)}</div></div>
      <div class="setting"><h3>${say.appearance.font}</h3><div class="segments" role="radiogroup" aria-label=${say.appearance.font}>
        ${FONTS.map((name) => html`<label class="segment"><input type="radio" name="font" data-testid="font" data-font=${name} .checked=${live(font === name)} @change=${() => set(() => ({ font: name }))}><span>${say.font[name]}</span></label>`)}</div></div>`;
  }

  const keyboard = () => html`<label class="check"><input type="checkbox" data-testid="single-keys" .checked=${live(frame.app().settings.singleKeys)} @change=${() => set(({ singleKeys }) => ({ singleKeys: !singleKeys }))}>
      <span>${say.commands.singleKeys}<small>${say.commands.singleKeysSay}</small></span></label>
    <p class="card-buttons"><button type="button" class="button" data-testid="keys-show" aria-keyshortcuts="?" @click=${() => openSheet(frame)}>${say.commands.all}</button></p>`;

  /** One after the other: leaving a field by a click on the next one changes both. @param {(settings: Settings) => Partial<Settings>} how */
  function set(how) {
    saving = saving.then(() => change(() => backend.settingsSet({ ...frame.app().settings, ...how(frame.app().settings) })));
    return saving;
  }

  /** @param {boolean} on */
  const setAutostart = (on) => once(async () => {
    await backend.autostartSet(on);
    await desktop.read();
  });

  const testNotice = () => once(async () => {
    tested = null;
    tested = await backend.noticeTest();
  });

  /** @param {NoticeKind} kind @param {NoticeKind[]} wanted */
  const noticeRow = (kind, wanted) => html`<label class="check"><input type="checkbox" data-testid="notice" data-kind=${kind} .checked=${live(wanted.includes(kind))} @change=${() => set(({ notices }) => ({ notices: KINDS.filter((one) => notices.includes(one) !== (one === kind)) }))}>
    <span>${say.noticeKind[kind].name}<small>${say.noticeKind[kind].says}</small></span></label>`;

  /** @param {QuietHours} quiet @param {"from" | "to"} end */
  const time = (quiet, end) => html`<label class="quiet-time"><span>${end === "from" ? say.settings.quietFrom : say.settings.quietTo}</span>
    <input type="text" inputmode="numeric" required pattern="([01]?[0-9]|2[0-3])[:.][0-5][0-9]" maxlength="5" data-testid="quiet-time" data-end=${end} .value=${written(quiet[end])} @change=${(/** @type {Event} */ event) => {
      // What is no time of day stays, marked, and is not kept.
      const minute = minuteOf(/** @type {HTMLInputElement} */ (event.target).value);
      if (minute !== null) void set(({ quiet: now }) => ({ quiet: { ...(now ?? NIGHT), [end]: minute } }));
    }}></label>`;

  function notices() {
    const { notices: wanted, quiet } = frame.app().settings;
    const none = desktop.value?.notices === false;
    return html`
      ${none ? html`<p class="notice notice-warn" data-testid="no-notices">${icon("info")}<span>${say.settings.noNotices}</span></p>` : html`<p class="quiet">${say.settings.noticesSay}</p>`}
      <div class="notice-kinds">${KINDS.map((kind) => noticeRow(kind, wanted))}</div>
      <div class="notice-test"><button type="button" class="button" data-testid="notice-test" ?disabled=${acts.busy} @click=${() => void testNotice()}>${say.settings.testNotice}</button>
        <p class="quiet" role="status" data-testid="notice-tested" data-taken=${tested ?? nothing}>${told(tested === null ? "" : tested ? say.settings.testTaken : say.settings.testNotTaken)}</p></div>
      <div class="quiet-hours"><label class="check"><input type="checkbox" data-testid="quiet" .checked=${live(quiet !== null)} @change=${() => set((settings) => ({ quiet: settings.quiet === null ? NIGHT : null }))}>
        <span>${say.settings.quiet}<small>${say.settings.quietSays}</small></span></label>
        ${quiet === null ? nothing : html`<div class="quiet-times">${time(quiet, "from")}${time(quiet, "to")}</div>`}</div>`;
  }

  function closing() {
    const { keepWatching } = frame.app().settings;
    return html`<p class="quiet">${say.settings.closing}</p><div class="notice-kinds"><label class="check"><input type="checkbox" data-testid="keep-watching" .checked=${live(keepWatching)} @change=${() => set((settings) => ({ keepWatching: !settings.keepWatching }))}>
        <span>${say.settings.keepWatching}<small data-testid="tray" data-there=${desktop.value?.tray ?? nothing}>${desktop.value?.tray === false ? say.settings.noTray : say.settings.keepWatchingSays}</small></span></label>
      ${typeof desktop.value?.autostart === "boolean" ? html`<label class="check"><input type="checkbox" data-testid="autostart" ?disabled=${acts.busy} .checked=${live(desktop.value.autostart)} @change=${() => void setAutostart(desktop.value?.autostart !== true)}>
        <span>${say.settings.autostart}<small>${say.settings.autostartSays}</small></span></label>` : nothing}</div>`;
  }

  /** @param {SandboxView} view */
  const panel = (view) => html`
    <details class="fold" data-testid="troubles"><summary data-testid="troubles-toggle">${say.settings.troubles}</summary><p class="quiet">${say.settings.troublesSay}</p>
      <ul class="troubles">${TROUBLES.map((trouble) => {
        const on = view.troubles.includes(trouble);
        return html`<li><button type="button" class="button button-small" data-testid="make-trouble" data-trouble=${trouble} aria-pressed=${on} ?disabled=${acts.busy} @click=${() => make(trouble, on)}>${say.sandboxTrouble[trouble].button}</button>
          <span class="quiet">${on ? say.settings.troubleOn : say.sandboxTrouble[trouble].says}</span></li>`;
      })}</ul></details>
    ${values([{ name: say.settings.sandboxNode, value: view.nodeUrl }, { name: say.settings.sandboxRegistry, value: view.registryUrl }])}`;

  function sandboxPanel() {
    return html`<p class="quiet">${say.settings.sandboxSays}</p>
      ${sandbox.failure ? failurePanel(sandbox.failure, { again: () => void sandbox.read(), action: sandbox.failure.code === "sandbox-unreadable" ? resetButton(acts.busy, () => void reset()) : nothing }) : nothing}
      ${sandbox.value ? panel(sandbox.value) : sandbox.failure ? nothing : skeleton(1)}`;
  }

  /** @param {Settings} settings */
  const gateway = ({ pictureGateway }) => html`<div class="field"><label class="label" for="picture-gateway">${say.pictures.gateway}</label>
    <input id="picture-gateway" class="input" type="url" data-testid="picture-gateway" autocomplete="off" spellcheck="false" placeholder="https://" maxlength="2000" aria-describedby="picture-gateway-says" .value=${pictureGateway} @change=${(/** @type {Event} */ event) => void set(() => ({ pictureGateway: /** @type {HTMLInputElement} */ (event.target).value.trim() }))}>
    <p class="help" id="picture-gateway-says">${say.pictures.gatewaySays}</p></div>`;

  const pictures = () => html`<div class="picture-choice"><label class="check"><input type="checkbox" data-testid="pictures" .checked=${live(frame.app().settings.pictures)} @change=${() => set((settings) => ({ pictures: !settings.pictures }))}>
      <span>${say.pictures.show}<small>${say.pictures.says}</small></span></label>
    ${frame.app().settings.pictures ? gateway(frame.app().settings) : nothing}</div>`;

  const amounts = () => html`<label class="check"><input type="checkbox" data-testid="hide-amounts" .checked=${live(frame.app().settings.hideAmounts)} @change=${() => set(({ hideAmounts }) => ({ hideAmounts: !hideAmounts }))}>
    <span>${say.settings.hideAmounts}<small>${say.settings.hideAmountsSays}</small></span></label>`;

  const privacy = () => html`${amounts()}${pictures()}<ul class="profile-list">
    <li class="profile-row"><div class="profile-what"><strong>${say.backup.title}</strong><p class="quiet">${say.backup.settingsSays}</p></div>
      <div class="profile-buttons"><a class="button" data-testid="open-backup" href=${href({ name: "backup" })} aria-label=${say.hosts.settingsOpens(say.backup.title)}>${icon("save")}${say.hosts.settingsOpen}</a></div></li>
    <li class="profile-row"><div class="profile-what"><strong>${say.receipt.checkTitle}</strong><p class="quiet">${say.receipt.checkSays}</p></div>
      <div class="profile-buttons"><a class="button" data-testid="open-receipt-check" href=${href({ name: "receipt" })} aria-label=${say.hosts.settingsOpens(say.receipt.checkTitle)}>${icon("verified")}${say.hosts.settingsOpen}</a></div></li>
    <li class="profile-row"><div class="profile-what"><strong>${say.hosts.title}</strong><p class="quiet">${say.hosts.settingsSays}</p></div>
      <div class="profile-buttons"><a class="button" data-testid="open-hosts" href=${href({ name: "hosts" })} aria-label=${say.hosts.settingsOpens(say.hosts.title)}>${icon("globe")}${say.hosts.settingsOpen}</a></div></li>
    <li class="profile-row"><div class="profile-what"><strong>${say.diagnostics.title}</strong><p class="quiet">${say.diagnostics.settingsSays}</p></div>
      <div class="profile-buttons"><a class="button" data-testid="open-diagnostics" href=${href({ name: "diagnostics" })} aria-label=${say.hosts.settingsOpens(say.diagnostics.title)}>${icon("bug")}${say.hosts.settingsOpen}</a></div></li>
  </ul>`;

  const about = () => html`<div class="about">${mark()}<div><p data-testid="version"><strong>${say.settings.version(frame.app().version)}</strong></p><p class="quiet">${say.settings.aboutSays}</p></div></div>`;


  const limits = limitsSection(frame, { once, busy: () => acts.busy, agent });
  /** @type {Record<SettingsSection, () => unknown>} */
  const views = { nodes, limits: limits.view, notices, closing, appearance, privacy, sandbox: sandboxPanel, keyboard, about };
  /** Only the play network has a panel. */
  const sections = () => SETTINGS.filter((name) => name !== "sandbox" || activeProfile(frame.app())?.sandbox);

  /** @param {SettingsSection} name */
  const card = (name) => html`<section class="card" data-testid="settings-section" data-section=${name} aria-labelledby="settings-${name}"><h2 id="settings-${name}" tabindex="-1">${say.settingsIndex[name]}</h2>${views[name]()}</section>`;

  return {
    title: () => say.settings.title,
    anchor: section === undefined ? undefined : `settings-${section}`,
    readings: [desktop, ...limits.readings],
    view: () => html`<div class="page page-settings" data-testid="settings">
      ${pageHead(say.settings.title)}
      <nav class="settings-index" aria-label=${say.settingsIndex.label}>${sections().map((name) => html`<a class="settings-link" data-testid="settings-link" data-section=${name} href=${href({ name: "settings", section: name })} aria-current=${section === name ? "true" : nothing}>${say.settingsIndex[name]}</a>`)}</nav>
      <div class="settings-cards">${acts.failure ? failurePanel(acts.failure) : nothing}${sections().map(card)}</div>
    </div>`,
  };
}
