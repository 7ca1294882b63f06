//! What the delivery reports said of each record.

use std::sync::atomic::{AtomicU64, Ordering};

use kafka_producer::{ProduceError, RecordMetadata};

/// One entry a record: written by delivery reports, read when they are over.
#[derive(Debug)]
pub(crate) struct Ledger {
    /// 0: not told yet; 1: failed, or delivered to an unknown offset; else [`DELIVERED`], partition and offset.
    entries: Box<[AtomicU64]>,
    /// Reports of records that had one already, or that were never sent.
    excess: AtomicU64,
}

const NOT_DELIVERED: u64 = 1;
const DELIVERED: u64 = 1 << 63;
const OFFSET_BITS: u32 = 43;

impl Ledger {
    pub(crate) fn new(records: u64) -> Self {
        Self { entries: (0..records).map(|_| AtomicU64::new(0)).collect(), excess: AtomicU64::new(0) }
    }

    /// Enters a delivery report.
    pub(crate) fn enter(&self, number: u64, result: Result<&RecordMetadata, &ProduceError>) {
        let place = result.ok().and_then(|metadata| Some((metadata.partition(), metadata.offset()?)));
        self.enter_place(number, place);
    }

    /// Enters where a record was delivered; `None` if it was not.
    pub(crate) fn enter_place(&self, number: u64, place: Option<(i32, i64)>) {
        let entry = place.map_or(NOT_DELIVERED, |(partition, offset)| {
            DELIVERED | (u64::from(partition.unsigned_abs()) << OFFSET_BITS) | offset.unsigned_abs()
        });
        let before = self
            .entries
            .get(number as usize)
            .map_or(NOT_DELIVERED, |slot| slot.swap(entry, Ordering::Relaxed));
        if before != 0 {
            self.excess.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Reports that should not have come.
    pub(crate) fn excess(&self) -> u64 {
        self.excess.load(Ordering::Relaxed)
    }

    /// Partition and offset where a record was delivered.
    pub(crate) fn place(&self, number: u64) -> Option<(i32, i64)> {
        let entry = self.entries.get(number as usize)?.load(Ordering::Relaxed);
        let offset = entry & ((1 << OFFSET_BITS) - 1);
        let partition = (entry & !DELIVERED) >> OFFSET_BITS;
        (entry & DELIVERED != 0).then_some((partition as i32, offset as i64))
    }

    /// The delivered records, by number: number, partition, offset.
    pub(crate) fn delivered(&self) -> impl Iterator<Item = (u64, i32, i64)> {
        let numbers = 0..self.entries.len() as u64;
        numbers.filter_map(|number| self.place(number).map(|(partition, offset)| (number, partition, offset)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_whole() {
        let ledger = Ledger::new(3);
        ledger.enter_place(0, Some((0, 0)));
        ledger.enter_place(2, Some((0xf_ffff, (1 << 43) - 1)));
        assert_eq!(ledger.place(0), Some((0, 0)));
        assert_eq!(ledger.place(1), None);
        assert_eq!(ledger.place(2), Some((0xf_ffff, (1 << 43) - 1)));
        assert_eq!(ledger.delivered().map(|(number, ..)| number).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn a_second_report_is_noticed() {
        let ledger = Ledger::new(2);
        ledger.enter_place(0, Some((0, 0)));
        ledger.enter_place(1, None);
        assert_eq!(ledger.excess(), 0);
        ledger.enter_place(0, Some((0, 1)));
        ledger.enter_place(1, Some((0, 1)));
        ledger.enter_place(9, Some((0, 1)));
        assert_eq!(ledger.excess(), 3);
    }
}
