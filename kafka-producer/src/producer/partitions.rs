//! What is known of a topic's partitions.

use kafka_protocol::BrokerId;

use crate::accumulator::{Topic, WaitEnd};
use crate::delivery::in_callback;
use crate::error::SendError;
use crate::producer::metrics::WaitTimer;
use crate::producer::{Attempt, Budget, Producer, Waiting};
use crate::record::ProducerRecord;

/// One partition of a topic, as the newest metadata has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartitionInfo {
    /// Its index, from 0.
    pub partition: i32,
    /// The broker that takes its records; `None` while there is none.
    pub leader: Option<BrokerId>,
    /// The brokers that hold a copy.
    pub replicas: Vec<BrokerId>,
    /// Those of them that are in sync.
    pub in_sync_replicas: Vec<BrokerId>,
    /// Those of them that are offline.
    pub offline_replicas: Vec<BrokerId>,
}

impl Producer {
    /// The partitions of a topic, by index. Waits up to `max.block.ms` for metadata, as [`send`](Self::send) does, and fails as it does; of
    /// use to have metadata before the first record (rule A10).
    ///
    /// Cancel safe: dropping the future ends the wait and nothing else.
    pub async fn partitions_for(&self, topic: &str) -> Result<Vec<PartitionInfo>, SendError> {
        let record = ProducerRecord::to(topic);
        let topic = self.inner.accumulator.topic(topic);
        let mut budget = Budget::new(&self.inner);
        loop {
            let seen = topic.announcements();
            if let Some(known) = self.known_partitions(&topic)? {
                return Ok(known);
            }
            let wait = self.wait_for(&Attempt::NeedMetadata, &topic, seen, &mut budget);
            let end = match wait.cell() {
                Some(cell) => {
                    let _timer = WaitTimer::new(&self.inner, &wait);
                    Waiting(cell).await
                }
                None => WaitEnd::Ready,
            };
            self.after_wait(end, &wait, &topic, &record, &budget)?;
        }
    }

    /// As [`partitions_for`](Self::partitions_for), blocking the thread. In a callback it never blocks: [`SendError::InCallback`] says that
    /// it would have to.
    pub fn partitions_for_blocking(&self, topic: &str) -> Result<Vec<PartitionInfo>, SendError> {
        let record = ProducerRecord::to(topic);
        let topic = self.inner.accumulator.topic(topic);
        let mut budget = Budget::new(&self.inner);
        loop {
            let seen = topic.announcements();
            if let Some(known) = self.known_partitions(&topic)? {
                return Ok(known);
            }
            if in_callback() {
                return Err(SendError::InCallback);
            }
            let wait = self.wait_for(&Attempt::NeedMetadata, &topic, seen, &mut budget);
            let end = wait.cell().map_or(WaitEnd::Ready, |cell| {
                let _timer = WaitTimer::new(&self.inner, &wait);
                cell.block()
            });
            self.after_wait(end, &wait, &topic, &record, &budget)?;
        }
    }

    fn known_partitions(&self, topic: &Topic) -> Result<Option<Vec<PartitionInfo>>, SendError> {
        if let Some(error) = self.inner.accumulator.refusal() {
            return Err(error);
        }
        let count = topic.partition_count();
        let metadata = topic.metadata();
        let info = |partition| {
            let known = metadata.as_ref().and_then(|m| m.partition(partition));
            PartitionInfo {
                partition,
                leader: known.and_then(|p| p.leader),
                replicas: known.map_or_else(Vec::new, |p| p.replicas.clone()),
                in_sync_replicas: known.map_or_else(Vec::new, |p| p.isr.clone()),
                offline_replicas: known.map_or_else(Vec::new, |p| p.offline.clone()),
            }
        };
        Ok((count > 0).then(|| (0..count).map(info).collect()))
    }
}
