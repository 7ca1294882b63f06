//! `cargo xtask schemas`: takes the message definitions out of Kafka's client jars.
//!
//! The definitions of the two releases are joined by API key and version: versions that 4.0 dropped come from the
//! older jar, and where both define a version the newer one wins. What is written holds facts only, in the notation
//! of [`notation`].

mod jar;
mod json;
pub(crate) mod model;
pub(crate) mod notation;
mod union;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use xtask::command;
use xtask::failure::{Context, Result};

use self::model::{Kind, Message};

/// Writes `kafka-protocol/schemas/` anew.
pub(crate) fn run() -> Result<()> {
    let newer = json::parse_all(&jar::messages(NEWER)?)?;
    let mut older = json::parse_all(&jar::messages(OLDER)?)?;

    let mut messages = Vec::new();
    for message in newer {
        // An API may have been renamed: its key and direction say what belongs together.
        let at = older.iter().position(|older| older.is_same_as(&message));
        messages.push(match at.map(|at| older.swap_remove(at)) {
            Some(older) => union::join(message, older)?,
            None => message,
        });
    }
    messages.append(&mut older);

    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).context(folder.display())?;
    }
    fs::create_dir_all(&folder).context(folder.display())?;
    fs::write(folder.join(API_KEYS), api_keys(&messages))?;
    let mut files: BTreeMap<&str, Vec<&Message>> = BTreeMap::new();
    // Requests stand before their responses.
    messages.sort_by_key(|message| message.kind);
    for message in &messages {
        // What both releases have without a version is a placeholder, and headers are no messages.
        if message.versions.is_some() && !HEADERS.contains(&&*message.name) {
            files.entry(message.api_name().unwrap_or(&message.name)).or_default().push(message);
        }
    }
    let count = files.len();
    for (name, messages) in files {
        if messages.len() != 2 && messages.iter().any(|message| message.kind != Kind::Data) {
            return Err(
                format!("{name}: {} messages instead of a request and a response", messages.len()).into()
            );
        }
        let mut text = HEADER.to_owned();
        for message in messages {
            text.push('\n');
            text.push_str(&notation::print(message));
        }
        fs::write(folder.join(format!("{}.schema", model::snake_case(name))), text)?;
    }
    println!("{count} schemas in {}", folder.display());
    Ok(())
}

/// Where the schemas lie.
pub(crate) fn folder() -> PathBuf {
    command::root().join("kafka-protocol/schemas")
}

/// Every schema, in order of its name.
pub(crate) fn load() -> Result<Vec<Message>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder()).context("kafka-protocol/schemas")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "schema") {
            let text = fs::read_to_string(&path).context(path.display())?;
            let messages = notation::parse(&text).context(path.display())?;
            files.insert(path, messages);
        }
    }
    Ok(files.into_values().flatten().collect())
}

/// All APIs of both releases: key, name and first flexible version.
fn api_keys(messages: &[Message]) -> String {
    let mut lines = BTreeMap::new();
    for message in messages.iter().filter(|message| message.kind == Kind::Request) {
        if let (Some(key), Some(name)) = (message.api_key, message.api_name()) {
            let flexible = message.flexible.map_or("none".to_owned(), |since| format!("{since}+"));
            lines.insert(key, format!("{key} {name} flexible {flexible}\n"));
        }
    }
    let lines: String = lines.into_values().collect();
    format!("{HEADER}\n{lines}")
}

const NEWER: &str = "4.4.0";
const OLDER: &str = "3.9.1";
const API_KEYS: &str = "api_keys.txt";
const HEADER: &str =
    "# Taken from kafka-clients 4.4.0 and 3.9.1 by `cargo xtask schemas`; the notation is described there.\n";

/// Defined beside the messages; `kafka-protocol` has them by hand, because frames need more than their fields.
const HEADERS: &[&str] = &["RequestHeader", "ResponseHeader"];
