//! Which links the system's browser gets. Agents and sellers write them, so the rule is short: https, a host, nothing else.

use kaimono_core::error::{Code, Failure, Result, Side};
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;
use url::Url;

/// Opens a link that is permitted.
pub(crate) fn open(app: &AppHandle, text: &str) -> Result<()> {
    let url = permitted(text)?;
    let not_opened =
        |error: tauri_plugin_opener::Error| Failure::new(Code::Internal, Side::App).quoting(&error.to_string());
    app.opener().open_url(url, None::<&str>).map_err(not_opened)
}

/// The link as it will be opened (host in punycode), or why it is not: anything but https, credentials in it, no host.
fn permitted(text: &str) -> Result<Url> {
    let refused = || Failure::new(Code::AddressRefused, Side::App).quoting(text);
    let url = Url::parse(text).map_err(|_| refused())?;
    let plain = url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none();
    if plain { Ok(url) } else { Err(refused()) }
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
}
