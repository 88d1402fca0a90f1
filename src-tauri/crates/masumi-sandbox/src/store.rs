//! Keeps the world in a directory, so that an app's history still finds its node after a restart. One JSON file,
//! replaced atomically after every change. It has no API key in it, only hashes; the wallets hold play money.

use crate::world::World;
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const FILE: &str = "sandbox.json";
/// Changes with every format that older builds cannot read.
const VERSION: u32 = 1;

/// A directory with a world in it.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    file: PathBuf,
}

/// The ports of the last time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ports {
    pub(crate) registry: u16,
    pub(crate) node: u16,
    pub(crate) agents: u16,
}

#[derive(Serialize)]
struct Writing<'a> {
    version: u32,
    ports: Ports,
    world: &'a World,
}

#[derive(Deserialize)]
struct Reading {
    version: u32,
    ports: Ports,
    world: World,
}

impl Store {
    /// Makes the directory if it is not there.
    pub(crate) fn open(directory: &Path) -> io::Result<Store> {
        fs::create_dir_all(directory)?;
        Ok(Store { file: directory.join(FILE) })
    }

    /// The world as it was left; `None` in an empty directory.
    pub(crate) fn load(&self) -> io::Result<Option<(Ports, World)>> {
        let text = match fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let read: Reading = serde_json::from_str(&text).map_err(|error| self.unreadable(&error.to_string()))?;
        if read.version != VERSION {
            return Err(self.unreadable(&format!("it is of version {}, this build reads {VERSION}", read.version)));
        }
        Ok(Some((read.ports, read.world)))
    }

    /// Replaces what was kept.
    pub(crate) fn save(&self, ports: Ports, world: &World) -> io::Result<()> {
        let text = serde_json::to_vec(&Writing { version: VERSION, ports, world })?;
        let beside = self.file.with_extension("new");
        fs::write(&beside, text)?;
        fs::rename(&beside, &self.file)
    }

    fn unreadable(&self, why: &str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, format!("{} cannot be read: {why}", self.file.display()))
    }
}
