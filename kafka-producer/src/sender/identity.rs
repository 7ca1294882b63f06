//! Asking for a producer id, and raising the epoch (R155, R164).

use bytes::Bytes;
use kafka_net::{NetError, PeerError, SendOptions, Tick};
use kafka_protocol::messages::{InitProducerIdRequest, InitProducerIdResponse};
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, VersionRange, decode_response};
use kafka_records::{ProducerEpoch, ProducerId};

use crate::delivery::BatchOutcome;
use crate::error::{Outcome, ProduceError, ProduceErrorKind};
use crate::sender::Sender;
use crate::sender::sequence::{Identity, Repair, examine};
use crate::stats::add;

/// InitProducerId v6 only carries two-phase-commit flags (R170).
const INIT_PRODUCER_ID_VERSIONS: VersionRange = VersionRange::new(0, 5);

/// What helps against brokers that do not know producer ids.
pub(super) const IDEMPOTENCE_ADVICE: &str =
    "idempotence needs Kafka 0.11 or later: set enable.idempotence=false if duplicates are acceptable";

impl Sender {
    /// Asks for a producer id while one is wanted.
    pub(super) fn pursue_identity(&mut self, now: Tick) {
        let Identity::Wanted { at, failures } = self.identity else { return };
        if at > now {
            return;
        }
        let Some(broker) = self.cluster.least_loaded(now) else { return };
        if !self.cluster.ready(now, broker) {
            return;
        }
        let Some(version) = self.cluster.version(broker, ApiKey::INIT_PRODUCER_ID, INIT_PRODUCER_ID_VERSIONS)
        else {
            let message = self.too_old(broker);
            self.fail_for_version(now, &message);
            return;
        };
        // R148
        let request = InitProducerIdRequest {
            transactional_id: None,
            transaction_timeout_ms: i32::MAX,
            ..InitProducerIdRequest::default()
        };
        let token = self.new_token();
        let options = SendOptions { expects_response: true, timeout: self.config.net.request_timeout };
        match self.cluster.send(now, broker, token, version, &request, options) {
            Ok(()) => self.identity = Identity::Asked { token, failures },
            Err(error) => {
                tracing::debug!(broker = broker.0, %error, "InitProducerId could not be sent");
                self.want_identity_later(now, failures);
            }
        }
    }

    fn too_old(&self, broker: BrokerId) -> String {
        let error = self.cluster.peer(broker).map(|peer| {
            let (api, ours) = (ApiKey::INIT_PRODUCER_ID, INIT_PRODUCER_ID_VERSIONS);
            let theirs = self.cluster.api_versions(broker).and_then(|versions| versions.range(api));
            NetError::UnsupportedVersion { peer, api, ours, theirs }.to_string()
        });
        format!("{}; {IDEMPOTENCE_ADVICE}", error.unwrap_or_default())
    }

    /// When to look after the producer id again.
    pub(super) fn identity_deadline(&self) -> Option<Tick> {
        match self.identity {
            Identity::Wanted { at, .. } if at > self.polled_at => Some(at),
            // Due, and nobody could be asked: an event changes that, or the end of a back-off.
            Identity::Wanted { .. } => self.next_attempt(self.cluster.metadata().brokers.keys().copied()),
            _ => None,
        }
    }

    fn want_identity_later(&mut self, now: Tick, failures: u32) {
        let at = now + self.backoff.delay(failures, &mut self.rng);
        self.identity = Identity::Wanted { at, failures: failures.saturating_add(1) };
    }

    /// True if the token was that of the InitProducerId request.
    pub(super) fn identity_failed(&mut self, now: Tick, token: u64, error: &NetError) -> bool {
        let Identity::Asked { token: asked, failures } = self.identity else { return false };
        if asked != token {
            return false;
        }
        tracing::debug!(%error, "InitProducerId failed");
        self.want_identity_later(now, failures);
        true
    }

