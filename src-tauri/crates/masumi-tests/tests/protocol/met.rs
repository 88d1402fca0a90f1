//! The files, and what stands in them.

use masumi::{
    agent::{Availability, JobStart, JobStatus, Provided, Started, Terms},
    form::{Answer, Field},
    identifiers::Nonce,
};
use serde_json::Value;
use std::{fs, path::PathBuf};

pub(crate) const NONCE: &str = "54457a849f11e756a970";

pub(crate) fn nonce() -> Nonce {
    NONCE.parse().unwrap()
}
pub(crate) const AGENT: &str = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77aa";

fn directory(folder: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../../tests/cases", folder].iter().collect()
}

/// The names of a folder's files, in their order.
pub(crate) fn names(folder: &str) -> Vec<String> {
    let paths = fs::read_dir(directory(folder)).unwrap().map(|file| file.unwrap().path());
    let files = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let mut names: Vec<String> = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

pub(crate) fn text(folder: &str, name: &str) -> String {
    fs::read_to_string(directory(folder).join(format!("{name}.json"))).unwrap()
}

pub(crate) fn json(folder: &str, name: &str) -> Value {
    serde_json::from_str(&text(folder, name)).unwrap()
}

pub(crate) fn typed(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

pub(crate) fn chosen(place: u32) -> Answer {
    Answer::Choices(vec![place])
}

/// `id kind`, with `!` where an answer is needed.
pub(crate) fn asked(field: &Field) -> String {
    let kind = serde_json::to_value(field.kind).unwrap();
    format!("{} {}{}", field.id, kind.as_str().unwrap(), if field.required { "!" } else { "" })
}

/// What of a JSON text was read when the rest did not come, with all that is open closed.
pub(crate) fn closed(read: &str) -> String {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for letter in read.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => open.push(if letter == '{' { '}' } else { ']' }),
            '}' | ']' if !quoted => _ = open.pop(),
            _ => {}
        }
    }
    let mut text = read.to_owned();
    if quoted {
        text.push_str(if escaped { "\\\"" } else { "\"" });
    }
    let end: String = open.iter().rev().collect();
    let text = text.trim_end().trim_end_matches(',');
    if text.ends_with(':') { format!("{text}null{end}") } else { format!("{text}{end}") }
}

/// An answer as a file tells it, with what differs from job to job in its place.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) request: String,
    pub(crate) http: u16,
    pub(crate) body: String,
}

impl Case {
    pub(crate) fn of(folder: &str, name: &str) -> Case {
        let told = json(folder, name);
        let blanks = [
            ("<the nonce of the request>", NONCE),
            ("<the agentIdentifier that was bought>", AGENT),
            ("<the listing's>", AGENT),
            ("<seller's 56 hex key hash>", "9a"),
            ("<valid identifier>", "00c0ffee"),
            ("<signed identifier>", "00c0ffee"),
            ("<hash of the answer>", "68"),
            ("<hash>", "68"),
            ("<hex>", "00c0ffee"),
            ("<ms>", "1795600000000"),
            ("<job>", "7b1c"),
        ];
        let body = blanks.into_iter().fold(told["body"].to_string(), |text, (blank, value)| text.replace(blank, value));
        let request = told["request"].as_str().unwrap().to_owned();
        Case { name: name.to_owned(), request, http: u16::try_from(told["http"].as_u64().unwrap()).unwrap(), body }
    }

    pub(crate) fn started(&self) -> Started {
        Started::answering(&nonce(), self.http, self.body.as_bytes())
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    pub(crate) fn terms(&self) -> Terms {
        match self.started().outcome {
            JobStart::Terms(terms) => terms,
            other => panic!("{}: {other:?}", self.name),
        }
    }

    pub(crate) fn status(&self) -> JobStatus {
        JobStatus::read(self.http, self.body.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Whether the agent says that it knows no such job.
    pub(crate) fn is_gone(&self) -> bool {
        JobStatus::read(self.http, self.body.as_bytes()).is_err_and(|error| error.status() == Some(404))
    }

    pub(crate) fn availability(&self) -> Availability {
        Availability::read(self.http, self.body.as_bytes(), AGENT)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    pub(crate) fn provided(&self) -> Provided {
        Provided::read(self.http, self.body.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}
