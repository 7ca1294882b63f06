use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq;

use super::SaslStep;
use super::config::SaslConfig;
use super::error::SaslError;
use super::mechanism::SaslMechanism;
use super::secret::Secret;

mod hash;
mod key;
mod message;

use hash::ScramHash;
pub use key::{KeyDerivation, SaltedPassword};
use message::{ServerFinal, ServerFirst};

/// SCRAM (RFC 5802, RFC 7677) without channel binding: both sides prove that they know the password.
pub(super) struct Scram {
    mechanism: SaslMechanism,
    hash: ScramHash,
    password: Secret,
    client_nonce: String,
    first_bare: String,
    min_iterations: u32,
    max_iterations: u32,
    state: State,
}

enum State {
    AwaitsServerFirst,
    /// The key is being derived; `auth_message` is what both proofs are made of.
    Derives {
        without_proof: String,
        auth_message: Secret,
    },
    AwaitsServerFinal {
        server_signature: Secret,
    },
    Over,
}

impl Scram {
    pub(super) fn new(config: &SaslConfig, nonce: &[u8]) -> Self {
        // Base64 has no comma and no character that SCRAM would not print.
        Self::with_nonce(config, URL_SAFE_NO_PAD.encode(nonce))
    }

    fn with_nonce(config: &SaslConfig, client_nonce: String) -> Self {
        let hash = match config.mechanism {
            SaslMechanism::ScramSha512 => ScramHash::Sha512,
            _ => ScramHash::Sha256,
        };
        // As Kafka's own client and its tools do, neither is changed by SASLprep: a broker compares bytes.
        let username = config.username.as_deref().unwrap_or_default();
        let password = config.password.clone().unwrap_or_default();
        // RFC 5802, saslname: a comma ends an attribute, and = begins an escape.
        let username = username.replace('=', "=3D").replace(',', "=2C");
        let token_auth = if config.token_auth { ",tokenauth=true" } else { "" };
        Self {
            mechanism: config.mechanism,
            hash,
            password,
            first_bare: format!("n={username},r={client_nonce}{token_auth}"),
            client_nonce,
            min_iterations: config.scram_min_iterations,
            max_iterations: config.scram_max_iterations,
            state: State::AwaitsServerFirst,
        }
    }

    pub(super) fn initial(&self) -> Secret {
        Secret::from(format!("{GS2_HEADER}{}", self.first_bare))
    }

    pub(super) fn answered(&mut self, message: &[u8]) -> Result<SaslStep, SaslError> {
        match std::mem::replace(&mut self.state, State::Over) {
            State::AwaitsServerFirst => self.server_first(message),
            State::AwaitsServerFinal { server_signature } => self.server_final(message, &server_signature),
            State::Derives { .. } | State::Over => Err(SaslError::OutOfOrder { mechanism: self.mechanism }),
        }
    }

    fn server_first(&mut self, message: &[u8]) -> Result<SaslStep, SaslError> {
        let first = ServerFirst::parse(self.mechanism, message)?;
        if first.nonce.len() <= self.client_nonce.len() || !first.nonce.starts_with(&self.client_nonce) {
            return Err(SaslError::NonceMismatch);
        }
        let (iterations, min, max) = (first.iterations, self.min_iterations, self.max_iterations);
        if !(min..=max).contains(&iterations) {
            return Err(SaslError::Iterations { iterations, min, max });
        }
        // The whole nonce goes back: brokers since 3.7.2 check it (CVE-2024-56128).
        let without_proof = format!("c={},r={}", STANDARD.encode(GS2_HEADER), first.nonce);
        let auth_message = Secret::from(format!("{},{},{without_proof}", self.first_bare, first.text));
        self.state = State::Derives { without_proof, auth_message };
        let password = std::mem::take(&mut self.password);
        Ok(SaslStep::Derive(Box::new(KeyDerivation::new(self.hash, &password, &first.salt, iterations))))
    }

    pub(super) fn derived(&mut self, key: &SaltedPassword) -> Result<SaslStep, SaslError> {
        let State::Derives { without_proof, auth_message } = std::mem::replace(&mut self.state, State::Over)
        else {
            return Err(SaslError::OutOfOrder { mechanism: self.mechanism });
        };
        let (proof, server_signature) = prove(self.hash, key.expose(), auth_message.expose());
        self.state = State::AwaitsServerFinal { server_signature };
        Ok(SaslStep::Send(Secret::from(format!("{without_proof},p={}", STANDARD.encode(proof.expose())))))
    }

    fn server_final(&self, message: &[u8], expected: &Secret) -> Result<SaslStep, SaslError> {
        let ServerFinal { signature } = ServerFinal::parse(self.mechanism, message)?;
        // The only way to success, in constant time (CVE-2021-38153).
        if bool::from(signature.as_slice().ct_eq(expected.expose())) {
            Ok(SaslStep::Done)
        } else {
            Err(SaslError::ServerSignature)
        }
    }
}

/// ClientProof and ServerSignature of RFC 5802, section 3.
fn prove(hash: ScramHash, salted_password: &[u8], auth_message: &[u8]) -> (Secret, Secret) {
    let client_key = hash.mac(salted_password, b"Client Key");
    let stored_key = hash.digest(client_key.expose());
    let client_signature = hash.mac(stored_key.expose(), auth_message);
    let pairs = client_key.expose().iter().zip(client_signature.expose());
    let proof = Secret::new(pairs.map(|(key, signature)| key ^ signature).collect());
    let server_key = hash.mac(salted_password, b"Server Key");
    (proof, hash.mac(server_key.expose(), auth_message))
}

impl fmt::Debug for Scram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::AwaitsServerFirst => "awaits server-first",
            State::Derives { .. } => "derives",
            State::AwaitsServerFinal { .. } => "awaits server-final",
            State::Over => "over",
        };
        f.debug_struct("Scram")
            .field("mechanism", &self.mechanism)
            .field("state", &state)
            .finish_non_exhaustive()
    }
}

/// No channel binding, and no identity to act for.
const GS2_HEADER: &str = "n,,";

#[cfg(test)]
mod tests;
