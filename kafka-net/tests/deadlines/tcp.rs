//! A row over TCP: the embedded broker on loopback, the cluster view behind its own sockets.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use kafka_fake::TcpCluster;
use kafka_net::driver::{Clock, CredentialSource, Credentials, Sockets};
use kafka_net::{Cluster, SaslSeed, Tick};
use tokio::time::Instant;

use crate::observer::Outcome;
use crate::row::{Blow, LIFETIME, Row};

/// Plays the row to its end.
pub(crate) async fn run(row: &Row) -> Outcome {
    let fake = Fake::start(row);
    let config = row.net_config(&fake.address().to_string());
    let mut sockets = Sockets::from_config(&config).unwrap();
    if matches!(row.blow, Blow::NoCredentials) {
        sockets = sockets.with_credentials(Arc::new(NoCredentials));
    }
    let mut clock = Skipping { clock: Clock::start(), skipped: Duration::ZERO };
    let mut cluster = Cluster::new(config, 1, clock.now()).unwrap();
    let mut outcome = Outcome { opened_at: clock.now(), ..Outcome::default() };
    loop {
        drain(&mut cluster, &mut sockets, clock, &mut outcome);
        outcome.act(clock.now(), &mut cluster);
        drain(&mut cluster, &mut sockets, clock, &mut outcome);
        if outcome.is_over(row) {
            break;
        }
        if row.is_renewal() && outcome.is_answered() && outcome.renewal_at.is_none() {
            // To where the session is to be renewed, whatever share of its life the client draws.
            clock.skipped = LIFETIME.mul_f64(0.96);
            outcome.renewal_at = Some(clock.now());
            cluster.handle_timeout(clock.now());
            continue;
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
    outcome.struck = fake.has_struck();
    outcome
}

fn drain(cluster: &mut Cluster, sockets: &mut Sockets, clock: Skipping, outcome: &mut Outcome) {
    loop {
        while let Some(transmit) = cluster.poll_transmit() {
            sockets.apply(transmit);
        }
        let Some(event) = cluster.poll_event() else { return };
        outcome.take(clock.now(), cluster, event);
    }
}

/// A clock that can be put forward.
#[derive(Clone, Copy)]
struct Skipping {
    clock: Clock,
    skipped: Duration,
}

impl Skipping {
    fn now(&self) -> Tick {
        self.clock.now() + self.skipped
    }

    fn instant(&self, tick: Tick) -> Option<Instant> {
        self.clock.instant(Tick::ZERO + (tick - Tick::ZERO).saturating_sub(self.skipped))
    }
}

/// A source of credentials that never has any.
struct NoCredentials;

impl CredentialSource for NoCredentials {
    fn credentials(&self, _: SaslSeed) -> Credentials {
        Box::pin(std::future::pending())
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

    fn has_struck(&self) -> bool {
        match self {
            Self::Broker(cluster) => cluster.with_cluster(|cluster| cluster.control().faults_left() == 0),
            Self::Full { .. } => true,
        }
    }

    fn address(&self) -> SocketAddr {
        match self {
            Self::Broker(cluster) => cluster.addresses()[0],
            Self::Full { address, .. } => *address,
        }
    }
}
