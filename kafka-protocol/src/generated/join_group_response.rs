// Written by `cargo xtask codegen` from schemas/join_group.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, bytes_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `JoinGroupResponse`, versions 0-9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinGroupResponse {
    /// `ThrottleTimeMs`: int32, versions 2+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `GenerationId`: int32, versions 0+, default -1.
    pub generation_id: i32,
    /// `ProtocolType`: string, versions 7+, nullable, default null; left out of other versions.
    pub protocol_type: Option<StrBytes>,
    /// `ProtocolName`: string, versions 0+, nullable in versions 7+.
    pub protocol_name: Option<StrBytes>,
    /// `Leader`: string, versions 0+.
    pub leader: StrBytes,
    /// `SkipAssignment`: bool, versions 9+; an error to set in other versions.
    pub skip_assignment: bool,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `Members`: array of [`JoinGroupResponseMember`], versions 0+.
    pub members: Vec<JoinGroupResponseMember>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for JoinGroupResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            generation_id: -1,
            protocol_type: None,
            protocol_name: Some(StrBytes::new()),
            leader: StrBytes::new(),
            skip_assignment: false,
            member_id: StrBytes::new(),
            members: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `JoinGroupResponseMember`, versions 0-9.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JoinGroupResponseMember {
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 5+, nullable, default null; left out of other versions.
    pub group_instance_id: Option<StrBytes>,
    /// `Metadata`: bytes, versions 0+.
    pub metadata: Bytes,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Message for JoinGroupResponse {
    const NAME: &'static str = "JoinGroupResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 9);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 6
            + nullable_string_len(self.protocol_name.as_ref(), flexible)
            + string_len(&self.leader, flexible)
            + string_len(&self.member_id, flexible)
            + array_len(self.members.len(), flexible)
            + self.members.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 2 {
            len += 4;
        }
        if version >= 7 {
            len += nullable_string_len(self.protocol_type.as_ref(), flexible);
        }
        if version >= 9 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 2 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_fixed((self.error_code, self.generation_id));
        if version >= 7 {
            w.put_nullable_string("protocol_type", self.protocol_type.as_ref(), flexible);
        }
        if version < 7 {
            w.require("protocol_name", self.protocol_name.is_some());
        }
        w.put_nullable_string("protocol_name", self.protocol_name.as_ref(), flexible);
        w.put_string("leader", &self.leader, flexible);
        if version >= 9 {
            w.put_bool(self.skip_assignment);
        } else {
            w.refuse("skip_assignment", self.skip_assignment);
        }
        w.put_string("member_id", &self.member_id, flexible);
        w.put_array_len("members", self.members.len(), flexible);
        for element in &self.members {
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
        let flexible = version >= 6;
        Self {
            throttle_time_ms: if version >= 2 { r.int32("throttle_time_ms") } else { 0 },
            error_code: r.int16("error_code"),
            generation_id: r.int32("generation_id"),
            protocol_type: if version >= 7 { r.nullable_string("protocol_type", flexible) } else { None },
            protocol_name: if version >= 7 {
                r.nullable_string("protocol_name", flexible)
            } else {
                Some(r.string("protocol_name", flexible))
            },
            leader: r.string("leader", flexible),
            skip_assignment: if version >= 9 { r.bool("skip_assignment") } else { false },
            member_id: r.string("member_id", flexible),
            members: r.array("members", flexible, JoinGroupResponseMember::minimum_len(version), |r| {
                JoinGroupResponseMember::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl JoinGroupResponseMember {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=4 => 6,
            5 => 8,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = string_len(&self.member_id, flexible) + bytes_len(&self.metadata, flexible);
        if version >= 5 {
            len += nullable_string_len(self.group_instance_id.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_string("JoinGroupResponseMember.member_id", &self.member_id, flexible);
        if version >= 5 {
            w.put_nullable_string(
                "JoinGroupResponseMember.group_instance_id",
                self.group_instance_id.as_ref(),
                flexible,
            );
        }
        w.put_bytes("JoinGroupResponseMember.metadata", &self.metadata, flexible);
        if flexible {
            self.tagged.write("JoinGroupResponseMember.tagged", w);
        } else {
            w.refuse("JoinGroupResponseMember.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            member_id: r.string("JoinGroupResponseMember.member_id", flexible),
            group_instance_id: if version >= 5 {
                r.nullable_string("JoinGroupResponseMember.group_instance_id", flexible)
            } else {
                None
            },
            metadata: r.bytes("JoinGroupResponseMember.metadata", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "JoinGroupResponseMember.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
