//! Files speak of the project and of public places: no folder of somebody's machine, no host of somebody's network.

use crate::workspace::{Workspace, has_extension};

/// Where people and machines keep their things. A folder of the system that a program needs (`/proc`) is not one.
const MACHINE_FOLDERS: &[&str] = &["root", "home", "Users", "work", "workspace", "mnt", "srv"];
/// In prose even the folder for temporary files: commands there should run anywhere.
const MACHINE_FOLDERS_IN_PROSE: &[&str] = &["tmp", "opt"];

/// Hidden folders that are not in this repository and yet the same everywhere.
const KNOWN_HIDDEN_FOLDERS: &[&str] = &["cache", "cargo", "git", "github"];

/// Hosts of URLs end in none of these, and are names.
const PRIVATE_DOMAINS: &[&str] = &["internal", "local", "lan", "corp", "home", "svc"];
const KNOWN_HOSTS: &[&str] = &["localhost", "127.0.0.1"];

/// The only place that dependencies come from.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Lists the words it bans.
const THIS_FILE: &str = "xtask/src/tidy/contents.rs";

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let mut problems = Vec::new();
    for file in workspace.files.iter().filter(|file| *file != THIS_FILE) {
        let Some(text) = Workspace::read(file) else { continue };
        for (index, line) in text.lines().enumerate() {
            let hidden_exists = |name: &str| {
                let folder = format!(".{name}/");
                workspace
                    .files
                    .iter()
                    .any(|file| file.starts_with(&folder) || file.contains(&format!("/{folder}")))
            };
            let problem = machine_folder(line, has_extension(file, "md"))
                .or_else(|| hidden_folder(line).filter(|name| !hidden_exists(name)))
                .or_else(|| private_host(line))
                .or_else(|| foreign_source(file, line));
            problems.extend(problem.map(|word| format!("{file}:{}: speaks of `{word}`", index + 1)));
        }
    }
    problems
}

/// A path that begins in a folder of one machine.
fn machine_folder(line: &str, is_prose: bool) -> Option<&str> {
    line.match_indices('/').find_map(|(at, _)| {
        let begins = !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/}$~*>:<\\".contains(c));
        let name =
            line[at + 1..].split('/').next().filter(|name| line[at + 1 + name.len()..].starts_with('/'))?;
        let banned = MACHINE_FOLDERS.contains(&name) || is_prose && MACHINE_FOLDERS_IN_PROSE.contains(&name);
        (begins && banned).then_some(name)
    })
}

/// The name of a hidden folder, as in the path `a/.name/b`, that is not known everywhere.
fn hidden_folder(line: &str) -> Option<&str> {
    line.match_indices('.').find_map(|(at, _)| {
        let begins = line[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "/\"'`(".contains(c));
        let name =
            line[at + 1..].split('/').next().filter(|name| line[at + 1 + name.len()..].starts_with('/'))?;
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_');
        (begins && is_name && !KNOWN_HIDDEN_FOLDERS.contains(&name)).then_some(name)
    })
}

/// The host of a URL that leads into a private network.
fn private_host(line: &str) -> Option<&str> {
    line.match_indices("://").find_map(|(at, _)| {
        if !line[..at].ends_with("http") && !line[..at].ends_with("https") {
            return None;
        }
        let rest = &line[at + 3..];
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(rest.len());
        let host = &rest[..end];
        let domain = host.rsplit('.').next().unwrap_or_default();
        let is_public = host.contains('.')
            && domain.chars().all(|c| c.is_ascii_alphabetic())
            && !PRIVATE_DOMAINS.contains(&domain);
        (!host.is_empty() && !is_public && !KNOWN_HOSTS.contains(&host)).then_some(host)
    })
}

/// A package in a lock file from elsewhere than crates.io.
fn foreign_source<'a>(file: &str, line: &'a str) -> Option<&'a str> {
    let source = line.strip_prefix("source = \"")?.strip_suffix('"')?;
    (file.ends_with("Cargo.lock") && source != CRATES_IO).then_some(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_into_one_machine_is_found_and_a_relative_one_is_not() {
        assert_eq!(machine_folder("see `/work/notes.md`", true), Some("work"));
        assert_eq!(machine_folder("/home/a/b", false), Some("home"));
        assert_eq!(machine_folder("target/work/x and https://x.org/home/y", true), None);
        assert_eq!(machine_folder("cd /tmp/x", false), None);
        assert_eq!(machine_folder("cd /tmp/x", true), Some("tmp"));
    }

    #[test]
    fn a_hidden_folder_is_found_unless_everybody_has_it() {
        assert_eq!(hidden_folder("read .notes/a.md"), Some("notes"));
        assert_eq!(hidden_folder("~/.cargo/config.toml, ../x, .map(a)/2"), None);
    }

    #[test]
    fn a_host_must_be_public() {
        assert_eq!(private_host("<https://docs.rs/bytes>"), None);
        assert_eq!(private_host("http://localhost:8080/x"), None);
        assert_eq!(private_host("http://mirror:8080/x"), Some("mirror"));
        assert_eq!(private_host("https://crates.team.internal/index"), Some("crates.team.internal"));
        assert_eq!(private_host("http://10.0.0.7/x"), Some("10.0.0.7"));
    }

    #[test]
    fn a_lock_file_names_crates_io_alone() {
        let mirror = "source = \"registry+https://mirror.example.org/index\"";
        assert!(foreign_source("Cargo.lock", mirror).is_some());
        assert!(foreign_source("Cargo.lock", &format!("source = \"{CRATES_IO}\"")).is_none());
        assert!(foreign_source("README.md", mirror).is_none());
    }
}
