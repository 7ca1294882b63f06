//! What a crate carries: a licence always; what crates.io shows of it when it is published.

use crate::workspace::{Package, Workspace};

const FIELDS: &[&str] = &["license", "description", "edition", "rust_version"];
const FIELDS_WHEN_PUBLISHED: &[&str] = &["readme"];
const FILES_WHEN_PUBLISHED: &[&str] = &["README.md", "CHANGELOG.md"];

/// Lints are set once for all; a manifest without this would be free of them.
const LINTS: &str = "[lints]\nworkspace = true";

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let mut problems = Vec::new();
    for package in &workspace.packages {
        let Package { name, folder, is_published, .. } = package;
        let fields = FIELDS.iter().chain(FIELDS_WHEN_PUBLISHED.iter().filter(|_| *is_published));
        let absent = fields.filter(|field| !package.fields.iter().any(|known| known == *field));
        problems.extend(absent.map(|field| format!("{name} has no `{field}` in its manifest")));

        let files = FILES_WHEN_PUBLISHED.iter().filter(|_| *is_published);
        let absent = files.filter(|file| !workspace.files.contains(&format!("{folder}/{file}")));
        problems.extend(absent.map(|file| format!("{name} has no {file}")));

        if !Workspace::read(&format!("{folder}/Cargo.toml")).unwrap_or_default().contains(LINTS) {
            problems.push(format!("{name} does not take the lints of the workspace"));
        }
    }
    problems
}
