//! Pictures that sellers chose for their agents. The page has no network, so the backend fetches them, as carefully as it calls
//! agents (`masumi::net::FileHttp`): it is a stranger's address, and a stranger's file. What comes is decoded within strict limits
//! (`small`) and written anew, small, so that nothing of the seller's file reaches the window. A cache on disk (`cache`) keeps
//! that, and for a while that there was nothing to show.
//!
//! Whoever serves a picture learns the person's IP address, and that somebody looks at this agent. So nothing is fetched unless
//! the person wants pictures, and nothing by IPFS unless the person named a gateway.

mod cache;
mod small;
#[cfg(test)]
mod tests;

use crate::{blocking::blocking, clients::Clients};
use cache::{Cache, Kept};
use masumi::{
    moment::{DAY, HOUR, MINUTE, Moment},
    net::{CallError, CallErrorKind, FileHttp, Operation},
};
use sha2::{Digest, Sha256};
use std::{path::Path, time::Duration};
use url::Url;

/// A file that is larger is no picture of an agent.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// With all redirects. A picture that takes longer comes after the person has gone on.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is wanted. What comes is looked at by itself.
const ACCEPT: &str = "image/png, image/jpeg, image/webp, image/gif";
/// So many are fetched at once, of one host one after the other.
const TURNS: usize = 4;
/// After this a picture is fetched again: it may be another one by now.
const FRESH: i64 = 30 * DAY;
/// No longer address than this is a picture's.
const LONGEST: usize = 2_048;

/// The pictures of the agents that one profile lists.
pub(crate) struct Pictures {
    cache: Cache,
    turns: [tokio::sync::Mutex<()>; TURNS],
    patience: Duration,
}

impl Pictures {
    /// Goes on with what a profile's directory has of them. It is a cache: one that is broken begins anew, and where nothing can be
    /// written, it is kept in memory.
    pub(crate) fn open(directory: &Path) -> Pictures {
        let cache = Cache::open(&directory.join("pictures.db"));
        Pictures { cache, turns: Default::default(), patience: PATIENCE }
    }

    /// The picture at an address, as a `data:` address of a small PNG; `None`: there is none to show. `gateway`: by which `ipfs:`
    /// is reached. `clients`: without, only what was fetched before.
    pub(crate) async fn picture(
        &self,
        image: &str,
        gateway: Option<&Url>,
        clients: Option<&Clients>,
        now: Moment,
    ) -> Option<String> {
        let source = Source::of(image, gateway)?;
        let key: [u8; 32] = Sha256::digest(source.url.as_str()).into();
        let known = || blocking(|| self.cache.get(&key, now));
        if let Some(kept) = known() {
            return kept.address();
        }
        let clients = clients?;
        // One host is asked by one turn, so a slow one keeps nobody else waiting, and the same picture is never fetched twice.
        let host: [u8; 32] = Sha256::digest(source.url.host_str().unwrap_or_default()).into();
        let _turn = self.turns[usize::from(host[0]) % TURNS].lock().await;
        if let Some(kept) = known() {
            return kept.address();
        }
        let (kept, until) = self.fetched(&source, clients, now).await;
        blocking(|| self.cache.put(&key, &kept, now, until));
        kept.address()
    }

    /// Fetches a picture and makes it small; and until when that holds.
    async fn fetched(&self, source: &Source, clients: &Clients, now: Moment) -> (Kept, Moment) {
        let http: &FileHttp = if source.by_gateway { &clients.files.gateway } else { &clients.files.hosts };
        match http.get(Operation::Picture, source.url.as_str(), ACCEPT, MOST_BYTES, self.patience).await {
            Ok(bytes) => {
                // A decoder that panics is a picture that cannot be shown.
                let small = tokio::task::spawn_blocking(move || small::small(&bytes)).await.ok().flatten();
                small.map_or((Kept::Nothing, now.plus(DAY)), |png| (Kept::Picture(png), now.plus(FRESH)))
            }
            Err(error) => (Kept::Nothing, now.plus(pause(&error))),
        }
    }
}

/// How long nobody asks again after a failure: what is the seller's fault stays, what is the network's may pass.
fn pause(error: &CallError) -> i64 {
    match error.kind {
        CallErrorKind::AddressRefused(_) | CallErrorKind::TooLarge | CallErrorKind::Redirected(_) => DAY,
        CallErrorKind::Status { status: 400..=499, .. } => 6 * HOUR,
        _ => 10 * MINUTE,
    }
}

/// Where a picture is.
struct Source {
    url: Url,
    by_gateway: bool,
}

impl Source {
    /// Of what a seller wrote. `None`: an address that is not asked for a picture, such as `data:` and, without a gateway, `ipfs:`.
    fn of(image: &str, gateway: Option<&Url>) -> Option<Source> {
        let image = image.trim();
        if image.len() > LONGEST {
            return None;
        }
        if let Some(path) = strip_scheme(image, "ipfs://") {
            return Some(Source { url: at_gateway(gateway?, path)?, by_gateway: true });
        }
        let url = Url::parse(image).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
        Some(Source { url, by_gateway: false })
    }
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(scheme.len())?;
    begin.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// `{gateway}/ipfs/{cid}/{path}`. Only letters and digits name a content, and no part of the path leads up: the seller chooses what
/// is asked of the gateway, and nothing else.
fn at_gateway(gateway: &Url, path: &str) -> Option<Url> {
    // `ipfs://ipfs/Qm…` is a common mistake.
    let path = path.strip_prefix("ipfs/").unwrap_or(path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let (cid, below) = path.split_once('/').unwrap_or((path, ""));
    if !(20..=120).contains(&cid.len()) || !cid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let below: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
    let leads_up = |part: &&str| {
        let plain = part.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    };
    if below.iter().any(leads_up) {
        return None;
    }
    let mut url = gateway.clone();
    url.path_segments_mut().ok()?.pop_if_empty().extend(["ipfs", cid]).extend(below);
    Some(url)
}

/// Reads the address of a gateway as a person typed it: https, without anything but a host and a path. `None`: it is none.
pub(crate) fn gateway(typed: &str) -> Option<Url> {
    let mut url = Url::parse(typed.trim()).ok()?;
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if url.scheme() != "https" || !url.has_host() || !plain || typed.len() > LONGEST {
        return None;
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(path.strip_suffix("/ipfs").unwrap_or(&path));
    Some(url)
}
