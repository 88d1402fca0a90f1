// Warns when another agent's name looks like this one, or when a name mixes alphabets. It informs and accuses nobody.
import { html, nothing } from "lit-html";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { icon } from "../../kit/icon/icon.js";
import { named } from "../foreign/foreign.js";

/** @import { AgentCard } from "../../../types/contract.js" */

/** In a line of a list. That another one looks like it is no word against the one that is looked like. @param {AgentCard} card */
export function oddNameLine({ alike, mixedAlphabets }) {
  const told = alike !== null && alike.way !== "looked-like" ? say.alike[alike.way].short(named(alike.name)) : "";
  const words = told !== "" ? told : mixedAlphabets.length > 0 ? say.agent.mixed : "";
  return words === "" ? nothing : html`<span class="agent-odd" data-testid="odd-name" data-way=${told === "" ? "mixed-alphabets" : (alike?.way ?? "")}>${icon("warning")}${words}</span>`;
}

/** On the agent's own page. @param {AgentCard} card */
export function oddName({ alike, mixedAlphabets }) {
  const warns = alike !== null && alike.way === "looks-like";
  return html`${alike === null ? nothing : html`<p class="notice ${warns ? "notice-warn" : "notice-info"}" data-testid="alike" data-way=${alike.way}>${icon(warns ? "warning" : "info")}
      <span>${say.alike[alike.way].says(named(alike.name), alike.shortId, alike.alphabet ?? "", alike.earlier)} <a class="link" data-testid="to-alike" href=${href({ name: "agent", id: alike.id })}>${say.agent.toOther}</a></span></p>`}
    ${mixedAlphabets.length === 0 ? nothing : html`<p class="notice notice-info" data-testid="mixed-alphabets">${icon("info")}<span>${say.agent.mixedAlphabets(mixedAlphabets.join(" "))}</span></p>`}`;
}
