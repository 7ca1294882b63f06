//! What a partition remembers of each idempotent producer (B06), and the check of sequences against it (B07).

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use kafka_protocol::ErrorCode;
use kafka_records::{ProducerEpoch, ProducerId, Sequence, TimestampType};

use crate::log::{PartitionLog, StoredBatch};
use crate::version::KafkaVersion;

/// A batch that the partition remembers for its producer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RememberedBatch {
    /// Sequence of its first record.
    pub first_sequence: Sequence,
    /// Sequence of its last record.
    pub last_sequence: Sequence,
    /// Offset of its first record.
    pub base_offset: i64,
    /// Append time, where the topic keeps append times.
    pub log_append_time: Option<i64>,
}

/// State of one producer id in one partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProducerState {
    epoch: ProducerEpoch,
    batches: VecDeque<RememberedBatch>,
    last_used: Duration,
}

impl ProducerState {
    /// The newest epoch seen.
    pub fn epoch(&self) -> ProducerEpoch {
        self.epoch
    }

    /// The last five batches of that epoch, oldest first.
    pub fn batches(&self) -> impl DoubleEndedIterator<Item = &RememberedBatch> {
        self.batches.iter()
    }

    /// The sequence of the last record appended.
    pub fn last_sequence(&self) -> Option<Sequence> {
        self.batches.back().map(|batch| batch.last_sequence)
    }
}

/// The producer stamp of a batch that is to be appended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stamp {
    pub(crate) producer_id: ProducerId,
    pub(crate) epoch: ProducerEpoch,
    pub(crate) first_sequence: Sequence,
    pub(crate) last_sequence: Sequence,
}

/// What the check says of a batch that is in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    Append,
    /// It is one of the remembered batches, already in the log.
    Duplicate(RememberedBatch),
}

/// Why the check refuses a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) code: ErrorCode,
    pub(crate) message: String,
}

/// The producers of one partition.
#[derive(Debug, Clone, Default)]
pub struct ProducerStates {
    by_id: BTreeMap<ProducerId, ProducerState>,
}

impl ProducerStates {
    /// State of one producer, if the partition knows it.
    pub fn state(&self, producer_id: ProducerId) -> Option<&ProducerState> {
        self.by_id.get(&producer_id)
    }

    /// Every producer that the partition knows, by id.
    pub fn iter(&self) -> impl Iterator<Item = (ProducerId, &ProducerState)> {
        self.by_id.iter().map(|(id, state)| (*id, state))
    }

    /// Forgets every producer, as retention does.
    pub(crate) fn clear(&mut self) {
        self.by_id.clear();
    }

    /// Forgets one producer; false if it was not known.
    pub(crate) fn forget(&mut self, producer_id: ProducerId) -> bool {
        self.by_id.remove(&producer_id).is_some()
    }

    /// Forgets a producer that wrote nothing since `now - expiration` (B08). Each is looked at when it writes again; until
    /// then nobody can tell.
    pub(crate) fn expire(&mut self, producer_id: ProducerId, now: Duration, expiration: Duration) {
        if self.state(producer_id).is_some_and(|state| now.saturating_sub(state.last_used) >= expiration) {
            self.forget(producer_id);
        }
    }

    /// Checks epoch and sequence of a batch (B07).
    pub(crate) fn check(&self, stamp: &Stamp, release: KafkaVersion) -> Result<Admission, Rejection> {
        let Some(state) = self.by_id.get(&stamp.producer_id) else {
            return Self::check_unknown(stamp, release);
        };
        if stamp.epoch < state.epoch {
            return Err(Rejection {
                code: ErrorCode::INVALID_PRODUCER_EPOCH,
                message: format!(
                    "epoch {} of producer {} is smaller than the last seen epoch {}",
                    stamp.epoch.0, stamp.producer_id.0, state.epoch.0
                ),
            });
        }
        if stamp.epoch > state.epoch {
            return if stamp.first_sequence.0 == 0 {
                Ok(Admission::Append)
            } else {
                Err(Self::out_of_order(stamp, Sequence::FIRST))
            };
        }
        let duplicate = state.batches.iter().rev().take(remembered(release)).find(|batch| {
            batch.first_sequence == stamp.first_sequence && batch.last_sequence == stamp.last_sequence
        });
        if let Some(batch) = duplicate {
            return Ok(Admission::Duplicate(*batch));
        }
        let Some(last) = state.last_sequence() else {
            return Ok(Admission::Append);
        };
        if stamp.first_sequence == last.add(1) {
            return Ok(Admission::Append);
        }
        if release < KafkaVersion::V1_0 && stamp.last_sequence.0 <= last.0 {
            return Err(Rejection {
                code: ErrorCode::DUPLICATE_SEQUENCE_NUMBER,
                message: format!("sequence {} is in the log already", stamp.first_sequence.0),
            });
        }
        Err(Self::out_of_order(stamp, last.add(1)))
    }

