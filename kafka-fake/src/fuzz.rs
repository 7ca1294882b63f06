//! Body of the fuzz target: operations on a live cluster, drawn from bytes.

use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use kafka_protocol::messages::produce_request::{PartitionProduceData, TopicProduceData};
use kafka_protocol::messages::{ProduceRequest, SaslAuthenticateRequest, SaslHandshakeRequest};
use kafka_protocol::wire::{Records, StrBytes};
use kafka_protocol::{ApiKey, CorrelationId, ErrorCode, Request, encode_request};
use kafka_records::{
    BatchBuilder, Codec, Compression, HEADER_LEN, ProducerEpoch, ProducerId, ProducerStamp, RecordRef,
    Sequence, crc, header,
};

use crate::{
    Cluster, ClusterConfig, ConnId, ConnectionFault, ConnectionRule, Fault, FaultRule, Foreign, KafkaVersion,
    Output, SaslConfig, SaslMechanism, WireFault,
};

/// Does to a cluster whatever the bytes say: frames as they are, frames under a good header, batches under a good checksum,
/// faults, elections, time. Nothing may panic, and outputs must come to an end.
pub fn broker_ops(mut data: &[u8]) {
    let Some(setup) = take(&mut data, 3) else { return };
    let release = KafkaVersion::ALL[usize::from(setup[0]) % KafkaVersion::ALL.len()];
    let config = ClusterConfig::default()
        .brokers(usize::from(setup[1] % 3) + 1)
        .as_version(release)
        .sink(setup[2] & 1 == 1)
        .auto_create(setup[2] & 2 == 0)
        .message_max_bytes(4096)
        .recorder_capacity(16);
    let config = if setup[2] & 4 == 0 { config } else { config.sasl(sasl()) };
    let mut world = World { cluster: Cluster::new(config), now: Duration::ZERO, conn: None };
    for _ in 0..MAX_OPS {
        let Some(&[op, length]) = take(&mut data, 2).and_then(<[u8]>::first_chunk) else { break };
        let length = if op & 0x80 == 0 { usize::from(length) } else { usize::from(length) * 16 };
        let length = length.min(data.len());
        let payload = take(&mut data, length).unwrap_or_default();
        world.apply(op & 0x7f, payload);
    }
    world.advance(Duration::MAX);
}

struct World {
    cluster: Cluster,
    now: Duration,
    conn: Option<ConnId>,
}

impl World {
    fn apply(&mut self, op: u8, payload: &[u8]) {
        let first = payload.first().copied().unwrap_or(0);
        match op % 9 {
            0 => self.frame(Bytes::copy_from_slice(payload)),
            1 | 2 => self.under_header(payload),
            3 if first & 0xc0 == 0xc0 => self.produce(i16::from(first % 3), message_set(payload)),
            3 => self.produce(3, checksummed(payload)),
            4 => self.produce(3, stamped(payload)),
            5 if first & 0x80 != 0 => self.connection_fault(payload),
            5 => self.fault(payload),
            6 => self.disturb(first),
            8 => self.sasl(payload),
            _ => self.advance(Duration::from_millis(u64::from(first) * 16)),
        }
        self.drain();
    }

    fn frame(&mut self, frame: Bytes) {
        if self.conn.is_none() {
            self.conn = (1..=3).find_map(|broker| self.cluster.connect(self.now, broker));
        }
        if let Some(conn) = self.conn {
            self.cluster.handle_frame(self.now, 0, conn, frame);
        }
    }

    fn under_header(&mut self, payload: &[u8]) {
        let &[api, version, ..] = payload else { return };
        let apis: Vec<ApiKey> = KafkaVersion::apis().collect();
        let api = apis[usize::from(api) % apis.len()];
        let mut frame = BytesMut::new();
        frame.put_i16(api.0);
        frame.put_i16(i16::from(version % 20));
        frame.put_i32(1);
        frame.put_i16(-1);
        frame.extend_from_slice(&payload[2..]);
        self.frame(frame.freeze());
    }

    fn produce(&mut self, version: i16, batch: Bytes) {
        self.cluster.control().create_topic("fuzz", 1).ok();
        let partition =
            PartitionProduceData { index: 0, records: Some(Records::from(batch)), ..Default::default() };
        let topic = TopicProduceData {
            name: StrBytes::from_static("fuzz"),
            partition_data: vec![partition],
            ..Default::default()
        };
        let request = ProduceRequest { acks: -1, topic_data: vec![topic], ..Default::default() };
        self.request(version, &request);
    }

