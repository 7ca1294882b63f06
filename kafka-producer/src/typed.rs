//! A producer of the application's own types.

use std::fmt;
use std::sync::Arc;

use crate::clock::WallMs;
use crate::delivery::Delivery;
use crate::error::{ProduceError, SendAndWaitError, SendError, TrySendError};
use crate::producer::Producer;
use crate::record::{ProducerRecord, RecordHeader, RecordMetadata, TopicRef};
use crate::serializer::{RecordPart, Scratch, SerializationError, Serializer, SerializerContext};

/// Sends keys of `K` and values of `V`: a view of a [`Producer`] with a serializer for each.
///
/// Cheap to clone, as the producer is; there may be several with different types over one producer. What is said of the producer's sends
/// holds for these too. A serializer's error is [`SendError::Serialization`], known when the send returns and never retried (rule A23).
///
/// ```no_run
/// # use kafka_producer::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let producer = Producer::new(ProducerConfig::builder("127.0.0.1:9092").build()?)?;
/// let counts = producer.with_serializers::<str, i64>(StringSerializer::default(), LongSerializer);
/// counts.send_blocking(TypedRecord::to("visits").key("home").value(&42))?;
/// # Ok(())
/// # }
/// ```
pub struct TypedProducer<K: ?Sized, V: ?Sized> {
    producer: Producer,
    key: Arc<dyn Serializer<K>>,
    value: Arc<dyn Serializer<V>>,
}

impl Producer {
    /// A view of this producer that takes keys of `K` and values of `V`.
    pub fn with_serializers<K: ?Sized, V: ?Sized>(
        &self,
        key: impl Serializer<K> + 'static,
        value: impl Serializer<V> + 'static,
    ) -> TypedProducer<K, V> {
        TypedProducer { producer: self.clone(), key: Arc::new(key), value: Arc::new(value) }
    }
}

impl<K: ?Sized, V: ?Sized> TypedProducer<K, V> {
    /// The producer behind it: to flush, to close, to ask.
    pub fn producer(&self) -> &Producer {
        &self.producer
    }

    /// As [`Producer::send`]. Cancel safe: a dropped `send` has admitted nothing.
    pub async fn send(&self, record: TypedRecord<'_, K, V>) -> Result<Delivery, SendError> {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send(serialized.record()).await
    }

    /// As [`Producer::send_blocking`].
    pub fn send_blocking(&self, record: TypedRecord<'_, K, V>) -> Result<Delivery, SendError> {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send_blocking(serialized.record())
    }

    /// As [`Producer::try_send`]: never waits, and gives the record back; trying again serializes it again.
    pub fn try_send<'r>(
        &self,
        record: TypedRecord<'r, K, V>,
    ) -> Result<Delivery, TrySendError<TypedRecord<'r, K, V>>> {
        let mut scratch = Scratch::take();
        let result = match self.serialize(&record, &mut scratch) {
            Ok(serialized) => self.producer.try_send(serialized.record()).map_err(|error| error.reason),
            Err(error) => Err(error.into()),
        };
        result.map_err(|reason| TrySendError { reason, record })
    }

    /// As [`Producer::send_with`]. Cancel safe: a dropped `send_with` has admitted nothing, and its callback never runs.
    pub async fn send_with<F>(&self, record: TypedRecord<'_, K, V>, callback: F) -> Result<(), SendError>
    where
        F: FnOnce(Result<RecordMetadata, ProduceError>) + Send + 'static,
    {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send_with(serialized.record(), callback).await
    }

    /// As [`Producer::send_with_blocking`].
    pub fn send_with_blocking<F>(&self, record: TypedRecord<'_, K, V>, callback: F) -> Result<(), SendError>
    where
        F: FnOnce(Result<RecordMetadata, ProduceError>) + Send + 'static,
    {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send_with_blocking(serialized.record(), callback)
    }

    /// As [`Producer::send_tagged`]. Cancel safe: a dropped `send_tagged` has admitted nothing.
    pub async fn send_tagged(&self, record: TypedRecord<'_, K, V>, tag: u64) -> Result<(), SendError> {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send_tagged(serialized.record(), tag).await
    }

    /// As [`Producer::send_tagged_blocking`].
    pub fn send_tagged_blocking(&self, record: TypedRecord<'_, K, V>, tag: u64) -> Result<(), SendError> {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send_tagged_blocking(serialized.record(), tag)
    }

    /// As [`Producer::send_and_wait`]. Dropping this future before admission sends nothing; after it, the record is still delivered.
    pub async fn send_and_wait(
        &self,
        record: TypedRecord<'_, K, V>,
    ) -> Result<RecordMetadata, SendAndWaitError> {
        let mut scratch = Scratch::take();
        let serialized = self.serialize(&record, &mut scratch)?;
        self.producer.send_and_wait(serialized.record()).await
    }

    /// A23: the key, then the value. Interceptors hear of a failure (A32).
    fn serialize<'s>(
        &self,
        record: &TypedRecord<'s, K, V>,
        scratch: &'s mut Scratch,
    ) -> Result<Serialized<'s>, SendError> {
        let topic = record.topic.name();
        let buffers = scratch.buffers();
        let key = record.key.map(|key| {
            let mut context =
                SerializerContext::new(topic, record.headers, RecordPart::Key, &mut buffers.added);
            self.key
                .serialize(&mut context, key, &mut buffers.key)
                .map_err(|cause| SerializationError::new(topic, RecordPart::Key, cause))
        });
        let key = key.transpose().map_err(|error| self.unserialized(record, error))?.flatten();
        let value = record.value.map(|value| {
            let mut context =
                SerializerContext::new(topic, record.headers, RecordPart::Value, &mut buffers.added);
            self.value
                .serialize(&mut context, value, &mut buffers.value)
                .map_err(|cause| SerializationError::new(topic, RecordPart::Value, cause))
        });
        let value = value.transpose().map_err(|error| self.unserialized(record, error))?.flatten();
        let added = &buffers.added;
        let headers = if added.is_empty() {
            Vec::new()
        } else {
            let more = added.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() });
            record.headers.iter().copied().chain(more).collect()
        };
        let TypedRecord { topic, partition, timestamp, .. } = *record;
        let record =
            ProducerRecord { topic, partition, timestamp, key, value, headers: record.headers, shared: None };
        Ok(Serialized { record, headers })
    }

    fn unserialized(&self, record: &TypedRecord<'_, K, V>, error: SerializationError) -> SendError {
        let error = SendError::Serialization(error);
        self.producer.tell_unsent(record.topic.name(), record.partition, record.headers, &error);
        error
    }
}

