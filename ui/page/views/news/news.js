// What changed in the market since the person looked.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { named } from "../../cards/foreign/foreign.js";
import { changeTime, changeWords } from "../../cards/past/past.js";
import { icon } from "../../kit/icon/icon.js";
import { empty, shown, skeleton } from "../../kit/states/states.js";
import { clock } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { MarketNews, NewsItem } from "../../../types/contract.js" */

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const news = reading(backend.marketNews, seen);
  void look().then(() => news.read());

  /** What was new when the page was opened stays on it; what comes while it is open is seen at once. */
  function look() {
    return backend.marketLooked().catch(() => {});
  }

  function seen() {
    if ((news.value?.unseen ?? 0) > 0) void look();
    frame.redraw();
  }

  /** @param {NewsItem} item */
  const row = ({ id, name, listed, change }) => html`<li class="change" data-testid="news-item" data-id=${id} data-kind=${change.kind}>
    ${listed ? html`<a class="link change-agent" data-testid="news-agent" data-id=${id} href=${href({ name: "agent", id })}>${named(name)}</a>` : html`<span class="change-agent">${named(name)}</span>`}
    ${changeWords(change)}${changeTime(change)}</li>`;

  /** @param {MarketNews} view */
  function content(view) {
    if (view.since === null) return empty("clock", say.news.waitingTitle, say.news.waitingSays);
    if (view.items.length === 0 && view.atOnce.length === 0) return empty("clock", say.news.noneTitle, say.news.noneSays);
    const told = view.counts.reduce((all, { count }) => all + count, 0);
    return html`
      ${view.atOnce.map((one) => html`<p class="notice notice-info" data-testid="news-at-once" data-count=${one.agents}>${icon("info")}<span>${say.news.atOnce(one.agents, clock(one.at, now()))}</span></p>`)}
      ${view.items.length === 0 ? nothing : html`<section class="card"><p class="quiet" data-testid="news-counts">${view.counts.map(({ kind, count }) => say.changes[kind](count)).join(" · ")}</p>
        <ul class="changes" aria-label=${say.news.list} data-testid="news-list">${view.items.map(row)}</ul>
        ${told > view.items.length ? html`<p class="quiet" data-testid="news-more">${say.news.more(told - view.items.length)}</p>` : nothing}</section>`}`;
  }

  return {
    title: () => say.news.title,
    readings: [news],
    view: () => html`<div class="page page-narrow" data-testid="news">
      ${pageHead(say.news.title, {
        back: { href: href({ name: "market" }), text: say.market.title },
        below: news.value && news.value.since !== null ? html`<p class="lead">${say.news.since(clock(news.value.since, now()))}</p>` : nothing,
      })}
      ${shown(news, { loading: skeleton(3), view: content })}
    </div>`,
  };
}
