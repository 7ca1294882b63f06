//! Which versions of which APIs two sides have in common.

use std::fmt::Write;

use kafka_net::ApiVersions;
use kafka_protocol::messages as m;
use kafka_protocol::{ApiKey, Message, Request, VersionRange};

/// What a broker speaks, what this program could speak, and what they would.
pub(super) fn describe(theirs: &ApiVersions) -> String {
    let mut text = String::new();
    for (api, range) in theirs.iter() {
        write!(text, "  {:<36} {:<8}", api.to_string(), range.to_string()).ok();
        match OURS.iter().find(|(key, _)| *key == api) {
            Some((_, ours)) => match theirs.highest_common(api, *ours) {
                Some(version) => writeln!(text, "kp {:<8}using {version}", ours.to_string()).ok(),
                None => writeln!(text, "kp {:<8}none in common", ours.to_string()).ok(),
            },
            None => writeln!(text, "kp -").ok(),
        };
    }
    text
}

const fn versions<R: Request>() -> (ApiKey, VersionRange) {
    (R::API_KEY, <R as Message>::VERSIONS)
}

/// Every request that can be sent.
const OURS: &[(ApiKey, VersionRange)] = &[
    versions::<m::ProduceRequest>(),
    versions::<m::FetchRequest>(),
    versions::<m::ListOffsetsRequest>(),
    versions::<m::MetadataRequest>(),
    versions::<m::FindCoordinatorRequest>(),
    versions::<m::SaslHandshakeRequest>(),
    versions::<m::ApiVersionsRequest>(),
    versions::<m::CreateTopicsRequest>(),
    versions::<m::DeleteTopicsRequest>(),
    versions::<m::InitProducerIdRequest>(),
    versions::<m::AddPartitionsToTxnRequest>(),
    versions::<m::AddOffsetsToTxnRequest>(),
    versions::<m::EndTxnRequest>(),
    versions::<m::TxnOffsetCommitRequest>(),
    versions::<m::SaslAuthenticateRequest>(),
    versions::<m::DescribeClusterRequest>(),
    versions::<m::GetTelemetrySubscriptionsRequest>(),
    versions::<m::PushTelemetryRequest>(),
];

#[cfg(test)]
mod tests {
    use super::*;
    use kafka_protocol::messages::ApiVersionsResponse;
    use kafka_protocol::messages::api_versions_response::ApiVersion;

    #[test]
    fn the_highest_common_version_is_named() {
        let offer = |api: ApiKey, min_version, max_version| ApiVersion {
            api_key: api.0,
            min_version,
            max_version,
            ..ApiVersion::default()
        };
        let response = ApiVersionsResponse {
            api_keys: vec![
                offer(ApiKey::FETCH, 0, 11),
                offer(ApiKey::JOIN_GROUP, 0, 9),
                offer(ApiKey::METADATA, 99, 99),
            ],
            ..ApiVersionsResponse::default()
        };
        let text = describe(&ApiVersions::from_response(&response));
        let line = |api: &str| text.lines().find(|line| line.contains(api)).unwrap().to_owned();
        assert!(line("Fetch (1)").ends_with("using 11"));
        assert!(line("JoinGroup (11)").ends_with("kp -"));
        assert!(line("Metadata (3)").ends_with("none in common"));
    }
}
