// Written by `cargo xtask codegen` from schemas/heartbeat.schema; do not edit.

use crate::wire::length::{nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `HeartbeatRequest`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeartbeatRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `GenerationId`: int32, versions 0+.
    pub generation_id: i32,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 3+, nullable, default null; an error to set in other versions.
    pub group_instance_id: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Message for HeartbeatRequest {
    const NAME: &'static str = "HeartbeatRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 4 + string_len(&self.group_id, flexible) + string_len(&self.member_id, flexible);
        if version >= 3 {
            len += nullable_string_len(self.group_instance_id.as_ref(), flexible);
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
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for HeartbeatRequest {
    const API_KEY: ApiKey = ApiKey::HEARTBEAT;
    type Response = super::HeartbeatResponse;
}
