// One purchase beside the list, where there is room: where it stands, what happens next, how its result begins, and the person's own
// words about it.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { failureLine } from "../../cards/failure/failure.js";
import { fromAgent, named } from "../../cards/foreign/foreign.js";
import { remarkCard } from "../../cards/remark/remark.js";
import { longBody } from "../../cards/result/result.js";
import { icon } from "../../kit/icon/icon.js";
import { ownMoneys } from "../../kit/money/money.js";
import { phasePill } from "../../kit/pill/pill.js";
import { skeleton } from "../../kit/states/states.js";
import { comingUp, dated } from "../../kit/time/time.js";
import { BESIDE } from "../../lib/room.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { PurchaseView } from "../../../types/contract.js" */
/** @import { Frame } from "../../frame/frame.js" */


/** @param {Frame} frame @param {(id: string) => void} closed the focus goes back to this row */
export function peek(frame, closed) {
  const room = matchMedia(BESIDE);
  /** @type {string | null} */
  let id = null;
  /** @type {ReturnType<typeof remarkCard> | null} */
  let remark = null;
  const purchase = reading(() => backend.purchase(id ?? ""), read);
  const result = reading(() => {
    const named = purchase.value?.result?.content ?? "";
    const { ask, outdatedBy } = backend.purchaseResult(id ?? "", named);
    return { ask: async () => ({ named, content: await ask() }), outdatedBy };
  }, frame.redraw);
  const text = longBody();
  room.addEventListener("change", frame.redraw);

  function read() {
    const named = purchase.value?.result?.content;
    if (named !== undefined && result.value?.named !== named && !result.loading) void result.read();
    frame.redraw();
  }

  function close() {
    const was = id;
    remark?.close(purchase.value?.remark);
    id = remark = null;
    frame.redraw();
    if (was !== null) closed(was);
  }

  /** @param {PurchaseView} view @returns {[string, unknown][]} */
  const facts = ({ row }) => [
    [say.purchases.price, ownMoneys(row.price, say.purchases.free)],
    ...(row.next === null ? [] : [/** @type {[string, unknown]} */ ([say.purchases.next, comingUp(row.next)])]),
    [say.purchases.date, dated(row.createdAt)],
  ];

  /** @param {PurchaseView} view */
  const content = (view) => html`<div class="peek-head"><h2 class="peek-name" tabindex="-1">${named(view.row.agentName)}</h2>${phasePill(view.row.phase)}</div>
    ${view.row.title === "" ? nothing : html`<p class="quiet">${view.row.title}</p>`}
    <p>${say.phaseSays[view.row.phase]}</p>
    <dl class="facts">${facts(view).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${view.result && result.value?.named === view.result.content ? html`<div class="peek-result" data-testid="peek-result">${fromAgent({ title: say.foreign.from(named(view.row.agentName)), says: say.result.fromAgent }, text.view(result.value.content))}</div>` : nothing}
    ${remark?.view(view.remark, "h3") ?? nothing}
    <div class="peek-acts"><a class="button button-primary button-wide" data-testid="peek-open" href=${href({ name: "purchase", id: view.row.id })}>${say.purchases.open}</a>
      ${view.row.agent === "" ? nothing : html`<a class="button button-wide" data-testid="peek-again" href=${href({ name: "buy", id: view.row.agent })}>${icon("repeat")}${say.purchases.again}</a>`}</div>`;

  return {
    readings: [purchase],
    hasRoom: () => room.matches,
    isOpen: () => id !== null && room.matches,
    shownId: () => (room.matches ? id : null),
    /** @param {string} of the same once more closes it */
    open(of) {
      if (!room.matches) return;
      if (id === of) return close();
      remark?.close(purchase.value?.remark);
      id = of;
      remark = remarkCard({ id: of, redraw: frame.redraw });
      void purchase.read();
      frame.redraw();
    },
    close,
    view: () => (id === null || !room.matches ? nothing : html`<aside class="card card-beside peek" aria-label=${say.purchases.peek} data-testid="peek" data-id=${id} @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close();
    }}><button type="button" class="button button-quiet button-icon peek-close" data-testid="peek-close" aria-label=${say.purchases.peekClose} data-tip=${say.purchases.peekClose} @click=${close}>${icon("cross")}</button>
      ${purchase.failure ? html`<p class="quiet">${failureLine(purchase.failure)}</p>` : purchase.value?.row.id === id ? content(purchase.value) : skeleton(4)}</aside>`),
    leave() {
      remark?.close(purchase.value?.remark);
      room.removeEventListener("change", frame.redraw);
    },
  };
}
