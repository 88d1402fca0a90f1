// What changed in the market since the person looked.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { named } from "../../cards/foreign/foreign.js";
import { changeLine } from "../../cards/past/past.js";
import { icon } from "../../kit/icon/icon.js";
import { empty, shown, skeleton } from "../../kit/states/states.js";
import { clock } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { MarketNews, NewsItem } from "../../../types/contract.js" */

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const news = reading(backend.marketNews, frame.redraw);
  // What is new stays on the page while it is looked at.
  void news.read().then(() => backend.marketLooked()).catch(() => {});

  /** @param {NewsItem} item */
  const row = (item) => html`<li data-testid="news-item" data-id=${item.id} data-kind=${item.change.kind}>
    ${item.listed ? html`<a class="link" data-testid="news-agent" data-id=${item.id} href=${href({ name: "agent", id: item.id })}>${named(item.name)}</a>` : html`<span>${named(item.name)}</span>`} ${changeLine(item.change)}</li>`;

  /** @param {MarketNews} view */
  function content(view) {
    if (view.since === null) return empty("clock", say.news.waitingTitle, say.news.waitingSays);
    if (view.items.length === 0 && view.atOnce.length === 0) return empty("clock", say.news.noneTitle, say.news.noneSays);
    return html`
      ${view.atOnce.map((one) => html`<p class="notice notice-info" data-testid="news-at-once" data-count=${one.agents}>${icon("info")}<span>${say.news.atOnce(one.agents, clock(one.at, now()))}</span></p>`)}
      ${view.items.length === 0 ? nothing : html`<section class="card"><p data-testid="news-counts">${view.counts.map(({ kind, count }) => say.changes[kind](count)).join(" · ")}</p>
        <ul class="plain-list past-changes" aria-label=${say.news.list} data-testid="news-list">${view.items.map(row)}</ul></section>`}`;
  }

  return {
    title: () => say.news.title,
    readings: [news],
    view: () => html`<div class="page" data-testid="news">
      ${pageHead(say.news.title, {
        back: { href: href({ name: "market" }), text: say.market.title },
        below: news.value && news.value.since !== null ? html`<p class="lead">${say.news.since(clock(news.value.since, now()))}</p>` : nothing,
      })}
      ${shown(news, { loading: skeleton(3), view: content })}
    </div>`,
  };
}
