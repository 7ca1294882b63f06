//! In the protocol crates only `driver/` carries: it alone names tokio, clocks, threads and sockets.

use crate::workspace::{Workspace, has_extension};

const CORES: &[&str] = &["kafka-protocol", "kafka-records", "kafka-net", "kafka-producer"];

/// Identifiers that a core has no use for: time, randomness and bytes come in as arguments.
const FOR_DRIVERS: &[&str] =
    &["tokio", "tokio_util", "Instant", "SystemTime", "TcpStream", "TcpListener", "rustix"];

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let mut problems = Vec::new();
    for file in workspace.files.iter().filter(|file| is_core(file)) {
        let text = Workspace::read(file).unwrap_or_default();
        problems.extend(names(&text).map(|(line, name)| format!("{file}:{line}: names `{name}`")));
    }
    problems
}

fn is_core(file: &str) -> bool {
    let Some((package, source)) = file.split_once("/src/") else { return false };
    CORES.contains(&package)
        && has_extension(source, "rs")
        && source != "driver.rs"
        && !source.starts_with("driver/")
}

/// Lines (from 1) of `source` with a name for drivers, outside comments and feature conditions.
fn names(source: &str) -> impl Iterator<Item = (usize, &'static str)> {
    source.lines().enumerate().filter_map(|(index, line)| {
        let code = line.split("//").next().unwrap_or_default();
        let code = code.replace("feature = \"tokio\"", "");
        let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
        let name = words.find_map(|word| FOR_DRIVERS.iter().find(|name| **name == word))?;
        Some((index + 1, *name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_found_where_it_is_used_and_not_where_it_is_spoken_of() {
        let source =
            "// no Instant here\n#[cfg(feature = \"tokio\")]\nmod driver;\nlet now = Instant::now();\n";
        assert_eq!(names(source).collect::<Vec<_>>(), [(4, "Instant")]);
        assert_eq!(names("struct Instantly;").count(), 0);
    }

    #[test]
    fn the_driver_and_the_other_crates_are_free() {
        assert!(is_core("kafka-net/src/cluster.rs"));
        assert!(!is_core("kafka-net/src/driver.rs"));
        assert!(!is_core("kafka-net/src/driver/task.rs"));
        assert!(!is_core("kafka-net/tests/loopback.rs"));
        assert!(!is_core("kafka-fake/src/tcp.rs"));
    }
}
