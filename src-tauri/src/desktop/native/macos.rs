//! macOS: the notification centre, which only programs in a bundle have, and a launch agent that starts Kaimono with the session.

use super::super::{IN_BACKGROUND, open};
use crate::words::Words;
use kaimono_core::view::app::Opened;
use mac_usernotifications::{
    Action, AuthorizationStatus, InterruptionLevel, Notification, check_bundle, get_notification_settings, request_auth,
};
use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager};

const OPEN: &str = "open";

/// The bundle says who it is.
pub(super) fn introduce(_: &AppHandle) {}

/// Whether the person allows notifications, or was not asked yet.
pub(super) async fn shows_notices() -> bool {
    let settings = get_notification_settings().await;
    settings.is_ok_and(|settings| settings.authorization_status != AuthorizationStatus::Denied)
}

/// Shows a notification, for which the person is asked the first time; a click on it or its button opens what it is about.
pub(super) async fn show(app: &AppHandle, words: &Words, opens: Opened) -> Result<bool, String> {
    check_bundle().map_err(|error| error.to_string())?;
    if !request_auth().await.map_err(|error| error.to_string())? {
        return Ok(false);
    }
    let level = if words.urgent { InterruptionLevel::TimeSensitive } else { InterruptionLevel::Active };
    let notification = Notification::new()
        .title(&words.summary)
        .message(&words.body)
        .interruption_level(level)
        .action(Action::button(OPEN, words.open));
    let shown = notification.send().await.map_err(|error| error.to_string())?;
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Ok(answer) = shown.response().await
            && (answer.is_default_action() || answer.action_identifier == OPEN)
        {
            open(&app, &opens, None);
        }
    });
    Ok(true)
}

/// Whether Kaimono starts with the session.
pub(super) fn starts(app: &AppHandle) -> bool {
    file(app).is_some_and(|file| file.exists())
}

/// Has it start with the session, or not any more.
pub(super) fn start(app: &AppHandle, on: bool) -> io::Result<()> {
    let file = file(app).ok_or(io::ErrorKind::NotFound)?;
    if !on {
        return fs::remove_file(file)
            .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) });
    }
    fs::create_dir_all(file.parent().unwrap_or(Path::new("/")))?;
    let agent = agent(&app.config().identifier, &std::env::current_exe()?, std::env::var_os("KAIMONO_DATA_DIR"))?;
    fs::write(file, agent)
}

fn file(app: &AppHandle) -> Option<PathBuf> {
    let folder = app.path().home_dir().ok()?.join("Library/LaunchAgents");
    Some(folder.join(format!("{}.plist", app.config().identifier)))
}

fn agent(label: &str, program: &Path, data: Option<OsString>) -> io::Result<String> {
    let text = |path: OsString| path.into_string().map_err(|_| io::Error::other("the path is no text"));
    let program = escaped(&text(program.as_os_str().to_owned())?);
    let environment = match data {
        Some(data) => format!(
            "<key>EnvironmentVariables</key><dict><key>KAIMONO_DATA_DIR</key><string>{}</string></dict>\n",
            escaped(&text(data)?)
        ),
        None => String::new(),
    };
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n<key>Label</key><string>{label}</string>\n\
         <key>ProgramArguments</key><array><string>{program}</string><string>{IN_BACKGROUND}</string></array>\n\
         {environment}<key>RunAtLoad</key><true/>\n</dict></plist>\n"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_holds_any_path_and_starts_without_the_window() {
        let written = agent("a", Path::new("/Applications/A & <B>.app/kaimono"), Some("/data dir".into())).unwrap();
        assert!(written.contains(
            "<array><string>/Applications/A &amp; &lt;B&gt;.app/kaimono</string><string>--in-background</string></array>"
        ));
        assert!(written.contains("<key>KAIMONO_DATA_DIR</key><string>/data dir</string>"));
        assert!(!agent("a", Path::new("/kaimono"), None).unwrap().contains("KAIMONO_DATA_DIR"));
    }
}
