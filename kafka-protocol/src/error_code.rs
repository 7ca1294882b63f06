use std::fmt;

/// An error code of a response. Open: codes without a name are kept, and are not retriable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ErrorCode(pub i16);

/// What a code in the answer to a Produce request proves about that attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProduceProof {
    /// The records were not appended by this attempt.
    NotAppended,
    /// The records are in the log.
    InLog,
    /// Neither.
    Unknown,
}

impl ErrorCode {
    /// Kafka's name, such as `NOT_LEADER_OR_FOLLOWER`; `UNKNOWN` for a code that has none.
    pub fn name(self) -> &'static str {
        self.row().map_or("UNKNOWN", |row| row.name)
    }

    /// What the code means, for people; a part of a sentence.
    pub fn description(self) -> &'static str {
        self.row().map_or("an error code that this client does not know", |row| row.description)
    }

    /// Whether the code has a name.
    pub fn is_known(self) -> bool {
        self.row().is_some()
    }

    /// Whether the code says success.
    pub fn is_ok(self) -> bool {
        self == Self::NONE
    }

    /// `Err` with the code unless it says success.
    pub fn ok(self) -> Result<(), Self> {
        if self.is_ok() { Ok(()) } else { Err(self) }
    }

    /// Whether the same request may succeed later.
    pub fn is_retriable(self) -> bool {
        self.row().is_some_and(|row| row.retriable)
    }

    /// Whether the client's view of the cluster is out of date: in a Produce or Metadata response, metadata is
    /// asked for again.
    pub fn refreshes_metadata(self) -> bool {
        self.row().is_some_and(|row| row.refreshes_metadata)
    }

    /// Whether the code, for a partition of a Produce response, makes an idempotent or transactional producer
    /// unusable. Every other error fails the batch, and the transaction if there is one.
    pub fn fatal_for_producer(self) -> bool {
        self.row().is_some_and(|row| row.fatal)
    }

    /// What the code proves when it answers a partition of a Produce request. `acks_all` is whether the request had
    /// `acks=-1`: some codes come before the append, but with `acks=-1` also while the leader waits for replicas.
    pub fn produce_proof(self, acks_all: bool) -> ProduceProof {
        match self.row().map_or(Proof::Unknown, |row| row.proof) {
            Proof::Present => ProduceProof::InLog,
            Proof::Unknown => ProduceProof::Unknown,
            Proof::Leader if acks_all => ProduceProof::Unknown,
            Proof::Absent | Proof::Leader => ProduceProof::NotAppended,
        }
    }

    /// Every code that has a name, lowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.code)
    }

    fn row(self) -> Option<&'static Row> {
        // The codes from -1 on have no gap.
        TABLE.get(usize::try_from(i32::from(self.0) + 1).ok()?)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.0)
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ErrorCode {}

impl From<i16> for ErrorCode {
    fn from(code: i16) -> Self {
        Self(code)
    }
}

struct Row {
    code: ErrorCode,
    name: &'static str,
    retriable: bool,
    refreshes_metadata: bool,
    fatal: bool,
    proof: Proof,
    description: &'static str,
}

/// What a row says about the append; see [`ErrorCode::produce_proof`].
#[derive(Clone, Copy)]
enum Proof {
    Absent,
    Present,
    Unknown,
    /// Absent with `acks=1`, unknown with `acks=-1`.
    Leader,
}

macro_rules! flag {
    (-) => {
        false
    };
    ($set:ident) => {
        true
    };
}

macro_rules! proof {
    (absent) => {
        Proof::Absent
    };
    (present) => {
        Proof::Present
    };
    (unknown) => {
        Proof::Unknown
    };
    (leader) => {
        Proof::Leader
    };
}

/// A constant and a row of [`TABLE`] for each
/// `code NAME retriable refresh fatal proof "description"`, with `-` for what a code is not.
macro_rules! codes {
    ($($code:literal $name:ident $retriable:tt $refresh:tt $fatal:tt $proof:ident $description:literal,)*) => {
        impl ErrorCode {
            $(#[doc = concat!("`", stringify!($code), "`: ", $description, ".")]
            pub const $name: Self = Self($code);)*
        }

        static TABLE: &[Row] = &[
            $(Row {
                code: ErrorCode::$name,
                name: stringify!($name),
                retriable: flag!($retriable),
                refreshes_metadata: flag!($refresh),
                fatal: flag!($fatal),
                proof: proof!($proof),
                description: $description,
            },)*
        ];
    };
}

