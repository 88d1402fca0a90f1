//! The settings portal: which colour scheme the person prefers, and how large letters should be. The page follows GTK, but GTK learns
//! both only where a desktop writes them into one of GTK's own settings. Many desktops report them here and nowhere else.

use futures_util::StreamExt;
use gtk::prelude::GtkSettingsExt;
use tauri::AppHandle;
use zbus::{
    Connection, Proxy, proxy,
    zvariant::{OwnedValue, Value},
};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const SCHEME: (&str, &str) = ("org.freedesktop.appearance", "color-scheme");
const TEXT_SCALE: (&str, &str) = ("org.gnome.desktop.interface", "text-scaling-factor");

/// Usual letters, in GTK's unit: 1024ths of a dot per inch.
const USUAL: i32 = 96 * 1024;

/// Follows it, for as long as the program runs. Without a portal GTK's own settings count.
pub(super) async fn follow(app: AppHandle, bus: Connection) {
    let following = async {
        let settings: Proxy<'_> = proxy::Builder::new(&bus)
            .destination(PORTAL)?
            .path(PATH)?
            .interface(SETTINGS)?
            .cache_properties(proxy::CacheProperties::No)
            .build()
            .await?;
        let mut changes = settings.receive_signal("SettingChanged").await?;
        for setting in [SCHEME, TEXT_SCALE] {
            let told: zbus::Result<OwnedValue> = settings.call("ReadOne", &setting).await;
            match told {
                Ok(told) => prefer(&app, setting, &told),
                Err(error) => tracing::debug!(%error, "no portal tells {}", setting.1),
            }
        }
        while let Some(change) = changes.next().await {
            let body = change.body();
            let Ok((space, key, value)) = body.deserialize::<(&str, &str, Value<'_>)>() else { continue };
            prefer(&app, (space, key), &value);
        }
        zbus::Result::Ok(())
    };
    if let Err(error) = following.await {
        tracing::warn!(%error, "a change of the desktop's settings is not noticed");
    }
}

/// What nobody knows yet changes nothing.
fn prefer(app: &AppHandle, setting: (&str, &str), told: &Value<'_>) {
    let set: Box<dyn FnOnce(&gtk::Settings) + Send> = match (setting, told) {
        // 1: dark, 2: light, 0: whatever.
        (SCHEME, Value::U32(scheme @ 0..=2)) => {
            let dark = *scheme == 1;
            Box::new(move |settings| settings.set_gtk_application_prefer_dark_theme(dark))
        }
        (TEXT_SCALE, Value::F64(scale)) => {
            let dots = dots(*scale);
            Box::new(move |settings| scale_text(settings, dots))
        }
        _ => return,
    };
    let set = move || {
        if let Some(settings) = gtk::Settings::default() {
            set(&settings);
        }
    };
    if let Err(error) = app.run_on_main_thread(set) {
        tracing::warn!(%error, "the desktop's settings are not followed");
    }
}

thread_local! {
    /// What was set here last.
    static OURS: std::cell::Cell<i32> = const { std::cell::Cell::new(USUAL) };
}

/// A desktop that has told GTK itself is followed by GTK: it knows more, as how many dots its screens have.
fn scale_text(settings: &gtk::Settings, dots: i32) {
    let now = settings.gtk_xft_dpi();
    if now == OURS.get() || now <= 0 {
        settings.set_gtk_xft_dpi(dots);
        OURS.set(dots);
    }
}

/// GTK's number for letters so many times as large as usual, within what can be meant.
#[expect(
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    reason = "the portal tells a fraction; no money is near"
)]
fn dots(scale: f64) -> i32 {
    if scale.is_finite() { (f64::from(USUAL) * scale.clamp(0.5, 3.0)).round() as i32 } else { USUAL }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_scaled_within_what_can_be_meant() {
        let all = [1.0, 1.5, 0.0, -1.0, 1e300, f64::NAN, f64::INFINITY].map(dots);
        assert_eq!(all, [USUAL, 147_456, USUAL / 2, USUAL / 2, USUAL * 3, USUAL, USUAL]);
    }
}
