// Written by `cargo xtask codegen` from schemas/streams_group_describe.schema; do not edit.

use crate::message::encode;
use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

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

    fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        encode(self, version, |this| this.write(version, w))
    }

    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
        encode(self, version, |this| Ok(this.wire_len(version)))
    }

    fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError> {
        r.enter(Self::NAME, version, Self::VERSIONS)?;
        let message = Self::read(version, r);
        r.check().map(|()| message)
    }
}

impl Request for StreamsGroupDescribeRequest {
    const API_KEY: ApiKey = ApiKey::STREAMS_GROUP_DESCRIBE;
    type Response = super::StreamsGroupDescribeResponse;
}

impl StreamsGroupDescribeRequest {
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

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_array_len("group_ids", self.group_ids.len(), true)?;
        for element in &self.group_ids {
            w.put_string("group_ids", element, true)?;
        }
        w.put_bool(self.include_authorized_operations);
        if version >= 1 {
            w.put_bool(self.include_topology_description);
        } else if self.include_topology_description {
            return Err(EncodeError::not_in_version("include_topology_description"));
        }
        self.tagged.write("tagged", 0, w)
    }

    fn read(version: i16, r: &mut Reader) -> Self {
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
