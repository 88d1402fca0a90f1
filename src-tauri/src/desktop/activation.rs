//! Activation tokens: by them a desktop knows that the person wants this window now, and lets it come to the front. A launcher leaves
//! one in the environment, a notification that is clicked sends one, and so does a tray.

use gtk::{glib::Cast, prelude::GtkWindowExt};
use std::{ffi::OsString, os::unix::ffi::OsStringExt};

/// Of Wayland, and of X11 (which some Wayland desktops set as well).
const VARIABLES: [&str; 2] = ["XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"];
/// A token of X11 ends with this and the time of the click.
const TIME: &str = "_TIME";

/// The token that this program was started with.
pub(crate) fn given() -> Option<String> {
    passed_on().into_iter().find_map(|(_, token)| token.into_string().ok())
}

/// The variables with a token, for the program that this one starts in its own place. GTK removes them from the environment
/// before anything of ours runs, so they are read where the system keeps them.
pub(crate) fn passed_on() -> Vec<(&'static str, OsString)> {
    let environment = std::fs::read("/proc/self/environ").unwrap_or_default();
    let value = |name: &str| {
        environment.split(|byte| *byte == 0).find_map(|line| {
            let value = line.strip_prefix(name.as_bytes())?.strip_prefix(b"=")?;
            (!value.is_empty()).then(|| OsString::from_vec(value.to_vec()))
        })
    };
    VARIABLES.into_iter().filter_map(|name| Some((name, value(name)?))).collect()
}

/// Whether this is the display of a Wayland desktop. To be asked where GTK runs.
pub(crate) fn is_wayland() -> bool {
    wayland().is_some()
}

fn wayland() -> Option<gdkwayland::WaylandDisplay> {
    gtk::gdk::Display::default().and_then(|display| display.downcast().ok())
}

/// Brings a window to the front, by a token where there is one.
pub(crate) fn activate(window: &gtk::ApplicationWindow, token: Option<&str>) {
    let Some(token) = token else { return window.present() };
    match (wayland(), time_of(token)) {
        (Some(display), _) => {
            display.set_startup_notification_id(token);
            window.present();
        }
        (None, Some(time)) => {
            window.set_startup_id(token);
            window.present_with_time(time);
        }
        (None, None) => window.present(),
    }
}

/// The time of the click, in the display's milliseconds.
fn time_of(token: &str) -> Option<u32> {
    let (_, time) = token.rsplit_once(TIME)?;
    time.parse().ok().filter(|time| *time != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_click_is_read_of_a_token_of_x11() {
        assert_eq!(time_of("gnome-shell/Kaimono/1234-5-host_TIME67890"), Some(67_890));
        for other in ["b3a1c2d4-0000-4000-8000-000000000000", "_TIME", "_TIME0", "x_TIME-1", "x_TIME99999999999", ""] {
            assert_eq!(time_of(other), None, "{other}");
        }
    }
}
