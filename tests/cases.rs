//! Holds `CASES.md` to the tests: a case whose test was renamed or removed would otherwise look held.

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    /// Every Rust source of the workspace and every test of the page, as one text.
    fn sources(root: &Path) -> String {
        let mut left: Vec<PathBuf> = vec![root.join("src-tauri"), root.join("tests"), root.join("ui/tests")];
        let mut text = String::new();
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "js") {
                text.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
        text
    }

    #[test]
    fn every_case_is_held_by_tests_that_exist() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let cases = fs::read_to_string(here.join("CASES.md")).unwrap();
        let sources = sources(here.parent().unwrap());
        let names = cases.split('`').skip(1).step_by(2).filter(|name| name.len() > 14 && name.contains('_'));
        let is_there =
            |name: &&str| sources.contains(&format!("fn {name}(")) || sources.contains(&format!("test(\"{name}\""));
        let (known, unknown): (Vec<_>, Vec<_>) = names.partition(is_there);
        assert!(unknown.is_empty(), "no such tests: {unknown:#?}");
        assert!(known.len() > 90, "only {} names were read", known.len());
    }
}
