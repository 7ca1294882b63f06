//! Produce requests taken off a stream without holding them: everything but the records is read, and of those the header of
//! each batch.

use kafka_protocol::messages::ProduceResponse;
use kafka_protocol::wire::{StrBytes, Uuid};
use kafka_protocol::{ApiKey, BrokerId, CorrelationId, VersionRange};
use kafka_records::HEADER_LEN;

use bytes::Bytes;

use crate::api::produce::{Head, ResponseBuilder, Target};
use crate::api::{Answer, Context};
use crate::cluster::{Cluster, ConnId};
use crate::recorder::{Detail, Verdict};

/// A Produce request without its records.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProduceHead {
    pub(crate) version: i16,
    pub(crate) correlation_id: i32,
    pub(crate) acks: i16,
    pub(crate) topics: Vec<TopicHead>,
}

impl ProduceHead {
    pub(crate) fn correlation(&self) -> CorrelationId {
        CorrelationId(self.correlation_id)
    }
}

/// A topic of a [`ProduceHead`].
#[derive(Debug, Clone)]
pub(crate) struct TopicHead {
    pub(crate) name: StrBytes,
    pub(crate) id: Uuid,
    pub(crate) partitions: Vec<PartitionHead>,
}

/// A partition of a [`ProduceHead`]; without a head if its records were null.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartitionHead {
    pub(crate) index: i32,
    pub(crate) head: Option<Head>,
}

/// Counts the batches of a request and answers it.
pub(crate) fn answer(
    cluster: &mut Cluster,
    conn: ConnId,
    broker: BrokerId,
    request: &ProduceHead,
) -> Answer<ProduceResponse> {
    let context = Context { conn, broker, version: request.version, rule: None, detail: Detail::None };
    let mut response = ResponseBuilder::new(request.version);
    for topic in &request.topics {
        let name = match cluster.topic_of(&topic.name, topic.id) {
            Some(known) => known.name.clone(),
            None => topic.name.to_string(),
        };
        response.topic(topic.name.clone(), topic.id);
        for PartitionHead { index, head } in topic.partitions.iter().copied() {
            let target = Target { topic: &topic.name, id: topic.id, name: &name, index, acks: request.acks };
            let outcome = cluster.sink_batch(&context, &target, head);
            let verdict = match &outcome {
                Ok(appended) => Verdict::Appended(appended.base_offset),
                Err(rejected) => Verdict::Rejected(rejected.error_code()),
            };
            let (records, bytes) = head.map_or((0, 0), |head| (head.records, head.bytes));
            cluster.recorder.counters.count_verdict(verdict, records, bytes);
            response.partition(cluster, index, outcome);
        }
    }
    response.finish(request.acks)
}

/// What a [`Scanner`] found.
#[derive(Debug)]
pub(crate) enum Scanned {
    /// A Produce request, its records gone.
    Produce(ProduceHead),
    /// Any other request: its frame, without the length.
    Frame(Bytes),
}

/// Bytes that are no request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Malformed(&'static str);

/// Takes requests off a stream of bytes, in pieces of any size.
///
/// [`space`](Self::space) and [`filled`](Self::filled) bring bytes in, [`poll`](Self::poll) takes requests out. When it has
/// none, [`discardable`](Self::discardable) tells how many of the bytes to come are records, which need not be brought in
/// at all.
#[derive(Debug)]
pub(crate) struct Scanner {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Record bytes that come next and that nobody wants.
    skip: usize,
    /// Bytes of the frame that are not consumed or skipped yet.
    frame_left: usize,
    state: State,
    request: ProduceHead,
    topics_left: usize,
    partitions_left: usize,
    max_frame: usize,
    /// Versions of Produce whose records are skipped; others come out as frames.
    versions: VersionRange,
    /// The batches seen last were long, so that little should be read ahead of their records.
    long_batches: bool,
}

