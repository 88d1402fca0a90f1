// What the page must not do, held over its sources: no remote address, no inline style, one HTML sink, one door to the backend.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { asFailure } from "../page/store.js";

const PAGE = new URL("../page/", import.meta.url);
const files = readdirSync(PAGE, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css|html)$/.test(name) && !name.endsWith(".test.js"));
/** @param {string} name */
const read = (name) => readFileSync(new URL(name, PAGE), "utf8");

test("nothing_is_loaded_from_elsewhere", () => {
  for (const name of files) {
    for (const [, attribute] of read(name).matchAll(/(?:src|href|url\(|@import|from)\s*[=("'\s]+((?:https?:)?\/\/[^"')\s]*)/g)) assert.fail(`${name} loads ${attribute}`);
  }
});

test("no_inline_style_or_handler_that_the_content_policy_would_refuse", () => {
  for (const name of files.filter((name) => name.endsWith(".js") || name.endsWith(".html"))) {
    assert.doesNotMatch(read(name), /\sstyle=["$]|<style|\son[a-z]+="/, name);
  }
});

test("what_explains_is_a_tip_that_the_keyboard_reaches_too", () => {
  for (const name of files.filter((name) => name.endsWith(".js"))) assert.doesNotMatch(read(name), /\stitle=(\$\{|")/, name);
});

test("only_the_result_shows_html", () => {
  assert.deepEqual(files.filter((name) => read(name).includes("unsafeHTML")), ["cards/result/result.js"]);
});

test("only_backend_js_knows_tauri", () => {
  assert.deepEqual(files.filter((name) => name.endsWith(".js") && read(name).includes("@tauri-apps")), ["backend.js"]);
});

test("the_clipboard_is_written_by_a_button_that_names_what_is_copied", () => {
  assert.deepEqual(files.filter((name) => /clipboard\.|execCommand/.test(read(name))), ["kit/copy/copy.js"]);
  // What is pasted is read in one place, which keeps it out of the page.
  assert.deepEqual(files.filter((name) => /clipboardData/.test(read(name))), ["kit/paste/paste.js"]);
  for (const name of files.filter((name) => name.endsWith(".js") && name !== "kit/copy/copy.js")) {
    for (const [call] of read(name).matchAll(/^.*\bcopy\(.*$/gm)) assert.match(call, /copyWhat|say\.result\.copy|words\.copied|say\.(wallet|operator)\.copied|say\.commands\.copied/, `${name}: ${call.trim()}`);
  }
});

test("every_import_names_a_file_that_is_there", () => {
  for (const name of files.filter((name) => name.endsWith(".js"))) {
    for (const [, path] of read(name).matchAll(/^import .* from "(\.[^"]+)";$/gm)) assert.ok(existsSync(new URL(path ?? "", new URL(name, PAGE))), `${name}: ${path}`);
  }
});

test("every_class_in_the_styles_is_on_the_page", () => {
  const sources = files.filter((name) => name.endsWith(".js") || name.endsWith(".html")).map(read).join("\n");
  const made = /^(avatar|pill|state|status|health|step|check|report|proof|notice|stretch|swatch|input|skeleton)-/;
  for (const name of files.filter((name) => name.endsWith(".css"))) {
    const text = read(name).replace(/\/\*[^]*?\*\//g, "").replace(/\{[^{}]*\}/g, "{}");
    for (const [, word] of text.matchAll(/\.([a-z][a-z0-9-]*)(?=[^{}]*\{)/g)) {
      if (word === undefined || made.test(word)) continue;
      assert.match(sources, new RegExp(`\\b${word}\\b`), `${name}: .${word}`);
    }
  }
});

test("every_part_is_on_the_page_of_the_parts", () => {
  const samples = files.filter((name) => name.endsWith(".sample.js"));
  const parts = new Set(files.flatMap((name) => /^kit\/([^/]+)\//.exec(name)?.[1] ?? []));
  for (const part of parts) assert.ok(part === "page" || part === "styled" || samples.includes(`kit/${part}/${part}.sample.js`), `${part} is not on the page of the parts`);
  assert.deepEqual([...read("kit/page/samples.js").matchAll(/from "\.\.\/(.*)";$/gm)].map(([, name]) => `kit/${name}`).sort(), samples.sort());
});

test("every_style_sheet_is_on_the_page_once", () => {
  const imported = [...read("styles/page.css").matchAll(/^@import "([^"]+)";$/gm)].map(([, path]) => new URL(path ?? "", new URL("styles/page.css", PAGE)).href.slice(PAGE.href.length));
  assert.deepEqual(imported.sort(), files.filter((name) => name.endsWith(".css") && name !== "styles/page.css" && !name.startsWith("kit/page/")).sort());
});

test("what_is_thrown_becomes_a_failure_that_can_be_shown", () => {
  const refused = { code: "refused", side: "node", moved: "no", quote: "no", retry: false };
  assert.equal(asFailure(refused), refused);
  assert.equal(asFailure(new TypeError("x is not a function")).code, "internal");
  assert.equal(asFailure("command not found").quote, "command not found");
});
