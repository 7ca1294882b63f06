//! The mechanisms behind one face: against servers computed apart from them, and against readers of secrets.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use kafka_protocol::ErrorCode;
use proptest::prelude::*;
use sha2::{Digest, Sha256, Sha512};

use super::*;

const SEED: SaslSeed = SaslSeed { nonce: [0x5A; 24], unix_time: Duration::from_secs(1_700_000_000) };

/// A SCRAM server by the words of RFC 5802, with nothing of the client's in it.
struct ScramServer {
    sha_512: bool,
    salt: Vec<u8>,
    iterations: u32,
    stored_key: Vec<u8>,
    server_key: Vec<u8>,
    messages: Vec<String>,
}

impl ScramServer {
    fn new(sha_512: bool, password: &str, salt: &[u8], iterations: u32) -> Self {
        let mut salted = vec![0; if sha_512 { 64 } else { 32 }];
        if sha_512 {
            pbkdf2::pbkdf2_hmac::<Sha512>(password.as_bytes(), salt, iterations, &mut salted);
        } else {
            pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, iterations, &mut salted);
        }
        let client_key = mac(sha_512, &salted, b"Client Key");
        let (stored_key, server_key) = (hash(sha_512, &client_key), mac(sha_512, &salted, b"Server Key"));
        Self { sha_512, salt: salt.to_vec(), iterations, stored_key, server_key, messages: Vec::new() }
    }

    /// Takes client-first for this user and gives server-first.
    fn first(&mut self, message: &str, user: &str) -> String {
        let bare = message.strip_prefix("n,,").expect("no channel binding");
        let (name, nonce) =
            bare.strip_prefix("n=").and_then(|rest| rest.split_once(",r=")).expect("name and nonce");
        assert_eq!(name.replace("=2C", ",").replace("=3D", "="), user);
        assert!(nonce.len() >= 24, "144 bits");
        let answer = format!("r={nonce}srv,s={},i={}", STANDARD.encode(&self.salt), self.iterations);
        self.messages = vec![bare.to_owned(), answer.clone()];
        answer
    }

    /// Takes client-final and gives server-final, or `None` to a client that does not know the password.
    fn last(&mut self, message: &str) -> Option<String> {
        let (without_proof, proof) = message.rsplit_once(",p=").expect("a proof");
        let nonce = self.messages[1].split(',').next().expect("the nonce");
        assert_eq!(without_proof, format!("c=biws,{nonce}"));
        let auth_message = format!("{},{},{without_proof}", self.messages[0], self.messages[1]);
        let signature = mac(self.sha_512, &self.stored_key, auth_message.as_bytes());
        let proof = STANDARD.decode(proof).expect("base64");
        let client_key: Vec<u8> = proof.iter().zip(&signature).map(|(a, b)| a ^ b).collect();
        let known = proof.len() == signature.len() && hash(self.sha_512, &client_key) == self.stored_key;
        let answer = mac(self.sha_512, &self.server_key, auth_message.as_bytes());
        known.then(|| format!("v={}", STANDARD.encode(answer)))
    }
}

fn hash(sha_512: bool, data: &[u8]) -> Vec<u8> {
    if sha_512 { Sha512::digest(data).to_vec() } else { Sha256::digest(data).to_vec() }
}

fn mac(sha_512: bool, key: &[u8], data: &[u8]) -> Vec<u8> {
    if sha_512 {
        Hmac::<Sha512>::new_from_slice(key).unwrap().chain_update(data).finalize().into_bytes().to_vec()
    } else {
        Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(data).finalize().into_bytes().to_vec()
    }
}

fn sent(step: Result<SaslStep, SaslError>) -> String {
    let Ok(SaslStep::Send(message)) = step else { panic!("a message to send, not {step:?}") };
    message.expose_str().unwrap().to_owned()
}

fn scram_config(sha_512: bool, user: &str, password: &str) -> SaslConfig {
    if sha_512 {
        SaslConfig::scram_sha_512(user, password)
    } else {
        SaslConfig::scram_sha_256(user, password)
    }
}

