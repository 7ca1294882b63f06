//! Kafka record batches and message sets: build, seal, read, validate, convert and split them, with every codec of Kafka.
//!
//! A batch (format v2, Kafka 0.11 and later) is what a producer sends, a broker stores and a consumer fetches; before, it was
//! a message set (formats v0 and v1). This crate knows their bytes and nothing else: **it does not know** topics, partitions, brokers or requests, opens no file or socket,
//! reads no clock and starts no thread. A producer, a log tool or a broker in a test can each use it alone.
//!
//! # Map
//!
//! | to | use |
//! |---|---|
//! | build a batch, and send it with another stamp for each retry | [`BatchBuilder`], [`SealedBatch`], [`ProducerStamp`] |
//! | write batches as a broker does | [`LogStamp`], [`ControlRecord`], [`BatchBuilder::append_at`], [`BatchHeader::encode_for`] |
//! | read one batch | [`RecordBatch`], [`RecordIter`] |
//! | read a log of any formats | [`LogScanner`], [`LogBatch`], [`RecordView`] |
//! | look at a header without reading the rest | [`HeaderPeek`] |
//! | write a message set for an old broker | [`MessageSetBuilder`], [`down_convert`] |
//! | cut up a batch that was too large | [`split`](fn@split), [`split_message_set`] |
//! | foretell the size of a compressed batch | [`CompressionRatios`], [`record_size_upper_bound`] |
//! | compress and decompress alone | [`Codec`], [`Compression`], [`DecompressionLimit`] |
//! | checksums and numbers | [`crc`], [`varint`] |
//!
//! # Write
//!
//! [`BatchBuilder`] encodes each record once, into memory that the caller gives; [`BatchBuilder::finish`] compresses and
//! checksums; [`SealedBatch::segments`] puts producer id, epoch and sequence into the header, again for each retry, without
//! touching the records.
//!
//! ```
//! use kafka_records::{BatchBuilder, Codec, Compression, ProducerStamp, RecordHeader, RecordRef};
//!
//! let mut batch = BatchBuilder::<Vec<u8>>::new(Compression::None);
//! batch.add_chunk(Vec::with_capacity(4096));
//! batch.append(&RecordRef {
//!     timestamp: 1_700_000_000_000,
//!     key: Some(b"user-17"),
//!     value: Some(b"signed in"),
//!     headers: &[RecordHeader { key: "trace", value: Some(b"5f3a") }],
//! })?;
//! let sealed = batch.finish(&Codec::NONE)?;
//! let segments = sealed.segments(&ProducerStamp::NONE);
//! # let stream: bytes::Bytes = segments.concat().into();
//! # use kafka_records::{DecompressionLimit, RecordBatch};
//! # let batch = RecordBatch::parse_exact(&stream)?;
//! # let record = batch.records(DecompressionLimit::bytes(0))?.next().expect("one record")?;
//! # assert_eq!(record.value.as_deref(), Some(&b"signed in"[..]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Read
//!
//! [`RecordBatch::parse`] takes one batch off a stream of them and checks it; [`RecordBatch::records`] parses the records one
//! by one. Any bytes give a value or a [`RecordError`] that names field and place.
//!
//! ```
//! use bytes::Bytes;
//! use kafka_records::{DecompressionLimit, RecordBatch};
//!
//! fn values(mut fetched: Bytes) -> Result<Vec<Option<Bytes>>, kafka_records::RecordError> {
//!     let mut values = Vec::new();
//!     // The tail of a fetch may be incomplete; that ends the stream without an error.
//!     while let Some(batch) = RecordBatch::parse(&mut fetched)? {
//!         let limit = DecompressionLimit::for_compressed(batch.size());
//!         for record in batch.records(limit)? {
//!             values.push(record?.value);
//!         }
//!     }
//!     Ok(values)
//! }
//! # assert_eq!(values(Bytes::new()), Ok(vec![]));
//! ```
//!
//! A stream whose batches may be of any format, such as the log segment of an old topic, goes through [`LogScanner`]; records
//! look the same whatever their format. [`RecordIter::next_view`] borrows them, for loops that keep none.
//!
//! ```
//! use bytes::Bytes;
//! use kafka_records::{DecompressionLimit, LogScanner, RecordError};
//!
//! fn newest(segment: Bytes) -> Result<i64, RecordError> {
//!     let mut newest = -1;
//!     for batch in LogScanner::new(segment) {
//!         let mut records = batch?.records(DecompressionLimit::UNTRUSTED)?;
//!         while let Some(record) = records.next_view() {
//!             newest = newest.max(record?.timestamp);
//!         }
//!     }
//!     Ok(newest)
//! }
//! # assert_eq!(newest(Bytes::new()), Ok(-1));
//! ```
//!
//! # A batch, byte by byte
//!
//! Numbers are big endian.
//!
//! ```text
//!  0        8      12     16 17   21   23     27        35        43        51   53     57     61
//! +--------+------+------+--+----+----+------+---------+---------+---------+----+------+------+--------- ...
//! | base   | len  | lead |ma| crc|attr| last |  base   |   max   |producer |epo-| base | re-  | records, or
//! | offset |      | epoch|gi|    |    |offset|timestamp|timestamp|   id    | ch |sequ- | cord | one stream of
//! |   0    |      |  -1  |c |    |    | delta|         |         |         |    | ence |count | them compressed
//! +--------+------+------+--+----+----+------+---------+---------+---------+----+------+------+--------- ...
//!                 |<---- len bytes ------------------------------------------------------------------ ... ->|
//!                                |<---- under the checksum, CRC-32C ---------------------------------- ... ->|
//! ```
//!
//! # A record
//!
//! All numbers but the attributes are [`varint`]s, deltas count from the batch's base timestamp and base offset.
//!
//! ```text
//! +--------+-------+-----------+--------+---------+-----+-----------+-------+---------+ { +---------+-----+-----------+-------+ }
//! | length | attr. | timestamp | offset | key len | key | value len | value | headers | { | key len | key | value len | value | } ...
//! |        |   0   |   delta   | delta  | or -1   |     |   or -1   |       |  count  | { |         |     |   or -1   |       | }
//! +--------+-------+-----------+--------+---------+-----+-----------+-------+---------+ { +---------+-----+-----------+-------+ }
//!          |<----- length bytes -------------------------------------------------------------------------------------------->|
//! ```
//!
//! # A message of a message set
//!
//! A compressed message set is one of these whose value is a message set. Formats v0 and v1 differ by the timestamp.
//!
//! ```text
//!  0        8      12    16 17 18          26 (v1; 18 in v0)
//! +--------+------+-----+--+--+-----------+---------+-----+-----------+-------+
//! | offset | size | crc |ma|at| timestamp | key len | key | value len | value |
//! |        |      |     |gi|tr| v1 only   | or -1   |     |   or -1   |       |
//! |        |      |     |c |. |           |         |     |           |       |
//! +--------+------+-----+--+--+-----------+---------+-----+-----------+-------+
//!                 |<---- size bytes ------------------------------------------>|
//!                       |<---- under the checksum, CRC-32 (IEEE) ------------->|
//! ```
//!
//! # Features
//!
//! `gzip`, `snappy`, `lz4` (all on by default, pure Rust) and `zstd` (needs a C compiler) turn on codecs. Without its feature
//! a codec is known by name, and using it is an error that says which feature to turn on.

