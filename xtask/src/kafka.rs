//! Real Kafka clusters on the loopback interface, from the jars on Maven Central: any release from 0.9.0.1 on.
//!
//! A cluster belongs to a folder, not to the process that started it: `cargo xtask kafka up` leaves it running, and
//! any later process takes it over with [`Cluster::open`]. Tests hold a [`RunningCluster`], which ends with them.
//!
//! Releases from 3.3 on run as KRaft, each node broker and controller at once; older ones beside a ZooKeeper.

mod cli;
mod config;
mod jars;
mod kerberos;
mod nodes;
mod oauth;
mod probe;
mod process;
mod properties;
mod tls;
mod version;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::Signal;

pub use self::cli::{KafkaCommand, run};
pub use self::config::{
    ClusterConfig, HOST, Listener, ODD_PASSWORD, ODD_USER, PASSWORD, POWERLESS_PASSWORD, POWERLESS_USER, USER,
};
pub use self::kerberos::{REALM, SERVICE};
pub use self::oauth::{AUDIENCE, ISSUER, TokenSigner};
pub use self::version::Version;

use self::process::Process;
use self::properties::Properties;
use crate::clock::poll_until;
use crate::command;
use crate::failure::{Context, Failure, Result};
use crate::install;

/// A cluster that runs, whoever started it. Dropping this leaves it running.
#[derive(Clone, Debug)]
pub struct Cluster {
    config: ClusterConfig,
}

impl Cluster {
    /// Starts a cluster and returns when each broker names all brokers. One that runs in the same folder is ended
    /// first. What was started is ended again if anything fails.
    pub fn up(config: ClusterConfig) -> Result<Self> {
        config.validate()?;
        install::ensure(&[install::JAVA])?;
        if config.dir.exists() {
            Self::open(&config.dir)?.down()?;
        }
        let cluster = Self { config };
        cluster.assert_ports_are_free()?;
        cluster.create().and_then(|()| cluster.start_all()).inspect_err(|_| {
            // What is left when that fails too has its process ids on file, for the next `down`.
            let _ = cluster.end_processes();
        })?;
        Ok(cluster)
    }

    /// The cluster that lives in `dir`.
    pub fn open(dir: &Path) -> Result<Self> {
        let state = fs::read_to_string(dir.join(STATE_FILE)).ok();
        let state = state.ok_or_else(|| Failure::from(format!("no cluster in {}", dir.display())))?;
        let config = ClusterConfig::from_properties(dir.to_owned(), &Properties::parse(&state));
        Ok(Self { config: config.context(format_args!("{} is damaged", dir.join(STATE_FILE).display()))? })
    }

    /// What was started, without the extra properties when the cluster was opened by folder.
    pub fn config(&self) -> &ClusterConfig {
        &self.config
    }

    /// The PLAINTEXT addresses of all nodes, as `bootstrap.servers` wants them.
    pub fn bootstrap(&self) -> String {
        self.config.bootstrap()
    }

    /// The addresses of all nodes on `listener`.
    pub fn bootstrap_of(&self, listener: Listener) -> String {
        self.config.bootstrap_of(listener)
    }

    /// SIGKILL: the broker is gone, its data stays.
    pub fn kill(&self, node: u32) -> Result<()> {
        self.node(node)?.kill()
    }

    /// SIGSTOP: the broker keeps its connections and answers nothing.
    pub fn stop(&self, node: u32) -> Result<()> {
        self.node(node)?.signal(Signal::STOP)
    }

    /// SIGCONT: a stopped broker goes on.
    pub fn cont(&self, node: u32) -> Result<()> {
        self.node(node)?.signal(Signal::CONT)
    }

    /// SIGTERM: the broker gives its partitions away and ends; returns when it is gone.
    pub fn shut_down(&self, node: u32) -> Result<()> {
        self.node(node)?.end()
    }

    /// Gives a broker that is down another port for its PLAINTEXT listener, from its next start on.
    pub fn move_to(&self, node: u32, port: u16) -> Result<()> {
        let process = self.node(node)?;
        if process.is_running() {
            return Err(format!("node {node} is running").into());
        }
        let old = self.address_of(node)?;
        let text = fs::read_to_string(process.configuration())?;
        let endpoint = |address| format!("{}://{address}", Listener::Plaintext.name());
        fs::write(process.configuration(), text.replace(&endpoint(old), &endpoint(loopback(port))))?;
        Ok(())
    }

