//! The log, on the standard error.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::failure::Failure;

/// Starts to log as `filter` says, else as RUST_LOG says, else warnings. Failed attempts to connect are left out of these:
/// they repeat, and the error at the end names the last of them.
pub(crate) fn start(filter: Option<&str>) -> Result<(), Failure> {
    let from_env = std::env::var("RUST_LOG").ok();
    let (source, directives) = match (filter, &from_env) {
        (Some(filter), _) => ("--log", filter),
        (None, Some(filter)) => ("RUST_LOG", filter.as_str()),
        (None, None) => ("", DEFAULT),
    };
    let filter = EnvFilter::builder().parse(directives).map_err(|error| {
        Failure::Usage(format!("{source} {directives:?}: {error}; write a level, or target=level"))
    })?;
    // Escape sequences are for people: a file or a program that reads along wants the text.
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(io::stderr).init();
    Ok(())
}

const DEFAULT: &str = "warn,kafka_net=error";
