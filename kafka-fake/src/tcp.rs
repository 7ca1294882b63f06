//! The cluster behind TCP sockets on this machine.

mod framed;
mod hub;
mod listener;
mod sink;
#[cfg(feature = "tls")]
mod tls;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::watch;

use self::hub::Hub;
use self::listener::Transport;
#[cfg(feature = "tls")]
pub use self::tls::{TlsListener, TlsListenerError};
use crate::cluster::Cluster;
use crate::config::ClusterConfig;

/// A [`Cluster`] that listens on TCP, one port a broker, on threads of its own. Dropping it closes every connection and
/// waits for the threads.
///
/// In sink mode each connection has a thread that reads the headers of batches and lets the kernel throw their records
/// away, so that a producer under test keeps the machine for itself. Faults of the script do not befall Produce requests
/// there.
///
/// ```no_run
/// use kafka_fake::{ClusterConfig, TcpCluster};
///
/// let cluster = TcpCluster::start(ClusterConfig::default().brokers(3))?;
/// println!("bootstrap.servers={}", cluster.bootstrap());
/// cluster.with_cluster(|cluster| cluster.control().create_topic("orders", 6))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TcpCluster {
    hub: Arc<Hub>,
    addresses: Vec<SocketAddr>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl TcpCluster {
    /// Binds a port for each broker on 127.0.0.1, on the configuration's host if that is an address, and starts to serve.
    pub fn start(config: ClusterConfig) -> io::Result<Self> {
        let transport = if config.sink { Transport::Sink } else { Transport::Plain };
        Self::listen(config, transport)
    }

    /// As [`start`](Self::start), under TLS. A sink cannot: its records never come to this process.
    #[cfg(feature = "tls")]
    pub fn start_tls(config: ClusterConfig, tls: TlsListener) -> io::Result<Self> {
        if config.sink {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a sink cannot decrypt"));
        }
        Self::listen(config, Transport::Tls(tls))
    }

    fn listen(config: ClusterConfig, transport: Transport) -> io::Result<Self> {
        let address = config.host.parse().unwrap_or(std::net::Ipv4Addr::LOCALHOST.into());
        let port = config.port;
        let mut cluster = Cluster::new(config);
        let mut listeners = Vec::new();
        let mut addresses = Vec::new();
        let ids: Vec<i32> = cluster.brokers().iter().map(|broker| broker.id().0).collect();
        for (offset, id) in (0..).zip(ids) {
            let port = if port == 0 { 0 } else { port.saturating_add(offset) };
            let listener = TcpListener::bind(SocketAddr::new(address, port))?;
            listener.set_nonblocking(true)?;
            let bound = listener.local_addr()?;
            let host = cluster.config().host.clone();
            cluster.control().set_address(id, &host, bound.port()).map_err(io::Error::other)?;
            addresses.push(bound);
            listeners.push((id, listener));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let hub = Arc::new(Hub::new(cluster));
        let (stop, stopped) = watch::channel(false);
        let thread = std::thread::Builder::new().name("kafka-fake".to_owned()).spawn({
            let hub = Arc::clone(&hub);
            move || {
                runtime.block_on(listener::run(&hub, listeners, transport, stopped));
                hub.join();
            }
        })?;
        Ok(Self { hub, addresses, stop, thread: Some(thread) })
    }

    /// The brokers' addresses for `bootstrap.servers`: `127.0.0.1:32769,127.0.0.1:32770`.
    pub fn bootstrap(&self) -> String {
        let addresses: Vec<String> = self.addresses.iter().map(ToString::to_string).collect();
        addresses.join(",")
    }

    /// The brokers' addresses, in order of their ids.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// Looks at the cluster or changes it, between two requests. Connections wait meanwhile, so be short. When it returns,
    /// the ports of brokers that are down refuse connections; those of brokers that came up open a moment later.
    pub fn with_cluster<T>(&self, f: impl FnOnce(&mut Cluster) -> T) -> T {
        let result = self.hub.with(|cluster, _| f(cluster));
        self.hub.wait_for_ports();
        result
    }
}

impl Drop for TcpCluster {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // A panic of that thread was reported when it happened.
            drop(thread.join());
        }
    }
}
