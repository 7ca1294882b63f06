//! A record in the hands of interceptors: borrowed from the caller until somebody changes it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;

use crate::clock::WallMs;
use crate::record::{ProducerRecord, RecordHeader, TopicRef};

/// A record that may still be changed, topic and partition included.
#[derive(Clone)]
pub struct InterceptedRecord<'r> {
    topic: TopicOf<'r>,
    partition: Option<i32>,
    timestamp: Option<WallMs>,
    key: Option<Part<'r>>,
    value: Option<Part<'r>>,
    headers: HeadersOf<'r>,
}

impl<'r> InterceptedRecord<'r> {
    pub(crate) fn new(record: &ProducerRecord<'r>) -> Self {
        Self {
            topic: TopicOf::Given(record.topic),
            partition: record.partition,
            timestamp: record.timestamp,
            key: record.key.map(Part::Given),
            value: record.value.map(Part::Given),
            headers: HeadersOf::Given(record.headers),
        }
    }

    /// The topic's name.
    pub fn topic(&self) -> &str {
        match &self.topic {
            TopicOf::Given(topic) => topic.name(),
            TopicOf::Changed(name) => name,
        }
    }

    /// Sends the record elsewhere.
    pub fn set_topic(&mut self, topic: &str) {
        self.topic = TopicOf::Changed(topic.into());
    }

    /// The partition that the record names.
    pub fn partition(&self) -> Option<i32> {
        self.partition
    }

    /// Names the partition, or leaves it to the partitioner.
    pub fn set_partition(&mut self, partition: Option<i32>) {
        self.partition = partition;
    }

    /// The create time that the record names.
    pub fn timestamp(&self) -> Option<WallMs> {
        self.timestamp
    }

    /// Names the create time, or leaves it to the append.
    pub fn set_timestamp(&mut self, timestamp: Option<WallMs>) {
        self.timestamp = timestamp;
    }

    /// The key; `None` for null.
    pub fn key(&self) -> Option<&[u8]> {
        self.key.as_deref()
    }

    /// Replaces the key.
    pub fn set_key(&mut self, key: Option<Bytes>) {
        self.key = key.map(Part::Changed);
    }

    /// The value; `None` for null.
    pub fn value(&self) -> Option<&[u8]> {
        self.value.as_deref()
    }

    /// Replaces the value.
    pub fn set_value(&mut self, value: Option<Bytes>) {
        self.value = value.map(Part::Changed);
    }

    /// The headers, in order.
    pub fn headers(&self) -> Vec<RecordHeader<'_>> {
        match &self.headers {
            HeadersOf::Given(headers) => headers.to_vec(),
            HeadersOf::Changed(headers) => view(headers),
        }
    }

    /// Appends a header; others of the same name stay.
    pub fn add_header(&mut self, key: impl Into<String>, value: Option<Bytes>) {
        self.headers.own().push((Cow::Owned(key.into()), value.map(Part::Changed)));
    }

    /// Takes away every header of this name.
    pub fn remove_headers(&mut self, key: &str) {
        self.headers.own().retain(|(name, _)| name != key);
    }

    /// Room for what [`record`](Self::record) borrows; nothing unless headers were changed.
    pub(crate) fn changed_headers(&self) -> Vec<RecordHeader<'_>> {
        match &self.headers {
            HeadersOf::Given(_) => Vec::new(),
            HeadersOf::Changed(headers) => view(headers),
        }
    }

    /// The record to send, with the [`changed_headers`](Self::changed_headers).
    pub(crate) fn record<'s>(&'s self, changed: &'s [RecordHeader<'s>]) -> ProducerRecord<'s> {
        ProducerRecord {
            topic: match &self.topic {
                TopicOf::Given(topic) => *topic,
                TopicOf::Changed(name) => TopicRef::Name(name),
            },
            partition: self.partition,
            timestamp: self.timestamp,
            key: self.key.as_deref(),
            value: self.value.as_deref(),
            headers: match &self.headers {
                HeadersOf::Given(headers) => headers,
                HeadersOf::Changed(_) => changed,
            },
            shared: None,
        }
    }
}

impl fmt::Debug for InterceptedRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record(&self.changed_headers()).fmt(f)
    }
}

#[derive(Clone)]
enum TopicOf<'r> {
    Given(TopicRef<'r>),
    Changed(Arc<str>),
}

/// Bytes of a key, a value or a header.
#[derive(Clone)]
enum Part<'r> {
    Given(&'r [u8]),
    Changed(Bytes),
}

impl Deref for Part<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Given(bytes) => bytes,
            Self::Changed(bytes) => bytes,
        }
    }
}

type OwnedHeaders<'r> = Vec<(Cow<'r, str>, Option<Part<'r>>)>;

#[derive(Clone)]
enum HeadersOf<'r> {
    Given(&'r [RecordHeader<'r>]),
    Changed(OwnedHeaders<'r>),
}

impl<'r> HeadersOf<'r> {
    fn own(&mut self) -> &mut OwnedHeaders<'r> {
        if let Self::Given(headers) = *self {
            let own = headers.iter().map(|h| (Cow::Borrowed(h.key), h.value.map(Part::Given)));
            *self = Self::Changed(own.collect());
        }
        match self {
            Self::Changed(headers) => headers,
            Self::Given(_) => unreachable!("they were just made own"),
        }
    }
}

fn view<'s>(headers: &'s OwnedHeaders<'_>) -> Vec<RecordHeader<'s>> {
    headers.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() }).collect()
}
