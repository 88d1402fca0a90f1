//! The house behind the window, or why it could not be opened. Either way there is a window, and it says so.

use kaimono_core::{
    Kaimono,
    error::{Failure, Result},
    view::{Changed, Told},
};
use std::path::Path;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::broadcast::error::RecvError;

use crate::sandbox::EmbeddedSandbox;

/// What all commands are answered by.
pub(crate) struct House(Result<Kaimono>);

impl House {
    /// Opens the house in the data directory.
    pub(crate) async fn start(data: &Path) -> House {
        House(
            Kaimono::start(data)
                .await
                .inspect_err(|failure| tracing::error!(%failure, "the house could not be opened")),
        )
    }

    /// The open house.
    pub(crate) fn open(&self) -> Result<&Kaimono> {
        self.0.as_ref().map_err(Failure::clone)
    }
}

/// Tells the page something. Whether it heard.
pub(crate) fn tell<T: Told>(app: &AppHandle, what: &T) -> bool {
    let told = app.emit_to("main", T::EVENT, what);
    told.inspect_err(|error| tracing::warn!(%error, "the page was not told")).is_ok()
}

/// Tells the page of every change, for as long as the program runs.
pub(crate) async fn tell_page(app: AppHandle) {
    let Ok(mut changes) = app.state::<House>().open().map(Kaimono::changes) else { return };
    loop {
        let told: &[Changed] = match changes.recv().await {
            Ok(changed) => &[changed],
            // It fell behind: everything may have changed.
            Err(RecvError::Lagged(_)) => {
                &[Changed::App, Changed::Market, Changed::Purchases, Changed::Wallet, Changed::Bookmarks, Changed::Link]
            }
            Err(RecvError::Closed) => return,
        };
        for changed in told {
            tell(&app, changed);
        }
    }
}

/// Pauses buying, or goes on, from outside the window.
pub(crate) fn pause_buying(app: AppHandle, on: bool) {
    tauri::async_runtime::spawn(async move {
        let house = app.state::<House>();
        let Ok(kaimono) = house.open() else { return };
        if let Err(failure) = kaimono.pause_buying(on).await {
            tracing::error!(%failure, "buying could not be paused");
        }
    });
}

/// Starts the sandbox again for whoever has used it before: its purchases go on.
pub(crate) async fn wake_sandbox(app: AppHandle) {
    let (house, sandbox) = (app.state::<House>(), app.state::<EmbeddedSandbox>());
    let Ok(kaimono) = house.open() else { return };
    let used = kaimono.app().await.is_ok_and(|view| view.profiles.iter().any(|profile| profile.sandbox));
    if used && let Err(failure) = sandbox.connect(kaimono).await {
        tracing::error!(%failure, "the sandbox did not start");
    }
}
