//! Responses on their way out, and what the script does to them.

use std::time::Duration;

use bytes::{BufMut, BytesMut};
use kafka_protocol::encode_response;
use kafka_protocol::wire::Segments;

use super::{Cluster, ConnId, Output, splitmix};
use crate::api::Api;
use crate::connection::{Delivery, ReplyTo, Work};
use crate::error::CloseReason;
use crate::fault::{Fault, FaultRule, Shaped, Then};
use crate::version::KafkaVersion;

impl Cluster {
    /// Encodes a response and sends it, as far as the script lets it.
    pub(super) fn reply<R: Api>(&mut self, to: ReplyTo, mut response: R::Response, rule: Option<&FaultRule>) {
        match rule.map(|rule| &rule.fault) {
            Some(Fault::Throttle(ms)) => R::throttle(&mut response, *ms),
            Some(Fault::DropAfter) => return self.close(to.conn, CloseReason::Fault("drop after")),
            Some(Fault::LoseResponses) => {
                if let Some(connection) = self.connections.get_mut(&to.conn) {
                    connection.deaf = true;
                }
            }
            _ => {}
        }
        let segments = match encode_response(R::API_KEY, to.version, to.correlation_id, &response) {
            Ok(segments) => segments,
            Err(error) => return self.close(to.conn, CloseReason::Internal(error.to_string())),
        };
        let mut delivery = self.deface(segments, rule.map(|rule| &rule.fault));
        let hold = match rule.map(|rule| &rule.fault) {
            Some(Fault::Hold(time)) => Some(*time),
            // KIP-219: brokers before 2.0 sit on the response.
            Some(Fault::Throttle(_)) if self.config.as_version < KafkaVersion::V2_0 => {
                delivery.mute_for.take()
            }
            _ => None,
        };
        if let Some(time) = hold {
            let at = self.clock.now.saturating_add(time);
            self.work(to.conn, Work::Respond { at, delivery });
        } else {
            self.deliver(to.conn, delivery);
        }
    }

    /// Faults that change the bytes of a response.
    fn deface(&mut self, segments: Segments, fault: Option<&Fault>) -> Delivery {
        let mut bytes = match fault {
            Some(Fault::Throttle(ms)) => {
                let mute_for = Some(Duration::from_millis(u64::try_from(*ms).unwrap_or(0)));
                return Delivery { segments: vec![segments], mute_for, then: Then::Nothing };
            }
            Some(Fault::Wire(wire)) => {
                let Shaped { first, then } = wire.strike(segments.to_bytes(), &mut self.noise);
                return Delivery { segments: vec![Segments::from(first)], mute_for: None, then };
            }
            Some(
                Fault::CorruptResponse
                | Fault::TruncateResponse(_)
                | Fault::TrailingBytes(_)
                | Fault::FrameLength(_)
                | Fault::WrongCorrelation(_)
                | Fault::DuplicateResponse,
            ) => BytesMut::from(segments.to_bytes().as_ref()),
            _ => return Delivery { segments: vec![segments], ..Delivery::default() },
        };
        let mut copies = 1;
        match fault {
            Some(Fault::CorruptResponse) => {
                for byte in bytes.iter_mut().skip(RESPONSE_BODY) {
                    *byte = splitmix(&mut self.noise) as u8;
                }
            }
            Some(Fault::TruncateResponse(count)) => {
                bytes.truncate(bytes.len().saturating_sub(*count).max(RESPONSE_BODY));
                set_frame_length(&mut bytes);
            }
            Some(Fault::TrailingBytes(count)) => {
                bytes.put_bytes(0, *count);
                set_frame_length(&mut bytes);
            }
            Some(Fault::FrameLength(length)) => bytes[..LENGTH].copy_from_slice(&length.to_be_bytes()),
            Some(Fault::WrongCorrelation(by)) => {
                if let Some(field) = bytes[LENGTH..].first_chunk_mut() {
                    *field = i32::from_be_bytes(*field).wrapping_add(*by).to_be_bytes();
                }
            }
            _ => copies = 2,
        }
        let bytes = bytes.freeze();
        let segments = (0..copies).map(|_| Segments::from(bytes.clone())).collect();
        Delivery { segments, ..Delivery::default() }
    }

    pub(super) fn deliver(&mut self, conn: ConnId, delivery: Delivery) {
        let Some(connection) = self.connections.get_mut(&conn) else { return };
        if !connection.deaf {
            let whole = delivery.segments.into_iter().filter(|segments| !segments.is_empty());
            self.outputs.extend(whole.map(|segments| Output::Send { conn, segments }));
        }
        if let Some(time) = delivery.mute_for {
            connection.work = Some(Work::Mute { until: self.clock.now.saturating_add(time) });
        }
        self.follow(conn, delivery.then);
    }

    /// Closes a connection whose last response has been sent.
    pub(super) fn close_after_last(&mut self, conn: ConnId) {
        if let Some(connection) = self.connections.get_mut(&conn)
            && connection.work.is_none()
            && let Some(reason) = connection.last.take()
        {
            self.close(conn, reason);
        }
    }
}

fn set_frame_length(bytes: &mut BytesMut) {
    let length = i32::try_from(bytes.len() - LENGTH).unwrap_or(i32::MAX);
    bytes[..LENGTH].copy_from_slice(&length.to_be_bytes());
}

/// Bytes of a frame's length.
const LENGTH: usize = 4;

/// Where the body of a response starts: after length and correlation id.
const RESPONSE_BODY: usize = 8;