codes! {
    -1 UNKNOWN_SERVER_ERROR - - - unknown "the broker failed in a way that it has no code for",
    0 NONE - - - present "success",
    1 OFFSET_OUT_OF_RANGE - - - unknown "the offset is outside of the log",
    2 CORRUPT_MESSAGE retriable - - absent "the broker found a wrong checksum or size",
    3 UNKNOWN_TOPIC_OR_PARTITION retriable refresh - leader "the broker does not know the partition, or does not host it",
    4 INVALID_FETCH_SIZE - - - unknown "the size to fetch is not valid",
    5 LEADER_NOT_AVAILABLE retriable refresh - unknown "the partition has no leader at the moment; an election is under way",
    6 NOT_LEADER_OR_FOLLOWER retriable refresh - leader "the broker does not lead the partition, or does not any longer",
    7 REQUEST_TIMED_OUT retriable - - unknown "the in-sync replicas did not confirm in time; the leader has the records",
    8 BROKER_NOT_AVAILABLE - - - unknown "the broker is gone",
    9 REPLICA_NOT_AVAILABLE retriable refresh - unknown "the replica is not available, it may be moving",
    10 MESSAGE_TOO_LARGE - - - absent "the batch is larger than topic or broker accept",
    11 STALE_CONTROLLER_EPOCH - - - unknown "the controller that asks is not the controller any more",
    12 OFFSET_METADATA_TOO_LARGE - - - unknown "the metadata string of an offset commit is too long",
    13 NETWORK_EXCEPTION retriable refresh - unknown "the connection was lost before an answer came",
    14 COORDINATOR_LOAD_IN_PROGRESS retriable - - absent "the coordinator is still loading its state",
    15 COORDINATOR_NOT_AVAILABLE retriable - - absent "the coordinator's topic or its leader is not there yet",
    16 NOT_COORDINATOR retriable - - absent "the broker is not the coordinator, or is not any longer",
    17 INVALID_TOPIC_EXCEPTION - - - absent "the name is not a legal topic name, or belongs to an internal topic",
    18 RECORD_LIST_TOO_LARGE - - - absent "the batch is larger than a log segment",
    19 NOT_ENOUGH_REPLICAS retriable - - absent "fewer replicas are in sync than the topic demands; nothing was appended",
    20 NOT_ENOUGH_REPLICAS_AFTER_APPEND retriable - - unknown "after the append fewer replicas were in sync than the topic demands; the leader has the records",
    21 INVALID_REQUIRED_ACKS - - - absent "acks is none of -1, 0 and 1",
    22 ILLEGAL_GENERATION - - - unknown "the generation of the consumer group is over",
    23 INCONSISTENT_GROUP_PROTOCOL - - - unknown "the group's members have no protocol in common",
    24 INVALID_GROUP_ID - - - unknown "the group id is not valid",
    25 UNKNOWN_MEMBER_ID - - - unknown "the group does not know the member, or does not any longer",
    26 INVALID_SESSION_TIMEOUT - - - unknown "the session timeout is outside of the broker's limits",
    27 REBALANCE_IN_PROGRESS - - - unknown "the group is rebalancing",
    28 INVALID_COMMIT_OFFSET_SIZE - - - unknown "the offset commit is too large",
    29 TOPIC_AUTHORIZATION_FAILED - - - absent "no permission on the topic",
    30 GROUP_AUTHORIZATION_FAILED - - - unknown "no permission on the group",
    31 CLUSTER_AUTHORIZATION_FAILED - - fatal absent "no permission on the cluster; brokers before 2.8 ask for it for idempotent writes",
    32 INVALID_TIMESTAMP - - - absent "a timestamp is outside of the range that the topic accepts",
    33 UNSUPPORTED_SASL_MECHANISM - - - unknown "the SASL mechanism is not enabled on this listener",
    34 ILLEGAL_SASL_STATE - - - unknown "a SASL message came out of order",
    35 UNSUPPORTED_VERSION - - fatal absent "the broker does not support this version of the request",
    36 TOPIC_ALREADY_EXISTS - - - unknown "the topic exists already",
    37 INVALID_PARTITIONS - - - unknown "the number of partitions is not valid",
    38 INVALID_REPLICATION_FACTOR - - - unknown "the replication factor is not positive, or there are not enough brokers",
    39 INVALID_REPLICA_ASSIGNMENT - - - unknown "the assignment of replicas is not valid",
    40 INVALID_CONFIG - - - unknown "the configuration is not valid",
    41 NOT_CONTROLLER retriable - - unknown "the broker is not the controller",
    42 INVALID_REQUEST - - - absent "the request contradicts itself or what is allowed",
    43 UNSUPPORTED_FOR_MESSAGE_FORMAT - - - absent "the topic's message format lacks what the request needs",
    44 POLICY_VIOLATION - - - absent "a policy of the cluster forbids it",
    45 OUT_OF_ORDER_SEQUENCE_NUMBER - - - absent "the sequence number does not follow the last one of the producer",
    46 DUPLICATE_SEQUENCE_NUMBER - - - present "the log has the batch already, and it is older than those remembered",
    47 INVALID_PRODUCER_EPOCH - - - absent "the producer's epoch is older than one that the broker has seen",
    48 INVALID_TXN_STATE - - - absent "the transaction is in a state that does not allow this",
    49 INVALID_PRODUCER_ID_MAPPING - - fatal absent "the producer id belongs to the transactional id no longer",
    50 INVALID_TRANSACTION_TIMEOUT - - - unknown "the transaction timeout is longer than the broker allows",
    51 CONCURRENT_TRANSACTIONS retriable - - absent "the previous transaction is not completed yet",
    52 TRANSACTION_COORDINATOR_FENCED - - - unknown "the transaction coordinator has been replaced",
    53 TRANSACTIONAL_ID_AUTHORIZATION_FAILED - - fatal absent "no permission on the transactional id",
    54 SECURITY_DISABLED - - - unknown "security features are disabled",
    55 OPERATION_NOT_ATTEMPTED - - - unknown "not attempted, because another part of the request failed",
    56 KAFKA_STORAGE_ERROR retriable refresh - unknown "the broker failed to read or write its disk",
    57 LOG_DIR_NOT_FOUND - - - unknown "the log directory does not exist",
    58 SASL_AUTHENTICATION_FAILED - - - unknown "the credentials were refused",
    59 UNKNOWN_PRODUCER_ID - - - absent "the broker has no state for the producer id",
    60 REASSIGNMENT_IN_PROGRESS - - - unknown "a reassignment of the partition is under way already",
    61 DELEGATION_TOKEN_AUTH_DISABLED - - - unknown "authentication by delegation tokens is disabled",
    62 DELEGATION_TOKEN_NOT_FOUND - - - unknown "the delegation token does not exist",
    63 DELEGATION_TOKEN_OWNER_MISMATCH - - - unknown "the delegation token belongs to someone else",
    64 DELEGATION_TOKEN_REQUEST_NOT_ALLOWED - - - unknown "delegation tokens cannot be requested over this connection",
    65 DELEGATION_TOKEN_AUTHORIZATION_FAILED - - - unknown "no permission on the delegation token",
    66 DELEGATION_TOKEN_EXPIRED - - - unknown "the delegation token has expired",
    67 INVALID_PRINCIPAL_TYPE - - - unknown "the type of principal is not supported",
    68 NON_EMPTY_GROUP - - - unknown "the group still has members",
    69 GROUP_ID_NOT_FOUND - - - unknown "the group does not exist",
    70 FETCH_SESSION_ID_NOT_FOUND retriable - - unknown "the broker does not know the fetch session",
    71 INVALID_FETCH_SESSION_EPOCH retriable - - unknown "the epoch of the fetch session is not the expected one",
    72 LISTENER_NOT_FOUND retriable refresh - unknown "the leader has no listener of the name that this connection uses",
    73 TOPIC_DELETION_DISABLED - - - unknown "topics cannot be deleted on this cluster",
    74 FENCED_LEADER_EPOCH retriable refresh - absent "the leader epoch of the request is older than the broker's",
    75 UNKNOWN_LEADER_EPOCH retriable - - absent "the leader epoch of the request is newer than the broker's",
    76 UNSUPPORTED_COMPRESSION_TYPE - - - absent "the topic's records are in a compression that this version of the request cannot carry",
    77 STALE_BROKER_EPOCH - - - unknown "the broker has been registered anew since",
    78 OFFSET_NOT_AVAILABLE retriable - - unknown "the leader does not know its high watermark yet",
    79 MEMBER_ID_REQUIRED - - - unknown "the group wants the request again, with the member id that it gave",
    80 PREFERRED_LEADER_NOT_AVAILABLE retriable refresh - unknown "the preferred leader is not available",
    81 GROUP_MAX_SIZE_REACHED - - - unknown "the group has as many members as it may have",
    82 FENCED_INSTANCE_ID - - - unknown "another member took over this instance id",
    83 ELIGIBLE_LEADERS_NOT_AVAILABLE retriable refresh - unknown "no replica that may become leader is available",
    84 ELECTION_NOT_NEEDED retriable refresh - unknown "the partition needs no election",
    85 NO_REASSIGNMENT_IN_PROGRESS - - - unknown "no reassignment of the partition is under way",
    86 GROUP_SUBSCRIBED_TO_TOPIC - - - unknown "a member of the group is subscribed to the topic",
    87 INVALID_RECORD - - - absent "a record failed the broker's validation",
    88 UNSTABLE_OFFSET_COMMIT retriable - - unknown "the partition has offsets of transactions that are not completed",
    89 THROTTLING_QUOTA_EXCEEDED retriable - - unknown "a quota is exceeded",
    90 PRODUCER_FENCED - - fatal absent "a newer producer has taken over the transactional id",
    91 RESOURCE_NOT_FOUND - - - unknown "the resource does not exist",
    92 DUPLICATE_RESOURCE - - - unknown "the resource is named twice",
    93 UNACCEPTABLE_CREDENTIAL - - - unknown "the credential is not acceptable",
    94 INCONSISTENT_VOTER_SET - - - unknown "the voters of the request are not those of the quorum",
    95 INVALID_UPDATE_VERSION - - - unknown "the version to update to is not valid",
    96 FEATURE_UPDATE_FAILED - - - unknown "features could not be updated",
    97 PRINCIPAL_DESERIALIZATION_FAILURE - - - unknown "the principal of a forwarded request could not be read",
    98 SNAPSHOT_NOT_FOUND - - - unknown "the snapshot does not exist",
    99 POSITION_OUT_OF_RANGE - - - unknown "the position is outside of the snapshot",
    100 UNKNOWN_TOPIC_ID retriable refresh - leader "the broker does not know the topic id",
    101 DUPLICATE_BROKER_REGISTRATION - - - unknown "a broker of this id is registered already",
    102 BROKER_ID_NOT_REGISTERED - - - unknown "the broker id is not registered",
    103 INCONSISTENT_TOPIC_ID retriable refresh - leader "the topic id is not that of the log",
    104 INCONSISTENT_CLUSTER_ID - - - unknown "the cluster id is another cluster's",
    105 TRANSACTIONAL_ID_NOT_FOUND - - - unknown "the transactional id does not exist",
    106 FETCH_SESSION_TOPIC_ID_ERROR retriable - - unknown "the fetch session mixes topic names and topic ids",
    107 INELIGIBLE_REPLICA - - - unknown "the replica may not become in sync",
    108 NEW_LEADER_ELECTED - - - unknown "the new leader and in-sync replicas were decided already",
    109 OFFSET_MOVED_TO_TIERED_STORAGE - - - unknown "the offset has moved to tiered storage",
    110 FENCED_MEMBER_EPOCH - - - unknown "the member's epoch is not the one that the coordinator has",
    111 UNRELEASED_INSTANCE_ID - - - unknown "the instance id is still in use by another member",
    112 UNSUPPORTED_ASSIGNOR - - - unknown "the coordinator does not support the assignor",
    113 STALE_MEMBER_EPOCH - - - unknown "the member's epoch is out of date",
    114 MISMATCHED_ENDPOINT_TYPE - - - unknown "the request was sent to the wrong kind of endpoint",
    115 UNSUPPORTED_ENDPOINT_TYPE - - - unknown "the kind of endpoint is not supported",
    116 UNKNOWN_CONTROLLER_ID - - - unknown "the controller id is not known",
    117 UNKNOWN_SUBSCRIPTION_ID - - - unknown "the telemetry subscription is out of date and must be fetched again",
    118 TELEMETRY_TOO_LARGE - - - unknown "the telemetry is larger than the broker accepts",
    119 INVALID_REGISTRATION - - - unknown "the registration of the broker is not valid",
    120 TRANSACTION_ABORTABLE - - - absent "the transaction cannot be completed and must be aborted",
    121 INVALID_RECORD_STATE - - - unknown "the state of the shared records does not allow this",
    122 SHARE_SESSION_NOT_FOUND retriable - - unknown "the broker does not know the share session",
    123 INVALID_SHARE_SESSION_EPOCH retriable - - unknown "the epoch of the share session is not the expected one",
    124 FENCED_STATE_EPOCH - - - unknown "the epoch of the share group's state is out of date",
    125 INVALID_VOTER_KEY - - - unknown "the voter's directory id does not match",
    126 DUPLICATE_VOTER - - - unknown "the voter is in the quorum already",
    127 VOTER_NOT_FOUND - - - unknown "the voter is not in the quorum",
    128 INVALID_REGULAR_EXPRESSION - - - unknown "the regular expression is not valid",
    129 REBOOTSTRAP_REQUIRED - - - unknown "the client must start again from its bootstrap servers",
    130 STREAMS_INVALID_TOPOLOGY - - - unknown "the topology of the streams group is not valid",
    131 STREAMS_INVALID_TOPOLOGY_EPOCH - - - unknown "the epoch of the topology is not valid",
    132 STREAMS_TOPOLOGY_FENCED - - - unknown "the topology's epoch is out of date",
    133 SHARE_SESSION_LIMIT_REACHED retriable - - unknown "the broker has as many share sessions as it may have",
    134 GROUP_DELETION_FAILED - - - unknown "the group could not be deleted",
    135 STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED - - - unknown "the description of the topology could not be updated",
    136 CONTROLLER_ID_NOT_REGISTERED - - - unknown "the controller id is not registered",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_where_its_code_looks_for_it() {
        assert_eq!(TABLE.len(), 138);
        for (row, code) in TABLE.iter().zip(-1..) {
            assert_eq!(row.code, ErrorCode(code));
            assert_eq!(row.code.name(), row.name);
        }
    }

    #[test]
    fn display_is_name_and_number() {
        assert_eq!(ErrorCode::NOT_LEADER_OR_FOLLOWER.to_string(), "NOT_LEADER_OR_FOLLOWER (6)");
        assert_eq!(ErrorCode(999).to_string(), "UNKNOWN (999)");
    }

    /// L19.
    #[test]
    fn codes_without_a_name_are_carried_and_not_retriable() {
        for code in [-2, 137, i16::MIN, i16::MAX].map(ErrorCode) {
            assert!(!code.is_known() && !code.is_retriable() && !code.refreshes_metadata());
            assert!(!code.fatal_for_producer());
            assert_eq!(code.produce_proof(false), ProduceProof::Unknown);
        }
    }

    #[test]
    fn lost_connections_and_broken_disks_refresh_metadata_but_slow_replicas_do_not() {
        assert!(ErrorCode::NETWORK_EXCEPTION.refreshes_metadata());
        assert!(ErrorCode::KAFKA_STORAGE_ERROR.refreshes_metadata());
        for code in [
            ErrorCode::REQUEST_TIMED_OUT,
            ErrorCode::NOT_ENOUGH_REPLICAS,
            ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND,
            ErrorCode::UNKNOWN_LEADER_EPOCH,
            ErrorCode::CORRUPT_MESSAGE,
        ] {
            assert!(code.is_retriable(), "{code}");
            assert!(!code.refreshes_metadata(), "{code}");
        }
    }

    #[test]
    fn a_broker_that_is_gone_is_final_and_a_corrupt_message_is_not() {
        assert!(!ErrorCode::BROKER_NOT_AVAILABLE.is_retriable());
        assert!(ErrorCode::CORRUPT_MESSAGE.is_retriable());
    }

    #[test]
    fn five_codes_end_a_producer() {
        let fatal: Vec<_> = ErrorCode::all().filter(|code| code.fatal_for_producer()).collect();
        assert_eq!(
            fatal,
            [
                ErrorCode::CLUSTER_AUTHORIZATION_FAILED,
                ErrorCode::UNSUPPORTED_VERSION,
                ErrorCode::INVALID_PRODUCER_ID_MAPPING,
                ErrorCode::TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
                ErrorCode::PRODUCER_FENCED,
            ]
        );
    }

    #[test]
    fn a_leader_change_proves_absence_only_when_no_replica_was_waited_for() {
        let code = ErrorCode::NOT_LEADER_OR_FOLLOWER;
        assert_eq!(code.produce_proof(false), ProduceProof::NotAppended);
        assert_eq!(code.produce_proof(true), ProduceProof::Unknown);
        assert_eq!(ErrorCode::DUPLICATE_SEQUENCE_NUMBER.produce_proof(true), ProduceProof::InLog);
        assert_eq!(ErrorCode::CORRUPT_MESSAGE.produce_proof(true), ProduceProof::NotAppended);
        assert_eq!(ErrorCode::REQUEST_TIMED_OUT.produce_proof(false), ProduceProof::Unknown);
    }

    #[test]
    fn refreshing_codes_are_retriable() {
        assert!(ErrorCode::all().filter(|c| c.refreshes_metadata()).all(ErrorCode::is_retriable));
    }
}
