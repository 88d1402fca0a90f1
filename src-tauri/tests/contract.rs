//! The contract with the page, in three files that are written from the Rust types and from the list of commands: the types that
//! cross IPC (`ui/types/contract.d.ts`), the page's bindings (`ui/page/backend.js`), and what the page is allowed
//! (`capabilities/page.json`). The test fails when one of them is not what Rust says;
//! `UPDATE_CONTRACT=1 cargo test -p kaimono --test contract` rewrites them.

use kaimono_core::{
    error::Failure,
    receipt::SheetWords,
    text::PageWords,
    view::{
        Changed, Told,
        agent::{AgentView, LiveView, SampleView},
        app::{
            AppView, ClosingAsked, ConnectionDraft, ConnectionReport, DesktopView, LinkView, Opened, RemovalView,
            SandboxTrouble, SandboxView, Settings, WindowClose,
        },
        backup::{BackupSavedView, BackupView, Passphrase, RestoreDraft, RestoredView},
        batch::{BatchAsked, BatchHead, BatchPrepared, BatchReview, BatchView, SharedFormView, SideBySide},
        bookmarks::{BookmarksView, Searched},
        buy::{ApprovalView, CeilingDraft, Condition, Fill, FormView, Prepared},
        dossier::{DossierWords, ObjectionReason},
        forecast::{AgendaView, OutlookView},
        history::{AgentPast, MarketNews},
        limits::{LimitDraft, LimitsView, WaitDraft},
        market::{AgentCard, FacetsView, MarketQuery, MarketStanding, MarketStretch, MarketView},
        privacy::{DiagnosticsView, HostNames, HostsView, SavedView},
        purchase::{
            AgentWordView, ExportFormat, ExportedView, InsideView, PurchaseFacets, PurchaseOutcome, PurchaseView,
            PurchasesQuery, PurchasesView, ResultContent,
        },
        receipt::{CheckedReceipt, ReceiptFormat, ReceiptFrom},
        result::{FetchView, FetchedView, JsonPlace, JsonRow, ResultForm},
        said::{Forward, Id, Number, Typed, Until},
        wallet::{SpendingView, WalletView},
    },
};
use masumi::form::{Answers, FieldError};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};
use ts_rs::{Config, TS, TypeVisitor};

include!("../src/commands.rs");

const REWRITE: &str = "UPDATE_CONTRACT=1 cargo test -p kaimono --test contract";

const TYPES: &str = "\
// The shapes that cross IPC between the Rust backend and this page. Written from the Rust types by
// `UPDATE_CONTRACT=1 cargo test -p kaimono --test contract`; not edited by hand.
//
// `Option<T>` is `T | null`. A moment is whole milliseconds since the Unix epoch, in node time.

/** Answers by field id. */
export type Answers = Record<string, Answer>;

/** Named facts for a sentence, already formatted. Untrusted ones are shown as text nodes. */
export type Facts = Record<string, string>;

";

const BINDINGS: &str = "\
// The only door to the backend: one function for each command, and what the backend tells unasked. Whatever fails is a `Failure`.
// Nothing that goes in is an amount, an address or a hash of a payment: the page approves or declines what was computed there.
// Written from `src-tauri/src/commands.rs` by `UPDATE_CONTRACT=1 cargo test -p kaimono --test contract`; not edited by hand.
import { invoke } from \"@tauri-apps/api/core\";
import { listen } from \"@tauri-apps/api/event\";

";

const QUERY: &str = "\
/**
 * A question whose answer is shown: it is asked again after a change that outdates it.
 * @template T
 * @typedef {object} Query
 * @property {() => Promise<T>} ask
 * @property {(change: Changed) => boolean} outdatedBy
 */

";

