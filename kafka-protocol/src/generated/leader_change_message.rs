// Written by `cargo xtask codegen` from schemas/leader_change_message.schema; do not edit.

use crate::wire::length::array_len;
use crate::wire::{Reader, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `LeaderChangeMessage`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeaderChangeMessage {
    /// `Version`: int16, versions 0+.
    pub version: i16,
    /// `LeaderId`: int32, versions 0+.
    pub leader_id: i32,
    /// `Voters`: array of [`Voter`], versions 0+.
    pub voters: Vec<Voter>,
    /// `GrantingVoters`: array of [`Voter`], versions 0+.
    pub granting_voters: Vec<Voter>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Voter`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voter {
    /// `VoterId`: int32, versions 0+.
    pub voter_id: i32,
    /// `VoterDirectoryId`: uuid, versions 1+; an error to set in other versions.
    pub voter_directory_id: Uuid,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for LeaderChangeMessage {
    const NAME: &'static str = "LeaderChangeMessage";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + array_len(self.voters.len(), true)
            + self.voters.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.granting_voters.len(), true)
            + self.granting_voters.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.version, self.leader_id));
        w.put_array_len("voters", self.voters.len(), true);
        for element in &self.voters {
            element.write(version, w);
        }
        w.put_array_len("granting_voters", self.granting_voters.len(), true);
        for element in &self.granting_voters {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            version: r.int16("version"),
            leader_id: r.int32("leader_id"),
            voters: r.array("voters", true, Voter::minimum_len(version), |r| Voter::read(version, r)),
            granting_voters: r
                .array("granting_voters", true, Voter::minimum_len(version), |r| Voter::read(version, r)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Voter {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 5,
            _ => 21,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 4 + self.tagged.section_len(0);
        if version >= 1 {
            len += 16;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.voter_id);
        if version >= 1 {
            w.put_uuid(self.voter_directory_id);
        } else {
            w.refuse("Voter.voter_directory_id", self.voter_directory_id != Uuid::ZERO);
        }
        self.tagged.write("Voter.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            voter_id: r.int32("Voter.voter_id"),
            voter_directory_id: if version >= 1 { r.uuid("Voter.voter_directory_id") } else { Uuid::ZERO },
            tagged: TaggedFields::read(r, "Voter.tagged"),
        }
    }
}
