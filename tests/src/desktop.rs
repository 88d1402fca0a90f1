//! A person's desktop: a home, a display, a session bus, and a keyring in the state that the story wants.

use crate::{checkout, group::Group, pictures::Pictures, wait};
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    os::unix::{fs::PermissionsExt, net::UnixStream},
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The password of the login keyring.
const PASSWORD: &str = "correct horse";

/// The keyring that the desktop has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyring {
    /// Unlocked at login, as on most desktops.
    Unlocked,
    /// There, with a login collection, but locked, and nothing to unlock it with.
    Locked,
    /// Likewise, and asking opens a dialog, which nobody answers.
    Asking,
    /// No Secret Service on the bus.
    Missing,
}

/// A desktop. What runs on it ends with it.
#[derive(Debug)]
pub struct Desktop {
    home: TempDir,
    display: String,
    pictures: Pictures,
    /// Whether windows tell assistive technology what is in them.
    heard: bool,
    // Ended in this order.
    running: Vec<Group>,
}

impl Desktop {
    /// Logs in. Pictures of the story go to `target/<pictures>/`.
    ///
    /// # Panics
    /// When a part of it cannot be started.
    pub async fn new(keyring: Keyring, pictures: &str) -> Desktop {
        let home = TempDir::with_prefix("kaimono-").expect("a home can be made");
        let pictures = Pictures::begin(checkout().join("target").join(pictures));
        let mut desktop = Desktop { home, display: String::new(), pictures, heard: false, running: Vec::new() };
        for name in ["runtime", "log", ".local/share", ".config", ".cache"] {
            fs::create_dir_all(desktop.home().join(name)).expect("a home can be written");
        }
        let runtime = fs::Permissions::from_mode(0o700);
        fs::set_permissions(desktop.home().join("runtime"), runtime).expect("a mode can be set");
        desktop.start_display().await;
        // Services that start on demand are there only where the story is about the keyring's own dialog.
        desktop.start_bus(keyring == Keyring::Asking).await;
        if keyring != Keyring::Missing {
            desktop.start_keyring(true).await;
        }
        if matches!(keyring, Keyring::Locked | Keyring::Asking) {
            desktop.running.pop();
            desktop.start_keyring(false).await;
        }
        desktop
    }

    /// The home directory; everything of this desktop is under it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where Kaimono keeps its data.
    pub fn data(&self) -> PathBuf {
        self.home().join("kaimono")
    }

