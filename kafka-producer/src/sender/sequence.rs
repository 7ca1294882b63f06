//! Producer id, epoch and sequences: what makes a retry harmless (rules R151 to R164, E10 to E26).
//!
//! A sequence that may be in the log under some epoch is never given to other records under that epoch (E46).
//! When a partition loses its place, because a batch failed or its fate stayed unknown, the producer raises its
//! epoch and the partition starts again at sequence 0, as soon as nothing of it is on the wire.

use std::collections::BTreeSet;

use kafka_net::Tick;
use kafka_records::{ProducerEpoch, ProducerId, ProducerStamp, Sequence};

use crate::sender::partition::PartitionState;

/// Who the producer is to the brokers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Idempotence is off.
    None,
    /// To be asked for, not before the tick.
    Wanted {
        at: Tick,
        failures: u32,
    },
    /// Asked for, under this request token.
    Asked {
        token: u64,
        failures: u32,
    },
    Known {
        id: ProducerId,
        epoch: ProducerEpoch,
    },
}

/// Sequence state of one partition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartitionSequence {
    /// Producer state that the partition's sequences belong to; `None` before its first batch.
    pub(crate) identity: Option<(ProducerId, ProducerEpoch)>,
    /// Sequence of the next new batch.
    pub(crate) next: Sequence,
    /// Sequence right after the last acknowledged batch; the first one while nothing was acknowledged.
    pub(crate) acked: Sequence,
    /// A batch failed with its fate unknown: the sequence right after the newest such batch (R159).
    pub(crate) unresolved: Option<Sequence>,
    /// The partition needs a new epoch (E23, E25).
    pub(crate) wants_bump: bool,
}

impl Default for PartitionSequence {
    fn default() -> Self {
        Self {
            identity: None,
            next: Sequence::FIRST,
            acked: Sequence::FIRST,
            unresolved: None,
            wants_bump: false,
        }
    }
}

impl PartitionSequence {
    /// Starts again at sequence 0 under `identity` (R157).
    pub(crate) fn restart(&mut self, identity: (ProducerId, ProducerEpoch)) {
        *self = Self { identity: Some(identity), ..Self::default() };
    }

    /// Stamps a new batch of `count` records (R39).
    pub(crate) fn assign(&mut self, count: u32) -> Option<ProducerStamp> {
        let (producer_id, epoch) = self.identity?;
        let base_sequence = self.next;
        self.next = self.next.add(count);
        Some(ProducerStamp { producer_id, epoch, base_sequence, transactional: false })
    }

    /// A batch under `stamp` was acknowledged (R154).
    pub(crate) fn acknowledge(&mut self, stamp: &ProducerStamp, count: u32) {
        if self.identity != Some((stamp.producer_id, stamp.epoch)) {
            return;
        }
        let after = stamp.base_sequence.add(count);
        if self.acked == stamp.base_sequence || after.is_after(self.acked) {
            self.acked = after;
        }
    }

    /// A batch under `stamp` failed and may be in the log (R50, R159).
    pub(crate) fn leave_unresolved(&mut self, stamp: &ProducerStamp, count: u32) {
        if self.identity == Some((stamp.producer_id, stamp.epoch)) {
            let after = stamp.base_sequence.add(count);
            if self.unresolved.is_none_or(|old| after.is_after(old)) {
                self.unresolved = Some(after);
            }
        }
    }

    /// A batch under `stamp` failed and is not in the log: later ones cannot follow it (E25).
    pub(crate) fn want_bump(&mut self, stamp: &ProducerStamp) {
        if self.identity == Some((stamp.producer_id, stamp.epoch)) {
            self.wants_bump = true;
        }
    }

    /// A batch under the present identity was acknowledged.
    pub(crate) fn has_started(&self) -> bool {
        self.acked != Sequence::FIRST
    }

    /// A batch was stamped under the present identity.
    pub(crate) fn is_in_use(&self) -> bool {
        self.identity.is_some() && self.next != Sequence::FIRST
    }

    /// The next batch in order starts where the acknowledged ones end: nothing was lost in between.
    fn is_resolved(&self) -> bool {
        self.next == self.acked
    }
}

/// What to do about the partitions whose sequences are in trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// Nothing can be done now.
    Wait,
    /// These partitions start again under a new epoch.
    Bump(Vec<u32>),
}

/// Looks at the troubled partitions: settles the ones that came out well, and names those that need a new epoch,
/// once no other partition is still finding out (I21).
pub(crate) fn examine(troubled: &mut BTreeSet<u32>, partitions: &mut [PartitionState]) -> Repair {
    let mut bump = Vec::new();
    let mut undecided = false;
    troubled.retain(|id| {
        let Some(p) = partitions.get_mut(*id as usize) else { return false };
        let quiet = p.is_quiet();
        if p.sequence.unresolved.is_some() && quiet {
            p.sequence.unresolved = None;
            p.sequence.wants_bump |= !p.sequence.is_resolved();
        }
        // A retry whose earlier attempt may be in the log is asked about once more under its old sequence: the
        // broker's duplicate check settles it. Only then may the partition move to a new epoch.
        let first_is_open = p.retries.front().is_some_and(|b| b.unproven);
        if p.sequence.wants_bump && p.wire.is_empty() && !first_is_open {
            bump.push(*id);
        } else if p.sequence.unresolved.is_some() {
            undecided = true;
        }
        p.sequence.wants_bump || p.sequence.unresolved.is_some()
    });
    if bump.is_empty() || undecided { Repair::Wait } else { Repair::Bump(bump) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: (ProducerId, ProducerEpoch) = (ProducerId(7), ProducerEpoch(0));

    fn started() -> PartitionSequence {
        let mut s = PartitionSequence::default();
        s.restart(ID);
        s
    }

    /// R151, R39.
    #[test]
    fn sequences_follow_each_other_and_wrap() {
        let mut s = started();
        assert_eq!(s.assign(10).unwrap().base_sequence, Sequence(0));
        assert_eq!(s.assign(5).unwrap().base_sequence, Sequence(10));
        s.next = Sequence(i32::MAX - 1);
        assert_eq!(s.assign(4).unwrap().base_sequence, Sequence(i32::MAX - 1));
        assert_eq!(s.next, Sequence(2), "R151: wraps after 2147483647");
    }

    /// R152, R153, R154.
    #[test]
    fn acknowledgement_is_modular_across_the_wrap() {
        // R152: Java's plain subtraction fails here.
        let mut s = started();
        s.acked = Sequence(i32::MAX - 1);
        let stamp = ProducerStamp {
            producer_id: ID.0,
            epoch: ID.1,
            base_sequence: Sequence(i32::MAX - 1),
            transactional: false,
        };
        s.acknowledge(&stamp, 4);
        assert_eq!(s.acked, Sequence(2));
    }

    /// R156, R162.
    #[test]
    fn a_late_answer_of_an_older_epoch_changes_nothing() {
        let mut s = started();
        let old = s.assign(3).unwrap();
        s.restart((ProducerId(7), ProducerEpoch(1)));
        s.acknowledge(&old, 3);
        s.leave_unresolved(&old, 3);
        s.want_bump(&old);
        assert_eq!((s.acked, s.unresolved, s.wants_bump), (Sequence(0), None, false));
    }

    #[test]
    fn unresolved_keeps_the_newest_of_several() {
        let mut s = started();
        let (a, b) = (s.assign(3).unwrap(), s.assign(4).unwrap());
        s.leave_unresolved(&b, 4);
        s.leave_unresolved(&a, 3);
        assert_eq!(s.unresolved, Some(Sequence(7)));
    }
}
