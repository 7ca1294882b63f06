use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

/// Whom a listener lets in, and how they show who they are. A cluster with it serves no request before that.
///
/// ```
/// use std::time::Duration;
/// use kafka_fake::{ClusterConfig, SaslConfig, SaslMechanism};
///
/// let sasl = SaslConfig::new(SaslMechanism::Plain).user("alice", "her password");
/// let config = ClusterConfig::default().sasl(sasl.session_lifetime(Duration::from_secs(60)));
/// assert!(!format!("{config:?}").contains("her password"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SaslConfig {
    pub(crate) mechanisms: Vec<SaslMechanism>,
    pub(crate) users: BTreeMap<String, String>,
    pub(crate) tokens: BTreeSet<String>,
    pub(crate) iterations: u32,
    pub(crate) session_lifetime: Option<Duration>,
}

/// A mechanism that a listener can offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SaslMechanism {
    /// Name and password as they are (RFC 4616).
    Plain,
    /// SCRAM with SHA-256 (RFC 7677).
    #[cfg(feature = "sasl-scram")]
    ScramSha256,
    /// SCRAM with SHA-512.
    #[cfg(feature = "sasl-scram")]
    ScramSha512,
    /// A bearer token (RFC 7628).
    OauthBearer,
}

impl SaslMechanism {
    /// Every mechanism of this build.
    pub const ALL: &'static [SaslMechanism] = &[
        Self::Plain,
        #[cfg(feature = "sasl-scram")]
        Self::ScramSha256,
        #[cfg(feature = "sasl-scram")]
        Self::ScramSha512,
        Self::OauthBearer,
    ];

    /// Its name on the wire: `SCRAM-SHA-256`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            #[cfg(feature = "sasl-scram")]
            Self::ScramSha256 => "SCRAM-SHA-256",
            #[cfg(feature = "sasl-scram")]
            Self::ScramSha512 => "SCRAM-SHA-512",
            Self::OauthBearer => "OAUTHBEARER",
        }
    }
}

impl SaslConfig {
    /// A listener with this mechanism that lets nobody in yet.
    pub fn new(mechanism: SaslMechanism) -> Self {
        Self {
            mechanisms: vec![mechanism],
            users: BTreeMap::new(),
            tokens: BTreeSet::new(),
            iterations: 4_096,
            session_lifetime: None,
        }
    }

    /// A listener with every mechanism of this build that lets nobody in yet.
    pub fn all() -> Self {
        Self { mechanisms: SaslMechanism::ALL.to_vec(), ..Self::new(SaslMechanism::Plain) }
    }

    /// Offers one mechanism more (`sasl.enabled.mechanisms`).
    #[must_use]
    pub fn mechanism(mut self, mechanism: SaslMechanism) -> Self {
        if !self.mechanisms.contains(&mechanism) {
            self.mechanisms.push(mechanism);
        }
        self
    }

    /// Lets a user in by PLAIN and SCRAM.
    #[must_use]
    pub fn user(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.users.insert(name.into(), password.into());
        self
    }

    /// Lets in who has this token, by OAUTHBEARER.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.tokens.insert(token.into());
        self
    }

    /// Iterations that SCRAM asks for. Default 4,096.
    #[must_use]
    pub fn iterations(mut self, iterations: u32) -> Self {
        self.iterations = iterations;
        self
    }

    /// `connections.max.reauth.ms` (KIP-368): sessions end after that long, unless the client authenticates again. Default:
    /// they never end.
    #[must_use]
    pub fn session_lifetime(mut self, lifetime: Duration) -> Self {
        self.session_lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for SaslConfig {
    /// Without passwords and tokens: somebody may copy the code of a test.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SaslConfig")
            .field("mechanisms", &self.mechanisms)
            .field("users", &self.users.keys())
            .field("tokens", &self.tokens.len())
            .field("iterations", &self.iterations)
            .field("session_lifetime", &self.session_lifetime)
            .finish()
    }
}
