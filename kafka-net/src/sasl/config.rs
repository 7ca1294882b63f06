use std::fmt;

use super::mechanism::SaslMechanism;
use super::secret::Secret;
use crate::error::ConfigError;

/// Who this client is, and how it proves it (`sasl.*`).
///
/// Start from the constructor of a mechanism and change what differs; [`SaslConfig::validate`] checks the whole. Secrets are in
/// it and appear in no `Debug`.
///
/// ```
/// use kafka_net::SaslConfig;
///
/// let sasl = SaslConfig::scram_sha_512("alice", "her password");
/// assert!(!format!("{sasl:?}").contains("her password"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SaslConfig {
    /// `sasl.mechanism`. No default.
    pub mechanism: SaslMechanism,
    /// `sasl.username` (ours; Java: `username` in `sasl.jaas.config`): for PLAIN and SCRAM.
    pub username: Option<String>,
    /// `sasl.password` (ours; Java: `password` in `sasl.jaas.config`): for PLAIN and SCRAM.
    pub password: Option<Secret>,
    /// Whether `sasl.username` and `sasl.password` are id and secret of a delegation token (KIP-48; Java: `tokenauth` in
    /// `sasl.jaas.config`): for SCRAM. Default: false.
    pub token_auth: bool,
    /// `sasl.oauthbearer.token` (ours): the token, for OAUTHBEARER.
    pub oauth_token: Option<Secret>,
    /// SASL extensions (KIP-342; Java: `extension_` options in `sasl.jaas.config`): names and values, for OAUTHBEARER.
    pub oauth_extensions: Vec<(String, String)>,
    /// Where to fetch the token, for OAUTHBEARER. Wants `external_credentials`, and gives them.
    #[cfg(feature = "sasl-oidc")]
    pub oidc: Option<super::OidcConfig>,
    /// The credentials for AWS_MSK_IAM.
    pub aws: Option<AwsCredentials>,
    /// `sasl.kerberos.service.name`: the first part of the brokers' principals, for GSSAPI.
    pub kerberos_service_name: Option<String>,
    /// Whether token or AWS credentials come with each authentication ([`SaslCredentials`](crate::SaslCredentials)) and need not
    /// be set here. Default: false.
    pub external_credentials: bool,
    /// `sasl.handshake.version` (ours). Default: auto.
    pub handshake_version: SaslHandshakeVersion,
    /// The fewest iterations that SCRAM accepts, at least 4,096 (L33). Default: 4,096.
    pub scram_min_iterations: u32,
    /// The most iterations that SCRAM accepts: each costs this client time (L33). Default: 1,000,000.
    pub scram_max_iterations: u32,
    /// `allow.plaintext.credentials` (ours): whether a mechanism that reveals what it sends may be used over a connection that
    /// is not encrypted (L34). Default: false.
    pub allow_plaintext_credentials: bool,
}

/// Which form of the handshake to use (`sasl.handshake.version`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SaslHandshakeVersion {
    /// SaslHandshake v1 and SaslAuthenticate, which brokers have since 1.0; never an older form (L34).
    #[default]
    Auto,
    /// SaslHandshake v0, after which the mechanism's messages go without headers: for brokers before 1.0.
    V0,
}

/// Credentials for AWS_MSK_IAM. Those with a session token end after hours: a client that lives longer needs new ones.
#[derive(Clone, PartialEq, Eq)]
pub struct AwsCredentials {
    /// `AWS_ACCESS_KEY_ID`.
    pub access_key_id: String,
    /// `AWS_SECRET_ACCESS_KEY`.
    pub secret_access_key: Secret,
    /// `AWS_SESSION_TOKEN`, for temporary credentials.
    pub session_token: Option<Secret>,
    /// The region of the cluster, `eu-central-1` for example.
    pub region: String,
}

impl SaslConfig {
    /// A mechanism with nothing else set; [`validate`](Self::validate) names what is missing.
    pub fn new(mechanism: SaslMechanism) -> Self {
        Self {
            mechanism,
            username: None,
            password: None,
            token_auth: false,
            oauth_token: None,
            oauth_extensions: Vec::new(),
            #[cfg(feature = "sasl-oidc")]
            oidc: None,
            aws: None,
            kerberos_service_name: None,
            external_credentials: false,
            handshake_version: SaslHandshakeVersion::Auto,
            scram_min_iterations: MIN_SCRAM_ITERATIONS,
            scram_max_iterations: 1_000_000,
            allow_plaintext_credentials: false,
        }
    }

    /// PLAIN with user name and password.
    pub fn plain(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::with_password(SaslMechanism::Plain, username.into(), password.into())
    }

