//! What a connection is told beforehand of the versions of its broker, and what its end says of them.

use std::sync::Arc;

use kafka_protocol::messages::ApiVersionsRequest;
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, Message};

use super::Cluster;
use crate::config::MetadataRecoveryStrategy;
use crate::connection::{ApiVersions, ExpectedBroker, OldRelease, Unanswered};
use crate::error::{NetError, PeerError};

impl Cluster {
    /// What a broker is taken to speak because it did not answer the question (R187): by `broker.version.fallback` after it hung up or
    /// said nothing once, without that key after it hung up twice, and only while no broker of the cluster has ever answered. Over
    /// SASL never: who could cut connections could choose an older protocol.
    pub(super) fn assumed_versions(&self, broker: BrokerId) -> Option<Arc<ApiVersions>> {
        let unanswered = self.nodes.get(&broker)?.unanswered;
        if self.config.sasl.is_some() || unanswered == 0 {
            return None;
        }
        match self.config.broker_version_fallback {
            Some(release) => Some(release.shared_versions()),
            None if self.config.probe_old_brokers && self.is_too_old(broker) => {
                Some(OldRelease::V0_9_0.shared_versions())
            }
            None => None,
        }
    }

    /// Who has to answer at a broker's address (R171). Bootstrap servers may be anyone.
    pub(super) fn expected(&self, broker: BrokerId) -> Option<ExpectedBroker> {
        let broker = self.nodes.get(&broker)?.broker();
        let checks = self.config.metadata_cluster_check
            && self.config.metadata_recovery_strategy == MetadataRecoveryStrategy::Rebootstrap;
        let cluster_id = self.metadata().cluster_id.clone().filter(|_| checks && broker.0 >= 0)?;
        Some(ExpectedBroker { cluster_id, broker: Some(broker) })
    }

    /// Takes note of how a connection ended, and says it better if it tells the age of the broker. An assumption is good for one
    /// connection: brokers are upgraded.
    pub(super) fn note_versions(
        &mut self,
        broker: BrokerId,
        unanswered: Option<Unanswered>,
        error: Option<NetError>,
    ) -> Option<NetError> {
        let node = self.nodes.get_mut(&broker)?;
        node.unanswered = match unanswered {
            Some(Unanswered::HangUp) => node.unanswered.saturating_add(1),
            // Whoever says nothing may be ill as well as old: only the key tells.
            Some(Unanswered::Silence) if self.config.broker_version_fallback.is_some() => 1,
            Some(Unanswered::Silence) | None => 0,
        };
        let peer = node.peer();
        if unanswered != Some(Unanswered::HangUp) || !self.is_too_old(broker) {
            return error;
        }
        let (api, ours) = (ApiKey::API_VERSIONS, ApiVersionsRequest::VERSIONS);
        Some(NetError::UnsupportedVersion { peer, api, ours, theirs: None })
    }

    /// Whether a broker looks like one of a release before 0.10.
    fn is_too_old(&self, broker: BrokerId) -> bool {
        self.negotiated.is_none() && self.nodes.get(&broker).is_some_and(|node| node.unanswered >= ENOUGH)
    }
}

/// Whether the broker says that this is another cluster than the one meant.
pub(super) fn wants_rebootstrap(error: &NetError) -> bool {
    let code = ErrorCode::REBOOTSTRAP_REQUIRED;
    matches!(error, NetError::Protocol { error: PeerError::NegotiationRefused { code: refused, .. }, .. } if *refused == code)
}

/// Unanswered questions after which a broker is taken for one that does not understand them.
const ENOUGH: u32 = 2;
