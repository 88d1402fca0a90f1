//! The shell: window, commands, events. Knows Tauri; decides nothing.

#[macro_use]
mod commands;
mod agent_link;
mod desktop;
mod handlers;
mod house;
mod link;
mod log;
mod machine;
#[cfg(debug_assertions)]
mod page;
#[cfg(target_os = "linux")]
mod page_process;
mod sandbox;
mod start;
mod window;
mod words;

use desktop::Desktop;
use house::House;
use kaimono_core::error::Code;
use sandbox::EmbeddedSandbox;
use std::{error::Error, path::PathBuf, process::ExitCode};
use tauri::{App, AppHandle, Manager, RunEvent};

/// Runs Kaimono until its window is closed. The exit code is 2 when the machine lacks something (which has been said).
pub fn run() -> ExitCode {
    if let Err(code) = start::check() {
        return code;
    }
    #[cfg(debug_assertions)]
    let context = tauri::generate_context!(assets = page::OnDisk::in_checkout());
    #[cfg(not(debug_assertions))]
    let context = tauri::generate_context!();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handlers::all())
        .manage(agent_link::Waiting::default())
        .setup(set_up)
        .build(context);
    match built {
        Ok(app) => {
            app.run(heard);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("kaimono: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &mut App) -> Result<(), Box<dyn Error>> {
    let data = data_directory(app)?;
    match log::begin(&data) {
        Ok(guard) => drop(app.manage(guard)),
        // A disk that cannot be written is said in the window, which is more use without a log than no window.
        Err(error) => eprintln!("kaimono: there is no log: {error}"),
    }
    let house = tauri::async_runtime::block_on(House::start(&data));
    let second = house.open().is_err_and(|failure| failure.code == Code::AlreadyRunning);
    let arguments: Vec<_> = std::env::args_os().skip(1).filter_map(|argument| argument.into_string().ok()).collect();
    let in_background = arguments.iter().any(|argument| argument == desktop::IN_BACKGROUND);
    let link = agent_link::among(arguments.into_iter());
    if second && in_background {
        app.handle().exit(0);
        return Ok(());
    }
    if second
        && tauri::async_runtime::block_on(desktop::show_running(
            &data,
            link.as_deref(),
            desktop::activation_token().as_deref(),
        ))
    {
        // The first one shows its window, and what a link leads to; this start has nothing else to do.
        app.handle().exit(0);
        return Ok(());
    }
    app.manage(house);
    app.manage(EmbeddedSandbox::in_data(&data));
    app.manage(machine::ThisMachine::with_data(&data));
    app.manage(window::Asking::default());
    app.state::<agent_link::Waiting>().begin_with(link.as_deref());
    window::open(app, &data, !in_background)?;
    // A second start that finds this one shows its window, so there is one by now.
    app.manage(Desktop::find(app.handle().clone(), &data));
    tauri::async_runtime::spawn(desktop::announce(app.handle().clone()));
    tauri::async_runtime::spawn(house::tell_page(app.handle().clone()));
    tauri::async_runtime::spawn(house::wake_sandbox(app.handle().clone()));
    if in_background {
        tauri::async_runtime::spawn(window::begin_in_background(app.handle().clone()));
    }
    Ok(())
}

/// On macOS a link is no argument of a start, and neither is a click on the icon of a program that runs.
fn heard(app: &AppHandle, event: RunEvent) {
    #[cfg(target_os = "macos")]
    match event {
        RunEvent::Opened { urls } => urls.iter().for_each(|url| agent_link::open(app, url.as_str(), None)),
        RunEvent::Reopen { .. } => window::show(app, None),
        _ => {}
    }
    #[cfg(not(target_os = "macos"))]
    let _ = (app, event);
}

/// Where everything is kept: `KAIMONO_DATA_DIR`, else the platform's place for it.
fn data_directory(app: &App) -> tauri::Result<PathBuf> {
    match std::env::var_os("KAIMONO_DATA_DIR") {
        Some(path) => Ok(path.into()),
        None => app.path().app_local_data_dir(),
    }
}
