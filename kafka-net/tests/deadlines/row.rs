//! A row: where the fault strikes, what it is, and how the connection has to end.

use std::fmt;
use std::time::Duration;

use kafka_fake::{ClusterConfig, ConnectionFault, ConnectionRule, Fault, FaultRule};
use kafka_net::{ConnectionState, MetadataRecoveryStrategy, NetConfig, NetError, SaslConfig, Sent};
use kafka_protocol::ApiKey;

use crate::observer::Outcome;

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) over: Over,
    pub(crate) at: Phase,
    pub(crate) blow: Blow,
    pub(crate) ends: Ends,
}

/// What the connection runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Plain,
    SaslPlain,
    SaslScram,
    SaslOauth,
    Tls,
    /// TLS, and the listener wants a certificate of the client.
    MutualTls,
    TlsScram,
}

/// Which part of a connection's life the fault befalls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// TCP's own handshake.
    Connect,
    /// The broker's taking up the connection.
    Accept,
    /// The broker's side of the TLS handshake.
    Tls,
    /// The answer to ApiVersions before SASL.
    SaslVersions,
    SaslHandshake,
    /// What the client has to fetch before it can authenticate.
    Credentials,
    /// The answer to the nth SaslAuthenticate.
    SaslAuthenticate(u64),
    /// The answer to ApiVersions after which the connection is ready.
    Versions,
    /// The first answer to Metadata, a request of the cluster view itself.
    Metadata,
    /// The answer to the nth of the requests in flight.
    Request(u64),
    /// The taking of requests that are larger than all buffers on the way.
    Write,
    /// The answer to SaslHandshake when the session is renewed.
    RenewalHandshake,
    /// The answer to the nth SaslAuthenticate of that renewal.
    RenewalAuthenticate(u64),
}

/// The fault.
#[derive(Clone, Debug)]
pub(crate) enum Blow {
    /// Nobody answers the attempt to connect.
    Unreachable,
    /// The attempt to connect is refused.
    Refused,
    Connection(ConnectionFault),
    Answer(Fault),
    /// The listener is one for other clients.
    Listener(Over),
    /// The password is another.
    WrongPassword,
    /// The source of credentials never gives any.
    NoCredentials,
}

/// How the connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// Not at all: all that was asked is answered.
    Well,
    /// By the setup deadline, in this state.
    SetupTimeout(ConnectionState),
    /// By the deadline of a request of this API.
    RequestTimeout(ApiKey),
    /// By a refused connection.
    Connect,
    /// By the other side.
    Disconnected,
    /// By the other side, which may be noticed while connecting already.
    Reset,
    /// By the client, which cannot make sense of what came.
    Protocol,
    /// By the client or the other side, which cannot agree on TLS.
    Tls,
    /// By a refused authentication.
    Refused,
}

impl Row {
    /// The configuration of a client that makes one attempt.
    pub(crate) fn net_config(&self, bootstrap: &str) -> NetConfig {
        let mut config = NetConfig::new(bootstrap).unwrap();
        let password = if matches!(self.blow, Blow::WrongPassword) { "guess" } else { PASSWORD };
        let sasl = match self.over {
            Over::Plain | Over::Tls | Over::MutualTls => None,
            Over::SaslPlain => Some(SaslConfig::plain(USER, password)),
            Over::SaslScram | Over::TlsScram => Some(SaslConfig::scram_sha_256(USER, password)),
            Over::SaslOauth => Some(SaslConfig::oauth_bearer(password)),
        };
        config.sasl = sasl.map(|mut sasl| {
            sasl.allow_plaintext_credentials = true;
            sasl.into()
        });
        // Where nothing is to run out of time, a busy machine shall not make it so.
        let setup = if matches!(self.ends, Ends::SetupTimeout(_)) { SETUP } else { NEVER };
        config.socket_connection_setup_timeout = setup;
        config.socket_connection_setup_timeout_max = setup;
        config.request_timeout = self.request_timeout();
        config.reconnect_backoff = NEVER * 10;
        config.reconnect_backoff_max = NEVER * 10;
        config.metadata_recovery_strategy = MetadataRecoveryStrategy::None;
        config
    }

    /// `request.timeout.ms` of this row.
    pub(crate) fn request_timeout(&self) -> Duration {
        let throttled = matches!(self.blow, Blow::Answer(Fault::Throttle(_)));
        if throttled || matches!(self.ends, Ends::RequestTimeout(_)) { REQUEST } else { NEVER }
    }

