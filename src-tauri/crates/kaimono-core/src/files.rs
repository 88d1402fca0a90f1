//! Files that a result leads to. The page has no network, so this program fetches them, when the person asks for one and not
//! before, as carefully as pictures: it is a stranger's address, and a stranger's file. What comes is kept beside the history, as
//! it came, under a safe name, for the person's eyes only; it is never opened here. A host may serve another file the next time:
//! then both are kept, and that is said.

mod kind;
#[cfg(test)]
mod tests;

pub use kind::FileKind;

use crate::{
    blocking::blocking,
    directory::private_directory,
    error::{Code, Failure, Result, Side},
    saving::ours,
    view::result::{FetchView, FetchedView, Missed},
};
use masumi::{
    moment::Moment,
    net::{CallError, CallErrorKind, FileHttp, Operation},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

/// No file of a result is larger here.
const MOST_BYTES: usize = 50 * 1024 * 1024;
/// With all redirects.
const PATIENCE: Duration = Duration::from_secs(300);
/// So many files are kept of one purchase.
const MOST_FILES: usize = 50;
/// No name of a file is longer, with its ending, and with its number where several are called so.
const LONGEST: usize = 80;
const LONGEST_ENDING: usize = 10;
const LONGEST_NUMBER: usize = "-100".len();
/// What is known of the files of a purchase stands beside them. No file's name begins so, in whatever letters.
const LIST: &str = "files.json";
/// What these name is no file on every system.
const TAKEN: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The files of a profile's purchases.
pub(crate) struct Files {
    directory: PathBuf,
    /// One after the other: they can be large.
    turn: tokio::sync::Mutex<()>,
    bytes: usize,
    patience: Duration,
}

/// A file that was fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fetched {
    url: String,
    name: String,
    bytes: u64,
    sha256: String,
    at: Moment,
}

impl Files {
    /// In a profile's directory.
    pub(crate) fn open(directory: &Path) -> Files {
        Files {
            directory: directory.join("files"),
            turn: tokio::sync::Mutex::default(),
            bytes: MOST_BYTES,
            patience: PATIENCE,
        }
    }

    /// The files of a purchase, in the order in which they came.
    pub(crate) fn of(&self, purchase: &str) -> Result<Vec<FetchedView>> {
        let folder = self.folder(purchase)?;
        Ok(views(&folder, read(&folder)?))
    }

    /// Fetches what is at an address, and keeps it where it is not there already.
    pub(crate) async fn fetch(&self, purchase: &str, url: &Url, http: &FileHttp, now: Moment) -> Result<FetchView> {
        let folder = self.folder(purchase)?;
        let _turn = self.turn.lock().await;
        let mut known = blocking(|| read(&folder))?;
        if known.len() >= MOST_FILES {
            return Ok(FetchView { files: views(&folder, known), missed: Some(Missed::Full) });
        }
        let bytes = match http.get(Operation::File, url.as_str(), "*/*", self.bytes, self.patience).await {
            Ok(bytes) => bytes,
            Err(error) => return Ok(FetchView { files: views(&folder, known), missed: Some(missed(&error)) }),
        };
        let sha256 = hex::encode(Sha256::digest(&bytes));
        if known.iter().any(|one| one.url == url.as_str() && one.sha256 == sha256) {
            return Ok(FetchView { files: views(&folder, known), missed: None });
        }
        blocking(|| {
            private_directory(&folder).map_err(|error| failed(&error))?;
            let name = keep(&folder, &safe_name(url), &bytes).map_err(|error| failed(&error))?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            known.push(Fetched { url: url.as_str().to_owned(), name, bytes: size, sha256, at: now });
            write(&folder, &known).map_err(|error| failed(&error))?;
            Ok(FetchView { files: views(&folder, known), missed: None })
        })
    }

    /// The names of purchases are made here, of letters and digits; what is no such name has no folder.
    fn folder(&self, purchase: &str) -> Result<PathBuf> {
        let plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
        if purchase.is_empty() || purchase.len() > 100 || !purchase.bytes().all(plain) {
            return Err(Failure::unknown(purchase));
        }
        Ok(self.directory.join(purchase))
    }
}

