//! The Java client, driven by `oracle/Oracle.java`.

use std::time::Duration;

use xtask::java::JavaClasses;
use xtask::kafka::Version;

use crate::{Place, Result, Row, hex, run_program, unhex};

/// The compiled program and its class path.
#[derive(Debug)]
pub struct Oracle {
    classes: JavaClasses,
}

impl Oracle {
    /// Compiles the program against the newest release's client.
    pub fn compile() -> Result<Self> {
        let classes = JavaClasses::compile(&Version::newest(), &["interop/oracle/Oracle.java"])?;
        Ok(Self { classes })
    }

    /// Produces `rows` to each of `topics`, a topic with its own producer options such as `compression.type=gzip` on top
    /// of the defaults. A row of partition -1 goes where the client sees fit. Returns the rows with their places, by topic.
    pub fn produce(&self, bootstrap: &str, topics: &[(&str, &str)], rows: &[Row]) -> Result<Vec<Vec<Row>>> {
        let topics: Vec<_> = topics.iter().map(|(topic, options)| format!("{topic}:{options}")).collect();
        let input: String = rows.iter().map(|row| line(row) + "\n").collect();
        let output = self.run(&["produce", bootstrap], &topics, &input)?;
        let places: Result<Vec<Place>> = output.lines().map(place).collect();
        let places = places?;
        if places.len() != topics.len() * rows.len() {
            return Err(
                format!("Java placed {} of {} records", places.len(), topics.len() * rows.len()).into()
            );
        }
        let place = |rows: &[Row], places: &[Place]| {
            let mut placed: Vec<_> =
                rows.iter().zip(places).map(|(row, p)| row.at(p.partition, p.offset)).collect();
            placed.sort();
            placed
        };
        Ok(places.chunks(rows.len()).map(|places| place(rows, places)).collect())
    }

    /// Reads topics to their ends, each sorted by place: a consumer without a group, assigned to every partition.
    pub fn consume(&self, bootstrap: &str, topics: &[&str]) -> Result<Vec<Vec<Row>>> {
        let names: Vec<_> = topics.iter().map(|topic| (*topic).to_owned()).collect();
        let output = self.run(&["consume", bootstrap], &names, "")?;
        let mut read = vec![Vec::new(); topics.len()];
        for line in output.lines() {
            let (topic, row) = line.split_once(' ').ok_or_else(|| format!("Java: {line}"))?;
            let at =
                topics.iter().position(|known| *known == topic).ok_or_else(|| format!("Java: {line}"))?;
            read[at].push(parse(row).ok_or_else(|| format!("Java: {line}"))?);
        }
        for rows in &mut read {
            rows.sort();
        }
        Ok(read)
    }

    fn run(&self, command: &[&str], topics: &[String], input: &str) -> Result<String> {
        let mut java = self.classes.command("Oracle");
        java.args(command).args(topics);
        Ok(String::from_utf8(run_program(&mut java, input.as_bytes(), LIMIT)?)?)
    }
}

/// `partition key value headers`: null is `-`, bytes are `x` and hexadecimal digits, headers are `key=value` with commas
/// between them, or `.` for none.
fn line(row: &Row) -> String {
    let header = |(key, value): &(String, Option<Vec<u8>>)| {
        format!("{}={}", nullable_hex(Some(key.as_bytes())), nullable_hex(value.as_deref()))
    };
    let headers = match row.headers.as_slice() {
        [] => ".".to_owned(),
        headers => headers.iter().map(header).collect::<Vec<_>>().join(","),
    };
    format!(
        "{} {} {} {headers}",
        row.partition,
        nullable_hex(row.key.as_deref()),
        nullable_hex(row.value.as_deref())
    )
}

/// `partition offset`.
fn place(line: &str) -> Result<Place> {
    let place = line.split_once(' ').and_then(|(partition, offset)| {
        Some(Place { partition: partition.parse().ok()?, offset: offset.parse().ok()? })
    });
    place.ok_or_else(|| format!("Java: {line}").into())
}

/// `partition offset key value headers`.
fn parse(line: &str) -> Option<Row> {
    let mut words = line.split(' ');
    let mut word = || words.next();
    let (partition, offset) = (word()?.parse().ok()?, word()?.parse().ok()?);
    let (key, value) = (nullable_unhex(word()?)?, nullable_unhex(word()?)?);
    let header = |text: &str| {
        let (key, value) = text.split_once('=')?;
        Some((String::from_utf8(nullable_unhex(key)??).ok()?, nullable_unhex(value)?))
    };
    let headers = match word()? {
        "." => Vec::new(),
        text => text.split(',').map(header).collect::<Option<_>>()?,
    };
    Some(Row { partition, offset, key, value, headers })
}

fn nullable_hex(bytes: Option<&[u8]>) -> String {
    bytes.map_or("-".to_owned(), |bytes| format!("x{}", hex(bytes)))
}

#[expect(
    clippy::option_option,
    reason = "the outer one is a failure to parse, the inner one is Kafka's null"
)]
fn nullable_unhex(text: &str) -> Option<Option<Vec<u8>>> {
    if text == "-" { Some(None) } else { unhex(text.strip_prefix('x')?).map(Some) }
}

const LIMIT: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_survives_its_line() {
        let headers: &[(&str, Option<&[u8]>)] = &[("a", Some(b"\x00\xff")), ("a", None), ("", Some(b""))];
        for row in [Row::new(None, Some(b""), &[]), Row::new(Some(b"k, ="), None, headers)] {
            let row = row.at(3, 17);
            let text = line(&row).replacen("3 ", "3 17 ", 1);
            assert_eq!(parse(&text), Some(row));
        }
    }

    #[test]
    fn what_is_no_row_is_refused() {
        for text in ["", "3 17 - -", "3 17 x0 - .", "3 17 - - x61", "a 17 - - ."] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
