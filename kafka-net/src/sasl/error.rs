use kafka_protocol::{ApiKey, ErrorCode};
use thiserror::Error;

use super::mechanism::SaslMechanism;
use crate::error::ConfigError;

/// Why an authentication failed. All but [`SaslError::NoCredentials`] stay when asked again with the same credentials.
///
/// Text from the broker is cut to 1,024 bytes, and characters that would disturb a terminal are escaped. Nothing of this
/// client's own credentials is in here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SaslError {
    /// The listener does not offer the mechanism.
    #[error("it does not offer {mechanism} but {}; set sasl.mechanism to one of these", listed(.offered))]
    MechanismNotOffered {
        /// The one configured.
        mechanism: SaslMechanism,
        /// Those of the broker, at most 16 of them.
        offered: Vec<String>,
    },
    /// The broker refused SaslHandshake for another reason.
    #[error("it refused SaslHandshake with {code}")]
    HandshakeRefused {
        /// The code of the answer.
        code: ErrorCode,
    },
    /// The broker has no API to authenticate by.
    #[error(
        "its version list lacks {api}; for a broker older than 1.0 set sasl.handshake.version=0, else check security.protocol"
    )]
    MissingApi {
        /// The API.
        api: ApiKey,
    },
    /// The broker refused the credentials.
    #[error("it refused the credentials for {mechanism} with {code}: {message}")]
    Refused {
        /// The mechanism.
        mechanism: SaslMechanism,
        /// The code of the answer.
        code: ErrorCode,
        /// What the broker said.
        message: String,
    },
    /// The broker's message inside the mechanism says that the authentication failed.
    #[error("it ended {mechanism} with: {message}")]
    ServerError {
        /// The mechanism.
        mechanism: SaslMechanism,
        /// What the broker said.
        message: String,
    },
    /// A message of the mechanism that is not as its specification wants it.
    #[error("its {mechanism} message is malformed: {what}")]
    Malformed {
        /// The mechanism.
        mechanism: SaslMechanism,
        /// What is wrong.
        what: &'static str,
    },
    /// A message of the mechanism longer than any honest one.
    #[error("its {mechanism} message of {len} bytes is longer than {limit}")]
    TooLong {
        /// The mechanism.
        mechanism: SaslMechanism,
        /// Length of the message.
        len: usize,
        /// The longest accepted.
        limit: usize,
    },
    /// A message came that the mechanism has no place for.
    #[error("it sent a {mechanism} message after the exchange was over")]
    OutOfOrder {
        /// The mechanism.
        mechanism: SaslMechanism,
    },
    /// The server's nonce does not continue ours: someone replays or mixes exchanges (L33).
    #[error("its nonce does not continue the one of this client")]
    NonceMismatch,
    /// A count of iterations that is unsafe, or meant to keep this client busy (L33).
    #[error("it asks for {iterations} iterations; between {min} and {max} are accepted")]
    Iterations {
        /// What the broker asks for.
        iterations: u32,
        /// The fewest accepted.
        min: u32,
        /// The most accepted.
        max: u32,
    },
    /// The server could not prove that it knows the password (L33).
    #[error("it could not prove that it knows the password, so this may be another server")]
    ServerSignature,
    /// There are no credentials to offer now, a token that cannot be fetched for example.
    #[error("no credentials could be had: {reason}")]
    NoCredentials {
        /// What their source said.
        reason: String,
    },
    /// Whoever gives out the credentials refuses to, and will until somebody changes something.
    #[error("the credentials were refused: {reason}")]
    CredentialsRefused {
        /// What their source said.
        reason: String,
    },
    /// Kerberos has no ticket for this client or this service, or the broker's proof is none.
    #[error("Kerberos: {reason}")]
    Kerberos {
        /// What the library said.
        reason: String,
    },
    /// The configuration cannot work.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

impl SaslError {
    #[cfg(feature = "gssapi")]
    pub(super) fn kerberos(reason: &str) -> Self {
        Self::Kerberos { reason: printable(reason) }
    }

    /// Whether another attempt may end better although nothing was changed: only where the credentials come from elsewhere.
    pub fn is_retriable(&self) -> bool {
        matches!(self, Self::NoCredentials { .. })
    }
}

/// Why there are no credentials: text that may be shown to anyone.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// They cannot be had now, and may be later. A text alone becomes this.
    #[error("{0}")]
    Unavailable(String),
    /// They are refused, and will be until somebody changes something.
    #[error("{0}")]
    Refused(String),
}

impl From<String> for CredentialError {
    fn from(reason: String) -> Self {
        Self::Unavailable(reason)
    }
}

impl From<&str> for CredentialError {
    fn from(reason: &str) -> Self {
        Self::Unavailable(reason.to_owned())
    }
}

impl From<CredentialError> for SaslError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::Unavailable(reason) => Self::NoCredentials { reason: printable(&reason) },
            CredentialError::Refused(reason) => Self::CredentialsRefused { reason: printable(&reason) },
        }
    }
}

fn listed(offered: &[String]) -> String {
    if offered.is_empty() { "nothing".to_owned() } else { offered.join(", ") }
}

/// What a broker said, safe to print: bounded, without control characters.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if out.len() >= MAX_TEXT {
            out.push('…');
            break;
        }
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// As [`printable`], for bytes that may not be text.
#[cfg(feature = "sasl-oauthbearer")]
pub(crate) fn printable_bytes(bytes: &[u8]) -> String {
    printable(&String::from_utf8_lossy(&bytes[..bytes.len().min(2 * MAX_TEXT)]))
}

const MAX_TEXT: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_broker_is_bounded_and_harmless() {
        assert_eq!(printable("wrong\u{1b}[31m\n"), "wrong\\u{1b}[31m\\n");
        assert!(printable(&"ä".repeat(5_000)).len() < MAX_TEXT + 8);
    }

    #[test]
    fn the_mechanisms_of_the_broker_are_named() {
        let mut error = SaslError::MechanismNotOffered {
            mechanism: SaslMechanism::Plain,
            offered: vec!["SCRAM-SHA-256".to_owned(), "GSSAPI".to_owned()],
        };
        assert_eq!(
            error.to_string(),
            "it does not offer PLAIN but SCRAM-SHA-256, GSSAPI; set sasl.mechanism to one of these"
        );
        if let SaslError::MechanismNotOffered { offered, .. } = &mut error {
            offered.clear();
        }
        assert!(error.to_string().contains("but nothing"), "{error}");
    }
}
