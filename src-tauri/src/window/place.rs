//! Where the window was, and how large: kept beside the person's data, and taken up again as far as there is still a screen there.

use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tauri::{AppHandle, LogicalPosition, LogicalSize, Manager, Monitor, WebviewWindow};

/// While the person moves it, it is not written down.
const REST: Duration = Duration::from_millis(500);
/// So much of its upper edge must be on a screen, or nobody could take hold of it.
const GRIP: (i32, i32) = (120, 30);

/// A window's place and size, in units that are alike on all screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Left and upper edge; `None` where the desktop does not tell, or has put it itself.
    pub(super) at: Option<(i32, i32)>,
    /// Width and height.
    pub(super) size: (u32, u32),
    /// Over the whole screen.
    pub(super) maximised: bool,
}

/// Left and upper edge, width and height of a screen.
type Screen = ((i32, i32), (u32, u32));

impl Place {
    /// As large as is usual, wherever the desktop puts it.
    const USUAL: Place = Place { at: None, size: (1200, 800), maximised: false };

    /// The place to open at: no larger than the largest screen and no smaller than can be used, and at its old place if it could
    /// be taken hold of there.
    fn on(self, screens: &[Screen], least: (u32, u32)) -> Place {
        let most = |side: fn(&Screen) -> u32| screens.iter().map(side).max().unwrap_or(u32::MAX);
        let (width, height) = (most(|(_, size)| size.0), most(|(_, size)| size.1));
        let size = (self.size.0.min(width).max(least.0), self.size.1.min(height).max(least.1));
        let at = self.at.filter(|at| screens.iter().any(|screen| can_be_held(*at, size.0, *screen)));
        Place { at, size, ..self }
    }
}

/// Whether enough of the upper edge is on a screen.
fn can_be_held(
    (left, top): (i32, i32),
    width: u32,
    ((screen_left, screen_top), (screen_width, screen_height)): Screen,
) -> bool {
    let end = |from: i32, length: u32| from.saturating_add_unsigned(length);
    let seen = end(left, width).min(end(screen_left, screen_width)).saturating_sub(left.max(screen_left));
    seen >= GRIP.0 && top >= screen_top && top.saturating_add(GRIP.1) <= end(screen_top, screen_height)
}

/// Remembers the place of the window.
pub(super) struct Memory {
    file: PathBuf,
    /// What is to be written, and whether somebody is about to.
    last: Mutex<(Place, bool)>,
}

impl Memory {
    /// What is remembered in a data directory. What cannot be read is forgotten.
    pub(super) fn in_data(data: &Path) -> Memory {
        let file = data.join("window.json");
        let read = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        Memory { file, last: Mutex::new((read.unwrap_or(Place::USUAL), false)) }
    }

    /// Where to open the window.
    pub(super) fn place(&self, app: &AppHandle, least: (u32, u32)) -> Place {
        let screens: Vec<Screen> = app.available_monitors().unwrap_or_default().iter().map(screen).collect();
        self.last.lock().unwrap_or_else(PoisonError::into_inner).0.on(&screens, least)
    }

    /// Takes note of where the window is now. Minimised, it is nowhere.
    pub(super) fn note(&self, window: &WebviewWindow) {
        if window.is_minimized().unwrap_or(false) || !window.is_visible().unwrap_or(false) {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (place, due) = &mut *last;
        let before = *place;
        place.maximised = window.is_maximized().unwrap_or(false);
        // What it was before it was made as large as the screen comes back when it is made smaller.
        if !place.maximised
            && let (Ok(scale), Ok(size), Ok(at)) = (window.scale_factor(), window.inner_size(), window.outer_position())
        {
            let (size, at): (LogicalSize<u32>, LogicalPosition<i32>) = (size.to_logical(scale), at.to_logical(scale));
            place.size = (size.width, size.height);
            // Under Wayland a window is not told where it is.
            place.at = (!under_wayland()).then_some((at.x, at.y));
        }
        if *place != before && !std::mem::replace(due, true) {
            let app = window.app_handle().clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(REST).await;
                app.state::<Memory>().write();
            });
        }
    }

    fn write(&self) {
        let place = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            last.1 = false;
            last.0
        };
        let written = serde_json::to_vec(&place).map_err(std::io::Error::from).and_then(|text| {
            // Whole or not at all.
            let partial = self.file.with_extension("partial");
            fs::write(&partial, text)?;
            fs::rename(&partial, &self.file)
        });
        if let Err(error) = written {
            tracing::debug!(%error, "the place of the window is not kept");
        }
    }
}

fn screen(monitor: &Monitor) -> Screen {
    let scale = monitor.scale_factor();
    let at: LogicalPosition<i32> = monitor.position().to_logical(scale);
    let size: LogicalSize<u32> = monitor.size().to_logical(scale);
    ((at.x, at.y), (size.width, size.height))
}

fn under_wayland() -> bool {
    #[cfg(target_os = "linux")]
    return crate::desktop::is_wayland();
    #[cfg(not(target_os = "linux"))]
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Screen = ((0, 0), (1280, 800));
    const BESIDE: Screen = ((1280, 0), (1920, 1080));
    const LEAST: (u32, u32) = (480, 320);

    fn opened(at: (i32, i32), size: (u32, u32), screens: &[Screen]) -> (Option<(i32, i32)>, (u32, u32)) {
        let Place { at, size, .. } = Place { at: Some(at), size, maximised: false }.on(screens, LEAST);
        (at, size)
    }

    #[test]
    fn a_window_opens_where_it_was_as_long_as_there_is_a_screen() {
        let both = [LAPTOP, BESIDE];
        assert_eq!(opened((1400, 100), (1500, 900), &both), (Some((1400, 100)), (1500, 900)));
        assert_eq!(opened((1400, 100), (1500, 900), &[LAPTOP]), (None, (1280, 800)), "the other screen is gone");
        assert_eq!(
            opened((-300, 20), (900, 700), &[LAPTOP]),
            (Some((-300, 20)), (900, 700)),
            "partly outside, as it was"
        );
        for lost in [(-850, 20), (1200, 20), (100, -40), (100, 790), (i32::MAX, i32::MAX), (i32::MIN, 0)] {
            assert_eq!(opened(lost, (900, 700), &[LAPTOP]).0, None, "{lost:?}: nobody could take hold of it");
        }
        assert_eq!(opened((0, 0), (1, 1), &[LAPTOP]).1, LEAST);
        assert_eq!(opened((5, 5), (900, 700), &[]), (None, (900, 700)), "no screen is told");
    }

    #[test]
    fn what_was_kept_is_read_and_what_cannot_be_is_forgotten() {
        let data = std::env::temp_dir().join(format!("kaimono-place-{}", std::process::id()));
        fs::create_dir_all(&data).unwrap();
        let read = || Memory::in_data(&data).last.lock().unwrap().0;
        assert_eq!(read(), Place::USUAL);
        let place = Place { at: Some((-3, 4)), size: (700, 500), maximised: true };
        let memory = Memory::in_data(&data);
        memory.last.lock().unwrap().0 = place;
        memory.write();
        assert_eq!(read(), place);
        for text in ["", "{", "[]", r#"{"at":null,"size":[1,-2],"maximised":false}"#] {
            fs::write(data.join("window.json"), text).unwrap();
            assert_eq!(read(), Place::USUAL, "{text}");
        }
        fs::remove_dir_all(&data).unwrap();
    }
}
