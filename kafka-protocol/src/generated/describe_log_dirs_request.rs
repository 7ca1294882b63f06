// Written by `cargo xtask codegen` from schemas/describe_log_dirs.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeLogDirsRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeLogDirsRequest {
    /// `Topics`: array of [`DescribableLogDirTopic`], versions 0+, nullable.
    pub topics: Option<Vec<DescribableLogDirTopic>>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DescribeLogDirsRequest {
    fn default() -> Self {
        Self { topics: Some(Vec::new()), tagged: TaggedFields::new() }
    }
}

/// `DescribableLogDirTopic`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribableLogDirTopic {
    /// `Topic`: string, versions 0+.
    pub topic: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DescribeLogDirsRequest {
    const NAME: &'static str = "DescribeLogDirsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = nullable_array_len(self.topics.as_ref().map(Vec::len), flexible)
            + self.topics.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if let Some(value) = &self.topics {
            w.put_array_len("topics", value.len(), flexible);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(flexible);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            topics: r.nullable_array("topics", flexible, DescribableLogDirTopic::minimum_len(version), |r| {
                DescribableLogDirTopic::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DescribeLogDirsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_LOG_DIRS;
    type Response = super::DescribeLogDirsResponse;
}

impl DescribableLogDirTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.topic, flexible)
            + array_len(self.partitions.len(), flexible)
            + 4 * self.partitions.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("DescribableLogDirTopic.topic", &self.topic, flexible);
        w.put_int32_array("DescribableLogDirTopic.partitions", &self.partitions, flexible);
        if flexible {
            self.tagged.write("DescribableLogDirTopic.tagged", w);
        } else {
            w.refuse("DescribableLogDirTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            topic: r.string("DescribableLogDirTopic.topic", flexible),
            partitions: r.int32_array("DescribableLogDirTopic.partitions", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "DescribableLogDirTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
