//! Every way in which TLS may fail, and what the client says.

use std::sync::Arc;
use std::time::Duration;

use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError, TlsConfig, TlsError, TlsVersion};
use rcgen::{ExtendedKeyUsagePurpose, IsCa};
use rustls::crypto::ring::cipher_suite::{TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS13_AES_256_GCM_SHA384};
use rustls::version::{TLS12, TLS13};
use tokio::sync::oneshot::error::TryRecvError;

use crate::pki::{Authority, Leaf, expired, not_yet_valid};
use crate::server::{Instead, Server, config, mutual, of_suite};

/// What the client says in the end.
#[derive(Debug, PartialEq, Eq)]
enum Says {
    /// The handshake was over and the server got a request.
    Spoke,
    UnknownAuthority,
    HostName,
    Expired,
    NotYetValid,
    Certificate,
    Refused(&'static str),
    Incompatible,
    NotTls,
    Broken,
    Connect,
    CutOff,
    SetupTimeout,
}

struct Case {
    name: &'static str,
    host: &'static str,
    server: Server,
    client: TlsConfig,
    says: Says,
}

/// Everybody that takes part.
struct Cast {
    ours: Authority,
    other: Authority,
    good: Leaf,
}

impl Cast {
    fn new() -> Self {
        let ours = Authority::new("ours");
        let good = ours.issue(|_| ());
        Self { ours, other: Authority::new("other"), good }
    }

    /// Trusts our authority.
    fn trusting(&self, change: impl FnOnce(&mut TlsConfig)) -> TlsConfig {
        let mut tls = TlsConfig::new();
        tls.truststore_certificates = Some(self.ours.pem.clone().into());
        change(&mut tls);
        tls
    }

    fn client(&self, leaf: &Leaf, version: TlsVersion) -> TlsConfig {
        self.trusting(|tls| {
            tls.keystore_key = Some(leaf.key_pem.clone().into());
            tls.keystore_certificate_chain = Some(leaf.pem.clone().into());
            tls.protocol = version;
        })
    }
}

fn certificates(cast: &Cast) -> Vec<Case> {
    let both = [&TLS12, &TLS13];
    let case = |name, leaf: &Leaf, says| Case {
        name,
        host: "localhost",
        server: Server::tls(config(leaf, &both), true),
        client: cast.trusting(|_| ()),
        says,
    };
    let names = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        cast.ours.issue_for(&names, |_| ())
    };
    let lone = Leaf::self_signed();
    vec![
        case("all as it should be", &cast.good, Says::Spoke),
        Case { host: "127.0.0.1", ..case("an address in the certificate", &cast.good, Says::Spoke) },
        case("an authority that is not trusted", &cast.other.issue(|_| ()), Says::UnknownAuthority),
        case("signed by nobody else", &lone, Says::UnknownAuthority),
        Case {
            client: cast.trusting(|tls| tls.truststore_certificates = Some(lone.pem.clone().into())),
            ..case("signed by nobody else, and trusted itself", &lone, Says::Spoke)
        },
        case("expired", &cast.ours.issue(expired), Says::Expired),
        case("not yet valid", &cast.ours.issue(not_yet_valid), Says::NotYetValid),
        case("for another name", &names(&["broker.example"]), Says::HostName),
        Case {
            host: "127.0.0.1",
            ..case("an address that is not named", &names(&["localhost"]), Says::HostName)
        },
        Case { host: "127.0.0.1", ..case("another address", &names(&["127.0.0.2"]), Says::HostName) },
        case("a common name and no other", &names(&[]), Says::HostName),
        case("a wildcard for every name", &names(&["*"]), Says::HostName),
        case("a wildcard below the name", &names(&["*.localhost"]), Says::HostName),
        case(
            "only for clients",
            &cast.ours.issue(|p| p.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]),
            Says::Certificate,
        ),
        case(
            "an authority's own as a server's",
            &cast.ours.issue(|p| p.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained)),
            Says::Certificate,
        ),
        Case {
            client: cast.trusting(TlsConfig::dangerous_disable_host_name_verification),
            ..case("for another name, which is not looked at", &names(&["broker.example"]), Says::Spoke)
        },
        Case {
            client: cast.trusting(TlsConfig::dangerous_disable_host_name_verification),
            ..case(
                "not looking at names is no reason to trust",
                &cast.other.issue(|_| ()),
                Says::UnknownAuthority,
            )
        },
        Case {
            client: cast.trusting(TlsConfig::dangerous_disable_host_name_verification),
            ..case("nor to take what is expired", &cast.ours.issue(expired), Says::Expired)
        },
    ]
}

