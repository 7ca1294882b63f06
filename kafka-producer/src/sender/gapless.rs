//! What waits behind a record that failed, where `gapless` is on (rule I08).

use kafka_net::Tick;

use crate::accumulator::BEHIND_A_GAP;
use crate::error::ProduceErrorKind;
use crate::sender::Sender;
use crate::sender::partition::SealSlot;

impl Sender {
    /// Fails what is not on the wire, before anything is sent. What is on the wire is told when its answer comes.
    pub(super) fn fail_behind_gaps(&mut self, now: Tick) {
        let Some(gaps) = &self.accumulator.gaps else { return };
        for (id, fence) in gaps.fences() {
            self.fail_behind(now, id, fence);
            self.evaluate(now, id);
        }
    }

    fn fail_behind(&mut self, now: Tick, id: u32, fence: u64) {
        let Some(p) = self.partitions.get_mut(id as usize) else { return };
        let mut batches: Vec<_> = Vec::new();
        while p.retries.front().is_some_and(|batch| batch.ordinal < fence) {
            batches.extend(p.retries.pop_front());
        }
        for slot in std::mem::take(&mut p.sealing) {
            match slot {
                SealSlot::Sealed(batch) if batch.ordinal < fence => batches.push(batch),
                // The job is out; its batch fails when it comes back.
                SealSlot::Sealing(ordinal) if ordinal < fence => {
                    let (kind, message) = (ProduceErrorKind::Gap, BEHIND_A_GAP.to_owned());
                    p.sealing.push_back(SealSlot::Ended { ordinal, kind, message });
                }
                other => p.sealing.push_back(other),
            }
        }
        p.head.forget();
        let mut unsealed = Vec::new();
        while let Some(closed) = p.partition.take_before(fence) {
            p.enlist(closed.ordinal);
            unsealed.push(closed.abandon(&p.partition));
        }
        for batch in batches {
            self.fail_batch(now, id, batch, ProduceErrorKind::Gap, BEHIND_A_GAP.to_owned());
        }
        for batch in unsealed {
            self.fail_unsealed(now, id, batch, ProduceErrorKind::Gap, BEHIND_A_GAP.to_owned());
        }
    }
}
