//! The last few samples of something, each over one span of time: what every windowed statistic is made of.

use std::time::Duration;

use kafka_net::Tick;

/// `metrics.num.samples` samples of `metrics.sample.window.ms` each. A sample begins with the first value that falls into it, as in Java,
/// and counts until the whole window has passed since.
#[derive(Clone, Debug)]
pub(crate) struct Ring<T> {
    slots: Box<[Slot<T>]>,
    current: usize,
    span: Duration,
}

#[derive(Clone, Debug, Default)]
struct Slot<T> {
    /// `None` while nothing was recorded.
    since: Option<Tick>,
    sample: T,
}

impl<T: Clone + Default> Ring<T> {
    pub(crate) fn new(samples: usize, span: Duration) -> Self {
        let slot = Slot { since: None, sample: T::default() };
        Self { slots: vec![slot; samples.max(1)].into(), current: 0, span }
    }

    /// The sample of this moment.
    pub(crate) fn at(&mut self, now: Tick) -> &mut T {
        let count = self.slots.len();
        let is_over = |slot: &Slot<T>| slot.since.is_some_and(|since| now - since >= self.span);
        if self.slots.get(self.current).is_some_and(is_over) {
            self.current = (self.current + 1) % count;
            self.slots[self.current] = Slot { since: None, sample: T::default() };
        }
        let slot = &mut self.slots[self.current];
        slot.since.get_or_insert(now);
        &mut slot.sample
    }

    /// The samples that count at this moment.
    pub(crate) fn live(&self, now: Tick) -> impl Iterator<Item = &T> {
        self.live_slots(now).map(|slot| &slot.sample)
    }

    /// The time that the samples stand for: never less than all but one of them in full, so that the first values after a start are not
    /// taken for a rate that lasts.
    pub(crate) fn elapsed(&self, now: Tick) -> Duration {
        let oldest = self.live_slots(now).filter_map(|slot| slot.since).min();
        let elapsed = oldest.map_or(Duration::ZERO, |since| now - since);
        let full = (elapsed.as_nanos() / self.span.as_nanos().max(1)) as usize;
        let missing = (self.slots.len() - 1).saturating_sub(full);
        let elapsed = elapsed + self.span.saturating_mul(u32::try_from(missing).unwrap_or(u32::MAX));
        if elapsed.is_zero() { self.span } else { elapsed }
    }

    fn live_slots(&self, now: Tick) -> impl Iterator<Item = &Slot<T>> {
        let window = self.span.saturating_mul(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.slots.iter().filter(move |slot| slot.since.is_some_and(|since| now - since < window))
    }
}
