//! Starting with the desktop session: a file in the person's autostart folder. The file alone says whether it is so, since desktops
//! have settings of their own that write to it.

use super::IN_BACKGROUND;
use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager};

const NAME: &str = "kaimono.desktop";

/// Whether Kaimono starts with the session.
pub(super) fn is_on(app: &AppHandle) -> bool {
    file(app).is_some_and(|file| fs::read_to_string(file).is_ok_and(|text| starts(&text)))
}

/// Has it start with the session, or not any more.
pub(super) fn set(app: &AppHandle, on: bool) -> io::Result<()> {
    let file = file(app).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    if !on {
        return fs::remove_file(file)
            .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) });
    }
    // An AppImage is unpacked to another place at each start.
    let program = std::env::var_os("APPIMAGE").map_or_else(std::env::current_exe, |path| Ok(PathBuf::from(path)))?;
    fs::create_dir_all(file.parent().unwrap_or(Path::new("/")))?;
    fs::write(file, entry(&program, std::env::var_os("KAIMONO_DATA_DIR"))?)
}

fn file(app: &AppHandle) -> Option<PathBuf> {
    app.path().config_dir().ok().map(|folder| folder.join("autostart").join(NAME))
}

/// Whether an entry starts anything, as desktops read it.
fn starts(text: &str) -> bool {
    let says = |line: &str| text.lines().any(|one| one.trim().eq_ignore_ascii_case(line));
    !says("Hidden=true") && !says("X-GNOME-Autostart-enabled=false") && text.contains("Exec=")
}

fn entry(program: &Path, data: Option<OsString>) -> io::Result<String> {
    let mut command = String::new();
    if let Some(data) = data {
        command = format!("env {} ", quoted(&format!("KAIMONO_DATA_DIR={}", written(data)?))?);
    }
    command.push_str(&quoted(&written(program.as_os_str().to_owned())?)?);
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Kaimono\nIcon=kaimono\nExec={command} {IN_BACKGROUND}\nTerminal=false\n\
         X-GNOME-Autostart-enabled=true\n"
    ))
}

fn written(path: OsString) -> io::Result<String> {
    path.into_string().map_err(|_| io::Error::other("the path is no text"))
}

/// An argument as the specification of desktop entries wants it: quoted, and what is special in a quotation escaped, and that once
/// more, since backslashes are special in values of any kind.
fn quoted(argument: &str) -> io::Result<String> {
    if argument.chars().any(char::is_control) {
        return Err(io::Error::other("the path has signs that no desktop entry can hold"));
    }
    let mut quoted = String::from("\"");
    for letter in argument.chars() {
        match letter {
            '\\' => quoted.push_str("\\\\\\\\"),
            '"' | '`' | '$' => quoted.extend(["\\\\", letter.encode_utf8(&mut [0; 4])]),
            '%' => quoted.push_str("%%"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    Ok(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_holds_any_path_and_starts_without_the_window() {
        let exec = |program: &str, data: Option<&str>| {
            let entry = entry(Path::new(program), data.map(OsString::from)).unwrap();
            assert!(starts(&entry));
            entry.lines().find_map(|line| line.strip_prefix("Exec=").map(str::to_owned)).unwrap()
        };
        assert_eq!(exec("/usr/bin/kaimono", None), r#""/usr/bin/kaimono" --in-background"#);
        assert_eq!(
            exec("/home/a b/100%/$x\"\\", Some("/data dir")),
            r#"env "KAIMONO_DATA_DIR=/data dir" "/home/a b/100%%/\\$x\\"\\\\" --in-background"#
        );
        assert!(entry(Path::new("/a\nExec=evil"), None).is_err());
    }

    #[test]
    fn an_entry_that_the_desktop_switched_off_starts_nothing() {
        let on = entry(Path::new("/usr/bin/kaimono"), None).unwrap();
        for off in ["Hidden=true", "X-GNOME-Autostart-enabled=false", "hidden=True"] {
            assert!(!starts(&format!("{on}{off}\n")), "{off}");
        }
        assert!(!starts(""));
    }
}
