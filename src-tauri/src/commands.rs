//! The commands, one line each: what the page may ask of the house. Nothing is decided here.

use crate::link;
use kaimono_core::error::Result;
use tauri_plugin_opener::OpenerExt;

/// Opens a link in the system's browser.
#[tauri::command]
pub(crate) async fn link_open(app: tauri::AppHandle, url: String) -> Result<()> {
    let url = link::permitted(&url)?;
    app.opener().open_url(url, None::<&str>).map_err(|error| link::not_opened(&error))
}
