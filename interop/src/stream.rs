//! Records numbered 1, 2, 3, ..., what the producer said of each, and what was found in the topic.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kafka_producer::{Producer, ProducerBuilder, ProducerConfig, ProducerRecord, RecordMetadata};
use xtask::clock::poll_until;

use crate::Result;

/// A producer with a sink for its delivery reports. The value of record `n` is `n` in decimal.
#[derive(Debug)]
pub struct NumberedStream {
    topic: String,
    /// Record n goes to partition n mod this; the producer chooses if it is 0.
    partitions: i32,
    producer: Producer,
    reports: Arc<Reports>,
}

/// How fast a stream is fed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Bursts at intervals: 20,000 records a second.
    Bursts,
    /// As fast as the producer takes them.
    FlatOut,
}

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Partition.
    pub partition: i32,
    /// Offset.
    pub offset: i64,
}

impl NumberedStream {
    /// Starts a producer whose records go where it sees fit.
    pub fn start(config: ProducerConfig, topic: &str) -> Result<Self> {
        Self::start_over(config, topic, 0)
    }

    /// Starts a producer whose records go to each of `partitions` in turn, so that a partition that stands still holds
    /// the others up once the memory is full.
    pub fn start_over(config: ProducerConfig, topic: &str, partitions: i32) -> Result<Self> {
        Self::start_with(Producer::builder(config), topic, partitions)
    }

    /// As [`start_over`](Self::start_over), with a producer that is more than its configuration.
    pub fn start_with(builder: ProducerBuilder, topic: &str, partitions: i32) -> Result<Self> {
        let reports = Arc::<Reports>::default();
        let sink = Arc::clone(&reports);
        let handler = move |tag: u64, result: Result<&RecordMetadata, &kafka_producer::ProduceError>| {
            let report = match result {
                Ok(metadata) => {
                    Report::Written { partition: metadata.partition(), offset: metadata.offset() }
                }
                Err(error) => Report::Failed(error.to_string()),
            };
            sink.tell(tag, report);
        };
        let producer = builder.delivery_handler(handler).start()?;
        Ok(Self { topic: topic.to_owned(), partitions, producer, reports })
    }

    /// Sends records until the number `last` is sent.
    pub fn send_to(&self, last: u64) -> Result {
        let topic = self.producer.topic(&self.topic);
        for number in self.sent() + 1..=last {
            let digits = number.to_string();
            let mut record = ProducerRecord::to(&topic).value(&digits);
            if self.partitions > 0 {
                record = record.partition((number % self.partitions as u64) as i32);
            }
            self.reports.expect(number);
            self.producer
                .send_tagged_blocking(record, number)
                .map_err(|e| format!("record {number}: {e}"))?;
        }
        Ok(())
    }

    /// Sends records at the pace last heard from `paces`, bursts at first, until that is hung up and `least` records are
    /// sent.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the other end sees by its end that the stream is over"
    )]
    pub fn send_paced(&self, paces: Receiver<Pace>, least: u64) -> Result {
        let mut pace = Pace::Bursts;
        loop {
            self.send_to(self.sent() + BURST)?;
            let pause = if pace == Pace::Bursts { BURST_EVERY } else { Duration::ZERO };
            match paces.recv_timeout(pause) {
                Ok(new) => pace = new,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.send_to(self.sent().max(least)),
            }
        }
    }

    /// Waits until this many records are acknowledged.
    pub fn wait_for(&self, written: u64, limit: Duration) -> Result {
        let there = poll_until(limit, || Ok((self.written() >= written).then_some(())))?;
        there.ok_or_else(|| {
            let seconds = limit.as_secs();
            format!("{} records written after {seconds} s, not {written}", self.written()).into()
        })
    }

    /// Delivers what is pending and ends the producer.
    pub fn close(&self) {
        self.producer.close_blocking(CLOSE_LIMIT);
    }

    /// The producer itself.
    pub fn producer(&self) -> &Producer {
        &self.producer
    }

    /// How many records were handed to the producer.
    pub fn sent(&self) -> u64 {
        self.reports.lock().len() as u64
    }

    /// How many of them are acknowledged.
    pub fn written(&self) -> u64 {
        self.reports.written.load(Ordering::Acquire)
    }

    /// The end that each partition must have, going by what was acknowledged.
    pub fn ends(&self) -> Vec<i64> {
        let mut ends = Vec::new();
        for report in &*self.reports.lock() {
            if let Report::Written { partition, offset: Some(offset) } = report {
                let at = *partition as usize;
                if ends.len() <= at {
                    ends.resize(at + 1, 0);
                }
                ends[at] = ends[at].max(offset + 1);
            }
        }
        ends
    }

    /// Compares what was acknowledged with what is there: every record of the topic, each partition in order.
    pub fn judge(&self, found: impl IntoIterator<Item = (Place, u64)>) -> Verdict {
        judge(&self.reports.lock(), found)
    }
}

/// What the producer said of each record; record `n` is at `n - 1`.
#[derive(Debug, Default)]
struct Reports {
    all: Mutex<Vec<Report>>,
    written: AtomicU64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Report {
    Pending,
    Written {
        partition: i32,
        offset: Option<i64>,
    },
    Failed(String),
    /// Told more than once.
    Repeated,
}

impl Reports {
    fn expect(&self, number: u64) {
        let mut all = self.lock();
        assert_eq!(number, all.len() as u64 + 1, "records are sent in order");
        all.push(Report::Pending);
    }

