//! The one window. It shows our page and nothing else: no foreign navigation, no second window. Closing it does not quit Kaimono
//! while something is open, unless the person wants that.

mod place;

use crate::{
    desktop::{self, Desktop},
    house::{self, House},
};
use kaimono_core::{
    Kaimono,
    house::Closing,
    view::app::{ClosingAsked, WindowClose},
};
use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use tauri::{
    App, AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::NewWindowResponse,
};

/// Whether the person is being asked what closing means: whoever closes again means it, whatever the page does.
#[derive(Default)]
pub(crate) struct Asking(AtomicBool);

/// Where the page would send whatever leaves it: to a port that nobody can listen at. Everything it needs is in this program.
/// The content security policy alone lets a script open connections (`preconnect`), and a host name is enough to tell a secret.
const NOWHERE: &str = "http://127.0.0.1:0";

/// Half of a small screen whose letters are twice as large.
const LEAST: (u32, u32) = (480, 320);

/// At login the tray may come after this program.
const TRAY: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_secs(1);

/// Whether the window is to be seen, as it was wanted last. What comes of a wish is seen a little later, so it cannot be asked whether
/// the icon in the tray is still needed.
struct Wanted(AtomicBool);

/// Notes whether the window is wanted.
fn want(app: &AppHandle, seen: bool) {
    if let Some(wanted) = app.try_state::<Wanted>() {
        wanted.0.store(seen, Ordering::SeqCst);
    }
}

fn is_wanted(app: &AppHandle) -> bool {
    app.try_state::<Wanted>().is_some_and(|wanted| wanted.0.load(Ordering::SeqCst))
}

/// Opens the window where it was. `seen`: at once, else [`begin_in_background`] follows.
pub(crate) fn open(app: &App, data: &Path, seen: bool) -> tauri::Result<()> {
    let nowhere = NOWHERE.parse().map_err(tauri::Error::InvalidUrl)?;
    let memory = place::Memory::in_data(data);
    let place = memory.place(app.handle(), LEAST);
    app.manage(memory);
    app.manage(Wanted(AtomicBool::new(seen)));
    let mut builder = WebviewWindowBuilder::new(app, "main", WebviewUrl::default());
    if let Some((left, top)) = place.at {
        builder = builder.position(left.into(), top.into());
    }
    let window = builder
        .title("Kaimono")
        .inner_size(place.size.0.into(), place.size.1.into())
        .min_inner_size(LEAST.0.into(), LEAST.1.into())
        .maximized(place.maximised)
        .visible(seen)
        .focused(seen)
        .proxy_url(nowhere)
        // A file that is dropped goes to the field that it is dropped into.
        .disable_drag_drop_handler()
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(target_os = "linux")]
    crate::page_process::keep_alive(&window);
    let handle = app.handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            tauri::async_runtime::spawn(close(handle.clone(), WindowClose::Ask));
        }
        WindowEvent::Resized(_) | WindowEvent::Moved(_) => {
            if let Some(window) = main(&handle) {
                handle.state::<place::Memory>().note(&window);
            }
        }
        WindowEvent::Focused(true) => {
            let _ = main(&handle).map(|window| window.request_user_attention(None));
        }
        _ => {}
    });
    Ok(())
}

/// Begins in the tray; where there is none, with a window that is minimised.
pub(crate) async fn begin_in_background(app: AppHandle) {
    let (house, desktop, begun) = (app.state::<House>(), app.state::<Desktop>(), Instant::now());
    // What is wrong is said in the window.
    let Ok(kaimono) = house.open() else { return show(&app, None) };
    while begun.elapsed() < TRAY {
        if is_wanted(&app) || desktop.retreat(desktop::told(&app, kaimono)).await {
            return;
        }
        tokio::time::sleep(LOOK).await;
    }
    if let Some(window) = main(&app).filter(|_| !is_wanted(&app)) {
        want(&app, true);
        let _ = window.minimize();
        let _ = window.show();
    }
}

/// Closes the window, as the person wants it.
pub(crate) async fn close(app: AppHandle, how: WindowClose) {
    let (house, desktop, asking) = (app.state::<House>(), app.state::<Desktop>(), app.state::<Asking>());
    let asked = asking.0.swap(false, Ordering::Relaxed);
    let Ok(kaimono) = house.open() else { return app.exit(0) };
    let open = kaimono.open_purchases();
    match how {
        WindowClose::Stay => {}
        WindowClose::Quit => app.exit(0),
        WindowClose::Watch => {
            if desktop.retreat(desktop::told(&app, kaimono)).await {
                // That it is said again is no harm.
                let _ = kaimono.said_what_closing_means();
                hide(&app, kaimono).await;
            } else if let Some(window) = main(&app) {
                let _ = window.minimize();
            }
        }
        WindowClose::Ask if asked => app.exit(0),
        WindowClose::Ask => {
            let tray = desktop.view().await.tray;
            match kaimono.closing(tray) {
                Ok(Closing::Watch) if desktop.retreat(desktop::told(&app, kaimono)).await => {
                    hide(&app, kaimono).await;
                }
                Ok(Closing::Watch | Closing::Ask) => {
                    asking.0.store(true, Ordering::Relaxed);
                    show(&app, None);
                    if !house::tell(&app, &ClosingAsked { open, tray, outlook: kaimono.ahead().outlook }) {
                        app.exit(0);
                    }
                }
                Ok(Closing::Quit) | Err(_) => app.exit(0),
            }
        }
    }
}

/// Shows the window, wherever it was. `token`: what the desktop gives a program whose notification, tray or icon the person used, and
/// without which many let no window come to the front by itself.
pub(crate) fn show(app: &AppHandle, token: Option<String>) {
    want(app, true);
    if let Some(window) = main(app) {
        // Each is a wish; a window manager may have another opinion.
        let _ = window.show();
        let _ = window.unminimize();
        raise(&window, token);
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // A second start may show the window before there is one.
        if let Some(desktop) = app.try_state::<Desktop>() {
            desktop.return_from_tray(|| is_wanted(&app)).await;
        }
    });
}

/// Brings the window to the front. Where the desktop does not let it, the window asks for attention.
fn raise(window: &WebviewWindow, token: Option<String>) {
    #[cfg(target_os = "linux")]
    {
        let raised = window.clone();
        let raise = move || {
            if let Ok(gtk_window) = raised.gtk_window() {
                desktop::activate(&gtk_window, token.as_deref());
            }
            if !raised.is_focused().unwrap_or(false) {
                let _ = raised.request_user_attention(Some(tauri::UserAttentionType::Informational));
            }
        };
        if let Err(error) = window.run_on_main_thread(raise) {
            tracing::warn!(%error, "the window stays where it is");
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        drop(token);
        let _ = window.set_focus();
    }
}

/// Whether the window is the one that the person uses.
pub(crate) fn is_in_use(app: &AppHandle) -> bool {
    main(app).is_some_and(|window| window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false))
}

/// Hides the window, as long as there is an icon in the tray to come back by. Whoever showed it a moment ago may just be taking that
/// away, so it is asked for once more.
async fn hide(app: &AppHandle, kaimono: &Kaimono) {
    want(app, false);
    if let Some(window) = main(app)
        && let Err(error) = window.hide()
    {
        tracing::warn!(%error, "the window cannot be hidden");
    }
    if !app.state::<Desktop>().retreat(desktop::told(app, kaimono)).await {
        show(app, None);
    }
}

fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window("main")
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
