//! The client's side of SASL: what to send for each mechanism, and what to make of the answers; no I/O, no clock, no chance.
//!
//! [`SaslClient`] is one exchange. It gives a first message, takes each answer of the server and says what comes next; the
//! connection carries these in SaslAuthenticate requests. What no core may make up, nonces and the date, comes in by
//! [`SaslSeed`]. The one long computation, SCRAM's key, is handed out as `KeyDerivation`, to be done wherever the caller likes,
//! in slices that can be given up.

use std::fmt;
use std::time::Duration;

mod config;
mod error;
mod mechanism;
mod plain;
mod secret;

#[cfg(feature = "sasl-msk-iam")]
mod aws_msk_iam;
#[cfg(feature = "gssapi")]
mod gssapi;
#[cfg(feature = "sasl-oauthbearer")]
mod oauthbearer;
#[cfg(feature = "sasl-oidc")]
mod oidc;
#[cfg(feature = "sasl-scram")]
mod scram;

use plain::Plain;

pub use config::{AwsCredentials, SaslConfig, SaslHandshakeVersion};
pub(crate) use error::printable;
pub use error::{CredentialError, SaslError};
#[cfg(feature = "gssapi")]
pub use gssapi::{GssapiOutput, GssapiStep};
pub use mechanism::SaslMechanism;
#[cfg(feature = "sasl-oidc")]
pub use oidc::OidcConfig;
#[cfg(feature = "sasl-oidc")]
pub(crate) use oidc::{AccessToken, TokenEndpoint, refusal};
#[cfg(feature = "sasl-scram")]
pub use scram::{KeyDerivation, SaltedPassword};
pub use secret::Secret;

/// What an exchange needs from outside, fresh for each one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SaslSeed {
    /// 192 bits that nobody can foresee, from the operating system's generator (L33).
    pub nonce: [u8; 24],
    /// Time since 1970-01-01T00:00:00Z, by which signatures are dated.
    pub unix_time: Duration,
}

/// All that an authentication needs from outside: a fresh seed, and credentials that change with time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SaslCredentials {
    /// Chance and date.
    pub seed: SaslSeed,
    /// A token for OAUTHBEARER, instead of the configured one.
    pub oauth_token: Option<Secret>,
    /// Credentials for AWS_MSK_IAM, instead of the configured ones.
    pub aws: Option<AwsCredentials>,
}

impl SaslCredentials {
    /// The configured credentials with a fresh seed.
    pub const fn new(seed: SaslSeed) -> Self {
        Self { seed, oauth_token: None, aws: None }
    }

    /// `config` with these credentials in it; `None` where it is to be used as it is.
    pub(crate) fn applied_to(&self, config: &SaslConfig) -> Option<SaslConfig> {
        if self.oauth_token.is_none() && self.aws.is_none() && !config.external_credentials {
            return None;
        }
        let mut config = config.clone();
        // Now they are here, or are missing.
        config.external_credentials = false;
        #[cfg(feature = "sasl-oidc")]
        {
            config.oidc = None;
        }
        config.oauth_token = self.oauth_token.clone().or(config.oauth_token);
        config.aws = self.aws.clone().or(config.aws);
        Some(config)
    }
}

/// What an authentication asks of whoever carries the bytes. Everything is to be answered by a [`SaslAnswer`].
#[derive(Debug)]
#[non_exhaustive]
pub enum SaslErrand {
    /// Give it [`SaslCredentials`].
    Credentials,
    /// Do this computation where it holds up nothing.
    #[cfg(feature = "sasl-scram")]
    Derive(Box<KeyDerivation>),
    /// Make this call where it may block.
    #[cfg(feature = "gssapi")]
    Gssapi(Box<GssapiStep>),
}

/// What an authentication gets for a [`SaslErrand`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SaslAnswer {
    /// Credentials, or why there are none.
    Credentials(Result<SaslCredentials, CredentialError>),
    /// The key that was derived.
    #[cfg(feature = "sasl-scram")]
    Key(SaltedPassword),
    /// What the call gave.
    #[cfg(feature = "gssapi")]
    Gssapi(Result<GssapiOutput, CredentialError>),
}