    /// Remembers an appended batch.
    pub(crate) fn appended(
        &mut self,
        now: Duration,
        stamp: &Stamp,
        base_offset: i64,
        log_append_time: Option<i64>,
    ) {
        let state = self.by_id.entry(stamp.producer_id).or_insert_with(|| ProducerState {
            epoch: stamp.epoch,
            batches: VecDeque::with_capacity(REMEMBERED),
            last_used: now,
        });
        if state.epoch != stamp.epoch {
            state.epoch = stamp.epoch;
            state.batches.clear();
        }
        if state.batches.len() == REMEMBERED {
            state.batches.pop_front();
        }
        state.batches.push_back(RememberedBatch {
            first_sequence: stamp.first_sequence,
            last_sequence: stamp.last_sequence,
            base_offset,
            log_append_time,
        });
        state.last_used = now;
    }

    /// Takes back what is no longer in the log, as a broker that reads its log again. Who was forgotten stays so.
    pub(crate) fn rebuild(&mut self, log: &PartitionLog) {
        for (id, state) in &mut self.by_id {
            state.batches.clear();
            for header in log.batches().map(StoredBatch::header).filter(|header| header.producer_id == *id) {
                if state.epoch != header.producer_epoch {
                    state.batches.clear();
                }
                if state.batches.len() == REMEMBERED {
                    state.batches.pop_front();
                }
                state.epoch = header.producer_epoch;
                let is_append_time = header.attributes.timestamp_type == TimestampType::LogAppendTime;
                state.batches.push_back(RememberedBatch {
                    first_sequence: header.base_sequence,
                    last_sequence: header.last_sequence(),
                    base_offset: header.base_offset,
                    log_append_time: is_append_time.then_some(header.max_timestamp),
                });
            }
        }
        self.by_id.retain(|_, state| !state.batches.is_empty());
    }

    fn check_unknown(stamp: &Stamp, release: KafkaVersion) -> Result<Admission, Rejection> {
        // KIP-360: brokers since 2.5 take any first sequence of a producer that they have forgotten.
        if stamp.first_sequence.0 == 0 || release >= KafkaVersion::V2_5 {
            return Ok(Admission::Append);
        }
        Err(Rejection {
            code: ErrorCode::UNKNOWN_PRODUCER_ID,
            message: format!("found no record of producer {} in the log", stamp.producer_id.0),
        })
    }

    fn out_of_order(stamp: &Stamp, expected: Sequence) -> Rejection {
        Rejection {
            code: ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER,
            message: format!(
                "out of order sequence number for producer {} epoch {}: {} came, {expected} is next",
                stamp.producer_id, stamp.epoch, stamp.first_sequence
            ),
        }
    }
}

/// How many batches a partition remembers of a producer; it bounds the requests in flight.
const REMEMBERED: usize = 5;

