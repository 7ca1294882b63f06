//! The workspace as cargo and git see it.

use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::command::{capture, cargo, program, root};
use xtask::failure::{Context, Result};

/// Packages, folders and files.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) packages: Vec<Package>,
    /// Where cargo puts what it builds.
    pub(crate) target: PathBuf,
    /// Every file that is, or could be, under version control; relative to the top folder, in order.
    pub(crate) files: Vec<String>,
}

/// One package, with what the checks ask about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Relative to the top folder.
    pub(crate) folder: String,
    pub(crate) is_published: bool,
    /// Packages of this workspace that it needs to build; not those of its tests.
    pub(crate) needs: Vec<String>,
    /// The manifest's keys that have a value.
    pub(crate) fields: Vec<String>,
}

impl Workspace {
    pub(crate) fn load() -> Result<Self> {
        let metadata = capture(&mut cargo("metadata --no-deps --format-version 1"))?;
        let metadata: Value = serde_json::from_str(&metadata).context("cannot read `cargo metadata`")?;
        let listed =
            capture(program("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
        let mut files: Vec<_> = listed.lines().map(str::to_owned).collect();
        // A file that was removed but not yet committed is still listed.
        files.retain(|file| root().join(file).is_file());
        files.sort_unstable();
        files.dedup();
        Ok(Self {
            packages: packages(&metadata, &root()),
            target: metadata["target_directory"].as_str().ok_or("no target directory")?.into(),
            files,
        })
    }

    /// The text of a file, or `None` when it is not text.
    pub(crate) fn read(file: &str) -> Option<String> {
        std::fs::read_to_string(root().join(file)).ok()
    }
}

/// Whether a file's name ends in `.extension`.
pub(crate) fn has_extension(file: &str, extension: &str) -> bool {
    Path::new(file).extension().is_some_and(|known| known == extension)
}

fn packages(metadata: &Value, root: &Path) -> Vec<Package> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    packages.iter().map(|package| self::package(package, root)).collect()
}

fn package(package: &Value, root: &Path) -> Package {
    let folder = package["manifest_path"].as_str().map(Path::new).and_then(Path::parent).unwrap_or(root);
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut needs: Vec<_> = dependencies
        .iter()
        .filter(|dependency| dependency["path"].is_string() && dependency["kind"] != "dev")
        .filter_map(|dependency| dependency["name"].as_str())
        .map(str::to_owned)
        .collect();
    needs.sort_unstable();
    needs.dedup();
    let has_value = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let fields = package.as_object().into_iter().flatten().filter(|(_, value)| has_value(value));
    Package {
        name: package["name"].as_str().unwrap_or_default().to_owned(),
        folder: folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().into_owned(),
        is_published: package["publish"].is_null(),
        needs,
        fields: fields.map(|(key, _)| key.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_of_tests_and_of_other_workspaces_are_left_out() {
        let metadata = serde_json::json!({ "packages": [{
            "name": "kafka-net", "manifest_path": "/r/kafka-net/Cargo.toml", "publish": null, "license": "MIT",
            "readme": null,
            "dependencies": [
                { "name": "kafka-protocol", "path": "/r/kafka-protocol", "kind": null },
                { "name": "kafka-fake", "path": "/r/kafka-fake", "kind": "dev" },
                { "name": "bytes", "kind": null },
            ],
        }]});
        let packages = packages(&metadata, Path::new("/r"));
        assert_eq!(packages[0].needs, ["kafka-protocol"]);
        assert_eq!(packages[0].folder, "kafka-net");
        assert!(packages[0].is_published);
        assert!(packages[0].fields.contains(&"license".to_owned()));
        assert!(!packages[0].fields.contains(&"readme".to_owned()));
    }
}
