//! What to do about an error, for people: one sentence, naming the configuration key that matters.

use kafka_protocol::ErrorCode;

use crate::error::{Outcome, ProduceError, ProduceErrorKind, SendError};

impl ProduceError {
    /// What to do about it: one sentence for a log or a person, the same for every error of its kind and code.
    ///
    /// Sending the record again is the application's choice, and with [`Outcome::Unknown`] it may write it twice.
    pub fn advice(&self) -> &'static str {
        match (self.kind(), self.outcome()) {
            (ProduceErrorKind::Broker(code), _) => for_code(*code),
            (ProduceErrorKind::DeliveryTimeout, Outcome::NotWritten) => {
                "Check that the brokers can be reached and that the partition has a leader, or raise delivery.timeout.ms."
            }
            (ProduceErrorKind::DeliveryTimeout, Outcome::Unknown) => {
                "Look in the topic before sending it again, and check the brokers' load or raise delivery.timeout.ms."
            }
            (ProduceErrorKind::Disconnected, _) => {
                "Check the network and the brokers' logs; with the default retries the producer would have gone on."
            }
            (ProduceErrorKind::RequestTimeout, _) => {
                "Check the brokers' load, or raise request.timeout.ms; with the default retries the producer would have gone on."
            }
            (ProduceErrorKind::InvalidRecord, _) => {
                "Correct the record: the message says what the broker holds against it."
            }
            (ProduceErrorKind::BatchRejected, _) => "Send it again: only its neighbours were at fault.",
            (ProduceErrorKind::Closed, _) => "Flush before closing, or close with a longer timeout.",
            (ProduceErrorKind::Fatal, _) => "Close this producer and make a new one, once the cause is gone.",
            (ProduceErrorKind::UnsupportedVersion, _) => {
                "Upgrade the brokers, or set what the message names to a value that they know."
            }
            (ProduceErrorKind::Compression, _) => {
                "Set another compression.type, or send the record uncompressed: it was not at fault itself."
            }
            (ProduceErrorKind::MessageFormat, _) => {
                "Send the record without headers, or upgrade the brokers to Kafka 0.11 or later."
            }
            (ProduceErrorKind::Gap, _) => {
                "Decide about the record that failed first, then call acknowledge_gap and send this one again."
            }
            (ProduceErrorKind::InCallback, _) => "Await the delivery outside of the callback.",
        }
    }
}

/// What to do about a code that ended a delivery.
fn for_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::MESSAGE_TOO_LARGE | ErrorCode::RECORD_LIST_TOO_LARGE => {
            "Raise max.message.bytes of the topic (or message.max.bytes of the brokers), or make the record smaller."
        }
        ErrorCode::TOPIC_AUTHORIZATION_FAILED => "Allow this principal to Write to the topic.",
        ErrorCode::CLUSTER_AUTHORIZATION_FAILED => {
            "Allow this principal IdempotentWrite on the cluster, or set enable.idempotence=false."
        }
        ErrorCode::TRANSACTIONAL_ID_AUTHORIZATION_FAILED => {
            "Allow this principal to Write to its transactional id."
        }
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION
        | ErrorCode::UNKNOWN_TOPIC_ID
        | ErrorCode::INCONSISTENT_TOPIC_ID
        | ErrorCode::INVALID_TOPIC_EXCEPTION => "Check the topic's name, and that it exists.",
        ErrorCode::NOT_ENOUGH_REPLICAS | ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND => {
            "Bring the partition's replicas back, or lower min.insync.replicas of the topic."
        }
        ErrorCode::INVALID_TIMESTAMP => {
            "Correct the record's timestamp, or widen message.timestamp.before.max.ms and message.timestamp.after.max.ms."
        }
        ErrorCode::INVALID_RECORD => {
            "Correct the record: a compacted topic wants keys, for example; the message says what."
        }
        ErrorCode::UNSUPPORTED_COMPRESSION_TYPE => "Set another compression.type.",
        ErrorCode::UNSUPPORTED_VERSION | ErrorCode::UNSUPPORTED_FOR_MESSAGE_FORMAT => {
            "Upgrade the brokers, or the topic's message format."
        }
        ErrorCode::POLICY_VIOLATION => "Ask the cluster's operators which policy it is: the message may say.",
        ErrorCode::KAFKA_STORAGE_ERROR => "Check the brokers' disks.",
        ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER
        | ErrorCode::UNKNOWN_PRODUCER_ID
        | ErrorCode::INVALID_PRODUCER_EPOCH => {
            "Look in the topic for what is missing: the broker has lost, or never had, what was written before."
        }
        ErrorCode::PRODUCER_FENCED | ErrorCode::INVALID_PRODUCER_ID_MAPPING => {
            "Close this producer: another one has taken its place."
        }
        code if code.is_retriable() => {
            "Check the brokers' health and raise delivery.timeout.ms or retries: the producer had no more time for it."
        }
        _ => "Look into the brokers' logs: repeating it will not help.",
    }
}

impl SendError {
    /// What to do about it: one sentence for a log or a person.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Closed => "Make a new producer; this one was closed.",
            Self::RecordTooLarge { .. } => {
                "Raise the limit that the message names, or make the record smaller."
            }
            Self::InvalidRecord(_) => "Correct the record.",
            Self::Serialization(_) => "Correct the value, or give another serializer.",
            Self::NegativePartition { .. } => "Give a partition from 0 on, or none.",
            Self::Partitioner { .. } => "Correct the partitioner that was given to the producer.",
            Self::MetadataTimeout { .. } => {
                "Check the topic's name, that it exists, and that bootstrap.servers can be reached, or raise max.block.ms."
            }
            Self::Authentication { .. } => "Check sasl.* and ssl.* against what the brokers expect.",
            Self::PartitionNotFound { .. } => {
                "Give a partition below the count, or add partitions to the topic."
            }
            Self::TopicRefused { code, .. } => for_code(*code),
            Self::BufferExhausted { .. } => {
                "Send slower, raise buffer.memory or max.block.ms, or look for why the brokers are slow."
            }
            Self::InCallback => "Use try_send inside of callbacks.",
            Self::UnsupportedVersion { .. } => "Set what the message names, or upgrade the brokers.",
            Self::Fatal(_) => "Close this producer and make a new one, once the cause is gone.",
        }
    }
}
