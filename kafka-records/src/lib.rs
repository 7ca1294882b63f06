//! Kafka record batches (format v2): build, seal, read and validate; compression codecs.

mod record;
pub use record::{Header, Record, RecordHeader, RecordRef, record_size_upper_bound};
mod producer;
pub use producer::{ProducerEpoch, ProducerId, ProducerStamp, Sequence};
mod attributes;
pub use attributes::{Attributes, TimestampType};

mod batch;
pub use batch::builder::{BatchBuilder, Chunk};
pub use batch::header::{self, BatchHeader, HEADER_LEN, HeaderPeek};
pub use batch::reader::{RecordBatch, RecordIter};
pub use batch::sealed::SealedBatch;

mod control;
pub use control::{ControlRecordType, coordinator_epoch};

mod compression;
pub use compression::{Codec, Compression, DecompressionLimit, UnknownCompression};
mod ratio;
pub use ratio::CompressionRatios;

pub mod crc;
pub mod varint;

mod error;
pub use error::{AppendError, CompressionError, RecordError, RecordErrorKind};

#[doc(hidden)]
pub mod fuzz;
