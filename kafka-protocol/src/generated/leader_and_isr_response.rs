// Written by `cargo xtask codegen` from schemas/leader_and_isr.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `LeaderAndIsrResponse`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderAndIsrResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `PartitionErrors`: array of [`LeaderAndIsrPartitionError`], versions 0-4; an error to set in other versions.
    pub partition_errors: Vec<LeaderAndIsrPartitionError>,
    /// `Topics`: array of [`LeaderAndIsrTopicError`], versions 5+; an error to set in other versions.
    pub topics: Vec<LeaderAndIsrTopicError>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `LeaderAndIsrPartitionError`, versions 0-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderAndIsrPartitionError {
    /// `TopicName`: string, versions 0-4; left out of other versions.
    pub topic_name: StrBytes,
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `LeaderAndIsrTopicError`, versions 5-7.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderAndIsrTopicError {
    /// `TopicId`: uuid, versions 5+.
    pub topic_id: Uuid,
    /// `PartitionErrors`: array of [`LeaderAndIsrPartitionError`], versions 5+.
    pub partition_errors: Vec<LeaderAndIsrPartitionError>,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Message for LeaderAndIsrResponse {
    const NAME: &'static str = "LeaderAndIsrResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 7);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 2;
        if version <= 4 {
            len += array_len(self.partition_errors.len(), flexible)
                + self.partition_errors.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if version >= 5 {
            len += array_len(self.topics.len(), flexible)
                + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        if version <= 4 {
            w.put_array_len("partition_errors", self.partition_errors.len(), flexible);
            for element in &self.partition_errors {
                element.write(version, w);
            }
        } else {
            w.refuse("partition_errors", !self.partition_errors.is_empty());
        }
        if version >= 5 {
            w.put_array_len("topics", self.topics.len(), flexible);
            for element in &self.topics {
                element.write(version, w);
            }
        } else {
            w.refuse("topics", !self.topics.is_empty());
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 4;
        Self {
            error_code: r.int16("error_code"),
            partition_errors: if version <= 4 {
                r.array("partition_errors", flexible, LeaderAndIsrPartitionError::minimum_len(version), |r| {
                    LeaderAndIsrPartitionError::read(version, r)
                })
            } else {
                Vec::new()
            },
            topics: if version >= 5 {
                r.array("topics", flexible, LeaderAndIsrTopicError::minimum_len(version), |r| {
                    LeaderAndIsrTopicError::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl LeaderAndIsrPartitionError {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 8,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 6;
        if version <= 4 {
            len += string_len(&self.topic_name, flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        if version <= 4 {
            w.put_string("LeaderAndIsrPartitionError.topic_name", &self.topic_name, flexible);
        }
        w.put_fixed((self.partition_index, self.error_code));
        if flexible {
            self.tagged.write("LeaderAndIsrPartitionError.tagged", w);
        } else {
            w.refuse("LeaderAndIsrPartitionError.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            topic_name: if version <= 4 {
                r.string("LeaderAndIsrPartitionError.topic_name", flexible)
            } else {
                StrBytes::new()
            },
            partition_index: r.int32("LeaderAndIsrPartitionError.partition_index"),
            error_code: r.int16("LeaderAndIsrPartitionError.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "LeaderAndIsrPartitionError.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl LeaderAndIsrTopicError {
    fn minimum_len(_version: i16) -> usize {
        18
    }

    fn wire_len(&self, version: i16) -> usize {
        16 + array_len(self.partition_errors.len(), true)
            + self.partition_errors.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_array_len("LeaderAndIsrTopicError.partition_errors", self.partition_errors.len(), true);
        for element in &self.partition_errors {
            element.write(version, w);
        }
        self.tagged.write("LeaderAndIsrTopicError.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("LeaderAndIsrTopicError.topic_id"),
            partition_errors: r.array(
                "LeaderAndIsrTopicError.partition_errors",
                true,
                LeaderAndIsrPartitionError::minimum_len(version),
                |r| LeaderAndIsrPartitionError::read(version, r),
            ),
            tagged: TaggedFields::read(r, "LeaderAndIsrTopicError.tagged"),
        }
    }
}
