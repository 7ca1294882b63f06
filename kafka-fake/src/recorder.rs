//! What the brokers were asked: a bounded record of requests, and counters that never forget.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use kafka_protocol::{ApiKey, BrokerId, CorrelationId, ErrorCode};
use kafka_records::{ProducerEpoch, ProducerId, Sequence};

use crate::cluster::ConnId;
use crate::fault::Fault;

/// One request that reached a broker whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Number of the request, counted from 0 over the whole cluster.
    pub index: u64,
    /// When it was served; a delayed request counts when it was applied.
    pub time: Duration,
    /// The broker asked.
    pub broker: BrokerId,
    /// The connection it came by.
    pub connection: ConnId,
    /// Which API.
    pub api: ApiKey,
    /// Which version of it.
    pub version: i16,
    /// Its correlation id.
    pub correlation_id: CorrelationId,
    /// Bytes of its frame, without the length.
    pub len: usize,
    /// The fault that befell it.
    pub fault: Option<Fault>,
    /// What it asked for, and what became of it.
    pub detail: Detail,
}

/// What a request asked for, as far as checkers care.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Detail {
    /// Nothing worth keeping.
    #[default]
    None,
    /// A Produce.
    Produce {
        /// Its acks.
        acks: i16,
        /// Its batches, in the order they came, as far as they were applied or judged.
        batches: Vec<ProducedBatch>,
    },
    /// The topics that a Metadata, CreateTopics or DeleteTopics names; `None` asks for all.
    Topics(Option<Vec<String>>),
    /// The transactional id of an InitProducerId, and the producer id answered.
    InitProducerId {
        /// Its transactional id.
        transactional_id: Option<String>,
        /// The id given out.
        producer_id: Option<ProducerId>,
    },
}

/// A batch of a Produce, and its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProducedBatch {
    /// Topic, by the name the cluster knows or the text of an unknown id.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// Producer id of the header, -1 if it was not readable.
    pub producer_id: ProducerId,
    /// Its epoch.
    pub epoch: ProducerEpoch,
    /// Sequence of its first record.
    pub base_sequence: Sequence,
    /// Number of records.
    pub records: i32,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Appended at this offset.
    Appended(i64),
    /// Found in the log at this offset, not appended again.
    Duplicate(i64),
    /// Not appended.
    Rejected(ErrorCode),
}

/// Totals since the cluster started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counters {
    /// Records appended.
    pub records: u64,
    /// Batches appended.
    pub batches: u64,
    /// Bytes of the batches appended, as sent.
    pub bytes: u64,
    /// Batches answered as duplicates.
    pub duplicates: u64,
    /// Batches refused.
    pub rejects: u64,
    /// Connections accepted.
    pub connections: u64,
    /// Connections that the cluster closed, for whatever reason.
    pub closed: u64,
    /// Faults that struck.
    pub faults: u64,
    /// Requests by API.
    pub requests: BTreeMap<ApiKey, u64>,
}

impl Counters {
    /// Requests of one API.
    pub fn requests_of(&self, api: ApiKey) -> u64 {
        self.requests.get(&api).copied().unwrap_or(0)
    }

    pub(crate) fn count_verdict(&mut self, verdict: Verdict, records: i32, bytes: usize) {
        match verdict {
            Verdict::Appended(_) => {
                self.records += u64::from(records.unsigned_abs());
                self.batches += 1;
                self.bytes += bytes as u64;
            }
            Verdict::Duplicate(_) => self.duplicates += 1,
            Verdict::Rejected(_) => self.rejects += 1,
        }
    }
}

/// The newest requests, up to a bound, and the counters.
#[derive(Debug, Clone)]
pub struct Recorder {
    requests: VecDeque<RecordedRequest>,
    capacity: usize,
    next_index: u64,
    pub(crate) counters: Counters,
}

impl Recorder {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { requests: VecDeque::new(), capacity, next_index: 0, counters: Counters::default() }
    }

    /// The requests still kept, oldest first.
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = &RecordedRequest> {
        self.requests.iter()
    }

    /// How many requests came in all; those before `total - requests().count()` are gone.
    pub fn total(&self) -> u64 {
        self.next_index
    }

    /// The batches of the Produce requests still kept, in the order they were judged.
    pub fn produced(&self) -> impl Iterator<Item = &ProducedBatch> {
        self.requests.iter().flat_map(|request| match &request.detail {
            Detail::Produce { batches, .. } => batches.as_slice(),
            _ => &[],
        })
    }

    /// Takes a request in; its index is set here.
    pub(crate) fn record(&mut self, mut request: RecordedRequest) {
        *self.counters.requests.entry(request.api).or_default() += 1;
        if request.fault.is_some() {
            self.counters.faults += 1;
        }
        request.index = self.next_index;
        self.next_index += 1;
        if self.capacity == 0 {
            return;
        }
        if self.requests.len() == self.capacity {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }
}
