//! The settings portal: which colour scheme the person prefers. The page follows GTK, but GTK learns the preference only where a
//! desktop writes it into one of GTK's own themes. Many desktops report it here and nowhere else.

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
        let told: zbus::Result<OwnedValue> = settings.call("ReadOne", &SCHEME).await;
        match told {
            Ok(told) => prefer(&app, &told),
            Err(error) => tracing::debug!(%error, "no portal tells a colour scheme"),
        }
        while let Some(change) = changes.next().await {
            let body = change.body();
            let Ok((space, key, value)) = body.deserialize::<(&str, &str, Value<'_>)>() else { continue };
            if (space, key) == SCHEME {
                prefer(&app, &value);
            }
        }
        zbus::Result::Ok(())
    };
    if let Err(error) = following.await {
        tracing::warn!(%error, "a change of the colour scheme is not noticed");
    }
}

/// 1: dark, 2: light, 0: whatever.
fn prefer(app: &AppHandle, scheme: &Value<'_>) {
    let dark = match scheme {
        Value::U32(1) => true,
        Value::U32(0 | 2) => false,
        // What nobody knows yet changes nothing.
        _ => return,
    };
    let set = move || {
        if let Some(settings) = gtk::Settings::default() {
            settings.set_gtk_application_prefer_dark_theme(dark);
        }
    };
    if let Err(error) = app.run_on_main_thread(set) {
        tracing::warn!(%error, "the colour scheme stays as it is");
    }
}
