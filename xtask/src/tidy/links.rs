//! Links between the documents lead somewhere.

use std::path::{Component, Path, PathBuf};

use xtask::command::root;

use crate::workspace::{Workspace, has_extension};

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let mut problems = Vec::new();
    for file in workspace.files.iter().filter(|file| has_extension(file, "md")) {
        let text = Workspace::read(file).unwrap_or_default();
        for (line, link) in links(&text) {
            if target(file, link).is_some_and(|target| !root().join(target).exists()) {
                problems.push(format!("{file}:{line}: `{link}` leads nowhere"));
            }
        }
    }
    problems
}

/// What stands between `](` and `)`, with its line (from 1).
fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().flat_map(|(index, line)| {
        line.split("](").skip(1).filter_map(move |rest| Some((index + 1, rest.split_once(')')?.0)))
    })
}

/// The file or folder that a link in `file` means; `None` for another site and for a place on the same page.
fn target(file: &str, link: &str) -> Option<PathBuf> {
    let path = link.split('#').next().filter(|path| !path.is_empty() && !link.contains("://"))?;
    let mut target = PathBuf::new();
    for component in Path::new(file).parent()?.join(path).components() {
        match component {
            Component::ParentDir => _ = target.pop(),
            component => target.push(component),
        }
    }
    Some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_with_their_lines() {
        let text = "a [b](c.md) and\n[d](../e) [f](https://g.org)\n";
        assert_eq!(links(text).collect::<Vec<_>>(), [(1, "c.md"), (2, "../e"), (2, "https://g.org")]);
    }

    #[test]
    fn a_link_starts_at_the_folder_of_its_file() {
        assert_eq!(target("docs/a.md", "../b/c.md#part"), Some("b/c.md".into()));
        assert_eq!(target("README.md", "fuzz/"), Some("fuzz".into()));
        assert_eq!(target("README.md", "#status"), None);
        assert_eq!(target("README.md", "https://docs.rs"), None);
    }
}
