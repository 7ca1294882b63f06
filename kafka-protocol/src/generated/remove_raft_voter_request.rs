// Written by `cargo xtask codegen` from schemas/remove_raft_voter.schema; do not edit.

use crate::wire::length::nullable_string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        20 + nullable_string_len(self.cluster_id.as_ref(), true) + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true);
        w.put_fixed((self.voter_id, self.voter_directory_id));
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            cluster_id: r.nullable_string("cluster_id", true),
            voter_id: r.int32("voter_id"),
            voter_directory_id: r.uuid("voter_directory_id"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for RemoveRaftVoterRequest {
    const API_KEY: ApiKey = ApiKey::REMOVE_RAFT_VOTER;
    type Response = super::RemoveRaftVoterResponse;
}
