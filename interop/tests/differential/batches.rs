//! Record batches and message sets beside Java's.

use bytes::Bytes;
use interop::{Result, Table, hex, unhex};
use kafka_records::{BatchHeader, HEADER_LEN};
use serde_json::Value;
use xtask::java::LineProgram;
use xtask::oracle::{self, codecs, shapes};

use crate::{described, judge, rebuilt, values};

/// Every magic, codec and shape that Kafka allows together, in both directions.
pub(crate) fn run() -> Result<String> {
    let java = oracle::batches()?;
    let mut table = Table::default();
    for magic in [0, 1, 2] {
        for codec in codecs(magic) {
            table.begin(format!("magic {magic}, {codec}"));
            table.kind();
            for shape in shapes(magic) {
                table.version();
                compare(&java, &format!("{magic} {codec} {shape}"), &mut table)?;
            }
        }
    }
    judge(&table)
}

/// Batches that Java draws and builds are read here as Java reads them, and built here again. What is built here is read by
/// Java as the same; without a codec it is the same bytes.
fn compare(java: &LineProgram, name: &str, table: &mut Table) -> Result {
    let count = values();
    let mut drawn = Vec::new();
    java.ask(format!("random {name} 7 {count}"));
    for _ in 0..count {
        let line = java.answer().map_err(|failure| format!("{name}: {failure}"))?;
        let (bytes, json) = line.split_once(' ').ok_or_else(|| format!("Java: {line}"))?;
        let bytes = Bytes::from(unhex(bytes).ok_or_else(|| format!("Java: {line}"))?);
        let json: Value = serde_json::from_str(json)?;
        let difference = match described::describe(&bytes) {
            Ok(ours) => (ours != json).then(|| format!("read here as\n  {ours}, by Java as\n  {json}")),
            Err(error) => Some(format!("not read here: {error}")),
        };
        table.value(difference.map(|what| format!("{name}: {what}\n  {}", hex(&bytes))));
        drawn.push((bytes, json));
    }
    let mut sent = Vec::new();
    for (bytes, json) in drawn {
        let header = BatchHeader::decode(&bytes).ok().filter(|_| name.starts_with('2'));
        if let Some(header) = header.filter(|header| header.encode() != bytes[..HEADER_LEN]) {
            table.value(Some(format!("{name}: the header is written as {}", hex(&header.encode()))));
        }
        let Some(built) = rebuilt::rebuild(&json) else { continue };
        if name.contains(" none ") && rebuilt::is_told_whole(&json) && built != bytes {
            table.value(Some(format!(
                "{name}: built here as\n  {}, by Java as\n  {}",
                hex(&built),
                hex(&bytes)
            )));
        }
        java.ask(format!("read {}", hex(&built)));
        sent.push((built, json));
    }
    for (built, json) in sent {
        let difference = match java.answer() {
            Ok(line) => {
                let read: Value = serde_json::from_str(&line)?;
                (read != json).then(|| format!("read by Java as\n  {read}, built here from\n  {json}"))
            }
            Err(failure) => Some(failure.to_string()),
        };
        table.value(difference.map(|what| format!("{name}: {what}\n  {}", hex(&built))));
    }
    Ok(())
}
