use std::ops::AddAssign;
use std::time::Duration;

/// What has happened on connections: on one, on all to a broker so far, or on all of a client. Counters only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionCounters {
    /// Attempts to connect.
    pub attempts: u64,
    /// Connections that became ready for requests.
    pub ready: u64,
    /// Attempts and connections that ended by a failure; those closed as planned do not count.
    pub failures: u64,
    /// Authentications that succeeded, renewals of a session not included.
    pub authentications: u64,
    /// Sessions that were renewed (KIP-368).
    pub reauthentications: u64,
    /// Authentications and renewals that the broker, or this client, refused.
    pub refusals: u64,
    /// Bytes written.
    pub bytes_sent: u64,
    /// Bytes read.
    pub bytes_received: u64,
    /// Requests, those of the connection itself included.
    pub requests: u64,
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
}

impl ConnectionCounters {
    pub(super) fn answered(&mut self, latency: Duration) {
        self.responses += 1;
        self.latency_total += latency;
        self.latency_max = self.latency_max.max(latency);
    }

    pub(super) fn throttled(&mut self, throttle: Duration) {
        self.throttle_total += throttle;
        self.throttle_max = self.throttle_max.max(throttle);
    }
}

impl AddAssign for ConnectionCounters {
    fn add_assign(&mut self, other: Self) {
        self.attempts += other.attempts;
        self.ready += other.ready;
        self.failures += other.failures;
        self.authentications += other.authentications;
        self.reauthentications += other.reauthentications;
        self.refusals += other.refusals;
        self.bytes_sent += other.bytes_sent;
        self.bytes_received += other.bytes_received;
        self.requests += other.requests;
        self.responses += other.responses;
        self.latency_total += other.latency_total;
        self.latency_max = self.latency_max.max(other.latency_max);
        self.throttle_total += other.throttle_total;
        self.throttle_max = self.throttle_max.max(other.throttle_max);
    }
}