fn client_certificates(cast: &Cast) -> Vec<Case> {
    let mut cases = Vec::new();
    for (version, ours, label) in [
        (&TLS12, TlsVersion::Tls12, ["1.2: right", "1.2: none", "1.2: other authority", "1.2: expired"]),
        (&TLS13, TlsVersion::Tls13, ["1.3: right", "1.3: none", "1.3: other authority", "1.3: expired"]),
    ] {
        let (stranger, old) = (cast.other.issue(|_| ()), cast.ours.issue(expired));
        let right = cast.client(&cast.ours.issue(|_| ()), ours);
        let none = cast.trusting(|tls| tls.protocol = ours);
        for (name, client, says) in [
            (label[0], right, Says::Spoke),
            (label[1], none, Says::Refused("certificate_required")),
            (label[2], cast.client(&stranger, ours), Says::Refused("unknown_ca")),
            (label[3], cast.client(&old, ours), Says::Refused("certificate_expired")),
        ] {
            let server = Server::tls(mutual(&cast.good, &cast.ours, &[version]), true);
            cases.push(Case { name, host: "localhost", server, client, says });
        }
    }
    cases
}

fn parameters(cast: &Cast) -> Vec<Case> {
    let with_suite = |name: &str| cast.trusting(|tls| tls.cipher_suites = vec![name.to_owned()]);
    let case = |name, server, client, says| Case { name, host: "localhost", server, client, says };
    vec![
        case(
            "only 1.2 there, only 1.3 here",
            Server::tls(config(&cast.good, &[&TLS12]), true),
            cast.trusting(|tls| tls.enabled_protocols = vec![TlsVersion::Tls13]),
            Says::Refused("protocol_version"),
        ),
        case(
            "only 1.3 there, only 1.2 here",
            Server::tls(config(&cast.good, &[&TLS13]), true),
            cast.trusting(|tls| tls.protocol = TlsVersion::Tls12),
            Says::Refused("protocol_version"),
        ),
        case(
            "1.1 there",
            Server::plain(true, Instead::Send(SERVER_HELLO_OF_1_1)),
            cast.trusting(|_| ()),
            Says::Incompatible,
        ),
        case(
            "1.1 there, said by an alert",
            Server::plain(true, Instead::Send(b"\x15\x03\x02\x00\x02\x02\x46")),
            cast.trusting(|_| ()),
            Says::Refused("protocol_version"),
        ),
        case(
            "no suite of 1.3 in common",
            Server::tls(of_suite(&cast.good, TLS13_AES_256_GCM_SHA384), true),
            with_suite("TLS_CHACHA20_POLY1305_SHA256"),
            Says::Refused("handshake_failure"),
        ),
        case(
            "no suite of 1.2 in common",
            Server::tls(of_suite(&cast.good, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256), true),
            with_suite("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
            Says::Refused("handshake_failure"),
        ),
        case(
            "one suite in common",
            Server::tls(of_suite(&cast.good, TLS13_AES_256_GCM_SHA384), true),
            with_suite("TLS_AES_256_GCM_SHA384"),
            Says::Spoke,
        ),
    ]
}

fn damage(cast: &Cast) -> Vec<Case> {
    let case =
        |name, server, says| Case { name, host: "localhost", server, client: cast.trusting(|_| ()), says };
    let at = |versions: &[&'static rustls::SupportedProtocolVersion], records, bytes, instead| {
        Server::broken(config(&cast.good, versions), records, bytes, instead)
    };
    let (old, new) = ([&TLS12], [&TLS13]);
    let after = |bytes| Server::plain(true, Instead::Send(bytes));
    vec![
        case("ends at once", Server::plain(false, Instead::Close), Says::Connect),
        case("ends after the hello", Server::plain(true, Instead::Close), Says::Connect),
        case("ends within a record's header", at(&new, 0, 3, Instead::Close), Says::Connect),
        case("ends within its hello", at(&new, 0, 40, Instead::Close), Says::Connect),
        case("ends after its hello", at(&new, 1, 0, Instead::Close), Says::Connect),
        case("ends before its certificate", at(&new, 2, 0, Instead::Close), Says::Connect),
        case("1.2: ends after its hello", at(&old, 1, 0, Instead::Close), Says::Connect),
        case("1.2: ends instead of the last message", at(&old, 0, usize::MAX, Instead::Close), Says::Connect),
        case("speaks HTTP", after(b"HTTP/1.1 400 Bad Request\r\n\r\n"), Says::NotTls),
        case(
            "speaks first, and plainly",
            Server::plain(false, Instead::Send(b"220 mail.example ESMTP\r\n")),
            Says::NotTls,
        ),
        case(
            "speaks Kafka without TLS",
            after(b"\x00\x00\x00\x08\x00\x00\x00\x00\x00\x23\x00\x00"),
            Says::NotTls,
        ),
        case("zeros", after(&[0; 64]), Says::NotTls),
        case("a record of no known version", after(b"\x16\x09\x09\x00\x05hello"), Says::NotTls),
        case("zeros after its hello", broken_by(&at, &new, 1, &[0; 64]), Says::Broken),
        case("1.2: zeros after its hello", broken_by(&at, &old, 1, &[0; 64]), Says::Broken),
        case("a record that decrypts to nothing", broken_by(&at, &new, 2, FORGED), Says::Broken),
        case("a record longer than there are", after(b"\x16\x03\x03\xff\xff\x02\x00"), Says::Broken),
        case(
            "1.3: a record longer than there are",
            broken_by(&at, &new, 2, b"\x17\x03\x03\xff\xff\x02\x00"),
            Says::Broken,
        ),
        case(
            "a handshake message of 16 MB",
            after(b"\x16\x03\x03\x00\x08\x02\xff\xff\xff\x03\x03\x00\x00"),
            Says::Broken,
        ),
        case("data before the handshake", after(b"\x17\x03\x03\x00\x05hello"), Says::Broken),
        case("an empty record of its hello", after(b"\x16\x03\x03\x00\x00"), Says::Broken),
        case("an alert without content", after(b"\x15\x03\x03\x00\x00"), Says::Broken),
        case(
            "an internal error there",
            after(b"\x15\x03\x03\x00\x02\x02\x50"),
            Says::Refused("internal_error"),
        ),
        case("cut off after the handshake", Server::tls(config(&cast.good, &new), false), Says::CutOff),
        case("1.2: cut off after the handshake", Server::tls(config(&cast.good, &old), false), Says::CutOff),
        case("silent from the start", Server::plain(false, Instead::Stall), Says::SetupTimeout),
        case("silent after the hello", Server::plain(true, Instead::Stall), Says::SetupTimeout),
        case("silent within its hello", at(&new, 0, 40, Instead::Stall), Says::SetupTimeout),
        case("silent after its hello", at(&new, 1, 0, Instead::Stall), Says::SetupTimeout),
        case("1.2: silent before the end", at(&old, 0, usize::MAX, Instead::Stall), Says::SetupTimeout),
    ]
}

type At<'a> = &'a dyn Fn(&[&'static rustls::SupportedProtocolVersion], usize, usize, Instead) -> Server;

fn broken_by(
    at: At<'_>,
    versions: &[&'static rustls::SupportedProtocolVersion],
    records: usize,
    bytes: &'static [u8],
) -> Server {
    at(versions, records, 0, Instead::Send(bytes))
}

/// L29, L30, L31, I37.
#[tokio::test]
async fn every_failure_of_tls_is_told_for_what_it_is() {
    let cast = Cast::new();
    let cases: Vec<_> = [certificates(&cast), client_certificates(&cast), parameters(&cast), damage(&cast)]
        .into_iter()
        .flatten()
        .collect();
    assert!(cases.iter().filter(|case| case.says != Says::Spoke).count() >= 40);
    let mut wrong = Vec::new();
    for case in cases {
        let name = case.name;
        let expected = format!("{:?}", case.says);
        let told = run(case).await;
        if told.0 != expected {
            wrong.push(format!("{name}: expected {expected}, got {}: {}", told.0, told.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn run(case: Case) -> (String, String) {
    let mut net = NetConfig::new(&format!("{}:{}", case.host, case.server.port)).unwrap();
    net.tls = Some(Arc::new(case.client));
    net.request_timeout = Duration::from_secs(120);
    let silent = case.says == Says::SetupTimeout;
    let connecting = tokio::spawn(Client::connect(net));
    if silent {
        // From here on nothing moves but the clock.
        case.server.reached.await.unwrap();
        tokio::time::pause();
    }
    let error = connecting.await.unwrap().err().unwrap();
    if silent {
        tokio::time::resume();
    }
    let saw = case.server.saw.await.unwrap();
    let text = error.to_string();
    let says = sort(&error, !saw.is_empty());
    // I37: not one byte goes to whom the client does not trust.
    let verified = matches!(says, Says::Spoke | Says::CutOff | Says::Refused(_));
    assert!(saw.is_empty() || verified, "{}: the server saw a request", case.name);
    let retriable = matches!(
        says,
        Says::Spoke
            | Says::Broken
            | Says::Connect
            | Says::CutOff
            | Says::SetupTimeout
            | Says::Refused("internal_error")
    );
    assert_eq!(error.is_retriable(), retriable, "{}: {text}", case.name);
    assert_eq!(error.is_authentication(), !retriable, "{}: {text}", case.name);
    assert!(text.contains(case.host), "{}: {text}", case.name);
    (format!("{says:?}"), text)
}

fn sort(error: &NetError, saw: bool) -> Says {
    match error {
        NetError::Tls { error, .. } => match error {
            TlsError::UnknownAuthority => Says::UnknownAuthority,
            TlsError::HostName { .. } => Says::HostName,
            TlsError::Expired { .. } => Says::Expired,
            TlsError::NotYetValid { .. } => Says::NotYetValid,
            TlsError::Certificate { .. } => Says::Certificate,
            TlsError::Refused { alert, .. } => Says::Refused(alert),
            TlsError::Incompatible { .. } => Says::Incompatible,
            TlsError::NotTls => Says::NotTls,
            TlsError::Protocol { .. } => Says::Broken,
            other => panic!("{other}"),
        },
        NetError::Connect { reason, .. } if reason.contains("security.protocol") => Says::Connect,
        NetError::Disconnected { reason, .. } if reason.contains("cut off") => Says::CutOff,
        NetError::Disconnected { .. } if saw => Says::Spoke,
        NetError::SetupTimeout { .. } => Says::SetupTimeout,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_refusal_ends_the_wait_though_other_servers_are_left_to_ask() {
    let cast = Cast::new();
    let wrong = || Server::tls(config(&cast.other.issue(|_| ()), &[&TLS13]), true);
    // Whichever is asked first; the other is never dialled, so its thread just waits.
    let (one, two) = (wrong(), wrong());
    let mut net = NetConfig::new(&format!("localhost:{},localhost:{}", one.port, two.port)).unwrap();
    net.tls = Some(Arc::new(cast.trusting(|_| ())));
    // The back-off before a second attempt is longer than anybody waits.
    (net.reconnect_backoff, net.reconnect_backoff_max) =
        (Duration::from_secs(3_600), Duration::from_secs(3_600));
    let error = Client::connect(net).await.unwrap_err();
    assert!(matches!(error, NetError::Tls { error: TlsError::UnknownAuthority, .. }), "{error}");
    let asked = |mut server: Server| server.reached.try_recv() != Err(TryRecvError::Empty);
    assert!(!(asked(one) && asked(two)), "both were asked before the wait ended");
}

#[test]
fn messages_tell_what_was_wrong_and_what_to_do() {
    let told = |error: TlsError| error.to_string();
    for (text, parts) in [
        (told(TlsError::UnknownAuthority), ["unknown authority", "ssl.truststore.location"]),
        (told(TlsError::NotTls), ["does not speak TLS", "security.protocol"]),
        (
            told(TlsError::Expired { not_after: 1_612_310_400 }),
            ["expired on 2021-02-03 00:00:00 UTC", "renewed"],
        ),
        (
            told(TlsError::HostName { host: "b1".to_owned(), names: vec!["b2".to_owned(), "b3".to_owned()] }),
            ["not valid for b1: it names b2, b3", "subject alternative name"],
        ),
    ] {
        for part in parts {
            assert!(text.contains(part), "{text}");
        }
    }
}

#[tokio::test]
async fn a_plaintext_client_at_a_tls_listener_is_told_of_the_security_protocol() {
    let cast = Cast::new();
    let server = Server::tls(config(&cast.good, &[&TLS12, &TLS13]), true);
    let net = NetConfig::new(&format!("localhost:{}", server.port)).unwrap();
    let error = Client::connect(net).await.unwrap_err().to_string();
    assert!(error.contains("security protocol"), "{error}");
    assert!(server.saw.await.unwrap().is_empty());
}

const SERVER_HELLO_OF_1_1: &[u8] = b"\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x02\
    0123456789abcdef0123456789abcdef\x00\xc0\x13\x00";
/// A record that looks encrypted, and is not.
const FORGED: &[u8] = b"\x17\x03\x03\x00\x20this is no ciphertext of anybody";
