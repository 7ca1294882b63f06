// Written by `cargo xtask codegen` from schemas/describe_groups.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, bytes_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeGroupsResponse`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeGroupsResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `Groups`: array of [`DescribedGroup`], versions 0+.
    pub groups: Vec<DescribedGroup>,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

/// `DescribedGroup`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedGroup {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 6+, nullable, default null; an error to set in other versions.
    pub error_message: Option<StrBytes>,
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `GroupState`: string, versions 0+.
    pub group_state: StrBytes,
    /// `ProtocolType`: string, versions 0+.
    pub protocol_type: StrBytes,
    /// `ProtocolData`: string, versions 0+.
    pub protocol_data: StrBytes,
    /// `Members`: array of [`DescribedGroupMember`], versions 0+.
    pub members: Vec<DescribedGroupMember>,
    /// `AuthorizedOperations`: int32, versions 3+, default -2147483648; an error to set in other versions.
    pub authorized_operations: i32,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Default for DescribedGroup {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: None,
            group_id: StrBytes::new(),
            group_state: StrBytes::new(),
            protocol_type: StrBytes::new(),
            protocol_data: StrBytes::new(),
            members: Vec::new(),
            authorized_operations: i32::MIN,
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribedGroupMember`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribedGroupMember {
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 4+, nullable, default null; left out of other versions.
    pub group_instance_id: Option<StrBytes>,
    /// `ClientId`: string, versions 0+.
    pub client_id: StrBytes,
    /// `ClientHost`: string, versions 0+.
    pub client_host: StrBytes,
    /// `MemberMetadata`: bytes, versions 0+.
    pub member_metadata: Bytes,
    /// `MemberAssignment`: bytes, versions 0+.
    pub member_assignment: Bytes,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Message for DescribeGroupsResponse {
    const NAME: &'static str = "DescribeGroupsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(5);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = array_len(self.groups.len(), flexible)
            + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_array_len("groups", self.groups.len(), flexible);
        for element in &self.groups {
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
        let flexible = version >= 5;
        Self {
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            groups: r.array("groups", flexible, DescribedGroup::minimum_len(version), |r| {
                DescribedGroup::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DescribedGroup {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 14,
            3..=4 => 18,
            5 => 12,
            _ => 13,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = 2
            + string_len(&self.group_id, flexible)
            + string_len(&self.group_state, flexible)
            + string_len(&self.protocol_type, flexible)
            + string_len(&self.protocol_data, flexible)
            + array_len(self.members.len(), flexible)
            + self.members.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 6 {
            len += nullable_string_len(self.error_message.as_ref(), flexible);
        }
        if version >= 3 {
            len += 4;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.put_i16(self.error_code);
        if version >= 6 {
            w.put_nullable_string("DescribedGroup.error_message", self.error_message.as_ref(), flexible);
        } else {
            w.refuse("DescribedGroup.error_message", self.error_message.is_some());
        }
        w.put_string("DescribedGroup.group_id", &self.group_id, flexible);
        w.put_string("DescribedGroup.group_state", &self.group_state, flexible);
        w.put_string("DescribedGroup.protocol_type", &self.protocol_type, flexible);
        w.put_string("DescribedGroup.protocol_data", &self.protocol_data, flexible);
        w.put_array_len("DescribedGroup.members", self.members.len(), flexible);
        for element in &self.members {
            element.write(version, w);
        }
        if version >= 3 {
            w.put_i32(self.authorized_operations);
        } else {
            w.refuse("DescribedGroup.authorized_operations", self.authorized_operations != i32::MIN);
        }
        if flexible {
            self.tagged.write("DescribedGroup.tagged", w);
        } else {
            w.refuse("DescribedGroup.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 5;
        Self {
            error_code: r.int16("DescribedGroup.error_code"),
            error_message: if version >= 6 {
                r.nullable_string("DescribedGroup.error_message", flexible)
            } else {
                None
            },
            group_id: r.string("DescribedGroup.group_id", flexible),
            group_state: r.string("DescribedGroup.group_state", flexible),
            protocol_type: r.string("DescribedGroup.protocol_type", flexible),
            protocol_data: r.string("DescribedGroup.protocol_data", flexible),
            members: r.array(
                "DescribedGroup.members",
                flexible,
                DescribedGroupMember::minimum_len(version),
                |r| DescribedGroupMember::read(version, r),
            ),
            authorized_operations: if version >= 3 {
                r.int32("DescribedGroup.authorized_operations")
            } else {
                i32::MIN
            },
            tagged: if flexible {
                TaggedFields::read(r, "DescribedGroup.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DescribedGroupMember {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=3 => 14,
            4 => 16,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = string_len(&self.member_id, flexible)
            + string_len(&self.client_id, flexible)
            + string_len(&self.client_host, flexible)
            + bytes_len(&self.member_metadata, flexible)
            + bytes_len(&self.member_assignment, flexible);
        if version >= 4 {
            len += nullable_string_len(self.group_instance_id.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.put_string("DescribedGroupMember.member_id", &self.member_id, flexible);
        if version >= 4 {
            w.put_nullable_string(
                "DescribedGroupMember.group_instance_id",
                self.group_instance_id.as_ref(),
                flexible,
            );
        }
        w.put_string("DescribedGroupMember.client_id", &self.client_id, flexible);
        w.put_string("DescribedGroupMember.client_host", &self.client_host, flexible);
        w.put_bytes("DescribedGroupMember.member_metadata", &self.member_metadata, flexible);
        w.put_bytes("DescribedGroupMember.member_assignment", &self.member_assignment, flexible);
        if flexible {
            self.tagged.write("DescribedGroupMember.tagged", w);
        } else {
            w.refuse("DescribedGroupMember.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 5;
        Self {
            member_id: r.string("DescribedGroupMember.member_id", flexible),
            group_instance_id: if version >= 4 {
                r.nullable_string("DescribedGroupMember.group_instance_id", flexible)
            } else {
                None
            },
            client_id: r.string("DescribedGroupMember.client_id", flexible),
            client_host: r.string("DescribedGroupMember.client_host", flexible),
            member_metadata: r.bytes("DescribedGroupMember.member_metadata", flexible),
            member_assignment: r.bytes("DescribedGroupMember.member_assignment", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "DescribedGroupMember.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
