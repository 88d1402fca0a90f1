//! The desktop of Windows and of macOS, which always has a tray, dialogs for files and notices, without a service to be asked for.
//! What the two do each in its own way is in `windows` and `macos`.

#[cfg(target_os = "macos")]
mod macos;
mod second_start;
#[cfg(windows)]
mod windows;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

pub(crate) use second_start::show_running;

use super::TrayLines;
use crate::{house, window, words};
use kaimono_core::{
    house::Place,
    view::app::{DesktopView, Opened},
};
use rfd::AsyncFileDialog;
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tauri::{
    AppHandle, Manager,
    menu::{CheckMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use time::OffsetDateTime;
use tokio::sync::Mutex as AsyncMutex;

const OPEN: &str = "open";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// On macOS a click on an icon among those of the clock opens its menu; on Windows, the window.
const CLICK_IS_FOR_THE_MENU: bool = cfg!(target_os = "macos");

/// This desktop.
pub(crate) struct Desktop {
    app: AppHandle,
    /// Made when it is wanted first, and only hidden after that.
    tray: AsyncMutex<Option<TrayIcon>>,
    lines: Lines,
}

/// What the tray tells now.
type Lines = Arc<Mutex<Option<TrayLines>>>;

impl Desktop {
    /// Answers to a second start with the same data directory.
    pub(crate) fn find(app: AppHandle, data: &Path) -> Desktop {
        if let Err(error) = second_start::answer(app.clone(), data) {
            tracing::warn!(%error, "a second start cannot show this window");
        }
        system::introduce(&app);
        Desktop { app, tray: AsyncMutex::default(), lines: Lines::default() }
    }

    /// What it offers now.
    pub(crate) async fn view(&self) -> DesktopView {
        DesktopView { notices: system::shows_notices().await, tray: true, autostart: Some(system::starts(&self.app)) }
    }

    /// Asks the person where a file of this name is saved. `None`: nowhere.
    pub(crate) async fn place(&self, title: &str, name: &str) -> Option<Place> {
        let chosen = self.dialog(title).set_file_name(name).save_file().await?;
        Some(Place::File(chosen.path().to_owned()))
    }

    /// Asks the person which file is read. `None`: none.
    pub(crate) async fn file(&self, title: &str) -> Option<Place> {
        let chosen = self.dialog(title).pick_file().await?;
        Some(Place::File(chosen.path().to_owned()))
    }

    fn dialog(&self, title: &str) -> AsyncFileDialog {
        let dialog = AsyncFileDialog::new().set_title(title);
        match self.app.get_webview_window("main") {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }

    /// Has the session start Kaimono, or not any more.
    pub(crate) fn set_autostart(&self, on: bool) -> std::io::Result<()> {
        system::start(&self.app, on)
    }

    /// Shows a notification; gives whether the desktop took it.
    pub(crate) async fn show(&self, words: &words::Words, opens: Opened) -> bool {
        match system::show(&self.app, words, opens).await {
            Ok(shown) => shown,
            Err(error) => {
                tracing::debug!(error, "the desktop shows no notification");
                false
            }
        }
    }

    /// Puts a tray icon there to come back by; gives whether there is one. The window may be hidden then.
    pub(crate) async fn retreat(&self, lines: TrayLines) -> bool {
        let mut tray = self.tray.lock().await;
        let shown = match tray.as_ref() {
            Some(tray) => self.tell(tray, lines).and_then(|()| tray.set_visible(true)),
            None => self.make(lines).map(|made| *tray = Some(made)),
        };
        shown.inspect_err(|error| tracing::warn!(%error, "there is no icon in the tray")).is_ok()
    }

    /// Takes the tray icon away, if the window is wanted by the time that it can be.
    pub(crate) async fn return_from_tray(&self, window_is_wanted: impl Fn() -> bool) {
        let tray = self.tray.lock().await;
        if window_is_wanted()
            && let Some(Err(error)) = tray.as_ref().map(|tray| tray.set_visible(false))
        {
            tracing::warn!(%error, "the icon stays in the tray");
        }
    }

    /// Keeps right what the tray tells.
    pub(crate) async fn keep_told(&self, lines: TrayLines) {
        if let Some(tray) = self.tray.lock().await.as_ref()
            && let Err(error) = self.tell(tray, lines)
        {
            tracing::warn!(%error, "the tray tells what was");
        }
    }

    fn make(&self, lines: TrayLines) -> tauri::Result<TrayIcon> {
        let told = Arc::clone(&self.lines);
        let mut builder = TrayIconBuilder::new()
            .menu(&menu(&self.app, &lines)?)
            .tooltip(tooltip(&lines))
            .show_menu_on_left_click(CLICK_IS_FOR_THE_MENU)
            .on_menu_event(move |app, event| chosen(app, &event, &told))
            .on_tray_icon_event(|tray, event| clicked(tray, &event));
        if let Some(icon) = self.app.default_window_icon() {
            builder = builder.icon(icon.clone());
        }
        let tray = builder.build(&self.app)?;
        *self.lines.lock().unwrap_or_else(PoisonError::into_inner) = Some(lines);
        Ok(tray)
    }

    /// A menu that is open is replaced only where it would tell something else.
    fn tell(&self, tray: &TrayIcon, lines: TrayLines) -> tauri::Result<()> {
        let before = self.lines.lock().unwrap_or_else(PoisonError::into_inner).replace(lines.clone());
        if before.as_ref() == Some(&lines) {
            return Ok(());
        }
        tray.set_tooltip(Some(tooltip(&lines)))?;
        tray.set_menu(Some(menu(&self.app, &lines)?))
    }
}

fn tooltip(lines: &TrayLines) -> String {
    let told = [words::NAME, &lines.open].into_iter().chain(lines.ahead.iter().map(String::as_str));
    told.collect::<Vec<_>>().join("\n")
}

fn menu(app: &AppHandle, lines: &TrayLines) -> tauri::Result<Menu<tauri::Wry>> {
    let usual = None::<&str>;
    let menu = Menu::new(app)?;
    menu.append(&MenuItem::with_id(app, OPEN, lines.show, true, usual)?)?;
    for told in std::iter::once(&lines.open).chain(&lines.ahead) {
        menu.append(&MenuItem::new(app, told, false, usual)?)?;
    }
    menu.append(&CheckMenuItem::with_id(app, PAUSE, &lines.pause, true, lines.is_paused, usual)?)?;
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&MenuItem::with_id(app, QUIT, lines.quit, true, usual)?)?;
    Ok(menu)
}

fn chosen(app: &AppHandle, event: &MenuEvent, told: &Lines) {
    match event.id().as_ref() {
        OPEN => window::show(app, None),
        PAUSE => {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(lines) = told.as_mut() {
                // The system has set the mark already.
                lines.is_paused = !lines.is_paused;
                house::pause_buying(app.clone(), lines.is_paused);
            }
        }
        QUIT => app.exit(0),
        _ => {}
    }
}

fn clicked(tray: &TrayIcon, event: &TrayIconEvent) {
    if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event
        && !CLICK_IS_FOR_THE_MENU
    {
        window::show(tray.app_handle(), None);
    }
}

/// No program needs a token here to bring its own window to the front.
pub(crate) fn activation_token() -> Option<String> {
    None
}

/// Minutes after local midnight, by this machine's clock and time zone.
pub(crate) fn local_minute() -> u16 {
    OffsetDateTime::now_local().map(|now| u16::from(now.hour()) * 60 + u16::from(now.minute())).unwrap_or_default()
}

/// How far this machine's local time is ahead of UTC now, minutes.
pub(crate) fn ahead_of_utc() -> i32 {
    OffsetDateTime::now_local().map(|now| i32::from(now.offset().whole_minutes())).unwrap_or_default()
}
