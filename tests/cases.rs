//! Holds the documents to the sources: a case or a promise whose test was renamed or removed would otherwise look held, and a
//! comment that cites `docs/` would lead nowhere.

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    /// What is written down about the services.
    const DOCUMENTS: [&str; 3] = ["protocol", "observed", "hard-cases"];

    /// Every Rust source of the workspace and every source and test of the page, as one text.
    fn sources(root: &Path) -> String {
        let mut left: Vec<PathBuf> = ["src-tauri", "tests", "ui/page", "ui/tests"].map(|place| root.join(place)).into();
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
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let documents = ["tests/CASES.md", "SECURITY.md", "docs/known-issues.md"]
            .map(|document| fs::read_to_string(root.join(document)).unwrap());
        let sources = sources(root);
        let words = documents.iter().flat_map(|document| document.split('`').skip(1).step_by(2));
        let is_name = |name: &&str| name.len() > 14 && name.contains('_') && !name.contains(char::is_uppercase);
        let names = words.filter(is_name);
        let is_there =
            |name: &&str| sources.contains(&format!("fn {name}(")) || sources.contains(&format!("test(\"{name}\""));
        let (known, unknown): (Vec<_>, Vec<_>) = names.partition(is_there);
        assert!(unknown.is_empty(), "no such tests: {unknown:#?}");
        assert!(known.len() > 90, "only {} names were read", known.len());
    }

    /// The numbers of a document's sections and, in tables of cases, of their rows: `4.3`, `C1`, `A2`, `12`.
    fn numbers(document: &str) -> Vec<&str> {
        let number = |line| match str::strip_prefix(line, "#") {
            Some(heading) => heading.trim_start_matches('#').split_whitespace().next(),
            None => str::strip_prefix(line, "| ").and_then(|row| row.split('|').next()),
        };
        document.lines().filter_map(number).map(|number| number.trim().trim_end_matches('.')).collect()
    }

    /// What follows the name of a document: `4.3 and 6.3`, `6.2, 6.3`.
    fn cited(after: &str) -> Vec<&str> {
        let is_number = |word: &&str| {
            let digits = word.strip_prefix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(word);
            !word.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        };
        let words = after.split([' ', ',']).filter(|word| !matches!(*word, "" | "and" | "to" | "\n"));
        words
            .map(|word| word.split(['\n', ')', ':', ';', ']']).next().unwrap_or_default().trim_end_matches('.'))
            .take_while(is_number)
            .collect()
    }

    #[test]
    fn every_citation_leads_to_a_section_that_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let sources = sources(root);
        let mut count = 0;
        for name in DOCUMENTS {
            let document = fs::read_to_string(root.join(format!("docs/{name}.md"))).unwrap();
            let numbers = numbers(&document);
            for after in sources.split(&format!("docs/{name}.md ")).skip(1) {
                let cited = cited(after);
                let unknown: Vec<_> = cited.iter().filter(|number| !numbers.contains(number)).collect();
                assert!(unknown.is_empty(), "docs/{name}.md has no {unknown:?}: {after:.60}");
                count += usize::from(!cited.is_empty());
            }
        }
        assert!(count > 70, "only {count} citations were read");
    }
}
