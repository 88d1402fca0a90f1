//! What a seller chose to show: example outputs and a demo. Fetched by this program, and only when the person asks for one: whoever
//! gets the request learns that somebody looks. Shown as results are, which prove nothing here.

use super::{
    live::base,
    offer::{Means, not_called},
};
use crate::{blocking::blocking, connection::host_of, error::Failure, text::present, view::agent::SampleView};
use masumi::{
    agent::{AgentClient, JobResult},
    net::{CallError, CallErrorKind},
    registry::{Entry, ExampleOutput},
};
use sha2::{Digest, Sha256};

/// Of so many letters one may be no letter at all: beyond that it is no text.
const UNREADABLE: usize = 50;
/// What is stated to be one of these is not asked for: it would not be shown.
const NO_TEXT: [&str; 5] = ["image/", "audio/", "video/", "font/", "application/pdf"];

/// Names an example among those of its agent.
pub(super) fn id(example: &ExampleOutput) -> String {
    let digest = hex::encode(Sha256::digest(&example.url));
    digest.chars().take(16).collect()
}

/// The example of this entry that is named so.
pub(super) fn named<'a>(entry: &'a Entry, wanted: &str) -> Option<&'a ExampleOutput> {
    entry.example_output.iter().find(|example| id(example) == wanted)
}

/// Fetches an example output.
pub async fn example(agents: &AgentClient, example: &ExampleOutput) -> SampleView {
    let stated = example.mime_type.trim().to_ascii_lowercase();
    if NO_TEXT.iter().any(|kind| stated.starts_with(kind)) {
        return SampleView::NotText;
    }
    match agents.example(&example.url).await {
        Ok(text) if text.trim().is_empty() => SampleView::None,
        Ok(text) if !is_text(&text) => SampleView::NotText,
        Ok(text) => SampleView::Shown {
            input: None,
            output: Box::new(blocking(|| present(&JobResult::Text(text)))),
            host: host_of(&example.url),
        },
        Err(error) => missed(&error),
    }
}

/// Asks an agent for its demo. One that is not called, or is no agent of MIP-003, has none here.
pub async fn demo(agents: &AgentClient, entry: &Entry, means: &Means) -> SampleView {
    let Some(base) = base(entry).ok().filter(|_| not_called(entry, means).is_none()) else { return SampleView::None };
    match agents.demo(base).await {
        Ok(Some(demo)) => {
            let shown = |result| Box::new(blocking(|| present(result)));
            let (input, output) = (demo.input.as_ref().map(shown), shown(&demo.output));
            SampleView::Shown { input, output, host: host_of(base) }
        }
        Ok(None) => SampleView::None,
        Err(error) => missed(&error),
    }
}

fn missed(error: &CallError) -> SampleView {
    match error.kind {
        CallErrorKind::TooLarge => SampleView::TooLong,
        CallErrorKind::Status { status: 404 | 410, .. } => SampleView::None,
        _ => SampleView::Failed { failure: Failure::from(error) },
    }
}

/// Whether bytes that were read as text are text.
fn is_text(text: &str) -> bool {
    let odd = |letter: &char| *letter == char::REPLACEMENT_CHARACTER;
    !text.contains('\0') && text.chars().filter(odd).count() <= text.chars().count() / UNREADABLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::testing::entry;

    #[test]
    fn what_is_no_text_is_told_from_what_is() {
        for (bytes, expected) in [
            ("# Summary\n\nTides.".as_bytes(), true),
            ("旅行プランナー".as_bytes(), true),
            (b"caf\xe9 in an old encoding, but with some more words that can be read as they are", true),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", false),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", false),
        ] {
            assert_eq!(is_text(&String::from_utf8_lossy(bytes)), expected, "{bytes:?}");
        }
    }

    #[test]
    fn an_example_is_named_by_where_it_is() {
        let at = |url: &str| ExampleOutput { name: "A".into(), mime_type: "text/plain".into(), url: url.into() };
        let entry =
            Entry { example_output: vec![at("https://a.example.org/1"), at("https://a.example.org/2")], ..entry("a") };
        assert_eq!(named(&entry, &id(&at("https://a.example.org/2"))), entry.example_output.last());
        assert_eq!(named(&entry, "https://a.example.org/1"), None, "an address from the page names nothing");
    }
}
