//! Windows: toasts, and what the registry says of Kaimono. All of it is the person's own part of the registry.

use super::super::{IN_BACKGROUND, open};
use crate::words::{self, Words};
use kaimono_core::view::app::Opened;
use std::{io, path::Path};
use tauri::AppHandle;
use tauri_winrt_notification::{Scenario, Toast};
use windows_registry::{CURRENT_USER, Key};

/// What starts with the session, by a command.
const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
/// What of it the person switched off in the task manager, by a number that is odd then.
const APPROVED: &str = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";
/// The error of a name that the registry does not have.
const NO_SUCH: i32 = 0x8007_0002_u32.cast_signed();

/// Says whose toasts they are: Windows shows none of a program that it does not know.
pub(super) fn introduce(app: &AppHandle) {
    let named = CURRENT_USER
        .create(format!(r"Software\Classes\AppUserModelId\{}", app.config().identifier))
        .and_then(|key| key.set_string("DisplayName", words::NAME));
    if let Err(error) = named {
        tracing::warn!(%error, "Windows does not know whose notifications these are");
    }
}

/// Whether the person allows them, Windows does not tell without being asked to show one.
pub(super) async fn shows_notices() -> bool {
    true
}

/// Shows a toast; a click on it or its button opens what it is about.
pub(super) async fn show(app: &AppHandle, words: &Words, opens: Opened) -> Result<bool, String> {
    let clicked = app.clone();
    let toast = Toast::new(&app.config().identifier)
        .title(&words.summary)
        .text1(&words.body)
        .scenario(if words.urgent { Scenario::Reminder } else { Scenario::Default })
        .add_button(words.open, "open")
        .on_activated(move |_| {
            open(&clicked, &opens, None);
            Ok(())
        });
    toast.show().map(|()| true).map_err(|error| error.to_string())
}

/// Whether Kaimono starts with the session.
pub(super) fn starts(_: &AppHandle) -> bool {
    Session::of(CURRENT_USER).is_some_and(|session| session.starts())
}

/// Has it start with the session, or not any more.
pub(super) fn start(_: &AppHandle, on: bool) -> io::Result<()> {
    let session = Session::of(CURRENT_USER).ok_or(io::ErrorKind::PermissionDenied)?;
    if !on {
        return session.forget();
    }
    // A command there has no environment of its own.
    if std::env::var_os("KAIMONO_DATA_DIR").is_some() {
        return Err(io::Error::other("KAIMONO_DATA_DIR is set, and Windows starts nothing with it"));
    }
    session.start(&std::env::current_exe()?)
}

/// The two keys of the registry that say what starts with a session.
struct Session {
    run: Key,
    approved: Key,
}

impl Session {
    fn of(root: &Key) -> Option<Session> {
        Some(Session { run: root.create(RUN).ok()?, approved: root.create(APPROVED).ok()? })
    }

    fn starts(&self) -> bool {
        let is_off =
            self.approved.get_value(words::NAME).is_ok_and(|value| value.first().is_some_and(|on| on % 2 == 1));
        self.run.get_string(words::NAME).is_ok() && !is_off
    }

    fn start(&self, program: &Path) -> io::Result<()> {
        let program = program.to_str().ok_or_else(|| io::Error::other("the path is no text"))?;
        self.run.set_string(words::NAME, format!("\"{program}\" {IN_BACKGROUND}"))?;
        gone(self.approved.remove_value(words::NAME))
    }

    fn forget(&self) -> io::Result<()> {
        gone(self.run.remove_value(words::NAME))?;
        gone(self.approved.remove_value(words::NAME))
    }
}

fn gone(removed: windows_registry::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.code().0 == NO_SUCH { Ok(()) } else { Err(error.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use windows_registry::Type;

    #[test]
    fn it_starts_with_the_session_until_it_is_switched_off_here_or_in_the_task_manager() {
        let root = CURRENT_USER.create(format!(r"Software\Kaimono test {}", std::process::id())).unwrap();
        let session = Session::of(&root).unwrap();
        assert!(!session.starts());
        session.forget().unwrap();
        session.start(Path::new(r"C:\Program Files\Kaimono\kaimono.exe")).unwrap();
        assert!(session.starts());
        let command = session.run.get_string("Kaimono").unwrap();
        assert_eq!(command, r#""C:\Program Files\Kaimono\kaimono.exe" --in-background"#);
        session.approved.set_bytes("Kaimono", Type::Bytes, &[3, 0, 0, 0]).unwrap();
        assert!(!session.starts());
        session.start(Path::new(r"C:\kaimono.exe")).unwrap();
        assert!(session.starts(), "whoever switches it on here wants it");
        session.forget().unwrap();
        assert!(!session.starts());
        CURRENT_USER.remove_tree(format!(r"Software\Kaimono test {}", std::process::id())).unwrap();
    }
}
