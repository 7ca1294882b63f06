// Written by `cargo xtask codegen` from schemas/leave_group.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `LeaveGroupRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaveGroupRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `MemberId`: string, versions 0-2; an error to set in other versions.
    pub member_id: StrBytes,
    /// `Members`: array of [`MemberIdentity`], versions 3+; an error to set in other versions.
    pub members: Vec<MemberIdentity>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

/// `MemberIdentity`, versions 3-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberIdentity {
    /// `MemberId`: string, versions 3+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 3+, nullable, default null.
    pub group_instance_id: Option<StrBytes>,
    /// `Reason`: string, versions 5+, nullable, default null; left out of other versions.
    pub reason: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Message for LeaveGroupRequest {
    const NAME: &'static str = "LeaveGroupRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = string_len(&self.group_id, flexible);
        if version <= 2 {
            len += string_len(&self.member_id, flexible);
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
        w.put_string("group_id", &self.group_id, flexible);
        if version <= 2 {
            w.put_string("member_id", &self.member_id, flexible);
        } else {
            w.refuse("member_id", !self.member_id.is_empty());
        }
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
            group_id: r.string("group_id", flexible),
            member_id: if version <= 2 { r.string("member_id", flexible) } else { StrBytes::new() },
            members: if version >= 3 {
                r.array("members", flexible, MemberIdentity::minimum_len(version), |r| {
                    MemberIdentity::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for LeaveGroupRequest {
    const API_KEY: ApiKey = ApiKey::LEAVE_GROUP;
    type Response = super::LeaveGroupResponse;
}

impl MemberIdentity {
    fn minimum_len(version: i16) -> usize {
        match version {
            3 => 4,
            4 => 3,
            _ => 4,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = string_len(&self.member_id, flexible)
            + nullable_string_len(self.group_instance_id.as_ref(), flexible);
        if version >= 5 {
            len += nullable_string_len(self.reason.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.put_string("MemberIdentity.member_id", &self.member_id, flexible);
        w.put_nullable_string("MemberIdentity.group_instance_id", self.group_instance_id.as_ref(), flexible);
        if version >= 5 {
            w.put_nullable_string("MemberIdentity.reason", self.reason.as_ref(), flexible);
        }
        if flexible {
            self.tagged.write("MemberIdentity.tagged", w);
        } else {
            w.refuse("MemberIdentity.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 4;
        Self {
            member_id: r.string("MemberIdentity.member_id", flexible),
            group_instance_id: r.nullable_string("MemberIdentity.group_instance_id", flexible),
            reason: if version >= 5 { r.nullable_string("MemberIdentity.reason", flexible) } else { None },
            tagged: if flexible {
                TaggedFields::read(r, "MemberIdentity.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
