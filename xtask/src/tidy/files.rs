//! One noun a file, none too long, none named for being a heap of things.

use crate::workspace::{Workspace, has_extension};

const MAX_LINES: usize = 600;

/// Longer files, each with what keeps it whole.
const LONG: &[(&str, &str)] = &[];

/// Written by `cargo xtask codegen`; as long as a message is, or as there are messages.
const GENERATED: &str = "kafka-protocol/src/generated";

/// Names that say nothing of what is inside.
const BANNED_NAMES: &[&str] = &["utils.rs", "util.rs", "helpers.rs", "helper.rs", "common.rs", "misc.rs"];

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let sources = workspace.files.iter().filter(|file| has_extension(file, "rs"));
    let mut problems = Vec::new();
    for file in sources {
        let lines = Workspace::read(file).unwrap_or_default().lines().count();
        problems.extend(problem(file, lines));
    }
    let gone = LONG.iter().filter(|(long, _)| !workspace.files.iter().any(|file| file == long));
    problems.extend(gone.map(|(file, _)| format!("{file} is on the list of long files but does not exist")));
    problems
}

fn problem(file: &str, lines: usize) -> Option<String> {
    let name = file.rsplit('/').next().unwrap_or(file);
    if BANNED_NAMES.contains(&name) {
        return Some(format!("{file}: name it for what it holds"));
    }
    // Beside integration tests there is no other way: cargo would take `tests/foo.rs` for a test of its own.
    if name == "mod.rs" && file.contains("/src/") {
        return Some(format!("{file}: `foo.rs` stands beside `foo/`"));
    }
    let may_be_long = file.starts_with(GENERATED) || LONG.iter().any(|(long, _)| *long == file);
    (lines > MAX_LINES && !may_be_long)
        .then(|| format!("{file}: {lines} lines; look for a second noun in it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_found_unless_they_are_generated() {
        assert!(problem("kafka-net/src/cluster.rs", 601).is_some());
        assert!(problem("kafka-net/src/cluster.rs", 600).is_none());
        assert!(problem("kafka-protocol/src/generated/fetch_response.rs", 5000).is_none());
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        assert!(problem("sim/src/utils.rs", 1).is_some());
        assert!(problem("sim/src/checkers/mod.rs", 1).is_some());
        assert!(problem("sim/src/checkers.rs", 1).is_none());
        assert!(problem("kafka-producer/tests/pair/mod.rs", 1).is_none());
    }
}
