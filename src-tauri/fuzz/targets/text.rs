//! A description or a result on its way to the page: bounded, and nothing but the allow-list.
#![no_main]
use kaimono_core::text;
use libfuzzer_sys::fuzz_target;
use masumi::agent::JobResult;

fuzz_target!(|data: &[u8]| {
    let given = String::from_utf8_lossy(data);
    let line = text::clean(&given, 120);
    assert!(line.chars().count() <= 120 && !line.contains(['\n', '\u{202e}', '\u{200b}']));
    assert_eq!(text::clean(&line, 120), line);
    assert!(text::clean_lines(&given, 500).chars().count() <= 500);
    let html = text::render_markdown(&given);
    let lower = html.to_ascii_lowercase();
    for tag in ["<script", "<style", "<img", "<iframe", "<base", "<meta", "<form", "<input", "<svg", "<object"] {
        assert!(!lower.contains(tag), "{tag} in {html}");
    }
    for link in html.split("data-href=\"").skip(1) {
        assert!(["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme)), "{html}");
    }
    for result in [JobResult::Text(given.clone().into_owned()), JobResult::Json(given.into_owned())] {
        let shown = text::present(&result).shown.concat();
        assert!(shown.chars().count() <= text::MAX_SHOWN && !shown.contains('\t'));
    }
});
