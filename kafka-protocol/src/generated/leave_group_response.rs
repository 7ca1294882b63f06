// Written by `cargo xtask codegen` from schemas/leave_group.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `LeaveGroupResponse`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaveGroupResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Members`: array of [`MemberResponse`], versions 3+; an error to set in other versions.
    pub members: Vec<MemberResponse>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `MemberResponse`, versions 3-5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberResponse {
    /// `MemberId`: string, versions 3+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 3+, nullable.
    pub group_instance_id: Option<StrBytes>,
    /// `ErrorCode`: int16, versions 3+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for MemberResponse {
    fn default() -> Self {
        Self {
            member_id: StrBytes::new(),
            group_instance_id: Some(StrBytes::new()),
            error_code: 0,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for LeaveGroupResponse {
    const NAME: &'static str = "LeaveGroupResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 2;
        if version >= 1 {
            len += 4;
        }
        if version >= 3 {
            len += array_len(self.members.len(), flexible)
                + self.members.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_i16(self.error_code);
        if version >= 3 {
            w.put_array_len("members", self.members.len(), flexible);
            for element in &self.members {
                element.write(version, w);
            }
        } else {
            w.refuse("members", !self.members.is_empty());
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
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            error_code: r.int16("error_code"),
            members: if version >= 3 {
                r.array("members", flexible, MemberResponse::minimum_len(version), |r| {
                    MemberResponse::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl MemberResponse {
    fn minimum_len(version: i16) -> usize {
        match version {
            3 => 6,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 2
            + string_len(&self.member_id, flexible)
            + nullable_string_len(self.group_instance_id.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("MemberResponse.member_id", &self.member_id, flexible);
        w.put_nullable_string("MemberResponse.group_instance_id", self.group_instance_id.as_ref(), flexible);
        w.put_i16(self.error_code);
        if flexible {
            self.tagged.write("MemberResponse.tagged", w);
        } else {
            w.refuse("MemberResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            member_id: r.string("MemberResponse.member_id", flexible),
            group_instance_id: r.nullable_string("MemberResponse.group_instance_id", flexible),
            error_code: r.int16("MemberResponse.error_code"),
            tagged: if flexible {
                TaggedFields::read(r, "MemberResponse.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
