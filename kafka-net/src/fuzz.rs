//! Bodies of the fuzz targets, here so that they are compiled and tested with the crate.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use kafka_protocol::messages::MetadataRequest;
use kafka_protocol::{ApiKey, BrokerId};

use crate::cluster::{Cluster, CoordinatorKind, Event, Transmit};
use crate::config::NetConfig;
use crate::connection::{ConnectionId, SendOptions};
use crate::sasl::{
    AwsCredentials, SaslAnswer, SaslClient, SaslConfig, SaslCredentials, SaslErrand, SaslHandshakeVersion,
    SaslMechanism, SaslSeed, SaslStep,
};
use crate::time::Tick;

/// Drives a cluster with whatever bytes, timers, reports and closes `data` spells, in any order; the first byte says whether and
/// how its connections authenticate.
///
/// Nothing may panic, and every request taken is settled exactly once. Returns how many were.
pub fn connection_ops(data: &[u8]) -> u64 {
    let mut now = Tick::ZERO;
    let mut input = Input { data };
    let config = NetConfig::new("a:1,b:2").map(|mut config| {
        config.sasl = authentication(input.byte().unwrap_or(0)).map(Arc::new);
        config
    });
    let Ok(mut cluster) = config.and_then(|config| Cluster::new(config, 1, now)) else { return 0 };
    let mut world = World::default();
    world.drain(&mut cluster);
    while let Some(op) = input.byte() {
        now += Duration::from_millis(u64::from(op >> 4));
        let connection = ConnectionId(u64::from(input.byte().unwrap_or(0) & 7));
        match op & 15 {
            0 => cluster.handle_opened(now, connection, address(op >> 4)),
            1 if op & 16 == 0 => cluster.handle_open_failed(now, connection, "refused".to_owned()),
            1 => {
                let found = input.bytes().iter().map(|last| address(*last).into()).collect();
                cluster.handle_resolved(now, connection, found);
            }
            2 => cluster.handle_bytes(now, connection, input.bytes()),
            3 => {
                if let Some((connection, answer)) = world.errands.pop_front() {
                    cluster.handle_sasl_answer(now, connection, answer);
                }
            }
            4 | 5 => {
                let answer = world.answer(connection, input.bytes());
                cluster.handle_bytes(now, connection, &answer);
            }
            6 => cluster.handle_written(now, connection, usize::from(input.byte().unwrap_or(0))),
            7 => cluster.handle_closed(now, connection, None),
            8 => cluster.handle_closed(now, connection, Some("reset".to_owned())),
            9 => {
                now += Duration::from_millis(u64::from(input.byte().unwrap_or(0)) * 250);
                cluster.handle_timeout(now);
                world.drain(&mut cluster);
                assert!(
                    cluster.poll_timeout().is_none_or(|next| next > now),
                    "a timer that is never over spins"
                );
            }
            10 => cluster.add_topic(now, if op & 16 == 0 { "t" } else { "u" }),
            11 if op & 16 == 0 => cluster.request_update(now),
            11 => {
                let key = if op & 32 == 0 { "k" } else { "l" };
                let kind = if op & 64 == 0 { CoordinatorKind::Group } else { CoordinatorKind::Transaction };
                if cluster.coordinator(now, kind, key).is_some() && op & 128 != 0 {
                    cluster.forget_coordinator(now, kind, key);
                }
            }
            12 => {
                let broker = BrokerId(i32::from(input.byte().unwrap_or(0) as i8 % 4));
                cluster.throttle(now, broker, ApiKey::PRODUCE, 9, i32::from(op) * 20);
            }
            _ => world.send(&mut cluster, now, op & 1 == 0),
        }
        world.drain(&mut cluster);
    }
    cluster.close(now);
    world.drain(&mut cluster);
    assert!(world.open.is_empty(), "requests never settled: {:?}", world.open);
    world.settled
}

fn address(last: u8) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, last], 9092))
}

fn authentication(choice: u8) -> Option<SaslConfig> {
    let mut sasl = match choice % 4 {
        #[cfg(feature = "sasl-scram")]
        1 => SaslConfig::scram_sha_256("user", "pencil"),
        2 | 3 => SaslConfig::plain("user", "pencil"),
        _ => return None,
    };
    sasl.allow_plaintext_credentials = true;
    if choice % 4 == 3 {
        sasl.handshake_version = SaslHandshakeVersion::V0;
    }
    Some(sasl)
}

