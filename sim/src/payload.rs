//! Records that describe themselves: what the application means to send, and how it is found again in a log.

use std::hash::{Hash, Hasher};

use bytes::{Buf, BufMut, Bytes, BytesMut};
use kafka_producer::{ProducerRecord, RecordHeader, TopicRef, WallMs};
use kafka_records::Record;

use crate::history::{Fnv, RecordId};
use crate::rng::Rng;

/// A record as the application means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    /// Its number.
    pub(crate) id: RecordId,
    /// Index of its topic.
    pub(crate) topic: u16,
    /// Its partition, if the application fixed one.
    pub(crate) partition: Option<i32>,
    /// Its key.
    pub(crate) key: Option<Bytes>,
    /// Its value.
    pub(crate) value: Option<Bytes>,
    /// Its headers.
    pub(crate) headers: Vec<(String, Option<Bytes>)>,
    /// Its timestamp, if the application fixed one.
    pub(crate) timestamp: Option<i64>,
}

/// Content follows from the run's seed and the id, so the id stands for it in the fingerprint.
impl Hash for Intent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.id, self.topic, self.partition, self.timestamp).hash(state);
        (self.key.as_ref().map(Bytes::len), self.value.as_ref().map(Bytes::len)).hash(state);
    }
}

/// What a record says of itself, in its value or, where that has no room, in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The run that made it.
    pub(crate) seed: u64,
    /// The producer's actor that made it.
    pub(crate) actor: u16,
    /// The topic it is meant for.
    pub(crate) topic: u16,
    /// The partition it is meant for, -1 for any.
    pub(crate) partition: i32,
    /// Its number.
    pub(crate) id: RecordId,
}

/// Bytes of an identity.
pub(crate) const IDENTITY_LEN: usize = 40;

/// The header that carries the identity of a record without room for it in its value.
pub(crate) const IDENTITY_HEADER: &str = "sim";

impl Identity {
    /// The identity in bytes, then `filler` bytes, then nothing: the checksum covers all.
    pub(crate) fn encode(&self, filler: usize, compressible: bool) -> Bytes {
        let mut bytes = BytesMut::with_capacity(IDENTITY_LEN + filler);
        bytes.put_slice(MAGIC);
        bytes.put_u64(self.seed);
        bytes.put_u16(self.actor);
        bytes.put_u16(self.topic);
        bytes.put_i32(self.partition);
        bytes.put_u64(self.id);
        bytes.put_u32(filler as u32);
        bytes.put_u64(0);
        let mut rng = Rng::new(self.seed ^ self.id);
        while bytes.len() < IDENTITY_LEN + filler {
            let word = if compressible { 0x6162_6162_6162_6162 } else { rng.next_u64() };
            let room = (IDENTITY_LEN + filler - bytes.len()).min(8);
            bytes.put_slice(&word.to_be_bytes()[..room]);
        }
        let checksum = Fnv::of(&bytes);
        bytes[CHECKSUM..IDENTITY_LEN].copy_from_slice(&checksum.to_be_bytes());
        bytes.freeze()
    }

    /// Reads an identity back; `None` where the bytes are none, or were changed.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        if bytes.len() < IDENTITY_LEN || !bytes.starts_with(MAGIC) {
            return None;
        }
        let mut rest = &bytes[MAGIC.len()..];
        let identity = Self {
            seed: rest.get_u64(),
            actor: rest.get_u16(),
            topic: rest.get_u16(),
            partition: rest.get_i32(),
            id: rest.get_u64(),
        };
        let filler = rest.get_u32() as usize;
        let checksum = rest.get_u64();
        let mut whole = bytes.to_vec();
        whole[CHECKSUM..IDENTITY_LEN].fill(0);
        (bytes.len() == IDENTITY_LEN + filler && Fnv::of(&whole) == checksum).then_some(identity)
    }

    /// The identity of a record of a log.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        record.value.as_deref().and_then(Self::decode).or_else(|| {
            let header =
                record.headers.iter().find(|header| &header.key[..] == IDENTITY_HEADER.as_bytes())?;
            header.value.as_deref().and_then(Self::decode)
        })
    }
}

impl Intent {
    /// Calls the producer with the record borrowed from here.
    pub(crate) fn with_record<T>(
        &self,
        topic: TopicRef<'_>,
        call: impl FnOnce(ProducerRecord<'_>) -> T,
    ) -> T {
        let headers = self.borrowed_headers();
        call(self.record(topic, &headers))
    }

    /// The headers as the producer takes them.
    pub(crate) fn borrowed_headers(&self) -> Vec<RecordHeader<'_>> {
        self.headers.iter().map(|(key, value)| RecordHeader { key, value: value.as_deref() }).collect()
    }

    /// The record as the producer takes it.
    pub(crate) fn record<'a>(
        &'a self,
        topic: TopicRef<'a>,
        headers: &'a [RecordHeader<'a>],
    ) -> ProducerRecord<'a> {
        let mut record = ProducerRecord::to(topic).headers(headers);
        if let Some(key) = &self.key {
            record = record.key(key);
        }
        if let Some(value) = &self.value {
            record = record.value(value);
        }
        if let Some(partition) = self.partition {
            record = record.partition(partition);
        }
        if let Some(timestamp) = self.timestamp {
            record = record.timestamp(WallMs(timestamp));
        }
        record
    }
}

const MAGIC: &[u8; 4] = b"ksim";
const CHECKSUM: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_survives_and_every_changed_byte_shows() {
        let identity = Identity { seed: 7, actor: 1, topic: 2, partition: -1, id: 99 };
        for filler in [0, 1, 13] {
            let bytes = identity.encode(filler, false);
            assert_eq!(Identity::decode(&bytes), Some(identity));
            for at in 0..bytes.len() {
                let mut changed = bytes.to_vec();
                changed[at] ^= 0x10;
                assert_eq!(Identity::decode(&changed), None, "byte {at} of {}", bytes.len());
            }
        }
    }
}
