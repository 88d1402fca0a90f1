// What is asked of the market, through its address and to the backend.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ranged, turned } from "../../kit/facet-rail/chosen.js";
import { NOTHING, begun, queryOf, read, sortOf, written } from "./asked.js";

const chosen = ranged(turned(turned(turned({}, "tag", "c&a=b ü", "include"), "token", "lovelace", "include"), "author", "-minus", "exclude"), "price", "1", "");
const asked = { text: "a+b ?#%", chosen, unit: "lovelace", sort: "price:lovelace" };

test("what_is_asked_comes_through_an_address_as_it_was", () => {
  assert.deepEqual(read(written(asked)), asked);
  assert.equal(written(NOTHING), "");
  assert.deepEqual(read(""), NOTHING);
  assert.equal(written({ ...NOTHING, text: "tea", chosen: ranged(turned({}, "tag", "text", "include"), "price", "1", "5"), unit: "lovelace", sort: "price:lovelace" }), "q=tea&sort=price:lovelace&tag=text&price=lovelace:1..5");
});

test("what_an_address_may_not_say_is_left_out", () => {
  for (const query of ["colour=red", "sort=colour", "sort=price:", "price=1..5", "price=lovelace:a..b", "price=lovelace:1e3..", "price=x:1:2..3", "price=:1..5", "tag=", "%"]) assert.deepEqual(read(query), NOTHING, query);
  assert.deepEqual(read("price=tag:..").chosen, {});
});

test("the_backend_is_asked_for_every_choice_with_the_unit_as_on_the_wire", () => {
  assert.deepEqual(queryOf(asked), {
    text: "a+b ?#%",
    chosen: [{ facet: "tag", value: "c&a=b ü", exclude: false }, { facet: "token", value: "", exclude: false }, { facet: "author", value: "-minus", exclude: true }],
    price: { unit: "", from: "1", to: "" },
    sort: { by: "price", unit: "" },
  });
  assert.deepEqual(queryOf(NOTHING), { text: "", chosen: [], price: null, sort: { by: "relevance" } });
  assert.deepEqual(sortOf("price:abc:def"), { by: "price", unit: "abc:def" });
});

test("the_page_goes_on_with_what_was_asked_last_and_never_with_what_was_asked_of_another_node", () => {
  const last = { node: "home", query: "q=last" };
  const rows = /** @type {const} */ ([
    // A link to the market, as in the navigation.
    ["", undefined, "home", "last"], ["", undefined, "other", ""], ["q=link", undefined, "home", "link"],
    // Back and forward.
    ["", "home", "home", ""], ["q=then", "home", "home", "then"], ["q=then", "home", "other", ""], ["q=then", null, "home", ""],
  ]);
  for (const [query, entry, node, wanted] of rows) assert.equal(begun({ query, entry, node, last }).text, wanted, `${query} ${entry} ${node}`);
  assert.deepEqual(begun({ query: "", entry: undefined, node: "home", last: null }), NOTHING);
});