impl<K: ?Sized, V: ?Sized> Clone for TypedProducer<K, V> {
    fn clone(&self) -> Self {
        Self { producer: self.producer.clone(), key: self.key.clone(), value: self.value.clone() }
    }
}

impl<K: ?Sized, V: ?Sized> fmt::Debug for TypedProducer<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedProducer").field("producer", &self.producer).finish_non_exhaustive()
    }
}

/// A record whose key and value are still to be serialized. A `None` key or value is Kafka's null, and no serializer is asked for it.
pub struct TypedRecord<'a, K: ?Sized, V: ?Sized> {
    topic: TopicRef<'a>,
    partition: Option<i32>,
    timestamp: Option<WallMs>,
    key: Option<&'a K>,
    value: Option<&'a V>,
    headers: &'a [RecordHeader<'a>],
}

impl<'a, K: ?Sized, V: ?Sized> TypedRecord<'a, K, V> {
    /// A record without key, value and headers for `topic`: a name, or a [`TopicHandle`](crate::TopicHandle).
    pub fn to(topic: impl Into<TopicRef<'a>>) -> Self {
        Self { topic: topic.into(), partition: None, timestamp: None, key: None, value: None, headers: &[] }
    }

    /// Sets the key.
    #[must_use]
    pub fn key(mut self, key: &'a K) -> Self {
        self.key = Some(key);
        self
    }

    /// Sets the value.
    #[must_use]
    pub fn value(mut self, value: &'a V) -> Self {
        self.value = Some(value);
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

    /// Sets the headers; serializers may add to them.
    #[must_use]
    pub fn headers(mut self, headers: &'a [RecordHeader<'a>]) -> Self {
        self.headers = headers;
        self
    }
}

impl<K: ?Sized, V: ?Sized> Clone for TypedRecord<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: ?Sized, V: ?Sized> Copy for TypedRecord<'_, K, V> {}

impl<K: ?Sized + fmt::Debug, V: ?Sized + fmt::Debug> fmt::Debug for TypedRecord<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedRecord")
            .field("topic", &self.topic)
            .field("partition", &self.partition)
            .field("timestamp", &self.timestamp)
            .field("key", &self.key)
            .field("value", &self.value)
            .field("headers", &self.headers)
            .finish()
    }
}

/// A record in bytes, and all of its headers where a serializer added some.
struct Serialized<'s> {
    record: ProducerRecord<'s>,
    headers: Vec<RecordHeader<'s>>,
}

impl Serialized<'_> {
    fn record(&self) -> ProducerRecord<'_> {
        if self.headers.is_empty() { self.record } else { self.record.headers(&self.headers) }
    }
}
