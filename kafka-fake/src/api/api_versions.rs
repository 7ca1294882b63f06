//! ApiVersions (18), v0 to v5.
//!
//! Kept: the ranges of the release that the cluster poses as; a version that it does not know is answered in v0 with
//! UNSUPPORTED_VERSION and, since 2.4, the range of ApiVersions itself (KIP-511); software name and version are checked
//! (v3); the cluster and node that the client wants to talk to are checked (v5, KIP-1242).
//!
//! Left out: supported and finalized features.

use kafka_protocol::messages::api_versions_response::ApiVersion;
use kafka_protocol::messages::{ApiVersionsRequest, ApiVersionsResponse};
use kafka_protocol::{ApiKey, ErrorCode, VersionRange};

use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::version::KafkaVersion;

impl Api for ApiVersionsRequest {
    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<ApiVersionsResponse> {
        if let Some(code) = context.refusal_of_all().or_else(|| context.disguise_of_all()) {
            return Answer::Reply(refused(code));
        }
        if context.version >= 3
            && !(is_legal_software(&self.client_software_name)
                && is_legal_software(&self.client_software_version))
        {
            return Answer::Reply(refused(ErrorCode::INVALID_REQUEST));
        }
        let other_cluster = self.cluster_id.as_ref().is_some_and(|id| id.as_str() != cluster.cluster_id());
        let other_node = self.node_id != -1 && self.node_id != context.broker.0;
        if other_cluster || other_node {
            return Answer::Reply(refused(ErrorCode::REBOOTSTRAP_REQUIRED));
        }
        cluster.versions_told(context.conn);
        let api_keys = KafkaVersion::apis()
            .chain(TELEMETRY)
            .filter_map(|api| Some(entry(api, cluster.advertises(api)?)))
            .collect();
        Answer::Reply(ApiVersionsResponse { api_keys, ..Default::default() })
    }

    fn throttle(response: &mut ApiVersionsResponse, throttle_time_ms: i32) {
        response.throttle_time_ms = throttle_time_ms;
    }
}

impl Cluster {
    /// The range that brokers advertise for an API.
    fn advertises(&self, api: ApiKey) -> Option<VersionRange> {
        let told = self.advertised.get(&api).copied().or_else(|| self.config.as_version.advertises(api));
        told.or_else(|| self.speaks_telemetry(api))
    }
}

impl Cluster {
    /// Brokers tell of the APIs of telemetry only where somebody has a use for them.
    pub(crate) fn speaks_telemetry(&self, api: ApiKey) -> Option<VersionRange> {
        let wanted = self.config.telemetry.is_some() && self.config.as_version >= KafkaVersion::V3_7;
        (wanted && TELEMETRY.contains(&api)).then_some(VersionRange { min: 0, max: 0 })
    }
}

const TELEMETRY: [ApiKey; 2] = [ApiKey::GET_TELEMETRY_SUBSCRIPTIONS, ApiKey::PUSH_TELEMETRY];

/// The answer, in v0, to a version that is not spoken.
pub(crate) fn unsupported(cluster: &Cluster) -> ApiVersionsResponse {
    let mut response = refused(ErrorCode::UNSUPPORTED_VERSION);
    if cluster.config.as_version >= KafkaVersion::V2_4 {
        let range = cluster.advertises(ApiKey::API_VERSIONS);
        response.api_keys.extend(range.map(|range| entry(ApiKey::API_VERSIONS, range)));
    }
    response
}

/// The answer amid an authentication.
pub(crate) fn illegal_sasl_state() -> ApiVersionsResponse {
    refused(ErrorCode::ILLEGAL_SASL_STATE)
}

fn refused(code: ErrorCode) -> ApiVersionsResponse {
    ApiVersionsResponse { error_code: code.0, ..Default::default() }
}

fn entry(api: ApiKey, range: VersionRange) -> ApiVersion {
    ApiVersion { api_key: api.0, min_version: range.min, max_version: range.max, ..Default::default() }
}

/// `[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?`
fn is_legal_software(text: &str) -> bool {
    let is_inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    match text.as_bytes() {
        [] => false,
        [only] => only.is_ascii_alphanumeric(),
        [first, inner @ .., last] => {
            first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() && inner.iter().all(is_inner)
        }
    }
}
