//! The process that draws the page can die (of a graphics driver, a lack of memory, or a person), and it can hang. The window
//! would stay a dead picture, so this reloads the page where it was. What was typed is kept as a draft, and all that watches and
//! pays runs in this process, which goes on. WebKitGTK tells of both; the windows of other systems do not, through Tauri.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};
use tauri::WebviewWindow;

/// A page that dies so often within so long dies of itself: before the next time it is given some rest.
const OFTEN: usize = 3;
const WITHIN: Duration = Duration::from_secs(60);
const REST: Duration = Duration::from_secs(30);

/// What has helped others whose page died again and again, for whoever started Kaimono from a terminal. There is no window to say it in.
const HELP: &str = "kaimono: the process that draws the window ends again and again. Mostly this is the graphics driver. Quit Kaimono \
    and start it with one of these before the command:\n  \
    LIBGL_ALWAYS_SOFTWARE=1 (draws without the graphics card)\n  \
    __EGL_VENDOR_LIBRARY_FILENAMES=/usr/share/glvnd/egl_vendor.d/50_mesa.json (draws with Mesa)\n  \
    GDK_BACKEND=x11 (under Wayland)\n  \
    WEBKIT_DISABLE_COMPOSITING_MODE=1\n\
    Purchases are watched meanwhile, and nothing is lost.";

/// Loads the page anew whenever its process is gone.
pub(crate) fn keep_alive(window: &WebviewWindow) {
    if let Err(error) = window.with_webview(|webview| webkit::keep_alive(&webview.inner())) {
        tracing::warn!(%error, "a page that dies stays dead");
    }
}

/// When the page died lately.
#[derive(Debug, Default)]
struct Deaths(VecDeque<Instant>);

impl Deaths {
    /// Notes another one; how long to wait before the page is loaded anew.
    fn another(&mut self, now: Instant) -> Duration {
        self.0.retain(|at| now.duration_since(*at) < WITHIN);
        self.0.push_back(now);
        if self.0.len() > OFTEN { REST } else { Duration::ZERO }
    }
}

mod webkit {
    use super::{Deaths, HELP};
    use gtk::glib;
    use std::{
        cell::{Cell, RefCell},
        time::{Duration, Instant},
    };
    use webkit2gtk::{WebView, WebViewExt};

    /// A page that does not answer for so long is ended, and comes back.
    const HUNG: Duration = Duration::from_secs(10);

    pub(super) fn keep_alive(view: &WebView) {
        let (deaths, said) = (RefCell::new(Deaths::default()), Cell::new(false));
        view.connect_web_process_terminated(move |view, reason| {
            let wait = deaths.borrow_mut().another(Instant::now());
            tracing::warn!(?reason, ?wait, "the page's process is gone: the page is loaded anew");
            if !wait.is_zero() && !said.replace(true) {
                let version = tauri::webview_version().unwrap_or_default();
                eprintln!("{HELP} (WebKitGTK {version})");
            }
            let view = view.clone();
            glib::timeout_add_local_once(wait, move || view.reload());
        });
        view.connect_is_web_process_responsive_notify(|view| {
            if view.is_web_process_responsive() {
                return;
            }
            let view = view.clone();
            glib::timeout_add_local_once(HUNG, move || {
                if !view.is_web_process_responsive() {
                    tracing::warn!("the page does not answer: its process is ended");
                    view.terminate_web_process();
                }
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_back_at_once_and_one_that_dies_again_and_again_after_some_rest() {
        let (mut deaths, begin) = (Deaths::default(), Instant::now());
        let wait = |deaths: &mut Deaths, seconds| deaths.another(begin + Duration::from_secs(seconds)).as_secs();
        let waits: Vec<_> = [0, 1, 2, 3, 33, 63, 130].into_iter().map(|at| wait(&mut deaths, at)).collect();
        assert_eq!(waits, [0, 0, 0, 30, 30, 0, 0], "what is over a minute ago is forgotten");
    }
}
