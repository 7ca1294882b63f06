// Written by `cargo xtask codegen`; do not edit.

#![allow(
    clippy::match_same_arms,
    reason = "sizes stand in the order of versions; that two of them are equal means nothing"
)]
#![allow(
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "every structure has the same functions, whatever its fields need of them"
)]

#[doc = "`AddOffsetsToTxnRequest` and its structures."]
pub mod add_offsets_to_txn_request;
#[doc = "`AddOffsetsToTxnResponse` and its structures."]
pub mod add_offsets_to_txn_response;
#[doc = "`AddPartitionsToTxnRequest` and its structures."]
pub mod add_partitions_to_txn_request;
#[doc = "`AddPartitionsToTxnResponse` and its structures."]
pub mod add_partitions_to_txn_response;
#[doc = "`ApiVersionsRequest` and its structures."]
pub mod api_versions_request;
#[doc = "`ApiVersionsResponse` and its structures."]
pub mod api_versions_response;
#[doc = "`CreateTopicsRequest` and its structures."]
pub mod create_topics_request;
#[doc = "`CreateTopicsResponse` and its structures."]
pub mod create_topics_response;
#[doc = "`DeleteTopicsRequest` and its structures."]
pub mod delete_topics_request;
#[doc = "`DeleteTopicsResponse` and its structures."]
pub mod delete_topics_response;
#[doc = "`DescribeClusterRequest` and its structures."]
pub mod describe_cluster_request;
#[doc = "`DescribeClusterResponse` and its structures."]
pub mod describe_cluster_response;
#[doc = "`EndTxnRequest` and its structures."]
pub mod end_txn_request;
#[doc = "`EndTxnResponse` and its structures."]
pub mod end_txn_response;
#[doc = "`FetchRequest` and its structures."]
pub mod fetch_request;
#[doc = "`FetchResponse` and its structures."]
pub mod fetch_response;
#[doc = "`FindCoordinatorRequest` and its structures."]
pub mod find_coordinator_request;
#[doc = "`FindCoordinatorResponse` and its structures."]
pub mod find_coordinator_response;
#[doc = "`GetTelemetrySubscriptionsRequest` and its structures."]
pub mod get_telemetry_subscriptions_request;
#[doc = "`GetTelemetrySubscriptionsResponse` and its structures."]
pub mod get_telemetry_subscriptions_response;
#[doc = "`InitProducerIdRequest` and its structures."]
pub mod init_producer_id_request;
#[doc = "`InitProducerIdResponse` and its structures."]
pub mod init_producer_id_response;
#[doc = "`ListOffsetsRequest` and its structures."]
pub mod list_offsets_request;
#[doc = "`ListOffsetsResponse` and its structures."]
pub mod list_offsets_response;
#[doc = "`MetadataRequest` and its structures."]
pub mod metadata_request;
#[doc = "`MetadataResponse` and its structures."]
pub mod metadata_response;
#[doc = "`ProduceRequest` and its structures."]
pub mod produce_request;
#[doc = "`ProduceResponse` and its structures."]
pub mod produce_response;
#[doc = "`PushTelemetryRequest` and its structures."]
pub mod push_telemetry_request;
#[doc = "`PushTelemetryResponse` and its structures."]
pub mod push_telemetry_response;
#[doc = "`SaslAuthenticateRequest` and its structures."]
pub mod sasl_authenticate_request;
#[doc = "`SaslAuthenticateResponse` and its structures."]
pub mod sasl_authenticate_response;
#[doc = "`SaslHandshakeRequest` and its structures."]
pub mod sasl_handshake_request;
#[doc = "`SaslHandshakeResponse` and its structures."]
pub mod sasl_handshake_response;
#[doc = "`TxnOffsetCommitRequest` and its structures."]
pub mod txn_offset_commit_request;
#[doc = "`TxnOffsetCommitResponse` and its structures."]
pub mod txn_offset_commit_response;

pub use self::add_offsets_to_txn_request::AddOffsetsToTxnRequest;
pub use self::add_offsets_to_txn_response::AddOffsetsToTxnResponse;
pub use self::add_partitions_to_txn_request::AddPartitionsToTxnRequest;
pub use self::add_partitions_to_txn_response::AddPartitionsToTxnResponse;
pub use self::api_versions_request::ApiVersionsRequest;
pub use self::api_versions_response::ApiVersionsResponse;
pub use self::create_topics_request::CreateTopicsRequest;
pub use self::create_topics_response::CreateTopicsResponse;
pub use self::delete_topics_request::DeleteTopicsRequest;
pub use self::delete_topics_response::DeleteTopicsResponse;
pub use self::describe_cluster_request::DescribeClusterRequest;
pub use self::describe_cluster_response::DescribeClusterResponse;
pub use self::end_txn_request::EndTxnRequest;
pub use self::end_txn_response::EndTxnResponse;
pub use self::fetch_request::FetchRequest;
pub use self::fetch_response::FetchResponse;
pub use self::find_coordinator_request::FindCoordinatorRequest;
pub use self::find_coordinator_response::FindCoordinatorResponse;
pub use self::get_telemetry_subscriptions_request::GetTelemetrySubscriptionsRequest;
pub use self::get_telemetry_subscriptions_response::GetTelemetrySubscriptionsResponse;
pub use self::init_producer_id_request::InitProducerIdRequest;
pub use self::init_producer_id_response::InitProducerIdResponse;
pub use self::list_offsets_request::ListOffsetsRequest;
pub use self::list_offsets_response::ListOffsetsResponse;
pub use self::metadata_request::MetadataRequest;
pub use self::metadata_response::MetadataResponse;
pub use self::produce_request::ProduceRequest;
pub use self::produce_response::ProduceResponse;
pub use self::push_telemetry_request::PushTelemetryRequest;
pub use self::push_telemetry_response::PushTelemetryResponse;
pub use self::sasl_authenticate_request::SaslAuthenticateRequest;
pub use self::sasl_authenticate_response::SaslAuthenticateResponse;
pub use self::sasl_handshake_request::SaslHandshakeRequest;
pub use self::sasl_handshake_response::SaslHandshakeResponse;
pub use self::txn_offset_commit_request::TxnOffsetCommitRequest;
pub use self::txn_offset_commit_response::TxnOffsetCommitResponse;

/// Calls a macro with the names of all requests.
macro_rules! for_each_request {
    ($visit:ident) => {
        $visit! {
            AddOffsetsToTxnRequest,
            AddPartitionsToTxnRequest,
            ApiVersionsRequest,
            CreateTopicsRequest,
            DeleteTopicsRequest,
            DescribeClusterRequest,
            EndTxnRequest,
            FetchRequest,
            FindCoordinatorRequest,
            GetTelemetrySubscriptionsRequest,
            InitProducerIdRequest,
            ListOffsetsRequest,
            MetadataRequest,
            ProduceRequest,
            PushTelemetryRequest,
            SaslAuthenticateRequest,
            SaslHandshakeRequest,
            TxnOffsetCommitRequest
        }
    };
}
pub(crate) use for_each_request;
