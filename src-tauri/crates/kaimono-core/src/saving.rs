//! Saves a text where the person can find it, for their eyes only, and never overwrites anything.

use crate::error::{Code, Failure, Result, Side};
use masumi::moment::Moment;
use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

/// Nobody saves as many on one day.
const MOST: u32 = 1_000;

/// What a file is called, between the program's name and the date, and how that ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub stem: &'a str,
    pub ending: &'a str,
}

/// Saves it in the first of these folders that takes it. Where.
pub(crate) fn save(text: &str, name: Named<'_>, folders: &[PathBuf], now: Moment) -> Result<PathBuf> {
    let date: String = now.iso().chars().take_while(|letter| *letter != 'T').collect();
    let mut why = None;
    for folder in folders {
        match in_folder(text, name, folder, &date) {
            Ok(path) => return Ok(path),
            Err(error) => why = Some(error),
        }
    }
    let words = why.map_or_else(|| "there is no folder for it".to_owned(), |error| error.to_string());
    Err(Failure::new(Code::Store, Side::App).quoting(&words).passing())
}

fn in_folder(text: &str, name: Named<'_>, folder: &Path, date: &str) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("kaimono-{}-{date}{more}.{}", name.stem, name.ending));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        return match file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
            Ok(()) => Ok(path),
            Err(error) => {
                // Half of it is of no use to anybody.
                let _ = fs::remove_file(&path);
                Err(error)
            }
        };
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "too many of them are there"))
}
