// Written by `cargo xtask codegen` from schemas/list_groups.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ListGroupsResponse`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListGroupsResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `Groups`: array of [`ListedGroup`], versions 0+.
    pub groups: Vec<ListedGroup>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `ListedGroup`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedGroup {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `ProtocolType`: string, versions 0+.
    pub protocol_type: StrBytes,
    /// `GroupState`: string, versions 4+; left out of other versions.
    pub group_state: StrBytes,
    /// `GroupType`: string, versions 5+; left out of other versions.
    pub group_type: StrBytes,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for ListGroupsResponse {
    const NAME: &'static str = "ListGroupsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 2
            + array_len(self.groups.len(), flexible)
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
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_i16(self.error_code);
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
        let flexible = version >= 3;
        Self {
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            error_code: r.int16("error_code"),
            groups: r.array("groups", flexible, ListedGroup::minimum_len(version), |r| {
                ListedGroup::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl ListedGroup {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 4,
            3 => 3,
            4 => 4,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = string_len(&self.group_id, flexible) + string_len(&self.protocol_type, flexible);
        if version >= 4 {
            len += string_len(&self.group_state, flexible);
        }
        if version >= 5 {
            len += string_len(&self.group_type, flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_string("ListedGroup.group_id", &self.group_id, flexible);
        w.put_string("ListedGroup.protocol_type", &self.protocol_type, flexible);
        if version >= 4 {
            w.put_string("ListedGroup.group_state", &self.group_state, flexible);
        }
        if version >= 5 {
            w.put_string("ListedGroup.group_type", &self.group_type, flexible);
        }
        if flexible {
            self.tagged.write("ListedGroup.tagged", w);
        } else {
            w.refuse("ListedGroup.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            group_id: r.string("ListedGroup.group_id", flexible),
            protocol_type: r.string("ListedGroup.protocol_type", flexible),
            group_state: if version >= 4 {
                r.string("ListedGroup.group_state", flexible)
            } else {
                StrBytes::new()
            },
            group_type: if version >= 5 {
                r.string("ListedGroup.group_type", flexible)
            } else {
                StrBytes::new()
            },
            tagged: if flexible { TaggedFields::read(r, "ListedGroup.tagged") } else { TaggedFields::new() },
        }
    }
}
