//! Kafka's own classes as judges of bytes: the programs in `interop/oracle`, asked line by line.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::Result;
use crate::java::{JavaClasses, LineProgram};
use crate::kafka::Version;

/// `Messages.java` on the jars of one release, and which messages to ask it for.
#[derive(Debug)]
pub struct Release {
    /// Such as `4.4.0`.
    pub version: &'static str,
    /// Answers as it says at its head.
    pub java: LineProgram,
    /// All but the headers.
    pub messages: Vec<AskedMessage>,
}

/// A message of a release, in those versions that no newer release has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedMessage {
    /// Its name in this release.
    pub java_name: String,
    /// Its name in the newest release, which is its name here: an API may have been renamed.
    pub name: String,
    /// At least one.
    pub versions: Vec<i16>,
}

/// Starts `Messages.java` on both releases that the schemas are taken from, the newest first. A version that both have is
/// asked of the newer one, which the schemas follow.
pub fn releases() -> Result<Vec<Release>> {
    let mut names = BTreeMap::new();
    let mut known = BTreeSet::new();
    let mut releases = Vec::new();
    for version in RELEASES {
        let java = start(version, "Messages", &["Messages", "RandomMessages", "Fields", "Lines"])?;
        let list = java.tell("list".to_owned())?;
        releases.push(Release { version, java, messages: asked(&list, &mut names, &mut known)? });
    }
    Ok(releases)
}

/// Starts `Batches.java` on the newest release.
pub fn batches() -> Result<LineProgram> {
    start(RELEASES[0], "Batches", &["Batches", "RandomBatches", "Lines"])
}

/// The releases that the schemas are taken from, the newest first.
pub const RELEASES: [&str; 2] = ["4.4.0", "3.9.1"];

/// The codecs that batches of this magic may have; zstd came after format v2.
pub fn codecs(magic: u8) -> &'static [&'static str] {
    if magic == 2 { &CODECS } else { &CODECS[..4] }
}

/// What batches of this magic may be, by the names that `RandomBatches.java` explains.
pub fn shapes(magic: u8) -> &'static [&'static str] {
    match magic {
        0 => &SHAPES[..2],
        1 => &SHAPES[..3],
        _ => &SHAPES,
    }
}

const CODECS: [&str; 5] = ["none", "gzip", "snappy", "lz4", "zstd"];
/// Those first that message sets have.
const SHAPES: [&str; 14] = [
    "plain",
    "gaps",
    "append",
    "idempotent",
    "transactional",
    "horizon",
    "empty",
    "commit",
    "abort",
    "leader-change",
    "snapshot-header",
    "snapshot-footer",
    "kraft-version",
    "voters",
];

/// What is in a list of messages and not `known` from a newer release; `names` are the newest names by what stays the same.
fn asked(
    list: &str,
    names: &mut BTreeMap<(String, String), String>,
    known: &mut BTreeSet<(String, i16)>,
) -> Result<Vec<AskedMessage>> {
    let mut asked = Vec::new();
    for entry in list.split(' ') {
        let [java_name, kind, key, first, last] = entry.split('/').collect::<Vec<_>>()[..] else {
            return Err(format!("java: not a message: {entry}").into());
        };
        let number = |text: &str| text.parse::<i16>().map_err(|_| format!("java: not a message: {entry}"));
        if kind == "header" {
            continue;
        }
        let id = (kind.to_owned(), if kind == "data" { java_name } else { key }.to_owned());
        let name = names.entry(id).or_insert_with(|| java_name.to_owned()).clone();
        let versions: Vec<_> = (number(first)?..=number(last)?)
            .filter(|version| known.insert((name.clone(), *version)))
            .collect();
        if !versions.is_empty() {
            asked.push(AskedMessage { java_name: java_name.to_owned(), name, versions });
        }
    }
    Ok(asked)
}

fn start(release: &str, class: &str, sources: &[&str]) -> Result<LineProgram> {
    let sources: Vec<_> = sources.iter().map(|name| format!("interop/oracle/{name}.java")).collect();
    let sources: Vec<_> = sources.iter().map(String::as_str).collect();
    LineProgram::start(JavaClasses::compile(&release.parse::<Version>()?, &sources)?, class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_release_is_asked_for_what_is_left() {
        let (mut names, mut known) = (BTreeMap::new(), BTreeSet::new());
        let newest = "NewRequest/request/9/2/4 Header/header/-1/1/2 Sample/data/-1/0/0";
        let older = "OldRequest/request/9/0/3 Sample/data/-1/0/0 GoneRequest/request/4/0/0";
        let message = |java_name: &str, name: &str, versions: &[i16]| AskedMessage {
            java_name: java_name.to_owned(),
            name: name.to_owned(),
            versions: versions.to_vec(),
        };
        assert_eq!(
            asked(newest, &mut names, &mut known).unwrap(),
            [message("NewRequest", "NewRequest", &[2, 3, 4]), message("Sample", "Sample", &[0])]
        );
        assert_eq!(
            asked(older, &mut names, &mut known).unwrap(),
            [message("OldRequest", "NewRequest", &[0, 1]), message("GoneRequest", "GoneRequest", &[0])]
        );
        assert!(asked("nonsense", &mut names, &mut known).is_err());
    }
}