/// A command as the list says it.
struct Command {
    docs: Vec<&'static str>,
    name: &'static str,
    /// Names and TypeScript types.
    arguments: Vec<(&'static str, String)>,
    answer: String,
    /// After which changes the answer is read again, and of which argument the id must be; `None`: it acts.
    outdated_by: Option<Vec<(&'static str, Option<&'static str>)>>,
}

/// What the backend tells unasked.
struct Event {
    name: &'static str,
    docs: String,
    told: String,
}

/// Declarations by name, and the names already visited.
struct Declarations {
    config: Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of ours have a file of their own; numbers, strings and lists have none and are written in place.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.by_name.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.by_name.insert(name, format!("{docs}export {}\n", T::decl(&self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl Declarations {
    /// Takes a type, and gives what the page calls it.
    fn name<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        match T::name(&self.config) {
            nothing if nothing == "null" => "void".to_owned(),
            answers if answers == Answers::name(&self.config) => "Answers".to_owned(),
            name => name,
        }
    }

    fn event<T: Told + TS + 'static>(&mut self) -> Event {
        Event { name: T::EVENT, docs: one_line(&T::docs().unwrap_or_default()), told: self.name::<T>() }
    }
}

/// The name of a topic that there is.
macro_rules! topic {
    ($topic:ident) => {{
        let _there_is: fn(&Changed) -> bool = |change| matches!(change, Changed::$topic { .. });
        stringify!($topic)
    }};
}

macro_rules! commands_of {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($($argument:ident: $said:ty),*) -> $answer:ty $(, outdated by [$($topic:ident $(($of:ident))?),*])?
            => |$($who:ident: $room:ty),+| $call:expr;
    )*) => {
        fn commands(all: &mut Declarations) -> Vec<Command> {
            vec![$(Command {
                docs: vec![$($doc),+],
                name: stringify!($name),
                arguments: vec![$((stringify!($argument), all.name::<$said>())),*],
                answer: all.name::<$answer>(),
                outdated_by: None$(.or(Some(vec![$((topic!($topic), None$(.or(Some(stringify!($of))))?)),*])))?,
            }),*]
        }
    };
}

commands!(commands_of);

/// The three files: where each is, and what it is to be.
fn contract() -> [(&'static str, String); 3] {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config, by_name: BTreeMap::new() };
    all.visit::<Failure>();
    let commands = commands(&mut all);
    let events = [all.event::<Changed>(), all.event::<Opened>(), all.event::<ClosingAsked>()];
    let types: Vec<&str> = all.by_name.values().map(String::as_str).collect();
    [
        ("ui/types/contract.d.ts", format!("{TYPES}{}", types.join("\n"))),
        ("ui/page/backend.js", bindings(&commands, &events, &all)),
        ("src-tauri/capabilities/page.json", capability(&commands)),
    ]
}

fn bindings(commands: &[Command], events: &[Event], all: &Declarations) -> String {
    let commands: Vec<String> = commands.iter().map(Command::binding).collect();
    let events: Vec<String> = events.iter().map(Event::binding).collect();
    let backend = format!("export const backend = {{\n{}\n{}}};\n", commands.concat(), events.concat());
    let words: BTreeSet<&str> = backend.split(|letter: char| !letter.is_alphanumeric()).collect();
    let known = all.by_name.keys().map(String::as_str).chain(["Answers"]);
    let types: BTreeSet<&str> = known.filter(|name| words.contains(name)).collect();
    let types = types.into_iter().collect::<Vec<_>>().join(", ");
    format!("{BINDINGS}/** @import {{ {types} }} from \"../types/contract.js\" */\n\n{QUERY}{backend}")
}

impl Command {
    fn binding(&self) -> String {
        let parameters: Vec<String> = self.arguments.iter().map(|(name, _)| camel(name)).collect();
        let passed = if parameters.is_empty() { String::new() } else { format!(", {{ {} }}", parameters.join(", ")) };
        let ask = format!("invoke(\"{}\"{passed})", self.name);
        let (answer, does) = match &self.outdated_by {
            None => (format!("Promise<{}>", self.answer), ask),
            Some(topics) => (
                format!("Query<{}>", self.answer),
                format!("({{ ask: () => {ask}, outdatedBy: {} }})", outdated_by(topics)),
            ),
        };
        let said = self.arguments.iter().map(|(name, told)| format!(" @param {{{told}}} {}", camel(name)));
        format!(
            "  /** {}{} @returns {{{answer}}} */\n  {}: ({}) => {does},\n",
            one_line(&self.docs.concat()),
            said.collect::<String>(),
            camel(self.name),
            parameters.join(", "),
        )
    }
}

impl Event {
    fn binding(&self) -> String {
        let Event { name, docs, told } = self;
        let on = camel(&format!("on_{name}"));
        format!(
            "  /** {docs} @param {{(told: {told}) => void}} hear */\n  {on}: (hear) => listen(\"{name}\", ({{ payload }}) => hear(/** @type {{{told}}} */ (payload))),\n"
        )
    }
}

/// Whether a change is one of these topics, in the page's language.
fn outdated_by(topics: &[(&str, Option<&str>)]) -> String {
    let is = |(topic, of): &(&str, Option<&str>)| {
        let topic = format!("change.topic === \"{}\"", topic.to_ascii_lowercase());
        of.map_or(topic.clone(), |of| format!("({topic} && change.id === {})", camel(of)))
    };
    match topics.iter().map(is).collect::<Vec<_>>() {
        none if none.is_empty() => "() => false".to_owned(),
        some => format!("(change) => {}", some.join(" || ")),
    }
}

fn capability(commands: &[Command]) -> String {
    let allowed = commands.iter().map(|command| format!("allow-{}", command.name.replace('_', "-")));
    let listens = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
    let permissions: Vec<String> = listens.into_iter().chain(allowed).map(|name| format!("    \"{name}\"")).collect();
    format!(
        r#"{{
  "$schema": "../gen/schemas/desktop-schema.json",
  "identifier": "page",
  "description": "What the page may call: our commands, one by one, and to hear that something changed. No plugin, no remote page. Written from src/commands.rs.",
  "windows": ["main"],
  "permissions": [
{}
  ]
}}
"#,
        permissions.join(",\n")
    )
}