    /// A step of an authentication: a handshake or a message, good or bad.
    fn sasl(&mut self, payload: &[u8]) {
        let &[step, version, ref rest @ ..] = payload else { return };
        let mechanism = SaslMechanism::ALL[usize::from(step / 8) % SaslMechanism::ALL.len()].name();
        let good: &[&[u8]] =
            &[b"\0u\0p", b"n,,\x01auth=Bearer t\x01\x01", b"\x01", b"n,,n=u,r=x", b"c=biws,r=x,p=AAAA"];
        let auth_bytes = match step % 8 {
            0 => {
                let request = SaslHandshakeRequest { mechanism: StrBytes::from_static(mechanism) };
                return self.request(i16::from(version % 2), &request);
            }
            1 => Bytes::copy_from_slice(rest),
            2 => [b"n,,n=u,r=x", rest].concat().into(),
            choice => Bytes::from_static(good[usize::from(choice - 3) % good.len()]),
        };
        if version & 0x80 == 0 {
            let request = SaslAuthenticateRequest { auth_bytes, ..Default::default() };
            self.request(i16::from(version % 3), &request);
        } else {
            self.frame(auth_bytes);
        }
    }

    fn request<R: Request>(&mut self, version: i16, request: &R) {
        if let Ok(segments) = encode_request(version, CorrelationId(0), None, request) {
            self.frame(segments.to_bytes().slice(4..));
        }
    }

    fn fault(&mut self, payload: &[u8]) {
        let &[kind, number, ..] = payload else { return };
        let number = usize::from(number);
        let time = Duration::from_millis(number as u64);
        let code = ErrorCode(i16::from(payload[1]));
        let fault = match kind % 18 {
            0 => Fault::DropBefore,
            1 => Fault::DropAfter,
            2 => Fault::Error(code),
            3 => Fault::ErrorAfterAppend(code),
            4 => Fault::Hold(time),
            5 => Fault::Delay(time),
            6 => Fault::Throttle(i32::from(payload[1])),
            7 => Fault::LoseResponses,
            8 => Fault::Silence,
            9 => Fault::CorruptResponse,
            10 => Fault::TruncateResponse(number),
            11 => Fault::Wire(wire(payload)),
            12 => Fault::TrailingBytes(number),
            13 => Fault::FrameLength(i32::from(payload[1])),
            14 => Fault::WrongCorrelation(i32::from(payload[1])),
            15 => Fault::DuplicateResponse,
            16 => Fault::OmitPartition,
            _ => Fault::InventPartition,
        };
        let apis: Vec<ApiKey> = KafkaVersion::apis().collect();
        self.cluster.control().add_fault(FaultRule::new(apis[number % apis.len()], fault));
    }

    fn connection_fault(&mut self, payload: &[u8]) {
        let &[kind, number, ..] = payload else { return };
        let fault = match kind % 6 {
            0 => ConnectionFault::AcceptLater(Duration::from_millis(u64::from(number))),
            1 => ConnectionFault::NeverAccept,
            2 => ConnectionFault::Close,
            3 => ConnectionFault::Reset,
            4 => ConnectionFault::HalfClose,
            _ => ConnectionFault::Foreign(foreign(payload)),
        };
        let rule = ConnectionRule::new(fault).broker(i32::from(number % 3) + 1);
        self.cluster.control().add_connection_fault(rule);
        // So that there is a next connection for it.
        if let Some(conn) = self.conn.take() {
            self.cluster.disconnect(self.now, conn);
        }
    }

    fn disturb(&mut self, choice: u8) {
        let broker = i32::from(choice % 3) + 1;
        let mut control = self.cluster.control();
        let refused = match choice / 3 % 6 {
            0 => control.broker_down(broker).map(drop),
            1 => control.broker_up(broker).map(drop),
            2 => control.set_leader("fuzz", 0, broker),
            3 => control.delete_topic("fuzz"),
            4 => control.freeze_metadata(broker),
            _ => control.forget_producers("fuzz", 0),
        };
        // The choice may name a broker or topic that is not there.
        drop(refused);
    }

    fn advance(&mut self, by: Duration) {
        self.now = self.now.saturating_add(by);
        self.cluster.handle_timeout(self.now, 0);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.cluster.poll_output() {
            if let Output::Close { conn, .. } | Output::Reset { conn, .. } = output
                && self.conn == Some(conn)
            {
                self.conn = None;
            }
        }
    }
}

fn wire(payload: &[u8]) -> WireFault {
    let number = usize::from(payload.get(2).copied().unwrap_or(0));
    match payload.first().copied().unwrap_or(0) / 18 % 6 {
        0 => WireFault::Trickle { bytes: number, every: Duration::from_millis(number as u64 % 16) },
        1 => WireFault::Cut(number),
        2 => WireFault::Stall(number),
        3 => WireFault::Reset(number),
        4 => WireFault::HalfClose(number),
        _ => WireFault::Foreign(foreign(payload)),
    }
}

