// Written by `cargo xtask codegen` from schemas/remove_raft_voter.schema; do not edit.

use crate::message::encode;
use crate::wire::length::nullable_string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `RemoveRaftVoterRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveRaftVoterRequest {
    /// `ClusterId`: string, versions 0+, nullable.
    pub cluster_id: Option<StrBytes>,
    /// `VoterId`: int32, versions 0+.
    pub voter_id: i32,
    /// `VoterDirectoryId`: uuid, versions 0+.
    pub voter_directory_id: Uuid,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for RemoveRaftVoterRequest {
    fn default() -> Self {
        Self {
            cluster_id: Some(StrBytes::new()),
            voter_id: 0,
            voter_directory_id: Uuid::ZERO,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for RemoveRaftVoterRequest {
    const NAME: &'static str = "RemoveRaftVoterRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
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

impl Request for RemoveRaftVoterRequest {
    const API_KEY: ApiKey = ApiKey::REMOVE_RAFT_VOTER;
    type Response = super::RemoveRaftVoterResponse;
}

impl RemoveRaftVoterRequest {
    fn wire_len(&self, _version: i16) -> usize {
        20 + nullable_string_len(self.cluster_id.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true)?;
        w.put_i32(self.voter_id);
        w.put_uuid(self.voter_directory_id);
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            cluster_id: r.nullable_string("cluster_id", true),
            voter_id: r.int32("voter_id"),
            voter_directory_id: r.uuid("voter_directory_id"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
