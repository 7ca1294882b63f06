//! The jars of a Kafka release, fetched from Maven Central once and kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::version::Version;
use crate::command::program;
use crate::failure::{Context, Result};
use crate::install;

/// The class path of the broker and tools of `version`, fetched if it is not here yet.
pub(super) fn class_path(version: &Version) -> Result<String> {
    let folder = cache()?.join(version.to_string());
    if !is_complete(&folder) {
        install::ensure(&[install::MAVEN, install::JAVA])?;
        fetch(version, &folder)?;
    }
    Ok(format!("{0}/{LIBRARIES}/*:{0}", folder.display()))
}

const LIBRARIES: &str = "libs";

/// Brokers before 2.0 call log4j itself; without this they would end and not say why.
const LOG4J: &str = "\
log4j.rootLogger=WARN, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=%p %m (%c)%n
";

fn is_complete(folder: &Path) -> bool {
    folder.join(".complete").exists()
}

/// `KAFKA_CACHE`, or `.cache/kafka-dist` in the home folder.
fn cache() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("KAFKA_CACHE") {
        return Ok(folder.into());
    }
    let home = std::env::home_dir().ok_or("no home folder to keep jars in; set KAFKA_CACHE")?;
    Ok(home.join(".cache").join("kafka-dist"))
}

/// Fetches beside `folder` and moves the result there whole, so that a fetch that was broken off, or that another
/// process does at the same time, never leaves half a class path.
fn fetch(version: &Version, folder: &Path) -> Result<()> {
    eprintln!("fetching the jars of Kafka {version}");
    let workplace = folder.with_file_name(format!("{version}.{}", std::process::id()));
    let result = fetch_into(version, &workplace);
    if result.is_ok() && !is_complete(folder) {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::rename(&workplace, folder)
            .context(format_args!("cannot keep the jars in {}", folder.display()))?;
    } else {
        fs::remove_dir_all(&workplace).context("cannot clean up after the fetch")?;
    }
    result
}

fn fetch_into(version: &Version, workplace: &Path) -> Result<()> {
    fs::create_dir_all(workplace).context(format_args!("cannot create {}", workplace.display()))?;
    // The tools (console programs, performance tests) are an artifact of their own, and a few releases lack it.
    if maven(workplace, &pom(version, true)).is_err() {
        maven(workplace, &pom(version, false))
            .context(format_args!("cannot fetch the jars of Kafka {version}"))?;
    }
    fs::write(workplace.join("log4j.properties"), LOG4J)?;
    File::create(workplace.join(".complete"))?;
    Ok(())
}

fn maven(workplace: &Path, pom: &str) -> Result<()> {
    let file = workplace.join("pom.xml");
    let libs = workplace.join(LIBRARIES);
    fs::write(&file, pom)?;
    if libs.is_dir() {
        fs::remove_dir_all(&libs)?;
    }
    let log_file = workplace.join("mvn.log");
    let log = File::create(&log_file)?;
    let mut command = program("mvn");
    // -U: an artifact that could not be had once is asked for again.
    command
        .args(["-q", "-B", "-U", "-Dstyle.color=never", "-f"])
        .arg(&file)
        .arg("dependency:copy-dependencies");
    command.arg(format!("-DoutputDirectory={}", libs.display()));
    let status = command.stdout(log.try_clone()?).stderr(log).status().context("cannot run mvn")?;
    if status.success() {
        return Ok(());
    }
    let log = fs::read_to_string(&log_file).unwrap_or_default();
    Err(format!("mvn failed\n{}", log.lines().take(12).collect::<Vec<_>>().join("\n")).into())
}

fn pom(version: &Version, with_tools: bool) -> String {
    // The JDK dropped it in version 11; brokers of the time before still use it.
    let needs_jaxb = !version.is_kraft();
    let coordinates = |(group, artifact): (&str, &str)| {
        format!("<groupId>{group}</groupId><artifactId>{artifact}</artifactId>")
    };
    let exclusion = |excluded: &(&str, &str)| format!("<exclusion>{}</exclusion>", coordinates(*excluded));
    let exclusions = EXCLUDED.iter().map(exclusion).collect::<Vec<_>>().concat();

    let scala = format!("kafka_{}", version.scala());
    let version = version.to_string();
    let mut artifacts =
        vec![(("org.slf4j", "slf4j-simple"), "1.7.36"), (("org.apache.kafka", &scala), &version)];
    if needs_jaxb {
        artifacts.push((("javax.xml.bind", "jaxb-api"), "2.3.1"));
    }
    if with_tools {
        artifacts.push((("org.apache.kafka", "kafka-tools"), &version));
    }
    let dependency = |(artifact, version): &((&str, &str), &str)| {
        let coordinates = coordinates(*artifact);
        format!(
            "<dependency>{coordinates}<version>{version}</version><exclusions>{exclusions}</exclusions></dependency>"
        )
    };
    let dependencies = artifacts.iter().map(dependency).collect::<Vec<_>>().concat();
    format!(
        "<project><modelVersion>4.0.0</modelVersion><groupId>xtask</groupId><artifactId>kafka</artifactId>\
         <version>1</version><dependencies>{dependencies}</dependencies></project>\n"
    )
}

const EXCLUDED: [(&str, &str); 3] = [
    // kafka-tools names it, some releases never published it, and nothing here needs it.
    ("org.apache.kafka", "kafka-tools-api"),
    // One binding is enough: slf4j-simple.
    ("org.slf4j", "slf4j-log4j12"),
    ("org.slf4j", "slf4j-reload4j"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_release_comes_with_what_the_jdk_dropped() {
        let old = pom(&"0.11.0.3".parse().unwrap(), true);
        let new = pom(&"4.4.0".parse().unwrap(), true);
        assert!(old.contains("<artifactId>kafka_2.11</artifactId><version>0.11.0.3</version>"));
        assert!(old.contains("jaxb-api"));
        assert!(new.contains("<artifactId>kafka_2.13</artifactId><version>4.4.0</version>"));
        assert!(!new.contains("jaxb-api"));
    }

    #[test]
    fn the_tools_are_left_out_on_the_second_attempt() {
        let version = "4.4.0".parse().unwrap();
        assert!(pom(&version, true).contains("<artifactId>kafka-tools</artifactId>"));
        assert!(!pom(&version, false).contains("<artifactId>kafka-tools</artifactId>"));
    }
}