impl fmt::Debug for SaslSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SaslSeed").field("unix_time", &self.unix_time).finish_non_exhaustive()
    }
}

/// What to do next in an exchange.
#[derive(Debug)]
#[non_exhaustive]
pub enum SaslStep {
    /// Send this message, and bring the answer to [`SaslClient::answered`].
    Send(Secret),
    /// Do this computation, and bring its result to [`SaslClient::derived`].
    #[cfg(feature = "sasl-scram")]
    Derive(Box<KeyDerivation>),
    /// Make this call, and bring its result to [`SaslClient::stepped`].
    #[cfg(feature = "gssapi")]
    Gssapi(Box<GssapiStep>),
    /// The mechanism is satisfied with the server.
    Done,
}

/// One exchange with one server.
///
/// ```
/// use std::time::Duration;
/// use kafka_net::{SaslClient, SaslConfig, SaslSeed, SaslStep};
///
/// let config = SaslConfig::plain("alice", "secret");
/// let seed = SaslSeed { nonce: [7; 24], unix_time: Duration::ZERO };
/// let mut client = SaslClient::new(&config, "broker-1", &seed)?;
/// assert_eq!(client.initial().expose(), b"\0alice\0secret");
/// assert!(matches!(client.answered(b"")?, SaslStep::Done));
/// # Ok::<(), kafka_net::SaslError>(())
/// ```
#[derive(Debug)]
pub struct SaslClient {
    mechanism: SaslMechanism,
    exchange: Exchange,
    phase: Phase,
}

#[derive(Debug)]
enum Exchange {
    Plain(Plain),
    #[cfg(feature = "sasl-scram")]
    Scram(scram::Scram),
    #[cfg(feature = "gssapi")]
    Gssapi(gssapi::Gssapi),
    #[cfg(feature = "sasl-oauthbearer")]
    OauthBearer(oauthbearer::OauthBearer),
    #[cfg(feature = "sasl-msk-iam")]
    AwsMskIam(aws_msk_iam::AwsMskIam),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Open,
    Done,
    Failed,
}

