// The registry of commands: words in every language, no key twice, none of anybody else's, and each told on the sheet.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { chord, matches, single } from "./chord.js";
import { COMMANDS, applying, keysHere } from "./commands.js";

const WORDS = new URL("../words/", import.meta.url);
const LANGUAGES = readdirSync(WORDS).filter((name) => existsSync(new URL(`${name}/commands.js`, WORDS)));

/** @param {string} name @param {{ row?: boolean, sandbox?: boolean, there?: boolean, needsYou?: number }} [facts] @returns {any} */
const at = (name, { row = false, sandbox = true, there = true, needsYou = 1 } = {}) => ({
  frame: {}, route: { name, id: "id" }, row: row ? { kind: name === "market" ? "agent" : "purchase", id: "id", name: "A", refund: true, blocked: false } : null, there: () => there,
  app: { needsYou, active: "a", profiles: [{ id: "a", label: "A", sandbox }, { id: "b", label: "B", sandbox: false }], removed: [], settings: { theme: "system", language: "system", singleKeys: true } },
});

const ROUTES = ["market", "agent", "buy", "review", "purchases", "purchase", "wallet", "settings"];

/** Whether two commands can apply at the same time. @param {string[]} one @param {string[]} other */
const meet = (one, other) => one.some((place) => place === "everywhere" || other.some((its) => its === "everywhere" || its === place || [place, its].sort().join() === "list,row"));

test("every_command_has_words_in_every_language", async () => {
  assert.ok(LANGUAGES.includes("en") && LANGUAGES.includes("de"));
  for (const language of LANGUAGES) {
    const { command, commandGroup, keyName } = await import(new URL(`${language}/commands.js`, WORDS).href);
    assert.deepEqual(Object.keys(command).sort(), COMMANDS.map(({ id }) => id).sort(), language);
    for (const { id, group } of COMMANDS) {
      assert.match(command[id], /^[\p{Lu}\d]/u, `${language}: ${id}`);
      assert.ok(commandGroup[group], `${language}: ${group}`);
    }
    for (const part of new Set(COMMANDS.flatMap(({ keys = [] }) => keys.flatMap((keys) => keys.split(" "))))) assert.ok(keyName[part] || [...part].length === 1 || /^F\d+$/.test(part), `${language}: ${part}`);
  }
});

test("the_languages_have_the_same_sentences", async () => {
  const [first, ...others] = await Promise.all(LANGUAGES.map((language) => import(new URL(`${language}/commands.js`, WORDS).href)));
  for (const other of others) {
    assert.deepEqual(Object.keys(other).sort(), Object.keys(first).sort());
    assert.deepEqual(Object.keys(other.commands).sort(), Object.keys(first.commands).sort());
  }
});

test("a_command_is_listed_once_and_does_something_or_tells_a_key", () => {
  assert.equal(new Set(COMMANDS.map(({ id }) => id)).size, COMMANDS.length);
  for (const { id, run, each, keys } of COMMANDS) assert.ok(run || each || keys, id);
});

test("no_two_commands_that_can_apply_at_once_share_a_key", () => {
  for (const [index, one] of COMMANDS.entries()) {
    for (const other of COMMANDS.slice(index + 1)) {
      if (!meet(one.places, other.places)) continue;
      const shared = (one.keys ?? []).filter((keys) => other.keys?.some((its) => its.toLowerCase() === keys.toLowerCase()));
      assert.deepEqual(shared, [], `${one.id} and ${other.id}`);
    }
  }
});

test("every_key_is_told_on_the_sheet_of_each_page_where_it_works", () => {
  const told = new Set();
  for (const route of ROUTES) {
    const sheet = keysHere(at(route)).map(({ id }) => id);
    for (const { id } of applying(at(route, { row: route === "market" || route === "purchases" })).filter(({ keys }) => keys)) assert.ok(sheet.includes(id), `${route}: ${id}`);
    for (const id of sheet) told.add(id);
  }
  assert.deepEqual(COMMANDS.filter(({ id, keys }) => keys && !told.has(id)).map(({ id }) => id), []);
});

test("what_does_not_apply_is_not_offered", () => {
  assert.deepEqual(applying(at("purchase", { there: false })).filter(({ group }) => group === "here").map(({ id }) => id), []);
  assert.deepEqual(applying(at("wallet", { sandbox: false })).filter(({ group }) => group === "sandbox").map(({ id }) => id), []);
  assert.ok(!applying(at("wallet", { needsYou: 0 })).some(({ id }) => id === "next-need"));
  assert.ok(!applying(at("market")).some(({ group }) => group === "row"));
});

/** What the engine and its text fields do with keys, and desktops and screen readers before them. */
const TAKEN = [
  // Ctrl D does nothing in a field of this engine, and marks a page in every browser, as it does here.
  ..."acvxzynptrosuqj".split("").map((letter) => `Ctrl ${letter}`), "Ctrl Home", "Ctrl End", "Ctrl Backspace", "Ctrl Delete", "Ctrl ArrowLeft", "Ctrl ArrowRight", "Ctrl +", "Ctrl -", "Ctrl 0",
  "Tab", "Shift Tab", " ", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown", "ArrowLeft", "ArrowRight", "Insert", "CapsLock", "F1", "F5", "F6", "F7", "F10", "F11", "F12", "Shift ArrowUp", "Shift ArrowDown",
];

test("no_key_is_taken_from_text_fields_the_engine_or_assistive_technology", () => {
  for (const { id, keys = [] } of COMMANDS) {
    for (const one of keys) {
      assert.ok(!TAKEN.some((taken) => taken.toLowerCase() === one.toLowerCase()), `${id}: ${one}`);
      assert.doesNotMatch(one, /Alt|Meta|Super/, id);
    }
  }
});

test("no_key_is_two_written_otherwise", () => {
  for (const one of COMMANDS.flatMap(({ keys = [] }) => keys)) {
    const { control, shift, key } = chord(one);
    const event = { key, code: "", ctrlKey: control, metaKey: false, altKey: false, shiftKey: shift };
    for (const other of COMMANDS.flatMap(({ keys = [] }) => keys)) assert.equal(matches(event, other), one === other, `${one} and ${other}`);
  }
});

test("a_single_key_never_pays_and_asks_before_anything_is_sent", () => {
  const source = readFileSync(new URL("commands.js", import.meta.url), "utf8");
  // The money's own calls: only after the question that the refund card asks too.
  assert.deepEqual([...source.matchAll(/backend\.(\w+)/g)].map(([, name]) => name ?? "").filter((name) => /approve|refund|pay|answer|prepare|decline/i.test(name)), ["refund"]);
  assert.match(source, /const answer = await confirmRefund\(.*\);\n\s*if \(answer\) await backend\.refund\(/);
  assert.doesNotMatch(source, /press\("(pay|question-send|dialog-confirm|payment-retry)"\)/);
  assert.ok(COMMANDS.some(({ keys = [] }) => keys.some(single)));
});

test("what_a_command_presses_or_points_to_is_on_the_page", () => {
  const source = readFileSync(new URL("commands.js", import.meta.url), "utf8");
  const listed = readFileSync(new URL("../../TESTIDS.md", import.meta.url), "utf8");
  const named = [...source.matchAll(/\b(?:press|point|there|element)\("([a-z-]+)"/g)].map(([, id]) => id ?? "");
  assert.ok(named.length > 20);
  for (const id of named) assert.ok(listed.includes(`| \`${id}\` |`), id);
});
