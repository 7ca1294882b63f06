//! Bodies of the fuzz targets: each takes any bytes, must not panic for want of care, and asserts what must hold.
//!
//! They are here rather than in the fuzz crate so that stable tests replay the corpus.

mod formats;
pub use formats::{conversion, header_patch, message_set, split};

use bytes::Bytes;

use crate::attributes::Attributes;
use crate::batch::header::{
    BATCH_LENGTH, BatchHeader, CRC, HEADER_LEN, HeaderPeek, LOG_OVERHEAD, MAGIC, MAGIC_V2,
};
use crate::batch::reader::RecordBatch;
use crate::batch::{builder::BatchBuilder, header};
use crate::compression::{Codec, Compression, DecompressionLimit};
use crate::crc;
use crate::error::AppendError;
use crate::magic::Magic;
use crate::producer::{ProducerEpoch, ProducerId, ProducerStamp, Sequence};
use crate::record::{Record, RecordHeader, RecordRef, record_size_upper_bound};
use crate::varint;

/// A stream of batches: as it is, and again as one batch with length, format and checksum put right, so that mutations
/// reach the records.
pub fn record_batch(data: &[u8]) {
    read_stream(&Bytes::copy_from_slice(data));
    let mut bytes = data.to_vec();
    if bytes.len() < HEADER_LEN {
        return;
    }
    bytes[MAGIC] = MAGIC_V2 as u8;
    let length = (bytes.len() - LOG_OVERHEAD) as i32;
    bytes[BATCH_LENGTH..BATCH_LENGTH + 4].copy_from_slice(&length.to_be_bytes());
    let sum = crc::crc32c(&bytes[header::ATTRIBUTES..]);
    bytes[CRC..CRC + 4].copy_from_slice(&sum.to_be_bytes());
    read_stream(&Bytes::from(bytes));
}

fn read_stream(bytes: &Bytes) {
    let mut stream = bytes.clone();
    let mut taken = 0;
    while let Ok(Some(batch)) = RecordBatch::parse(&mut stream) {
        taken += batch.size();
        assert_eq!(batch.header().encode(), batch.bytes()[..HEADER_LEN], "a header is its bytes");
        read_batch(&batch);
    }
    assert_eq!(taken + stream.len(), bytes.len(), "bytes are read once");
}

fn read_batch(batch: &RecordBatch) {
    let Ok(mut iter) = batch.records(LIMIT) else { return };
    formats::views_are_records(&iter);
    let most = iter.records_len() / 7;
    let records: Vec<_> = iter.by_ref().collect();
    assert!(iter.next().is_none(), "an iterator that ended stays so");
    assert!(records.len() <= most + 1, "at most one record in seven bytes, and an error");
    let Ok(records) = records.into_iter().collect::<Result<Vec<Record>, _>>() else { return };
    assert_eq!(records.len(), batch.header().record_count as usize, "the count is right");
    rebuild(&records);
}

/// What was read, and can be written, reads the same again.
fn rebuild(records: &[Record]) {
    let mut builder = BatchBuilder::<Vec<u8>>::new(Compression::None);
    for record in records {
        let Some(headers) = record
            .headers
            .iter()
            .map(|header| Some(RecordHeader { key: header.key_str()?, value: header.value.as_deref() }))
            .collect::<Option<Vec<_>>>()
        else {
            return;
        };
        let record = RecordRef {
            timestamp: record.timestamp,
            key: record.key.as_deref(),
            value: record.value.as_deref(),
            headers: &headers,
        };
        builder.add_chunk(Vec::with_capacity(builder.exact_size(&record)));
        if builder.append(&record).is_err() {
            return;
        }
    }
    let Ok(sealed) = builder.finish(&Codec::NONE) else { return };
    let again = read_back(&Bytes::from(sealed.segments(&ProducerStamp::NONE).concat()));
    assert_eq!(again.len(), records.len());
    for ((before, after), offset) in records.iter().zip(again).zip(0..) {
        let before = Record { offset, sequence: Sequence::NONE, ..before.clone() };
        assert_eq!(before, after, "a record reads as it was written");
    }
}

