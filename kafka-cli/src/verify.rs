//! Compares what a topic holds with what was sent and acknowledged.

use kafka_net::driver::Client;
use kafka_producer::partition_for_key;
use kafka_records::Record;

use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::payload::{Payload, Scratch};
use crate::readback::read_topic;

/// The records that a topic must hold, by partition and in order.
pub(crate) struct Verification<'a> {
    payload: &'a Payload,
    scratch: Scratch,
    partitions: Vec<Expected>,
    /// Records that failed but may be there; only so many may be found that nobody expects.
    possible: u64,
}

/// What a partition must hold: number and offset of each record, in order of both.
#[derive(Default)]
struct Expected {
    records: Vec<(u64, i64)>,
    found: usize,
}

impl<'a> Verification<'a> {
    /// Takes the delivery reports of a topic that held nothing before, and checks that they respect order: a later record
    /// has a later offset in its partition.
    ///
    /// `possible`: how many records failed without being known to be absent.
    pub(crate) fn new(
        payload: &'a Payload,
        ledger: &Ledger,
        partitions: usize,
        possible: u64,
    ) -> Result<Self, Failure> {
        let mut expected: Vec<Expected> = (0..partitions).map(|_| Expected::default()).collect();
        for (number, partition, offset) in ledger.delivered() {
            let Some(list) = usize::try_from(partition).ok().and_then(|at| expected.get_mut(at)) else {
                return Err(wrong(&format!(
                    "record {number} was acknowledged in partition {partition} of {partitions}"
                )));
            };
            if let Some((earlier, at)) = list.records.last().filter(|(_, at)| *at >= offset) {
                return Err(wrong(&format!(
                    "record {number} was acknowledged at {partition}@{offset}, not behind the earlier record {earlier} \
                     at {partition}@{at}"
                )));
            }
            list.records.push((number, offset));
        }
        Ok(Self { payload, scratch: payload.scratch(), partitions: expected, possible })
    }

    /// Reads the topic and compares. Returns how many records it holds.
    pub(crate) async fn run(mut self, client: &Client, topic: &str) -> Result<u64, Failure> {
        let ends: Vec<i64> =
            self.partitions.iter().map(|p| p.records.last().map_or(0, |(_, offset)| offset + 1)).collect();
        let count = read_topic(client, topic, &ends, |partition, record| self.check(partition, record)).await;
        let count = count.map_err(|what| wrong(&what))?;
        for (partition, expected) in self.partitions.iter().enumerate() {
            if let Some((number, offset)) = expected.records.get(expected.found) {
                return Err(wrong(&missing(*number, partition, *offset)));
            }
        }
        Ok(count)
    }

    fn check(&mut self, partition: i32, record: &Record) -> Result<(), String> {
        let at = partition as usize;
        let count = self.partitions.len() as i32;
        let offset = record.offset;
        let Some(expected) = self.partitions.get_mut(at) else {
            return Err(format!("partition {partition} of {count} holds records"));
        };
        let number = match expected.records.get(expected.found) {
            Some((number, due)) if *due == offset => *number,
            Some((number, due)) if *due < offset => return Err(missing(*number, at, *due)),
            _ if self.possible > 0 => {
                self.possible -= 1;
                return Ok(());
            }
            _ => {
                return Err(format!("{partition}@{offset} holds a record that was never acknowledged there"));
            }
        };
        expected.found += 1;
        let (key, value) = self.payload.record(number, &mut self.scratch);
        if record.key.as_deref() != key || record.value.as_deref() != Some(value) {
            return Err(format!("{partition}@{offset} holds other bytes than record {number} had"));
        }
        match key.map(|key| partition_for_key(key, count)) {
            Some(due) if due != partition => {
                Err(format!("record {number} is in partition {partition}, but its key belongs in {due}"))
            }
            _ => Ok(()),
        }
    }
}

fn missing(number: u64, partition: usize, offset: i64) -> String {
    format!("record {number}, acknowledged at {partition}@{offset}, is not there")
}

fn wrong(what: &str) -> Failure {
    Failure::Run(format!("verification failed: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::KeyMode;
    use bytes::Bytes;

    /// Three records in one partition, delivered in order.
    fn reported() -> (Payload, Ledger) {
        let (payload, ledger) = (Payload::new(20, KeyMode::Numbered), Ledger::new(3));
        for number in 0..3 {
            ledger.enter_place(number, Some((0, number as i64)));
        }
        (payload, ledger)
    }

    fn record(payload: &Payload, number: u64, offset: i64) -> Record {
        let mut scratch = payload.scratch();
        let (key, value) = payload.record(number, &mut scratch);
        Record {
            offset,
            timestamp: 0,
            sequence: kafka_records::Sequence::NONE,
            key: key.map(Bytes::copy_from_slice),
            value: Some(Bytes::copy_from_slice(value)),
            headers: Vec::new(),
        }
    }

    #[test]
    fn what_was_acknowledged_passes() {
        let (payload, ledger) = reported();
        let mut verification = Verification::new(&payload, &ledger, 1, 0).unwrap();
        for number in 0..3 {
            verification.check(0, &record(&payload, number, number as i64)).unwrap();
        }
    }

    #[test]
    fn a_missing_a_foreign_and_a_changed_record_are_found() {
        let (payload, ledger) = reported();
        let verification = || Verification::new(&payload, &ledger, 1, 0).unwrap();
        assert!(verification().check(0, &record(&payload, 1, 1)).unwrap_err().contains("record 0"));
        assert!(verification().check(0, &record(&payload, 1, 0)).unwrap_err().contains("other bytes"));
        let mut all = verification();
        for number in 0..3 {
            all.check(0, &record(&payload, number, number as i64)).unwrap();
        }
        assert!(all.check(0, &record(&payload, 2, 3)).unwrap_err().contains("never acknowledged"));
    }

    #[test]
    fn only_as_many_unacknowledged_records_pass_as_failed_without_proof() {
        let (payload, ledger) = reported();
        let mut verification = Verification::new(&payload, &ledger, 1, 1).unwrap();
        for number in 0..3 {
            verification.check(0, &record(&payload, number, number as i64)).unwrap();
        }
        verification.check(0, &record(&payload, 2, 3)).unwrap();
        assert!(verification.check(0, &record(&payload, 2, 4)).is_err());
    }

    #[test]
    fn reports_out_of_order_are_found() {
        let (payload, ledger) = (Payload::new(20, KeyMode::None), Ledger::new(2));
        ledger.enter_place(0, Some((0, 1)));
        ledger.enter_place(1, Some((0, 0)));
        assert!(Verification::new(&payload, &ledger, 1, 0).is_err());
    }

    #[test]
    fn a_key_in_the_wrong_partition_is_found() {
        let (payload, ledger) = (Payload::new(20, KeyMode::Numbered), Ledger::new(1));
        let mut scratch = payload.scratch();
        let (key, _) = payload.record(0, &mut scratch);
        let elsewhere = 1 - partition_for_key(key.unwrap(), 2);
        ledger.enter_place(0, Some((elsewhere, 0)));
        let mut verification = Verification::new(&payload, &ledger, 2, 0).unwrap();
        assert!(verification.check(elsewhere, &record(&payload, 0, 0)).unwrap_err().contains("belongs"));
    }
}
