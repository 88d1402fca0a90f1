//! What a person may give to a developer, as one text: what this Kaimono is, how it is doing, and the end of its log. The person
//! sees the text before it is saved, and what is saved is exactly what was shown. Keys, identifiers, addresses, folders and names
//! are replaced by stand-ins (`redact`), and so are hosts unless the person wants to include them. It never contains what the
//! person sent to agents. It goes nowhere by itself.

mod reading;
mod redact;
mod shapes;
#[cfg(test)]
mod tests;

use crate::{
    catalogue::Means,
    directory::Directory,
    session::Session,
    store,
    view::{
        app::{KeyringState, ProfileView, Settings},
        privacy::{DiagnosticsView, HostNames, HostView, HostsView},
        purchase::PurchasesQuery,
    },
};
use masumi::{
    moment::Moment,
    net::{Secret, Way},
};
use redact::{Known, Word};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fmt::{Display, Write},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use url::Url;

/// What was replaced in a text that is given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Redacted {
    /// A key, or what stood where one stands.
    Key,
    /// An agent's identifier.
    Agent,
    /// A purchase's, here or on chain.
    Purchase,
    /// Of a transaction or of a content.
    Hash,
    /// On Cardano.
    Address,
    /// Another long identifier.
    Id,
    /// The name or the address of a host.
    Host,
    /// What is behind the host in a URL.
    Path,
    /// Somebody's folder.
    Folder,
    /// Of a person, of this machine, or what the person calls a node.
    Name,
    /// An e-mail address.
    Mail,
    /// What an agent said, or the person typed.
    Words,
}

impl Redacted {
    fn word(self) -> &'static str {
        match self {
            Redacted::Key => "key",
            Redacted::Agent => "agent",
            Redacted::Purchase => "purchase",
            Redacted::Hash => "hash",
            Redacted::Address => "address",
            Redacted::Id => "id",
            Redacted::Host => "host",
            Redacted::Path => "path",
            Redacted::Folder => "folder",
            Redacted::Name => "name",
            Redacted::Mail => "mail",
            Redacted::Words => "words",
        }
    }
}

/// What only the shell knows: the machine, and the log.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// What it is: a name and a value each.
    pub facts: Vec<(&'static str, String)>,
    /// The end of the log.
    pub log: String,
    /// The folder of whoever uses it.
    pub home: Option<PathBuf>,
    /// What this person and this machine are called.
    pub names: Vec<String>,
}

/// What this Kaimono knows of itself.
pub(crate) struct Subject<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) version: &'a str,
    pub(crate) settings: Settings,
    pub(crate) keyring: KeyringState,
    /// Every node, also those that were removed, with its session where it is open.
    pub(crate) nodes: Vec<(ProfileView, Way, Option<Arc<Session>>)>,
    pub(crate) hosts: HostsView,
}

/// The text as it may be given away.
pub(crate) fn view(subject: &Subject<'_>, machine: &Machine, names: HostNames) -> DiagnosticsView {
    let known = known(subject, machine, names);
    let (text, replaced) = redact::redacted(&whole(subject, machine, names), &known);
    DiagnosticsView { id: hex::encode(Sha256::digest(text.as_bytes())), text, replaced }
}

