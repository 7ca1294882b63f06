// Written by `cargo xtask codegen` from schemas/add_partitions_to_txn.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AddPartitionsToTxnResponse`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 4+; left out of other versions.
    pub error_code: i16,
    /// `ResultsByTransaction`: array of [`AddPartitionsToTxnResult`], versions 4+; an error to set in other versions.
    pub results_by_transaction: Vec<AddPartitionsToTxnResult>,
    /// `ResultsByTopicV3AndBelow`: array of [`AddPartitionsToTxnTopicResult`], versions 0-3; an error to set in other versions.
    pub results_by_topic_v3_and_below: Vec<AddPartitionsToTxnTopicResult>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `AddPartitionsToTxnResult`, versions 4-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnResult {
    /// `TransactionalId`: string, versions 4+.
    pub transactional_id: StrBytes,
    /// `TopicResults`: array of [`AddPartitionsToTxnTopicResult`], versions 4+.
    pub topic_results: Vec<AddPartitionsToTxnTopicResult>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `AddPartitionsToTxnTopicResult`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnTopicResult {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `ResultsByPartition`: array of [`AddPartitionsToTxnPartitionResult`], versions 0+.
    pub results_by_partition: Vec<AddPartitionsToTxnPartitionResult>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `AddPartitionsToTxnPartitionResult`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddPartitionsToTxnPartitionResult {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `PartitionErrorCode`: int16, versions 0+.
    pub partition_error_code: i16,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for AddPartitionsToTxnResponse {
    const NAME: &'static str = "AddPartitionsToTxnResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 4;
        if version >= 4 {
            len += 2
                + array_len(self.results_by_transaction.len(), flexible)
                + self.results_by_transaction.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version <= 3 {
            len += array_len(self.results_by_topic_v3_and_below.len(), flexible)
                + self
                    .results_by_topic_v3_and_below
                    .iter()
                    .map(|element| element.wire_len(version))
                    .sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        if version >= 4 {
            w.put_i16(self.error_code);
            w.put_array_len("results_by_transaction", self.results_by_transaction.len(), flexible);
            for element in &self.results_by_transaction {
                element.write(version, w);
            }
        } else {
            w.refuse("results_by_transaction", !self.results_by_transaction.is_empty());
        }
        if version <= 3 {
            w.put_array_len(
                "results_by_topic_v3_and_below",
                self.results_by_topic_v3_and_below.len(),
                flexible,
            );
            for element in &self.results_by_topic_v3_and_below {
                element.write(version, w);
            }
        } else {
            w.refuse("results_by_topic_v3_and_below", !self.results_by_topic_v3_and_below.is_empty());
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 3;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: if version >= 4 { r.int16("error_code") } else { 0 },
            results_by_transaction: if version >= 4 {
                r.array(
                    "results_by_transaction",
                    flexible,
                    AddPartitionsToTxnResult::minimum_len(version),
                    |r| AddPartitionsToTxnResult::read(version, r),
                )
            } else {
                Vec::new()
            },
            results_by_topic_v3_and_below: if version <= 3 {
                r.array(
                    "results_by_topic_v3_and_below",
                    flexible,
                    AddPartitionsToTxnTopicResult::minimum_len(version),
                    |r| AddPartitionsToTxnTopicResult::read(version, r),
                )
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl AddPartitionsToTxnResult {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.transactional_id, true)
            + array_len(self.topic_results.len(), true)
            + self.topic_results.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("AddPartitionsToTxnResult.transactional_id", &self.transactional_id, true);
        w.put_array_len("AddPartitionsToTxnResult.topic_results", self.topic_results.len(), true);
        for element in &self.topic_results {
            element.write(version, w);
        }
        self.tagged.write("AddPartitionsToTxnResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            transactional_id: r.string("AddPartitionsToTxnResult.transactional_id", true),
            topic_results: r.array(
                "AddPartitionsToTxnResult.topic_results",
                true,
                AddPartitionsToTxnTopicResult::minimum_len(version),
                |r| AddPartitionsToTxnTopicResult::read(version, r),
            ),
            tagged: TaggedFields::read(r, "AddPartitionsToTxnResult.tagged"),
        }
    }
}

impl AddPartitionsToTxnTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.results_by_partition.len(), flexible)
            + self.results_by_partition.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_string("AddPartitionsToTxnTopicResult.name", &self.name, flexible);
        w.put_array_len(
            "AddPartitionsToTxnTopicResult.results_by_partition",
            self.results_by_partition.len(),
            flexible,
        );
        for element in &self.results_by_partition {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("AddPartitionsToTxnTopicResult.tagged", w);
        } else {
            w.refuse("AddPartitionsToTxnTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            name: r.string("AddPartitionsToTxnTopicResult.name", flexible),
            results_by_partition: r.array(
                "AddPartitionsToTxnTopicResult.results_by_partition",
                flexible,
                AddPartitionsToTxnPartitionResult::minimum_len(version),
                |r| AddPartitionsToTxnPartitionResult::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "AddPartitionsToTxnTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl AddPartitionsToTxnPartitionResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 6;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_fixed((self.partition_index, self.partition_error_code));
        if flexible {
            self.tagged.write("AddPartitionsToTxnPartitionResult.tagged", w);
        } else {
            w.refuse("AddPartitionsToTxnPartitionResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            partition_index: r.int32("AddPartitionsToTxnPartitionResult.partition_index"),
            partition_error_code: r.int16("AddPartitionsToTxnPartitionResult.partition_error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "AddPartitionsToTxnPartitionResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
