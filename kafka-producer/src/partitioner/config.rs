//! Which partitioner a producer has, and what it goes by.

use std::fmt;
use std::time::Duration;

use crate::partitioner::Partitioner;
use crate::sync::Arc;

/// How a record that names no partition gets one (`partitioner.class`).
///
/// A record that names its partition goes there, whatever is chosen here.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Partitioning {
    /// The default, as in Java (KIP-794): murmur2 of the key, modulo the number of partitions. Records without key, or all of
    /// them with `partitioner.ignore.keys`, stay with one partition for `batch.size` bytes, then move to another that is drawn with
    /// a weight: the shorter its queue, the more often (`partitioner.adaptive.partitioning.enable`).
    #[default]
    Sticky,
    /// As Java before 3.3 (KIP-480): keys as above, records without key move with every new batch, whatever waits elsewhere. Its
    /// known weakness: the slower a broker, the larger its batches, so it gets more records than the others. Named
    /// `uniform_sticky`.
    UniformSticky,
    /// Record by record in turn over the partitions with a leader, keys ignored. Named `round_robin`, or by the name of Java's
    /// class.
    RoundRobin,
    /// Any partition with a leader, record by record, keys ignored. Named `random`.
    Random,
    /// CRC-32 of the key modulo the number of partitions, as `consistent` of librdkafka; records without key all go to one
    /// partition. Named `consistent`.
    Consistent,
    /// As [`Consistent`](Self::Consistent) for keys that are not empty, any partition for the rest; the default of librdkafka.
    /// Named `consistent_random`.
    ConsistentRandom,
    /// The application's own.
    Custom(Arc<dyn Partitioner>),
}

impl fmt::Debug for Partitioning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sticky => "Sticky",
            Self::UniformSticky => "UniformSticky",
            Self::RoundRobin => "RoundRobin",
            Self::Random => "Random",
            Self::Consistent => "Consistent",
            Self::ConsistentRandom => "ConsistentRandom",
            Self::Custom(_) => "Custom",
        })
    }
}

impl Partitioning {
    /// Its name as a value of `partitioner.class`: empty for the default, `custom` for one that only code can give.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sticky => "",
            Self::UniformSticky => "uniform_sticky",
            Self::RoundRobin => "round_robin",
            Self::Random => "random",
            Self::Consistent => "consistent",
            Self::ConsistentRandom => "consistent_random",
            Self::Custom(_) => "custom",
        }
    }

    /// The one of this name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "" => Self::Sticky,
            "uniform_sticky" => Self::UniformSticky,
            "round_robin" | "org.apache.kafka.clients.producer.RoundRobinPartitioner" => Self::RoundRobin,
            "random" => Self::Random,
            "consistent" => Self::Consistent,
            "consistent_random" => Self::ConsistentRandom,
            _ => return None,
        })
    }
}

/// What partitioners go by.
#[derive(Clone, Debug)]
pub(crate) struct PartitionerConfig {
    pub(crate) partitioning: Partitioning,
    pub(crate) ignore_keys: bool,
    pub(crate) adaptive: bool,
    /// Zero: no broker is left out.
    pub(crate) availability_timeout: Duration,
    pub(crate) rack_aware: bool,
    /// `client.rack`; empty for none.
    pub(crate) rack: Arc<str>,
}

impl Default for PartitionerConfig {
    fn default() -> Self {
        Self {
            partitioning: Partitioning::Sticky,
            ignore_keys: false,
            adaptive: true,
            availability_timeout: Duration::ZERO,
            rack_aware: false,
            rack: "".into(),
        }
    }
}

impl PartitionerConfig {
    #[inline]
    pub(crate) fn is_sticky(&self) -> bool {
        matches!(self.partitioning, Partitioning::Sticky | Partitioning::UniformSticky)
    }

    /// Keys decide, by murmur2.
    #[inline]
    pub(crate) fn hashes_keys(&self) -> bool {
        self.is_sticky() && !self.ignore_keys
    }

    /// KIP-480: the sticky choice moves with each batch.
    #[inline]
    pub(crate) fn moves_with_each_batch(&self) -> bool {
        matches!(self.partitioning, Partitioning::UniformSticky)
    }

    /// The length of queues decides (R77).
    pub(crate) fn weighs_queues(&self) -> bool {
        self.adaptive && matches!(self.partitioning, Partitioning::Sticky)
    }

    /// The rack whose leaders come first, if any does (R83).
    pub(crate) fn preferred_rack(&self) -> Option<&str> {
        let counts = self.rack_aware && matches!(self.partitioning, Partitioning::Sticky);
        counts.then_some(&*self.rack)
    }

    /// How long a broker may leave untouched what is ready for it (R81); `None`: for ever.
    pub(crate) fn availability_timeout(&self) -> Option<Duration> {
        (self.weighs_queues() && !self.availability_timeout.is_zero()).then_some(self.availability_timeout)
    }
}
