// Written by `cargo xtask codegen` from schemas/update_raft_voter.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `UpdateRaftVoterRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateRaftVoterRequest {
    /// `ClusterId`: string, versions 0+, nullable.
    pub cluster_id: Option<StrBytes>,
    /// `CurrentLeaderEpoch`: int32, versions 0+.
    pub current_leader_epoch: i32,
    /// `VoterId`: int32, versions 0+.
    pub voter_id: i32,
    /// `VoterDirectoryId`: uuid, versions 0+.
    pub voter_directory_id: Uuid,
    /// `Listeners`: array of [`Listener`], versions 0+.
    pub listeners: Vec<Listener>,
    /// `KRaftVersionFeature`: [`KRaftVersionFeature`], versions 0+.
    pub k_raft_version_feature: KRaftVersionFeature,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for UpdateRaftVoterRequest {
    fn default() -> Self {
        Self {
            cluster_id: Some(StrBytes::new()),
            current_leader_epoch: 0,
            voter_id: 0,
            voter_directory_id: Uuid::ZERO,
            listeners: Vec::new(),
            k_raft_version_feature: KRaftVersionFeature::default(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `Listener`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listener {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: uint16, versions 0+.
    pub port: u16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `KRaftVersionFeature`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KRaftVersionFeature {
    /// `MinSupportedVersion`: int16, versions 0+.
    pub min_supported_version: i16,
    /// `MaxSupportedVersion`: int16, versions 0+.
    pub max_supported_version: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for UpdateRaftVoterRequest {
    const NAME: &'static str = "UpdateRaftVoterRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        24 + nullable_string_len(self.cluster_id.as_ref(), true)
            + array_len(self.listeners.len(), true)
            + self.listeners.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.k_raft_version_feature.wire_len(version)
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true);
        w.put_fixed((self.current_leader_epoch, self.voter_id, self.voter_directory_id));
        w.put_array_len("listeners", self.listeners.len(), true);
        for element in &self.listeners {
            element.write(version, w);
        }
        self.k_raft_version_feature.write(version, w);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            cluster_id: r.nullable_string("cluster_id", true),
            current_leader_epoch: r.int32("current_leader_epoch"),
            voter_id: r.int32("voter_id"),
            voter_directory_id: r.uuid("voter_directory_id"),
            listeners: r
                .array("listeners", true, Listener::minimum_len(version), |r| Listener::read(version, r)),
            k_raft_version_feature: KRaftVersionFeature::read(version, r),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for UpdateRaftVoterRequest {
    const API_KEY: ApiKey = ApiKey::UPDATE_RAFT_VOTER;
    type Response = super::UpdateRaftVoterResponse;
}

impl Listener {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.name, true) + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Listener.name", &self.name, true);
        w.put_string("Listener.host", &self.host, true);
        w.put_u16(self.port);
        self.tagged.write("Listener.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("Listener.name", true),
            host: r.string("Listener.host", true),
            port: r.uint16("Listener.port"),
            tagged: TaggedFields::read(r, "Listener.tagged"),
        }
    }
}

impl KRaftVersionFeature {
    fn wire_len(&self, _version: i16) -> usize {
        4 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.min_supported_version, self.max_supported_version));
        self.tagged.write("KRaftVersionFeature.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            min_supported_version: r.int16("KRaftVersionFeature.min_supported_version"),
            max_supported_version: r.int16("KRaftVersionFeature.max_supported_version"),
            tagged: TaggedFields::read(r, "KRaftVersionFeature.tagged"),
        }
    }
}