    /// SCRAM-SHA-256 with user name and password.
    pub fn scram_sha_256(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::with_password(SaslMechanism::ScramSha256, username.into(), password.into())
    }

    /// SCRAM-SHA-512 with user name and password.
    pub fn scram_sha_512(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::with_password(SaslMechanism::ScramSha512, username.into(), password.into())
    }

    /// OAUTHBEARER with a token that outlives the client's connections.
    pub fn oauth_bearer(token: impl Into<Secret>) -> Self {
        Self { oauth_token: Some(token.into()), ..Self::new(SaslMechanism::OauthBearer) }
    }

    /// OAUTHBEARER with tokens that are fetched by the client-credentials grant.
    #[cfg(feature = "sasl-oidc")]
    pub fn oidc(oidc: super::OidcConfig) -> Self {
        Self { oidc: Some(oidc), external_credentials: true, ..Self::new(SaslMechanism::OauthBearer) }
    }

    /// AWS_MSK_IAM with credentials.
    pub fn aws_msk_iam(credentials: AwsCredentials) -> Self {
        Self { aws: Some(credentials), ..Self::new(SaslMechanism::AwsMskIam) }
    }

    /// GSSAPI (Kerberos) for brokers whose principals are `service_name/host`.
    ///
    /// The credentials are the process's: its credential cache (`kinit`, `KRB5CCNAME`), or the client keytab that
    /// `KRB5_CLIENT_KTNAME` names, from which the library takes new tickets by itself.
    pub fn gssapi(service_name: impl Into<String>) -> Self {
        Self { kerberos_service_name: Some(service_name.into()), ..Self::new(SaslMechanism::Gssapi) }
    }

    fn with_password(mechanism: SaslMechanism, username: String, password: Secret) -> Self {
        Self { username: Some(username), password: Some(password), ..Self::new(mechanism) }
    }

    /// Whether credentials have to come from a source that the caller brings.
    pub fn wants_source(&self) -> bool {
        #[cfg(feature = "sasl-oidc")]
        let brings_its_own = self.oidc.is_some();
        #[cfg(not(feature = "sasl-oidc"))]
        let brings_its_own = false;
        self.external_credentials && !brings_its_own
    }

    /// Checks every field; an error names the key and never a secret. `encrypted`: whether the connections will be.
    pub fn validate(&self, encrypted: bool) -> Result<(), ConfigError> {
        self.mechanism.check_built()?;
        #[cfg(feature = "sasl-oidc")]
        if let Some(oidc) = &self.oidc {
            self.check_oidc(oidc)?;
        }
        match self.mechanism {
            SaslMechanism::Plain | SaslMechanism::ScramSha256 | SaslMechanism::ScramSha512 => {
                self.check_password()?;
            }
            SaslMechanism::OauthBearer | SaslMechanism::AwsMskIam if self.external_credentials => {}
            SaslMechanism::OauthBearer => self.check_token()?,
            SaslMechanism::AwsMskIam => self.check_aws()?,
            SaslMechanism::Gssapi => self.check_kerberos()?,
        }
        if self.scram_min_iterations < MIN_SCRAM_ITERATIONS {
            let value = self.scram_min_iterations.to_string();
            return Err(ConfigError::new("sasl.scram.min.iterations", value, "use 4096 or more (RFC 7677)"));
        }
        if self.scram_max_iterations < self.scram_min_iterations {
            let value = self.scram_max_iterations.to_string();
            return Err(ConfigError::new(
                "sasl.scram.max.iterations",
                value,
                "it is below the least count accepted",
            ));
        }
        if self.mechanism.reveals_credentials() && !encrypted && !self.allow_plaintext_credentials {
            let remedy = "this mechanism reveals the credentials to who listens in; use TLS or SCRAM, or set this to true";
            return Err(ConfigError::new("allow.plaintext.credentials", "false", remedy));
        }
        Ok(())
    }

    fn check_password(&self) -> Result<(), ConfigError> {
        let username = self.username.as_deref().unwrap_or_default();
        if username.is_empty() {
            return Err(ConfigError::new("sasl.username", "", "this mechanism needs a user name"));
        }
        if username.contains('\0') {
            return Err(ConfigError::new("sasl.username", MASKED, "a user name has no NUL character"));
        }
        let Some(password) = self.password.as_ref().filter(|password| !password.is_empty()) else {
            return Err(ConfigError::new("sasl.password", "", "this mechanism needs a password"));
        };
        if password.expose_str().is_none_or(|text| text.contains('\0')) {
            return Err(ConfigError::new("sasl.password", MASKED, "a password is UTF-8 text without NUL"));
        }
        if self.token_auth && self.mechanism == SaslMechanism::Plain {
            return Err(ConfigError::new("sasl.mechanism", "PLAIN", "delegation tokens are for SCRAM"));
        }
        Ok(())
    }

