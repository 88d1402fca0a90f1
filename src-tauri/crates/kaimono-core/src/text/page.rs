//! A result as one HTML file, to be read, kept and printed with any browser. It is what the window shows: text or sanitised
//! Markdown, under whose words they are. It loads nothing and runs nothing, and says so itself (a content policy in its head).

use super::{
    clean,
    html::{ENDED, begun, escaped},
    markdown,
};
use crate::view::purchase::{ResultContent, ResultKind};
use serde::Deserialize;

/// What stands above a result: sentences of the person's language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageWords {
    /// `en`, `de`.
    pub language: String,
    /// Whose words they are.
    pub title: String,
    /// One line each, in this order.
    pub facts: Vec<String>,
    /// That only the beginning is shown; shown where that is so.
    pub only_beginning: String,
}

const STYLE: &str = "\
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}\
header{margin-bottom:2rem;padding-bottom:1rem;border-bottom:1px solid;font-size:.875rem}\
header p{margin:.25rem 0;overflow-wrap:anywhere}\
h1{font-size:1.25rem;margin:0 0 .5rem}\
h3{font-size:1.5rem}h4{font-size:1.25rem}h5{font-size:1.1rem}h6{font-size:1rem}\
h3,h4,h5,h6{break-after:avoid}\
pre{white-space:pre-wrap;overflow-wrap:anywhere}\
table{border-collapse:collapse}td,th{border:1px solid;padding:.25rem .5rem;text-align:start}\
tr,pre,blockquote{break-inside:avoid}\
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:2px solid}\
@media print{body{max-width:none;margin:0}}";

/// The file.
pub fn page(content: &ResultContent, words: &PageWords) -> String {
    let mut facts: String = words.facts.iter().map(|fact| format!("<p>{}</p>\n", escaped(&clean(fact, 600)))).collect();
    if content.shown_cut {
        facts.push_str(&format!("<p><strong>{}</strong></p>\n", escaped(&words.only_beginning)));
    }
    let title = escaped(&clean(&words.title, 300));
    let body = match content.kind {
        ResultKind::Markdown => content.prose.iter().map(|piece| linked(&piece.html)).collect(),
        ResultKind::Json | ResultKind::Text => {
            let pieces: Vec<String> = content.shown.iter().map(|piece| escaped(piece)).collect();
            format!("<pre>{}</pre>", pieces.join("<wbr>"))
        }
    };
    let mut page = begun(&words.language, &clean(&words.title, 300), STYLE);
    page.push_str(&format!("<header>\n<h1>{title}</h1>\n{facts}</header>\n<main>\n{body}\n</main>\n{ENDED}"));
    page
}

/// Links that a browser follows: in the window they only ask.
fn linked(sanitised: &str) -> String {
    let mut html = String::new();
    let mut rest = sanitised;
    while let Some((before, after)) = rest.split_once("<a data-href=\"") {
        html.push_str(before);
        let (target, after) = after.split_once('"').unwrap_or((after, ""));
        let (_, after) = after.split_once('>').unwrap_or(("", after));
        let plain = target.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        // The sanitiser let nothing else through; what it no longer is leads nowhere.
        match markdown::target(&plain) {
            Some(_) => html.push_str(&format!("<a href=\"{target}\" rel=\"noreferrer noopener\">")),
            None => html.push_str("<a>"),
        }
        rest = after;
    }
    html.push_str(rest);
    html
}

#[cfg(test)]
mod tests {
    use super::super::present;
    use super::*;
    use masumi::agent::JobResult;

    fn file(text: &str, name: &str) -> String {
        let words = PageWords {
            language: "en".to_owned(),
            title: format!("Result of {name}"),
            facts: vec![format!("From {name}")],
            only_beginning: "Only the beginning.".to_owned(),
        };
        page(&present(&JobResult::Text(text.to_owned())), &words)
    }

    #[test]
    fn a_file_shows_what_the_window_does_and_runs_nothing() {
        let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}";
        for text in [
            hostile.to_owned(),
            format!("# {hostile}\n\n[x](javascript:alert(1)) [y](data:text/html,x)"),
            format!("[\"{hostile}\"]"),
        ] {
            let text = text.replace(
                "[\"<script>alert(1)</script><img src=x onerror=alert(1)>",
                "[\"<script>alert(1)</script><img>",
            );
            let html = file(&text, hostile);
            for forbidden in ["<script", "<img", "javascript:alert(1)\"", "href=\"data", "\u{202e}"] {
                assert!(!html.contains(forbidden), "{forbidden} in {html}");
            }
            assert_eq!(html.matches("<main>").count(), 1);
            assert!(html.contains("default-src 'none'") && !html.contains("Only the beginning"));
        }
    }

    #[test]
    fn links_lead_where_they_say_and_tell_nobody_from_where() {
        let html = file("See [it](https://example.org/a?b=1&c=%22) and https://example.org/d.", "Agent");
        assert!(
            html.contains(r#"<a href="https://example.org/a?b=1&amp;c=%22" rel="noreferrer noopener">it</a>"#),
            "{html}"
        );
        assert!(!html.contains("data-href") && html.contains(r#"href="https://example.org/d""#), "{html}");
    }

    #[test]
    fn a_file_that_is_cut_says_so() {
        assert!(file(&format!("# x\n\n{}", "word ".repeat(60_000)), "Agent").contains("Only the beginning."));
    }
}
