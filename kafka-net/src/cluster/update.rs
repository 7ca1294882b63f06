use std::sync::Arc;

use bytes::Bytes;
use kafka_protocol::messages::metadata_request::{MetadataRequest, MetadataRequestTopic};
use kafka_protocol::messages::metadata_response::MetadataResponse;
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, Message, decode_response};
use tracing::{debug, warn};

use super::cache::Bounds;
use super::control::CONTROL;
use super::node::Node;
use super::selection::Choice;
use super::{Cluster, Event, METADATA_TOKEN};
use crate::connection::{Connection, SendOptions};
use crate::error::{CloseReason, NetError, PeerError};
use crate::time::Tick;

/// The one metadata request that is under way (R119).
#[derive(Debug)]
pub(super) struct UpdateInProgress {
    /// Whom it was sent to.
    pub(super) broker: BrokerId,
    full: bool,
    asked: Vec<Arc<str>>,
}

impl Cluster {
    /// Moves the metadata on as far as it goes now, and sets the timer for the rest.
    pub(super) fn update_metadata(&mut self, now: Tick) {
        self.now = now;
        self.find_coordinators(now);
        self.update_timer = Tick::MAX;
        if self.closed || self.update.is_some() {
            return;
        }
        let due = self.schedule.due(self.topics.any_new());
        if due > now {
            self.update_timer = due;
            return;
        }
        self.schedule.attempt(now);
        let trigger = self.config.metadata_recovery_rebootstrap_trigger;
        if self.may_rebootstrap() && self.schedule.recovery_due(trigger) <= now {
            self.rebootstrap(now, "no metadata for the time of metadata.recovery.rebootstrap.trigger.ms");
        }
        let mut choice = self.choose_for_update(now);
        if choice == (Choice::Nobody { unreachable: true }) && self.may_rebootstrap() {
            self.rebootstrap(now, "no known broker can be reached");
            choice = self.choose_for_update(now);
        }
        match choice {
            Choice::Ready(broker) => return self.send_update(now, broker),
            // Not for ever: a busy connection is better than none.
            Choice::Connecting(CONTROL) => self.update_timer = self.control_patience(),
            // R119: no second connection while one is being made.
            Choice::Connecting(_) => {}
            Choice::Connectable(broker) => self.open(now, broker),
            Choice::Nobody { .. } => self.update_timer = self.choice_changes(now),
        }
        if self.may_rebootstrap() {
            self.update_timer = self.update_timer.min(self.schedule.recovery_due(trigger));
        }
    }

    /// Has metadata asked for although no topic is in use, of brokers whose version 0 answers that with every topic they have: somebody
    /// wants to know the brokers, whatever it costs.
    #[cfg(any(feature = "tokio", test))]
    pub(crate) fn want_brokers_alone(&mut self) {
        self.wants_brokers_alone = true;
    }

    fn choose_for_update(&mut self, now: Tick) -> Choice {
        // One slot more than others have, and in line behind a half-written request: a full pipe never delays metadata.
        let limit = self.config.max_in_flight + 1;
        match self.choose(now, |c: &Connection| c.can_queue(now, limit)) {
            Choice::Ready(broker) => self.spare_full_pipe(now, broker),
            other => other,
        }
    }

    fn send_update(&mut self, now: Tick, broker: BrokerId) {
        let Some(version) = self.version(broker, ApiKey::METADATA, MetadataRequest::VERSIONS) else { return };
        let full = self.schedule.is_full(now);
        let asked = self.topics.names(!full);
        if version == 0 && asked.is_empty() && !self.wants_brokers_alone {
            // R178: an empty list means every topic in version 0. Wait for the first topic instead.
            debug!(broker = broker.0, "metadata is asked for with the first topic");
            return;
        }
        let topics = asked.iter().map(|name| MetadataRequestTopic {
            name: Some(StrBytes::copy_from(name)),
            ..MetadataRequestTopic::default()
        });
        let request = MetadataRequest {
            topics: Some(topics.collect()),
            // Before v4 the broker alone decides.
            allow_auto_topic_creation: self.config.allow_auto_topic_creation || version < 4,
            ..MetadataRequest::default()
        };
        let options = SendOptions { expects_response: true, timeout: self.config.request_timeout };
        let Some(connection) = self.connection_mut(broker) else { return };
        match connection.send(now, METADATA_TOKEN, version, &request, options) {
            Ok(()) => {
                debug!(broker = broker.0, full, topics = asked.len(), "asking for metadata");
                self.schedule.sent(now, full);
                self.update = Some(UpdateInProgress { broker, full, asked });
                self.pump(now, broker);
            }
            Err(error) => {
                // A topic name that no request can carry. The back-off keeps this from spinning.
                warn!(broker = broker.0, %error, "metadata cannot be asked for");
                self.schedule.failed(now, full, &mut self.rng);
                self.update_timer = self.schedule.due(self.topics.any_new());
                self.last_error = Some(error.into());
            }
        }
    }

