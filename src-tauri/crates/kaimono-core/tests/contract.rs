//! The contract with the page: every type that crosses IPC, written as TypeScript into `ui/types/contract.d.ts`. The test
//! fails when the file is not what these types say; `UPDATE_CONTRACT=1 cargo test -p kaimono-core --test contract` rewrites it.

use kaimono_core::{error::Failure, view};
use std::{collections::BTreeMap, fs, path::PathBuf};
use ts_rs::{Config, TS, TypeVisitor};

const OPENING: &str = "\
// The shapes that cross IPC between the Rust backend and this page. Written from the Rust types by
// `UPDATE_CONTRACT=1 cargo test -p kaimono-core --test contract`; not edited by hand.
//
// `Option<T>` is `T | null`. A moment is whole milliseconds since the Unix epoch, in node time.

";

/// Declarations by name, and the names already visited.
struct Declarations<'a> {
    config: &'a Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of ours have a file of their own; numbers, strings and lists have none and are written in place.
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            T::visit_generics(self);
            return;
        }
        let name = T::ident(self.config);
        if self.by_name.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{}export {}\n", docs, T::decl(self.config));
        self.by_name.insert(name, declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn contract() -> String {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config: &config, by_name: BTreeMap::new() };
    all.visit::<Failure>();
    all.visit::<view::Changed>();
    all.visit::<view::app::AppView>();
    all.visit::<view::app::ConnectionDraft>();
    all.visit::<view::app::ConnectionReport>();
    all.visit::<view::app::RemovalView>();
    all.visit::<view::app::SandboxView>();
    all.visit::<view::app::DesktopView>();
    all.visit::<view::app::Opened>();
    all.visit::<view::app::ClosingAsked>();
    all.visit::<view::app::WindowClose>();
    all.visit::<view::market::MarketView>();
    all.visit::<view::market::AgentView>();
    all.visit::<view::market::AvailabilityView>();
    all.visit::<view::buy::FormView>();
    all.visit::<view::buy::CeilingDraft>();
    all.visit::<view::buy::Prepared>();
    all.visit::<view::purchase::PurchasesQuery>();
    all.visit::<view::purchase::PurchasesView>();
    all.visit::<view::purchase::PurchaseView>();
    all.visit::<view::purchase::ResultContent>();
    all.visit::<view::wallet::WalletView>();
    let body: Vec<&str> = all.by_name.values().map(String::as_str).collect();
    let aliases = "\
/** Answers by field id. */
export type Answers = Record<string, Answer>;

/** Named facts for a sentence, already formatted. Untrusted ones are shown as text nodes. */
export type Facts = Record<string, string>;

";
    format!("{OPENING}{aliases}{}", body.join("\n"))
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/types/contract.d.ts")
}

#[test]
fn the_page_is_typed_by_what_the_backend_says() {
    let now = contract();
    if std::env::var_os("UPDATE_CONTRACT").is_some() {
        fs::create_dir_all(path().parent().unwrap()).unwrap();
        fs::write(path(), &now).unwrap();
    }
    let written = fs::read_to_string(path()).unwrap_or_default();
    assert!(
        written == now,
        "ui/types/contract.d.ts is not what the Rust types say; run `UPDATE_CONTRACT=1 cargo test -p kaimono-core --test contract`"
    );
}

#[test]
fn no_view_type_is_left_out() {
    let contract = contract();
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
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
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
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
        "CeilingDraft",
        "ConnectionDraft",
        "NoticeKind",
        "PurchaseGroup",
        "PurchasesQuery",
        "QuietHours",
        "SandboxTrouble",
        "Settings",
        "Theme",
        "WindowClose",
    ];
    let from_journals = ["Code", "Failure", "Moved", "RefundAction", "Side"];
    let mut expected = [from_the_page.as_slice(), &from_journals].concat();
    expected.sort_unstable();
    assert_eq!(read, expected);
}
