// Written by `cargo xtask codegen` from schemas/streams_group_describe.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `StreamsGroupDescribeRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreamsGroupDescribeRequest {
    /// `GroupIds`: array of string, versions 0+.
    pub group_ids: Vec<StrBytes>,
    /// `IncludeAuthorizedOperations`: bool, versions 0+.
    pub include_authorized_operations: bool,
    /// `IncludeTopologyDescription`: bool, versions 1+; an error to set in other versions.
    pub include_topology_description: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for StreamsGroupDescribeRequest {
    const NAME: &'static str = "StreamsGroupDescribeRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 1
            + array_len(self.group_ids.len(), true)
            + self.group_ids.iter().map(|element| string_len(element, true)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("group_ids", self.group_ids.len(), true);
        for element in &self.group_ids {
            w.put_string("group_ids", element, true);
        }
        w.put_bool(self.include_authorized_operations);
        if version >= 1 {
            w.put_bool(self.include_topology_description);
        } else {
            w.refuse("include_topology_description", self.include_topology_description);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            group_ids: r.array("group_ids", true, 1, |r| r.string("group_ids", true)),
            include_authorized_operations: r.bool("include_authorized_operations"),
            include_topology_description: if version >= 1 {
                r.bool("include_topology_description")
            } else {
                false
            },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for StreamsGroupDescribeRequest {
    const API_KEY: ApiKey = ApiKey::STREAMS_GROUP_DESCRIBE;
    type Response = super::StreamsGroupDescribeResponse;
}
