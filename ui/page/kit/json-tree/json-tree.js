// JSON as it was written: names keep their order, names that come twice both stay, and numbers keep their digits. The backend
// parses it and gives tokens; nothing is parsed here. Uses native folds; arrows open, close and walk through them.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";
import { copyButton } from "../copy/copy.js";

/**
 * @typedef {{ kind: "object", members: { name: string, value: JsonNode }[] } | { kind: "array", items: JsonNode[] } | { kind: "text" | "number" | "word", text: string }} JsonNode
 * A `word` is true, false or null; the text of a `number` is its own.
 */

/** So many levels are open at first, and so many members are drawn before the rest is folded away. */
const OPEN = 2;
const PORTION = 100;

/** The path of a member, as programs write it: `$.a[0]["b c"]`. @param {string} path @param {string | number} step */
export const path = (path, step) => (typeof step === "number" ? `${path}[${step}]` : /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`);

/** @param {JsonNode} node @param {{ label: string, copies?: boolean }} options `copies`: each value has a button that copies it */
export const jsonTree = (node, { label, copies = false }) => html`<div class="json" role="group" aria-label=${label} data-testid="json" dir="ltr" @keydown=${walk}>${branch(node, "$", null, 0, copies)}</div>`;

/** @param {JsonNode} node @param {string} at @param {unknown} name @param {number} depth @param {boolean} copies @returns {unknown} */
function branch(node, at, name, depth, copies) {
  const before = name === null ? nothing : html`<span class="json-name">${name}</span><span class="json-colon" aria-hidden="true">: </span>`;
  if ("text" in node) {
    return html`<div class="json-leaf" data-testid="json-leaf" data-path=${at}>${before}<span class="json-value" data-kind=${node.kind}>${node.kind === "text" ? say.foreign.quoted(node.text) : node.text}</span>${copies ? copyButton(node.text, say.kit.valueOf(at)) : nothing}</div>`;
  }
  const children = "members" in node ? node.members.map(({ name, value }) => ({ name: /** @type {string | number} */ (name), value })) : node.items.map((value, name) => ({ name, value }));
  const [open, close] = "members" in node ? ["{", "}"] : ["[", "]"];
  if (children.length === 0) return html`<div class="json-leaf" data-path=${at}>${before}<span class="json-value">${open}${close}</span></div>`;
  return html`<details class="json-branch" data-path=${at} ?open=${depth < OPEN}><summary class="json-fold" data-testid="json-fold">${before}<span class="json-count">${open}${say.kit.members(children.length)}${close}</span></summary>
    <div class="json-inside">${portion(children, at, depth, copies)}</div></details>`;
}

/** @param {{ name: string | number, value: JsonNode }[]} children @param {string} at @param {number} depth @param {boolean} copies @returns {unknown} */
function portion(children, at, depth, copies) {
  const rest = children.slice(PORTION);
  return html`${children.slice(0, PORTION).map(({ name, value }) => branch(value, path(at, name), name, depth + 1, copies))}
    ${rest.length === 0 ? nothing : html`<details class="json-branch"><summary class="json-fold" data-testid="json-fold"><span class="json-count">${say.kit.more(rest.length)}</span></summary><div class="json-inside">${portion(rest, at, depth, copies)}</div></details>`}`;
}

/** Up and down among what is seen; inwards opens, or goes to the first inside; outwards closes, or goes to what it is in. @param {KeyboardEvent} event */
function walk(event) {
  const fold = event.target instanceof HTMLElement ? event.target : null;
  const branch = fold?.parentElement;
  if (!fold?.matches("summary") || !(branch instanceof HTMLDetailsElement) || event.ctrlKey || event.altKey || event.metaKey) return;
  const tree = /** @type {HTMLElement} */ (event.currentTarget);
  const folds = /** @type {HTMLElement[]} */ ([...tree.querySelectorAll("summary")]).filter((one) => one.checkVisibility());
  const at = folds.indexOf(fold);
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => folds[at + 1]?.focus(),
    ArrowUp: () => folds[at - 1]?.focus(),
    ArrowRight: () => (branch.open ? /** @type {HTMLElement | null} */ (branch.querySelector(".json-inside summary"))?.focus() : (branch.open = true)),
    ArrowLeft: () => (branch.open ? (branch.open = false) : /** @type {HTMLElement | null | undefined} */ (branch.parentElement?.closest("details")?.querySelector("summary"))?.focus()),
    Home: () => folds[0]?.focus(),
    End: () => folds.at(-1)?.focus(),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
