//! kcat, the command line of librdkafka: a client that shares no code with this project.

use std::process::Command;
use std::time::Duration;

use crate::{Place, Result, Row, run_program};

/// kcat for one cluster.
#[derive(Clone, Debug)]
pub struct Kcat {
    bootstrap: String,
    options: Vec<String>,
}

impl Kcat {
    /// kcat that talks to these brokers.
    pub fn new(bootstrap: impl Into<String>) -> Self {
        Self { bootstrap: bootstrap.into(), options: Vec::new() }
    }

    /// Sets a property of librdkafka, such as `broker.version.fallback=0.9.0.1`.
    #[must_use]
    pub fn with(mut self, property: impl Into<String>) -> Self {
        self.options.extend(["-X".to_owned(), property.into()]);
        self
    }

    /// Reads a topic of decimal numbers to its end.
    pub fn numbers(&self, topic: &str) -> Result<Vec<(Place, u64)>> {
        let output = String::from_utf8(self.consume(topic, "%p %o %s\n")?)?;
        let number = |line: &str| {
            let mut words = line.split(' ');
            let place = Place { partition: words.next()?.parse().ok()?, offset: words.next()?.parse().ok()? };
            let number = words.next()?.parse().ok()?;
            words.next().is_none().then_some((place, number))
        };
        output.lines().map(|line| number(line).ok_or_else(|| format!("kcat: {line}").into())).collect()
    }

    /// Reads a topic of any records to its end, sorted by place.
    pub fn rows(&self, topic: &str) -> Result<Vec<Row>> {
        // Lengths first, so that keys and values may be any bytes; -1 is null.
        let output = self.consume(topic, "%p %o %K %S %k%s%h\n")?;
        let mut input = output.as_slice();
        let mut rows = Vec::new();
        while !input.is_empty() {
            let row = parse_row(&mut input);
            rows.push(row.ok_or_else(|| format!("kcat printed no record after {:?}", rows.last()))?);
        }
        rows.sort();
        Ok(rows)
    }

    /// Produces each line as `key TAB value`, with `options` such as `-z gzip` or `-X enable.idempotence=true`.
    pub fn produce(&self, topic: &str, lines: &[String], options: &[&str]) -> Result {
        let mut command = self.command(topic);
        // librdkafka reads its input by lines and takes the tab out.
        command.args(["-P", "-K", "\t"]).args(options);
        run_program(&mut command, lines.concat().as_bytes(), LIMIT).map(drop)
    }

    fn consume(&self, topic: &str, format: &str) -> Result<Vec<u8>> {
        let mut command = self.command(topic);
        command.args(["-C", "-o", "beginning", "-e", "-q", "-X", "check.crcs=true", "-f", format]);
        run_program(&mut command, b"", LIMIT)
    }

    fn command(&self, topic: &str) -> Command {
        let mut command = Command::new("kcat");
        command.args(["-b", &self.bootstrap, "-t", topic]).args(&self.options);
        command
    }
}

fn parse_row(input: &mut &[u8]) -> Option<Row> {
    let partition = word(input)?.try_into().ok()?;
    let offset = word(input)?;
    let (key_len, value_len) = (word(input)?, word(input)?);
    let key = nullable(input, key_len)?;
    let value = nullable(input, value_len)?;
    let end = input.iter().position(|byte| *byte == b'\n')?;
    let headers = headers(&input[..end])?;
    *input = &input[end + 1..];
    Some(Row { partition, offset, key, value, headers })
}

fn word(input: &mut &[u8]) -> Option<i64> {
    let end = input.iter().position(|byte| *byte == b' ')?;
    let number = std::str::from_utf8(&input[..end]).ok()?.parse().ok()?;
    *input = &input[end + 1..];
    Some(number)
}

#[expect(
    clippy::option_option,
    reason = "the outer one is a failure to parse, the inner one is Kafka's null"
)]
fn nullable(input: &mut &[u8], len: i64) -> Option<Option<Vec<u8>>> {
    if len < 0 {
        return Some(None);
    }
    let (bytes, rest) = input.split_at_checked(usize::try_from(len).ok()?)?;
    *input = rest;
    Some(Some(bytes.to_vec()))
}

/// `a=1,b=NULL`, where NULL is null.
fn headers(text: &[u8]) -> Option<Vec<(String, Option<Vec<u8>>)>> {
    let header = |text: &[u8]| {
        let at = text.iter().position(|byte| *byte == b'=')?;
        let key = String::from_utf8(text[..at].to_vec()).ok()?;
        let value = &text[at + 1..];
        Some((key, (value != b"NULL").then(|| value.to_vec())))
    };
    text.split(|byte| *byte == b',').filter(|text| !text.is_empty()).map(header).collect()
}

const LIMIT: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_record_is_parsed_whatever_its_bytes() {
        let mut input = &b"3 17 2 -1 \n,a=1,b=NULL,c=\n0 0 -1 0 \n"[..];
        let headers: &[(&str, Option<&[u8]>)] = &[("a", Some(b"1")), ("b", None), ("c", Some(b""))];
        assert_eq!(parse_row(&mut input), Some(Row::new(Some(b"\n,"), None, headers).at(3, 17)));
        assert_eq!(parse_row(&mut input), Some(Row::new(None, Some(b""), &[]).at(0, 0)));
        assert!(input.is_empty());
    }

    #[test]
    fn output_that_was_cut_is_no_record() {
        assert_eq!(parse_row(&mut &b"3 17 20 0 short\n"[..]), None);
    }
}
