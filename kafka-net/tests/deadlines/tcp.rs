//! A row over TCP: the embedded broker on loopback, the cluster view behind its own sockets.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use kafka_fake::{TcpCluster, TlsListener};
use kafka_net::driver::{Clock, CredentialSource, Credentials, Sockets};
use kafka_net::{Cluster, SaslSeed, Tick, TlsConfig};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::observer::Outcome;
use crate::row::{Blow, LIFETIME, Over, Row};

/// Plays the row to its end.
///
/// `turns` bounds how many rows are on their way to their fault at once: the time that this takes is part of what the deadline
/// is for, and on a busy machine all of them together would need too much of it.
pub(crate) async fn run(row: &Row, identity: &Identity, turns: &Semaphore) -> Outcome {
    let fake = Fake::start(row, identity).await;
    let mut turn = turns.acquire().await.ok();
    let mut config = row.net_config(&fake.address().to_string());
    if row.over.is_encrypted() {
        let mut tls = TlsConfig::new();
        tls.truststore_certificates = Some(identity.chain.as_str().into());
        config.tls = Some(tls.into());
    }
    let mut sockets = Sockets::from_config(&config).unwrap();
    if matches!(row.blow, Blow::NoCredentials) {
        sockets = sockets.with_credentials(Arc::new(NoCredentials));
    }
    let mut clock = Skipping { clock: Clock::start(), skipped: Duration::ZERO };
    let mut cluster = Cluster::new(config, 1, clock.now()).unwrap();
    let mut outcome = Outcome { opened_at: clock.now(), ..Outcome::default() };
    loop {
        drain(&mut cluster, &mut sockets, clock, &mut outcome);
        outcome.act(clock.now(), &mut cluster, row);
        drain(&mut cluster, &mut sockets, clock, &mut outcome);
        if outcome.is_over(row) {
            break;
        }
        if turn.is_some() && fake.has_struck() {
            turn = None;
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
            // Nothing tells that a fault has struck which says nothing.
            () = tokio::time::sleep(LOOK), if turn.is_some() => {}
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

/// Time between two looks at the script.
const LOOK: Duration = Duration::from_millis(5);

/// Who the brokers are under TLS: a certificate that signs itself, and its key, as PEM.
#[derive(Clone)]
pub(crate) struct Identity {
    chain: String,
    key: String,
}

impl Identity {
    pub(crate) fn new() -> Self {
        let identity = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        Self { chain: identity.cert.pem(), key: identity.signing_key.serialize_pem() }
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
    /// A port that is taken, and nobody listens.
    Deaf(TcpSocket),
    /// A listener whose queue is full, with who fills it: the kernel drops what would be one too many.
    Full {
        listener: TcpListener,
        _held: Vec<TcpStream>,
    },
}

impl Fake {
    async fn start(row: &Row, identity: &Identity) -> Self {
        match row.blow {
            Blow::Unreachable => return Self::full().await,
            // Of a port that nobody has taken, somebody else may make use meanwhile.
            Blow::Refused => return Self::Deaf(bound()),
            _ => {}
        }
        let Identity { chain, key } = identity;
        let cluster = match row.listener() {
            Over::Tls | Over::TlsScram => {
                TcpCluster::start_tls(row.cluster_config(), TlsListener::from_pem(chain, key).unwrap())
            }
            Over::MutualTls => {
                let tls = TlsListener::for_clients_of(chain, chain, key).unwrap();
                TcpCluster::start_tls(row.cluster_config(), tls)
            }
            _ => TcpCluster::start(row.cluster_config()),
        };
        let cluster = cluster.unwrap();
        cluster.with_cluster(|cluster| row.arm(cluster));
        Self::Broker(cluster)
    }

    async fn full() -> Self {
        let listener = bound().listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        let mut held = Vec::new();
        let wait = Duration::from_millis(200);
        while let Ok(stream) = tokio::time::timeout(wait, TcpStream::connect(address)).await {
            held.push(stream.unwrap());
        }
        Self::Full { listener, _held: held }
    }

    fn has_struck(&self) -> bool {
        match self {
            Self::Broker(cluster) => cluster.with_cluster(|cluster| cluster.control().faults_left() == 0),
            Self::Deaf(_) | Self::Full { .. } => true,
        }
    }

    fn address(&self) -> SocketAddr {
        match self {
            Self::Broker(cluster) => cluster.addresses()[0],
            Self::Deaf(socket) => socket.local_addr().unwrap(),
            Self::Full { listener, .. } => listener.local_addr().unwrap(),
        }
    }
}

/// A socket on a port of its own.
fn bound() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    socket
}
