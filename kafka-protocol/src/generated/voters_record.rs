// Written by `cargo xtask codegen` from schemas/voters_record.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `VotersRecord`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VotersRecord {
    /// `Version`: int16, versions 0+.
    pub version: i16,
    /// `Voters`: array of [`Voter`], versions 0+.
    pub voters: Vec<Voter>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Voter`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voter {
    /// `VoterId`: int32, versions 0+.
    pub voter_id: i32,
    /// `VoterDirectoryId`: uuid, versions 0+.
    pub voter_directory_id: Uuid,
    /// `Endpoints`: array of [`Endpoint`], versions 0+.
    pub endpoints: Vec<Endpoint>,
    /// `KRaftVersionFeature`: [`KRaftVersionFeature`], versions 0+.
    pub k_raft_version_feature: KRaftVersionFeature,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Endpoint`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Endpoint {
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

impl Message for VotersRecord {
    const NAME: &'static str = "VotersRecord";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        2 + array_len(self.voters.len(), true)
            + self.voters.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.version);
        w.put_array_len("voters", self.voters.len(), true);
        for element in &self.voters {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            version: r.int16("version"),
            voters: r.array("voters", true, Voter::minimum_len(version), |r| Voter::read(version, r)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Voter {
    fn minimum_len(_version: i16) -> usize {
        27
    }

    fn wire_len(&self, version: i16) -> usize {
        20 + array_len(self.endpoints.len(), true)
            + self.endpoints.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.k_raft_version_feature.wire_len(version)
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_fixed((self.voter_id, self.voter_directory_id));
        w.put_array_len("Voter.endpoints", self.endpoints.len(), true);
        for element in &self.endpoints {
            element.write(version, w);
        }
        self.k_raft_version_feature.write(version, w);
        self.tagged.write("Voter.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            voter_id: r.int32("Voter.voter_id"),
            voter_directory_id: r.uuid("Voter.voter_directory_id"),
            endpoints: r.array("Voter.endpoints", true, Endpoint::minimum_len(version), |r| {
                Endpoint::read(version, r)
            }),
            k_raft_version_feature: KRaftVersionFeature::read(version, r),
            tagged: TaggedFields::read(r, "Voter.tagged"),
        }
    }
}

impl Endpoint {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.name, true) + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Endpoint.name", &self.name, true);
        w.put_string("Endpoint.host", &self.host, true);
        w.put_u16(self.port);
        self.tagged.write("Endpoint.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("Endpoint.name", true),
            host: r.string("Endpoint.host", true),
            port: r.uint16("Endpoint.port"),
            tagged: TaggedFields::read(r, "Endpoint.tagged"),
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
