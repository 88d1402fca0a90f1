// What holds of every language: each says the same of the same facts, and is written as its readers write.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { de } from "./de/index.js";
import { en } from "./en/index.js";

/** @import { Language } from "./en/index.js" */

/** @type {Record<string, Language>} */
const LANGUAGES = { en, de };
const others = Object.entries(LANGUAGES).filter(([tag]) => tag !== "en");

/** What is no sentence: names of the language, and what `Intl` writes. */
const NO_SENTENCES = new Set(["tag", "dir", "locale", "amount", "bytes", "decimal"]);

/** Every fact of a stand-in is a number of its own, which no sentence has by itself. */
const STAND_IN = /\b7\d\d\b/g;
/** Where words are data, a place has a name, and may say in which case it stands. @type {Record<string, string>} */
const PLACES = { "1": "711", "2": "712", "3": "713", count: "721", name: "722", agent: "723", left: "724", before: "725", now: "726" };

const SIDES = ["node", "registry", "agent", "network", "keyring", "app", "you"];

/** Facts that are told as they are. */
const OPEN = ["host", "proxy", "networks", "credits", "sources", "v1", "v2", "any", "version", "agents", "trusted", "unmatched", "elsewhere", "unready", "network", "at", "says", "status", "missing", "left", "before", "after", "days", "contract", "required", "admins", "name", "id", "alphabets", "label", "needed", "until", "among"];
const open = Object.fromEntries(OPEN.map((name, index) => [name, `7${String(index).padStart(2, "0")}`]));
/** Facts that choose a sentence, and are not shown. */
const CLOSED = Object.entries({ admin: ["yes", "no"], swapped: ["yes", "maybe"], limited: ["yes", "no"], release: ["0.26", "later"], sources: ["V1", "V2"], why: ["none", "not-told"], search: ["yes", "no"], way: ["same-name", "looks-like"], earlier: ["yes"], scattered: ["yes"], alphabet: ["Cyrl"], required: ["1"] })
  .flatMap(([name, values]) => values.map((value) => ({ [name]: value })));
const singly = Object.entries(open).map(([name, fact]) => ({ [name]: fact }));
const named = [{}, open, ...singly, ...CLOSED, ...CLOSED.map((closed) => ({ ...open, ...closed })), ...CLOSED.flatMap((closed) => singly.map((fact) => ({ ...fact, ...closed })))];

const moments = [{ at: "701", until: "702", left: "703" }, { at: "", until: "", left: "" }].flatMap((told) => [true, false].flatMap((due) => [true, false].map((late) => ({ since: "704", due, late, ...told }))));

/** What the sentences of a path are told, where it is not texts. @type {[RegExp, unknown[][]][]} */
const TOLD = [
  [/^(warning|conditionSays|connectionFound|connectionNote)\./, named.map((facts) => [facts])],
  [/^failure\./, SIDES.flatMap((side) => [[side, true], [side, false]])],
  [/^failing\.(whose|quote)$/, SIDES.map((side) => [side])],
  [/^trouble\./, moments.map((facts) => [facts])],
  [/^review\.pay(UpTo)?$|^purchase\.unasked$/, [[["701"]], [["701", "702"]], [["701", "702", "703"]]]],
  [/^alike\./, [["701", "702", "", null], ["701", "702", "Cyrl", true], ["701", "702", "Grek", false]]],
  [/mixedAlphabets$/, [[""], ["Cyrl Latn"]]],
  [/ownContract$/, [["701", "2", "703"], ["", "1", ""], ["", "", ""], ["701", "1", "703"]]],
  [/^rule\.json$/, [["object"], ["array"], [""]]],
  [/^buy\.json$/, [["array"], ["json"], ["object"]]],
  [/^bounds\./, [["701", "702"], ["701", "701"], ["701", ""], ["", "702"]]],
  [/^pasting\.lines$/, [["701", 1], ["701, 702", 2], ["", 706]]],
  [/^market\.bin$/, [["701", "702", 703], ["701", "702", 1]]],
  [/^time\.(days|hours|minutes|seconds)$/, [[701, 0], [701, 702], [1, 1], [2, 0]]],
  [/^(frame\.(needsYou|marketNews)|news\.(link|more)|market\.(count|countOver|number|read|readOf|unreadable|filtersUsed|moreValues|moreAmounts|uptime|bought|times)|foreign\.more|buy\.errors|review\.(among|aheadCount|notByYou)|purchases\.(count|reading|readingStopped)|purchase\.(checks\w+|confirmations)|question\.more|conditions\.\w+|result\.links|settings\.(removeOpen|keysLeft|orphans)|closing\.title|fill\.lost|batch\.(count|limitsEnd|tableMost|bought|refused|repeated|leftOut|stop|stopped|rest|words|progress|showAll|sameAs|ended|problem\.(too-many|too-many-columns|open-quote)))$/, [[0, 0], [1, 1], [701, 702], [701, 701]]],
];
const TEXTS = [["701", "702", "703", "704"], ["", "", "", ""]];

