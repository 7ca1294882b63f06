//! Control records: what brokers write between the records of producers.

#![warn(clippy::indexing_slicing, clippy::as_conversions)]

use crate::error::RecordErrorKind;
use crate::record::Record;

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
}

/// The coordinator epoch in the value of a commit or abort marker.
pub fn coordinator_epoch(record: &Record) -> Result<i32, RecordErrorKind> {
    let Some(&[v0, v1, e0, e1, e2, e3]) = record.value.as_deref().and_then(<[u8]>::first_chunk) else {
        return Err(RecordErrorKind::Truncated);
    };
    let version = i16::from_be_bytes([v0, v1]);
    if version < 0 {
        return Err(RecordErrorKind::Negative(version.into()));
    }
    Ok(i32::from_be_bytes([e0, e1, e2, e3]))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

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
