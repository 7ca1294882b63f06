//! The producer under test, fed with rows.

use kafka_producer::{Delivery, Producer, ProducerRecord, RecordHeader};

use crate::{Result, Row};

/// Sends a row; one of partition -1 goes where the producer sees fit.
pub fn send_row(producer: &Producer, topic: &str, row: &Row) -> Result<Delivery> {
    let headers: Vec<_> =
        row.headers.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() }).collect();
    let mut record = ProducerRecord::to(topic).headers(&headers);
    if let Some(key) = &row.key {
        record = record.key(key);
    }
    if let Some(value) = &row.value {
        record = record.value(value);
    }
    if row.partition >= 0 {
        record = record.partition(row.partition);
    }
    Ok(producer.send_blocking(record)?)
}

/// Sends rows all at once and returns them with their places, sorted.
pub fn send_rows(producer: &Producer, topic: &str, rows: &[Row]) -> Result<Vec<Row>> {
    let sent: Result<Vec<_>> = rows.iter().map(|row| Ok((row, send_row(producer, topic, row)?))).collect();
    let mut placed = Vec::new();
    for (row, delivery) in sent? {
        let metadata = delivery.wait()?;
        let offset = metadata.offset().ok_or("the broker told no offset")?;
        placed.push(row.at(metadata.partition(), offset));
    }
    placed.sort();
    Ok(placed)
}
