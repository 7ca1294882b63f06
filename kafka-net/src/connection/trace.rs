//! What a connection tells `tracing`. The names of span, events and fields are documented in the crate's README and stay.

use std::time::Duration;

use kafka_protocol::{ApiKey, CorrelationId};
use tracing::{Span, debug, debug_span, info, trace};

use super::in_flight::InFlightRequest;
use super::{ConnectionId, Peer};
use crate::error::{NetError, Sent};

/// The span of a connection, from its first attempt to its end. Events carry broker and connection too, for those who look at
/// events alone.
#[derive(Debug)]
pub(super) struct Trace {
    span: Span,
    broker: i32,
    connection: u64,
}

impl Trace {
    pub(super) fn connecting(id: ConnectionId, peer: &Peer) -> Self {
        let (broker, connection) = (peer.broker.0, id.0);
        let span = debug_span!("connection", broker, connection, address = %peer.address);
        debug!(parent: &span, broker, connection, address = %peer.address, "connecting");
        Self { span, broker, connection }
    }

    /// The other side has another id from now on.
    pub(super) fn rename(&mut self, peer: &Peer) {
        self.broker = peer.broker.0;
        self.span.record("broker", self.broker);
    }

    pub(super) fn connected(&self, peer: &Peer) {
        let Self { span, broker, connection } = self;
        info!(parent: span, broker, connection, address = %peer.address, "connected");
    }

    pub(super) fn asking_again(&self, version: i16) {
        let Self { span, broker, connection } = self;
        debug!(parent: span, broker, connection, version,
            "broker does not know this version of ApiVersions, asking again");
    }

    pub(super) fn authenticated(&self, renewed: bool) {
        let Self { span, broker, connection } = self;
        debug!(parent: span, broker, connection, renewed, "authenticated");
    }

    pub(super) fn renewing(&self) {
        let Self { span, broker, connection } = self;
        debug!(parent: span, broker, connection, "renewing the session");
    }

    pub(super) fn request(&self, api: ApiKey, version: i16, correlation_id: CorrelationId, bytes: usize) {
        let Self { span, broker, connection } = self;
        trace!(parent: span, broker, connection, api = %api, version, correlation_id = correlation_id.0, bytes,
            "request");
    }

    pub(super) fn response(&self, request: &InFlightRequest, latency: Duration, bytes: usize) {
        let Self { span, broker, connection } = self;
        trace!(parent: span, broker, connection, api = %request.api_key, version = request.version,
            correlation_id = request.correlation_id.0, bytes, latency_us = latency.as_micros() as u64, "response");
    }

    pub(super) fn failed(&self, request: &InFlightRequest, sent: Sent, error: &NetError) {
        let Self { span, broker, connection } = self;
        debug!(parent: span, broker, connection, api = %request.api_key, version = request.version,
            correlation_id = request.correlation_id.0, sent = ?sent, %error, "request failed");
    }

    pub(super) fn disconnected(&self, error: Option<&NetError>) {
        let Self { span, broker, connection } = self;
        if let Some(error) = error {
            debug!(parent: span, broker, connection, %error, "disconnected");
        } else {
            debug!(parent: span, broker, connection, "closed as planned");
        }
    }
}
