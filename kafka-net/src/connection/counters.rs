use std::ops::AddAssign;
use std::time::Duration;

use kafka_protocol::ApiKey;

use super::Connection;

/// What has happened on connections: on one, on all to a broker so far, or on all of a client. Counters only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionCounters {
    /// Attempts to connect.
    pub attempts: u64,
    /// Connections that became ready for requests.
    pub ready: u64,
    /// Transports that were opened, whatever became of them.
    pub opened: u64,
    /// Opened transports that ended, as planned or not.
    pub closed: u64,
    /// Attempts and connections that ended by a failure; those closed as planned do not count.
    pub failures: u64,
    /// Authentications that succeeded, renewals of a session not included.
    pub authentications: u64,
    /// Those of them with brokers that cannot renew a session (before KIP-368).
    pub authentications_for_good: u64,
    /// Sessions that were renewed (KIP-368).
    pub reauthentications: u64,
    /// Time that the renewals took, of all together.
    pub reauthentication_total: Duration,
    /// Authentications and renewals that the broker, or this client, refused.
    pub refusals: u64,
    /// Those of them that were renewals.
    pub renewal_refusals: u64,
    /// Reads and writes.
    pub operations: u64,
    /// Bytes written.
    pub bytes_sent: u64,
    /// Bytes read.
    pub bytes_received: u64,
    /// Requests, those of the connection itself included.
    pub requests: u64,
    /// Bytes of these requests, their length prefixes included.
    pub request_bytes: u64,
    /// Those of the requests that asked for metadata.
    pub metadata_requests: u64,
    /// Responses.
    pub responses: u64,
    /// Time from request to response, of all responses together; those to the connection's own requests are left out.
    pub latency_total: Duration,
    /// The longest of these times.
    pub latency_max: Duration,
    /// Time for which brokers asked to be left alone, as far as it is honoured (KIP-219).
    pub throttle_total: Duration,
    /// The longest of these times.
    pub throttle_max: Duration,
    /// Responses that told a throttle time, 0 included.
    pub throttle_answers: u64,
    /// The times that they told, whether or not it is up to the client to honour them.
    pub throttle_told: Duration,
    /// The largest since they were last taken ([`Cluster::take_counters`](crate::Cluster::take_counters)).
    pub peaks: ConnectionPeaks,
}

/// The largest of what happened on connections since it was last taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionPeaks {
    /// Bytes of the largest request.
    pub request_bytes: u64,
    /// The longest throttle time told.
    pub throttle_told: Duration,
    /// The longest renewal of a session.
    pub reauthentication: Duration,
}

impl ConnectionPeaks {
    fn merge(&mut self, other: Self) {
        self.request_bytes = self.request_bytes.max(other.request_bytes);
        self.throttle_told = self.throttle_told.max(other.throttle_told);
        self.reauthentication = self.reauthentication.max(other.reauthentication);
    }
}

impl ConnectionCounters {
    pub(super) fn answered(&mut self, latency: Duration) {
        self.responses += 1;
        self.latency_total += latency;
        self.latency_max = self.latency_max.max(latency);
    }

    pub(super) fn requested(&mut self, api: ApiKey, bytes: usize) {
        self.requests += 1;
        self.request_bytes += bytes as u64;
        self.metadata_requests += u64::from(api == ApiKey::METADATA);
        self.peaks.request_bytes = self.peaks.request_bytes.max(bytes as u64);
    }

    pub(super) fn throttle_told(&mut self, throttle: Duration) {
        self.throttle_answers += 1;
        self.throttle_told += throttle;
        self.peaks.throttle_told = self.peaks.throttle_told.max(throttle);
    }

    pub(super) fn renewed(&mut self, latency: Duration) {
        self.reauthentications += 1;
        self.reauthentication_total += latency;
        self.peaks.reauthentication = self.peaks.reauthentication.max(latency);
    }

    pub(super) fn throttled(&mut self, throttle: Duration) {
        self.throttle_total += throttle;
        self.throttle_max = self.throttle_max.max(throttle);
    }
}

impl Connection {
    /// The peaks begin anew.
    pub(crate) fn forget_peaks(&mut self) {
        self.counters.peaks = ConnectionPeaks::default();
    }
}

impl AddAssign for ConnectionCounters {
    fn add_assign(&mut self, other: Self) {
        self.attempts += other.attempts;
        self.ready += other.ready;
        self.opened += other.opened;
        self.closed += other.closed;
        self.failures += other.failures;
        self.authentications += other.authentications;
        self.authentications_for_good += other.authentications_for_good;
        self.reauthentications += other.reauthentications;
        self.reauthentication_total += other.reauthentication_total;
        self.refusals += other.refusals;
        self.renewal_refusals += other.renewal_refusals;
        self.operations += other.operations;
        self.bytes_sent += other.bytes_sent;
        self.bytes_received += other.bytes_received;
        self.requests += other.requests;
        self.request_bytes += other.request_bytes;
        self.metadata_requests += other.metadata_requests;
        self.responses += other.responses;
        self.latency_total += other.latency_total;
        self.latency_max = self.latency_max.max(other.latency_max);
        self.throttle_total += other.throttle_total;
        self.throttle_max = self.throttle_max.max(other.throttle_max);
        self.throttle_answers += other.throttle_answers;
        self.throttle_told += other.throttle_told;
        self.peaks.merge(other.peaks);
    }
}
