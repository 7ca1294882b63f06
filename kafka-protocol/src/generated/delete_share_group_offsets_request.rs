// Written by `cargo xtask codegen` from schemas/delete_share_group_offsets.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DeleteShareGroupOffsetsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteShareGroupOffsetsRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `Topics`: array of [`DeleteShareGroupOffsetsRequestTopic`], versions 0+.
    pub topics: Vec<DeleteShareGroupOffsetsRequestTopic>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DeleteShareGroupOffsetsRequestTopic`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteShareGroupOffsetsRequestTopic {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DeleteShareGroupOffsetsRequest {
    const NAME: &'static str = "DeleteShareGroupOffsetsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        string_len(&self.group_id, true)
            + array_len(self.topics.len(), true)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, true);
        w.put_array_len("topics", self.topics.len(), true);
        for element in &self.topics {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_id: r.string("group_id", true),
            topics: r.array("topics", true, DeleteShareGroupOffsetsRequestTopic::minimum_len(version), |r| {
                DeleteShareGroupOffsetsRequestTopic::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DeleteShareGroupOffsetsRequest {
    const API_KEY: ApiKey = ApiKey::DELETE_SHARE_GROUP_OFFSETS;
    type Response = super::DeleteShareGroupOffsetsResponse;
}

impl DeleteShareGroupOffsetsRequestTopic {
    fn minimum_len(_version: i16) -> usize {
        2
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.topic_name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("DeleteShareGroupOffsetsRequestTopic.topic_name", &self.topic_name, true);
        self.tagged.write("DeleteShareGroupOffsetsRequestTopic.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_name: r.string("DeleteShareGroupOffsetsRequestTopic.topic_name", true),
            tagged: TaggedFields::read(r, "DeleteShareGroupOffsetsRequestTopic.tagged"),
        }
    }
}
