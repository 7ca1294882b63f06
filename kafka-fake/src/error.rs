//! Why a connection was closed, and why a control command was refused.

use kafka_protocol::{ApiKey, BrokerId};

/// Why the cluster closed a connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CloseReason {
    /// The frame is no request that a broker could read.
    #[error("malformed request: {0}")]
    Malformed(String),
    /// The cluster does not serve this API.
    #[error("unknown API {api:?} version {version}")]
    UnknownApi {
        /// The key asked for.
        api: ApiKey,
        /// The version asked for.
        version: i16,
    },
    /// The brokers do not speak this version of the API.
    #[error("{api:?} version {version} is not spoken by Kafka {release}")]
    UnsupportedVersion {
        /// The key asked for.
        api: ApiKey,
        /// The version asked for.
        version: i16,
        /// The release the brokers pose as.
        release: crate::KafkaVersion,
    },
    /// A Produce with `acks=0` failed; closing is the only answer that such a client can hear.
    #[error("produce with acks=0 failed: {0}")]
    ProduceFailed(String),
    /// The client could not show who it is.
    #[error("{0}")]
    Authentication(String),
    /// A request that has no place in an authentication, or came before it.
    #[error("{0:?} before the client has authenticated")]
    IllegalSaslState(ApiKey),
    /// The session ended, and the client did not authenticate again.
    #[error("the session has expired")]
    SessionExpired,
    /// A fault of the script.
    #[error("scripted fault: {0}")]
    Fault(&'static str),
    /// The broker went down.
    #[error("broker {0} went down")]
    BrokerDown(BrokerId),
    /// The control interface asked for it.
    #[error("closed on request")]
    Requested,
    /// A response could not be encoded, which is a defect of this crate.
    #[error("response not encodable: {0}")]
    Internal(String),
}

/// Why a control command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// The cluster has no such broker.
    #[error("no broker {0} in the cluster")]
    UnknownBroker(i32),
    /// The broker is down.
    #[error("broker {0} is down")]
    BrokerDown(i32),
    /// The cluster has no such topic.
    #[error("no topic `{0}` in the cluster")]
    UnknownTopic(String),
    /// The topic has no such partition.
    #[error("topic `{0}` has no partition {1}")]
    UnknownPartition(String, i32),
    /// A topic of that name exists.
    #[error("topic `{0}` exists already")]
    TopicExists(String),
    /// Kafka does not allow that name.
    #[error("illegal topic name `{0}`")]
    InvalidTopicName(String),
    /// A topic needs at least one partition.
    #[error("topic `{0}` cannot have {1} partitions")]
    InvalidPartitions(String, i32),
    /// A version range whose lowest is above its highest, or an API that the cluster does not serve.
    #[error("cannot advertise {0:?}")]
    InvalidVersions(ApiKey),
}
