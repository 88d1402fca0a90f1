//! Which links are handed to the system's browser. Agents and sellers write them, so the rule is short: https, a host, nothing else.

use kaimono_core::error::{Code, Failure, Moved, Result, Side};
use url::Url;

/// The link as it will be opened (host in punycode), or why it is not: anything but https, credentials in it, no host.
pub(crate) fn permitted(text: &str) -> Result<Url> {
    let refused =
        || Failure { code: Code::AddressRefused, side: Side::App, moved: Moved::No, quote: quote(text), retry: false };
    let url = Url::parse(text).map_err(|_| refused())?;
    let plain = url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none();
    if plain { Ok(url) } else { Err(refused()) }
}

/// That the system would not open it.
pub(crate) fn not_opened(error: &tauri_plugin_opener::Error) -> Failure {
    Failure { code: Code::Internal, side: Side::App, moved: Moved::No, quote: quote(&error.to_string()), retry: true }
}

fn quote(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_https_link_is_opened() {
        assert_eq!(permitted("https://preprod.cardanoscan.io/transaction/ab?x=1#y").unwrap().scheme(), "https");
    }

    #[test]
    fn a_foreign_host_is_shown_in_punycode() {
        assert_eq!(permitted("https://аpple.com/").unwrap().host_str(), Some("xn--pple-43d.com"));
    }

    #[test]
    fn nothing_else_is_opened() {
        let refused = [
            "http://example.org/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,<b>",
            "mailto:a@example.org",
            "smb://host/share",
            "tauri://localhost/",
            "https://user@example.org/",
            "https://user:word@example.org/",
            "https://",
            "//example.org/",
            "example.org",
            "-e id",
            "",
        ];
        for text in refused {
            assert_eq!(permitted(text).unwrap_err().code, Code::AddressRefused, "{text}");
        }
    }

    #[test]
    fn a_refusal_quotes_at_most_500_plain_characters() {
        let failure = permitted(&format!("\u{7}{}", "x".repeat(900))).unwrap_err();
        assert_eq!(failure.quote, "x".repeat(500));
    }
}
