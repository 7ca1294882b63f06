//! Which partition records without a key go to, for a while (KIP-794; rules R70 to R83).

use kafka_net::Rng;

use crate::accumulator::lane::{LANES, Lane};
use crate::accumulator::load::Loads;
use crate::sync::Arc;

/// Partitions whose load is looked at for one choice, on average: with more than these, a table serves several choices.
const LOOKS_A_CHOICE: usize = 64;

/// Chooses among the partitions of one topic.
#[derive(Debug)]
pub(crate) struct StickyChooser {
    rng: Rng,
    /// Partitions with a leader; all of them where none has one (R71).
    available: Arc<[i32]>,
    /// Those whose leader is in the client's rack, where that counts (R83).
    local: Arc<[i32]>,
    /// Queues decide with what weight a partition is chosen (R78).
    adaptive: bool,
    table: Table,
    /// Choices that the table still serves.
    left: usize,
    /// Choices so far, and the number of each lane's last one.
    choices: u64,
    lanes: [u64; LANES],
}

/// A lane that has not chosen for so many choices of others is not in use.
const IDLE_LANE: u64 = 4 * LANES as u64;

/// The partitions to choose from, with the sums of their weights; without weights all count the same.
#[derive(Debug, Default)]
struct Table {
    partitions: Vec<i32>,
    sums: Vec<u64>,
}

impl StickyChooser {
    pub(crate) fn new(rng: Rng, adaptive: bool) -> Self {
        Self {
            rng,
            available: Arc::default(),
            local: Arc::default(),
            adaptive,
            table: Table::default(),
            left: 0,
            choices: IDLE_LANE,
            lanes: [0; LANES],
        }
    }

    /// The lane makes a choice.
    pub(crate) fn note_lane(&mut self, lane: Lane) {
        self.choices += 1;
        self.lanes[lane.index()] = self.choices;
    }

    /// Whether the lane of this index has chosen lately.
    pub(crate) fn uses_lane(&self, index: usize) -> bool {
        self.lanes.get(index).is_some_and(|last| self.choices - last < IDLE_LANE)
    }

    /// New metadata.
    pub(crate) fn update(&mut self, available: Arc<[i32]>, local: Arc<[i32]>) {
        (self.available, self.local, self.left) = (available, local, 0);
    }

    /// Partitions with a leader, or all where none has one.
    pub(crate) fn available(&self) -> &Arc<[i32]> {
        &self.available
    }

    /// The next partition; `None` before metadata.
    pub(crate) fn next(&mut self, loads: &Loads) -> Option<i32> {
        if self.left == 0 {
            self.table = self.weigh(loads);
            self.left = (self.table.partitions.len() / LOOKS_A_CHOICE).max(1);
        }
        self.left -= 1;
        let n = self.table.partitions.len();
        let at = match self.table.sums.last() {
            // R78: the first entry strictly greater than the random number.
            Some(total) => {
                let drawn = self.rng.below(*total);
                self.table.sums.partition_point(|sum| *sum <= drawn)
            }
            None if n == 0 => return None,
            None => self.rng.below(n as u64) as usize,
        };
        self.table.partitions.get(at).copied()
    }

    /// Any available partition.
    pub(crate) fn any(&mut self) -> Option<i32> {
        let n = self.available.len();
        (n > 0).then(|| self.available[self.rng.below(n as u64) as usize])
    }

    /// Any available partition but this one, if there are others (KIP-480).
    pub(crate) fn other_than(&mut self, partition: i32) -> Option<i32> {
        let n = self.available.len();
        let at = self.available.iter().position(|p| *p == partition);
        match at {
            Some(at) if n > 1 => {
                let step = 1 + self.rng.below(n as u64 - 1) as usize;
                Some(self.available[(at + step) % n])
            }
            _ => self.any(),
        }
    }

