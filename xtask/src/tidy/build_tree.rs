//! What must not be among the packages that a build compiles: a C compiler or library by default, tokio in a pure core.

use xtask::command::{capture, cargo};

use crate::workspace::Workspace;

struct Rule {
    package: &'static str,
    /// Arguments of `cargo tree` that choose features and kinds of dependencies.
    build: &'static str,
    banned: &'static [&'static str],
}

const DEFAULT: &str = "--edges normal,build";
const WITHOUT_FEATURES: &str = "--edges normal,build --no-default-features";
const C_COMPILERS: &[&str] = &["cc", "cmake", "bindgen", "libgssapi-sys"];
const RUNTIMES: &[&str] = &["tokio", "tokio-util", "mio"];

const RULES: &[Rule] = &[
    Rule { package: "kafka-protocol", build: DEFAULT, banned: C_COMPILERS },
    Rule { package: "kafka-records", build: DEFAULT, banned: C_COMPILERS },
    Rule { package: "kafka-net", build: DEFAULT, banned: C_COMPILERS },
    Rule { package: "kafka-producer", build: DEFAULT, banned: C_COMPILERS },
    Rule { package: "kafka-fake", build: DEFAULT, banned: C_COMPILERS },
    Rule { package: "kafka-protocol", build: DEFAULT, banned: RUNTIMES },
    Rule { package: "kafka-records", build: DEFAULT, banned: RUNTIMES },
    Rule { package: "kafka-net", build: WITHOUT_FEATURES, banned: RUNTIMES },
    Rule { package: "kafka-producer", build: WITHOUT_FEATURES, banned: RUNTIMES },
    Rule { package: "kafka-fake", build: WITHOUT_FEATURES, banned: RUNTIMES },
];

pub(super) fn check(_: &Workspace) -> Vec<String> {
    RULES.iter().flat_map(problems).collect()
}

fn problems(rule: &Rule) -> Vec<String> {
    let Rule { package, build, banned } = rule;
    match capture(&mut cargo(&format!("tree --package {package} {build} --prefix none --format {{p}}"))) {
        Ok(tree) => found(&tree, banned).map(|name| format!("{package} ({build}) compiles {name}")).collect(),
        Err(failure) => vec![failure.to_string()],
    }
}

/// Those of `banned` that are in the output of `cargo tree`, a line `name version ...` each.
fn found<'a>(tree: &str, banned: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    banned.iter().copied().filter(|name| tree.lines().any(|line| line.split(' ').next() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_found_by_their_whole_name() {
        let tree = "kafka-net v0.1.0\nccc v1.0.0\ncc v1.2.0\n";
        assert_eq!(found(tree, C_COMPILERS).collect::<Vec<_>>(), ["cc"]);
    }
}
