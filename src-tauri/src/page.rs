//! The page of a debug build: read from where `ui/bundle.mjs` puts it each time that it is asked for, so that whoever works on it needs no
//! other program and no compiler. A release has it inside.

use std::{
    borrow::Cow,
    fs,
    path::{Component, Path, PathBuf},
};
use tauri::{
    Assets, Runtime,
    utils::assets::{AssetKey, AssetsIter, CspHash},
};

/// Where the page is, and the page of its parts.
pub(crate) struct OnDisk([PathBuf; 2]);

impl OnDisk {
    /// The page of this checkout.
    pub(crate) fn in_checkout() -> OnDisk {
        let target = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target"));
        OnDisk(["page", "workshop"].map(|name| target.join(name)))
    }

    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let place = Path::new(key.trim_start_matches('/'));
        let is_inside = place.components().all(|part| matches!(part, Component::Normal(_)));
        self.0.iter().filter(|_| is_inside).find_map(|folder| fs::read(folder.join(place)).ok())
    }
}

impl<R: Runtime> Assets<R> for OnDisk {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        let found = self.read(key.as_ref());
        if found.is_none() && key.as_ref() == "/index.html" {
            eprintln!("kaimono: there is no page yet. Make it: make page");
        }
        found.map(Cow::Owned)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(std::iter::empty())
    }

    fn csp_hashes(&self, _html_path: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::OnDisk;
    use std::fs;

    #[test]
    fn the_page_is_read_and_nothing_beside_it() {
        let target = tempfile::tempdir().unwrap();
        let [page, parts] = ["page", "workshop"].map(|name| target.path().join(name));
        for (folder, name, text) in [(&page, "index.html", "the page"), (&parts, "kit.html", "its parts")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join(name), text).unwrap();
        }
        fs::write(target.path().join("secret"), "not the page").unwrap();
        let disk = OnDisk([page, parts]);
        assert_eq!(disk.read("/index.html").as_deref(), Some("the page".as_bytes()));
        assert_eq!(disk.read("/kit.html").as_deref(), Some("its parts".as_bytes()));
        for elsewhere in ["/../secret", "/page/../../secret", "//../secret", "/", "/none.js"] {
            assert_eq!(disk.read(elsewhere), None, "{elsewhere}");
        }
    }
}
