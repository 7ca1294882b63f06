//! `cargo xtask golden`: golden vectors, made anew by Kafka's own classes and by foreign clients.
//!
//! Everything is drawn by fixed seeds, so what is written changes only when the programs or the releases do.

use std::fmt::Write as _;
use std::fs;

use xtask::command::{self, cargo, root};
use xtask::failure::{Context, Result};
use xtask::install;
use xtask::oracle::{self, RELEASES, Release, codecs, shapes};

/// Writes the vectors of `kafka-protocol` and `kafka-records`.
pub(crate) fn run() -> Result<()> {
    let releases = oracle::releases()?;
    write("kafka-protocol/testdata/messages.txt", &messages(&releases)?)?;
    write("kafka-protocol/testdata/headers.txt", &headers(&releases)?)?;
    // The broker and the clients below want the memory.
    drop(releases);
    write("kafka-records/testdata/batches.txt", &batches()?)?;
    install::ensure(&[install::KCAT])?;
    let traffic = command::capture(&mut cargo("run --quiet --release -p interop --bin capture"))?;
    let (frames, records) = captured(&traffic)?;
    write("kafka-protocol/testdata/traffic.txt", &frames)?;
    write("kafka-records/testdata/traffic.txt", &records)
}

/// What the capture printed, as the files of the two crates.
fn captured(output: &str) -> Result<(String, String)> {
    let clients =
        output.lines().find_map(|line| line.strip_prefix("clients ")).ok_or("no clients were captured")?;
    let file = |kind: &str, what: &str| {
        let lines = output.lines().filter_map(|line| line.strip_prefix(kind));
        let head = format!(
            "# Written by `cargo xtask golden` with interop/src/bin/capture.rs: {clients}.\n# {what}\n"
        );
        lines.fold(head, |text, line| text + line + "\n")
    };
    let frames =
        "Client, release of the broker, connection, request (>) or response (<), frame without its length.";
    let records = "Client, version of the Produce request, options of the client, records.";
    Ok((file("frame ", frames), file("records ", records)))
}

fn messages(releases: &[Release]) -> Result<String> {
    let mut text = format!(
        "# Written by `cargo xtask golden`: what interop/oracle/Messages.java answers to `random NAME VERSION {SEED} {VALUES}`\n\
         # with the jars of Kafka {newest}, for versions that 4.0 dropped of {older}: release, message, version, bytes, fields.\n",
        newest = RELEASES[0],
        older = RELEASES[1],
    );
    for Release { version: release, java, messages } in releases {
        for message in messages {
            for version in &message.versions {
                java.ask(format!("random {} {version} {SEED} {VALUES}", message.java_name));
                for _ in 0..VALUES {
                    let answer = java.answer().context(format_args!("{} v{version}", message.name))?;
                    writeln!(text, "{release} {} {version} {answer}", message.name).context("text")?;
                }
            }
        }
    }
    Ok(text)
}

fn headers(releases: &[Release]) -> Result<String> {
    let mut text = format!(
        "# Written by `cargo xtask golden`: headers as the jars of Kafka {newest} write them, for versions that 4.0 dropped\n\
         # those of {older}. API key, API version, request header with correlation id {CORRELATION_ID} and, from header\n\
         # version 1 on, the client id \"golden\"; response header.\n",
        newest = RELEASES[0],
        older = RELEASES[1],
    );
    let mut known = std::collections::BTreeSet::new();
    for Release { java, .. } in releases {
        for entry in java.tell("headers".to_owned())?.split(' ') {
            let [key, version, request, response] = entry.split('/').collect::<Vec<_>>()[..] else {
                return Err(format!("java: {entry}").into());
            };
            if !known.insert((key.to_owned(), version.to_owned())) {
                continue;
            }
            let client_id = if request == "0" { "null" } else { "\"golden\"" };
            let request = java.tell(format!(
                "encode RequestHeader {request} {{\"requestApiKey\":{key},\"requestApiVersion\":{version},\
                 \"correlationId\":{CORRELATION_ID},\"clientId\":{client_id}}}"
            ))?;
            let response = java
                .tell(format!("encode ResponseHeader {response} {{\"correlationId\":{CORRELATION_ID}}}"))?;
            writeln!(text, "{key} {version} {request} {response}").context("text")?;
        }
    }
    Ok(text)
}

/// Every magic, codec and shape that Kafka allows together.
fn batches() -> Result<String> {
    let mut text = format!(
        "# Written by `cargo xtask golden`: what interop/oracle/Batches.java answers to `random MAGIC CODEC SHAPE {SEED} {DRAWN}`\n\
         # with the jars of Kafka {}: the first {VALUES} of a moderate size. Magic, codec, shape, bytes, what Java reads in them.\n",
        RELEASES[0]
    );
    let java = oracle::batches()?;
    for magic in [0, 1, 2] {
        for codec in codecs(magic) {
            for shape in shapes(magic) {
                java.ask(format!("random {magic} {codec} {shape} {SEED} {DRAWN}"));
                let mut kept = 0;
                for _ in 0..DRAWN {
                    let answer = java.answer()?;
                    if kept < VALUES && answer.len() < LONGEST {
                        writeln!(text, "{magic} {codec} {shape} {answer}").context("text")?;
                        kept += 1;
                    }
                }
                if kept < VALUES {
                    return Err(format!("too few short batches of {magic} {codec} {shape}").into());
                }
            }
        }
    }
    Ok(text)
}

fn write(path: &str, text: &str) -> Result<()> {
    fs::write(root().join(path), text).context(path)?;
    println!("{path}: {} lines, {} kB", text.lines().count(), text.len() / 1000);
    Ok(())
}

const SEED: u64 = 1;
/// Of each version or format.
const VALUES: usize = 2;
const DRAWN: usize = 20;
/// A vector is for reading too.
const LONGEST: usize = 3000;
const CORRELATION_ID: i32 = 0x0102_0304;
