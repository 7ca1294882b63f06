//! Control records: what brokers write between the records of producers.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use bytes::Bytes;

use crate::batch::builder::BatchBuilder;
use crate::batch::sealed::SealedBatch;
use crate::compression::Codec;
use crate::error::{RebuildError, RecordErrorKind};
use crate::record::{Record, RecordRef};

/// What a control record says, by the type in its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ControlRecordType {
    /// A transaction was aborted.
    Abort,
    /// A transaction was committed.
    Commit,
    /// A Raft leader began its epoch.
    LeaderChange,
    /// A snapshot begins.
    SnapshotHeader,
    /// A snapshot ends.
    SnapshotFooter,
    /// The version of KRaft.
    KraftVersion,
    /// The voters of KRaft.
    KraftVoters,
    /// A type that this crate does not know, to be ignored.
    Unknown(i16),
}

impl ControlRecordType {
    /// The type of a record of a control batch.
    ///
    /// The key is an int16 version and an int16 type; newer versions only add to that.
    pub fn of(record: &Record) -> Result<Self, RecordErrorKind> {
        Self::of_key(record.key.as_deref())
    }

    pub(crate) fn of_key(key: Option<&[u8]>) -> Result<Self, RecordErrorKind> {
        let Some(&[v0, v1, t0, t1]) = key.and_then(<[u8]>::first_chunk) else {
            return Err(RecordErrorKind::Truncated);
        };
        let version = i16::from_be_bytes([v0, v1]);
        if version < 0 {
            return Err(RecordErrorKind::Negative(version.into()));
        }
        Ok(match i16::from_be_bytes([t0, t1]) {
            0 => Self::Abort,
            1 => Self::Commit,
            2 => Self::LeaderChange,
            3 => Self::SnapshotHeader,
            4 => Self::SnapshotFooter,
            5 => Self::KraftVersion,
            6 => Self::KraftVoters,
            other => Self::Unknown(other),
        })
    }

    /// The number in the key.
    pub const fn number(self) -> i16 {
        match self {
            Self::Abort => 0,
            Self::Commit => 1,
            Self::LeaderChange => 2,
            Self::SnapshotHeader => 3,
            Self::SnapshotFooter => 4,
            Self::KraftVersion => 5,
            Self::KraftVoters => 6,
            Self::Unknown(number) => number,
        }
    }
}

/// The coordinator epoch in the value of a commit or abort marker.
pub fn coordinator_epoch(record: &Record) -> Result<i32, RecordErrorKind> {
    let mut fields = Fields(record.value.as_deref().unwrap_or_default());
    fields.version()?;
    Ok(i32::from_be_bytes(fields.take()?))
}

/// A control record: what its key and value say.
///
/// The values of leader changes and voters are messages of their own (`LeaderChangeMessage` and `VotersRecord` in Kafka's
/// schemas), carried here as their bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ControlRecord {
    /// A transaction was aborted.
    Abort {
        /// Epoch of the transaction coordinator.
        coordinator_epoch: i32,
    },
    /// A transaction was committed.
    Commit {
        /// Epoch of the transaction coordinator.
        coordinator_epoch: i32,
    },
    /// A Raft leader began its epoch.
    LeaderChange(Bytes),
    /// A snapshot begins.
    SnapshotHeader {
        /// Timestamp of the last record that went into it, in milliseconds since the epoch.
        last_contained_log_timestamp: i64,
    },
    /// A snapshot ends.
    SnapshotFooter,
    /// The version of KRaft.
    KraftVersion(i16),
    /// The voters of KRaft.
    KraftVoters(Bytes),
    /// A type that this crate does not know, with its value; to be ignored.
    Unknown(i16, Bytes),
}

impl ControlRecord {
    /// Reads a record of a control batch. Newer versions of a value only add to it.
    pub fn of(record: &Record) -> Result<Self, RecordErrorKind> {
        let value = || record.value.clone().unwrap_or_default();
        let mut fields = Fields(record.value.as_deref().unwrap_or_default());
        Ok(match ControlRecordType::of(record)? {
            ControlRecordType::Abort => Self::Abort { coordinator_epoch: coordinator_epoch(record)? },
            ControlRecordType::Commit => Self::Commit { coordinator_epoch: coordinator_epoch(record)? },
            ControlRecordType::LeaderChange => Self::LeaderChange(value()),
            ControlRecordType::SnapshotHeader => {
                fields.version()?;
                Self::SnapshotHeader { last_contained_log_timestamp: i64::from_be_bytes(fields.take()?) }
            }
            ControlRecordType::SnapshotFooter => {
                fields.version()?;
                Self::SnapshotFooter
            }
            ControlRecordType::KraftVersion => {
                fields.version()?;
                Self::KraftVersion(i16::from_be_bytes(fields.take()?))
            }
            ControlRecordType::KraftVoters => Self::KraftVoters(value()),
            ControlRecordType::Unknown(number) => Self::Unknown(number, value()),
        })
    }

