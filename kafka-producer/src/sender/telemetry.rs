//! Pushing metrics to the cluster (KIP-714, R165, R166).

use std::time::Duration;

use bytes::Bytes;
use kafka_net::{PeerError, SendOptions, Tick};
use kafka_protocol::messages::{
    GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse, PushTelemetryRequest,
};
use kafka_protocol::wire::Uuid;
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, Request, decode_response};

use crate::producer::snapshot_of;
use crate::sender::Sender;
use crate::telemetry::{DEFAULT_INTERVAL, Span, Subscription, Totals};

/// What the sender knows of its telemetry.
#[derive(Debug)]
pub(super) struct Telemetry {
    stage: Stage,
    /// The broker that is told, until it cannot be.
    broker: Option<BrokerId>,
    /// Given by the broker; zero before.
    instance: Uuid,
    subscription: Option<Subscription>,
    /// What the last good push told.
    told: Totals,
    told_at: Tick,
    /// What the push under way tells, and when it was made.
    telling: Totals,
    telling_at: Tick,
}

/// ```text
/// Wanted ──ask──▶ Asked ──subscribed──▶ Subscribed ◀──told── Pushing
///    ▲              │ failed               │ interval over ──▶ │
///    └──────────────┴──────── the broker forgot, or wants nothing
/// Off: switched off, not spoken by the broker, refused for good, or ended by a close.
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Off,
    Wanted { at: Tick },
    Asked { token: u64 },
    Subscribed { push_at: Tick },
    Pushing { token: u64, terminating: bool },
}

/// What became of a request.
enum Handed {
    /// It is on its way, with this token.
    Over(u64),
    /// The broker does not speak the API.
    NotSpoken,
    NotNow,
}

impl Telemetry {
    pub(super) fn new(enabled: bool, now: Tick) -> Self {
        Self {
            stage: if enabled { Stage::Wanted { at: now } } else { Stage::Off },
            broker: None,
            instance: Uuid::ZERO,
            subscription: None,
            told: Totals::new(),
            told_at: now,
            telling: Totals::new(),
            telling_at: now,
        }
    }

    fn interval(&self) -> Duration {
        self.subscription.as_ref().map_or(DEFAULT_INTERVAL, |subscription| subscription.interval)
    }

    /// The next time that something is to be done.
    pub(super) fn deadline(&self, polled_at: Tick) -> Option<Tick> {
        match self.stage {
            Stage::Wanted { at } | Stage::Subscribed { push_at: at } => Some(at).filter(|at| *at > polled_at),
            Stage::Off | Stage::Asked { .. } | Stage::Pushing { .. } => None,
        }
    }
}

impl Sender {
    /// Asks for the subscription, or pushes, when it is time.
    pub(super) fn pursue_telemetry(&mut self, now: Tick) {
        match self.telemetry.stage {
            Stage::Wanted { at } if at <= now => self.ask_for_subscription(now),
            Stage::Subscribed { push_at } if push_at <= now => {
                self.push_telemetry(now, false);
            }
            _ => {}
        }
    }

    /// A close waits for the last push, as long as it has time (A55); true when there is none to wait for.
    pub(super) fn telemetry_has_ended(&mut self, now: Tick) -> bool {
        let out_of_time = self.accumulator.signals.force_at() <= now;
        match self.telemetry.stage {
            _ if out_of_time => true,
            Stage::Off | Stage::Wanted { .. } | Stage::Asked { .. } => true,
            Stage::Subscribed { .. } => !self.push_telemetry(now, true),
            Stage::Pushing { .. } => false,
        }
    }

    fn ask_for_subscription(&mut self, now: Tick) {
        let Some(broker) = self.telemetry_broker(now) else { return };
        let request = GetTelemetrySubscriptionsRequest {
            client_instance_id: self.telemetry.instance,
            ..GetTelemetrySubscriptionsRequest::default()
        };
        let next = Stage::Wanted { at: now + self.telemetry.interval() };
        self.telemetry.stage = match self.send_telemetry(now, broker, &request) {
            Handed::Over(token) => Stage::Asked { token },
            // The cluster has no use for it, or it is switched off there.
            Handed::NotSpoken => Stage::Off,
            Handed::NotNow => next,
        };
    }

    /// Pushes what is wanted; false if it could not be sent now.
    fn push_telemetry(&mut self, now: Tick, terminating: bool) -> bool {
        let Some(broker) = self.telemetry_broker(now) else { return false };
        let Some(subscription) = self.telemetry.subscription.clone() else { return false };
        let snapshot = snapshot_of(&self.accumulator, &self.counters, &self.metrics, now);
        let span = Span {
            began: self.metrics.wall_nanos(Tick::ZERO),
            last: self.metrics.wall_nanos(self.telemetry.told_at),
            now: self.metrics.wall_nanos(now),
        };
        let Some(payload) = subscription.payload(&snapshot, &self.telemetry.told, span) else {
            tracing::debug!("metrics are larger than the broker takes");
            self.telemetry.stage = Stage::Subscribed { push_at: now + subscription.interval };
            return false;
        };
        let request = PushTelemetryRequest {
            client_instance_id: self.telemetry.instance,
            subscription_id: subscription.id,
            terminating,
            compression_type: payload.compression.id() as i8,
            metrics: Bytes::from(payload.bytes),
            ..PushTelemetryRequest::default()
        };
        let token = match self.send_telemetry(now, broker, &request) {
            Handed::Over(token) => token,
            // In a cluster that is being upgraded another broker may have more to say.
            Handed::NotSpoken | Handed::NotNow => {
                self.telemetry.broker = None;
                self.telemetry.stage = Stage::Subscribed { push_at: now + subscription.interval };
                return false;
            }
        };
        self.telemetry.telling = payload.totals;
        self.telemetry.telling_at = now;
        self.telemetry.stage = Stage::Pushing { token, terminating };
        true
    }