    fn tell(&self, number: u64, report: Report) {
        let is_written = matches!(report, Report::Written { .. });
        let mut all = self.lock();
        let slot = &mut all[number as usize - 1];
        *slot = if *slot == Report::Pending { report } else { Report::Repeated };
        self.written.fetch_add(u64::from(is_written), Ordering::Release);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Report>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn judge(reports: &[Report], found: impl IntoIterator<Item = (Place, u64)>) -> Verdict {
    let mut verdict = Verdict { sent: reports.len() as u64, ..Verdict::default() };
    let mut times = vec![0_u32; reports.len()];
    let mut newest: Vec<u64> = Vec::new();
    for (place, number) in found {
        verdict.found += 1;
        let index = (number as usize).wrapping_sub(1);
        let Some(report) = reports.get(index) else {
            verdict.strange.push(number);
            continue;
        };
        times[index] += 1;
        let partition = place.partition as usize;
        if newest.len() <= partition {
            newest.resize(partition + 1, 0);
        }
        if number <= newest[partition] {
            verdict.out_of_order.push(number);
        }
        newest[partition] = newest[partition].max(number);
        if let Report::Written { partition, offset } = *report {
            // Without an answer to wait for there is no offset (acks=0).
            let promised = Place { partition, offset: offset.unwrap_or(place.offset) };
            if promised != place {
                verdict.misplaced.push(number);
            }
        }
    }
    for ((number, times), report) in (1..).zip(times).zip(reports) {
        match report {
            Report::Written { .. } => {
                verdict.acknowledged += 1;
                if times == 0 {
                    verdict.lost.push(number);
                }
            }
            Report::Failed(error) => verdict.failed.push((number, error.clone())),
            Report::Pending | Report::Repeated => verdict.not_told_once.push(number),
        }
        if times > 1 {
            verdict.twice.push(number);
        }
    }
    verdict
}

/// What became of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Records handed to the producer.
    pub sent: u64,
    /// Records whose success was reported.
    pub acknowledged: u64,
    /// Records in the topic.
    pub found: u64,
    /// Acknowledged, and not in the topic.
    pub lost: Vec<u64>,
    /// More than once in the topic.
    pub twice: Vec<u64>,
    /// Behind a later record of the same partition.
    pub out_of_order: Vec<u64>,
    /// Not at the partition and offset that the acknowledgement named.
    pub misplaced: Vec<u64>,
    /// In the topic, and never sent.
    pub strange: Vec<u64>,
    /// Reported as failed, with the error.
    pub failed: Vec<(u64, String)>,
    /// Never reported, or more than once.
    pub not_told_once: Vec<u64>,
}

impl Verdict {
    /// Fails unless every record that was sent is acknowledged, and there once, at its place and in order.
    pub fn assert_perfect(&self) {
        let faults = [
            self.lost.len(),
            self.twice.len(),
            self.out_of_order.len(),
            self.misplaced.len(),
            self.strange.len(),
            self.failed.len(),
            self.not_told_once.len(),
        ];
        assert!(faults.iter().all(|count| *count == 0) && self.acknowledged == self.sent, "{self}");
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} sent, {} acknowledged, {} found", self.sent, self.acknowledged, self.found)?;
        let lists = [
            ("lost", &self.lost),
            ("twice", &self.twice),
            ("out of order", &self.out_of_order),
            ("misplaced", &self.misplaced),
            ("strange", &self.strange),
            ("not told once", &self.not_told_once),
        ];
        for (what, numbers) in lists {
            write!(f, ", {} {what}", numbers.len())?;
            if !numbers.is_empty() {
                write!(f, " {:?}", &numbers[..numbers.len().min(5)])?;
            }
        }
        write!(f, ", {} failed", self.failed.len())?;
        self.failed.first().map_or(Ok(()), |(number, error)| write!(f, " ({number}: {error})"))
    }
}

const BURST: u64 = 1_000;
const BURST_EVERY: Duration = Duration::from_millis(50);
const CLOSE_LIMIT: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    use super::*;

    fn written(partition: i32, offset: i64) -> Report {
        Report::Written { partition, offset: Some(offset) }
    }

    fn found(list: &[(i32, i64, u64)]) -> Vec<(Place, u64)> {
        list.iter()
            .map(|(partition, offset, n)| (Place { partition: *partition, offset: *offset }, *n))
            .collect()
    }

    #[test]
    fn a_stream_that_is_all_there_is_perfect() {
        let reports = [written(0, 0), written(1, 0), written(0, 1)];
        judge(&reports, found(&[(0, 0, 1), (0, 1, 3), (1, 0, 2)])).assert_perfect();
    }

    #[test]
    fn each_fault_is_seen_as_what_it_is() {
        let reports =
            [written(0, 0), written(0, 1), written(0, 2), Report::Failed("no".to_owned()), Report::Pending];
        let verdict = judge(&reports, found(&[(0, 0, 3), (0, 1, 2), (0, 2, 2), (0, 3, 9)]));
        assert_eq!(verdict.lost, [1]);
        assert_eq!(verdict.twice, [2]);
        assert_eq!(verdict.out_of_order, [2, 2]);
        assert_eq!(verdict.misplaced, [3, 2]);
        assert_eq!(verdict.strange, [9]);
        assert_eq!(verdict.failed.len(), 1);
        assert_eq!(verdict.not_told_once, [5]);
    }

    #[test]
    fn a_record_of_unknown_outcome_may_be_there_once() {
        let reports = [Report::Failed("timed out".to_owned())];
        let verdict = judge(&reports, found(&[(0, 0, 1)]));
        assert!(verdict.lost.is_empty() && verdict.twice.is_empty() && verdict.strange.is_empty());
    }

    #[test]
    fn without_offsets_any_place_in_the_partition_will_do() {
        let reports = [Report::Written { partition: 2, offset: None }];
        judge(&reports, found(&[(2, 7, 1)])).assert_perfect();
    }
}
