// Shows which node is in use, on which network, and how it is: a button in the sidebar, with a menu to choose another one.
import { html, nothing } from "lit-html";
import { openMenu } from "../kit/menu/menu.js";
import { icon } from "../kit/icon/icon.js";
import { networkPill } from "../kit/pill/pill.js";
import { absolute } from "../kit/time/time.js";
import { failureLine } from "../cards/failure/failure.js";
import { say } from "../words/say.js";

/** @import { AppView, ProfileView } from "../../types/contract.js" */

/** @param {ProfileView} profile */
const called = ({ label, removed }) => (removed ? say.frame.removed(label) : label);

/** @param {AppView} app */
export const healthWord = ({ health }) => (health.failure?.code === "keys-unread" ? say.health.reading : say.health[health.state]);

/** @param {AppView} app */
function healthSays(app) {
  const { failure, lastAnswer } = app.health;
  return [healthWord(app), ...(failure ? [failureLine(failure)] : []), ...(lastAnswer === null ? [] : [say.health.since(absolute(lastAnswer))])].join("\n");
}

/**
 * What can be chosen: every node, and the removed one that is looked at; then another node to connect.
 * @param {AppView} app @param {{ activate: (id: string) => void, connect: () => void, sandbox: () => void }} actions
 * @returns {import("../kit/menu/menu.js").MenuEntry[]}
 */
export function nodeEntries(app, { activate, connect, sandbox }) {
  const shown = [...app.profiles, ...app.removed.filter(({ id }) => id === app.active)];
  return [
    ...shown.map((profile) => ({
      id: `node-${profile.id}`, text: called(profile), note: say.network[profile.sandbox ? "sandbox" : profile.network].word, chosen: profile.id === app.active,
      act: () => {
        if (profile.id !== app.active) activate(profile.id);
      },
    })),
    "line",
    { id: "connect", text: say.nodeSwitch.add, icon: "plus", act: connect },
    ...(app.profiles.some((profile) => profile.sandbox) ? [] : [{ id: "sandbox", text: say.nodeSwitch.sandbox, icon: /** @type {const} */ ("sandbox"), act: sandbox }]),
  ];
}

/** @param {AppView} app @param {ProfileView} profile @param {Parameters<typeof nodeEntries>[1]} actions */
export function nodeSwitch(app, profile, actions) {
  const open = (/** @type {Event} */ event) => openMenu(say.nodeSwitch.title, nodeEntries(app, actions), /** @type {HTMLElement} */ (event.currentTarget));
  const { state } = app.health;
  // Who speaks to the computer says what is seen: name and network, as they stand there.
  const seen = `${called(profile)} ${say.network[profile.sandbox ? "sandbox" : profile.network].word}`;
  return html`<button type="button" class="node-switch" data-testid="node-switch" data-profile=${profile.id} aria-haspopup="menu" aria-expanded="false" aria-label=${say.nodeSwitch.label(seen, healthWord(app))}
      @click=${open} @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        open(event);
      }}>
      <span class="node-switch-name">${called(profile)}</span>${icon("sort")}
      ${networkPill(profile.network, profile.sandbox)}</button>
    ${app.profiles.length === 0 ? nothing : html`<span class="health health-${state}" data-testid="health" data-state=${state} data-tip=${healthSays(app)} tabindex="0" role="img" aria-label=${healthSays(app).replaceAll("\n", ". ")}>
      <span class="health-dot" aria-hidden="true"></span><span class="health-word" aria-hidden="true">${healthWord(app)}</span></span>`}`;
}
