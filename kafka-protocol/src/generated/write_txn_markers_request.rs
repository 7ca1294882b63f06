// Written by `cargo xtask codegen` from schemas/write_txn_markers.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `WriteTxnMarkersRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteTxnMarkersRequest {
    /// `Markers`: array of [`WritableTxnMarker`], versions 0+.
    pub markers: Vec<WritableTxnMarker>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `WritableTxnMarker`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WritableTxnMarker {
    /// `ProducerId`: int64, versions 0+.
    pub producer_id: i64,
    /// `ProducerEpoch`: int16, versions 0+.
    pub producer_epoch: i16,
    /// `TransactionResult`: bool, versions 0+.
    pub transaction_result: bool,
    /// `Topics`: array of [`WritableTxnMarkerTopic`], versions 0+.
    pub topics: Vec<WritableTxnMarkerTopic>,
    /// `CoordinatorEpoch`: int32, versions 0+.
    pub coordinator_epoch: i32,
    /// `TransactionVersion`: int8, versions 2+; left out of other versions.
    pub transaction_version: i8,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `WritableTxnMarkerTopic`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WritableTxnMarkerTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `PartitionIndexes`: array of int32, versions 0+.
    pub partition_indexes: Int32Array,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Message for WriteTxnMarkersRequest {
    const NAME: &'static str = "WriteTxnMarkersRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = array_len(self.markers.len(), flexible)
            + self.markers.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("markers", self.markers.len(), flexible);
        for element in &self.markers {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 1;
        Self {
            markers: r.array("markers", flexible, WritableTxnMarker::minimum_len(version), |r| {
                WritableTxnMarker::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for WriteTxnMarkersRequest {
    const API_KEY: ApiKey = ApiKey::WRITE_TXN_MARKERS;
    type Response = super::WriteTxnMarkersResponse;
}

impl WritableTxnMarker {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 19,
            1 => 17,
            _ => 18,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 15
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 2 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_fixed((self.producer_id, self.producer_epoch, self.transaction_result));
        w.put_array_len("WritableTxnMarker.topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_i32(self.coordinator_epoch);
        if version >= 2 {
            w.put_i8(self.transaction_version);
        }
        if flexible {
            self.tagged.write("WritableTxnMarker.tagged", w);
        } else {
            w.refuse("WritableTxnMarker.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            producer_id: r.int64("WritableTxnMarker.producer_id"),
            producer_epoch: r.int16("WritableTxnMarker.producer_epoch"),
            transaction_result: r.bool("WritableTxnMarker.transaction_result"),
            topics: r.array(
                "WritableTxnMarker.topics",
                flexible,
                WritableTxnMarkerTopic::minimum_len(version),
                |r| WritableTxnMarkerTopic::read(version, r),
            ),
            coordinator_epoch: r.int32("WritableTxnMarker.coordinator_epoch"),
            transaction_version: if version >= 2 {
                r.int8("WritableTxnMarker.transaction_version")
            } else {
                0
            },
            tagged: if flexible {
                TaggedFields::read(r, "WritableTxnMarker.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl WritableTxnMarkerTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partition_indexes.len(), flexible)
            + 4 * self.partition_indexes.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("WritableTxnMarkerTopic.name", &self.name, flexible);
        w.put_int32_array("WritableTxnMarkerTopic.partition_indexes", &self.partition_indexes, flexible);
        if flexible {
            self.tagged.write("WritableTxnMarkerTopic.tagged", w);
        } else {
            w.refuse("WritableTxnMarkerTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            name: r.string("WritableTxnMarkerTopic.name", flexible),
            partition_indexes: r.int32_array("WritableTxnMarkerTopic.partition_indexes", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "WritableTxnMarkerTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