/** @param {string} path */
const told = (path) => TOLD.find(([of]) => of.test(path))?.[1] ?? TEXTS;

/** Every sentence with its path, and with what it was told. @param {unknown} value @param {string} path @returns {[string, string][]} */
function sentences(value, path = "") {
  if (NO_SENTENCES.has(path)) return [];
  if (typeof value === "string") return [[path, value.replace(/\{([a-z]+|\d)[^{}]*\}/g, (_, place) => PLACES[place] ?? assert.fail(`${path}: ${value}`))]];
  if (typeof value === "function") return told(path).flatMap((facts) => sentences(value(...facts), `${path}(${JSON.stringify(facts)})`));
  if (value !== null && typeof value === "object") return Object.entries(value).flatMap(([key, item]) => sentences(item, path === "" ? key : `${path}.${key}`));
  assert.fail(`${path} is no sentence: ${String(value)}`);
}

/** What the desktop shows of Kaimono: the shell reads it from the same folder. @param {string} tag @returns {unknown} */
function desktop(tag) {
  const { menu, test, several, notices } = JSON.parse(readFileSync(new URL(`${tag}/notices.json`, import.meta.url), "utf8"));
  return { menu, test, several, notices };
}

const said = new Map(Object.entries(LANGUAGES).map(([tag, words]) => [tag, new Map(sentences({ ...words, desktop: desktop(tag) }))]));

/** @param {string} tag */
const every = (tag) => said.get(tag) ?? assert.fail(tag);
const inEnglish = every("en");

test("every_language_is_held_to_these_rules", () => {
  const folders = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(Object.keys(LANGUAGES).sort(), folders.sort());
  for (const [tag, words] of Object.entries(LANGUAGES)) {
    assert.equal(words.tag, tag);
    assert.ok(words.locale.startsWith(`${tag}-`), words.locale);
  }
  assert.ok(inEnglish.size > 3000);
});

test("every_language_has_the_same_sentences_in_the_same_places", () => {
  for (const [tag] of others) assert.deepEqual([...every(tag).keys()].sort(), [...inEnglish.keys()].sort(), tag);
});