/// What stands next in the stream.
///
/// ```text
/// Length -> Header -> Body -> Topic -> Partition -> (records) -> AfterPartition -> Partition | AfterTopic
///              |               ^                                                                 |
///              v               +--------------------------- Topic | AfterBody -> Length <--------+
///            Frame -> Length
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Length,
    Header,
    Frame,
    Body,
    Topic,
    Partition,
    AfterPartition,
    AfterTopic,
    AfterBody,
}

impl Scanner {
    pub(crate) fn new(max_frame: usize, versions: VersionRange) -> Self {
        Self {
            buffer: vec![0; READ_LONG],
            start: 0,
            end: 0,
            skip: 0,
            frame_left: 0,
            state: State::Length,
            request: ProduceHead::default(),
            topics_left: 0,
            partitions_left: 0,
            max_frame,
            versions,
            long_batches: false,
        }
    }

    /// Where the next bytes of the stream go; never empty. After long batches it is short, since what is read ahead of a
    /// batch's records is copied for nothing.
    pub(crate) fn space(&mut self) -> &mut [u8] {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            // A request other than Produce, or a long name: grow as the bytes arrive, not by what the length claims.
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let most = if self.long_batches && self.state != State::Frame { READ_SHORT } else { usize::MAX };
        let end = self.buffer.len().min(self.end.saturating_add(most));
        &mut self.buffer[self.end..end]
    }

    /// Takes in `count` bytes that were put into [`space`](Self::space).
    pub(crate) fn filled(&mut self, count: usize) {
        self.end = (self.end + count).min(self.buffer.len());
    }

    /// How many of the next bytes of the stream nobody wants.
    pub(crate) fn discardable(&self) -> usize {
        if self.start == self.end { self.skip } else { 0 }
    }

    /// `count` bytes, at most as many as are [`discardable`](Self::discardable), went by unseen.
    pub(crate) fn discarded(&mut self, count: usize) {
        let count = count.min(self.skip);
        self.skip -= count;
        self.frame_left -= count;
    }

    /// The next request, if all of it that matters has come.
    pub(crate) fn poll(&mut self) -> Result<Option<Scanned>, Malformed> {
        loop {
            if self.skip > 0 {
                let count = self.skip.min(self.end - self.start);
                self.start += count;
                self.discarded(count);
                if self.skip > 0 {
                    return Ok(None);
                }
            }
            match self.step() {
                Ok(None) => {}
                Ok(Some(scanned)) => return Ok(Some(scanned)),
                Err(Stop::Incomplete) => return Ok(None),
                Err(Stop::Malformed(what)) => return Err(Malformed(what)),
            }
        }
    }

    /// Consumes what stands next, whole or not at all.
    fn step(&mut self) -> Result<Option<Scanned>, Stop> {
        match self.state {
            State::Length => self.length()?,
            State::Header => self.header()?,
            State::Frame => return self.frame().map(Some),
            State::Body => self.body()?,
            State::Topic => self.topic()?,
            State::Partition => self.partition()?,
            State::AfterPartition => {
                self.tags()?;
                self.partitions_left -= 1;
                self.state = if self.partitions_left > 0 { State::Partition } else { State::AfterTopic };
            }
            State::AfterTopic => {
                self.tags()?;
                self.topics_left -= 1;
                self.state = if self.topics_left > 0 { State::Topic } else { State::AfterBody };
            }
            State::AfterBody => {
                self.tags()?;
                if self.frame_left > 0 {
                    return Err(Stop::Malformed("bytes are left after the request"));
                }
                self.state = State::Length;
                return Ok(Some(Scanned::Produce(std::mem::take(&mut self.request))));
            }
        }
        Ok(None)
    }

    fn length(&mut self) -> Result<(), Stop> {
        let bytes = self.buffer[self.start..self.end].first_chunk().ok_or(Stop::Incomplete)?;
        let length = usize::try_from(i32::from_be_bytes(*bytes))
            .map_err(|_| Stop::Malformed("the frame's length is negative"))?;
        if length > self.max_frame {
            return Err(Stop::Malformed("the frame is longer than allowed"));
        }
        self.start += 4;
        self.frame_left = length;
        self.state = State::Header;
        Ok(())
    }