fn read_back(bytes: &Bytes) -> Vec<Record> {
    let batch = RecordBatch::parse_exact(bytes).expect("what the builder wrote is a batch");
    batch.records(LIMIT).and_then(Iterator::collect).expect("what the builder wrote has records")
}

/// Varints: what is read is written again in at most as many bytes, and reads the same.
pub fn varint(data: &[u8]) {
    if let Ok((rest, value)) = varint::varint(data) {
        let mut out = Vec::new();
        varint::put_varint(&mut out, value);
        assert_eq!(out.len(), varint::varint_len(value));
        assert!(out.len() <= data.len() - rest.len());
        assert_eq!(varint::varint(&out), Ok((&[][..], value)));
    }
    if let Ok((rest, value)) = varint::varlong(data) {
        let mut out = Vec::new();
        varint::put_varlong(&mut out, value);
        assert_eq!(out.len(), varint::varlong_len(value));
        assert!(out.len() <= data.len() - rest.len());
        assert_eq!(varint::varlong(&out), Ok((&[][..], value)));
    }
}

/// The first byte picks a codec; the rest is decompressed as it is, and compressed and decompressed.
pub fn decompress(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    codec(Compression::ALL[usize::from(*first) % Compression::ALL.len()], rest);
}

/// [`codec`] for gzip.
pub fn gzip(data: &[u8]) {
    codec(Compression::Gzip, data);
}

/// [`codec`] for snappy.
pub fn snappy(data: &[u8]) {
    codec(Compression::Snappy, data);
}

/// [`codec`] for lz4.
pub fn lz4(data: &[u8]) {
    codec(Compression::Lz4, data);
}

/// [`codec`] for zstd.
pub fn zstd(data: &[u8]) {
    codec(Compression::Zstd, data);
}

/// Decompresses the bytes as they are, under a limit that must hold; and compresses them, which must come back.
pub fn codec(compression: Compression, bytes: &[u8]) {
    let limit = DecompressionLimit { zstd_window_log: 20, ..DecompressionLimit::bytes(1 << 16) };
    for magic in [Magic::V0, Magic::V2] {
        if let Ok(bytes) = compression.decompress_for(magic, bytes, limit) {
            assert!(bytes.len() <= limit.max_len, "the limit holds");
            assert!(bytes.capacity() <= limit.max_len + 1, "and no more was allocated");
        }
        if !compression.is_available() {
            return;
        }
        let (head, tail) = bytes.split_at(bytes.len() / 3);
        let compressed =
            Codec::new(compression).compress_for(magic, &[head, tail]).expect("anything can be compressed");
        let limit = DecompressionLimit::bytes(bytes.len());
        let again = compression.decompress_for(magic, &compressed, limit);
        assert_eq!(again.as_deref(), Ok(bytes), "and comes back");
        if let Some(short) = bytes.len().checked_sub(1) {
            let refused = compression.decompress_for(magic, &compressed, DecompressionLimit::bytes(short));
            assert!(refused.is_err(), "one byte over the limit is too much");
        }
    }
}

/// A header: decoding and encoding undo each other, with and without the checks.
pub fn header(data: &[u8]) {
    let peek = HeaderPeek::new(data);
    if let Ok(header) = BatchHeader::decode(data) {
        let peek = peek.expect("a decoded header has all its bytes");
        assert_eq!(header.encode(), data[..HEADER_LEN]);
        assert_eq!(Attributes::from_bits(peek.attribute_bits()), Ok(header.attributes));
        let _ = (header.validate(), header.size(), header.last_offset(), header.last_sequence());
    }
}