    fn check_token(&self) -> Result<(), ConfigError> {
        let key = "sasl.oauthbearer.token";
        let Some(token) = self.oauth_token.as_ref().filter(|token| !token.is_empty()) else {
            return Err(ConfigError::new(key, "", "this mechanism needs a token, or somebody to give it"));
        };
        if !is_bearer_token(token.expose()) {
            let remedy = "a token has letters, digits, -._~+/ and = at its end only, and no white space";
            return Err(ConfigError::new(key, MASKED, remedy));
        }
        for (name, value) in &self.oauth_extensions {
            if !is_extension(name, value) {
                let remedy =
                    "a name has letters only and is not auth, a value is printable ASCII and not empty";
                return Err(ConfigError::new("sasl.oauthbearer.extensions", name.as_str(), remedy));
            }
        }
        Ok(())
    }

    #[cfg(feature = "sasl-oidc")]
    fn check_oidc(&self, oidc: &super::OidcConfig) -> Result<(), ConfigError> {
        oidc.validate()?;
        let bad = |remedy| {
            Err(ConfigError::new(
                "sasl.oauthbearer.token.endpoint.url",
                oidc.token_endpoint_url.as_str(),
                remedy,
            ))
        };
        if self.mechanism != SaslMechanism::OauthBearer {
            return bad("tokens are for sasl.mechanism=OAUTHBEARER");
        }
        if self.oauth_token.is_some() {
            return bad("sasl.oauthbearer.token is set too; keep one of them");
        }
        Ok(())
    }

    fn check_kerberos(&self) -> Result<(), ConfigError> {
        let name = self.kerberos_service_name.as_deref().unwrap_or_default();
        let bad = |remedy| Err(ConfigError::new("sasl.kerberos.service.name", name, remedy));
        if name.is_empty() {
            return bad("GSSAPI needs the first part of the brokers' principals, mostly kafka");
        }
        if name.contains(['/', '@']) || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return bad("give the first part of the brokers' principals alone, without host and realm");
        }
        Ok(())
    }

    fn check_aws(&self) -> Result<(), ConfigError> {
        let Some(aws) = &self.aws else {
            return Err(ConfigError::new(
                "sasl.aws.access.key.id",
                "",
                "this mechanism needs AWS credentials",
            ));
        };
        let plain = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_graphic);
        let remedy = "printable ASCII without white space is needed";
        let session_token = aws.session_token.as_ref().map_or(&b"-"[..], Secret::expose);
        for (key, value) in [
            ("sasl.aws.access.key.id", aws.access_key_id.as_bytes()),
            ("sasl.aws.secret.access.key", aws.secret_access_key.expose()),
            ("sasl.aws.session.token", session_token),
            ("sasl.aws.region", aws.region.as_bytes()),
        ] {
            if !plain(value) {
                return Err(ConfigError::new(key, if value.is_empty() { "" } else { MASKED }, remedy));
            }
        }
        Ok(())
    }
}

/// RFC 6750: `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`.
pub(super) fn is_bearer_token(token: &[u8]) -> bool {
    let end = token.iter().rposition(|b| *b != b'=').map_or(0, |last| last + 1);
    end > 0 && token[..end].iter().all(|b| b.is_ascii_alphanumeric() || b"-._~+/".contains(b))
}

/// RFC 7628: a key of letters other than `auth`, and a value of printable characters, space, tab and line ends.
fn is_extension(name: &str, value: &str) -> bool {
    let valued = |b: u8| b.is_ascii_graphic() || b" \t\r\n".contains(&b);
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphabetic())
        && name != "auth"
        && !value.is_empty()
        && value.bytes().all(valued)
}

impl fmt::Debug for SaslConfig {
    /// The fields that may be shown, and no other (L38).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SaslConfig")
            .field("mechanism", &self.mechanism)
            .field("username", &self.username)
            .field("token_auth", &self.token_auth)
            .field("external_credentials", &self.external_credentials)
            .field("kerberos_service_name", &self.kerberos_service_name)
            .field("handshake_version", &self.handshake_version)
            .field("scram_min_iterations", &self.scram_min_iterations)
            .field("scram_max_iterations", &self.scram_max_iterations)
            .field("allow_plaintext_credentials", &self.allow_plaintext_credentials)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for AwsCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsCredentials").field("region", &self.region).finish_non_exhaustive()
    }
}

/// RFC 7677 wants at least this many.
const MIN_SCRAM_ITERATIONS: u32 = 4_096;
const MASKED: &str = "[secret]";

#[cfg(test)]
mod tests;