    fn header(&mut self) -> Result<(), Stop> {
        let mut cursor = self.cursor();
        let (api, version) = (cursor.i16()?, cursor.i16()?);
        if ApiKey(api) != ApiKey::PRODUCE || !self.versions.contains(version) {
            self.state = State::Frame;
            return Ok(());
        }
        let correlation_id = cursor.i32()?;
        cursor.skip_classic_string()?;
        if version >= FLEXIBLE {
            cursor.tags()?;
        }
        let used = cursor.used();
        self.consume(used);
        self.request = ProduceHead { version, correlation_id, ..ProduceHead::default() };
        self.state = State::Body;
        Ok(())
    }

    /// A frame that is taken whole.
    fn frame(&mut self) -> Result<Scanned, Stop> {
        let end = self.start + self.frame_left;
        if self.end < end {
            return Err(Stop::Incomplete);
        }
        let frame = Bytes::copy_from_slice(&self.buffer[self.start..end]);
        self.consume(self.frame_left);
        self.state = State::Length;
        Ok(Scanned::Frame(frame))
    }

    /// Transactional id, acks, timeout, number of topics.
    fn body(&mut self) -> Result<(), Stop> {
        let flexible = self.flexible();
        let mut cursor = self.cursor();
        if flexible {
            cursor.skip_compact_string()?;
        } else {
            cursor.skip_classic_string()?;
        }
        let acks = cursor.i16()?;
        cursor.i32()?;
        let topics = cursor.count(flexible)?;
        let used = cursor.used();
        self.consume(used);
        self.request.acks = acks;
        self.topics_left = topics;
        self.state = if topics > 0 { State::Topic } else { State::AfterBody };
        Ok(())
    }

    /// Name or id, number of partitions.
    fn topic(&mut self) -> Result<(), Stop> {
        let flexible = self.flexible();
        let has_id = self.request.version >= TOPIC_IDS;
        let mut cursor = self.cursor();
        let (name, id) = if has_id {
            (StrBytes::default(), Uuid::from_bytes(*cursor.array()?))
        } else {
            let name = if flexible { cursor.compact_string()? } else { cursor.classic_string()? };
            let name =
                std::str::from_utf8(name).map_err(|_| Stop::Malformed("a topic's name is not UTF-8"))?;
            (StrBytes::copy_from(name), Uuid::ZERO)
        };
        let partitions = cursor.count(flexible)?;
        let used = cursor.used();
        self.consume(used);
        self.request.topics.push(TopicHead { name, id, partitions: Vec::new() });
        self.partitions_left = partitions;
        self.state = if partitions > 0 { State::Partition } else { State::AfterTopic };
        Ok(())
    }

    /// Index, length of the records, and as much of them as the header of a batch takes.
    fn partition(&mut self) -> Result<(), Stop> {
        let flexible = self.flexible();
        let mut cursor = self.cursor();
        let index = cursor.i32()?;
        let length = if flexible {
            match cursor.uvarint()? {
                0 => None,
                length => Some(length as usize - 1),
            }
        } else {
            match cursor.i32()? {
                -1 => None,
                length => Some(
                    usize::try_from(length)
                        .map_err(|_| Stop::Malformed("the records' length is negative"))?,
                ),
            }
        };
        let length_or_none = length.unwrap_or(0);
        if length_or_none > cursor.frame_left() {
            return Err(Stop::Malformed("the records are longer than the frame"));
        }
        let start = cursor.take(length_or_none.min(HEADER_LEN))?;
        let head = length.map(|length| Head::read(start, length));
        let skip = length_or_none - start.len();
        let used = cursor.used();
        self.skip = skip;
        self.consume(used);
        self.long_batches = self.skip >= LONG_BATCH;
        if let Some(topic) = self.request.topics.last_mut() {
            topic.partitions.push(PartitionHead { index, head });
        }
        self.state = State::AfterPartition;
        Ok(())
    }

    fn tags(&mut self) -> Result<(), Stop> {
        if self.flexible() {
            let mut cursor = self.cursor();
            cursor.tags()?;
            let used = cursor.used();
            self.consume(used);
        }
        Ok(())
    }

