//! Message sets, conversion, splitting, and headers that were put together by hand.

use bytes::Bytes;

use super::{LIMIT, Script};
use crate::attributes::TimestampType;
use crate::batch::builder::BatchBuilder;
use crate::batch::header::{BATCH_LENGTH, BatchHeader, HEADER_LEN, LOG_OVERHEAD, MAGIC};
use crate::batch::reader::RecordBatch;
use crate::compression::{Codec, Compression};
use crate::crc;
use crate::error::LegacyError;
use crate::legacy::convert::down_convert;
use crate::log::{LogBatch, LogScanner};
use crate::magic::Magic;
use crate::producer::{ProducerStamp, Sequence};
use crate::record::{Record, RecordHeader, RecordRef};
use crate::record_iter::RecordIter;

/// A stream of any formats: as it is, and as messages and a wrapper with sizes and checksums put right.
pub fn message_set(data: &[u8]) {
    scan(&Bytes::copy_from_slice(data));
    let Some((shape, rest)) = data.split_first() else { return };
    let magic = if shape & 1 == 0 { Magic::V0 } else { Magic::V1 };
    let mended = mended(rest, magic);
    scan(&Bytes::from(mended.clone()));
    let compression = [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4];
    let compression = compression[usize::from(shape >> 1 & 3)];
    let Ok(value) = Codec::new(compression).compress_for(magic, &[&mended]) else { return };
    let mut wrapper = i64::from(shape >> 3).to_be_bytes().to_vec();
    wrapper.extend([0; 8]);
    let time = if magic == Magic::V1 { shape & 8 } else { 0 };
    wrapper.extend([magic.id() as u8, compression.id() | time]);
    if magic == Magic::V1 {
        wrapper.extend(1000_i64.to_be_bytes());
    }
    wrapper.extend((-1_i32).to_be_bytes());
    wrapper.extend((value.len() as i32).to_be_bytes());
    wrapper.extend(value);
    seal(&mut wrapper);
    scan(&Bytes::from(wrapper));
}

/// The same bytes as messages of this format, each with the right checksum; their sizes are bytes of the input.
fn mended(mut data: &[u8], magic: Magic) -> Vec<u8> {
    let mut out = Vec::new();
    while data.len() > LOG_OVERHEAD + 14 {
        let len = (LOG_OVERHEAD + 14 + usize::from(data[0] & 0x3f)).min(data.len());
        let (entry, rest) = data.split_at(len);
        let mut entry = entry.to_vec();
        entry[..6].fill(0);
        entry[MAGIC] = magic.id() as u8;
        seal(&mut entry);
        out.extend(entry);
        data = rest;
    }
    out
}

fn seal(message: &mut [u8]) {
    let size = (message.len() - LOG_OVERHEAD) as i32;
    message[BATCH_LENGTH..LOG_OVERHEAD].copy_from_slice(&size.to_be_bytes());
    let sum = crc::crc32(&message[MAGIC..]);
    message[LOG_OVERHEAD..MAGIC].copy_from_slice(&sum.to_be_bytes());
}

fn scan(bytes: &Bytes) {
    let mut scanner = LogScanner::new(bytes.clone());
    while let Some(batch) = scanner.next() {
        let Ok(batch) = batch else {
            assert!(scanner.next().is_none(), "a scan ends at its first error");
            break;
        };
        if let Ok(records) = batch.records(LIMIT) {
            views_are_records(&records);
            let records = records.collect::<Result<Vec<Record>, _>>();
            if let (LogBatch::Legacy(legacy), Ok(records)) = (&batch, records) {
                assert!(!records.is_empty(), "a message is a record, or holds some");
                let appended = legacy.timestamp_type() == TimestampType::LogAppendTime;
                for record in records {
                    assert!(record.headers.is_empty() && record.sequence == Sequence::NONE);
                    assert!(legacy.magic() == Magic::V1 || record.timestamp == -1);
                    assert!(!appended || record.timestamp == legacy.max_timestamp());
                }
            }
        }
    }
    assert_eq!(scanner.position() + scanner.rest().len(), bytes.len(), "bytes are read once");
}

/// Borrowed and shared, records and the error behind them are the same.
pub(crate) fn views_are_records(records: &RecordIter) {
    let (mut views, mut shared) = (records.clone(), records.clone());
    while let Some(view) = views.next_view() {
        let record = shared.next().expect("as many records as views");
        match (view, record) {
            (Ok(view), Ok(record)) => {
                assert_eq!((view.offset, view.timestamp), (record.offset, record.timestamp));
                assert_eq!((view.key, view.value), (record.key.as_deref(), record.value.as_deref()));
                assert_eq!(view.headers.len(), record.headers.len());
                for (view, header) in view.headers.iter().zip(&record.headers) {
                    assert_eq!((view.key, view.value), (&header.key[..], header.value.as_deref()));
                }
            }
            (Err(view), Err(record)) => assert_eq!(view, record),
            (view, record) => panic!("{view:?} is not {record:?}"),
        }
    }
    assert!(shared.next().is_none());
}

