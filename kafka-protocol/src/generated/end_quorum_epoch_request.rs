// Written by `cargo xtask codegen` from schemas/end_quorum_epoch.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `EndQuorumEpochRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndQuorumEpochRequest {
    /// `ClusterId`: string, versions 0+, nullable, default null.
    pub cluster_id: Option<StrBytes>,
    /// `Topics`: array of [`TopicData`], versions 0+.
    pub topics: Vec<TopicData>,
    /// `LeaderEndpoints`: array of [`LeaderEndpoint`], versions 1+; left out of other versions.
    pub leader_endpoints: Vec<LeaderEndpoint>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `TopicData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicData {
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of [`PartitionData`], versions 0+.
    pub partitions: Vec<PartitionData>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `PartitionData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionData {
    /// `PartitionIndex`: int32, versions 0+.
    pub partition_index: i32,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+.
    pub leader_epoch: i32,
    /// `PreferredSuccessors`: array of int32, versions 0; left out of other versions.
    pub preferred_successors: Int32Array,
    /// `PreferredCandidates`: array of [`ReplicaInfo`], versions 1+; left out of other versions.
    pub preferred_candidates: Vec<ReplicaInfo>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `ReplicaInfo`, versions 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplicaInfo {
    /// `CandidateId`: int32, versions 1+.
    pub candidate_id: i32,
    /// `CandidateDirectoryId`: uuid, versions 1+.
    pub candidate_directory_id: Uuid,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `LeaderEndpoint`, versions 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderEndpoint {
    /// `Name`: string, versions 1+.
    pub name: StrBytes,
    /// `Host`: string, versions 1+.
    pub host: StrBytes,
    /// `Port`: uint16, versions 1+.
    pub port: u16,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Message for EndQuorumEpochRequest {
    const NAME: &'static str = "EndQuorumEpochRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = nullable_string_len(self.cluster_id.as_ref(), flexible)
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += array_len(self.leader_endpoints.len(), flexible)
                + self.leader_endpoints.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), flexible);
        w.put_array_len("topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if version >= 1 {
            w.put_array_len("leader_endpoints", self.leader_endpoints.len(), flexible);
            for element in &self.leader_endpoints {
                element.write(version, w);
            }
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 1;
        Self {
            cluster_id: r.nullable_string("cluster_id", flexible),
            topics: r
                .array("topics", flexible, TopicData::minimum_len(version), |r| TopicData::read(version, r)),
            leader_endpoints: if version >= 1 {
                r.array("leader_endpoints", flexible, LeaderEndpoint::minimum_len(version), |r| {
                    LeaderEndpoint::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for EndQuorumEpochRequest {
    const API_KEY: ApiKey = ApiKey::END_QUORUM_EPOCH;
    type Response = super::EndQuorumEpochResponse;
}

impl TopicData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = string_len(&self.topic_name, flexible)
            + array_len(self.partitions.len(), flexible)
            + self.partitions.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("TopicData.topic_name", &self.topic_name, flexible);
        w.put_array_len("TopicData.partitions", self.partitions.len(), flexible);
        for element in &self.partitions {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("TopicData.tagged", w);
        } else {
            w.refuse("TopicData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            topic_name: r.string("TopicData.topic_name", flexible),
            partitions: r.array("TopicData.partitions", flexible, PartitionData::minimum_len(version), |r| {
                PartitionData::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "TopicData.tagged") } else { TaggedFields::new() },
        }
    }
}

impl PartitionData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 16,
            _ => 14,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 12;
        if version <= 0 {
            len += array_len(self.preferred_successors.len(), flexible) + 4 * self.preferred_successors.len();
        }
        if version >= 1 {
            len += array_len(self.preferred_candidates.len(), flexible)
                + self.preferred_candidates.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_fixed((self.partition_index, self.leader_id, self.leader_epoch));
        if version <= 0 {
            w.put_int32_array("PartitionData.preferred_successors", &self.preferred_successors, flexible);
        }
        if version >= 1 {
            w.put_array_len("PartitionData.preferred_candidates", self.preferred_candidates.len(), flexible);
            for element in &self.preferred_candidates {
                element.write(version, w);
            }
        }
        if flexible {
            self.tagged.write("PartitionData.tagged", w);
        } else {
            w.refuse("PartitionData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            partition_index: r.int32("PartitionData.partition_index"),
            leader_id: r.int32("PartitionData.leader_id"),
            leader_epoch: r.int32("PartitionData.leader_epoch"),
            preferred_successors: if version <= 0 {
                r.int32_array("PartitionData.preferred_successors", flexible)
            } else {
                Int32Array::new()
            },
            preferred_candidates: if version >= 1 {
                r.array(
                    "PartitionData.preferred_candidates",
                    flexible,
                    ReplicaInfo::minimum_len(version),
                    |r| ReplicaInfo::read(version, r),
                )
            } else {
                Vec::new()
            },
            tagged: if flexible {
                TaggedFields::read(r, "PartitionData.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl ReplicaInfo {
    fn minimum_len(_version: i16) -> usize {
        21
    }

    fn wire_len(&self, _version: i16) -> usize {
        20 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.candidate_id, self.candidate_directory_id));
        self.tagged.write("ReplicaInfo.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            candidate_id: r.int32("ReplicaInfo.candidate_id"),
            candidate_directory_id: r.uuid("ReplicaInfo.candidate_directory_id"),
            tagged: TaggedFields::read(r, "ReplicaInfo.tagged"),
        }
    }
}

impl LeaderEndpoint {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.name, true) + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("LeaderEndpoint.name", &self.name, true);
        w.put_string("LeaderEndpoint.host", &self.host, true);
        w.put_u16(self.port);
        self.tagged.write("LeaderEndpoint.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("LeaderEndpoint.name", true),
            host: r.string("LeaderEndpoint.host", true),
            port: r.uint16("LeaderEndpoint.port"),
            tagged: TaggedFields::read(r, "LeaderEndpoint.tagged"),
        }
    }
}