/// What must not be in it.
fn known(subject: &Subject<'_>, machine: &Machine, names: HostNames) -> Known {
    let mut known = Known { hides_hosts: names == HostNames::Hidden, ..Known::default() };
    let folder = |path: &Path| Word::of(Redacted::Folder, &path.to_string_lossy());
    known.words.extend(machine.home.iter().map(|home| folder(home)).chain([folder(subject.directory.path())]));
    known.words.extend(machine.names.iter().map(|name| Word::of(Redacted::Name, name)));
    let host = |url: &str| Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_ascii_lowercase));
    for (profile, _, session) in &subject.nodes {
        let hosts = [(&profile.node_url, "node"), (&profile.registry_url, "registry"), (&profile.proxy, "proxy")];
        known.hosts.extend(hosts.into_iter().filter_map(|(url, prefix)| Some((host(url)?, prefix))));
        if !profile.sandbox {
            known.words.extend([&profile.id, &profile.label].map(|name| Word::of(Redacted::Name, name)));
        }
        let Some(session) = session else { continue };
        let keys = session.keys().map(|keys| [keys.node, keys.registry]);
        known.secrets.extend(keys.into_iter().flatten().filter(|key: &Secret| !key.is_empty()));
        session.purchases().standings().each(|id, state, _| {
            known.words.push(Word::of(Redacted::Purchase, id));
            let identifier =
                state.identifier().map(|text| Word { same_as: id.to_owned(), ..Word::of(Redacted::Purchase, text) });
            known.words.extend(identifier);
            let agent = state.order.as_ref().map(|order| Word::of(Redacted::Agent, &order.agent_identifier));
            known.words.extend(agent);
        });
    }
    known.hosts.extend(subject.hosts.hosts.iter().map(|HostView { host, whose, .. }| {
        use crate::contacts::HostOwner as O;
        let prefix = match whose {
            O::Node => "node",
            O::Registry => "registry",
            O::Proxy => "proxy",
            O::Gateway => "gateway",
            O::Agent | O::Sandbox => "agent",
        };
        (host.to_ascii_lowercase(), prefix)
    }));
    known.hosts.retain(|(host, _)| !shapes::is_here(host));
    known
}

impl Word {
    fn of(kind: Redacted, text: &str) -> Word {
        Word { kind, text: text.to_owned(), same_as: text.to_owned() }
    }
}

/// The text before anything is replaced in it.
fn whole(subject: &Subject<'_>, machine: &Machine, names: HostNames) -> String {
    let mut text = Text(format!("Kaimono {}: diagnostics of {}\n", subject.version, subject.hosts.now.iso()));
    text.line("Made to be given to a developer. Keys, identifiers, addresses, folders and names are replaced: the same by the same.");
    text.line(match names {
        HostNames::Hidden => "Hosts have other names here.",
        HostNames::Kept => "Hosts have their own names here.",
    });
    text.part("System");
    machine.facts.iter().for_each(|(name, value)| text.fact(name, value));
    text.part("Settings");
    let Settings { theme, language, font, text_size, notices, quiet, keep_watching, .. } = &subject.settings;
    text.fact("theme", format!("{theme:?}"));
    text.fact("language", format!("{language:?}"));
    text.fact("letters", format!("{font:?} {text_size:?}"));
    text.fact("notices", format!("{notices:?}"));
    text.fact(
        "quiet hours",
        quiet.map_or("none".to_owned(), |quiet| format!("minutes {} to {}", quiet.from, quiet.to)),
    );
    text.fact("watches on when the window is closed", keep_watching);
    text.fact("keyring", format!("{:?}", subject.keyring));
    for (number, (profile, way, session)) in subject.nodes.iter().enumerate() {
        text.part(&format!("Node {}", number + 1));
        node(&mut text, profile, way, session.as_deref());
    }
    text.part("Files");
    files(&mut text, subject);
    text.part("Talked to in the last day");
    for host in &subject.hosts.hosts {
        let purposes = host.purposes.iter().map(|purpose| format!("{:?} {}", purpose.purpose, purpose.asked));
        let purposes = purposes.collect::<Vec<_>>().join(", ");
        let HostView { host, port, whose, asked, answered, last, .. } = host;
        let last = last.iso();
        text.line(&format!("  {whose:?} {host}:{port}: asked {asked}, answered {answered}, last {last}: {purposes}"));
    }
    text.fact("to agents that are not listed", subject.hosts.unlisted);
    text.part("The end of the log");
    text.0.push_str(&machine.log);
    if !text.0.ends_with('\n') {
        text.0.push('\n');
    }
    text.0
}

/// A text that grows by lines.
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn part(&mut self, name: &str) {
        // Writing into a text does not fail.
        let _ = writeln!(self.0, "\n{name}");
    }

    fn fact(&mut self, name: &str, value: impl Display) {
        let _ = writeln!(self.0, "  {name}: {value}");
    }
}

