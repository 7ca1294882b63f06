// Written by `cargo xtask codegen` from schemas/share_group_heartbeat.schema; do not edit.

use crate::wire::length::{nullable_array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ShareGroupHeartbeatRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShareGroupHeartbeatRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `RackId`: string, versions 0+, nullable, default null.
    pub rack_id: Option<StrBytes>,
    /// `SubscribedTopicNames`: array of string, versions 0+, nullable, default null.
    pub subscribed_topic_names: Option<Vec<StrBytes>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ShareGroupHeartbeatRequest {
    const NAME: &'static str = "ShareGroupHeartbeatRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.group_id, true)
            + string_len(&self.member_id, true)
            + nullable_string_len(self.rack_id.as_ref(), true)
            + nullable_array_len(self.subscribed_topic_names.as_ref().map(Vec::len), true)
            + self
                .subscribed_topic_names
                .iter()
                .flatten()
                .map(|element| string_len(element, true))
                .sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, true);
        w.put_string("member_id", &self.member_id, true);
        w.put_i32(self.member_epoch);
        w.put_nullable_string("rack_id", self.rack_id.as_ref(), true);
        if let Some(value) = &self.subscribed_topic_names {
            w.put_array_len("subscribed_topic_names", value.len(), true);
            for element in value {
                w.put_string("subscribed_topic_names", element, true);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", true),
            member_id: r.string("member_id", true),
            member_epoch: r.int32("member_epoch"),
            rack_id: r.nullable_string("rack_id", true),
            subscribed_topic_names: r.nullable_array("subscribed_topic_names", true, 1, |r| {
                r.string("subscribed_topic_names", true)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ShareGroupHeartbeatRequest {
    const API_KEY: ApiKey = ApiKey::SHARE_GROUP_HEARTBEAT;
    type Response = super::ShareGroupHeartbeatResponse;
}