    fn flexible(&self) -> bool {
        self.request.version >= FLEXIBLE
    }

    fn cursor(&self) -> Cursor<'_> {
        let end = self.end.min(self.start.saturating_add(self.frame_left));
        Cursor { bytes: &self.buffer[self.start..end], at: 0, frame_left: self.frame_left }
    }

    fn consume(&mut self, count: usize) {
        self.start += count;
        self.frame_left -= count;
    }
}

/// Why a step consumed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Incomplete,
    Malformed(&'static str),
}

/// Reads what has come of a frame.
#[derive(Debug)]
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Bytes of the frame from the start of `bytes`, come or not.
    frame_left: usize,
}

impl<'a> Cursor<'a> {
    fn used(&self) -> usize {
        self.at
    }

    fn frame_left(&self) -> usize {
        self.frame_left - self.at
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Stop> {
        if count > self.frame_left() {
            return Err(Stop::Malformed("the frame ends early"));
        }
        let bytes = self.bytes.get(self.at..self.at + count).ok_or(Stop::Incomplete)?;
        self.at += count;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], Stop> {
        self.take(N)?.first_chunk().ok_or(Stop::Incomplete)
    }

    fn i16(&mut self) -> Result<i16, Stop> {
        self.array().map(|bytes| i16::from_be_bytes(*bytes))
    }

    fn i32(&mut self) -> Result<i32, Stop> {
        self.array().map(|bytes| i32::from_be_bytes(*bytes))
    }

    fn uvarint(&mut self) -> Result<u32, Stop> {
        let mut value = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let [byte] = *self.array()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| Stop::Malformed("a varint exceeds 32 bits"));
            }
        }
        Err(Stop::Malformed("a varint exceeds 5 bytes"))
    }

    /// Number of elements of an array; each takes a byte at least, so a larger number is refused at once.
    fn count(&mut self, flexible: bool) -> Result<usize, Stop> {
        let count = if flexible { i64::from(self.uvarint()?) - 1 } else { i64::from(self.i32()?) };
        let count = usize::try_from(count).map_err(|_| Stop::Malformed("an array is null"))?;
        if count > self.frame_left() {
            return Err(Stop::Malformed("an array is longer than the frame"));
        }
        Ok(count)
    }

    fn classic_string(&mut self) -> Result<&'a [u8], Stop> {
        let length = self.i16()?;
        let length = usize::try_from(length).map_err(|_| Stop::Malformed("a string is null"))?;
        self.take(length)
    }

    fn compact_string(&mut self) -> Result<&'a [u8], Stop> {
        match self.uvarint()? {
            0 => Err(Stop::Malformed("a string is null")),
            length => self.take(length as usize - 1),
        }
    }

    fn skip_classic_string(&mut self) -> Result<(), Stop> {
        match self.i16()? {
            -1 => Ok(()),
            length => {
                let length =
                    usize::try_from(length).map_err(|_| Stop::Malformed("a string's length is negative"))?;
                self.take(length).map(drop)
            }
        }
    }

    fn skip_compact_string(&mut self) -> Result<(), Stop> {
        match self.uvarint()? {
            0 => Ok(()),
            length => self.take(length as usize - 1).map(drop),
        }
    }

    fn tags(&mut self) -> Result<(), Stop> {
        for _ in 0..self.uvarint()? {
            self.uvarint()?;
            let length = self.uvarint()?;
            self.take(length as usize)?;
        }
        Ok(())
    }
}

/// First version of Produce with compact lengths and tagged fields.
const FLEXIBLE: i16 = 9;

/// First version of Produce with topic ids in the place of names.
const TOPIC_IDS: i16 = 13;

/// Bytes read at once while batches are short: copying them is cheaper than asking the kernel about each.
const READ_LONG: usize = 64 * 1024;

/// Bytes read at once between long batches: enough for the headers, tags and lengths between two of them.
const READ_SHORT: usize = 512;

/// From this many bytes of records on, discarding them unseen pays for the call that it takes.
const LONG_BATCH: usize = 8 * 1024;

#[cfg(test)]
mod tests;