    /// True if the token was that of the InitProducerId request.
    pub(super) fn identity_answered(
        &mut self,
        now: Tick,
        token: u64,
        broker: BrokerId,
        version: i16,
        body: &Bytes,
    ) -> bool {
        let Identity::Asked { token: asked, failures } = self.identity else { return false };
        if asked != token {
            return false;
        }
        let answer = match decode_response::<InitProducerIdRequest>(version, body) {
            Ok((_, answer)) => answer,
            Err(error) => {
                let error = PeerError::Decode { api: ApiKey::INIT_PRODUCER_ID, error };
                self.cluster.fail_connection(now, broker, error);
                self.want_identity_later(now, failures);
                return true;
            }
        };
        let throttle = answer.throttle_time_ms;
        self.cluster.throttle(now, broker, ApiKey::INIT_PRODUCER_ID, version, throttle);
        self.take_identity(now, failures, &answer);
        true
    }

    pub(super) fn take_identity(&mut self, now: Tick, failures: u32, answer: &InitProducerIdResponse) {
        let code = ErrorCode(answer.error_code);
        if code == ErrorCode::NONE {
            if answer.producer_id < 0 || answer.producer_epoch < 0 {
                // L18
                self.fail_fatally(now, "the broker answered InitProducerId with a negative id or epoch");
                return;
            }
            let (id, epoch) = (ProducerId(answer.producer_id), ProducerEpoch(answer.producer_epoch));
            tracing::debug!(producer_id = id.0, epoch = epoch.0, "producer id assigned");
            self.identity = Identity::Known { id, epoch };
            self.start_again_where_wanted(id, epoch, now);
        } else if code.is_retriable() {
            self.want_identity_later(now, failures);
        } else if code == ErrorCode::CLUSTER_AUTHORIZATION_FAILED {
            // The table of E30: what is pending fails, and the request is repeated after a back-off.
            let message =
                format!("no producer id: {code}; idempotent sends need IdempotentWrite on the cluster");
            self.fail_everything(now, &ProduceErrorKind::Broker(code), &message);
            self.want_identity_later(now, failures);
        } else {
            self.fail_fatally(now, &format!("InitProducerId failed: {code}"));
        }
    }

    /// Partitions whose place was lost go on under a new epoch, once that is safe.
    pub(super) fn repair_sequences(&mut self, now: Tick) {
        if self.troubled.is_empty() {
            return;
        }
        let Identity::Known { id, epoch } = self.identity else { return };
        let before: Vec<u32> = self.troubled.iter().copied().collect();
        let repair = examine(&mut self.troubled, &mut self.partitions);
        if let Repair::Bump(_) = repair {
            if epoch.0 == i16::MAX {
                // R155: the epochs of this id are used up. The partitions start again once the new id is there.
                self.identity = Identity::Wanted { at: now, failures: 0 };
                return;
            }
            let epoch = ProducerEpoch(epoch.0 + 1);
            tracing::info!(producer_id = id.0, epoch = epoch.0, "producer epoch raised");
            add(&self.counters.epoch_bumps, 1);
            self.identity = Identity::Known { id, epoch };
            self.start_again_where_wanted(id, epoch, now);
        }
        for id in before {
            self.evaluate(now, id);
        }
    }

    /// Restarts the sequences of the partitions that wait for a new identity (R156, R157).
    fn start_again_where_wanted(&mut self, producer: ProducerId, epoch: ProducerEpoch, now: Tick) {
        let Repair::Bump(ids) = examine(&mut self.troubled, &mut self.partitions) else { return };
        for id in ids {
            self.troubled.remove(&id);
            let Some(p) = self.partitions.get_mut(id as usize) else { continue };
            p.sequence.restart((producer, epoch));
            let mut lost = Vec::new();
            let mut kept = std::collections::VecDeque::with_capacity(p.retries.len());
            for mut batch in std::mem::take(&mut p.retries) {
                if batch.unproven {
                    // An attempt under the old sequence may still reach the log: a second one would write the
                    // records twice (E46, I21).
                    lost.push(batch);
                    continue;
                }
                batch.stamp = p.sequence.assign(batch.sealed.count());
                batch.reopened = true;
                kept.push_back(batch);
            }
            p.retries = kept;
            for mut batch in lost {
                let error = ProduceError::new(
                    ProduceErrorKind::Broker(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER),
                    Outcome::Unknown,
                    &batch.context(now),
                    "a batch before this one was lost, and this one may have been written".to_owned(),
                );
                self.count_failed(Outcome::Unknown, batch.sealed.count(), &batch.partition);
                if let Some(finished) = batch.finish(BatchOutcome::Failed(error)) {
                    self.tell(id, batch.ordinal, finished);
                }
            }
            self.evaluate(now, id);
        }
    }
}
