//! The random workload of one actor: what it does next, and with which record.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use bytes::Bytes;

use crate::app::next_id;
use crate::config::Scenario;
use crate::payload::{IDENTITY_HEADER, IDENTITY_LEN, Identity, Intent};
use crate::rng::{Rng, one_in, pick};

/// What an actor does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// `try_send`.
    TrySend,
    /// `send`, waiting for admission.
    Send,
    /// `send_with` a callback.
    SendWith,
    /// `send_tagged`.
    SendTagged,
    /// Many of these at once.
    Burst,
    /// `send` by a task of its own.
    Concurrent,
    /// `send_and_wait`, not waiting for it.
    SendAndWait,
    /// `flush`.
    Flush,
    /// A send whose future is dropped soon.
    Cancel,
    /// A record that has no place.
    Misfit,
}

const OPS: [Op; 10] = [
    Op::TrySend,
    Op::Send,
    Op::SendWith,
    Op::SendTagged,
    Op::Burst,
    Op::Concurrent,
    Op::SendAndWait,
    Op::Flush,
    Op::Cancel,
    Op::Misfit,
];

/// Makes the steps and records of one actor.
#[derive(Clone, Debug)]
pub(crate) struct Workload {
    scenario: Arc<Scenario>,
    actor: u16,
    ids: Arc<AtomicU64>,
    rng: Rng,
}

impl Workload {
    /// The workload of an actor.
    pub(crate) fn new(scenario: Arc<Scenario>, actor: u16, ids: Arc<AtomicU64>, rng: Rng) -> Self {
        Self { scenario, actor, ids, rng }
    }

    /// Another workload like this one, that goes its own way.
    pub(crate) fn fork(&mut self) -> Self {
        Self { rng: self.rng.fork(), ..self.clone() }
    }

    /// The next step.
    pub(crate) fn op(&mut self) -> Op {
        let weights = self.scenario.work.weights;
        let mut left = self.rng.below(weights.iter().map(|weight| u64::from(*weight)).sum()) as u32;
        for (op, weight) in OPS.iter().zip(weights) {
            if left < weight {
                return *op;
            }
            left -= weight;
        }
        Op::Send
    }

    /// The next record.
    pub(crate) fn record(&mut self) -> Arc<Intent> {
        let plan = &self.scenario.work;
        let topic = self.rng.below(self.scenario.cluster.topics.len() as u64) as u16;
        let partitions = self.scenario.cluster.topics[usize::from(topic)].partitions;
        let partition = one_in(&mut self.rng, plan.placed).then(|| self.rng.below(partitions as u64) as i32);
        let key = one_in(&mut self.rng, plan.keyed).then(|| match self.rng.below(10) {
            0 => Bytes::new(),
            n => Bytes::from(format!("key-{}", n * self.rng.below(1_000))),
        });
        let len = match self.rng.below(8) {
            0 => 0,
            1 => plan.value_len,
            _ => self.rng.below(plan.value_len as u64 + 1) as usize,
        };
        self.make(topic, partition, key, len)
    }

    /// A record for one partition, without key.
    pub(crate) fn probe(&mut self, topic: u16, partition: i32) -> Arc<Intent> {
        self.make(topic, Some(partition), None, IDENTITY_LEN)
    }

    /// A record that has no place: too large, of no topic, or of no partition.
    pub(crate) fn misfit(&mut self) -> Arc<Intent> {
        let topic = self.rng.below(self.scenario.cluster.topics.len() as u64) as u16;
        let partitions = self.scenario.cluster.topics[usize::from(topic)].partitions;
        match self.rng.below(4) {
            0 => self.make(topic, None, None, self.scenario.producer.max_request_size),
            1 => self.make(u16::MAX, None, None, IDENTITY_LEN),
            2 => self.make(topic, Some(-1), None, IDENTITY_LEN),
            _ => self.make(topic, Some(partitions + 3), None, IDENTITY_LEN),
        }
    }

    fn make(&mut self, topic: u16, partition: Option<i32>, key: Option<Bytes>, len: usize) -> Arc<Intent> {
        let id = next_id(&self.ids);
        let identity = Identity {
            seed: self.scenario.seed,
            actor: self.actor,
            topic,
            partition: partition.unwrap_or(-1),
            id,
        };
        let plan = &self.scenario.work;
        let mut headers = Vec::new();
        if one_in(&mut self.rng, plan.headed) {
            for _ in 0..=self.rng.below(3) {
                // Few names, so that some come twice.
                let name = pick(&mut self.rng, &["a", "b", "", "ü"]);
                let value = pick(&mut self.rng, &[None, Some(&b""[..]), Some(&b"value"[..])]);
                headers.push((name.to_owned(), value.map(Bytes::from_static)));
            }
        }
        let value = if len >= IDENTITY_LEN {
            Some(identity.encode(len - IDENTITY_LEN, plan.compressible))
        } else {
            headers.push((IDENTITY_HEADER.to_owned(), Some(identity.encode(0, false))));
            (!one_in(&mut self.rng, 3)).then(|| Bytes::from(vec![b'v'; len]))
        };
        let timestamp = one_in(&mut self.rng, 10)
            .then(|| pick(&mut self.rng, &[0, 1_600_000_000_000, 1_700_000_000_500]));
        Arc::new(Intent { id, topic, partition, key, value, headers, timestamp })
    }
}
