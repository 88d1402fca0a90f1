//! What a file is by its first bytes, whatever its host calls it.

use serde::Serialize;
use std::{fs::File, io::Read, path::Path};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// Sound.
    Sound,
    /// A film.
    Film,
    /// An archive, or a document of an office program, which is one.
    Archive,
    /// A program: whoever opens it lets it run.
    Program,
    /// HTML: whoever opens it lets it ask its hosts.
    Page,
    /// Text of any kind.
    Text,
    /// Nothing that is known here.
    Unknown,
}

/// So many bytes tell.
const ENOUGH: u64 = 1_024;

const KINDS: &[(&[u8], FileKind)] = &[
    (b"%PDF-", FileKind::Pdf),
    (b"\x89PNG\r\n\x1a\n", FileKind::Picture),
    (b"\xff\xd8\xff", FileKind::Picture),
    (b"GIF8", FileKind::Picture),
    (b"BM", FileKind::Picture),
    (b"ID3", FileKind::Sound),
    (b"OggS", FileKind::Sound),
    (b"fLaC", FileKind::Sound),
    (b"\x1aE\xdf\xa3", FileKind::Film),
    (b"PK\x03\x04", FileKind::Archive),
    (b"\x1f\x8b", FileKind::Archive),
    (b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
    (b"Rar!", FileKind::Archive),
    (b"\xfd7zXZ", FileKind::Archive),
    (b"\x28\xb5\x2f\xfd", FileKind::Archive),
    (b"MZ", FileKind::Program),
    (b"\x7fELF", FileKind::Program),
    (b"\xcf\xfa\xed\xfe", FileKind::Program),
    (b"\xca\xfe\xba\xbe", FileKind::Program),
    (b"#!", FileKind::Program),
];

/// By the beginning of what is there now.
pub(super) fn of(path: &Path) -> FileKind {
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| file.take(ENOUGH).read_to_end(&mut begin));
    if read.is_err() { FileKind::Unknown } else { by(&begin) }
}

pub(super) fn by(begin: &[u8]) -> FileKind {
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| begin.starts_with(magic)) {
        return *kind;
    }
    match (begin.get(..4), begin.get(4..8), begin.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return FileKind::Picture,
        (Some(b"RIFF"), _, Some(b"WAVE")) => return FileKind::Sound,
        (_, Some(b"ftyp"), Some(b"avif" | b"heic")) => return FileKind::Picture,
        (_, Some(b"ftyp"), _) => return FileKind::Film,
        _ => {}
    }
    let begin_of_text = match std::str::from_utf8(begin) {
        Ok(text) => text,
        // The last letter may have been cut.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&begin[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return FileKind::Unknown,
    };
    let text = begin_of_text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    match text {
        text if text.is_empty() || text.contains('\0') => FileKind::Unknown,
        text if ["<!doctype html", "<html", "<svg", "<?xml", "<script"].iter().any(|begin| text.starts_with(begin)) => {
            FileKind::Page
        }
        _ => FileKind::Text,
    }
}
