//! The event queue: what happens next, and when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use kafka_net::Tick;

use crate::rng::Rng;

/// Events by (time, seeded tiebreak, order of scheduling): events of one moment come in random order, but the same for
/// the same seed.
#[derive(Debug)]
pub(crate) struct EventQueue<E> {
    heap: BinaryHeap<Reverse<Scheduled<E>>>,
    rng: Rng,
    next_number: u64,
}

#[derive(Debug)]
struct Scheduled<E> {
    at: Tick,
    tiebreak: u32,
    number: u64,
    event: E,
}

impl<E> EventQueue<E> {
    /// An empty queue.
    pub(crate) fn new(rng: Rng) -> Self {
        Self { heap: BinaryHeap::new(), rng, next_number: 0 }
    }

    /// Adds an event.
    pub(crate) fn push(&mut self, at: Tick, event: E) {
        let tiebreak = (self.rng.next_u64() >> 32) as u32;
        let number = self.next_number;
        self.next_number += 1;
        self.heap.push(Reverse(Scheduled { at, tiebreak, number, event }));
    }

    /// Takes the next event.
    pub(crate) fn pop(&mut self) -> Option<(Tick, E)> {
        self.heap.pop().map(|Reverse(next)| (next.at, next.event))
    }
}

impl<E> Scheduled<E> {
    fn key(&self) -> (Tick, u32, u64) {
        (self.at, self.tiebreak, self.number)
    }
}

impl<E> PartialEq for Scheduled<E> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<E> Eq for Scheduled<E> {}

impl<E> PartialOrd for Scheduled<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Scheduled<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(seed: u64) -> Vec<u32> {
        let mut queue = EventQueue::new(Rng::new(seed));
        for event in 0..8 {
            queue.push(Tick::from_millis(5), event);
        }
        queue.push(Tick::from_millis(1), 100);
        std::iter::from_fn(|| queue.pop().map(|(_, event)| event)).collect()
    }

    #[test]
    fn time_decides_first_and_the_seed_breaks_ties() {
        let first = order(1);
        assert_eq!(first[0], 100);
        assert_eq!(first, order(1));
        assert!((2..20).any(|seed| order(seed) != first), "another seed, another order");
    }
}
