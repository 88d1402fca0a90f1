//! What a developer is told about this machine if the person wants that, and where that text is saved.

use crate::{desktop::Desktop, log};
use kaimono_core::diagnostics::Machine;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager};

/// So much of the log is told.
const LOG: u64 = 200 * 1024;

/// This machine, and where Kaimono keeps what it keeps.
pub(crate) struct ThisMachine {
    data: PathBuf,
}

impl ThisMachine {
    /// With this data directory.
    pub(crate) fn with_data(data: &Path) -> ThisMachine {
        ThisMachine { data: data.to_owned() }
    }

    /// What a developer may need to know of it, and the end of the log.
    pub(crate) async fn tell(&self, app: &AppHandle, desktop: &Desktop) -> Machine {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let offers = desktop.view().await;
        let mut facts = vec![
            ("system", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
            ("tauri", tauri::VERSION.to_owned()),
            ("webview", tauri::webview_version().unwrap_or_else(|error| error.to_string())),
            ("notifications", offers.notices.to_string()),
            ("tray", offers.tray.to_string()),
        ];
        let release = fs::read_to_string("/etc/os-release").ok().and_then(|text| value_of(&text, "PRETTY_NAME"));
        facts.extend(release.map(|name| ("release", name)));
        facts.extend(first_line("/proc/sys/kernel/osrelease").map(|version| ("kernel", version)));
        for (name, fact) in [("XDG_CURRENT_DESKTOP", "desktop"), ("XDG_SESSION_TYPE", "session")] {
            facts.extend(variable(name).map(|value| (fact, value)));
        }
        let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(variable);
        let called = user.as_deref().and_then(|user| full_name(&fs::read_to_string("/etc/passwd").ok()?, user));
        let machine = first_line("/proc/sys/kernel/hostname").or_else(|| variable("COMPUTERNAME"));
        let names = [user, called, machine].into_iter().flatten().filter(|name| name != "localhost").collect();
        Machine { facts, log: log::end(&self.data, LOG), home: app.path().home_dir().ok(), names }
    }
}

/// Where a person looks for what was saved, the likeliest first, where no dialog asks them. Only folders that are there.
#[cfg(target_os = "linux")]
pub(crate) fn folders(app: &AppHandle) -> Vec<PathBuf> {
    let named = [app.path().download_dir(), app.path().document_dir()];
    named.into_iter().flatten().filter(|folder| folder.is_dir()).collect()
}

fn first_line(path: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    text.lines().next().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// The value of a name in lines of `NAME="value"`.
fn value_of(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
    Some(line.trim_matches('"').to_owned())
}

/// How a user is called, as `/etc/passwd` has it.
fn full_name(users: &str, user: &str) -> Option<String> {
    let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let name = fields.filter(|fields| fields.first() == Some(&user)).find_map(|fields| fields.get(4).copied())?;
    name.split(',').next().filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_of_itself_is_read_of_its_files() {
        let release = "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n";
        assert_eq!(value_of(release, "PRETTY_NAME").as_deref(), Some("Debian GNU/Linux 13 (trixie)"));
        let users =
            "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000:Alice Liddell,,,:/home/alice:/bin/sh\nbob:x:1:1::/:/\n";
        assert_eq!(full_name(users, "alice").as_deref(), Some("Alice Liddell"));
        assert_eq!((full_name(users, "bob"), full_name(users, "eve")), (None, None));
    }
}
