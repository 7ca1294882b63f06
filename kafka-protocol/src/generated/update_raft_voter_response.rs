// Written by `cargo xtask codegen` from schemas/update_raft_voter.schema; do not edit.

use crate::wire::length::{string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `UpdateRaftVoterResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpdateRaftVoterResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `CurrentLeader`: [`CurrentLeader`], versions 0+, tag 0.
    pub current_leader: CurrentLeader,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `CurrentLeader`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentLeader {
    /// `LeaderId`: int32, versions 0+, default -1.
    pub leader_id: i32,
    /// `LeaderEpoch`: int32, versions 0+, default -1.
    pub leader_epoch: i32,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: int32, versions 0+.
    pub port: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for CurrentLeader {
    fn default() -> Self {
        Self { leader_id: -1, leader_epoch: -1, host: StrBytes::new(), port: 0, tagged: TaggedFields::new() }
    }
}

impl Message for UpdateRaftVoterResponse {
    const NAME: &'static str = "UpdateRaftVoterResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 6;
        let mut known = 0;
        if self.current_leader != CurrentLeader::default() {
            known += 1;
            len += tag_len(0, self.current_leader.wire_len(version));
        }
        len += self.tagged.section_len(known);
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        let current_leader_is_set = self.current_leader != CurrentLeader::default();
        self.tagged.write_count(usize::from(current_leader_is_set), w);
        if current_leader_is_set {
            w.put_tag("current_leader", 0, self.current_leader.wire_len(version));
            self.current_leader.write(version, w);
        }
        self.tagged.write_fields("tagged", 1, w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let mut value = Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            current_leader: CurrentLeader::default(),
            tagged: TaggedFields::new(),
        };
        if !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.current_leader = CurrentLeader::read(version, r);
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl CurrentLeader {
    fn wire_len(&self, _version: i16) -> usize {
        12 + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.leader_id, self.leader_epoch));
        w.put_string("CurrentLeader.host", &self.host, true);
        w.put_i32(self.port);
        self.tagged.write("CurrentLeader.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            leader_id: r.int32("CurrentLeader.leader_id"),
            leader_epoch: r.int32("CurrentLeader.leader_epoch"),
            host: r.string("CurrentLeader.host", true),
            port: r.int32("CurrentLeader.port"),
            tagged: TaggedFields::read(r, "CurrentLeader.tagged"),
        }
    }
}
