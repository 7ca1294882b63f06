// Written by `cargo xtask codegen` from schemas/create_partitions.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `CreatePartitionsRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatePartitionsRequest {
    /// `Topics`: array of [`CreatePartitionsTopic`], versions 0+.
    pub topics: Vec<CreatePartitionsTopic>,
    /// `TimeoutMs`: int32, versions 0+.
    pub timeout_ms: i32,
    /// `ValidateOnly`: bool, versions 0+.
    pub validate_only: bool,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `CreatePartitionsTopic`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePartitionsTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Count`: int32, versions 0+.
    pub count: i32,
    /// `Assignments`: array of [`CreatePartitionsAssignment`], versions 0+, nullable.
    pub assignments: Option<Vec<CreatePartitionsAssignment>>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for CreatePartitionsTopic {
    fn default() -> Self {
        Self { name: StrBytes::new(), count: 0, assignments: Some(Vec::new()), tagged: TaggedFields::new() }
    }
}

/// `CreatePartitionsAssignment`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatePartitionsAssignment {
    /// `BrokerIds`: array of int32, versions 0+.
    pub broker_ids: Int32Array,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for CreatePartitionsRequest {
    const NAME: &'static str = "CreatePartitionsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 5
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        w.put_fixed((self.timeout_ms, self.validate_only));
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
            topics: r.array("topics", flexible, CreatePartitionsTopic::minimum_len(version), |r| {
                CreatePartitionsTopic::read(version, r)
            }),
            timeout_ms: r.int32("timeout_ms"),
            validate_only: r.bool("validate_only"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for CreatePartitionsRequest {
    const API_KEY: ApiKey = ApiKey::CREATE_PARTITIONS;
    type Response = super::CreatePartitionsResponse;
}

impl CreatePartitionsTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 10,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + string_len(&self.name, flexible)
            + nullable_array_len(self.assignments.as_ref().map(Vec::len), flexible)
            + self.assignments.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("CreatePartitionsTopic.name", &self.name, flexible);
        w.put_i32(self.count);
        if let Some(value) = &self.assignments {
            w.put_array_len("CreatePartitionsTopic.assignments", value.len(), flexible);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(flexible);
        }
        if flexible {
            self.tagged.write("CreatePartitionsTopic.tagged", w);
        } else {
            w.refuse("CreatePartitionsTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("CreatePartitionsTopic.name", flexible),
            count: r.int32("CreatePartitionsTopic.count"),
            assignments: r.nullable_array(
                "CreatePartitionsTopic.assignments",
                flexible,
                CreatePartitionsAssignment::minimum_len(version),
                |r| CreatePartitionsAssignment::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "CreatePartitionsTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl CreatePartitionsAssignment {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 4,
            _ => 2,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = array_len(self.broker_ids.len(), flexible) + 4 * self.broker_ids.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_int32_array("CreatePartitionsAssignment.broker_ids", &self.broker_ids, flexible);
        if flexible {
            self.tagged.write("CreatePartitionsAssignment.tagged", w);
        } else {
            w.refuse("CreatePartitionsAssignment.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            broker_ids: r.int32_array("CreatePartitionsAssignment.broker_ids", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "CreatePartitionsAssignment.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