    /// The brokers.
    pub(crate) fn cluster_config(&self) -> ClusterConfig {
        let config = ClusterConfig::default();
        match self.listener() {
            Over::Plain | Over::Tls | Over::MutualTls => config,
            Over::SaslPlain | Over::SaslScram | Over::SaslOauth | Over::TlsScram => {
                let sasl = kafka_fake::SaslConfig::all().user(USER, PASSWORD).token(PASSWORD);
                config.sasl(sasl.session_lifetime(LIFETIME))
            }
        }
    }

    /// What the listener is for.
    pub(crate) fn listener(&self) -> Over {
        if let Blow::Listener(over) = self.blow { over } else { self.over }
    }

    /// Whether what is the sockets' business has no part in it: TLS.
    pub(crate) fn runs_in_virtual_time(&self) -> bool {
        // Nor buffers of the kernel's.
        self.at != Phase::Write
            && (matches!(self.blow, Blow::Answer(_))
                || !self.over.is_encrypted() && !self.listener().is_encrypted())
    }

    /// Whether the fault strikes when the session is renewed.
    pub(crate) fn is_renewal(&self) -> bool {
        matches!(self.at, Phase::RenewalHandshake | Phase::RenewalAuthenticate(_))
    }

    /// Puts the fault into the script.
    pub(crate) fn arm(&self, cluster: &mut kafka_fake::Cluster) {
        match &self.blow {
            Blow::Refused => assert!(cluster.control().broker_down(1).unwrap()),
            Blow::Connection(fault) => {
                cluster.control().add_connection_fault(ConnectionRule::new(fault.clone()));
            }
            Blow::Answer(fault) => {
                let (api, before) = self.answer();
                cluster.control().add_fault(FaultRule::new(api, fault.clone()).skip(before));
            }
            Blow::Unreachable | Blow::Listener(_) | Blow::WrongPassword | Blow::NoCredentials => {}
        }
    }

    /// The answer that the fault befalls: its API, and how many of it come before.
    fn answer(&self) -> (ApiKey, u64) {
        let exchange = if matches!(self.over, Over::SaslScram | Over::TlsScram) { 2 } else { 1 };
        let sasl = !matches!(self.over, Over::Plain | Over::Tls | Over::MutualTls);
        match self.at {
            Phase::SaslVersions => (ApiKey::API_VERSIONS, 0),
            Phase::SaslHandshake => (ApiKey::SASL_HANDSHAKE, 0),
            Phase::SaslAuthenticate(number) => (ApiKey::SASL_AUTHENTICATE, number - 1),
            Phase::Versions => (ApiKey::API_VERSIONS, u64::from(sasl)),
            Phase::Metadata => (ApiKey::METADATA, 0),
            Phase::Request(number) => (ApiKey::INIT_PRODUCER_ID, number - 1),
            Phase::Write => (ApiKey::INIT_PRODUCER_ID, 0),
            Phase::RenewalHandshake => (ApiKey::SASL_HANDSHAKE, 1),
            Phase::RenewalAuthenticate(number) => (ApiKey::SASL_AUTHENTICATE, exchange + number - 1),
            Phase::Connect | Phase::Accept | Phase::Tls | Phase::Credentials => {
                panic!("{:?} has no answer", self.at)
            }
        }
    }

    /// Whether the connection ended as it has to, and each request with it exactly once.
    pub(crate) fn check(&self, outcome: &Outcome) -> Result<(), String> {
        let Outcome { hung, lost, sent, answered, failed, .. } = outcome;
        let wrong = |what: &str| Err(format!("{what}: {outcome:?}"));
        if *hung {
            return wrong("it never ended");
        }
        if !outcome.struck {
            return wrong("the fault never struck");
        }
        let error = lost.as_ref().map(|(_, error)| error);
        if !self.ends.agrees(error.and_then(Option::as_ref), error.is_some()) {
            return wrong("another end");
        }
        let mut settled: Vec<u64> =
            answered.iter().chain(failed.iter().map(|(token, ..)| token)).copied().collect();
        settled.sort_unstable();
        if settled != *sent {
            return wrong("not each request has one end");
        }
        if self.at == Phase::Write && self.ends.is_timeout() && *sent != [1, 2] {
            return wrong("the large request was not half written");
        }
        if let Phase::Request(number) = self.at
            && self.ends != Ends::Well
            && answered.len() as u64 > self.answers_before(number)
        {
            return wrong("answers that cannot have come");
        }
        if failed.iter().any(|(.., why)| Some(why) != error.and_then(Option::as_ref)) {
            return wrong("a request failed otherwise than its connection");
        }
        // The request that the fault strikes has arrived; one behind it may meet a socket that is broken already.
        if failed.first().is_some_and(|(_, sent, _)| *sent != Sent::MaybeSent)
            || failed.windows(2).any(|pair| pair[0].1 == Sent::NotSent && pair[1].1 == Sent::MaybeSent)
        {
            return wrong("a request that may have arrived counts as not sent");
        }
        Ok(())
    }

