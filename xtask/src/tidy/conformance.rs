//! Every test that docs/conformance.md names exists.

use std::collections::BTreeSet;

use crate::workspace::{Workspace, has_extension};

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let Some(document) = Workspace::read("docs/conformance.md") else {
        return vec!["docs/conformance.md is missing".to_owned()];
    };
    let mut tests = BTreeSet::new();
    for file in workspace.files.iter().filter(|file| has_extension(file, "rs")) {
        let text = Workspace::read(file).unwrap_or_default();
        tests.extend(test_names(&text).map(str::to_owned));
    }
    named(&document)
        .filter(|name| !tests.contains(*name))
        .map(|name| format!("docs/conformance.md names {name}, and there is no such test"))
        .collect()
}

/// The last column of each row, where it is one name in code style.
fn named(document: &str) -> impl Iterator<Item = &str> {
    document.lines().filter_map(|line| {
        let last = line.strip_suffix(" |")?.rsplit(" | ").next()?;
        last.strip_prefix('`')?.strip_suffix('`')
    })
}

/// Names of functions that follow a test attribute.
fn test_names(source: &str) -> impl Iterator<Item = &str> {
    let mut armed = false;
    source.lines().filter_map(move |line| {
        let line = line.trim();
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            armed = true;
            return None;
        }
        let name = line.trim_start_matches("async ").strip_prefix("fn ")?.split('(').next()?;
        std::mem::take(&mut armed).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_name_tests_and_sources_have_them() {
        let document = "| rule | what | test |\n|---|---|---|\n| R1 | it holds | `it_holds` |\ntext\n";
        assert_eq!(named(document).collect::<Vec<_>>(), ["it_holds"]);
        let source =
            "#[test]\n#[ignore]\nfn it_holds() {}\nfn helper() {}\n#[tokio::test]\nasync fn waits() {}\n";
        assert_eq!(test_names(source).collect::<Vec<_>>(), ["it_holds", "waits"]);
    }
}
