//! A row over TCP: the embedded broker on loopback, the cluster view behind its own sockets.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use kafka_fake::TcpCluster;
use kafka_net::Cluster;
use kafka_net::driver::{Clock, Sockets};

use crate::observer::Outcome;
use crate::row::{Blow, Row};

/// Plays the row to its end.
pub(crate) async fn run(row: &Row) -> Outcome {
    let fake = Fake::start(row);
    let config = row.net_config(&fake.address().to_string());
    let mut sockets = Sockets::from_config(&config).unwrap();
    let clock = Clock::start();
    let mut cluster = Cluster::new(config, 1, clock.now()).unwrap();
    let mut outcome = Outcome { opened_at: clock.now(), ..Outcome::default() };
    loop {
        drain(&mut cluster, &mut sockets, clock, &mut outcome);
        outcome.act(clock.now(), &mut cluster);
        drain(&mut cluster, &mut sockets, clock, &mut outcome);
        if outcome.is_over() {
            break;
        }
        let due = cluster.poll_timeout().and_then(|due| clock.instant(due));
        let timer = async {
            match due {
                Some(due) => tokio::time::sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            event = sockets.next_event() => event.deliver(&mut cluster, clock.now()),
            () = timer => cluster.handle_timeout(clock.now()),
        }
    }
    outcome.close(clock.now(), &mut cluster);
    outcome
}

fn drain(cluster: &mut Cluster, sockets: &mut Sockets, clock: Clock, outcome: &mut Outcome) {
    loop {
        while let Some(transmit) = cluster.poll_transmit() {
            sockets.apply(transmit);
        }
        let Some(event) = cluster.poll_event() else { return };
        outcome.take(clock.now(), cluster, event);
    }
}

/// The other side.
enum Fake {
    Broker(TcpCluster),
    /// A listener whose queue is full, with who fills it: the kernel drops what would be one too many.
    Full {
        address: SocketAddr,
        _held: (TcpListener, Vec<TcpStream>),
    },
}

impl Fake {
    fn start(row: &Row) -> Self {
        if matches!(row.blow, Blow::Unreachable) {
            return Self::full();
        }
        let cluster = TcpCluster::start(row.cluster_config()).unwrap();
        cluster.with_cluster(|cluster| row.arm(cluster));
        if matches!(row.blow, Blow::Refused) {
            // The port closes on another thread, a moment after the command.
            while TcpStream::connect(cluster.addresses()[0]).is_ok() {
                std::thread::yield_now();
            }
        }
        Self::Broker(cluster)
    }

    fn full() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        rustix::net::listen(&listener, 0).unwrap();
        let address = listener.local_addr().unwrap();
        let mut held = Vec::new();
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
            held.push(stream);
        }
        Self::Full { address, _held: (listener, held) }
    }

    fn address(&self) -> SocketAddr {
        match self {
            Self::Broker(cluster) => cluster.addresses()[0],
            Self::Full { address, .. } => *address,
        }
    }
}
