//! The one window. It shows our page and nothing else: no foreign navigation, no second window.

use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder, webview::NewWindowResponse};

/// Opens the window.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Kaimono")
        .inner_size(1200.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()
        .map(drop)
}

/// Whether an address is our own page: `tauri://localhost`, on Windows `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_page_is_shown() {
        let shown = |text: &str| is_ours(&text.parse().unwrap());
        assert!(shown("tauri://localhost/index.html"));
        assert!(shown("http://tauri.localhost/"));
        for foreign in
            ["https://example.org/", "http://localhost/", "tauri://elsewhere/", "data:text/html,x", "about:blank"]
        {
            assert!(!shown(foreign), "{foreign}");
        }
    }
}