/// Any stream is converted or refused; a batch that was built is converted with the same offsets and content.
pub fn conversion(data: &[u8]) {
    for to in Magic::ALL {
        if let Ok(converted) = down_convert(&Bytes::copy_from_slice(data), to, LIMIT) {
            for batch in LogScanner::new(converted) {
                assert!(batch.expect("what was converted can be read").magic() <= to);
            }
        }
    }
    let Some((batch, records)) = built(&mut Script(data)) else { return };
    let codec = batch.header().attributes.compression;
    for to in [Magic::V1, Magic::V0] {
        let converted = match down_convert(batch.bytes(), to, LIMIT) {
            Ok(converted) => converted,
            Err(LegacyError::Headers { .. }) => {
                assert!(records.iter().any(|record| !record.headers.is_empty()));
                continue;
            }
            Err(LegacyError::CodecNotInFormat { .. }) => {
                assert_eq!(codec, Compression::Zstd);
                continue;
            }
            Err(error) => panic!("{error}"),
        };
        let again = LogScanner::new(converted)
            .map(|batch| batch.and_then(|batch| batch.records(LIMIT)))
            .flat_map(|records| records.expect("what was converted can be read"))
            .collect::<Result<Vec<Record>, _>>()
            .expect("what was converted has records");
        assert_eq!(again.len(), records.len());
        for (mut before, after) in records.iter().cloned().zip(again) {
            if to == Magic::V0 {
                before.timestamp = -1;
            }
            assert_eq!(before, after, "a record stays the same");
        }
    }
}

/// A batch that was built is split into parts that have its records.
pub fn split(data: &[u8]) {
    let mut script = Script(data);
    let target = usize::from(script.byte()) * 16;
    let Some((batch, records)) = built(&mut script) else { return };
    let codec = Codec::new(batch.header().attributes.compression);
    let parts = crate::split::split(&batch, target, &codec, LIMIT).expect("what was built can be split");
    let mut again = Vec::new();
    for part in parts {
        let batch = part.batch;
        assert!(batch.count() == 1 || batch.uncompressed_len() <= target, "no part is too large");
        let bytes = Bytes::from(batch.segments(&ProducerStamp::NONE).concat());
        let batch = RecordBatch::parse_exact(&bytes).expect("a part is a batch");
        let read = batch.records(LIMIT).and_then(Iterator::collect::<Result<Vec<Record>, _>>);
        again.extend(read.expect("a part has records").into_iter().map(|mut record| {
            record.offset += i64::from(part.first_offset_delta);
            record
        }));
    }
    assert_eq!(again, records, "nothing is lost, and nothing moves");
}

/// A batch with gaps between its offsets, and its records.
fn built(script: &mut Script<'_>) -> Option<(RecordBatch, Vec<Record>)> {
    let compression = Compression::ALL[usize::from(script.byte()) % Compression::ALL.len()];
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    let mut delta = 0_u32;
    while !script.0.is_empty() {
        let shape = script.byte();
        delta += u32::from(shape >> 6);
        let timestamp = 1000 + i64::from(script.byte());
        let key = (shape & 1 != 0).then(|| script.bytes());
        let value = (shape & 2 != 0).then(|| script.bytes());
        let name = if shape & 0x3c == 0x3c { Some(script.text()) } else { None };
        let headers: Vec<_> = name.iter().map(|key| RecordHeader { key, value }).collect();
        let record = RecordRef { timestamp, key, value, headers: &headers };
        builder.add_chunk(Vec::with_capacity(4 + builder.exact_size(&record)));
        builder.append_at(delta, &record).expect("offsets rise and there is room");
        delta += 1;
    }
    let sealed = builder.finish(&Codec::new(compression)).ok()?;
    let bytes = Bytes::from(sealed.segments(&ProducerStamp::NONE).concat());
    let batch = RecordBatch::parse_exact(&bytes).expect("what was built is a batch");
    let records = batch.records(LIMIT).and_then(Iterator::collect);
    Some((batch, records.expect("what was built has records")))
}

/// A header of any fields in front of any bytes: with length and checksum patched it is a batch, or its fields are refused.
pub fn header_patch(data: &[u8]) {
    let Ok(header) = BatchHeader::decode(data) else { return };
    let body = &data[HEADER_LEN..];
    let patched = header.encode_for(body);
    let bytes = Bytes::from([&patched, body].concat());
    match RecordBatch::parse_exact(&bytes) {
        Ok(batch) => {
            let crc = u32::from_be_bytes(std::array::from_fn(|at| patched[17 + at]));
            let batch_length = (bytes.len() - LOG_OVERHEAD) as i32;
            assert_eq!(*batch.header(), BatchHeader { batch_length, crc, ..header });
            assert_eq!(batch.header().encode(), patched);
            assert_eq!(batch.body(), body);
        }
        // The count is checked against the bytes, the rest by itself.
        Err(error) => assert!(header.validate().is_err() || error.field() == "record count", "{error}"),
    }
}
