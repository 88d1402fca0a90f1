// The sandbox's clock, at the lower edge of the window and nowhere else: what takes days on a real network takes a click here.
import { html, nothing } from "lit-html";
import { backend } from "../backend.js";
import { now, tell } from "../clock.js";
import { icon } from "../kit/icon/icon.js";
import { dial, span } from "../kit/time/time.js";
import { note } from "../kit/toast/toast.js";
import { href } from "../router.js";
import { asFailure, reading } from "../store.js";
import { say } from "../words/say.js";

/** @import { Forward } from "../../types/contract.js" */

const HOUR = 3_600_000;
/** Less than this is not worth a word. */
const IN_STEP = 2000;

/** @param {number} millis */
const isAhead = (millis) => Math.abs(millis) >= IN_STEP;

/** @typedef {ReturnType<typeof sandboxBar>} SandboxBar */

/** @param {() => void} redraw */
export function sandboxBar(redraw) {
  let busy = false;
  const sandbox = reading(backend.sandboxPanel, () => {
    if (sandbox.value) tell(sandbox.value.now);
    redraw();
  });

  /** @param {() => Promise<void>} act */
  async function once(act) {
    if (busy) return;
    busy = true;
    redraw();
    try {
      await act();
    } catch (error) {
      const { code, side } = asFailure(error);
      note(say.failure[code].what(side));
    }
    busy = false;
    redraw();
  }

  /** Moves the clock: so far, or to the next deadline of any purchase. @param {Forward | null} millis */
  const skip = (millis) => once(async () => {
    const view = await backend.sandboxSkip(millis);
    tell(view.now);
    sandbox.put(view);
  });

  const topUp = () => once(async () => {
    await backend.sandboxTopUp();
    note(say.settings.toppedUp);
  });

  return {
    reading: sandbox,
    skip,
    topUp,
    busy: () => busy,
    /** Its clock was moved on, as far as is known: days are others here than there. */
    isAhead: () => sandbox.value !== undefined && isAhead(sandbox.value.ahead),
    view() {
      const { value } = sandbox;
      if (!value && !sandbox.failure && !sandbox.loading) void sandbox.read();
      if (!value) return nothing;
      const ahead = isAhead(value.ahead) ? say.sandboxBar.ahead(span(value.ahead)) : say.sandboxBar.inStep;
      return html`<section class="sandbox-bar" data-edge aria-label=${say.sandboxBar.label} data-testid="sandbox-bar">
        <p class="sandbox-clock">${icon("sandbox")}<time datetime=${new Date(now()).toISOString()} data-testid="sandbox-clock" data-now=${value.now}>${dial(now())}</time><span class="quiet">${ahead}</span></p>
        <div class="sandbox-buttons">
          <button type="button" class="button button-small" data-testid="skip-deadline" ?disabled=${busy} @click=${() => skip(null)}>${icon("skip")}${say.sandboxBar.skipDeadline}</button>
          <button type="button" class="button button-small" data-testid="skip-hour" ?disabled=${busy} @click=${() => skip(HOUR)}>${icon("skip")}${say.sandboxBar.skipHour}</button>
          <button type="button" class="button button-small" data-testid="top-up" ?disabled=${busy} @click=${topUp}>${icon("plus")}${say.sandboxBar.topUp}</button>
          <a class="link" data-testid="to-troubles" href=${href({ name: "settings", section: "sandbox" })}>${say.sandboxBar.trouble}</a>
        </div></section>`;
    },
  };
}
