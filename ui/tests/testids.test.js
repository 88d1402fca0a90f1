// TESTIDS.md against the sources: every element that can be used has an id, every id is listed, and nothing else is.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const PAGE = new URL("../page/", import.meta.url);

const sources = readdirSync(PAGE, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js") && !name.endsWith(".test.js"))
  .map((name) => ({ name, text: readFileSync(new URL(name, PAGE), "utf8").replace(/\/\*\*[^]*?\*\//g, "") }));

/** Ids as written in the sources. */
const used = new Set(sources.flatMap(({ text }) => [...text.matchAll(/data-testid="([^"]*)"/g)].map(([, id]) => id ?? "")));

/** Ids as listed: the first cell of each row of a table. */
const listed = new Set([...readFileSync(new URL("../TESTIDS.md", import.meta.url), "utf8").matchAll(/^\| `([^`]+)` \|/gm)].map(([, id]) => id ?? ""));

/** The opening tags of elements that can be used, `${…}` and all. @param {string} text */
function* usable(text) {
  for (const match of text.matchAll(/<(?:button|a|input|select|textarea|summary)(?=[\s>])/g)) {
    let depth = 0;
    let end = match.index;
    for (; end < text.length; end++) {
      if (text.startsWith("${", end)) depth++;
      else if (depth > 0 && text[end] === "{" && text[end - 1] !== "$") depth++;
      else if (depth > 0 && text[end] === "}") depth--;
      else if (depth === 0 && text[end] === ">") break;
    }
    yield text.slice(match.index, end + 1);
  }
}

test("every_element_that_can_be_used_has_a_test_id", () => {
  let count = 0;
  for (const { name, text } of sources) {
    for (const tag of usable(text)) {
      count++;
      assert.match(tag, /data-testid="/, `${name}: ${tag.slice(0, 120)}`);
    }
  }
  assert.ok(count > 60, `only ${count} found`);
});

test("a_test_id_is_a_plain_word_never_made_of_data", () => {
  for (const id of used) assert.match(id, /^[a-z][a-z0-9-]*$/);
  for (const { name, text } of sources) assert.doesNotMatch(text, /data-testid=\$\{/, name);
});

test("the_list_and_the_page_name_the_same_ids", () => {
  assert.deepEqual([...used].filter((id) => !listed.has(id)).sort(), [], "not listed in TESTIDS.md");
  assert.deepEqual([...listed].filter((id) => !used.has(id)).sort(), [], "listed, but not on the page");
});