    /// Where the PLAINTEXT listener of a node is, wherever it was moved.
    pub fn address_of(&self, node: u32) -> Result<SocketAddr> {
        let process = self.node(node)?;
        let properties = Properties::parse(&fs::read_to_string(process.configuration())?);
        let prefix = format!("{}://", Listener::Plaintext.name());
        let endpoints = properties.get("listeners").unwrap_or_default().split(',');
        let address =
            endpoints.filter_map(|endpoint| endpoint.strip_prefix(&prefix)).find_map(|a| a.parse().ok());
        address.ok_or_else(|| format!("{} names no address", process.configuration().display()).into())
    }

    /// Starts brokers that are down, which may need each other, and returns when each knows all of them.
    pub fn start_together(&self, nodes: &[u32]) -> Result<()> {
        nodes.iter().try_for_each(|node| self.launch(*node))?;
        nodes.iter().try_for_each(|node| self.wait_for_broker(*node, nodes))
    }

    /// Starts a killed broker again and returns when it knows itself to be part of the cluster.
    pub fn start(&self, node: u32) -> Result<()> {
        if self.node(node)?.is_running() {
            return Err(format!("node {node} is running").into());
        }
        // Until ZooKeeper forgets the killed broker's session, the new one ends at once: its id seems taken.
        let attempts = if self.config.version.is_kraft() { 1 } else { 6 };
        let mut result = Ok(());
        for _ in 0..attempts {
            self.launch(node)?;
            result = self.wait_for_broker(node, &[node]);
            if result.is_ok() || self.node(node)?.is_running() {
                break;
            }
        }
        result
    }

    /// A Java program on the class path of the cluster's release; the caller adds its arguments.
    pub fn java(&self, class: &str) -> Result<Command> {
        java(&self.config.version, BROKER_HEAP, class)
    }

    /// Ends every process and removes the cluster's folder.
    pub fn down(self) -> Result<()> {
        self.end_processes()?;
        fs::remove_dir_all(&self.config.dir)
            .context(format_args!("cannot remove {}", self.config.dir.display()))
    }

    /// Writes everything that the nodes read.
    fn create(&self) -> Result<()> {
        let config = &self.config;
        fs::create_dir_all(&config.dir).context(format_args!("cannot create {}", config.dir.display()))?;
        fs::write(config.dir.join(STATE_FILE), config.to_properties().to_string())?;
        if config.secure {
            tls::write_certificates(&config.tls_dir())?;
            oauth::write_keys(&config.oauth_dir())?;
        }
        if config.kerberos {
            kerberos::create(config)?;
        }
        if !config.version.is_kraft() {
            fs::write(self.zookeeper().configuration(), nodes::zookeeper(config).to_string())?;
        }
        for node in 1..=config.nodes {
            let file = self.process(node);
            fs::write(file.configuration(), nodes::broker(config, node).to_string())?;
            if config.version.is_kraft() {
                self.format_storage(file.configuration())?;
            }
        }
        Ok(())
    }

