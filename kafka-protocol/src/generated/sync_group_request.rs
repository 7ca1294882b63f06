// Written by `cargo xtask codegen` from schemas/sync_group.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, bytes_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `SyncGroupRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncGroupRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `GenerationId`: int32, versions 0+.
    pub generation_id: i32,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 3+, nullable, default null; an error to set in other versions.
    pub group_instance_id: Option<StrBytes>,
    /// `ProtocolType`: string, versions 5+, nullable, default null; left out of other versions.
    pub protocol_type: Option<StrBytes>,
    /// `ProtocolName`: string, versions 5+, nullable, default null; left out of other versions.
    pub protocol_name: Option<StrBytes>,
    /// `Assignments`: array of [`SyncGroupRequestAssignment`], versions 0+.
    pub assignments: Vec<SyncGroupRequestAssignment>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `SyncGroupRequestAssignment`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncGroupRequestAssignment {
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `Assignment`: bytes, versions 0+.
    pub assignment: Bytes,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Message for SyncGroupRequest {
    const NAME: &'static str = "SyncGroupRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 4
            + string_len(&self.group_id, flexible)
            + string_len(&self.member_id, flexible)
            + array_len(self.assignments.len(), flexible)
            + self.assignments.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 3 {
            len += nullable_string_len(self.group_instance_id.as_ref(), flexible);
        }
        if version >= 5 {
            len += nullable_string_len(self.protocol_type.as_ref(), flexible)
                + nullable_string_len(self.protocol_name.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, flexible);
        w.put_i32(self.generation_id);
        w.put_string("member_id", &self.member_id, flexible);
        if version >= 3 {
            w.put_nullable_string("group_instance_id", self.group_instance_id.as_ref(), flexible);
        } else {
            w.refuse("group_instance_id", self.group_instance_id.is_some());
        }
        if version >= 5 {
            w.put_nullable_string("protocol_type", self.protocol_type.as_ref(), flexible);
            w.put_nullable_string("protocol_name", self.protocol_name.as_ref(), flexible);
        }
        w.put_array_len("assignments", self.assignments.len(), flexible);
        for element in &self.assignments {
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
        let flexible = version >= 4;
        Self {
            group_id: r.string("group_id", flexible),
            generation_id: r.int32("generation_id"),
            member_id: r.string("member_id", flexible),
            group_instance_id: if version >= 3 {
                r.nullable_string("group_instance_id", flexible)
            } else {
                None
            },
            protocol_type: if version >= 5 { r.nullable_string("protocol_type", flexible) } else { None },
            protocol_name: if version >= 5 { r.nullable_string("protocol_name", flexible) } else { None },
            assignments: r.array(
                "assignments",
                flexible,
                SyncGroupRequestAssignment::minimum_len(version),
                |r| SyncGroupRequestAssignment::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for SyncGroupRequest {
    const API_KEY: ApiKey = ApiKey::SYNC_GROUP;
    type Response = super::SyncGroupResponse;
}

impl SyncGroupRequestAssignment {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = string_len(&self.member_id, flexible) + bytes_len(&self.assignment, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("SyncGroupRequestAssignment.member_id", &self.member_id, flexible);
        w.put_bytes("SyncGroupRequestAssignment.assignment", &self.assignment, flexible);
        if flexible {
            self.tagged.write("SyncGroupRequestAssignment.tagged", w);
        } else {
            w.refuse("SyncGroupRequestAssignment.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            member_id: r.string("SyncGroupRequestAssignment.member_id", flexible),
            assignment: r.bytes("SyncGroupRequestAssignment.assignment", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "SyncGroupRequestAssignment.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