    /// How many requests can be answered when the fault befalls the answer to the nth.
    fn answers_before(&self, number: u64) -> u64 {
        let whole = matches!(self.blow, Blow::Answer(Fault::DuplicateResponse));
        if whole { number } else { number - 1 }
    }

    /// Whether the connection ended when it has to, to the nanosecond. All requests have left by then.
    pub(crate) fn check_time(&self, outcome: &Outcome) -> Result<(), String> {
        if outcome.failed.iter().any(|(_, sent, _)| *sent != Sent::MaybeSent) {
            return Err(format!("a request that has left counts as not sent: {outcome:?}"));
        }
        let Some((at, _)) = outcome.lost else { return Ok(()) };
        let due = match (self.ends, outcome.sent_at) {
            (Ends::SetupTimeout(_), _) if self.is_renewal() => {
                outcome.renewal_at.ok_or("never renewed")? + SETUP
            }
            (Ends::SetupTimeout(_), _) => outcome.opened_at + SETUP,
            // L21: from the moment it was sent, whatever trickles in.
            (Ends::RequestTimeout(ApiKey::METADATA), _) => outcome.ready_at.ok_or("never ready")? + REQUEST,
            (Ends::RequestTimeout(_), Some(sent_at)) => sent_at + REQUEST,
            _ => outcome.struck_at,
        };
        if at == due { Ok(()) } else { Err(format!("ended at {at}, not at {due}")) }
    }
}

impl Over {
    pub(crate) fn is_encrypted(self) -> bool {
        matches!(self, Self::Tls | Self::MutualTls | Self::TlsScram)
    }
}

impl Ends {
    fn is_timeout(self) -> bool {
        matches!(self, Self::SetupTimeout(_) | Self::RequestTimeout(_))
    }

    fn agrees(self, error: Option<&NetError>, ended: bool) -> bool {
        match (self, error) {
            (Self::Well, None) => !ended,
            (Self::SetupTimeout(wanted), Some(NetError::SetupTimeout { state, timeout, .. })) => {
                *state == wanted && *timeout == SETUP
            }
            (Self::RequestTimeout(wanted), Some(NetError::RequestTimeout { api, timeout, .. })) => {
                *api == wanted && *timeout == REQUEST
            }
            (Self::Connect | Self::Reset, Some(NetError::Connect { .. }))
            | (Self::Disconnected | Self::Reset, Some(NetError::Disconnected { .. }))
            | (Self::Protocol, Some(NetError::Protocol { .. }))
            | (Self::Tls, Some(NetError::Tls { .. }))
            | (Self::Refused, Some(NetError::Authentication { .. })) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { over, at, blow, ends } = self;
        let blow = match blow {
            Blow::Connection(fault) => format!("{fault:?}"),
            Blow::Answer(fault) => format!("{fault:?}"),
            blow => format!("{blow:?}"),
        };
        write!(
            f,
            "{:<12} {:<18} {blow:<48} -> {:<32}",
            format!("{over:?}"),
            format!("{at:?}"),
            format!("{ends:?}")
        )
    }
}

/// `socket.connection.setup.timeout.ms` where it runs out.
pub(crate) const SETUP: Duration = Duration::from_millis(1_500);

/// How long sessions last.
pub(crate) const LIFETIME: Duration = Duration::from_secs(60);

const USER: &str = "alice";
const PASSWORD: &str = "opensesame";

/// `request.timeout.ms` where it runs out.
pub(crate) const REQUEST: Duration = Duration::from_millis(1_000);

/// More than any deadline of the table: who has not ended by then never ends.
pub(crate) const NEVER: Duration = Duration::from_secs(60);
