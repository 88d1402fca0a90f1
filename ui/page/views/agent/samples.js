// Shows what a seller chose to show: example outputs and a demo. Nothing is fetched before it is asked for, and where it comes from is said before.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { fromAgent, named } from "../../cards/foreign/foreign.js";
import { body } from "../../cards/result/result.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink, host } from "../../kit/link/link.js";
import { skeleton } from "../../kit/states/states.js";
import { reading } from "../../store.js";
import { say } from "../../words/say.js";

/** @import { AgentView, Blocked, ExampleView, SampleView } from "../../../types/contract.js" */
/** @import { Frame } from "../../frame/frame.js" */
/** @import { Reading } from "../../store.js" */

/** The demo among the names of examples, which are hex. */
const DEMO = "demo";

/** What is bought another way has no such call. @type {Set<Blocked | null>} */
const NO_DEMO = new Set(/** @type {Blocked[]} */ (["x402", "open-api", "not-mip003", "address", "local-agent", "deregistered"]));

/** @param {Frame} frame @param {string} id the agent @param {Reading<any>[]} readings closed with the page */
export function samples(frame, id, readings) {
  /** What was asked for, and whether it is shown. @type {Map<string, { reading: Reading<SampleView>, open: boolean }>} */
  const asked = new Map();

  /** @param {string} name */
  function toggle(name) {
    const known = asked.get(name);
    if (known) known.open = !known.open;
    else {
      const made = reading(() => (name === DEMO ? backend.agentDemo(id) : backend.agentExample(id, name)), frame.redraw);
      asked.set(name, { reading: made, open: true });
      readings.push(made);
      void made.read();
    }
    frame.redraw();
  }

  /** @param {string} name @param {string} text @param {string} of what is shown, for who does not see what it stands beside @param {string} from */
  function button(name, text, of, from) {
    const open = asked.get(name)?.open ?? false;
    return html`<button type="button" class="button button-small" data-testid="sample-show" data-of=${name === DEMO ? "demo" : "example"} data-id=${name} aria-expanded=${open} data-tip=${say.sample.asks(from)} @click=${() => toggle(name)}>${icon(open ? "eye-off" : "eye")}${open ? say.sample.hide : text} <span class="visually-hidden">${of}</span></button>`;
  }

  /** @param {string} name @param {string} agent */
  function seen(name, agent) {
    const one = asked.get(name);
    if (!one?.open) return nothing;
    const { value, failure, loading } = one.reading;
    const again = () => void one.reading.read();
    if (loading) return html`<div class="sample" data-testid="sample" data-state="loading">${skeleton(2)}<p class="quiet">${say.sample.loading}</p></div>`;
    if (failure) return html`<div class="sample" data-testid="sample" data-state="failed">${failurePanel(failure, { again })}</div>`;
    return value ? html`<div class="sample" data-testid="sample" data-state=${value.state} data-of=${name === DEMO ? "demo" : "example"}>${shown(value, name, agent, again)}</div>` : nothing;
  }

  /** @param {AgentView} view */
  return ({ card, examples, host: home }) => {
    const demo = home !== "" && !NO_DEMO.has(card.blocked);
    return html`<section class="card" data-testid="samples"><h2>${say.sample.title}</h2>
      ${examples.length === 0 ? html`<p class="quiet">${say.sample.none}</p>` : html`<ul class="links samples" data-testid="examples">${examples.map((example) => html`<li>
        <div class="sample-head"><span data-foreign>${foreignLink(example.url, example.name || host(example.url))}</span><span class="quiet" data-foreign>${example.mimeType}</span>${button(example.id, say.sample.showHere, say.foreign.quoted(title(example)), host(example.url))}</div>
        ${seen(example.id, card.name)}</li>`)}</ul>`}
      ${demo ? html`<div class="sample-demo"><div class="sample-head"><span class="quiet">${say.sample.demoSays}</span>${button(DEMO, say.sample.demo, say.foreign.quoted(named(card.name)), home)}</div>${seen(DEMO, card.name)}</div>` : nothing}
    </section>`;
  };
}

/** @param {ExampleView} example */
const title = ({ name, url }) => name || host(url) || url;

/** @param {SampleView} view @param {string} name @param {string} agent @param {() => void} again */
function shown(view, name, agent, again) {
  switch (view.state) {
    case "shown":
      return fromAgent({ title: say.foreign.from(named(agent)), host: view.host, says: say.sample.chosen }, html`
        ${view.input === null ? nothing : html`<h3 class="sample-part">${say.sample.input}</h3>${body(view.input)}<h3 class="sample-part">${say.sample.output}</h3>`}${body(view.output)}`);
    case "none":
      return html`<p class="notice notice-info">${icon("info")}<span>${name === DEMO ? say.sample.demoNone : say.sample.exampleGone}</span></p>`;
    case "not-text":
      return html`<p class="notice notice-info">${icon("info")}<span>${say.sample.notText}</span></p>`;
    case "too-long":
      return html`<p class="notice notice-info">${icon("info")}<span>${say.sample.tooLong}</span></p>`;
    case "failed":
      return failurePanel(view.failure, { again });
  }
}
