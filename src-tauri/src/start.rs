//! What must be true before there is a window: no remote control in a release, a display, a renderer that paints.

use std::process::ExitCode;

/// Exit code for "this machine lacks something", as opposed to 1, "Kaimono failed".
const LACKING: u8 = 2;

/// Each of these lets another program operate the window, and so click "Pay": WebDriver, WebKit's two inspectors (a listener
/// that asks nobody for a name, so that everybody on the machine is let in), and the arguments of WebView2, which can open one.
///
/// Not among them is what only the person at this desktop can reach, or what needs no window: the accessibility bus and the display (of
/// this session, and needed), GTK's own inspector (`GTK_DEBUG`, a window on that display), and whatever puts code into the
/// program (`LD_PRELOAD`, `GTK_MODULES`, `WEBKIT_INJECTED_BUNDLE_PATH`): who can do that is the person already.
const REMOTE_CONTROLS: [&str; 5] = [
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "WEBVIEW2_PIPE_FOR_SCRIPT_DEBUGGER",
];

/// Looks at the surroundings; `Err` has said what is wrong, and is the exit code.
pub(crate) fn check() -> Result<(), ExitCode> {
    let for_tests = cfg!(debug_assertions) || cfg!(feature = "automation");
    if let Some(name) = remote_control(for_tests, |name| std::env::var_os(name).is_some()) {
        return Err(stop(&format!(
            "{name} is set. It lets another program operate this wallet, so a released Kaimono does not start with it. Unset \
             it and start again."
        )));
    }
    #[cfg(target_os = "linux")]
    {
        paint_without_dmabuf()?;
        find_display()?;
    }
    Ok(())
}

/// The variable because of which this build does not start. Builds that are made for tests obey them all.
fn remote_control(for_tests: bool, is_set: impl Fn(&str) -> bool) -> Option<&'static str> {
    REMOTE_CONTROLS.into_iter().find(|name| !for_tests && is_set(name))
}

/// With many drivers WebKitGTK's DMABUF renderer leaves the window white. The variable must be there before GTK starts, and
/// is read by child processes too; so the program starts itself once more with it. Whoever sets it otherwise is obeyed.
#[cfg(target_os = "linux")]
fn paint_without_dmabuf() -> Result<(), ExitCode> {
    use std::os::unix::process::CommandExt;
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return Ok(());
    }
    let error = match std::env::current_exe() {
        Ok(path) => {
            let mut again = std::process::Command::new(path);
            again.args(std::env::args_os().skip(1)).env(VARIABLE, "1").envs(crate::desktop::passed_on()).exec()
        }
        Err(error) => error,
    };
    Err(stop(&format!("Could not start again with {VARIABLE}=1 ({error}). Set it yourself and start again.")))
}

/// GTK panics without a display; this says it instead.
#[cfg(target_os = "linux")]
fn find_display() -> Result<(), ExitCode> {
    if gtk::init().is_ok() {
        return Ok(());
    }
    let named = ["WAYLAND_DISPLAY", "DISPLAY"].map(|name| match std::env::var(name) {
        Ok(value) => format!("{name} is {value:?}"),
        Err(_) => format!("{name} is not set"),
    });
    Err(stop(&format!(
        "Kaimono is a window, and there is no display to open it on ({}). Start it from a desktop, or on a machine without \
         one under a virtual display: xvfb-run kaimono",
        named.join(", ")
    )))
}

fn stop(words: &str) -> ExitCode {
    eprintln!("kaimono: {words}");
    ExitCode::from(LACKING)
}

#[cfg(test)]
mod tests {
    use super::remote_control;

    #[test]
    fn a_release_does_not_start_where_another_program_could_operate_it() {
        for name in [
            "TAURI_WEBVIEW_AUTOMATION",
            "WEBKIT_INSPECTOR_SERVER",
            "WEBKIT_INSPECTOR_HTTP_SERVER",
            "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
            "WEBVIEW2_PIPE_FOR_SCRIPT_DEBUGGER",
        ] {
            assert_eq!(remote_control(false, |set| set == name), Some(name));
            assert_eq!(remote_control(true, |set| set == name), None, "a build for tests is operated by them");
        }
        for name in ["WEBKIT_DISABLE_DMABUF_RENDERER", "GTK_MODULES", "GTK_DEBUG", "AT_SPI_BUS_ADDRESS", "DISPLAY"] {
            assert_eq!(remote_control(false, |set| set == name), None, "{name} is the desktop's or the person's own");
        }
    }
}
