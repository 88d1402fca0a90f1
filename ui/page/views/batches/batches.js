// The batches that were approved, the newest first.
import { html } from "lit-html";
import { backend } from "../../backend.js";
import { pageHead } from "../../frame/frame.js";
import { icon } from "../../kit/icon/icon.js";
import { empty, shown, skeleton } from "../../kit/states/states.js";
import { dated } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { BatchHead } from "../../../types/contract.js" */

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const batches = reading(backend.batches, frame.redraw);
  void batches.read();

  /** @param {BatchHead} batch */
  const row = ({ id, kind, at, purchases, title }) => html`<li class="batches-row"><a class="batches-link" data-testid="batch-link" data-id=${id} data-kind=${kind} href=${href({ name: "batch", id })}>${icon(kind === "rows" ? "rows" : "columns")}
    <span class="batches-title">${kind === "rows" ? say.batch.count(purchases) : say.batch.sideTitle} <span class="quiet" data-foreign>${title}</span></span><span class="quiet">${dated(at)}</span></a></li>`;

  /** @param {BatchHead[]} list */
  const content = (list) => (list.length === 0
    ? empty("rows", say.batch.listEmptyTitle, say.batch.listEmptySays, html`<a class="button button-primary" data-testid="to-market" href=${href({ name: "market" })}>${say.compare.toMarket}</a>`)
    : html`<ul class="batches">${list.map(row)}</ul>`);

  return {
    title: () => say.batch.list,
    readings: [batches],
    view: () => html`<div class="page page-narrow" data-testid="batches">
      ${pageHead(say.batch.list, { back: { href: href({ name: "purchases" }), text: say.purchases.title } })}
      ${shown(batches, { loading: skeleton(4), view: content })}
    </div>`,
  };
}
