//! Record batches in lines: one for a batch, one for a record.

use std::fmt::Write;

use bytes::Bytes;
use kafka_protocol::wire::Records;
use kafka_protocol::{AnyRequest, AnyResponse};
use kafka_records::{DecompressionLimit, ProducerId, Record, RecordBatch};

/// The records of a request, each with the place where they are.
pub(super) fn of_request(request: &AnyRequest) -> Vec<(String, Bytes)> {
    let AnyRequest::Produce(produce) = request else { return Vec::new() };
    let topics = produce.topic_data.iter();
    topics
        .flat_map(|topic| {
            let name =
                if topic.name.is_empty() { topic.topic_id.to_string() } else { topic.name.to_string() };
            let partitions = topic.partition_data.iter();
            partitions.filter_map(move |partition| found(&name, partition.index, partition.records.as_ref()))
        })
        .collect()
}

/// The records of a response, each with the place where they are.
pub(super) fn of_response(response: &AnyResponse) -> Vec<(String, Bytes)> {
    let AnyResponse::Fetch(fetch) = response else { return Vec::new() };
    let topics = fetch.responses.iter();
    topics
        .flat_map(|topic| {
            let name =
                if topic.topic.is_empty() { topic.topic_id.to_string() } else { topic.topic.to_string() };
            let partitions = topic.partitions.iter();
            partitions.filter_map(move |partition| {
                found(&name, partition.partition_index, partition.records.as_ref())
            })
        })
        .collect()
}

fn found(topic: &str, partition: i32, records: Option<&Records>) -> Option<(String, Bytes)> {
    let records = records.filter(|records| !records.is_empty())?;
    let bytes: Vec<u8> = records.segments().iter().flat_map(|segment| segment.iter().copied()).collect();
    Some((format!("{topic}-{partition} "), bytes.into()))
}

/// One line a batch and one a record; `place` stands before each batch.
pub(super) fn describe(text: &mut String, mut stream: Bytes, place: &str) -> Result<(), String> {
    let len = stream.len();
    loop {
        let at = len - stream.len();
        let failed = |error| format!("{place}batch at byte {at}: {error}");
        let Some(batch) = RecordBatch::parse(&mut stream).map_err(failed)? else { break };
        describe_batch(text, &batch, place);
        let limit = DecompressionLimit::for_compressed(batch.size());
        for record in batch.records(limit).map_err(failed)? {
            describe_record(text, &record.map_err(failed)?);
        }
    }
    match stream.len() {
        0 => Ok(()),
        left => Err(format!("{place}the last {left} bytes are no whole batch")),
    }
}

fn describe_batch(text: &mut String, batch: &RecordBatch, place: &str) {
    let header = batch.header();
    let attributes = header.attributes;
    write!(
        text,
        "{place}batch: offsets {}-{}, {} records, {} bytes, codec {}, leader epoch {}",
        header.base_offset,
        header.last_offset(),
        header.record_count,
        batch.size(),
        attributes.compression.name(),
        header.partition_leader_epoch,
    )
    .ok();
    if header.producer_id != ProducerId::NONE {
        write!(
            text,
            ", producer {} epoch {} sequence {}",
            header.producer_id.0, header.producer_epoch.0, header.base_sequence.0
        )
        .ok();
    }
    for (set, word) in [(attributes.transactional, "transactional"), (attributes.control, "control")] {
        if set {
            write!(text, ", {word}").ok();
        }
    }
    text.push('\n');
}

fn describe_record(text: &mut String, record: &Record) {
    write!(
        text,
        "  {} at {}: key {}, value {}",
        record.offset,
        record.timestamp,
        shown(record.key.as_ref()),
        shown(record.value.as_ref())
    )
    .ok();
    for header in &record.headers {
        write!(text, ", header {} = {}", header.key.escape_ascii(), shown(header.value.as_ref())).ok();
    }
    text.push('\n');
}

/// Bytes as text with escapes, cut where they are long.
fn shown(bytes: Option<&Bytes>) -> String {
    let Some(bytes) = bytes else { return "null".to_owned() };
    let start = bytes.get(..bytes.len().min(SHOWN)).unwrap_or_default();
    let rest = bytes.len() - start.len();
    let tail = if rest > 0 { format!(" and {rest} bytes more") } else { String::new() };
    format!("\"{}\"{tail}", start.escape_ascii())
}

const SHOWN: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_and_null_is_not_empty() {
        assert_eq!(shown(None), "null");
        assert_eq!(shown(Some(&Bytes::new())), "\"\"");
        let long = shown(Some(&Bytes::from(vec![b'x'; 205])));
        assert!(long.ends_with("x\" and 5 bytes more"), "{long}");
    }
}
