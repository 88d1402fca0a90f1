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
        // Takes the name.
        match options.open(&path) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        // Under that name stands nothing or all of it, also where the program ends in the middle: half of it is of no use to anybody.
        let part = PathBuf::from(format!("{}.part", path.display()));
        let written = options.create_new(false).create(true).truncate(true).open(&part).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&part, &path)
        });
        if let Err(error) = written {
            let _ = (fs::remove_file(&part), fs::remove_file(&path));
            return Err(error);
        }
        return Ok(path);
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "too many of them are there"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice;

    const NOW: Moment = Moment(1_795_348_800_000);
    const NAME: Named<'_> = Named { stem: "purchases", ending: "csv" };

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_overwritten_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = [folder.path().to_owned()];
        for (text, name) in [("one", "kaimono-purchases-2026-11-22.csv"), ("two", "kaimono-purchases-2026-11-22-2.csv")]
        {
            let path = save(text, NAME, &folders, NOW).expect("saved");
            assert_eq!(
                (path.as_path(), fs::read_to_string(&path).expect("it")),
                (&*folder.path().join(name), text.into())
            );
        }
        assert_eq!(names(folder.path()).len(), 2);
    }

    #[test]
    fn what_cannot_be_written_whole_leaves_no_file_of_that_name() {
        let folder = tempfile::tempdir().expect("a folder");
        // What is written first cannot be.
        let part = "kaimono-purchases-2026-11-22.csv.part";
        fs::create_dir(folder.path().join(part)).expect("a folder in its place");
        save("one", NAME, slice::from_ref(&folder.path().to_owned()), NOW).expect_err("not saved");
        assert_eq!(names(folder.path()), [part]);
    }
}