    /// The broker of before, or else one that takes requests now: none is connected to for this.
    fn telemetry_broker(&mut self, now: Tick) -> Option<BrokerId> {
        let has_room = |broker: &BrokerId| self.cluster.free_slots(now, *broker) > 0;
        let broker = self.telemetry.broker.filter(has_room);
        let broker = broker.or_else(|| {
            let members = self.cluster.metadata().brokers.keys().copied();
            members.into_iter().find(has_room)
        });
        self.telemetry.broker = broker;
        broker
    }

    fn send_telemetry<R: Request>(&mut self, now: Tick, broker: BrokerId, request: &R) -> Handed {
        let Some(version) = self.cluster.version(broker, R::API_KEY, R::VERSIONS) else {
            return Handed::NotSpoken;
        };
        let token = self.new_token();
        let options = SendOptions { expects_response: true, timeout: self.config.net.request_timeout };
        match self.cluster.send(now, broker, token, version, request, options) {
            Ok(()) => Handed::Over(token),
            Err(error) => {
                tracing::debug!(broker = broker.0, %error, "a request of telemetry could not be handed over");
                Handed::NotNow
            }
        }
    }

    /// True if the token was that of a request of telemetry.
    pub(super) fn telemetry_answered(
        &mut self,
        now: Tick,
        token: u64,
        broker: BrokerId,
        version: i16,
        body: &Bytes,
    ) -> bool {
        match self.telemetry.stage {
            Stage::Asked { token: asked } if asked == token => {
                let api = ApiKey::GET_TELEMETRY_SUBSCRIPTIONS;
                match decode_response::<GetTelemetrySubscriptionsRequest>(version, body) {
                    Ok((_, response)) => {
                        self.cluster.throttle(now, broker, api, version, response.throttle_time_ms);
                        self.take_subscription(now, &response);
                    }
                    Err(error) => {
                        self.telemetry.stage = Stage::Off;
                        self.cluster.fail_connection(now, broker, PeerError::Decode { api, error });
                    }
                }
            }
            Stage::Pushing { token: pushed, terminating } if pushed == token => {
                let api = ApiKey::PUSH_TELEMETRY;
                match decode_response::<PushTelemetryRequest>(version, body) {
                    Ok((_, response)) => {
                        self.cluster.throttle(now, broker, api, version, response.throttle_time_ms);
                        self.pushed(now, ErrorCode(response.error_code), terminating);
                    }
                    Err(error) => {
                        self.telemetry.stage = Stage::Off;
                        self.cluster.fail_connection(now, broker, PeerError::Decode { api, error });
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// True if the token was that of a request of telemetry.
    pub(super) fn telemetry_failed(&mut self, now: Tick, token: u64) -> bool {
        let next = now + self.telemetry.interval();
        self.telemetry.stage = match self.telemetry.stage {
            Stage::Asked { token: asked } if asked == token => Stage::Wanted { at: next },
            Stage::Pushing { token: pushed, terminating: false } if pushed == token => {
                Stage::Subscribed { push_at: next }
            }
            Stage::Pushing { token: pushed, terminating: true } if pushed == token => Stage::Off,
            _ => return false,
        };
        self.telemetry.broker = None;
        true
    }

    fn take_subscription(&mut self, now: Tick, response: &GetTelemetrySubscriptionsResponse) {
        let code = ErrorCode(response.error_code);
        if code != ErrorCode::NONE {
            tracing::debug!(%code, "no subscription of metrics");
            self.telemetry.stage = if code.is_retriable() || code == ErrorCode::THROTTLING_QUOTA_EXCEEDED {
                Stage::Wanted { at: now + self.telemetry.interval() }
            } else {
                Stage::Off
            };
            return;
        }
        let subscription = Subscription::of(response);
        if !response.client_instance_id.is_zero() {
            self.telemetry.instance = response.client_instance_id;
            self.metrics.set_instance(response.client_instance_id);
        }
        self.telemetry.stage = if subscription.is_empty() {
            Stage::Wanted { at: now + subscription.interval }
        } else {
            // Clients that start together do not push together.
            let share = self.rng.uniform(0.5, 1.5);
            Stage::Subscribed { push_at: now + subscription.interval.mul_f64(share) }
        };
        self.telemetry.subscription = Some(subscription);
    }

    fn pushed(&mut self, now: Tick, code: ErrorCode, terminating: bool) {
        let telling = std::mem::take(&mut self.telemetry.telling);
        if code == ErrorCode::NONE {
            self.telemetry.told = telling;
            self.telemetry.told_at = self.telemetry.telling_at;
        } else {
            tracing::debug!(%code, "metrics were not taken");
        }
        self.telemetry.stage = match code {
            _ if terminating => Stage::Off,
            ErrorCode::NONE | ErrorCode::TELEMETRY_TOO_LARGE | ErrorCode::THROTTLING_QUOTA_EXCEEDED => {
                Stage::Subscribed { push_at: now + self.telemetry.interval() }
            }
            ErrorCode::UNKNOWN_SUBSCRIPTION_ID | ErrorCode::UNSUPPORTED_COMPRESSION_TYPE => {
                Stage::Wanted { at: now }
            }
            _ => Stage::Off,
        };
    }
}
