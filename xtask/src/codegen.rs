//! `cargo xtask codegen`: writes the messages of `kafka-protocol` from its schemas.
//!
//! One file a message, plain code that reads as if written by hand: a struct for each structure of the schema, and
//! four functions for each struct: its smallest size, its size, write and read.

mod decode;
mod encode;
mod groups;
mod layout;
mod module;
mod size;
mod structure;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use xtask::command::root;
use xtask::failure::{Context, Result};

use crate::schemas;

/// Writes the files anew; with `check` only says whether they are what would be written.
pub(crate) fn run(check: bool) -> Result<()> {
    let messages = schemas::load()?;
    let mut files = BTreeMap::new();
    for message in &messages {
        let name = format!("generated/{}.rs", schemas::model::snake_case(&message.name));
        files.insert(name, rustfmt(&module::message(message)?).context(&message.name)?);
    }
    files.insert("generated.rs".to_owned(), rustfmt(&module::index(&messages)?)?);

    let source = root().join("kafka-protocol/src");
    let mut stale = Vec::new();
    for path in existing(&source.join("generated"))? {
        let name = format!("generated/{path}");
        if !files.contains_key(&name) {
            if !check {
                fs::remove_file(source.join(&name)).context(&name)?;
            }
            stale.push(name);
        }
    }
    for (name, text) in files {
        let path = source.join(&name);
        if fs::read_to_string(&path).ok().as_ref() == Some(&text) {
            continue;
        }
        if !check {
            fs::create_dir_all(source.join("generated"))?;
            fs::write(&path, text).context(path.display())?;
        }
        stale.push(name);
    }
    if check && !stale.is_empty() {
        return Err(format!("not what `cargo xtask codegen` writes: {}", stale.join(", ")).into());
    }
    if !check {
        println!("{} messages, {} files changed", messages.len(), stale.len());
    }
    Ok(())
}

fn existing(folder: &PathBuf) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).context(folder.display())? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn rustfmt(code: &str) -> Result<String> {
    let mut child = Command::new("rustfmt")
        .arg("--edition=2024")
        .arg("--config-path")
        .arg(root().join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run rustfmt")?;
    child.stdin.take().expect("piped").write_all(code.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("rustfmt failed on:\n{code}").into());
    }
    String::from_utf8(output.stdout).context("rustfmt")
}
