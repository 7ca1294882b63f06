// Written by `cargo xtask codegen` from schemas/add_raft_voter.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AddRaftVoterRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddRaftVoterRequest {
    /// `ClusterId`: string, versions 0+, nullable.
    pub cluster_id: Option<StrBytes>,
    /// `TimeoutMs`: int32, versions 0+.
    pub timeout_ms: i32,
    /// `VoterId`: int32, versions 0+.
    pub voter_id: i32,
    /// `VoterDirectoryId`: uuid, versions 0+.
    pub voter_directory_id: Uuid,
    /// `Listeners`: array of [`Listener`], versions 0+.
    pub listeners: Vec<Listener>,
    /// `AckWhenCommitted`: bool, versions 1+, default true; an error to set in other versions.
    pub ack_when_committed: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for AddRaftVoterRequest {
    fn default() -> Self {
        Self {
            cluster_id: Some(StrBytes::new()),
            timeout_ms: 0,
            voter_id: 0,
            voter_directory_id: Uuid::ZERO,
            listeners: Vec::new(),
            ack_when_committed: true,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Listener`, versions 0-1.
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

impl Message for AddRaftVoterRequest {
    const NAME: &'static str = "AddRaftVoterRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 24
            + nullable_string_len(self.cluster_id.as_ref(), true)
            + array_len(self.listeners.len(), true)
            + self.listeners.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), true);
        w.put_fixed((self.timeout_ms, self.voter_id, self.voter_directory_id));
        w.put_array_len("listeners", self.listeners.len(), true);
        for element in &self.listeners {
            element.write(version, w);
        }
        if version >= 1 {
            w.put_bool(self.ack_when_committed);
        } else {
            w.refuse("ack_when_committed", !self.ack_when_committed);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            cluster_id: r.nullable_string("cluster_id", true),
            timeout_ms: r.int32("timeout_ms"),
            voter_id: r.int32("voter_id"),
            voter_directory_id: r.uuid("voter_directory_id"),
            listeners: r
                .array("listeners", true, Listener::minimum_len(version), |r| Listener::read(version, r)),
            ack_when_committed: if version >= 1 { r.bool("ack_when_committed") } else { true },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for AddRaftVoterRequest {
    const API_KEY: ApiKey = ApiKey::ADD_RAFT_VOTER;
    type Response = super::AddRaftVoterResponse;
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
