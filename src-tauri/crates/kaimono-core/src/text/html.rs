//! HTML files that Kaimono writes, for any browser: they load nothing and run nothing, and their own head says so. And text within
//! HTML.

/// The beginning of a file, up to its content. `style`: its rules; the colours are the browser's own, dark where the person wants that.
pub(crate) fn begun(language: &str, title: &str, style: &str) -> String {
    let (language, title) = (escaped(language), escaped(title));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>:root{{color-scheme:light dark}}{style}</style>\n</head>\n<body>\n"
    )
}

/// The end of a file.
pub(crate) const ENDED: &str = "</body>\n</html>\n";

/// A text as it stands in HTML, also between quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
