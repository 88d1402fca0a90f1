//! What must be true before there is a window: no remote control in a release, a display, a renderer that paints.

use std::process::ExitCode;

/// Exit code for "this machine lacks something", as opposed to 1, "Kaimono failed".
const LACKING: u8 = 2;

/// Looks at the surroundings; `Err` has said what is wrong, and is the exit code.
pub(crate) fn check() -> Result<(), ExitCode> {
    refuse_automation(cfg!(debug_assertions) || cfg!(feature = "automation"))?;
    #[cfg(target_os = "linux")]
    {
        paint_without_dmabuf()?;
        find_display()?;
    }
    Ok(())
}

/// Whoever can set this variable could click "Pay": only builds made for tests obey it.
fn refuse_automation(for_tests: bool) -> Result<(), ExitCode> {
    if for_tests || std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_none() {
        return Ok(());
    }
    Err(stop(
        "TAURI_WEBVIEW_AUTOMATION is set. It lets another program operate this wallet, so a released Kaimono does not \
              start with it. Unset it and start again.",
    ))
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
        Ok(path) => std::process::Command::new(path).args(std::env::args_os().skip(1)).env(VARIABLE, "1").exec(),
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