    /// R77 to R81, R83: the partitions that may be chosen, and how much each of them counts.
    fn weigh(&self, loads: &Loads) -> Table {
        let usable =
            |of: &[i32]| -> Vec<i32> { of.iter().copied().filter(|p| !loads.is_excluded(*p)).collect() };
        if !self.adaptive {
            let of = if self.local.is_empty() { &self.available } else { &self.local };
            return Table { partitions: of.to_vec(), sums: Vec::new() };
        }
        let mut partitions = usable(&self.local);
        if partitions.is_empty() {
            partitions = usable(&self.available);
        }
        if partitions.is_empty() {
            // R79: none left.
            return Table { partitions: self.available.to_vec(), sums: Vec::new() };
        }
        let queues: Vec<u64> = partitions.iter().map(|p| u64::from(loads.waiting(*p))).collect();
        let longest = queues.iter().copied().max().unwrap_or(0);
        if queues.iter().all(|queue| *queue == longest) {
            return Table { partitions, sums: Vec::new() };
        }
        let mut sum = 0;
        let sums = queues.iter().map(|queue| {
            sum += longest + 1 - queue;
            sum
        });
        Table { sums: sums.collect(), partitions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: usize = 60_000;

    fn chooser(available: &[i32], local: &[i32], adaptive: bool) -> StickyChooser {
        let mut chooser = StickyChooser::new(Rng::new(7), adaptive);
        chooser.update(available.into(), local.into());
        chooser
    }

    fn loads() -> Loads {
        let loads = Loads::new();
        for segment in 0..6 {
            loads.reach(segment);
        }
        loads
    }

    /// Share of each of the first partitions, in percent.
    fn shares(chooser: &mut StickyChooser, loads: &Loads, n: usize) -> Vec<usize> {
        let mut counts = vec![0; n];
        for _ in 0..DRAWS {
            counts[chooser.next(loads).unwrap() as usize] += 100;
        }
        counts.iter().map(|count| (count + DRAWS / 2) / DRAWS).collect()
    }

    /// R78.
    #[test]
    fn long_queues_are_chosen_less_by_the_weights_of_kip_794() {
        // Java's own example: queues of 1, 3, 5, 0 weigh 5, 3, 1, 6.
        let (mut chooser, loads) = (chooser(&[0, 1, 2, 3], &[], true), loads());
        for (partition, queue) in [(0, 1), (1, 3), (2, 5)] {
            loads.set_queued(partition, queue);
        }
        let expected: Vec<usize> = [5, 3, 1, 6].iter().map(|w| (w * 100 + 7) / 15).collect();
        for (share, expected) in shares(&mut chooser, &loads, 4).into_iter().zip(expected) {
            assert!(share.abs_diff(expected) <= 1, "{share} % instead of {expected} %");
        }
    }

    #[test]
    fn what_the_sender_holds_counts_like_what_is_queued() {
        let (mut chooser, loads) = (chooser(&[0, 1], &[], true), loads());
        loads.set_held(0, 3);
        loads.set_queued(0, 6);
        let shares = shares(&mut chooser, &loads, 2);
        assert!((8..=10).contains(&shares[0]), "1 of 11: {shares:?}");
    }

    /// R77.
    #[test]
    fn without_adaptive_choice_every_partition_counts_the_same() {
        let (mut chooser, loads) = (chooser(&[0, 1, 2, 3], &[], false), loads());
        loads.set_queued(2, 50);
        loads.exclude(1, true);
        assert!(shares(&mut chooser, &loads, 4).iter().all(|share| (24..=26).contains(share)));
    }

    /// R79, R80.
    #[test]
    fn partitions_of_brokers_that_take_nothing_are_left_out_until_all_are() {
        let (mut chooser, loads) = (chooser(&[0, 1, 2], &[], true), loads());
        loads.exclude(1, true);
        let some = shares(&mut chooser, &loads, 3);
        assert_eq!(some[1], 0);
        assert!((49..=51).contains(&some[0]), "{some:?}");
        loads.exclude(0, true);
        loads.exclude(2, true);
        chooser.update([0, 1, 2].into(), [].into());
        assert!(shares(&mut chooser, &loads, 3).iter().all(|share| (32..=34).contains(share)));
    }

    #[test]
    fn leaders_in_the_rack_come_first_as_long_as_one_takes_records() {
        let (mut chooser, loads) = (chooser(&[0, 1, 2, 3], &[1, 3], true), loads());
        assert_eq!(shares(&mut chooser, &loads, 4)[0], 0);
        loads.exclude(1, true);
        assert_eq!(shares(&mut chooser, &loads, 4), [0, 0, 0, 100]);
        loads.exclude(3, true);
        assert_eq!(shares(&mut chooser, &loads, 4), [50, 0, 50, 0]);
    }

    #[test]
    fn with_many_partitions_a_table_serves_several_choices_and_stays_fair() {
        let all: Vec<i32> = (0..400).collect();
        let (mut chooser, loads) = (chooser(&all, &[], true), loads());
        for partition in 0..200 {
            loads.set_queued(partition, 9);
        }
        let mut busy = 0;
        for _ in 0..DRAWS {
            busy += usize::from(chooser.next(&loads).unwrap() < 200);
        }
        let share = busy * 1000 / DRAWS;
        assert!((85..=97).contains(&share), "1 to 10, so 91 of a thousand, not {share}");
    }

    #[test]
    fn the_old_sticky_choice_moves_to_any_other_partition() {
        let mut chooser = chooser(&[0, 2, 4], &[], false);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..100 {
            seen.extend(chooser.other_than(2));
        }
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 4]);
        chooser.update([3].into(), [].into());
        assert_eq!(chooser.other_than(3), Some(3), "there is no other");
    }
}
