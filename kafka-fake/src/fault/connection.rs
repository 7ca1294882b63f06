use std::time::Duration;

use kafka_protocol::BrokerId;

use super::{Foreign, WireFault};

/// What befalls a connection before its first request, where a [`ConnectionRule`] says so.
///
/// TCP's own handshake is the kernel's, and succeeds as long as the broker is up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionFault {
    /// The broker takes the connection up that much later; until then it neither reads nor writes.
    AcceptLater(Duration),
    /// The broker never takes the connection up: it neither reads nor writes nor closes.
    NeverAccept,
    /// The broker closes the connection at once.
    Close,
    /// The broker resets the connection at once (RST).
    Reset,
    /// The broker ends its side of the connection at once (FIN), and goes on reading.
    HalfClose,
    /// Another kind of server has the port, and speaks first.
    Foreign(Foreign),
    /// What befalls the broker's side of the TLS handshake: all that it sends up to the handshake's end. Without TLS it
    /// befalls nobody.
    Tls(WireFault),
}

/// Which connections a [`ConnectionFault`] befalls: those to one broker or to any; how many pass before it strikes, and how
/// often it does. Rules are tried in the order they were added, and the first that strikes wins.
///
/// ```
/// use kafka_fake::{Cluster, ClusterConfig, ConnectionFault, ConnectionRule};
///
/// let mut cluster = Cluster::new(ClusterConfig::default());
/// // The second connection to broker 1 is accepted by nobody.
/// let rule = ConnectionRule::new(ConnectionFault::NeverAccept).broker(1).skip(1);
/// cluster.control().add_connection_fault(rule);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionRule {
    broker: Option<BrokerId>,
    skip: u64,
    times: u64,
    pub(crate) fault: ConnectionFault,
}

impl ConnectionRule {
    /// A rule that strikes the next connection, once.
    pub fn new(fault: ConnectionFault) -> Self {
        Self { broker: None, skip: 0, times: 1, fault }
    }

    /// Only connections to this broker.
    #[must_use]
    pub fn broker(mut self, broker: i32) -> Self {
        self.broker = Some(BrokerId(broker));
        self
    }

    /// Lets so many matching connections pass first.
    #[must_use]
    pub fn skip(mut self, count: u64) -> Self {
        self.skip = count;
        self
    }

    /// Strikes so many connections; 1 if never said.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.times = count;
        self
    }

    /// Strikes until removed.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(u64::MAX)
    }

    pub(super) fn is_spent(&self) -> bool {
        self.times == 0
    }

    /// Takes note of a connection; whether the rule would strike it.
    pub(super) fn meets(&mut self, broker: BrokerId) -> bool {
        if self.broker.is_some_and(|wanted| wanted != broker) {
            return false;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        true
    }

    pub(super) fn spend(&mut self) {
        if self.times != u64::MAX {
            self.times = self.times.saturating_sub(1);
        }
    }
}
