//! A system where Kaimono has neither notifications nor a tray yet, and says so.

use super::TrayLines;
use crate::{machine, words};
use kaimono_core::{
    house::Place,
    view::app::{DesktopView, Opened},
};
use std::path::Path;
use tauri::AppHandle;

pub(crate) struct Desktop(AppHandle);

impl Desktop {
    pub(crate) async fn find(app: AppHandle, _: &Path) -> Desktop {
        Desktop(app)
    }

    pub(crate) async fn place(&self, _: &str, _: &str) -> Option<Place> {
        Some(Place::Folders(machine::folders(&self.0)))
    }

    pub(crate) async fn file(&self, _: &str) -> Option<Place> {
        Some(Place::Folders(Vec::new()))
    }

    pub(crate) async fn view(&self) -> DesktopView {
        DesktopView { notices: false, tray: false, autostart: None }
    }

    pub(crate) fn set_autostart(&self, _: bool) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    pub(crate) async fn show(&self, _: &words::Words, _: Opened) -> bool {
        false
    }

    pub(crate) async fn retreat(&self, _: TrayLines) -> bool {
        false
    }

    pub(crate) async fn return_from_tray(&self, _: impl Fn() -> bool) {}

    pub(crate) async fn keep_told(&self, _: TrayLines) {}
}

pub(crate) async fn show_running(_: &Path, _: Option<&str>, _: Option<&str>) -> bool {
    false
}

pub(crate) fn activation_token() -> Option<String> {
    None
}

/// Days are those of UTC.
pub(crate) fn ahead_of_utc() -> i32 {
    0
}

/// Never asked for: nothing is shown.
pub(crate) fn local_minute() -> u16 {
    0
}
