//! A real cluster for the scenarios of one file.

use std::ops::Deref;
use std::path::PathBuf;

use kafka_net::TlsConfig;
use xtask::install;
use xtask::kafka::{ClusterConfig, RunningCluster, Version};

use crate::{Admin, Result};

/// What cluster a file wants.
#[derive(Clone, Debug)]
pub struct Nodes<'a> {
    /// Names the cluster's folder; one a file, so that a run that was broken off is cleaned up by the next one.
    pub name: &'a str,
    /// Port of node 1; files must not share any, each node has ten.
    pub port: u16,
    /// Release, such as `4.4.0`.
    pub version: &'a str,
    /// 1 or 3.
    pub count: u32,
    /// Broker properties on top of the built-in ones.
    pub props: &'a [(&'a str, &'a str)],
}

/// What a cluster asks of those who come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    None,
    Secure,
    Kerberos,
}

/// A running cluster with a client to look after it; it ends when this is dropped.
#[derive(Debug)]
pub struct TestCluster {
    // First, so that its connections are closed before the brokers go.
    admin: Admin,
    cluster: RunningCluster,
}

impl TestCluster {
    /// Starts a cluster, and returns when all nodes know each other.
    pub fn up(nodes: &Nodes<'_>) -> Result<Self> {
        Self::start(nodes, Guard::None)
    }

    /// The same, with listeners for TLS and SASL beside the plain one, and an authorizer.
    pub fn up_secure(nodes: &Nodes<'_>) -> Result<Self> {
        Self::start(nodes, Guard::Secure)
    }

    /// The same as [`up_secure`](Self::up_secure), with a KDC.
    pub fn up_kerberos(nodes: &Nodes<'_>) -> Result<Self> {
        Self::start(nodes, Guard::Kerberos)
    }

    /// Starts a cluster that the project's client could not ask, because it is too old.
    pub fn up_unasked(nodes: &Nodes<'_>) -> Result<RunningCluster> {
        Self::run(nodes, Guard::None)
    }

    fn run(nodes: &Nodes<'_>, guard: Guard) -> Result<RunningCluster> {
        install::ensure(&[install::JAVA, install::MAVEN, install::KCAT])?;
        Ok(RunningCluster::up(ClusterConfig {
            version: nodes.version.parse::<Version>()?,
            nodes: nodes.count,
            port: nodes.port,
            dir: std::env::temp_dir().join(format!("xtask-interop-{}", nodes.name)),
            secure: guard != Guard::None,
            authorizer: guard != Guard::None,
            kerberos: guard == Guard::Kerberos,
            props: nodes.props.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        })?)
    }

    fn start(nodes: &Nodes<'_>, guard: Guard) -> Result<Self> {
        let cluster = Self::run(nodes, guard)?;
        let admin = Admin::connect(&cluster.bootstrap())?;
        Ok(Self { admin, cluster })
    }

    /// A file with certificates or keys of a secure cluster; [`ClusterConfig::tls_dir`] has their names.
    pub fn tls_file(&self, name: &str) -> PathBuf {
        self.config().tls_dir().join(name)
    }

    /// Trusts the cluster's authority; without a certificate of its own.
    pub fn tls(&self) -> TlsConfig {
        let mut tls = TlsConfig::new();
        tls.truststore_location = Some(self.tls_file("ca.pem"));
        tls
    }

    /// Asks and changes the cluster over the wire.
    pub fn admin(&self) -> &Admin {
        &self.admin
    }
}

impl Deref for TestCluster {
    type Target = RunningCluster;

    fn deref(&self) -> &RunningCluster {
        &self.cluster
    }
}
