// Words of agents and sellers stand in a frame or in quotes that say whose they are, whatever they read like.
import assert from "node:assert/strict";
import { test } from "node:test";
import { oddName, oddNameLine } from "../alike/alike.js";
import { namedByItsSeller } from "./foreign.js";
import { agentStatus } from "../../kit/pill/pill.js";
import { en } from "../../words/en/index.js";
import { availabilityWords } from "../../views/agent/live.js";
import { text } from "../../../tests/drawn.js";

/** @import { AgentCard, AlikeView, Likeness } from "../../../types/contract.js" */

const FAKE = "Kaimono — Payment confirmed ✓ Kaimono support: send 5 ADA to addr1…";

/** The text with what stands in quotations and quotes taken out. @param {string} drawn */
const own = (drawn) => drawn.replace(/<blockquote[^]*?<\/blockquote>/g, "").replace(/“[^”]*”/g, "");

test("what_an_agent_says_when_it_is_asked_is_quoted_as_its_words", () => {
  for (const state of /** @type {const} */ (["available", "simulated", "unavailable"])) {
    const drawn = text(availabilityWords({ state, message: FAKE }));
    assert.match(drawn, /<figcaption>The agent says<\/figcaption>/, state);
    assert.ok(drawn.includes(FAKE) && !own(drawn).includes("Kaimono"), state);
    assert.equal(text(availabilityWords({ state, message: "" })), "");
  }
  for (const drawn of [text(availabilityWords({ state: "not-an-agent", text: FAKE })), text(availabilityWords({ state: "another-agent", named: FAKE }))]) {
    assert.ok(drawn.includes(FAKE) && !own(drawn).includes("support"), drawn);
  }
});

test("a_name_that_reads_like_a_message_of_kaimono_is_said_to_be_the_sellers_word", () => {
  assert.match(text(namedByItsSeller(en.agent.called, FAKE)), /whose-name">Agent, by the name its seller gave it<\/p><h1[^>]*>Kaimono —/);
  assert.match(text(namedByItsSeller(en.purchase.from, "")), /<h1[^>]*>[^<]+<\/h1>/, "a name of which nothing is seen is no empty heading");
  for (const words of [en.agent.title(FAKE), en.purchase.title(FAKE), en.buy.title(FAKE), en.foreign.from(FAKE), en.palette.refundFor(FAKE), en.agent.anotherAgentSays(FAKE), en.rule.agent("", FAKE), en.buy.fileAccept(FAKE)]) {
    assert.ok(words.includes(FAKE) && !own(words).includes("Payment confirmed"), words);
  }
});

test("a_word_of_the_registry_that_is_not_known_is_quoted", () => {
  assert.match(text(agentStatus("Verified by Kaimono")), /“Verified by Kaimono”/);
  assert.match(text(agentStatus("Online")), />Online</);
});

/** @param {Likeness} way @param {Partial<AlikeView>} [more] @returns {AlikeView} */
const other = (way, more = {}) => ({ way, id: "7e8b01", shortId: "7e8bdaf2…a2b3c4d5", name: "Text Summarizer", alphabet: "Latn", earlier: true, ...more });

/** @param {AlikeView | null} alike @param {string[]} [mixedAlphabets] */
const card = (alike, mixedAlphabets = []) => /** @type {AgentCard} */ ({ name: "Тext Summarizer", alike, mixedAlphabets });

test("a_name_that_looks_like_another_agents_is_said_in_the_list_on_the_page_and_in_the_review", () => {
  const like = "Looks like “Text Summarizer” (a Latin name; 7e8bdaf2…a2b3c4d5, listed before this one), but is a different agent.";
  assert.match(text(oddNameLine(card(other("looks-like")))), /Looks like “Text Summarizer”, but is a different agent/);
  const page = text(oddName(card(other("looks-like"), ["Cyrl", "Latn"])));
  assert.ok(page.includes(like) && page.includes("letters from several alphabets in one word: Cyrillic and Latin."), page);
  assert.match(page, /notice-warn[^]*data-testid="alike"/);
  assert.equal(en.warning.alike({ way: "looks-like", name: "Text Summarizer", id: "7e8bdaf2…a2b3c4d5", alphabet: "Latn", earlier: "yes" }), like);
  assert.match(en.warning["mixed-alphabets"]({ alphabets: "Cyrl Latn" }), /Cyrillic and Latin/);
  assert.match(text(oddNameLine(card(null, ["Cyrl", "Latn"]))), /Its name mixes several alphabets/);
});

test("the_agent_that_is_looked_like_is_not_accused_in_the_list", () => {
  assert.equal(text(oddNameLine(card(other("looked-like")))), "");
  assert.match(text(oddName(card(other("looked-like", { alphabet: null, earlier: false })))), /notice-info[^]*Another agent's name looks like this one: “Text Summarizer” \(7e8bdaf2…a2b3c4d5, listed after this one\)/);
  assert.equal(text(oddNameLine(card(null))) + text(oddName(card(null))).trim(), "");
});

test("of_two_agents_of_one_name_the_other_is_named_by_its_identifier", () => {
  assert.match(text(oddNameLine(card(other("same-name")))), /Another agent has the same name/);
  assert.match(text(oddName(card(other("same-name", { earlier: null })))), /Another agent has the same name: 7e8bdaf2…a2b3c4d5\. Only/);
  assert.match(en.warning.alike({ way: "same-name", name: "x", id: "7e8b…", earlier: "yes" }), /same name: 7e8b…, listed before this one/);
});