mod record;
pub use record::{Header, Record, RecordHeader, RecordRef, record_size_upper_bound};
mod producer;
pub use producer::{ProducerEpoch, ProducerId, ProducerStamp, Sequence};
mod attributes;
pub use attributes::{Attributes, TimestampType};
pub mod varint;

mod magic;
pub use magic::Magic;

mod batch;
pub use batch::builder::{BatchBuilder, Chunk};
pub use batch::sealed::{LogStamp, SealedBatch};

mod compression;
pub use compression::{Codec, Compression, DecompressionLimit, UnknownCompression};
mod ratio;
pub use ratio::CompressionRatios;
pub mod crc;

pub use batch::header::{self, BatchHeader, HEADER_LEN, HeaderPeek};
pub use batch::reader::RecordBatch;
mod control;
pub use control::{ControlRecord, ControlRecordType, coordinator_epoch};
mod view;
pub use view::{HeaderIter, HeaderView, HeaderViews, RecordView};
mod record_iter;
pub use record_iter::RecordIter;

mod legacy;
pub use legacy::builder::MessageSetBuilder;
pub use legacy::convert::down_convert;
pub use legacy::message_set::LegacyBatch;
mod log;
pub use log::{LogBatch, LogScanner};
mod split;
pub use split::{SplitPart, split, split_message_set};

mod error;
pub use error::{AppendError, CompressionError, LegacyError, RebuildError, RecordError, RecordErrorKind};

#[doc(hidden)]
pub mod fuzz;