fn foreign(payload: &[u8]) -> Foreign {
    match payload.get(2).copied().unwrap_or(0) % 5 {
        0 => Foreign::Http,
        1 => Foreign::Ssh,
        2 => Foreign::TlsAlert,
        3 => Foreign::Noise(payload.len()),
        _ => Foreign::Bytes(Bytes::copy_from_slice(payload)),
    }
}

/// Everybody's mechanisms, for sessions that end soon.
fn sasl() -> SaslConfig {
    SaslConfig::all().user("u", "p").token("t").iterations(2).session_lifetime(Duration::from_secs(1))
}

/// Whatever the bytes are, as a batch whose length and checksum are right.
fn checksummed(payload: &[u8]) -> Bytes {
    let mut batch = BytesMut::from(payload);
    if batch.len() >= HEADER_LEN {
        let length = i32::try_from(batch.len() - header::LOG_OVERHEAD).unwrap_or(0);
        batch[header::BASE_OFFSET..header::BATCH_LENGTH].fill(0);
        batch[header::BATCH_LENGTH..header::PARTITION_LEADER_EPOCH].copy_from_slice(&length.to_be_bytes());
        batch[header::MAGIC] = header::MAGIC_V2.to_be_bytes()[0];
        let checksum = crc::crc32c(&batch[header::ATTRIBUTES..]);
        batch[header::CRC..header::ATTRIBUTES].copy_from_slice(&checksum.to_be_bytes());
    }
    batch.freeze()
}

/// Whatever the bytes are, as a message of format 0 or 1 whose size and checksum are right; a wrapper if they say so.
fn message_set(payload: &[u8]) -> Bytes {
    const MAGIC: usize = 16;
    let mut message = BytesMut::from(payload);
    if message.len() > MAGIC {
        let size = i32::try_from(message.len() - header::LOG_OVERHEAD).unwrap_or(0);
        message[8..12].copy_from_slice(&size.to_be_bytes());
        message[MAGIC] &= 1;
        let checksum = crc::crc32(&message[MAGIC..]);
        message[12..MAGIC].copy_from_slice(&checksum.to_be_bytes());
    }
    message.freeze()
}

/// A good batch of a producer whose id, epoch and sequence the first bytes say, each of the others being a record.
fn stamped(payload: &[u8]) -> Bytes {
    let &[id, epoch, sequence, compression, ref values @ ..] = payload else { return Bytes::new() };
    let codecs: Vec<Compression> = Compression::available().collect();
    let compression = codecs[usize::from(compression) % codecs.len()];
    let mut builder = BatchBuilder::<Vec<u8>>::new(compression);
    builder.add_chunk(Vec::with_capacity(32 * 1024));
    for value in values {
        let value = std::slice::from_ref(value);
        let record =
            RecordRef { timestamp: i64::from(value[0]), key: None, value: Some(value), headers: &[] };
        // The chunk is longer than all records that a payload can hold.
        builder.append(&record).ok();
    }
    let stamp = ProducerStamp {
        producer_id: ProducerId(i64::from(id % 4) - 1),
        epoch: ProducerEpoch(i16::from(epoch % 3)),
        base_sequence: Sequence(i32::from(sequence % 16)),
        transactional: false,
    };
    builder
        .finish(&Codec::new(compression))
        .map_or_else(|_| Bytes::new(), |sealed| sealed.segments(&stamp).concat().into())
}

fn take<'a>(data: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = data.split_at_checked(count)?;
    *data = rest;
    Some(taken)
}

/// Bounds the work of one input.
const MAX_OPS: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_reach_sessions_that_are_authenticated() {
        let mut world = World {
            cluster: Cluster::new(ClusterConfig::default().sasl(sasl())),
            now: Duration::ZERO,
            conn: None,
        };
        // SaslHandshake for PLAIN, its message, then a batch.
        world.apply(8, &[0, 1]);
        world.apply(8, &[3, 2]);
        world.apply(4, &[0, 0, 0, 0, 1]);
        assert_eq!(world.cluster.log("fuzz", 0).map(crate::PartitionLog::end_offset), Some(1));
        // And a new authentication, once the session is old enough.
        world.apply(7, &[70]);
        world.apply(8, &[0, 1]);
        world.apply(8, &[3, 2]);
        world.apply(4, &[0, 0, 0, 0, 1]);
        assert_eq!(world.cluster.log("fuzz", 0).map(crate::PartitionLog::end_offset), Some(2));
    }
}
