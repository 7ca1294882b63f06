//! The flags that every client of the table takes.

use std::str::FromStr;

/// One run.
#[derive(Clone, Debug)]
pub(crate) struct Args {
    pub(crate) brokers: String,
    pub(crate) topic: String,
    pub(crate) records: u64,
    pub(crate) size: usize,
    pub(crate) codec: String,
    pub(crate) acks: String,
    pub(crate) idempotent: bool,
    pub(crate) linger_ms: u64,
    pub(crate) batch_bytes: usize,
    pub(crate) max_in_flight: usize,
    pub(crate) buffer_bytes: usize,
    pub(crate) rate: u64,
    pub(crate) random_keys: bool,
    pub(crate) text: bool,
    pub(crate) producers: u64,
    /// Threads that share each producer. Not a flag of the others.
    pub(crate) threads: u64,
    /// Each record waits for the outcome of the one before. Not a flag of the others.
    pub(crate) one_by_one: bool,
}

impl Args {
    pub(crate) fn parse() -> Result<Self, String> {
        let given: Vec<String> = std::env::args().skip(1).collect();
        let pairs = given.chunks(2).map(|pair| match pair {
            [name, value] => Ok((name.as_str(), value.as_str())),
            _ => Err(format!("{} wants a value", pair[0])),
        });
        let pairs = pairs.collect::<Result<Vec<_>, _>>()?;
        let text = |name: &str, default: &str| {
            let found = pairs.iter().rev().find(|(n, _)| n.strip_prefix("--") == Some(name));
            found.map_or(default, |(_, value)| value).to_owned()
        };
        Ok(Self {
            brokers: text("brokers", "127.0.0.1:9092"),
            topic: text("topic", "bench"),
            records: number(&text("records", "1000000"))?,
            size: number(&text("size", "100"))?,
            codec: text("codec", "none"),
            acks: text("acks", "all"),
            idempotent: text("idempotent", "true") == "true",
            linger_ms: number(&text("linger-ms", "5"))?,
            batch_bytes: number(&text("batch-bytes", "16384"))?,
            max_in_flight: number(&text("max-in-flight", "5"))?,
            buffer_bytes: number(&text("buffer-bytes", "33554432"))?,
            rate: number(&text("rate", "0"))?,
            random_keys: text("key-mode", "none") == "random",
            text: text("payload", "text") == "text",
            producers: number(&text("producers", "1"))?,
            threads: number(&text("threads", "1"))?,
            one_by_one: text("one-by-one", "false") == "true",
        })
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text} is not a number"))
}