    /// The type in the key.
    pub const fn record_type(&self) -> ControlRecordType {
        match self {
            Self::Abort { .. } => ControlRecordType::Abort,
            Self::Commit { .. } => ControlRecordType::Commit,
            Self::LeaderChange(_) => ControlRecordType::LeaderChange,
            Self::SnapshotHeader { .. } => ControlRecordType::SnapshotHeader,
            Self::SnapshotFooter => ControlRecordType::SnapshotFooter,
            Self::KraftVersion(_) => ControlRecordType::KraftVersion,
            Self::KraftVoters(_) => ControlRecordType::KraftVoters,
            Self::Unknown(number, _) => ControlRecordType::Unknown(*number),
        }
    }

    /// A batch with this record alone, as brokers write it: an end-of-transaction marker wants the producer and
    /// `transactional` in its [`LogStamp`](crate::LogStamp), and no sequence.
    pub fn seal(&self, timestamp: i64) -> Result<SealedBatch, RebuildError> {
        let (key, value) = (self.key(), self.value());
        let record = RecordRef { timestamp, key: Some(&key), value: Some(&value), headers: &[] };
        let mut builder = BatchBuilder::<Vec<u8>>::for_control();
        builder.add_chunk(Vec::with_capacity(builder.exact_size(&record)));
        builder.append(&record)?;
        Ok(builder.finish(&Codec::NONE)?)
    }

    /// Version 0 and type.
    fn key(&self) -> [u8; 4] {
        let [high, low] = self.record_type().number().to_be_bytes();
        [0, 0, high, low]
    }

    fn value(&self) -> Vec<u8> {
        match self {
            Self::Abort { coordinator_epoch } | Self::Commit { coordinator_epoch } => {
                [&VERSION_0[..], &coordinator_epoch.to_be_bytes()].concat()
            }
            Self::SnapshotHeader { last_contained_log_timestamp } => {
                [&VERSION_0[..], &last_contained_log_timestamp.to_be_bytes(), &NO_TAGGED_FIELDS].concat()
            }
            Self::SnapshotFooter => [&VERSION_0[..], &NO_TAGGED_FIELDS].concat(),
            Self::KraftVersion(version) => {
                [&VERSION_0[..], &version.to_be_bytes(), &NO_TAGGED_FIELDS].concat()
            }
            Self::LeaderChange(value) | Self::KraftVoters(value) | Self::Unknown(_, value) => value.to_vec(),
        }
    }
}

/// Reads the fields of a value.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], RecordErrorKind> {
        let (head, rest) = self.0.split_first_chunk().ok_or(RecordErrorKind::Truncated)?;
        self.0 = rest;
        Ok(*head)
    }

    fn version(&mut self) -> Result<i16, RecordErrorKind> {
        match i16::from_be_bytes(self.take()?) {
            version @ 0.. => Ok(version),
            negative => Err(RecordErrorKind::Negative(negative.into())),
        }
    }
}

const VERSION_0: [u8; 2] = [0, 0];

/// What ends a value of a flexible schema.
const NO_TAGGED_FIELDS: [u8; 1] = [0];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::producer::Sequence;

    fn record(key: &'static [u8], value: &'static [u8]) -> Record {
        Record {
            offset: 0,
            timestamp: 0,
            sequence: Sequence::NONE,
            key: Some(Bytes::from_static(key)),
            value: Some(Bytes::from_static(value)),
            headers: Vec::new(),
        }
    }

    #[test]
    fn markers_are_told_apart() {
        let commit = record(&[0, 0, 0, 1], &[0, 0, 0, 0, 0, 9]);
        assert_eq!(ControlRecordType::of(&commit), Ok(ControlRecordType::Commit));
        assert_eq!(coordinator_epoch(&commit), Ok(9));
        assert_eq!(ControlRecordType::of(&record(&[0, 0, 0, 0], &[])), Ok(ControlRecordType::Abort));
        assert_eq!(ControlRecordType::of(&record(&[0, 0, 0, 99], &[])), Ok(ControlRecordType::Unknown(99)));
    }

    #[test]
    fn newer_versions_are_read_and_malformed_keys_are_not() {
        assert_eq!(ControlRecordType::of(&record(&[0, 7, 0, 1, 5], &[])), Ok(ControlRecordType::Commit));
        assert_eq!(ControlRecordType::of(&record(&[0, 0, 0], &[])), Err(RecordErrorKind::Truncated));
        assert_eq!(
            ControlRecordType::of(&record(&[255, 255, 0, 0], &[])),
            Err(RecordErrorKind::Negative(-1))
        );
        assert_eq!(coordinator_epoch(&record(&[0, 0, 0, 0], &[0; 5])), Err(RecordErrorKind::Truncated));
    }
}