/// Brokers of 0.11 remembered the last batch only.
fn remembered(release: KafkaVersion) -> usize {
    if release >= KafkaVersion::V1_0 { REMEMBERED } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATEST: KafkaVersion = KafkaVersion::LATEST;

    fn stamp(epoch: i16, first: i32, last: i32) -> Stamp {
        Stamp {
            producer_id: ProducerId(7),
            epoch: ProducerEpoch(epoch),
            first_sequence: Sequence(first),
            last_sequence: Sequence(last),
        }
    }

    /// Ten batches of one record each, sequences and offsets 0 to 9.
    fn ten() -> ProducerStates {
        let mut states = ProducerStates::default();
        for sequence in 0..10 {
            let next = stamp(1, sequence, sequence);
            assert_eq!(states.check(&next, LATEST), Ok(Admission::Append));
            states.appended(Duration::ZERO, &next, i64::from(sequence), None);
        }
        states
    }

    fn code(states: &ProducerStates, stamp: &Stamp, release: KafkaVersion) -> ErrorCode {
        states.check(stamp, release).expect_err("refused").code
    }

    /// B06, B07.
    #[test]
    fn each_of_the_last_five_batches_is_a_duplicate_and_older_ones_are_out_of_order() {
        let states = ten();
        for sequence in 5..10 {
            let Ok(Admission::Duplicate(batch)) = states.check(&stamp(1, sequence, sequence), LATEST) else {
                panic!("{sequence} is no duplicate");
            };
            assert_eq!(batch.base_offset, i64::from(sequence));
        }
        assert_eq!(code(&states, &stamp(1, 4, 4), LATEST), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
        assert_eq!(code(&states, &stamp(1, 8, 9), LATEST), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    #[test]
    fn brokers_of_0_11_remember_one_batch_and_call_older_ones_duplicates() {
        let (states, old) = (ten(), KafkaVersion::V0_11);
        assert!(matches!(states.check(&stamp(1, 9, 9), old), Ok(Admission::Duplicate(_))));
        assert_eq!(code(&states, &stamp(1, 8, 8), old), ErrorCode::DUPLICATE_SEQUENCE_NUMBER);
        assert_eq!(code(&states, &stamp(1, 11, 11), old), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    #[test]
    fn a_gap_is_out_of_order() {
        assert_eq!(code(&ten(), &stamp(1, 11, 11), LATEST), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    #[test]
    fn sequences_wrap_after_the_largest_int32() {
        let mut states = ProducerStates::default();
        states.appended(Duration::ZERO, &stamp(0, i32::MAX - 1, i32::MAX), 0, None);
        assert_eq!(states.check(&stamp(0, 0, 3), LATEST), Ok(Admission::Append));
        assert_eq!(code(&states, &stamp(0, 1, 3), LATEST), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);

        let mut states = ProducerStates::default();
        states.appended(Duration::ZERO, &stamp(0, i32::MAX, 1), 0, None);
        assert_eq!(states.check(&stamp(0, 2, 2), LATEST), Ok(Admission::Append));
    }

    #[test]
    fn an_older_epoch_is_fenced_and_a_newer_one_starts_at_zero() {
        let mut states = ten();
        assert_eq!(code(&states, &stamp(0, 10, 10), LATEST), ErrorCode::INVALID_PRODUCER_EPOCH);
        assert_eq!(code(&states, &stamp(2, 10, 10), LATEST), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
        let next = stamp(2, 0, 0);
        assert_eq!(states.check(&next, LATEST), Ok(Admission::Append));
        states.appended(Duration::ZERO, &next, 10, None);
        assert_eq!(code(&states, &stamp(1, 10, 10), LATEST), ErrorCode::INVALID_PRODUCER_EPOCH);
        assert_eq!(code(&states, &stamp(2, 9, 9), LATEST), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    #[test]
    fn a_forgotten_producer_may_go_on_except_with_old_brokers() {
        let mut states = ten();
        states.expire(ProducerId(7), Duration::from_secs(59), Duration::from_mins(1));
        assert!(states.state(ProducerId(7)).is_some());
        states.expire(ProducerId(7), Duration::from_mins(1), Duration::from_mins(1));
        assert_eq!(states.check(&stamp(1, 10, 10), LATEST), Ok(Admission::Append));
        assert_eq!(code(&states, &stamp(1, 10, 10), KafkaVersion::V2_4), ErrorCode::UNKNOWN_PRODUCER_ID);
        assert_eq!(states.check(&stamp(1, 0, 0), KafkaVersion::V2_4), Ok(Admission::Append));
    }
}