/// Plays a server of SASL that says whatever `data` spells: the mechanism first, then messages with their length in front.
///
/// Nothing may panic, an exchange that failed stays failed, and SCRAM never takes a server for one that knows the password.
/// Returns how many messages the client answered.
pub fn sasl(data: &[u8]) -> u64 {
    let mut input = Input { data };
    let built: Vec<_> =
        SaslMechanism::ALL.into_iter().filter(|m| m.is_built() && *m != SaslMechanism::Gssapi).collect();
    let mechanism = built[usize::from(input.byte().unwrap_or(0)) % built.len()];
    let config = match mechanism {
        SaslMechanism::ScramSha256 => SaslConfig::scram_sha_256("user", "pencil"),
        SaslMechanism::ScramSha512 => SaslConfig::scram_sha_512("user", "pencil"),
        SaslMechanism::OauthBearer => SaslConfig::oauth_bearer("token"),
        SaslMechanism::AwsMskIam => SaslConfig::aws_msk_iam(AwsCredentials {
            access_key_id: "id".to_owned(),
            secret_access_key: "key".into(),
            session_token: None,
            region: "region".to_owned(),
        }),
        SaslMechanism::Gssapi => SaslConfig::gssapi("kafka"),
        SaslMechanism::Plain => SaslConfig::plain("user", "pencil"),
    };
    let seed = SaslSeed { nonce: [7; 24], unix_time: Duration::from_secs(1_700_000_000) };
    let mut client = SaslClient::new(&config, "host", &seed).expect("this configuration is valid");
    let first = client.initial();
    // What SCRAM's server has to begin with, so that the fuzzer need not find it.
    let nonce = first.expose().rsplit(|byte| *byte == b'=').next().unwrap_or_default();
    let (mut answered, mut failed) = (0, false);
    while let Some(op) = input.byte() {
        let message = input.bytes();
        let message = if op & 1 == 0 { message.to_vec() } else { [b"r=", nonce, message].concat() };
        match client.answered(&message) {
            Ok(_) if failed => unreachable!("an exchange that failed went on"),
            #[cfg(feature = "sasl-scram")]
            Ok(SaslStep::Derive(mut derivation)) => {
                // A fuzzer has no time for a million iterations, and the proof does not depend on it.
                let Some(key) = derivation.advance(10_000) else { break };
                failed = client.derived(&key).is_err();
            }
            Ok(SaslStep::Done) => {
                let scram = matches!(mechanism, SaslMechanism::ScramSha256 | SaslMechanism::ScramSha512);
                assert!(!scram, "a server that does not know the password passed for one that does");
            }
            Ok(_) => {}
            Err(_) => failed = true,
        }
        assert!(!(failed && client.is_done()), "failed and done");
        answered += u64::from(!failed);
    }
    answered
}

/// What the caller and the transport of the cluster know.
#[derive(Default)]
struct World {
    next_token: u64,
    /// Requests taken and not settled.
    open: BTreeMap<u64, BrokerId>,
    settled: u64,
    /// Answers to what authentications asked for, not given yet.
    errands: VecDeque<(ConnectionId, SaslAnswer)>,
    /// The correlation id of the next request that each connection writes.
    written: BTreeMap<ConnectionId, Vec<[u8; 4]>>,
}

impl World {
    fn send(&mut self, cluster: &mut Cluster, now: Tick, expects_response: bool) {
        let Some(broker) = cluster.least_loaded(now) else { return };
        if !cluster.ready(now, broker) {
            return;
        }
        let token = self.next_token;
        self.next_token += 1;
        let options = SendOptions { expects_response, timeout: Duration::from_secs(2) };
        let request = MetadataRequest::default();
        if cluster.send(now, broker, token, 9, &request, options).is_ok() {
            self.open.insert(token, broker);
        }
    }

    /// A well-framed answer to the oldest request, so that the fuzzer need not find lengths and ids.
    fn answer(&mut self, connection: ConnectionId, body: &[u8]) -> Vec<u8> {
        let ids = self.written.entry(connection).or_default();
        let id = if ids.is_empty() { [0; 4] } else { ids.remove(0) };
        let len = (id.len() + body.len()) as u32;
        [&len.to_be_bytes(), id.as_slice(), body].concat()
    }

    fn drain(&mut self, cluster: &mut Cluster) {
        while let Some(transmit) = cluster.poll_transmit() {
            match transmit {
                Transmit::Write { connection, segments } => {
                    // Length, API key and version come before it.
                    if let Some(id) = segments.to_bytes().get(8..12).and_then(|id| id.try_into().ok()) {
                        self.written.entry(connection).or_default().push(id);
                    }
                }
                Transmit::Sasl { connection, mut errand } => {
                    self.errands.push_back((connection, done(&mut errand)));
                }
                Transmit::Resolve { .. } | Transmit::Open { .. } | Transmit::Close { .. } => {}
            }
        }
        while let Some(event) = cluster.poll_event() {
            let (Event::Response { token, .. } | Event::Failed { token, .. } | Event::Written { token, .. }) =
                event
            else {
                continue;
            };
            assert!(self.open.remove(&token).is_some(), "token {token} settled twice");
            self.settled += 1;
        }
    }
}

fn done(errand: &mut SaslErrand) -> SaslAnswer {
    match errand {
        SaslErrand::Credentials => {
            let seed = SaslSeed { nonce: [7; 24], unix_time: Duration::from_secs(1_700_000_000) };
            SaslAnswer::Credentials(Ok(SaslCredentials::new(seed)))
        }
        #[cfg(feature = "sasl-scram")]
        SaslErrand::Derive(derivation) => match derivation.advance(10_000) {
            Some(key) => SaslAnswer::Key(key),
            // A fuzzer has no time for more.
            None => SaslAnswer::Credentials(Err("too many iterations".into())),
        },
        // Never asked for: no configuration here has it.
        #[cfg(feature = "gssapi")]
        SaslErrand::Gssapi(_) => SaslAnswer::Gssapi(Err("no KDC".into())),
    }
}

struct Input<'a> {
    data: &'a [u8],
}

impl<'a> Input<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    /// A run of bytes with its length in front.
    fn bytes(&mut self) -> &'a [u8] {
        let len = usize::from(self.byte().unwrap_or(0)).min(self.data.len());
        let (bytes, rest) = self.data.split_at(len);
        self.data = rest;
        bytes
    }
}