    pub(super) fn handle_metadata_response(
        &mut self,
        now: Tick,
        broker: BrokerId,
        version: i16,
        frame: &Bytes,
    ) {
        match decode_response::<MetadataRequest>(version, frame) {
            Ok((_, response)) => {
                self.throttle(now, broker, ApiKey::METADATA, version, response.throttle_time_ms);
                self.take_metadata(now, broker, version, &response);
            }
            Err(error) => {
                let error = PeerError::Decode { api: ApiKey::METADATA, error };
                if let Some(node) = self.nodes.get(&broker) {
                    let error = NetError::Protocol { peer: node.peer(), error: error.clone() };
                    self.update_failed(now, error);
                }
                if let Some(connection) = self.connection_mut(broker) {
                    connection.fail(error);
                }
            }
        }
    }

    fn take_metadata(&mut self, now: Tick, broker: BrokerId, version: i16, response: &MetadataResponse) {
        let Some(peer) = self.nodes.get(&broker).map(Node::peer) else { return };
        let code = ErrorCode(response.error_code);
        if code != ErrorCode::NONE {
            self.update_failed(now, NetError::Broker { peer, api: ApiKey::METADATA, code });
            if code == ErrorCode::REBOOTSTRAP_REQUIRED && self.may_rebootstrap() {
                self.rebootstrap(now, "the broker asked for it");
            }
            return;
        }
        let Some(update) = self.update.take() else { return };
        // R129: a topic that went idle leaves with the response that would have refreshed it.
        self.topics.expire(now, self.config.metadata_max_idle);
        let known = self.metadata().cluster_id.clone();
        match self.cache.apply(response, version, &update.asked, &self.topics, self.bounds()) {
            Ok(applied) => {
                self.topics.settled(&update.asked);
                self.last_error = None;
                let any_new = self.topics.any_new();
                self.schedule.succeeded(now, update.full, applied.news, any_new, &mut self.rng);
                if applied.ask_again {
                    self.schedule.request();
                }
                let metadata = self.metadata();
                debug!(
                    broker = broker.0,
                    version = metadata.version,
                    brokers = metadata.brokers.len(),
                    topics = metadata.topics.len(),
                    "metadata updated"
                );
                let told = self.metadata().cluster_id.clone().filter(|id| Some(id) != known.as_ref());
                self.events.extend(told.map(Event::ClusterIdentified));
                self.queue_metadata_event();
                self.sync_nodes(now);
                self.forget_absent_coordinators(now);
            }
            Err(error) => {
                self.update = Some(update);
                self.update_failed(now, NetError::Protocol { peer, error });
            }
        }
    }

    /// How much metadata may say (L14).
    pub(super) fn bounds(&self) -> Bounds {
        Bounds { brokers: self.config.metadata_max_brokers, partitions: self.config.metadata_max_partitions }
    }

    pub(super) fn update_failed(&mut self, now: Tick, error: NetError) {
        let Some(update) = self.update.take() else { return };
        debug!(%error, "metadata update failed");
        self.schedule.failed(now, update.full, &mut self.rng);
        if !matches!(
            error,
            NetError::Closed { reason: CloseReason::ClientClosed | CloseReason::Rebootstrap, .. }
        ) {
            self.note_error(error);
        }
    }

    /// R122: a refusal stays the cause of what fails later, until a connection has authenticated.
    pub(super) fn note_error(&mut self, error: NetError) {
        let refused = self.last_error.as_ref().is_some_and(NetError::is_authentication);
        if !refused || error.is_authentication() {
            self.last_error = Some(error);
        }
    }

    /// Several changes between two drains are one event with the newest snapshot.
    pub(super) fn queue_metadata_event(&mut self) {
        if !std::mem::replace(&mut self.metadata_event_queued, true) {
            self.events.push_back(Event::MetadataUpdated(Arc::clone(self.metadata())));
        }
    }
}