/// `profile_id` → `profileId`, as Tauri names arguments.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |so_far, word| so_far + &word[..1].to_ascii_uppercase() + &word[1..])
}

/// What a doc comment says, in one line.
fn one_line(docs: &str) -> String {
    let words = docs.split_whitespace().filter(|word| !["/**", "*", "*/"].contains(word));
    words.collect::<Vec<_>>().join(" ")
}

fn at(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Invariant 9: what the page calls, what the capability allows and what the shell answers come from one list.
#[test]
fn the_page_calls_and_reads_what_the_backend_says() {
    for (path, now) in contract() {
        if std::env::var_os("UPDATE_CONTRACT").is_some() {
            fs::write(at(path), &now).unwrap();
        }
        let written = fs::read_to_string(at(path)).unwrap_or_default();
        assert!(written == now, "{path} is not what Rust says; run `{REWRITE}`");
    }
}

#[test]
fn no_view_type_is_left_out() {
    let [(_, contract), ..] = contract();
    let source = core_source();
    let mut files: Vec<PathBuf> =
        fs::read_dir(source.join("view")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(source.join("view.rs"));
    files.push(source.join("error.rs"));
    files.push(source.join("purchase/words.rs"));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut exported = false;
        for line in text.lines() {
            exported |= line.contains("ts_rs::TS");
            let declared = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            let Some(rest) = declared else { continue };
            let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            assert!(
                exported && contract.contains(&format!("export type {name} =")),
                "{name} of {} is not in the contract",
                file.display()
            );
            exported = false;
        }
    }
}

/// What the page is given cannot come back: only these are read from it, or from an old journal (the words of failures and of
/// refunds). No price, address or hash that was computed is among them.
#[test]
fn what_the_page_may_say_is_a_short_list() {
    let source = core_source();
    let mut files: Vec<PathBuf> =
        fs::read_dir(source.join("view")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.extend(["view.rs", "error.rs", "purchase/words.rs"].map(|file| source.join(file)));
    let mut read = Vec::new();
    for file in files {
        let (text, mut derives) = (fs::read_to_string(&file).unwrap(), false);
        for line in text.lines() {
            let declared = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            if line.starts_with("#[derive(") {
                derives = line.contains("Deserialize");
            } else if let Some(rest) = declared {
                let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
                read.extend(derives.then_some(name));
                derives = false;
            }
        }
    }
    read.sort();
    let from_the_page = [
        "BatchAsked",
        "BatchRowDraft",
        "CeilingDraft",
        "Chosen",
        "ConnectionDraft",
        "Dealt",
        "DossierPart",
        "DossierWords",
        "ExportFormat",
        "Facet",
        "Fill",
        "Font",
        "Forward",
        "HostNames",
        "Id",
        "JsonPlace",
        "LanguageChoice",
        "LimitDraft",
        "MarketQuery",
        "NoticeKind",
        "Number",
        "ObjectionReason",
        "Passphrase",
        "Phase",
        "PriceWanted",
        "PurchaseGroup",
        "PurchaseOutcome",
        "PurchaseSort",
        "PurchasesQuery",
        "QuietHours",
        "ReceiptFormat",
        "ReceiptFrom",
        "RestoreDraft",
        "ResultForm",
        "SandboxTrouble",
        "Settings",
        "Searched",
        "Sort",
        "MarketStretch",
        "TextSize",
        "Theme",
        "Typed",
        "Until",
        "WaitDraft",
        "Went",
        "WindowClose",
    ];
    let from_journals = ["Code", "Failure", "Moved", "RefundAction", "Side"];
    let mut expected = [from_the_page.as_slice(), &from_journals].concat();
    expected.sort_unstable();
    assert_eq!(read, expected);
}

fn core_source() -> PathBuf {
    at("src-tauri/crates/kaimono-core/src")
}
