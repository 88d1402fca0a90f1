//! Saves a text where the person wants it, or where they can find it, for their eyes only. Nothing is overwritten that the person did
//! not choose.

use crate::{
    directory::private_directory,
    error::{Code, Failure, Result, Side},
};
use masumi::moment::Moment;
use std::{
    fs::{self, File, OpenOptions},
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

/// Where something is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this file, which the person chose: what was there is replaced.
    File(PathBuf),
    /// In the first of these folders that takes it, under a name that is free.
    Folders(Vec<PathBuf>),
}

impl Place {
    /// The same, where the person is not asked with a last folder of Kaimono's own, which is made.
    pub(crate) fn or_in(self, own: PathBuf) -> Place {
        let Place::Folders(mut folders) = self else { return self };
        // Where it cannot be made, the failure to save there says why.
        let _ = private_directory(&own);
        folders.push(own);
        Place::Folders(folders)
    }
}

impl Named<'_> {
    /// What the file is called on a day.
    pub(crate) fn on(&self, now: Moment) -> String {
        format!("kaimono-{}-{}.{}", self.stem, date(now), self.ending)
    }
}

fn date(now: Moment) -> String {
    now.iso().chars().take_while(|letter| *letter != 'T').collect()
}

/// Saves it there. Where that was.
pub(crate) fn save(text: &str, name: Named<'_>, place: &Place, now: Moment) -> Result<PathBuf> {
    save_written(|file| file.write_all(text.as_bytes()), name, place, now)
}

/// The same of what is written piece by piece, in each place from the beginning.
pub(crate) fn save_written(
    mut write: impl FnMut(&mut File) -> io::Result<()>,
    name: Named<'_>,
    place: &Place,
    now: Moment,
) -> Result<PathBuf> {
    let folders = match place {
        Place::File(path) => {
            let failed = |error: io::Error| Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing();
            return written(&mut write, path).map(|()| path.clone()).map_err(failed);
        }
        Place::Folders(folders) => folders,
    };
    let date = date(now);
    let mut why = None;
    for folder in folders {
        match in_folder(&mut write, name, folder, &date) {
            Ok(path) => return Ok(path),
            Err(error) => why = Some(error),
        }
    }
    let words = why.map_or_else(|| "there is no folder for it".to_owned(), |error| error.to_string());
    Err(Failure::new(Code::Store, Side::App).quoting(&words).passing())
}

fn in_folder(
    write: &mut impl FnMut(&mut File) -> io::Result<()>,
    name: Named<'_>,
    folder: &Path,
    date: &str,
) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("kaimono-{}-{date}{more}.{}", name.stem, name.ending));
        // Takes the name.
        match ours().create_new(true).open(&path) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        return match written(write, &path) {
            Ok(()) => Ok(path),
            Err(error) => {
                let _ = fs::remove_file(&path);
                Err(error)
            }
        };
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "too many of them are there"))
}

/// Under that name stands what was there or all of this, also where the program ends in the middle: half of it is of no use to anybody.
fn written(write: &mut impl FnMut(&mut File) -> io::Result<()>, path: &Path) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let written = ours().create(true).truncate(true).open(&part).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(&part, path)
    });
    written.inspect_err(|_| drop(fs::remove_file(&part)))
}

/// For the person's eyes only.
pub(crate) fn ours() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let folders = Place::Folders(vec![folder.path().to_owned()]);
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
        save("one", NAME, &Place::Folders(vec![folder.path().to_owned()]), NOW).expect_err("not saved");
        assert_eq!(names(folder.path()), [part]);
    }

    #[test]
    fn the_file_that_the_person_chose_is_replaced_or_left_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine");
        for text in ["one", "two"] {
            save(text, NAME, &Place::File(path.clone()), NOW).expect("saved");
            assert_eq!((fs::read_to_string(&path).expect("it"), names(folder.path()).len()), (text.to_owned(), 1));
        }
        fs::create_dir(folder.path().join("mine.part")).expect("a folder in its place");
        save("three", NAME, &Place::File(path.clone()), NOW).expect_err("not saved");
        assert_eq!(fs::read_to_string(&path).expect("it"), "two");
    }
}
