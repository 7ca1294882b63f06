//! An embedded Kafka cluster, strict and scriptable, for tests, simulations and demonstrations.
//!
//! [`Cluster`] is a state machine: frames and time go in, frames come out. It reads no clock, opens no socket and draws no
//! randomness that its seed does not give, so that a run can be repeated to the byte. With the feature `tcp`,
//! [`TcpCluster`] puts it behind sockets on loopback, where any Kafka client can talk to it, with the feature `tls` under TLS.
//!
//! # What is kept of Kafka
//!
//! - Produce, InitProducerId, Metadata, ApiVersions, SaslHandshake, SaslAuthenticate, Fetch, ListOffsets, CreateTopics,
//!   DeleteTopics and FindCoordinator, in every version of the release that the cluster poses as ([`KafkaVersion`]);
//!   GetTelemetrySubscriptions and PushTelemetry where a [`TelemetryConfig`] asks for them.
//! - Strictness: batches are checked down to each record, sequences of idempotent producers against the last five batches,
//!   trailing bytes and versions that are not spoken close the connection, with a [`CloseReason`] that says why.
//! - Order: a connection is served one request at a time, and its responses leave in the order of its requests.
//! - Authentication by PLAIN, SCRAM and OAUTHBEARER, with sessions that end ([`SaslConfig`]).
//! - Leaders and their epochs, brokers that go down and come back ([`Control`]).
//! - Replication: replicas in sync, the high watermark that `acks=all` waits for, followers that lag and tails that are lost with
//!   their leader ([`Control::set_replication_lag`]).
//!
//! # What is left out
//!
//! - Transactions and consumer groups: their coordinator is never available.
//! - Disks, quotas, authorization, compaction, message formats before v2.
//!
//! What each API keeps and leaves out is said at the top of its file in `src/api/`.
//!
//! # Faults
//!
//! A script of [`FaultRule`]s decides which request befalls what: connections that die before or after a batch is appended,
//! answers that are late, wrong, cut, doubled or lost, requests that arrive after their sender has given up. See [`Fault`].
//! [`WireFault`]s befall the bytes of an answer, [`ConnectionFault`]s a connection before its first request.
//!
//! # Example
//!
//! ```
//! use std::time::Duration;
//!
//! use kafka_fake::{Cluster, ClusterConfig, Output};
//! use kafka_protocol::messages::ApiVersionsRequest;
//! use kafka_protocol::{ApiKey, CorrelationId, decode_response, encode_request};
//!
//! let mut cluster = Cluster::new(ClusterConfig::default());
//! let conn = cluster.connect(Duration::ZERO, 1).expect("broker 1 is up");
//!
//! let request = encode_request(0, CorrelationId(7), Some("docs"), &ApiVersionsRequest::default())?;
//! cluster.handle_frame(Duration::ZERO, 0, conn, request.to_bytes().slice(4..));
//!
//! let Some(Output::Send { segments, .. }) = cluster.poll_output() else { panic!("no answer") };
//! let (correlation, response) = decode_response::<ApiVersionsRequest>(0, &segments.to_bytes().slice(4..))?;
//! assert_eq!(correlation, CorrelationId(7));
//! assert!(response.api_keys.iter().any(|api| api.api_key == ApiKey::PRODUCE.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod config;
pub use config::ClusterConfig;
mod sasl;
pub use sasl::{SaslConfig, SaslMechanism};
mod telemetry;
pub use telemetry::{TelemetryConfig, TelemetryPush};
mod version;
pub use version::{KafkaVersion, UnknownKafkaVersion};

mod cluster;
pub use cluster::{Broker, Cluster, ConnId, Output};
mod connection;
mod topic;
pub use topic::{Leadership, Partition, Topic, TopicConfig};
mod producer_state;
pub use producer_state::{ProducerState, ProducerStates, RememberedBatch};
mod log;
pub use log::{PartitionLog, StoredBatch};

mod api;
#[cfg(feature = "tcp")]
mod sink;

mod control;
pub use control::Control;
mod fault;
pub use fault::{ConnectionFault, ConnectionRule, Fault, FaultId, FaultRule, Foreign, WireFault};
mod recorder;
mod replica;
pub use recorder::{Counters, Detail, ProducedBatch, RecordedRequest, Recorder, Verdict};

#[cfg(feature = "tcp")]
mod tcp;
#[cfg(feature = "tcp")]
pub use tcp::TcpCluster;
#[cfg(feature = "tls")]
pub use tcp::{TlsListener, TlsListenerError};

mod error;
pub use error::{CloseReason, ControlError};

#[doc(hidden)]
pub mod fuzz;
