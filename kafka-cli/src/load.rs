//! Sends the records of a run as fast as the producer takes them, or at a rate.

use std::thread;
use std::time::{Duration, Instant};

use kafka_producer::{Producer, ProducerRecord, SendError};

use crate::payload::Payload;
use crate::signal::Stop;
use crate::tally::Tally;

/// What to send.
#[derive(Debug)]
pub(crate) struct Load<'a> {
    pub(crate) topic: &'a str,
    pub(crate) records: u64,
    pub(crate) payload: &'a Payload,
    /// Records a second; `None` is as many as possible.
    pub(crate) rate: Option<u64>,
    /// Where the records that were sent are counted.
    pub(crate) tally: &'a Tally,
}

impl Load<'_> {
    /// Sends every record with the tag of its number, unless a signal comes. An error ends it, with the record's number.
    pub(crate) fn send(
        &self,
        producer: &Producer,
        stop: &Stop,
        tag: impl Fn(u64) -> u64,
    ) -> Result<(), (u64, SendError)> {
        let topic = producer.topic(self.topic);
        let mut scratch = self.payload.scratch();
        let started = Instant::now();
        let mut due = 0;
        for number in 0..self.records {
            while let Some(rate) = self.rate
                && number >= due
            {
                due = (started.elapsed().as_secs_f64() * rate as f64) as u64 + 1;
                if number >= due {
                    thread::sleep(
                        Duration::from_secs_f64(1.0 / rate as f64).clamp(SHORTEST_NAP, LONGEST_NAP),
                    );
                }
                if stop.is_set() {
                    return Ok(());
                }
            }
            let (key, value) = self.payload.record(number, &mut scratch);
            let mut record = ProducerRecord::to(&topic).value(value);
            if let Some(key) = key {
                record = record.key(key);
            }
            match producer.send_tagged_blocking(record, tag(number)) {
                Ok(()) => self.tally.admit(),
                Err(SendError::Closed) if stop.is_set() => return Ok(()),
                Err(error) => return Err((number, error)),
            }
        }
        Ok(())
    }
}

const SHORTEST_NAP: Duration = Duration::from_micros(500);
/// A signal is noticed within this time.
const LONGEST_NAP: Duration = Duration::from_millis(100);
