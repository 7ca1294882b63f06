//! Programs that tasks run: `cargo` without this process's own variables, output shown or captured.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Context, Result};

/// The top folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository").to_owned()
}

/// A program run in the top folder, with nothing to read on its standard input.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// `cargo` with `args`, split at white space, as if it were called from a shell.
///
/// `cargo run` describes the package it runs in the environment, and build scripts that watch those variables
/// would be built again each time a task and a shell take turns; so they are taken away.
pub fn cargo(args: &str) -> Command {
    let mut command = program("cargo");
    command.args(args.split_whitespace());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| OF_THE_RUNNING_PACKAGE.iter().any(|p| name.starts_with(p))) {
            command.env_remove(name);
        }
    }
    command
}

const OF_THE_RUNNING_PACKAGE: [&str; 5] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];

/// Runs `command` with its output on the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().context(format_args!("cannot run `{}`", line(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed: {status}", line(command)).into()) }
}

/// Runs `command` and gives its standard output; a failure shows all it printed.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command.output().context(format_args!("cannot run `{}`", line(command)))?;
    let out = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        return Ok(out.into_owned());
    }
    let err = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{}` failed: {}\n{out}{err}", line(command), output.status).into())
}

/// The command as a person would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Whether a program of this name is on the search path.
pub fn is_on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}
