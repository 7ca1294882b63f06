//! Dependencies between the crates point one way; this is the table that ARCHITECTURE.md shows.

use crate::workspace::{Package, Workspace};

/// Each package with all packages of the workspace that it may and does need. Those of its tests do not count.
const GRAPH: &[(&str, &[&str])] = &[
    ("kafka-protocol", &[]),
    ("kafka-records", &[]),
    ("kafka-net", &["kafka-protocol"]),
    ("kafka-producer", &["kafka-net", "kafka-protocol", "kafka-records"]),
    ("kafka-fake", &["kafka-protocol", "kafka-records"]),
    ("kafka-cli", THE_LIBRARIES),
    ("sim", THE_LIBRARIES),
    ("interop", &["kafka-fake", "kafka-net", "kafka-producer", "kafka-protocol", "kafka-records", "xtask"]),
    ("bench", THE_LIBRARIES),
    ("bench-peers", &["kafka-producer"]),
    ("xtask", &[]),
];

const THE_LIBRARIES: &[&str] =
    &["kafka-fake", "kafka-net", "kafka-producer", "kafka-protocol", "kafka-records"];

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    differences(GRAPH, &workspace.packages)
}

fn differences(graph: &[(&str, &[&str])], packages: &[Package]) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, _) in graph {
        if !packages.iter().any(|package| package.name == *name) {
            problems.push(format!("{name} is in the table but not in the workspace"));
        }
    }
    for package in packages {
        let name = &package.name;
        let Some((_, allowed)) = graph.iter().find(|(known, _)| known == name) else {
            problems.push(format!("{name} is not in the table"));
            continue;
        };
        let unwanted = package.needs.iter().filter(|need| !allowed.contains(&need.as_str()));
        problems.extend(unwanted.map(|need| format!("{name} must not depend on {need}")));
        let absent = allowed.iter().filter(|need| !package.needs.iter().any(|known| known == *need));
        problems.extend(absent.map(|need| format!("{name} does not depend on {need}, as the table says")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, needs: &[&str]) -> Package {
        let needs = needs.iter().map(ToString::to_string).collect();
        Package { name: name.to_owned(), needs, ..Package::default() }
    }

    #[test]
    fn equal_graphs_have_no_differences() {
        let packages = [package("a", &[]), package("b", &["a"])];
        assert_eq!(differences(&[("a", &[]), ("b", &["a"])], &packages), Vec::<String>::new());
    }

    #[test]
    fn edges_and_packages_are_missed_on_both_sides() {
        let packages = [package("a", &["b"]), package("b", &[]), package("c", &[])];
        let problems = differences(&[("a", &[]), ("b", &["a"]), ("d", &[])], &packages);
        assert_eq!(
            problems,
            [
                "d is in the table but not in the workspace",
                "a must not depend on b",
                "b does not depend on a, as the table says",
                "c is not in the table",
            ]
        );
    }
}
