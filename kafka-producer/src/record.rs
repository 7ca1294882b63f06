//! What the application hands in, and what it gets back for it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
pub use kafka_records::RecordHeader;
use kafka_records::RecordRef;

use crate::accumulator::Topic;
use crate::clock::WallMs;

/// A record to send: borrowed bytes, copied once, into the batch of its partition; or a large value that is
/// [shared](Self::value_shared).
///
/// ```
/// # use kafka_producer::ProducerRecord;
/// let record = ProducerRecord::to("orders").key(b"42").value(b"paid");
/// ```
///
/// A `None` key or value is Kafka's null and differs from an empty one.
#[derive(Clone, Copy, Debug)]
pub struct ProducerRecord<'a> {
    pub(crate) topic: TopicRef<'a>,
    pub(crate) partition: Option<i32>,
    pub(crate) timestamp: Option<WallMs>,
    pub(crate) key: Option<&'a [u8]>,
    pub(crate) value: Option<&'a [u8]>,
    pub(crate) headers: &'a [RecordHeader<'a>],
    /// The value again, where it is large and may be sent from where it is.
    pub(crate) shared: Option<&'a Bytes>,
}

/// A shared value of fewer bytes than this is copied: that costs less than a place of its own in every list on the way.
const SHARED_MIN: usize = 16 << 10;

impl<'a> ProducerRecord<'a> {
    /// A record without key, value and headers for `topic`: a name, or a [`TopicHandle`] whose look-up is
    /// done already.
    pub fn to(topic: impl Into<TopicRef<'a>>) -> Self {
        Self {
            topic: topic.into(),
            partition: None,
            timestamp: None,
            key: None,
            value: None,
            headers: &[],
            shared: None,
        }
    }

    /// Sets the key. Records of one key go to one partition: `murmur2(key) mod partitions`, as in Java.
    #[must_use]
    pub fn key<K: AsRef<[u8]> + ?Sized>(mut self, key: &'a K) -> Self {
        self.key = Some(key.as_ref());
        self
    }

    /// Sets the value.
    #[must_use]
    pub fn value<V: AsRef<[u8]> + ?Sized>(mut self, value: &'a V) -> Self {
        (self.value, self.shared) = (Some(value.as_ref()), None);
        self
    }

    /// Sets the value, and lets the producer send it from where it is: from 16 KiB on it is shared until the broker has answered, not
    /// copied. Its bytes count towards `buffer.memory` all the same; of a slice only these do, although it keeps alive all of what it was
    /// cut from. Where the producer has interceptors it is copied.
    #[must_use]
    pub fn value_shared(mut self, value: &'a Bytes) -> Self {
        self.value = Some(&value[..]);
        self.shared = Some(value).filter(|value| value.len() >= SHARED_MIN);
        self
    }

    /// Fixes the partition; the partitioner is not asked (rule A80).
    #[must_use]
    pub fn partition(mut self, partition: i32) -> Self {
        self.partition = Some(partition);
        self
    }

    /// Sets the create time; default is the time of the append.
    #[must_use]
    pub fn timestamp(mut self, timestamp: WallMs) -> Self {
        self.timestamp = Some(timestamp);
        self
    }

    /// Sets the headers; order and duplicates survive.
    #[must_use]
    pub fn headers(mut self, headers: &'a [RecordHeader<'a>]) -> Self {
        self.headers = headers;
        self
    }
}

impl<'a> ProducerRecord<'a> {
    /// What goes into a batch.
    #[inline]
    pub(crate) fn body(&self, timestamp: WallMs) -> RecordRef<'a> {
        RecordRef { timestamp: timestamp.0, key: self.key, value: self.value, headers: self.headers }
    }
}

/// How a record names its topic.
#[derive(Clone, Copy, Debug)]
pub enum TopicRef<'a> {
    /// By name: looked up at each send.
    Name(&'a str),
    /// By handle: looked up already.
    Handle(&'a TopicHandle),
}

impl<'a> TopicRef<'a> {
    pub(crate) fn name(self) -> &'a str {
        match self {
            Self::Name(name) => name,
            Self::Handle(handle) => handle.name(),
        }
    }
}

impl<'a> From<&'a str> for TopicRef<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a String> for TopicRef<'a> {
    fn from(name: &'a String) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a TopicHandle> for TopicRef<'a> {
    fn from(handle: &'a TopicHandle) -> Self {
        Self::Handle(handle)
    }
}

/// A topic whose name is looked up already: `Producer::topic`. Cheap to clone; for the hottest loops.
///
/// It belongs to the producer that made it; another producer looks the name up again.
#[derive(Clone)]
pub struct TopicHandle {
    pub(crate) topic: Arc<Topic>,
    /// The producer that made it.
    pub(crate) owner: u64,
}

impl TopicHandle {
    /// The topic's name.
    pub fn name(&self) -> &str {
        self.topic.name()
    }
}

impl fmt::Debug for TopicHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TopicHandle").field(&self.name()).finish()
    }
}

/// A topic and one of its partitions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicPartition {
    /// The topic's name.
    pub topic: Arc<str>,
    /// The partition's index, from 0.
    pub partition: i32,
}

impl fmt::Display for TopicPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.topic, self.partition)
    }
}

/// Where a record was written (rule A47).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordMetadata {
    pub(crate) topic: Arc<str>,
    pub(crate) partition: i32,
    pub(crate) offset: Option<i64>,
    pub(crate) timestamp: WallMs,
    pub(crate) serialized_key_size: i32,
    pub(crate) serialized_value_size: i32,
}

impl RecordMetadata {
    /// The topic's name.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// The partition's index.
    pub fn partition(&self) -> i32 {
        self.partition
    }

    /// The record's offset; `None` where the broker did not tell it: with `acks=0`, and for a duplicate older
    /// than the batches that the broker remembers.
    pub fn offset(&self) -> Option<i64> {
        self.offset
    }

    /// The broker's append time on topics with log-append time, else the record's create time.
    pub fn timestamp(&self) -> WallMs {
        self.timestamp
    }

    /// Bytes of the key; -1 for a null key.
    pub fn serialized_key_size(&self) -> i32 {
        self.serialized_key_size
    }

    /// Bytes of the value; -1 for a null value.
    pub fn serialized_value_size(&self) -> i32 {
        self.serialized_value_size
    }
}

impl fmt::Display for RecordMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}@", self.topic, self.partition)?;
        match self.offset {
            Some(offset) => write!(f, "{offset}"),
            None => f.write_str("unknown"),
        }
    }
}
