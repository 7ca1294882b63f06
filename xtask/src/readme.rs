//! Commands that README.md promises, so that the checks run what a reader would.

use std::fs;

use xtask::command::root;
use xtask::failure::{Context, Result};

/// The one command in README.md that begins with `start`.
pub(crate) fn command(start: &str) -> Result<String> {
    let text = fs::read_to_string(root().join("README.md")).context("cannot read README.md")?;
    command_in(&text, start)
}

fn command_in(readme: &str, start: &str) -> Result<String> {
    let mut is_code = false;
    let mut found = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if is_code {
            // A comment behind the command explains it to readers.
            let command = line.split(" #").next().unwrap_or_default().trim();
            if command.starts_with(start) && !found.contains(&command) {
                found.push(command);
            }
        }
    }
    match found.as_slice() {
        [command] => Ok((*command).to_owned()),
        [] => Err(format!("README.md shows no command that begins with `{start}`").into()),
        several => Err(format!("README.md shows several: {}", several.join("; ")).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str =
        "Run cargo test, then:\n```sh\ncargo test --workspace   # hermetic\n```\nor `cargo test -p x`\n";

    #[test]
    fn a_command_is_read_from_a_block_without_its_comment() {
        assert_eq!(command_in(README, "cargo test").unwrap(), "cargo test --workspace");
    }

    #[test]
    fn no_command_and_two_commands_are_errors() {
        assert!(command_in(README, "cargo run").is_err());
        assert!(command_in(&format!("{README}```\ncargo test\n```"), "cargo test").is_err());
        assert!(command_in(&format!("{README}{README}"), "cargo test").is_ok());
    }
}
