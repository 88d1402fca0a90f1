// Addresses and back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { href, parent, parse, section } from "./router.js";

/** @import { Route } from "./router.js" */

/** @type {Route[]} */
const ROUTES = [
  { name: "welcome" }, { name: "connect", profile: null }, { name: "connect", profile: "home/node" }, { name: "market" }, { name: "market", query: "q=a%2Fb+c&tag=text" }, { name: "news" }, { name: "agent", id: "a1 ?#%" }, { name: "buy", id: "a1" },
  { name: "review", id: "a1" }, { name: "purchases" }, { name: "purchase", id: "p/1" }, { name: "agenda" }, { name: "wallet" }, { name: "settings" }, { name: "settings", section: "appearance" }, { name: "settings", section: "limits", agent: "a/1" },
  { name: "hosts" }, { name: "diagnostics" }, { name: "receipt" }, { name: "purchases", dealt: { agent: "a1/2", went: "delivered" } }, { name: "compare", ids: ["a1", "b2"] },
];

test("every_route_survives_its_address", () => {
  for (const route of ROUTES) assert.deepEqual(parse(href(route)), route);
});

test("an_unknown_or_broken_address_leads_to_the_market", () => {
  for (const hash of ["", "#", "#/", "#/nowhere", "#/agent", "#/buy/", "#/market?", "#/nowhere?q=a", "#/%E0%A4%A"]) assert.deepEqual(parse(hash), { name: "market" });
  assert.deepEqual(parse("#/settings/nowhere"), { name: "settings" });
  for (const hash of ["#/purchases/of", "#/purchases/of/a1", "#/purchases/of/a1/lost"]) assert.deepEqual(parse(hash), { name: "purchases" });
});

test("going_back_ends_at_the_top", () => {
  for (const start of ROUTES) {
    /** @type {Route | null} */
    let route = start;
    for (let step = 0; route !== null; step++) {
      assert.ok(step < 5, `no end from ${start.name}`);
      route = parent(route);
    }
  }
});

test("what_is_part_of_the_settings_leads_back_to_them", () => {
  assert.deepEqual(parse("#/settings/hosts"), { name: "hosts" });
  assert.deepEqual(parse("#/settings/nothing"), { name: "settings" });
  for (const name of /** @type {const} */ (["hosts", "diagnostics"])) assert.deepEqual(parent({ name }), { name: "settings", section: "privacy" });
});

test("esc_in_the_review_leads_to_the_answers_and_from_there_to_the_agent", () => {
  assert.deepEqual(parent({ name: "review", id: "a1" }), { name: "buy", id: "a1" });
  assert.deepEqual(parent({ name: "buy", id: "a1" }), { name: "agent", id: "a1" });
});

test("a_page_lights_the_section_it_belongs_to", () => {
  assert.equal(section({ name: "review", id: "a1" }), "market");
  assert.equal(section({ name: "purchase", id: "p1" }), "purchases");
  assert.equal(section({ name: "hosts" }), "settings");
  assert.equal(section({ name: "welcome" }), null);
});
