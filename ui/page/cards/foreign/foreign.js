// Frames what agents and sellers wrote, where it is more than a line, so that people see whose words they are; and shows long text in pieces.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";

/** What an agent is called. @param {string} name cleaned; sellers may have written nothing that can be seen */
export const named = (name) => (name === "" ? say.purchases.unnamed : name);

/** Text in pieces, between which a line may break: a browser needs the square of the time for what cannot be broken. @param {string[]} text */
export const pieces = (text) => text.map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`));

/**
 * A frame around an agent's words, so that they never speak in Kaimono's voice.
 * @param {{ title: string, host?: string, says: string }} whose the frame's title, where the agent is, and what its words are
 * @param {unknown} words
 */
export const fromAgent = ({ title, host = "", says }, words) => html`<figure class="from-agent" data-testid="from-agent" data-host=${host}>
  <figcaption><span class="from-agent-name">${title}</span>${host === "" ? nothing : html`<span tabindex="0" data-tip=${say.foreign.host}><code class="from-agent-host">${host}</code></span>`}<span>${says}</span></figcaption>
  ${words}
</figure>`;

/**
 * What somebody said, in a line or a few: as a quotation, with whose words they are.
 * @param {string} whose @param {unknown} words
 */
export const quotation = (whose, words) => html`<figure class="quote"><figcaption>${whose}</figcaption><blockquote data-testid="quotation">${words}</blockquote></figure>`;

/**
 * A page's name that a seller gave its agent: above it stands whose word it is.
 * @param {string} whose @param {string} name
 */
export const namedByItsSeller = (whose, name) => html`<p class="eyebrow" data-testid="whose-name">${whose}</p><h1 tabindex="-1" data-testid="page-title">${named(name)}</h1>`;

/** All that is sent to an agent. @param {import("../../../types/contract.js").SentView[]} sent */
export const sentList = (sent) => html`<dl class="answers" data-testid="sent">${sent.map(({ label, text, more, by }) => html`<div data-testid="sent-value" data-by=${by}>
  <dt>${label === "" ? say.foreign.unnamed : label}${by === "you" ? nothing : html`<span class="by-agent">${say.foreign.by[by]}</span>`}</dt>
  <dd>${pieces(text)}${more === 0 ? nothing : html`<span class="quiet">${say.foreign.more(more)}</span>`}</dd></div>`)}</dl>`;
