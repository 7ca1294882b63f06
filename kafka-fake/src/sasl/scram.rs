use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};

use super::{Failure, Keys, SaslConfig, SaslMechanism, Step};
use crate::cluster::splitmix;

/// The server of SCRAM (RFC 5802) without channel binding.
#[derive(Debug)]
pub(crate) struct Scram {
    mechanism: SaslMechanism,
    nonce: String,
    /// CVE-2024-56128: brokers before 3.7 took any nonce in the client's last message.
    checks_nonce: bool,
    state: State,
}

#[derive(Debug)]
enum State {
    AwaitsClientFirst,
    AwaitsClientFinal { name: String, nonce: String, first_bare: String, server_first: String },
    Over,
}

/// What a broker keeps of a password.
#[derive(Debug, Clone)]
pub(crate) struct ScramKeys {
    salt: Vec<u8>,
    stored_key: Vec<u8>,
    server_key: Vec<u8>,
}

impl Scram {
    pub(super) fn new(mechanism: SaslMechanism, checks_nonce: bool, noise: &mut u64) -> Self {
        let mut nonce = String::new();
        for _ in 0..2 {
            write!(nonce, "{:016x}", splitmix(noise)).ok();
        }
        Self { mechanism, nonce, checks_nonce, state: State::AwaitsClientFirst }
    }

    pub(super) fn answer(&mut self, config: &SaslConfig, keys: &mut Keys, message: &[u8]) -> Step {
        let Ok(text) = std::str::from_utf8(message) else { return Step::Failed(Failure::Untold) };
        let step = match std::mem::replace(&mut self.state, State::Over) {
            State::AwaitsClientFirst => self.first(config, keys, text),
            State::AwaitsClientFinal { name, nonce, first_bare, server_first } => {
                let nonce = self.checks_nonce.then_some(&*nonce);
                keys.of(self.mechanism, &name, config)
                    .and_then(|keys| finish(self.mechanism, keys, nonce, &first_bare, &server_first, text))
                    .map(|answer| Step::Done { principal: name, answer })
            }
            State::Over => None,
        };
        step.unwrap_or(Step::Failed(Failure::Untold))
    }

    /// `n,[a=id],n=name,r=nonce[,extension]*`
    fn first(&mut self, config: &SaslConfig, keys: &mut Keys, text: &str) -> Option<Step> {
        let (authorization_id, first_bare) = text.strip_prefix("n,")?.split_once(',')?;
        let mut fields = first_bare.split(',');
        let name = decoded(fields.next()?.strip_prefix("n=")?)?;
        let client_nonce = fields.next()?.strip_prefix("r=").filter(|nonce| !nonce.is_empty())?;
        let is_extension = |field: &str| field.split_once('=').is_some_and(|(name, _)| name != "m");
        if !fields.all(is_extension) {
            return None;
        }
        if !authorization_id.is_empty() && decoded(authorization_id.strip_prefix("a=")?)? != name {
            return None;
        }
        let salt = STANDARD.encode(&keys.of(self.mechanism, &name, config)?.salt);
        let nonce = format!("{client_nonce}{}", self.nonce);
        let server_first = format!("r={nonce},s={salt},i={}", config.iterations);
        let answer = Bytes::from(server_first.clone());
        self.state =
            State::AwaitsClientFinal { name, nonce, first_bare: first_bare.to_owned(), server_first };
        Some(Step::Challenge(answer))
    }
}

/// `c=biws,r=nonce,p=proof`; the answer has the server's own proof.
fn finish(
    mechanism: SaslMechanism,
    keys: &ScramKeys,
    nonce: Option<&str>,
    first_bare: &str,
    server_first: &str,
    text: &str,
) -> Option<Bytes> {
    let (without_proof, proof) = text.rsplit_once(",p=")?;
    let mut fields = without_proof.split(',');
    let binding = STANDARD.decode(fields.next()?.strip_prefix("c=")?).ok()?;
    let found = fields.next()?.strip_prefix("r=")?;
    if !binding.starts_with(b"n,") || nonce.is_some_and(|nonce| nonce != found) || fields.next().is_some() {
        return None;
    }
    let proof = STANDARD.decode(proof).ok()?;
    let auth_message = format!("{first_bare},{server_first},{without_proof}");
    let client_signature = mac(mechanism, &keys.stored_key, auth_message.as_bytes());
    if proof.len() != client_signature.len() {
        return None;
    }
    let client_key: Vec<u8> = proof.iter().zip(&client_signature).map(|(a, b)| a ^ b).collect();
    if digest(mechanism, &client_key) != keys.stored_key {
        return None;
    }
    let signature = mac(mechanism, &keys.server_key, auth_message.as_bytes());
    Some(Bytes::from(format!("v={}", STANDARD.encode(signature))))
}

