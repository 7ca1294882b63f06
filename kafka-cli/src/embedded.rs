//! The embedded cluster in this process, behind loopback sockets.

use std::fmt;

use kafka_fake::{ClusterConfig, Counters, TcpCluster};
use kafka_protocol::ApiKey;

use crate::failure::Failure;
use crate::figures::Grouped;

/// Starts an embedded cluster.
pub(crate) fn start(config: ClusterConfig) -> Result<TcpCluster, Failure> {
    let port = config.port;
    TcpCluster::start(config).map_err(|error| {
        let remedy = if port == 0 { "" } else { "; another --port may be free, and 0 takes any" };
        Failure::Run(format!("the embedded broker cannot listen on 127.0.0.1:{port}: {error}{remedy}"))
    })
}

/// What the brokers themselves counted.
pub(crate) struct BrokerCounters(Counters);

impl BrokerCounters {
    pub(crate) fn of(cluster: &TcpCluster) -> Self {
        Self(cluster.with_cluster(|cluster| cluster.counters().clone()))
    }

    pub(crate) fn records(&self) -> u64 {
        self.0.records
    }

    /// Requests by API, most important first.
    pub(crate) fn requests(&self) -> String {
        let counts = self.0.requests.iter().map(|(api, count)| format!("{} {}", Grouped(*count), api.name()));
        counts.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for BrokerCounters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.0;
        write!(
            f,
            "{} records in {} batches, {} bytes, {} Produce requests; {} duplicates, {} refused",
            Grouped(c.records),
            Grouped(c.batches),
            Grouped(c.bytes),
            Grouped(c.requests_of(ApiKey::PRODUCE)),
            Grouped(c.duplicates),
            Grouped(c.rejects),
        )
    }
}
