//! Making a backup, looking into one, and putting it back. What is put back is an older copy of itself: it begins and pays nothing by
//! itself (`purchase::older`). What is here already is never overwritten.

use super::{Kaimono, connect::random};
use crate::{
    backup::{self, HISTORY, KEPT, Manifest, Part, SavedProfile},
    blocking::blocking,
    bookmarks,
    clock::Clock,
    directory::{Directory, private_directory},
    error::{Code, Failure, Result, Side},
    limits::rules::Rules,
    pictures,
    profile::Profile,
    purchase::journal,
    saving::{Named, Place, save_written},
    store,
    view::{
        Changed,
        app::Language,
        backup::{
            BackupProfileView, BackupSavedView, BackupView, Fate, LeftOutView, Longer, Passphrase, RestoreDraft,
            RestoredView,
        },
    },
};
use masumi::{moment::Moment, net::Secret};
use std::{
    cmp::Ordering,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

const NAME: Named<'_> = Named { stem: "backup", ending: "age" };

/// Where copies are until they are in the backup, or in their places. Nothing else is there.
const STAGING: &str = "backup.part";

impl Kaimono {
    /// Saves a backup of all nodes but the sandbox. `None`: the person said nowhere. `ask`: where a file of a name is saved.
    pub async fn save_backup<A: Future<Output = Option<Place>>>(
        &self,
        passphrase: Passphrase,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<BackupSavedView>> {
        let passphrase = passphrase.secret();
        backup::check_passphrase(&passphrase)?;
        let now = Clock::system().now();
        let Some(place) = ask(NAME.on(now)).await else { return Ok(None) };
        let _turn = self.0.turn.lock().await;
        blocking(|| self.back_up(&passphrase, place, now)).map(Some)
    }

    fn back_up(&self, passphrase: &Secret, place: Place, now: Moment) -> Result<BackupSavedView> {
        let directory = &self.0.directory;
        let staging = Staging::new(directory)?;
        let (mut profiles, mut parts, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        let listed = directory.profiles()?.into_iter().map(|profile| (profile, false));
        let removed = directory.removed()?.into_iter().map(|profile| (profile, true));
        for (profile, removed) in listed.chain(removed).filter(|(profile, _)| !profile.sandbox) {
            let mut saved = SavedProfile::of(&profile, removed);
            match stage(directory, &staging, &mut saved) {
                Ok(files) => parts.extend(files),
                // Waiting does not make it readable, and the others are worth a backup.
                Err(failure) if is_unreadable(&failure) => {
                    left_out.push(LeftOutView { label: profile.label, failure });
                }
                Err(failure) => return Err(failure),
            }
            profiles.push(saved);
        }
        let manifest = Manifest::new(now, profiles, directory.chosen()?, parts);
        let place = place.or_in(directory.path().join("backups"));
        let write = |file: &mut File| backup::write(file, passphrase, &manifest, |part| File::open(staging.of(part)));
        let path = save_written(write, NAME, &place, now)?;
        Ok(BackupSavedView {
            path: path.to_string_lossy().into_owned(),
            profiles: count(manifest.profiles.len()),
            purchases: manifest.profiles.iter().fold(0, |sum, profile| sum.saturating_add(profile.purchases)),
            left_out,
        })
    }

    /// Reads a backup from its beginning to its end, and tells what is in it. Changes nothing.
    pub async fn preview_backup(&self, path: &str, passphrase: Passphrase) -> Result<BackupView> {
        let (path, passphrase) = (typed_path(path)?, passphrase.secret());
        blocking(|| {
            let opened = backup::open(&path, &passphrase)?;
            let id = opened.id().to_owned();
            let manifest = opened.read(|_| Ok(io::sink()))?;
            let views = manifest.profiles.iter().map(|saved| self.foretell(&manifest, saved));
            let profiles = views.collect::<Result<_>>()?;
            let here = self.0.directory.chosen()?;
            let mut taken =
                manifest.settings.keys().filter(|name| Directory::is_chosen(name) && !here.contains_key(*name));
            let limits = taken.clone().any(|name| Directory::is_limits(name));
            let settings = taken.any(|name| !Directory::is_limits(name));
            Ok(BackupView { id, made: manifest.made, app: manifest.app.clone(), profiles, settings, limits })
        })
    }

    fn foretell(&self, manifest: &Manifest, saved: &SavedProfile) -> Result<BackupProfileView> {
        let profile = saved.profile()?;
        let (fate, here) = self.fate(saved, &profile)?;
        // One that is not open goes as far as was noted last.
        let session = self.sessions().by_id.get(&saved.id).cloned();
        let last =
            session.map_or_else(|| self.0.directory.written(&saved.id), |open| Ok(open.purchases().numbers()?.1));
        let longer = (fate == Fate::Here).then_some(last).transpose()?.map(|here| match here.cmp(&saved.last) {
            Ordering::Less => Longer::Backup,
            Ordering::Equal => Longer::Neither,
            Ordering::Greater => Longer::Here,
        });
        Ok(BackupProfileView {
            id: saved.id.clone(),
            label: profile.label,
            network: saved.network,
            node_url: profile.node_url.to_string(),
            removed: saved.removed,
            history: manifest.has(&saved.id, HISTORY),
            purchases: saved.purchases,
            open: saved.open,
            fate,
            here,
            longer,
        })
    }

    /// What becomes of a profile, and what it is called here.
    fn fate(&self, saved: &SavedProfile, profile: &Profile) -> Result<(Fate, Option<String>)> {
        let directory = &self.0.directory;
        if let Some(here) = directory.ever(&saved.id)? {
            return Ok((Fate::Here, Some(here.label)));
        }
        if directory.orphans()?.contains(&saved.id) {
            return Ok((Fate::Here, None));
        }
        let same = |here: &Profile| here.network == profile.network && here.node_url == profile.node_url;
        // A node is connected once. A history of one that was removed is only read.
        let connected = directory.profiles()?.into_iter().find(same).filter(|_| !saved.removed);
        Ok(connected.map_or((Fate::New, None), |here| (Fate::NodeHere, Some(here.label))))
    }

    /// Puts back what the person was shown: all of it, or nothing.
    pub async fn restore_backup(&self, draft: RestoreDraft) -> Result<RestoredView> {
        let RestoreDraft { path, passphrase, id, beside } = draft;
        let (path, passphrase) = (typed_path(&path)?, passphrase.secret());
        let turn = self.0.turn.lock().await;
        let added = blocking(|| {
            let opened = backup::open(&path, &passphrase)?;
            if opened.id() != id {
                return Err(Failure::new(Code::StateChanged, Side::You));
            }
            self.put_back(opened, &beside)
        })?;
        let listed: Vec<_> = added.iter().filter(|added| !added.removed).cloned().collect();
        let mut opened = Vec::new();
        for added in &listed {
            // One that cannot be opened says so when it is looked at.
            opened.extend(blocking(|| self.open(added.profile.clone())));
        }
        drop(turn);
        for session in opened {
            self.fetch_keys(session).await;
        }
        if let Some(first) = listed.first().filter(|_| self.session().is_err()) {
            self.look_at(Some(&first.profile.id));
        }
        for changed in [Changed::App, Changed::Purchases, Changed::Bookmarks] {
            self.tell(changed);
        }
        let beside = count(added.iter().filter(|added| added.beside).count());
        Ok(RestoredView { added: count(added.len()).saturating_sub(beside), beside, app: self.app().await? })
    }

    fn put_back(&self, opened: backup::Opened, beside: &[String]) -> Result<Vec<Added>> {
        let directory = &self.0.directory;
        check_settings(opened.manifest())?;
        let language = self.language()?;
        let mut added = Vec::new();
        for saved in &opened.manifest().profiles {
            let profile = saved.profile()?;
            let fate = self.fate(saved, &profile)?.0;
            if fate != Fate::New && !beside.contains(&saved.id) {
                continue;
            }
            let is_beside = fate != Fate::New;
            let id = if fate == Fate::Here { random()? } else { saved.id.clone() };
            let label = if fate == Fate::Here { restored(&profile.label, language) } else { profile.label };
            let profile = Profile { id, label, ..profile };
            added.push(Added {
                from: saved.id.clone(),
                removed: saved.removed || is_beside,
                beside: is_beside,
                profile,
            });
        }
        let staging = Staging::new(directory)?;
        let manifest = opened.read(|part| -> Result<Box<dyn Write>> {
            let wanted = added.iter().any(|added| part.name.split_once('/').is_some_and(|(id, _)| id == added.from));
            let to = staging.of(part);
            let made = |to: &Path| {
                private_directory(to.parent().unwrap_or(to))?;
                File::create_new(to)
            };
            if wanted {
                Ok(Box::new(Synced(made(&to).map_err(|error| failed(&error))?)))
            } else {
                Ok(Box::new(io::sink()))
            }
        })?;
        for part in &manifest.parts {
            let (path, Some((id, file))) = (staging.of(part), part.name.split_once('/')) else { continue };
            if path.exists() {
                let saved = manifest.profiles.iter().find(|saved| saved.id == id);
                check_file(&path, file, saved.map(|saved| saved.last).unwrap_or_default())?;
            }
        }
        self.0.gate.hold(|| self.place(&staging, &manifest, &added))?;
        Ok(added)
    }

    /// Puts what was staged into its places. Where one thing cannot be, nothing is.
    fn place(&self, staging: &Staging, manifest: &Manifest, added: &[Added]) -> Result<()> {
        let directory = &self.0.directory;
        let profiles = directory.path().join("profiles");
        private_directory(&profiles).map_err(|error| failed(&error))?;
        let mut placed: Vec<&Added> = Vec::new();
        let mut all = || {
            for one in added {
                placed.push(one);
                let saved = manifest.profiles.iter().find(|saved| saved.id == one.from);
                if let Some(saved) = saved.filter(|saved| manifest.has(&saved.id, HISTORY)) {
                    // First: whenever this ends in the middle, what is found there is known to be an older copy.
                    directory.note_written(&one.profile.id, saved.last.saturating_add(1))?;
                }
                let (from, to) = (staging.path.join(&one.from), profiles.join(&one.profile.id));
                // An empty one is in the way on some systems.
                let _ = fs::remove_dir(&to);
                if from.exists() {
                    fs::rename(from, to).map_err(|error| failed(&error))?;
                }
            }
            let restored: Vec<_> =
                added.iter().map(|one| (&one.profile, one.removed, manifest.has(&one.from, HISTORY))).collect();
            directory.restore(&restored, &manifest.settings)
        };
        let done = all();
        if done.is_err() {
            for one in placed {
                let back = fs::rename(profiles.join(&one.profile.id), staging.path.join(&one.from));
                if back.is_ok() || !profiles.join(&one.profile.id).exists() {
                    let _ = directory.forget_written(&one.profile.id);
                }
            }
        }
        done
    }
}

/// A profile that is put back.
#[derive(Clone)]
struct Added {
    /// Its id in the backup.
    from: String,
    removed: bool,
    beside: bool,
    profile: Profile,
}

/// A folder for a while.
struct Staging {
    path: PathBuf,
}

impl Staging {
    fn new(directory: &Directory) -> Result<Staging> {
        let path = directory.path().join(STAGING);
        clear(directory.path());
        private_directory(&path).map_err(|error| failed(&error))?;
        Ok(Staging { path })
    }

    fn of(&self, part: &Part) -> PathBuf {
        self.path.join(&part.name)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Removes what an interrupted backup left.
pub(super) fn clear(data: &Path) {
    let _ = fs::remove_dir_all(data.join(STAGING));
}

/// Copies the files of a profile as they are now, also while they are written to.
fn stage(directory: &Directory, staging: &Staging, saved: &mut SavedProfile) -> Result<Vec<Part>> {
    directory.expect_journal(&saved.id)?;
    let own = directory.path().join("profiles").join(&saved.id);
    private_directory(&staging.path.join(&saved.id)).map_err(|error| failed(&error))?;
    let mut parts = Vec::new();
    for file in KEPT.into_iter().filter(|file| own.join(file).exists()) {
        let name = format!("{}/{file}", saved.id);
        let copy = staging.path.join(&name);
        match store::copy_into(&own.join(file), &copy) {
            Ok(()) => {}
            // Marks that cannot be read are no reason to leave out what was bought.
            Err(failure) if file != HISTORY && is_unreadable(&failure) => {
                tracing::warn!(%failure, "marks are not in the backup");
                continue;
            }
            Err(failure) => return Err(failure),
        }
        if file == HISTORY {
            let journal::Glance { purchases, open, last } = journal::glance(&copy)?;
            (saved.purchases, saved.open, saved.last) = (purchases, open, last);
        }
        let (size, sha256) = backup::digest(&copy).map_err(|error| failed(&error))?;
        parts.push(Part { name, size, sha256 });
    }
    Ok(parts)
}

/// Whether it stays so.
fn is_unreadable(failure: &Failure) -> bool {
    matches!(failure.code, Code::StoreDamaged | Code::StoreNewer)
}

/// Whether a file of a backup is what Kaimono writes, and nothing beside it.
fn check_file(path: &Path, file: &str, last: i64) -> Result<()> {
    let checked = if file == HISTORY {
        journal::check(path).and_then(|glance| {
            if glance.last == last { Ok(()) } else { Err(store::damaged("it ends elsewhere than the backup says")) }
        })
    } else {
        bookmarks::check(path)
    };
    checked.map_err(|failure| match failure.code {
        Code::StoreNewer => Failure { code: Code::BackupNewer, side: Side::You, ..failure },
        Code::StoreFull => failure,
        _ => backup::damaged(&format!("{file}: {}", failure.quote)),
    })
}

/// What cannot be read would stop all buying, or be asked for pictures.
fn check_settings(manifest: &Manifest) -> Result<()> {
    for (name, value) in &manifest.settings {
        let is_good = match name.as_str() {
            name if Directory::is_limits(name) => serde_json::from_str::<Rules>(value).is_ok(),
            "pictures.gateway" => value.is_empty() || pictures::gateway(value).is_some(),
            _ => true,
        };
        if !is_good {
            return Err(backup::damaged(name));
        }
    }
    Ok(())
}

/// The name of a history beside the one that is here.
fn restored(label: &str, language: Language) -> String {
    let word = match language {
        Language::En => "restored",
        Language::De => "wiederhergestellt",
    };
    let label: String = label.chars().take(40).collect();
    format!("{} ({word})", label.trim_end())
}

/// A path as it is typed, or as a file manager gives it.
pub(super) fn typed_path(typed: &str) -> Result<PathBuf> {
    let typed = typed.trim().trim_matches(['"', '\'']);
    let path = match url::Url::parse(typed) {
        Ok(address) if address.scheme() == "file" => address.to_file_path().ok(),
        _ => Some(PathBuf::from(typed)),
    };
    path.filter(|path| path.is_absolute()).ok_or_else(|| Failure::input("path"))
}

/// Is on the disk when it is written whole.
struct Synced(File);

impl Write for Synced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

fn failed(error: &io::Error) -> Failure {
    let code = if error.kind() == io::ErrorKind::StorageFull { Code::StoreFull } else { Code::Store };
    Failure::new(code, Side::App).quoting(&error.to_string()).passing()
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