impl Keys {
    /// The keys of a user; `None` for one that is not known.
    fn of(&mut self, mechanism: SaslMechanism, name: &str, config: &SaslConfig) -> Option<&ScramKeys> {
        let password = config.users.get(name)?;
        let keys = self
            .scram
            .entry((mechanism, name.to_owned()))
            .or_insert_with(|| ScramKeys::derive(mechanism, name, password, config.iterations));
        Some(keys)
    }
}

impl ScramKeys {
    fn derive(mechanism: SaslMechanism, name: &str, password: &str, iterations: u32) -> Self {
        // Every broker and every run of a test has the same salt for a user, as the brokers of a cluster do.
        let salt = digest(SaslMechanism::ScramSha256, format!("salt of {name}").as_bytes());
        let salted = if mechanism == SaslMechanism::ScramSha512 {
            let mut key = vec![0; 64];
            pbkdf2::pbkdf2_hmac::<Sha512>(password.as_bytes(), &salt, iterations, &mut key);
            key
        } else {
            let mut key = vec![0; 32];
            pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, iterations, &mut key);
            key
        };
        let stored_key = digest(mechanism, &mac(mechanism, &salted, b"Client Key"));
        let server_key = mac(mechanism, &salted, b"Server Key");
        Self { salt, stored_key, server_key }
    }
}

fn digest(mechanism: SaslMechanism, data: &[u8]) -> Vec<u8> {
    match mechanism {
        SaslMechanism::ScramSha512 => Sha512::digest(data).to_vec(),
        _ => Sha256::digest(data).to_vec(),
    }
}

fn mac(mechanism: SaslMechanism, key: &[u8], data: &[u8]) -> Vec<u8> {
    const ANY_LEN: &str = "HMAC takes keys of any length";
    if mechanism == SaslMechanism::ScramSha512 {
        let mac = Hmac::<Sha512>::new_from_slice(key).expect(ANY_LEN);
        mac.chain_update(data).finalize().into_bytes().to_vec()
    } else {
        let mac = Hmac::<Sha256>::new_from_slice(key).expect(ANY_LEN);
        mac.chain_update(data).finalize().into_bytes().to_vec()
    }
}

/// RFC 5802, saslname: `=2C` is a comma and `=3D` an equals sign; no other `=` is allowed.
fn decoded(name: &str) -> Option<String> {
    let plain = name.replace("=2C", ",").replace("=3D", "");
    let escapes = name.matches("=2C").count() + name.matches("=3D").count();
    if name.is_empty() || plain.contains('=') || name.matches('=').count() != escapes {
        return None;
    }
    Some(name.replace("=2C", ",").replace("=3D", "="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_rfc_5802_escapes_them() {
        for (escaped, name) in
            [("user", Some("user")), ("a=2Cb=3Dc", Some("a,b=c")), ("a=b", None), ("a=2c", None), ("", None)]
        {
            assert_eq!(decoded(escaped).as_deref(), name, "{escaped}");
        }
    }

    #[test]
    fn keys_are_those_of_the_example_of_rfc_7677() {
        let salt = STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let mut salted = vec![0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(b"pencil", &salt, 4096, &mut salted);
        let mechanism = SaslMechanism::ScramSha256;
        let keys = ScramKeys {
            salt,
            stored_key: digest(mechanism, &mac(mechanism, &salted, b"Client Key")),
            server_key: mac(mechanism, &salted, b"Server Key"),
        };
        let nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let answer = finish(
            mechanism,
            &keys,
            Some(nonce),
            "n=user,r=rOprNGfwEbeRWgbNEkqO",
            &format!("r={nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
            &format!("c=biws,r={nonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
        );
        assert_eq!(answer.unwrap(), "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
}
