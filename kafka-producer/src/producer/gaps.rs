//! Gaps on partitions, for producers that make none (rule I08).

use crate::accumulator::Gaps;
use crate::producer::Producer;
use crate::record::TopicPartition;

impl Producer {
    /// Partitions on which a record failed since `gapless` was last satisfied: everything behind it fails, until
    /// [`acknowledge_gap`](Self::acknowledge_gap). Always empty without `gapless`.
    pub fn gaps(&self) -> Vec<TopicPartition> {
        self.inner.accumulator.gaps.as_ref().map_or_else(Vec::new, Gaps::open)
    }

    /// Lets a partition go on behind a record that failed: what is admitted from now on may be delivered, what was admitted before still
    /// fails. False if there is no gap to acknowledge.
    pub fn acknowledge_gap(&self, topic: &str, partition: i32) -> bool {
        let accumulator = &self.inner.accumulator;
        let Some(gaps) = &accumulator.gaps else { return false };
        let Some(topic) = accumulator.known_topic(topic) else { return false };
        let Some(partition) = topic.partition(partition) else { return false };
        let acknowledged = gaps.acknowledge(partition);
        if acknowledged {
            accumulator.signals.partition(partition);
            accumulator.signals.wake();
        }
        acknowledged
    }
}