    fn format_storage(&self, configuration: &Path) -> Result<()> {
        let version = &self.config.version;
        let mut command = java(version, TOOL_HEAP, "kafka.tools.StorageTool")?;
        command.args(["format", "-t", CLUSTER_ID, "-c"]).arg(configuration);
        if self.config.secure && version.formats_scram() {
            // Java takes arguments in the encoding of the locale.
            command.env("LC_ALL", "C.UTF-8");
            for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"] {
                for (user, password) in
                    [(USER, PASSWORD), (ODD_USER, ODD_PASSWORD), (POWERLESS_USER, POWERLESS_PASSWORD)]
                {
                    command.args(["--add-scram", &format!("{mechanism}=[name={user},password={password}]")]);
                }
            }
        }
        command::capture(&mut command).map(drop)
    }

    fn start_all(&self) -> Result<()> {
        if !self.config.version.is_kraft() {
            self.start_zookeeper()?;
        }
        if self.config.kerberos {
            kerberos::start(&self.config)?;
        }
        let nodes: Vec<_> = (1..=self.config.nodes).collect();
        for node in &nodes {
            self.launch(*node)?;
        }
        nodes.iter().try_for_each(|node| self.wait_for_broker(*node, &nodes))
    }

    fn start_zookeeper(&self) -> Result<()> {
        let class = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
        let process = self.zookeeper();
        process.start(java(&Version::with_zookeeper(), TOOL_HEAP, class)?)?;
        let address = loopback(self.config.zookeeper_port());
        wait_for("ZooKeeper", &process, || {
            TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
        })
    }

    fn launch(&self, node: u32) -> Result<()> {
        let mut options = Vec::new();
        if self.config.secure {
            options = oauth::java_options(&self.config);
        }
        if self.config.kerberos {
            options.push(kerberos::java_option(&self.config));
        }
        self.process(node).start(java_with(&self.config.version, BROKER_HEAP, &options, "kafka.Kafka")?)
    }

    /// Waits until the broker answers requests and its view of the cluster has all of `members`.
    fn wait_for_broker(&self, node: u32, members: &[u32]) -> Result<()> {
        let address = self.address_of(node)?;
        let metadata_version = self.config.version.metadata_version();
        wait_for(&format!("node {node}"), &self.process(node), || {
            probe::known_brokers(address, metadata_version)
                .is_ok_and(|known| members.iter().all(|member| known.contains(&(*member as i32))))
        })
    }

    fn end_processes(&self) -> Result<()> {
        let nodes = (1..=self.config.nodes).map(|node| self.process(node));
        nodes
            .chain([self.zookeeper(), kerberos::process(&self.config)])
            .try_for_each(|process| process.kill())
    }

    fn assert_ports_are_free(&self) -> Result<()> {
        let config = &self.config;
        for node in 1..=config.nodes {
            let mut ports: Vec<_> =
                config.listeners().iter().map(|listener| config.broker_port(*listener, node)).collect();
            ports.push(if config.version.is_kraft() {
                config.controller_port(node)
            } else {
                config.zookeeper_port()
            });
            for port in ports {
                TcpListener::bind(loopback(port))
                    .context(format_args!("port {port} is taken; choose another --port"))?;
            }
        }
        Ok(())
    }

    fn node(&self, node: u32) -> Result<Process> {
        if (1..=self.config.nodes).contains(&node) {
            Ok(self.process(node))
        } else {
            Err(format!("there is no node {node}; the cluster has {}", self.config.nodes).into())
        }
    }

    fn process(&self, node: u32) -> Process {
        Process::of(self.config.dir.join(format!("node{node}.properties")))
    }

    fn zookeeper(&self) -> Process {
        Process::of(self.config.dir.join("zookeeper.properties"))
    }
}

/// A cluster that ends when this is dropped.
#[derive(Debug)]
pub struct RunningCluster(Cluster);

impl RunningCluster {
    /// Starts a cluster as [`Cluster::up`] does.
    pub fn up(config: ClusterConfig) -> Result<Self> {
        Cluster::up(config).map(Self)
    }
}

impl Deref for RunningCluster {
    type Target = Cluster;

    fn deref(&self) -> &Cluster {
        &self.0
    }
}

impl Drop for RunningCluster {
    fn drop(&mut self) {
        if let Err(failure) = self.0.clone().down() {
            eprintln!("a cluster is left behind: {failure}");
        }
    }
}

/// The class path of a release, fetched if need be.
pub fn class_path(version: &Version) -> Result<String> {
    jars::class_path(version)
}

fn java(version: &Version, heap: &str, class: &str) -> Result<Command> {
    java_with(version, heap, &[], class)
}

fn java_with(version: &Version, heap: &str, options: &[String], class: &str) -> Result<Command> {
    let mut command = Command::new("java");
    command.stdin(Stdio::null()).args([
        heap,
        "-XX:+UseSerialGC",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    ]);
    command.args(options).args(["-cp", &jars::class_path(version)?, class]);
    Ok(command)
}

fn wait_for(name: &str, process: &Process, mut answers: impl FnMut() -> bool) -> Result<()> {
    let answered = poll_until(START_LIMIT, || {
        if answers() {
            return Ok(Some(()));
        }
        let alive = process.is_running().then_some(None);
        alive.ok_or_else(|| format!("{name} ended while it started:\n{}", process.log_tail()).into())
    })?;
    let seconds = START_LIMIT.as_secs();
    answered
        .ok_or_else(|| format!("{name} did not answer within {seconds} s:\n{}", process.log_tail()).into())
}

fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// Small on purpose: a check machine runs three brokers beside a compiler.
const BROKER_HEAP: &str = "-Xmx768m";
const TOOL_HEAP: &str = "-Xmx128m";
const START_LIMIT: Duration = Duration::from_secs(200);
/// Any 16 bytes in base64 would do.
const CLUSTER_ID: &str = "eHRhc2sta2Fma2EtMDAwMQ";
const STATE_FILE: &str = "cluster.properties";

/// The cluster's folder, from an option or the default.
fn dir_or_default(dir: Option<PathBuf>) -> PathBuf {
    dir.unwrap_or_else(ClusterConfig::default_dir)
}
