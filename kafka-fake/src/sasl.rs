//! The broker's side of SASL: who may connect, and the exchanges of the mechanisms.

mod config;
mod oauthbearer;
mod plain;
#[cfg(feature = "sasl-scram")]
mod scram;

use bytes::Bytes;

use crate::version::KafkaVersion;

pub use config::{SaslConfig, SaslMechanism};
#[cfg(feature = "sasl-scram")]
pub(crate) use scram::ScramKeys;

/// One exchange of one mechanism.
#[derive(Debug)]
pub(crate) enum Exchange {
    Plain,
    OauthBearer(oauthbearer::OauthBearer),
    #[cfg(feature = "sasl-scram")]
    Scram(scram::Scram),
}

/// What a message of the client leads to.
#[derive(Debug)]
pub(crate) enum Step {
    /// The exchange goes on after this answer.
    Challenge(Bytes),
    /// The client is who it says; this is the last answer.
    Done { principal: String, answer: Bytes },
    /// It is not.
    Failed(Failure),
}

/// Why an authentication failed, as far as Kafka tells the client.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Kafka's SaslAuthenticationException: the client is told this.
    Told(String),
    /// Any other SaslException: the client is told that its credentials are invalid, and nothing more.
    Untold,
}

impl Exchange {
    /// An exchange that begins, by a broker of this release; `noise` is for nonces.
    pub(crate) fn new(mechanism: SaslMechanism, release: KafkaVersion, noise: &mut u64) -> Self {
        let _ = (release, &noise);
        match mechanism {
            SaslMechanism::Plain => Self::Plain,
            SaslMechanism::OauthBearer => Self::OauthBearer(oauthbearer::OauthBearer::default()),
            #[cfg(feature = "sasl-scram")]
            SaslMechanism::ScramSha256 | SaslMechanism::ScramSha512 => {
                Self::Scram(scram::Scram::new(mechanism, release >= KafkaVersion::V3_7, noise))
            }
        }
    }

    /// Takes the client's next message.
    pub(crate) fn answer(&mut self, config: &SaslConfig, keys: &mut Keys, message: &[u8]) -> Step {
        let _ = &keys;
        match self {
            Self::Plain => plain::answer(config, message),
            Self::OauthBearer(exchange) => exchange.answer(config, message),
            #[cfg(feature = "sasl-scram")]
            Self::Scram(exchange) => exchange.answer(config, keys, message),
        }
    }
}

/// What was derived from passwords, once for all connections.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    #[cfg(feature = "sasl-scram")]
    scram: std::collections::BTreeMap<(SaslMechanism, String), ScramKeys>,
}