impl SaslClient {
    /// An exchange that begins; `host` is the name that was dialled. Fails on a configuration that does not validate.
    #[cfg_attr(
        not(all(feature = "sasl-scram", feature = "sasl-msk-iam")),
        allow(unused_variables, reason = "PLAIN and OAUTHBEARER need neither seed nor host")
    )]
    pub fn new(config: &SaslConfig, host: &str, seed: &SaslSeed) -> Result<Self, SaslError> {
        // Whether the connection is encrypted is for the connection's own settings to say.
        config.validate(true)?;
        let username = config.username.as_deref().unwrap_or_default();
        let none = Secret::default();
        let password = config.password.as_ref().unwrap_or(&none);
        let exchange = match config.mechanism {
            #[cfg(feature = "sasl-scram")]
            SaslMechanism::ScramSha256 | SaslMechanism::ScramSha512 => {
                Exchange::Scram(scram::Scram::new(config, &seed.nonce))
            }
            #[cfg(feature = "gssapi")]
            SaslMechanism::Gssapi => {
                let service = config.kerberos_service_name.as_deref().unwrap_or_default();
                Exchange::Gssapi(gssapi::Gssapi::new(service, host))
            }
            #[cfg(feature = "sasl-oauthbearer")]
            SaslMechanism::OauthBearer => Exchange::OauthBearer(oauthbearer::OauthBearer::new(config)),
            #[cfg(feature = "sasl-msk-iam")]
            SaslMechanism::AwsMskIam => {
                Exchange::AwsMskIam(aws_msk_iam::AwsMskIam::new(config, host, seed.unix_time))
            }
            _ => Exchange::Plain(Plain::new(username, password)),
        };
        Ok(Self { mechanism: config.mechanism, exchange, phase: Phase::Open })
    }

    /// The mechanism of this exchange.
    pub fn mechanism(&self) -> SaslMechanism {
        self.mechanism
    }

    /// Whether the mechanism is satisfied with the server. Only then does a success that the broker reports count (L33).
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// The first step, once.
    pub fn begin(&mut self) -> Result<SaslStep, SaslError> {
        #[cfg(feature = "gssapi")]
        if let Exchange::Gssapi(gssapi) = &mut self.exchange {
            let step = gssapi.begin();
            return self.note(step);
        }
        Ok(SaslStep::Send(self.initial()))
    }

    /// The first message, to be sent once. GSSAPI has to make its own first: there it is empty, and [`begin`](Self::begin) the
    /// way.
    pub fn initial(&mut self) -> Secret {
        match &mut self.exchange {
            Exchange::Plain(plain) => plain.initial(),
            #[cfg(feature = "sasl-scram")]
            Exchange::Scram(scram) => scram.initial(),
            #[cfg(feature = "gssapi")]
            Exchange::Gssapi(_) => Secret::default(),
            #[cfg(feature = "sasl-oauthbearer")]
            Exchange::OauthBearer(oauth) => oauth.initial(),
            #[cfg(feature = "sasl-msk-iam")]
            Exchange::AwsMskIam(iam) => iam.initial(),
        }
    }

    /// Takes the server's next message. After an error the exchange is over, and every later message an error too.
    pub fn answered(&mut self, message: &[u8]) -> Result<SaslStep, SaslError> {
        let mechanism = self.mechanism;
        if self.phase != Phase::Open {
            self.phase = Phase::Failed;
            return Err(SaslError::OutOfOrder { mechanism });
        }
        let step = if message.len() > MAX_MESSAGE_LEN {
            Err(SaslError::TooLong { mechanism, len: message.len(), limit: MAX_MESSAGE_LEN })
        } else {
            match &mut self.exchange {
                Exchange::Plain(_) => Ok(SaslStep::Done),
                #[cfg(feature = "sasl-scram")]
                Exchange::Scram(scram) => scram.answered(message),
                #[cfg(feature = "gssapi")]
                Exchange::Gssapi(gssapi) => gssapi.answered(message),
                #[cfg(feature = "sasl-oauthbearer")]
                Exchange::OauthBearer(oauth) => oauth.answered(message),
                #[cfg(feature = "sasl-msk-iam")]
                Exchange::AwsMskIam(_) => aws_msk_iam::AwsMskIam::answered(message),
            }
        };
        self.note(step)
    }

    /// Takes the key that [`SaslStep::Derive`] asked for.
    #[cfg(feature = "sasl-scram")]
    pub fn derived(&mut self, key: &SaltedPassword) -> Result<SaslStep, SaslError> {
        let step = match &mut self.exchange {
            Exchange::Scram(scram) if self.phase == Phase::Open => scram.derived(key),
            _ => Err(SaslError::OutOfOrder { mechanism: self.mechanism }),
        };
        self.note(step)
    }

    /// Takes what the call of [`SaslStep::Gssapi`] gave.
    #[cfg(feature = "gssapi")]
    pub fn stepped(&mut self, output: Result<GssapiOutput, CredentialError>) -> Result<SaslStep, SaslError> {
        let step = match &mut self.exchange {
            Exchange::Gssapi(gssapi) if self.phase == Phase::Open => gssapi.stepped(output),
            _ => Err(SaslError::OutOfOrder { mechanism: self.mechanism }),
        };
        self.note(step)
    }

    /// The cause when the broker refused this exchange: what the mechanism's own messages told, else `code` and `message`.
    pub fn refused(&self, code: kafka_protocol::ErrorCode, message: Option<&str>) -> SaslError {
        #[cfg(feature = "sasl-oauthbearer")]
        if let Exchange::OauthBearer(oauth) = &self.exchange
            && let Some(error) = oauth.server_error()
        {
            return error;
        }
        let message = message.filter(|text| !text.is_empty()).unwrap_or("no reason given");
        SaslError::Refused { mechanism: self.mechanism, code, message: error::printable(message) }
    }

    fn note(&mut self, step: Result<SaslStep, SaslError>) -> Result<SaslStep, SaslError> {
        self.phase = match &step {
            Ok(SaslStep::Done) => Phase::Done,
            Ok(_) => Phase::Open,
            Err(_) => Phase::Failed,
        };
        step
    }
}

/// The longest message of a mechanism accepted; a whole response may have 64 KiB (L02), honest ones have far less.
const MAX_MESSAGE_LEN: usize = 8 * 1024;

#[cfg(test)]
mod tests;