test("no_sentence_shows_a_missing_fact", () => {
  for (const tag of Object.keys(LANGUAGES)) for (const [path, text] of every(tag)) assert.doesNotMatch(text, /undefined|null|NaN|\[object/, `${tag} ${path}`);
});

test("a_sentence_is_empty_in_no_language_or_in_all", () => {
  for (const [path, text] of inEnglish) if (!/^connection(Found|Note)|^foreign\.unnamed|\(\[""/.test(path)) assert.notEqual(text.trim(), "", path);
  for (const [tag] of others) for (const [path, text] of every(tag)) assert.equal(text.trim() === "", inEnglish.get(path)?.trim() === "", `${tag} ${path}`);
});

test("every_language_tells_the_same_facts", () => {
  for (const [tag] of others) {
    for (const [path, text] of every(tag)) {
      const facts = (/** @type {string} */ sentence) => [...new Set(sentence.match(STAND_IN))].sort();
      assert.deepEqual(facts(text), facts(inEnglish.get(path) ?? ""), `${tag} ${path}: ${text}`);
    }
  }
});

/** How a text ends: as a sentence, a question, or before something. @param {string} text */
const ending = (text) => /[.?:…]$/.exec(text)?.[0] ?? "";

test("what_is_a_sentence_or_a_question_in_one_language_is_one_in_each", () => {
  for (const [tag] of others) for (const [path, text] of every(tag)) assert.equal(ending(text), ending(inEnglish.get(path) ?? ""), `${tag} ${path}: ${text}`);
});

/** What is said of money and of what cannot be undone, as each language says it. @type {Record<string, Record<string, RegExp>>} */
const CLAIMS = {
  "no money moves": { en: /\bno money (has )?mov(ed|es)\b|moves no money/i, de: /kein Geld (geflossen|fließt)|fließt kein Geld/ },
  "nothing is paid": { en: /nothing (new )?(is|was|has been|could be|can be)( (bought|sent|read) or)? paid|(pays?|paid) (for )?nothing|nothing (is|can be) bought|cannot pay( anything)?(?= here|:)/i, de: /nichts (Neues |wird |wurde )?(bezahlt|bezahlen)|(zahlt|bezahlt|bezahlen)( Kaimono| für diesen Auftrag)? nichts/ },
  "it is bought or paid twice": { en: /\btwice\b/i, de: /\bdoppelt\b|zweimal/i },
  "it cannot be undone": { en: /cannot be (undone|taken back)|does not let you (withdraw|take)|for good/i, de: /nicht (rückgängig|zurückziehen|mehr zurückziehen)|endgültig auf/ },
  "it cannot be asked back any more": { en: /cannot be asked back any ?more|no longer ask for the money back/i, de: /lässt sich (nicht|nichts) mehr zurückfordern/ },
  "the money returns by itself": { en: /(back|returns?|collects? it) by itself|collecting refunds automatically/i, de: /von selbst (zurück|ab\b)/i },
  "it is in escrow": { en: /\bescrow\b/i, de: /Treuhand/ },
  "there is a proof": { en: /\b(un|dis)?pro(ofs?|ven|ved?|ves|vable)\b/i, de: /nachgewiesen|nachzuweisen|nachweis/i },
  "somebody objects or disputes": { en: /\b(object(ed)?\b(?! as JSON|\. It begins)|disput)/i, de: /widers?pr/i },
  "it costs a fee": { en: /\bfees?\b/i, de: /gebühr/i },
  "a deposit comes back": { en: /\bdeposits?\b|comes back at settlement|Locked (beside|along with)/i, de: /Pfand|neben (dem Preis|den Preisen) gesperrt/i },
  "the seller is paid": { en: /seller (is|was|could be|can be|be)? ?paid|seller can take/i, de: /Anbieter( wird| wurde| dann| kann)?( dann)? bezahlt|wird der Anbieter bezahlt|damit der Anbieter bezahlt wird|Anbieter[^.:]*abholen|kann der Anbieter bezahlt werden/ },
  "it is play money": { en: /play money/i, de: /spielgeld/i },
  "it is real money": { en: /real money/i, de: /echte[ms] Geld/i },
};

/** Sentences that say one of these in other words than these: the claim, and where it is. @type {[string, RegExp][]} */
const OTHERWISE = [["it is in escrow", /^desktop\.notices\.trouble\.(queued|lock-invalid)\./]];

test("every_language_says_the_same_of_money_and_of_what_cannot_be_undone", () => {
  for (const [tag] of others) {
    const differ = Object.entries(CLAIMS).flatMap(([claim, ways]) => [...every(tag)]
      .filter(([path, text]) => ways[tag]?.test(text) !== ways["en"]?.test(inEnglish.get(path) ?? "") && !OTHERWISE.some(([of, paths]) => of === claim && paths.test(path)))
      .map(([path, text]) => `${claim}: ${path.replace(/\(.*/, "")}: ${text} | ${inEnglish.get(path)}`));
    assert.deepEqual([...new Set(differ)], [], tag);
  }
});

/** How each language quotes. */
const QUOTES = { en: ["“", "”"], de: ["„", "“"] };
/** Where JSON is shown, its quotes are straight. */
const JSON_SHOWN = /^buy\.json\(/;
/** What is always told something, told nothing. */
const TOLD_NOTHING = /\(\[(\d+,)*""|^warning\.alike\((?!.*"id")/;

/** @param {string} text @param {string} mark */
const count = (text, mark) => text.split(mark).length - 1;

test("every_text_is_set_as_its_language_is", () => {
  for (const tag of Object.keys(LANGUAGES)) {
    const [begin = "", end = ""] = QUOTES[/** @type {keyof typeof QUOTES} */ (tag)];
    for (const [path, text] of every(tag)) {
      if (TOLD_NOTHING.test(path)) continue;
      const where = `${tag} ${path}: ${text}`;
      if (!JSON_SHOWN.test(path)) assert.doesNotMatch(text, /"/, where);
      assert.equal(count(text, begin), count(text, end), where);
      for (const mark of "„“”«»") assert.ok(mark === begin || mark === end || !text.includes(mark), where);
      assert.doesNotMatch(text, /\s{2}| $| (?!\.\w)[.,:;?!)]|\( |\.\.|!| - /, where);
    }
  }
});

test("no_line_ends_between_a_number_and_its_unit", () => {
  for (const [path, text] of every("de")) assert.doesNotMatch(text, /\d (MB|kB|Byte|h|min|s|Tage?n?|Stunden?|Minuten?|Sekunden?|ADA|tUSDM|%)(?!\p{L})/u, `${path}: ${text}`);
});

/** Agents of the sandbox, and what the pages of a node call things: they have one name everywhere. */
const NAMES = /Dishonest Seller|API keys|Read and Pay|Limit Usage|Start V2 setup/g;

test("german_is_polite_and_holds_no_english", () => {
  for (const [path, whole] of every("de")) {
    const where = `${path}: ${whole}`;
    const text = whole.replace(NAMES, "");
    assert.doesNotMatch(text, /\b([Dd]u|[Dd]ir|[Dd]ich|[Dd]ein\w*|[Ee]uch|[Ee]uer|[Ee]ure\w*)\b/, where);
    assert.doesNotMatch(text, /\b(the|of|and|or|is|are|your|you|with|from|this|that|has|have|it|to|by|for|be|not|paid|asked)\b/, where);
    // Words that have another translation in docs/german.md.
    assert.doesNotMatch(text, /\b(Node(?!\.js)|Job|Seller|Escrow|Refund|Dispute|Deposit|Fee|Chain|Key|Review|Hosts?|Verkäufers?|Verzeichnis\w*|Rechner|Schaltfläche|Wallet-Adressen?|\w+-Wallet|Web-Adressen?)\b/, where);
    assert.doesNotMatch(text, /Admins (jetzt )?können|Spielnetz/, where);
    assert.doesNotMatch(text, /(?<!\p{L})(Übersicht|umsonst|vorstellen|anhalten|aufgehoben)(?!\p{L})/u, where);
    assert.doesNotMatch(text, /\b([Dd]ie(se)?|[Dd](ies)?er|[Ee]iner?|[Ii]hrer?|[Ss]einer?) Wallet\b/, where);
    // Where words were left out, a blank stands before the dots.
    assert.doesNotMatch(text, /\p{L} ?…$/u, where);
  }
});

/** Names of things outside of Kaimono, and what is no name. */
const NO_LABELS = /^(lovelace|raw|xn--|-----(BEGIN|END) CERTIFICATE-----|Home node|Knoten zu Hause|Do not disturb|Nicht stören|Wallets|Buying|Buying Wallet|API keys|Read and Pay|Limit Usage|Start V2 setup|Beenden|Passwords and Keys|Passwörter und Schlüssel|Preprod)$|7\d\d|^$/;

test("a_button_or_field_that_a_sentence_names_has_that_name", () => {
  for (const tag of Object.keys(LANGUAGES)) {
    const [begin = "", end = ""] = QUOTES[/** @type {keyof typeof QUOTES} */ (tag)];
    const labels = [...every(tag).values()];
    for (const [path, text] of every(tag)) {
      for (const [, name = ""] of text.matchAll(new RegExp(`${begin}([^${begin}${end}]*)${end}`, "g"))) {
        if (!NO_LABELS.test(name)) assert.ok(labels.some((label) => label === name || label.startsWith(`${name}:`) || label.startsWith(`${name} (`)), `${tag} ${path}: ${name}`);
      }
    }
  }
});

test("a_section_of_the_settings_has_the_same_name_where_it_is_searched_for", () => {
  for (const [tag, { command, settingsIndex }] of Object.entries(LANGUAGES)) {
    for (const [section, name] of Object.entries(settingsIndex)) {
      const found = section === "label" ? undefined : Object.entries(command).find(([id]) => id === `settings-${section}`)?.[1];
      if (found !== undefined) assert.ok(found.toLowerCase().includes(name.toLowerCase()), `${tag}: ${found}, ${name}`);
    }
  }
});

test("one_open_purchase_is_one_and_several_are_several", () => {
  for (const { settings } of Object.values(LANGUAGES)) assert.doesNotMatch(`${settings.removeOpen(1)} ${settings.removeOpenSays}`, /:.*:|these purchases|diese Käufe/);
  assert.equal(de.settings.removeOpen(1), "1 Kauf ist noch offen.");
  assert.equal(en.settings.removeOpen(2), "2 purchases are still open.");
});

test("the_days_on_which_somebody_looked_are_counted_and_so_are_the_others", () => {
  const says = (/** @type {[number, number, number]} */ ...days) => Object.values(LANGUAGES).map(({ past }) => past.says(...days).replaceAll("\u00a0", " "));
  assert.deepEqual(says(1, 1, 89), ["Online on 1 of the 1 day on which Kaimono asked; on 89 days it did not ask.", "Online an 1 von 1 Tag, an dem Kaimono nachgesehen hat; an 89 Tagen hat es nicht nachgesehen."]);
  assert.deepEqual(says(80, 89, 1), ["Online on 80 of the 89 days on which Kaimono asked; on 1 day it did not ask.", "Online an 80 von 89 Tagen, an denen Kaimono nachgesehen hat; an 1 Tag hat es nicht nachgesehen."]);
  assert.deepEqual(says(90, 90, 0), ["Online on 90 of the 90 days on which Kaimono asked.", "Online an 90 von 90 Tagen, an denen Kaimono nachgesehen hat."]);
});

test("a_few_lines_that_were_not_understood_are_named_and_more_are_counted", () => {
  assert.deepEqual([en, de].map(({ pasting }) => pasting.lines("3", 1)), ["Line 3 was not understood.", "Zeile 3 wurde nicht verstanden."]);
  assert.deepEqual([en, de].map(({ pasting }) => pasting.lines("1, 2, 3, 4, 5", 5)), ["Lines 1, 2, 3, 4, 5 were not understood.", "Die Zeilen 1, 2, 3, 4, 5 wurden nicht verstanden."]);
  assert.deepEqual([en, de].map(({ pasting }) => pasting.lines("1, 2, 3, 4, 5, 6", 6)), ["6 lines were not understood.", "6 Zeilen wurden nicht verstanden."]);
  assert.deepEqual([en, de].map(({ pasting }) => pasting.lines("", 1085)), ["1,085 lines were not understood.", "1.085 Zeilen wurden nicht verstanden."]);
});

test("a_span_is_put_into_the_case_that_its_preposition_asks_for", () => {
  const span = (/** @type {number} */ days, /** @type {number} */ hours) => de.time.days(days, hours);
  assert.equal(de.time.left(span(3, 0)), "noch 3\u00a0Tage");
  assert.equal(de.time.in(span(3, 0)), "in 3\u00a0Tagen");
  assert.equal(de.time.ago(span(2, 5)), "vor 2\u00a0Tagen\u00a05\u00a0h");
  assert.equal(de.time.in(span(1, 5)), "in 1\u00a0Tag\u00a05\u00a0h");
  const facts = { since: span(3, 0), at: "", until: "", left: "", due: false, late: false };
  for (const [kind, words] of Object.entries(de.trouble)) {
    const what = words.what(facts);
    if (what.includes("Tag")) assert.match(what, /(seit|vor|Seit) 3\u00a0Tagen/, kind);
  }
});

test("in_german_a_button_asks_and_what_cannot_be_taken_back_is_said_before_it_is_done", () => {
  for (const { button, confirm } of [...Object.values(de.refundAction), de.withdrawDispute]) {
    for (const text of [button, confirm]) {
      assert.match(text, /beantragen|widersprechen|zurückziehen|freigeben/, text);
      assert.ok(text.length <= 28, `no button is that wide: ${text}`);
    }
  }
  assert.ok(de.refundAction.dispute.points.some((point) => /V2.*nicht zurückziehen/.test(point)));
  assert.match(de.refundAction.release.says, /nicht rückgängig/);
  assert.match(de.refundAction.release.points.join(" "), /endgültig/);
  assert.match(de.warning["no-taking-back"]({}), /V2.*nicht mehr zurückziehen/);
});

test("in_german_too_what_is_not_known_is_not_said", () => {
  const facts = { since: "5 min", at: "14:32", until: "12:00", left: "noch 1 h", due: false, late: false };
  assert.doesNotMatch(`${de.onChain.FundsLocked} ${de.verdict["can-request"]("", "", "", "")}`, /nichts (wurde )?geliefert/i);
  assert.doesNotMatch(de.trouble.disputed.what(facts), /obwohl/i);
  assert.doesNotMatch(de.phaseSays.settled, /Widerspruchsfrist/i);
  assert.doesNotMatch(de.step.paid.done, /gesendet|gezahlt|bezahlt/i);
  for (const id of /** @type {const} */ (["dearer", "cheaper", "another-price", "over-ceiling"])) assert.doesNotMatch(de.warning[id]({ before: "1", after: "2" }), /hoff|niemand|aussehen/i, id);
});

test("in_german_a_trouble_and_a_refund_card_read_as_sentences_in_time_when_due_and_without_a_moment", () => {
  const cards = Object.entries(de.verdict).map(([verdict, words]) => [verdict, words("", "", "", "")]);
  const troubles = moments.flatMap((facts) => Object.entries(de.trouble).flatMap(([kind, words]) => [words.what, words.next, words.todo].map((say) => [kind, say({ ...facts, since: "5 min" })])));
  for (const [of = "", text = ""] of [...cards, ...troubles]) {
    assert.match(text, /^[A-ZÄÖÜ„].*\.$/, of);
    assert.doesNotMatch(text, /\b(etwa|vor|bis|um|von|seit) ?[.,:;)]|\bab [.,:;)]|\(\)/, `${of}: ${text}`);
  }
});