/// The exchange up to the client's proof.
fn prove(client: &mut SaslClient, server: &mut ScramServer, user: &str) -> String {
    let first = client.initial();
    let first = server.first(first.expose_str().unwrap(), user);
    let Ok(SaslStep::Derive(derivation)) = client.answered(first.as_bytes()) else { panic!("derives") };
    sent(client.derived(&derivation.run()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// L33.
    #[test]
    fn client_and_server_agree_on_a_password_and_on_nothing_else(
        sha_512: bool,
        user in "[ -~]{1,20}",
        password in "[ -~äöüß]{1,40}",
        salt in prop::collection::vec(any::<u8>(), 1..32),
        iterations in 4096..4200_u32,
        nonce: [u8; 24],
        flip in 0..64_usize,
    ) {
        let config = scram_config(sha_512, &user, &password);
        let seed = SaslSeed { nonce, ..SEED };
        let mut client = SaslClient::new(&config, "host", &seed).unwrap();
        let mut server = ScramServer::new(sha_512, &password, &salt, iterations);
        let proof = prove(&mut client, &mut server, &user);
        let last = server.last(&proof).expect("the server knows the password");
        prop_assert!(matches!(client.answered(last.as_bytes()), Ok(SaslStep::Done)) && client.is_done());

        // Another password convinces neither side.
        let mut client = SaslClient::new(&config, "host", &seed).unwrap();
        let mut other = ScramServer::new(sha_512, &format!("{password}."), &salt, iterations);
        let proof = prove(&mut client, &mut other, &user);
        prop_assert!(other.last(&proof).is_none());

        // One bit of the signature is enough.
        let mut client = SaslClient::new(&config, "host", &seed).unwrap();
        let proof = prove(&mut client, &mut server, &user);
        let last = server.last(&proof).unwrap();
        let mut signature = STANDARD.decode(&last[2..]).unwrap();
        let len = signature.len();
        signature[flip % len] ^= 1;
        let forged = format!("v={}", STANDARD.encode(signature));
        prop_assert_eq!(client.answered(forged.as_bytes()).unwrap_err(), SaslError::ServerSignature);
        prop_assert!(!client.is_done());
    }

    #[test]
    fn no_message_of_a_server_panics_or_passes_for_success(message in prop::collection::vec(any::<u8>(), 0..300)) {
        for config in configs() {
            let mut client = SaslClient::new(&config, "host", &SEED).unwrap();
            client.initial();
            let done = client.answered(&message).is_ok_and(|step| matches!(step, SaslStep::Done));
            let by_anything = config.mechanism == SaslMechanism::Plain;
            let by_nothing = !matches!(config.mechanism, SaslMechanism::ScramSha256 | SaslMechanism::ScramSha512);
            prop_assert!(!done || by_anything || (message.is_empty() && by_nothing));
        }
    }
}

fn configs() -> Vec<SaslConfig> {
    let aws = AwsCredentials {
        access_key_id: "AKID".to_owned(),
        secret_access_key: Secret::from(CANARY),
        session_token: Some(Secret::from(CANARY)),
        region: "us-east-1".to_owned(),
    };
    let mut oauth = SaslConfig::oauth_bearer(CANARY);
    oauth.oauth_extensions.push(("secret".to_owned(), CANARY.to_owned()));
    vec![
        SaslConfig::plain("alice", CANARY),
        SaslConfig::scram_sha_256("alice", CANARY),
        SaslConfig::scram_sha_512("alice", CANARY),
        oauth,
        SaslConfig::aws_msk_iam(aws),
    ]
}

const CANARY: &str = "canary-8f14e45f";

/// Every text in which the password or what follows from it could be read in a dump.
fn assert_no_secret(dump: &str, secrets: &[&[u8]]) {
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let hex = secret.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        let list = format!("{secret:?}");
        let escaped = secret.escape_ascii().to_string();
        for form in [hex, list[1..list.len() - 1].to_owned(), escaped, STANDARD.encode(secret)] {
            assert!(!dump.contains(&form), "{form} in {dump}");
        }
    }
}

/// L38.
#[test]
fn no_config_state_or_error_shows_a_secret() {
    for config in configs() {
        assert_no_secret(&format!("{config:?} {config:#?}"), &[CANARY.as_bytes()]);
        if let Some(aws) = &config.aws {
            assert_no_secret(&format!("{aws:?} {aws:#?}"), &[CANARY.as_bytes()]);
        }
        let mut client = SaslClient::new(&config, "host", &SEED).unwrap();
        assert_no_secret(&format!("{client:?}"), &[CANARY.as_bytes()]);
        let first = client.initial();
        assert_no_secret(&format!("{client:?} {first:?} {first}"), &[CANARY.as_bytes(), first.expose()]);
        let error = client.answered(&[b'x'; 9_000]).unwrap_err();
        assert_no_secret(&format!("{error} {error:?} {client:?}"), &[CANARY.as_bytes(), first.expose()]);
        assert_no_secret(&format!("{:?}", client.refused(ErrorCode(58), None)), &[CANARY.as_bytes()]);
    }
    let bad = SaslConfig::oauth_bearer(format!("{CANARY} {CANARY}").as_str());
    let error = bad.validate(true).unwrap_err();
    assert_no_secret(&format!("{error} {error:?}"), &[CANARY.as_bytes()]);
    assert_no_secret(&format!("{:?}", SaslClient::new(&bad, "host", &SEED)), &[CANARY.as_bytes()]);
}

/// L38.
#[test]
fn no_state_of_scram_shows_a_key_or_a_proof() {
    for sha_512 in [false, true] {
        let config = scram_config(sha_512, "alice", CANARY);
        let mut client = SaslClient::new(&config, "host", &SEED).unwrap();
        let mut server = ScramServer::new(sha_512, CANARY, b"salt", 4_096);
        let mut salted = vec![0; if sha_512 { 64 } else { 32 }];
        if sha_512 {
            pbkdf2::pbkdf2_hmac::<Sha512>(CANARY.as_bytes(), b"salt", 4_096, &mut salted);
        } else {
            pbkdf2::pbkdf2_hmac::<Sha256>(CANARY.as_bytes(), b"salt", 4_096, &mut salted);
        }
        let client_key = mac(sha_512, &salted, b"Client Key");
        let mut dumps = Vec::new();
        let first = server.first(client.initial().expose_str().unwrap(), "alice");
        let step = client.answered(first.as_bytes()).unwrap();
        dumps.push(format!("{client:?} {step:?}"));
        let SaslStep::Derive(derivation) = step else { panic!("derives") };
        let key = derivation.run();
        dumps.push(format!("{key:?}"));
        let step = client.derived(&key).unwrap();
        dumps.push(format!("{client:?} {step:?}"));
        let SaslStep::Send(message) = step else { panic!("sends") };
        let (_, proof) = message.expose_str().unwrap().rsplit_once(",p=").unwrap();
        let last = server.last(message.expose_str().unwrap()).unwrap();
        let signature = STANDARD.decode(&last[2..]).unwrap();
        let error = client.answered(b"v=AAAA").unwrap_err();
        dumps.push(format!("{client:?} {error:?} {error}"));
        let secrets: [&[u8]; 6] =
            [CANARY.as_bytes(), &salted, &client_key, proof.as_bytes(), &signature, &server.stored_key];
        assert_no_secret(&dumps.join("\n"), &secrets);
    }
}

#[test]
fn a_message_too_long_ends_the_exchange() {
    for config in configs() {
        let mut client = SaslClient::new(&config, "host", &SEED).unwrap();
        let error = client.answered(&vec![b'r'; 8 * 1024 + 1]).unwrap_err();
        let (mechanism, limit) = (config.mechanism, 8 * 1024);
        assert_eq!(error, SaslError::TooLong { mechanism, len: limit + 1, limit });
        assert_eq!(client.answered(b"").unwrap_err(), SaslError::OutOfOrder { mechanism });
    }
}

#[test]
fn nothing_may_follow_a_success() {
    for (config, success) in [
        (SaslConfig::plain("a", "b"), &b""[..]),
        // Kafka's own client has spoken, and leaves aside what comes with the success.
        (SaslConfig::plain("a", "b"), b"welcome"),
        (SaslConfig::oauth_bearer("t"), b""),
        (configs().pop().unwrap(), br#"{"version":"2020_10_22","request-id":"1"}"#),
    ] {
        let mut client = SaslClient::new(&config, "host", &SEED).unwrap();
        client.initial();
        assert!(!client.is_done());
        assert!(matches!(client.answered(success), Ok(SaslStep::Done)) && client.is_done());
        let mechanism = config.mechanism;
        assert_eq!(client.answered(success).unwrap_err(), SaslError::OutOfOrder { mechanism });
        assert!(!client.is_done());
    }
}

#[test]
fn a_key_that_nobody_asked_for_is_an_error() {
    let mut client = SaslClient::new(&scram_config(false, "a", "b"), "host", &SEED).unwrap();
    let mut asking = SaslClient::new(&scram_config(false, "a", "b"), "host", &SEED).unwrap();
    let first =
        ScramServer::new(false, "b", b"salt", 4_096).first(asking.initial().expose_str().unwrap(), "a");
    let Ok(SaslStep::Derive(derivation)) = asking.answered(first.as_bytes()) else { panic!("derives") };
    // An answer before the key is there ends that exchange as well.
    assert!(matches!(asking.answered(b"v=AAAA"), Err(SaslError::OutOfOrder { .. })));
    let key = derivation.run();
    assert!(matches!(client.derived(&key), Err(SaslError::OutOfOrder { .. })));
    assert!(matches!(asking.derived(&key), Err(SaslError::OutOfOrder { .. })));
    let mut plain = SaslClient::new(&SaslConfig::plain("a", "b"), "host", &SEED).unwrap();
    assert!(matches!(plain.derived(&key), Err(SaslError::OutOfOrder { .. })));
}

#[test]
fn a_refusal_carries_the_brokers_words_or_those_of_the_mechanism() {
    let plain = SaslClient::new(&SaslConfig::plain("a", "b"), "host", &SEED).unwrap();
    let error = plain.refused(ErrorCode(58), Some("Invalid username or password"));
    assert!(error.to_string().ends_with(": Invalid username or password"), "{error}");
    assert!(error.to_string().contains("PLAIN") && error.to_string().contains("SASL_AUTHENTICATION_FAILED"));
    let mut oauth = SaslClient::new(&SaslConfig::oauth_bearer("t"), "host", &SEED).unwrap();
    oauth.answered(br#"{"status":"invalid_token"}"#).unwrap();
    let error = oauth.refused(ErrorCode(58), Some("{\"status\":\"invalid_token\"}"));
    assert_eq!(error.to_string(), "it ended OAUTHBEARER with: invalid_token");
}
