//! Where the examples send to: the cluster named by `--bootstrap`, or an embedded one.

use kafka_fake::{ClusterConfig, TcpCluster};

/// A cluster to send to, for as long as it lives.
pub(crate) struct Target {
    pub(crate) bootstrap: String,
    _embedded: Option<TcpCluster>,
}

impl Target {
    pub(crate) fn from_args() -> Result<Self, Box<dyn std::error::Error>> {
        let mut args = std::env::args().skip(1);
        match (args.next().as_deref(), args.next()) {
            (Some("--bootstrap"), Some(bootstrap)) => Ok(Self { bootstrap, _embedded: None }),
            (None, _) => {
                let cluster = TcpCluster::start(ClusterConfig::default().partitions(3))?;
                Ok(Self { bootstrap: cluster.bootstrap(), _embedded: Some(cluster) })
            }
            _ => Err("give --bootstrap HOST:PORT for a cluster, or nothing for an embedded one".into()),
        }
    }
}
