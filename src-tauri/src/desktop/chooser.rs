//! The file chooser portal: the desktop's own dialog, in which the person says where something is saved, or what is read. It is a service on the
//! session bus as everything that the desktop offers, so that a desktop without one is told from a person who said no.

use futures_util::StreamExt;
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use url::Url;
use zbus::{
    Connection, Proxy, proxy,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const CHOOSER: &str = "org.freedesktop.portal.FileChooser";
const REQUEST: &str = "org.freedesktop.portal.Request";

/// A portal that has to be started first says within this that it asks. The person may then take as long as they want.
const PATIENCE: Duration = Duration::from_secs(20);

/// Names of requests, each used once on a connection.
static REQUESTS: AtomicU32 = AtomicU32::new(0);

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Dialog<'a> {
    /// Where a file of this name is saved.
    Save { name: &'a str },
    /// Which file is read.
    Open,
}

/// What the person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// In this file; that it is replaced where it is there, the dialog has asked.
    File(PathBuf),
    /// Nowhere.
    Nowhere,
}

/// Asks it. `None`: this desktop has no such dialog, or it broke off.
pub(super) async fn ask(bus: &Connection, title: &str, dialog: Dialog<'_>) -> Option<Chosen> {
    match asked(bus, title, dialog).await {
        Ok(chosen) => chosen,
        Err(error) => {
            tracing::debug!(%error, "no portal asks for a file");
            None
        }
    }
}

async fn asked(bus: &Connection, title: &str, dialog: Dialog<'_>) -> zbus::Result<Option<Chosen>> {
    let chooser = proxy_of(bus, PATH.to_owned(), CHOOSER).await?;
    let token = format!("kaimono{}", REQUESTS.fetch_add(1, Ordering::Relaxed));
    let sender = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_")).unwrap_or_default();
    let expected = format!("{PATH}/request/{sender}/{token}");
    // Listened for before it is asked: a quick answer is not missed.
    let request = proxy_of(bus, expected.clone(), REQUEST).await?;
    let mut answers = request.receive_signal("Response").await?;
    let mut options = HashMap::from([("handle_token", Value::from(token.as_str())), ("modal", Value::from(true))]);
    let method = match dialog {
        Dialog::Save { name } => {
            options.insert("current_name", Value::from(name));
            "SaveFile"
        }
        Dialog::Open => "OpenFile",
    };
    let question = ("", title, options);
    let mut owners = chooser.receive_owner_changed().await?;
    let asking = chooser.call::<_, _, OwnedObjectPath>(method, &question);
    let Ok(handle) = tokio::time::timeout(PATIENCE, asking).await else { return Ok(None) };
    let handle = handle?;
    // Portals before 0.9 name the request themselves.
    if handle.as_str() != expected {
        answers = proxy_of(bus, handle.to_string(), REQUEST).await?.receive_signal("Response").await?;
    }
    // A portal that ends takes its dialog along, and answers no more.
    let answer = tokio::select! {
        answer = answers.next() => answer,
        _ = owners.next() => None,
    };
    let Some(answer) = answer else { return Ok(None) };
    let (ended, told): (u32, HashMap<String, OwnedValue>) = answer.body().deserialize()?;
    Ok(match ended {
        0 => file_of(&told).map(Chosen::File),
        1 => Some(Chosen::Nowhere),
        _ => None,
    })
}

async fn proxy_of(bus: &Connection, path: String, interface: &'static str) -> zbus::Result<Proxy<'static>> {
    let uncached = proxy::CacheProperties::No;
    proxy::Builder::new(bus)
        .destination(PORTAL)?
        .path(path)?
        .interface(interface)?
        .cache_properties(uncached)
        .build()
        .await
}

fn file_of(told: &HashMap<String, OwnedValue>) -> Option<PathBuf> {
    let uris: Vec<String> = told.get("uris")?.try_clone().ok()?.try_into().ok()?;
    Url::parse(uris.first()?).ok()?.to_file_path().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_of_what_a_portal_tells() {
        for (uris, file) in [
            (vec!["file:///home/me/Downloads/a%20b.csv"], Some("/home/me/Downloads/a b.csv")),
            (vec!["https://example.org/x"], None),
            (vec!["nonsense"], None),
            (vec![], None),
        ] {
            let uris: Vec<String> = uris.into_iter().map(str::to_owned).collect();
            let told = HashMap::from([("uris".to_owned(), OwnedValue::try_from(Value::from(uris)).unwrap())]);
            assert_eq!(file_of(&told), file.map(PathBuf::from));
        }
        assert_eq!(file_of(&HashMap::new()), None);
    }
}