/// A script of records, chunks and a codec: what is appended is read back, and errors change nothing.
pub fn build_and_read(data: &[u8]) {
    let mut script = Script(data);
    let compression = Compression::ALL[usize::from(script.byte()) % Compression::ALL.len()];
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    let chunk = 1 + usize::from(script.byte()) * 4;
    let base = script.long() >> 1;
    let mut appended = Vec::new();
    while !script.0.is_empty() {
        let shape = script.byte();
        let timestamp = match shape & 3 {
            0 => base,
            1 => base.wrapping_add(i64::from(script.byte()) - 128),
            2 => script.long(),
            _ => -1,
        };
        let key = (shape & 4 != 0).then(|| script.bytes());
        let value = (shape & 8 != 0).then(|| script.bytes());
        let names: Vec<String> = (0..shape >> 4 & 3).map(|_| script.text()).collect();
        let headers: Vec<RecordHeader<'_>> = names
            .iter()
            .map(|key| RecordHeader { key, value: (shape & 64 != 0).then(|| script.bytes()) })
            .collect();
        let record = RecordRef { timestamp, key, value, headers: &headers };
        if append(&mut builder, &record, chunk) {
            appended.push(record_of(&record, appended.len()));
        }
    }
    let count = builder.count();
    assert_eq!(count as usize, appended.len());
    let uncompressed = builder.records_len();
    let Ok(sealed) = builder.finish(&Codec::new(compression)) else {
        return assert!(count == 0 || !compression.is_available());
    };
    let stamp = ProducerStamp {
        producer_id: ProducerId(7),
        epoch: ProducerEpoch(1),
        base_sequence: Sequence(i32::MAX - 1),
        transactional: true,
    };
    for stamp in [ProducerStamp::NONE, stamp] {
        let bytes = Bytes::from(sealed.segments(&stamp).concat());
        assert_eq!(bytes.len(), sealed.encoded_len());
        assert_eq!(sealed.uncompressed_len(), uncompressed);
        let mut expected = appended.clone();
        for (record, n) in expected.iter_mut().zip(0..) {
            record.sequence = stamp.base_sequence.add(n);
        }
        assert_eq!(read_back(&bytes), expected);
    }
}

fn append(builder: &mut BatchBuilder, record: &RecordRef<'_>, chunk: usize) -> bool {
    let size = builder.exact_size(record);
    assert!(size <= record_size_upper_bound(record.key, record.value, record.headers));
    let before = (builder.count(), builder.records_len(), builder.spare());
    match builder.append(record) {
        Ok(index) => {
            assert_eq!((index, builder.count()), (before.0, before.0 + 1));
            assert_eq!(builder.records_len() - before.1, size, "the computed size is exact");
            assert_eq!(before.2 - builder.spare(), size);
            true
        }
        Err(error) => {
            assert_eq!(before, (builder.count(), builder.records_len(), builder.spare()));
            if let AppendError::NoRoom { needed } = error {
                assert_eq!(needed, size);
                assert!(needed > before.2, "a record with room is taken");
                builder.add_chunk(Vec::with_capacity(chunk.max(needed)));
                builder.append(record).expect("the chunk has room");
                true
            } else {
                false
            }
        }
    }
}

fn record_of(record: &RecordRef<'_>, index: usize) -> Record {
    Record {
        offset: index as i64,
        timestamp: record.timestamp,
        sequence: Sequence::NONE,
        key: record.key.map(Bytes::copy_from_slice),
        value: record.value.map(Bytes::copy_from_slice),
        headers: record
            .headers
            .iter()
            .map(|header| crate::record::Header {
                key: Bytes::copy_from_slice(header.key.as_bytes()),
                value: header.value.map(Bytes::copy_from_slice),
            })
            .collect(),
    }
}

/// Numbers and slices out of fuzz input; zeros when it has run out.
pub(crate) struct Script<'a>(pub(crate) &'a [u8]);

impl<'a> Script<'a> {
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    pub(crate) fn long(&mut self) -> i64 {
        i64::from_be_bytes(std::array::from_fn(|_| self.byte()))
    }

    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        let len = usize::from(self.byte()).min(self.0.len());
        let (head, rest) = self.0.split_at(len);
        self.0 = rest;
        head
    }

    pub(crate) fn text(&mut self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}

pub(crate) const LIMIT: DecompressionLimit =
    DecompressionLimit { zstd_window_log: 20, ..DecompressionLimit::bytes(1 << 20) };