    /// A program on this desktop: it sees this home, display and bus, and nothing of the machine's own session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("LANG", "C.UTF-8").env("TZ", "UTC").env("HOME", self.home()).current_dir(self.home());
        for (name, place) in [
            ("XDG_RUNTIME_DIR", "runtime"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_CACHE_HOME", ".cache"),
            ("KAIMONO_DATA_DIR", "kaimono"),
        ] {
            command.env(name, self.home().join(place));
        }
        command.env("DISPLAY", &self.display).env("GDK_BACKEND", "x11");
        if !self.heard {
            command.env("NO_AT_BRIDGE", "1");
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.bus().display()));
        command
    }

    /// Starts a program on this desktop; its output goes to `log/<name>.txt` under the home.
    pub fn start(&self, name: &str, command: &mut Command, input: &str) -> Group {
        Group::start(command, input, &self.home().join("log").join(format!("{name}.txt")))
    }

    /// The secrets that Kaimono keeps in the keyring, as their owner sees them.
    ///
    /// # Panics
    /// When the keyring cannot be asked.
    pub fn secrets(&self) -> Vec<String> {
        let mut search = self.command("secret-tool");
        let found = search.args(["search", "--all", "service", "Kaimono"]).output().expect("secret-tool is installed");
        let text = String::from_utf8_lossy(&found.stdout);
        text.lines().filter_map(|line| line.strip_prefix("secret = ")).map(str::to_owned).collect()
    }

    /// The keys in them: one entry for each node, with both of its keys.
    ///
    /// # Panics
    /// When the keyring cannot be asked, or an entry is not like that.
    pub fn kept_keys(&self) -> Vec<String> {
        let entries = self.secrets();
        let read = entries.iter().flat_map(|entry| {
            let keys: BTreeMap<String, String> =
                serde_json::from_str(entry).expect("an entry holds keys by their names");
            assert_eq!(keys.keys().map(String::as_str).collect::<Vec<_>>(), ["node", "registry"]);
            keys.into_values()
        });
        read.collect()
    }

    /// Every file of this desktop that contains a text, as bytes or as the UTF-16 of a browser's storage.
    ///
    /// # Panics
    /// When a file cannot be read.
    pub fn files_with(&self, text: &str) -> Vec<PathBuf> {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (mut found, mut open) = (Vec::new(), vec![self.home().to_owned()]);
        while let Some(directory) = open.pop() {
            for entry in fs::read_dir(directory).expect("a home can be read").flatten() {
                let kind = entry.file_type().expect("a home can be read");
                if kind.is_dir() {
                    open.push(entry.path());
                } else if kind.is_file() {
                    let bytes = fs::read(entry.path()).expect("a home can be read");
                    let contains = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
                    if contains(text.as_bytes()) || contains(&wide) {
                        found.push(entry.path());
                    }
                }
            }
        }
        found
    }

    /// Waits until Kaimono's window has a property of the display with a value.
    ///
    /// # Panics
    /// When it has not in time.
    pub async fn window_has(&self, property: &str, value: &str) {
        let told = || {
            let asked = self.command("xprop").args(["-name", "Kaimono", property]).output();
            String::from_utf8_lossy(&asked.expect("x11-utils is installed").stdout).trim().to_owned()
        };
        wait::until(&format!("{property} with {value}"), || told().ends_with(value)).await;
    }

    /// Whether Kaimono has a window that can be seen.
    ///
    /// # Panics
    /// When the display cannot be asked.
    pub fn window_is_seen(&self) -> bool {
        let asked = self.command("xwininfo").args(["-name", "Kaimono"]).output().expect("x11-utils is installed");
        String::from_utf8_lossy(&asked.stdout).contains("IsViewable")
    }

    /// The pictures of the story.
    pub fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// Starts the bus over which assistive technology reads windows. Windows that are opened afterwards are on it.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn be_heard(&mut self) {
        let launcher = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];
        let there = launcher.into_iter().find(|place| Path::new(place).exists()).expect("at-spi2-core is installed");
        let started = self.start("assistive", self.command(there).arg("--launch-immediately"), "");
        self.running.push(started);
        self.heard = true;
        wait::until("the bus of assistive technology", || self.has_owner("org.a11y.Bus")).await;
    }

    pub(crate) fn bus(&self) -> PathBuf {
        self.home().join("runtime/bus")
    }

    async fn start_display(&mut self) {
        let mut xvfb = self.command("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]);
        let display = self.start("display", &mut xvfb, "");
        let number = || {
            let output = display.output();
            output.lines().map(str::trim).find(|line| line.parse::<u32>().is_ok()).map(|number| format!(":{number}"))
        };
        wait::until("a display", || number().is_some()).await;
        self.display = number().unwrap_or_default();
        self.running.push(display);
    }

    async fn start_bus(&mut self, services: bool) {
        let services = if services { "<standard_session_servicedirs/>" } else { "" };
        let rules = format!(
            "<busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>{services}\
             <policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/>\
             </policy></busconfig>",
            self.bus().display()
        );
        let file = self.home().join("bus.conf");
        fs::write(&file, rules).expect("a home can be written");
        let mut daemon = self.command("dbus-daemon");
        daemon.arg("--config-file").arg(&file).args(["--nofork", "--nopidfile"]);
        let bus = self.start("bus", &mut daemon, "");
        let socket = self.bus();
        wait::until("a session bus", || UnixStream::connect(&socket).is_ok()).await;
        self.running.push(bus);
    }

    async fn start_keyring(&mut self, unlocked: bool) {
        let mut daemon = self.command("gnome-keyring-daemon");
        daemon.args(["--foreground", "--components=secrets"]);
        if unlocked {
            daemon.arg("--unlock");
        }
        let name = if unlocked { "keyring" } else { "keyring-locked" };
        let keyring = self.start(name, &mut daemon, if unlocked { PASSWORD } else { "" });
        self.running.push(keyring);
        let login = self.home().join(".local/share/keyrings/login.keyring");
        wait::until("a keyring", || login.exists() && self.has_owner("org.freedesktop.secrets")).await;
    }

    fn has_owner(&self, name: &str) -> bool {
        let mut ask = self.command("dbus-send");
        ask.args(["--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
        ask.args(["org.freedesktop.DBus.NameHasOwner", &format!("string:{name}")]);
        let answer = ask.output().expect("dbus-send is installed");
        String::from_utf8_lossy(&answer.stdout).contains("true")
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // The last started ends first; the display last, so that nobody complains of its going.
        while self.running.pop().is_some() {}
    }
}
