// The sheet of keys: what each does here and now, read from the registry.
import { html, nothing, render } from "lit-html";
import { say } from "../words/say.js";
import { here, keysHere } from "./commands.js";
import { keyCaps } from "./shown.js";

/** @import { At, Command, Group } from "./commands.js" */

const element = () => /** @type {HTMLDialogElement} */ (document.getElementById("sheet"));

/** By group, in the order of the registry. @param {Command[]} commands @returns {[Group, Command[]][]} */
export function grouped(commands) {
  const groups = new Map(commands.map(({ group }) => [group, /** @type {Command[]} */ ([])]));
  for (const command of commands) groups.get(command.group)?.push(command);
  return [...groups];
}

/** @param {Command} command */
const line = ({ id, keys = [] }) => html`<div data-testid="sheet-key" data-command=${id}><dt>${say.command[id]}</dt><dd>${keyCaps(keys)}</dd></div>`;

/** @param {import("../frame/frame.js").Frame} frame @param {At} [at] */
export function openSheet(frame, at = here(frame)) {
  const dialog = element();
  if (document.querySelector("dialog[open]")) return;
  const { singleKeys } = at.app.settings;
  render(html`<div class="dialog-form" data-testid="sheet">
    <h2 id="sheet-title">${say.commands.sheet}</h2>
    <p class="quiet">${singleKeys ? say.commands.sheetSays : say.commands.sheetOff}</p>
    <div class="sheet-groups" tabindex="0" role="region" aria-labelledby="sheet-title">${grouped(keysHere(at)).map(([group, commands]) => html`<section><h3>${say.commandGroup[group]}</h3><dl class="sheet-keys">${commands.map(line)}</dl></section>`)}</div>
    <div class="dialog-buttons"><button type="button" class="button" data-testid="sheet-close" autofocus @click=${() => dialog.close()}>${say.frame.close}</button></div>
  </div>`, dialog);
  dialog.setAttribute("aria-labelledby", "sheet-title");
  dialog.addEventListener("close", () => render(nothing, dialog), { once: true });
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.showModal();
}
