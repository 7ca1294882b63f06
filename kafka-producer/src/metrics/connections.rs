//! What the counters of connections grew by, pass by pass.

use std::time::Duration;

use kafka_net::{Cluster, ConnectionCounters, Tick};

use crate::metrics::WindowConfig;
use crate::metrics::recorded::{Recorded, millis};
use crate::metrics::sensor::Sensor;

/// What is recorded about all connections together.
#[derive(Debug)]
pub(crate) struct NetworkSensors {
    pub(crate) opened: Sensor,
    pub(crate) closed: Sensor,
    pub(crate) authentications: Sensor,
    pub(crate) refusals: Sensor,
    pub(crate) renewals: Sensor,
    pub(crate) renewal_refusals: Sensor,
    /// Milliseconds.
    pub(crate) renewal_latency: Sensor,
    pub(crate) operations: Sensor,
    pub(crate) outgoing: Sensor,
    pub(crate) incoming: Sensor,
    pub(crate) requests: Sensor,
    pub(crate) request_size: Sensor,
    pub(crate) responses: Sensor,
    pub(crate) seen: ConnectionCounters,
}

/// What the I/O loop records about itself; nanoseconds.
#[derive(Debug)]
pub(crate) struct LoopSensors {
    pub(crate) select: Sensor,
    pub(crate) wait: Sensor,
    pub(crate) work: Sensor,
}

impl NetworkSensors {
    pub(super) fn new(windows: WindowConfig) -> Self {
        let sensor = || Sensor::new(windows);
        Self {
            opened: sensor(),
            closed: sensor(),
            authentications: sensor(),
            refusals: sensor(),
            renewals: sensor(),
            renewal_refusals: sensor(),
            renewal_latency: sensor(),
            operations: sensor(),
            outgoing: sensor(),
            incoming: sensor(),
            requests: sensor(),
            request_size: sensor(),
            responses: sensor(),
            seen: ConnectionCounters::default(),
        }
    }

    fn grow(&mut self, now: Tick, total: &ConnectionCounters) {
        let seen = std::mem::replace(&mut self.seen, *total);
        self.opened.record_growth(now, seen.opened, total.opened);
        self.closed.record_growth(now, seen.closed, total.closed);
        self.authentications.record_growth(now, seen.authentications, total.authentications);
        let refused = |counters: &ConnectionCounters| counters.refusals - counters.renewal_refusals;
        self.refusals.record_growth(now, refused(&seen), refused(total));
        self.renewals.record_growth(now, seen.reauthentications, total.reauthentications);
        self.renewal_refusals.record_growth(now, seen.renewal_refusals, total.renewal_refusals);
        self.renewal_latency.record_many(
            now,
            millis(total.reauthentication_total.saturating_sub(seen.reauthentication_total)),
            millis(total.peaks.reauthentication),
            total.reauthentications.saturating_sub(seen.reauthentications),
        );
        self.operations.record_growth(now, seen.operations, total.operations);
        self.outgoing.record_growth(now, seen.bytes_sent, total.bytes_sent);
        self.incoming.record_growth(now, seen.bytes_received, total.bytes_received);
        self.requests.record_growth(now, seen.requests, total.requests);
        record_sizes(&mut self.request_size, now, &seen, total);
        self.responses.record_growth(now, seen.responses, total.responses);
    }
}

impl LoopSensors {
    pub(super) fn new(windows: WindowConfig) -> Self {
        Self { select: Sensor::new(windows), wait: Sensor::new(windows), work: Sensor::new(windows) }
    }

    /// The loop was woken after `waited`, and has worked for `worked`.
    pub(crate) fn turned(&mut self, now: Tick, waited: Duration, worked: Duration) {
        self.select.record(now, 1.0);
        self.wait.record(now, waited.as_nanos() as f64);
        self.work.record(now, worked.as_nanos() as f64);
    }
}

impl Recorded {
    /// Reads off the connections what has happened since the last call; returns the sum of all.
    pub(crate) fn read_connections(
        &mut self,
        now: Tick,
        cluster: &mut Cluster,
    ) -> Option<ConnectionCounters> {
        self.metadata_at = cluster.metadata_updated_at();
        let pass = self.pass + 1;
        let total = cluster.take_counters(|broker, counters| {
            if counters.attempts == 0 {
                return;
            }
            let node = self.node(broker);
            node.seen_in = pass;
            if node.seen == *counters {
                return;
            }
            let seen = std::mem::replace(&mut node.seen, *counters);
            node.requests.record_growth(now, seen.requests, counters.requests);
            record_sizes(&mut node.request_size, now, &seen, counters);
            node.responses.record_growth(now, seen.responses, counters.responses);
            node.outgoing.record_growth(now, seen.bytes_sent, counters.bytes_sent);
            node.incoming.record_growth(now, seen.bytes_received, counters.bytes_received);
        })?;
        self.pass = pass;
        // Brokers that have left the cluster.
        self.nodes.retain(|_, node| node.seen_in == pass);
        let seen = self.network.seen;
        self.sender.throttle.record_many(
            now,
            millis(total.throttle_told.saturating_sub(seen.throttle_told)),
            millis(total.peaks.throttle_told),
            total.throttle_answers.saturating_sub(seen.throttle_answers),
        );
        self.network.grow(now, &total);
        Some(total)
    }
}

fn record_sizes(sensor: &mut Sensor, now: Tick, seen: &ConnectionCounters, counters: &ConnectionCounters) {
    sensor.record_many(
        now,
        counters.request_bytes.saturating_sub(seen.request_bytes) as f64,
        counters.peaks.request_bytes as f64,
        counters.requests.saturating_sub(seen.requests),
    );
}
