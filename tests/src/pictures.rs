//! The pictures that a story takes, numbered in the order of the telling.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

/// Where a story's pictures go. Clones count together.
#[derive(Clone, Debug)]
pub struct Pictures {
    directory: PathBuf,
    taken: Arc<AtomicU32>,
}

impl Pictures {
    /// An empty directory for them; an earlier telling's are removed.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn begin(directory: PathBuf) -> Pictures {
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("target/ can be written");
        Pictures { directory, taken: Arc::default() }
    }

    /// Keeps the next picture, as `<number>-<name>.png`.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn keep(&self, name: &str, png: &[u8]) -> PathBuf {
        let number = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        let file = self.directory.join(format!("{number:02}-{name}.png"));
        fs::write(&file, png).expect("target/ can be written");
        file
    }
}