fn node(text: &mut Text, profile: &ProfileView, way: &Way, session: Option<&Session>) {
    text.fact("network", format!("{:?}{}", profile.network, if profile.sandbox { ", sandbox" } else { "" }));
    text.fact("removed", profile.removed);
    text.fact("node", &profile.node_url);
    text.fact("registry", &profile.registry_url);
    text.fact("proxy", if way.proxy.is_some() { &profile.proxy } else { "none" });
    text.fact("own authorities", way.authorities.as_ref().map_or(0, |authorities| authorities.all().len()));
    text.fact("agents on this machine", profile.allow_local_agents);
    text.fact("agents at stand-in addresses", profile.allow_stand_ins);
    text.fact("keys", format!("{:?}", profile.keys));
    let store = profile.store.as_ref();
    text.fact(
        "store",
        store.map_or("as it should be".to_owned(), |store| format!("{:?}: {}", store.state, store.quote)),
    );
    let Some(session) = session else { return text.fact("open", false) };
    let health = session.health();
    text.fact("health", format!("{:?}", health.state));
    text.fact("why", health.failure.map_or("-".to_owned(), |failure| failure.to_string()));
    text.fact("last answer", health.last_answer.map_or("none".to_owned(), Moment::iso));
    text.fact("this clock minus the node's, ms", health.skew);
    text.fact("clock doubted", health.doubted.is_some());
    let Means { key, sources, .. } = session.means();
    text.fact(
        "key",
        key.map_or("not told".to_owned(), |key| {
            let limited = if key.usage_limited { ", limited" } else { "" };
            let may = [(key.can_read, "reads"), (key.can_pay, "pays"), (key.can_admin, "administers")];
            let may: Vec<&str> = may.into_iter().filter(|(may, _)| *may).map(|(_, word)| word).collect();
            format!("{}{limited}", may.join(", "))
        }),
    );
    let sources = sources.map(|sources| sources.iter().map(|source| format!("{:?}", source.generation)).collect());
    text.fact("pays into", sources.map_or("not told".to_owned(), |sources: Vec<String>| sources.join(", ")));
    let mut phases = BTreeMap::new();
    session.purchases().standings().each(|_, _, standing| {
        *phases.entry(format!("{:?}", standing.phase)).or_insert(0_u32) += 1;
    });
    let counted = |counts: Vec<(String, u32)>| {
        let counts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}"));
        Some(counts.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty()).unwrap_or_else(|| "none".to_owned())
    };
    text.fact("purchases that something may still happen to", counted(phases.into_iter().collect()));
    match session.purchases().list(&PurchasesQuery { most: 0, ..PurchasesQuery::default() }) {
        Ok(all) => {
            let counts = all.counts.into_iter().map(|(group, count)| (format!("{group:?}"), count)).collect();
            text.fact("all purchases", counted(counts));
        }
        Err(failure) => text.fact("all purchases", failure),
    }
}

/// Which files there are, how large, and of which schema.
fn files(text: &mut Text, subject: &Subject<'_>) {
    let home = subject.directory.path();
    text.fact("format of the journal", crate::purchase::journal::FORMAT);
    let mut file = |name: &str, path: PathBuf| {
        let Ok(found) = fs::metadata(&path) else { return };
        let schema = path.extension().is_some_and(|end| end == "db").then(|| {
            let version = store::reader(&path, 100).and_then(|reader| {
                reader.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).map_err(store::failed)
            });
            version.map_or_else(|failure| format!(", {failure}"), |version| format!(", schema {version}"))
        });
        text.fact(name, format!("{} bytes{}", found.len(), schema.unwrap_or_default()));
    };
    file("kaimono.db", home.join("kaimono.db"));
    for (number, (profile, ..)) in subject.nodes.iter().enumerate() {
        for name in ["purchases.db", "purchases.db-wal", "catalogue.db", "drafts.db"] {
            file(&format!("node {} {name}", number + 1), home.join("profiles").join(&profile.id).join(name));
        }
    }
}