fn missed(error: &CallError) -> Missed {
    match error.kind {
        CallErrorKind::TooLarge => Missed::TooLarge,
        CallErrorKind::AddressRefused(_) | CallErrorKind::Redirected(_) => Missed::NotAllowed,
        CallErrorKind::Status { status: 404 | 410, .. } => Missed::Gone,
        CallErrorKind::Status { .. } => Missed::Refused,
        _ => Missed::Silent,
    }
}

fn failed(error: &io::Error) -> Failure {
    Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing()
}

/// What is known of the files in a folder. A list that cannot be read is none: the files stay where they are, and nothing that is
/// fetched is written over them.
fn read(folder: &Path) -> Result<Vec<Fetched>> {
    match fs::read(folder.join(LIST)) {
        Ok(text) => Ok(serde_json::from_slice(&text).unwrap_or_default()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(&error)),
    }
}

/// The list that was there or all of the new one.
fn write(folder: &Path, known: &[Fetched]) -> io::Result<()> {
    let (part, text) =
        (folder.join(format!("{LIST}.part")), serde_json::to_vec_pretty(known).map_err(io::Error::other)?);
    let mut file = ours().create(true).truncate(true).open(&part)?;
    file.write_all(&text)?;
    file.sync_all()?;
    fs::rename(&part, folder.join(LIST))
}

/// Keeps a file under a name that is free. What cannot be written whole is not there.
fn keep(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<String> {
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    for number in 1..=2 * MOST_FILES {
        let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}{ending}") };
        let path = folder.join(&name);
        let mut file = match ours().create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        return match file.write_all(bytes).and_then(|()| file.sync_all()) {
            Ok(()) => Ok(name),
            Err(error) => {
                let _ = fs::remove_file(&path);
                Err(error)
            }
        };
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "too many files of this name are there"))
}

/// What a file is called here: of the end of its address only letters that every system takes, in an order that nothing turns.
fn safe_name(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty())).unwrap_or_default();
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_') { letter } else { '-' };
    let shown = crate::text::decoded(last).chars().map(plain).collect::<String>();
    let is_ending = |end: &str| {
        !end.is_empty() && end.len() <= LONGEST_ENDING && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let (stem, ending) = shown.rsplit_once('.').filter(|(_, end)| is_ending(end)).unwrap_or((&shown, ""));
    let once = |text: &str, mark: &str| text.split(mark).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(mark);
    let stem = once(&once(stem, "-"), ".");
    let stem = stem.trim_matches(['-', '.', '_']);
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let stem = match () {
        () if stem.is_empty() => "file".to_owned(),
        () if TAKEN.contains(&&*first) || format!("{stem}.{ending}").to_ascii_lowercase().starts_with(LIST) => {
            format!("file-{stem}")
        }
        () => stem.to_owned(),
    };
    let stem: String = stem.chars().take(LONGEST - LONGEST_NUMBER - 1 - LONGEST_ENDING).collect();
    // A system may drop a point at the end.
    let stem = stem.trim_end_matches(['-', '.', '_']);
    if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") }
}

/// As the page is told of them. What is no longer there says so.
fn views(folder: &Path, known: Vec<Fetched>) -> Vec<FetchedView> {
    let mut seen: Vec<String> = Vec::new();
    let view = |fetched: Fetched| {
        let path = folder.join(&fetched.name);
        let another = seen.contains(&fetched.url);
        seen.push(fetched.url.clone());
        FetchedView {
            kind: kind::of(&path),
            there: fs::metadata(&path).is_ok_and(|file| file.is_file() && file.len() == fetched.bytes),
            path: path.to_string_lossy().into_owned(),
            url: fetched.url,
            name: fetched.name,
            bytes: fetched.bytes,
            sha256: fetched.sha256,
            at: fetched.at,
            another,
        }
    };
    known.into_iter().map(view).collect()
}
