//! Kafka's client jars, fetched once from Maven Central.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;

use xtask::command::{self, program, root};
use xtask::failure::{Context, Result};
use xtask::install::{self, MAVEN};
use zip::ZipArchive;

/// The text of every message definition of this release.
pub(super) fn messages(release: &str) -> Result<Vec<(String, String)>> {
    let path = fetch(release)?;
    let mut archive = ZipArchive::new(File::open(&path)?).context(path.display())?;
    let mut messages = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).context(path.display())?;
        let name = entry.name().to_owned();
        if name.strip_prefix("common/message/").and_then(|name| name.strip_suffix(".json")).is_some() {
            let mut text = String::new();
            entry.read_to_string(&mut text).context(&name)?;
            messages.push((name, text));
        }
    }
    messages.sort();
    Ok(messages)
}

fn fetch(release: &str) -> Result<PathBuf> {
    let folder = root().join("target/kafka-clients");
    let path = folder.join(format!("kafka-clients-{release}.jar"));
    if !path.exists() {
        install::ensure(&[MAVEN])?;
        fs::create_dir_all(&folder)?;
        println!("fetching kafka-clients {release}");
        command::run(
            program("mvn")
                .arg("-q")
                .arg("org.apache.maven.plugins:maven-dependency-plugin:copy")
                .arg(format!("-Dartifact=org.apache.kafka:kafka-clients:{release}"))
                .arg(format!("-DoutputDirectory={}", folder.display())),
        )?;
    }
    Ok(path)
}
