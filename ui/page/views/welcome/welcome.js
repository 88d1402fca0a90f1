// First start: two doors.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failurePanel, resetButton } from "../../cards/failure/failure.js";
import { icon, mark } from "../../kit/icon/icon.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure } from "../../store.js";

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  let starting = false;
  /** @type {import("../../../types/contract.js").Failure | undefined} */
  let failure;

  /** @param {() => Promise<import("../../../types/contract.js").AppView>} begin */
  async function start(begin) {
    starting = true;
    failure = undefined;
    frame.redraw();
    try {
      frame.took(await begin());
    } catch (error) {
      failure = asFailure(error);
    }
    starting = false;
    frame.redraw();
  }

  return {
    title: () => say.welcome.title,
    view: () => html`<div class="welcome" data-testid="welcome">
      <header>${mark()}<h1 tabindex="-1">${say.welcome.title}</h1><p>${say.welcome.lead}</p></header>
      <div class="doors">
        <button type="button" class="door door-primary" data-testid="door-sandbox" ?disabled=${starting} @click=${() => start(backend.sandboxStart)}>
          <span class="door-icon">${icon("sandbox")}</span><strong>${starting ? say.welcome.sandboxStarting : say.welcome.sandbox}</strong><span>${say.welcome.sandboxSays}</span></button>
        <a class="door" data-testid="door-connect" href=${href({ name: "connect", profile: null })}>
          <span class="door-icon">${icon("node")}</span><strong>${say.welcome.connect}</strong><span>${say.welcome.connectSays}</span></a>
      </div>
      <p class="welcome-next">${say.welcome.next} <a class="link" data-testid="to-for-real" href=${href({ name: "for-real" })}>${say.welcome.forReal}</a> · <a class="link" data-testid="to-backup" href=${href({ name: "backup" })}>${say.backup.welcome}</a></p>
      ${frame.app().orphans === 0 ? nothing : html`<p class="notice notice-warn" data-testid="orphans" data-count=${frame.app().orphans}>${icon("warning")}<span>${say.settings.orphans(frame.app().orphans)}</span></p>`}
      ${failure ? failurePanel(failure, { again: () => void start(backend.sandboxStart), action: failure.code === "sandbox-unreadable" ? resetButton(starting, () => void start(backend.sandboxReset)) : nothing }) : nothing}
      ${frame.app().removed.length === 0 ? nothing : html`<section class="card" data-testid="removed-nodes"><h2>${say.settings.removed}</h2><p class="quiet">${say.settings.removedSays}</p>
        <p class="card-buttons">${frame.app().removed.map(({ id, label }) => html`<button type="button" class="button" data-testid="removed-read" data-id=${id} ?disabled=${starting} @click=${() => start(() => backend.profileActivate(id))}>${say.settings.readHistoryOf(label)}</button>`)}</p></section>`}
      <p class="promise">${icon("lock")}${say.welcome.promise}</p>
    </div>`,
  };
}
