use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use form_urlencoded::{Serializer, byte_serialize};
use hyper::Uri;
use zeroize::Zeroizing;

use crate::error::ConfigError;
use crate::sasl::Secret;
use crate::tls::TlsConfig;

/// Where tokens for OAUTHBEARER come from, and as whom they are asked for (`sasl.oauthbearer.*`, `sasl.login.*`).
///
/// ```
/// use kafka_net::{OidcConfig, SaslConfig};
///
/// let oidc = OidcConfig::new("https://login.example/oauth2/token", "my client", "its secret");
/// let sasl = SaslConfig::oidc(oidc);
/// assert!(sasl.validate(true).is_ok());
/// assert!(!format!("{sasl:?}").contains("its secret"));
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct OidcConfig {
    /// `sasl.oauthbearer.token.endpoint.url`. No default.
    pub token_endpoint_url: String,
    /// `sasl.oauthbearer.client.credentials.client.id`. No default.
    pub client_id: String,
    /// `sasl.oauthbearer.client.credentials.client.secret`. No default.
    pub client_secret: Secret,
    /// `sasl.oauthbearer.scope`. Default: none, so that the endpoint chooses.
    pub scope: Option<String>,
    /// `sasl.oauthbearer.header.urlencode`: whether id and secret are form-encoded before they go into the header, as RFC 6749
    /// wants it and few endpoints expect it. Default: false.
    pub header_urlencode: bool,
    /// `allow.plaintext.token.endpoint` (ours): whether the URL may be `http`, so that everybody on the way reads secret and token
    /// (L44). Default: false.
    pub allow_plaintext_endpoint: bool,
    /// `sasl.login.connect.timeout.ms`: for name, connection and TLS. Default: 5 s (Java: none).
    pub connect_timeout: Duration,
    /// `sasl.login.read.timeout.ms`: from the request to the last byte of the answer, however slowly it comes. Default: 5 s (Java:
    /// none).
    pub read_timeout: Duration,
    /// `sasl.login.retry.backoff.ms`: the pause after a first failure; each further one is twice as long. Default: 100 ms.
    pub retry_backoff: Duration,
    /// `sasl.login.retry.backoff.max.ms`: the longest pause. Default: 10 s.
    pub retry_backoff_max: Duration,
    /// `sasl.login.refresh.window.factor`: after which share of a token's life the next one is fetched, 0.5 to 1. Default: 0.8.
    pub refresh_window_factor: f64,
    /// `sasl.login.refresh.window.jitter`: up to which share of the life that is later, 0 to 0.25. Default: 0.05.
    pub refresh_window_jitter: f64,
    /// `sasl.login.refresh.min.period.seconds`: the least time between two fetches, up to 15 minutes. Default: 60 s. A life shorter
    /// than this and the next together makes both void, as in Java.
    pub refresh_min_period: Duration,
    /// `sasl.login.refresh.buffer.seconds`: how long before its end a token is replaced at the latest, up to an hour. Default: 300 s.
    pub refresh_buffer: Duration,
    /// How long an authentication waits for a token while the endpoint cannot be reached; best less than
    /// `socket.connection.setup.timeout.ms`, so that the cause is told. Default: 8 s.
    pub patience: Duration,
    /// How to verify the endpoint. Default: as the brokers (`ssl.*`), and with the roots of the operating system where these are
    /// not encrypted.
    pub tls: Option<Arc<TlsConfig>>,
}

impl OidcConfig {
    /// Tokens from `url` for the client `id`.
    pub fn new(url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            token_endpoint_url: url.into(),
            client_id: id.into(),
            client_secret: secret.into(),
            scope: None,
            header_urlencode: false,
            allow_plaintext_endpoint: false,
            connect_timeout: Duration::from_secs(5),
            read_timeout: Duration::from_secs(5),
            retry_backoff: Duration::from_millis(100),
            retry_backoff_max: Duration::from_secs(10),
            refresh_window_factor: 0.8,
            refresh_window_jitter: 0.05,
            refresh_min_period: Duration::from_secs(60),
            refresh_buffer: Duration::from_secs(300),
            patience: Duration::from_secs(8),
            tls: None,
        }
    }

    /// Checks every field; an error names the key and never a secret.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.endpoint()?;
        for (key, is_empty) in [(ID, self.client_id.is_empty()), (SECRET, self.client_secret.is_empty())] {
            if is_empty {
                return Err(ConfigError::new(key, "", "it is needed to fetch tokens"));
            }
        }
        if self.client_secret.expose_str().is_none() {
            return Err(ConfigError::new(SECRET, "[secret]", "a client secret is UTF-8 text"));
        }
        if self.client_id.contains(':') && !self.header_urlencode {
            let remedy = "a colon would end it; set sasl.oauthbearer.header.urlencode=true";
            return Err(ConfigError::new(ID, self.client_id.as_str(), remedy));
        }
        for (key, value, range) in [
            ("sasl.login.refresh.window.factor", self.refresh_window_factor, 0.5..=1.0),
            ("sasl.login.refresh.window.jitter", self.refresh_window_jitter, 0.0..=0.25),
        ] {
            if !range.contains(&value) {
                let remedy = format!("use a number from {} to {}", range.start(), range.end());
                return Err(ConfigError::new(key, value.to_string(), remedy));
            }
        }
        for (key, value, most) in [
            ("sasl.login.refresh.min.period.seconds", self.refresh_min_period, 900),
            ("sasl.login.refresh.buffer.seconds", self.refresh_buffer, 3_600),
        ] {
            if value > Duration::from_secs(most) {
                let remedy = format!("use {most} or less");
                return Err(ConfigError::new(key, value.as_secs().to_string(), remedy));
            }
        }
        for (key, value) in [
            ("sasl.login.connect.timeout.ms", self.connect_timeout),
            ("sasl.login.read.timeout.ms", self.read_timeout),
            ("sasl.login.retry.backoff.ms", self.retry_backoff),
            ("sasl.login.retry.backoff.max.ms", self.retry_backoff_max),
        ] {
            if value.is_zero() {
                return Err(ConfigError::new(key, "0", "use 1 or more"));
            }
        }
        Ok(())
    }

    /// The parts of the URL.
    pub(crate) fn endpoint(&self) -> Result<TokenEndpoint, ConfigError> {
        let url = self.token_endpoint_url.as_str();
        // What stands before the host may be a password.
        let shown = if url.contains('@') { "[secret]" } else { url };
        let bad = |remedy: &'static str| ConfigError::new(URL, shown, remedy);
        let uri: Uri = url.parse().map_err(|_| {
            bad("write https, the host, a port if need be, and the path, as in https://login.example/token")
        })?;
        let encrypted = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if self.allow_plaintext_endpoint => false,
            Some("http") => {
                return Err(bad(
                    "whoever listens in could read the client secret; use https, or set allow.plaintext.token.endpoint=true",
                ));
            }
            _ => return Err(bad("only https is read, neither files nor anything else")),
        };
        let authority = uri.authority().ok_or_else(|| bad("it names no host"))?;
        if authority.as_str().contains('@') {
            return Err(bad(
                "leave user and password out; there are settings for the client's id and secret",
            ));
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() {
            return Err(bad("it names no host"));
        }
        Ok(TokenEndpoint {
            encrypted,
            host: host.into(),
            port: authority.port_u16().unwrap_or(if encrypted { 443 } else { 80 }),
            authority: authority.to_string(),
            path: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        })
    }

    /// What must not be shown where an endpoint repeats it: the header, the secret, and the secret as it is form-encoded.
    pub(crate) fn shown_forms(&self) -> [Secret; 3] {
        let header = self.authorization();
        let basic = header.expose().strip_prefix(BASIC).unwrap_or_default();
        let encoded: String = byte_serialize(self.client_secret.expose()).collect();
        [Secret::new(basic.to_vec()), self.client_secret.clone(), Secret::from(encoded)]
    }

    /// The value of the header `Authorization` (RFC 6749, section 2.3.1).
    pub(crate) fn authorization(&self) -> Secret {
        let secret = self.client_secret.expose();
        let pair = Zeroizing::new(if self.header_urlencode {
            let encoded: Zeroizing<String> = Zeroizing::new(byte_serialize(secret).collect());
            let id: String = byte_serialize(self.client_id.as_bytes()).collect();
            [id.as_bytes(), b":", encoded.as_bytes()].concat()
        } else {
            [self.client_id.as_bytes(), b":", secret].concat()
        });
        let encoded = Zeroizing::new(BASE64_STANDARD.encode(pair.as_slice()));
        Secret::new([BASIC, encoded.as_bytes()].concat())
    }

    /// The body of the request.
    pub(crate) fn form(&self) -> String {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if let Some(scope) = self.scope.as_deref().map(str::trim).filter(|scope| !scope.is_empty()) {
            form.append_pair("scope", scope);
        }
        form.finish()
    }

    /// The pause after so many failures in a row, of which there is one at least.
    pub(crate) fn pause(&self, failures: u32) -> Duration {
        let factor = 1u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
        self.retry_backoff.saturating_mul(factor).min(self.retry_backoff_max)
    }
}

impl Eq for OidcConfig {}

/// Where to send a request for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenEndpoint {
    pub(crate) encrypted: bool,
    pub(crate) host: Arc<str>,
    pub(crate) port: u16,
    /// Host and port as they stand in the URL, for the header `Host`.
    pub(crate) authority: String,
    pub(crate) path: String,
}

impl fmt::Debug for OidcConfig {
    /// The fields that may be shown, and no other (L38).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcConfig")
            .field("client_id", &self.client_id)
            .field("scope", &self.scope)
            .field("header_urlencode", &self.header_urlencode)
            .field("allow_plaintext_endpoint", &self.allow_plaintext_endpoint)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}

const BASIC: &[u8] = b"Basic ";
const URL: &str = "sasl.oauthbearer.token.endpoint.url";
const ID: &str = "sasl.oauthbearer.client.credentials.client.id";
const SECRET: &str = "sasl.oauthbearer.client.credentials.client.secret";

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> OidcConfig {
        OidcConfig::new(url, "client", "secret")
    }

    #[test]
    fn a_url_is_taken_apart() {
        for (url, host, port, path) in [
            ("https://login.example/token", "login.example", 443, "/token"),
            ("https://login.example:8443/a/b?c=d", "login.example", 8443, "/a/b?c=d"),
            ("https://[::1]:9/", "::1", 9, "/"),
            ("https://login.example", "login.example", 443, "/"),
        ] {
            let endpoint = config(url).endpoint().unwrap();
            assert!(endpoint.encrypted);
            assert_eq!((&*endpoint.host, endpoint.port, endpoint.path.as_str()), (host, port, path), "{url}");
        }
    }

    /// L39, L44.
    #[test]
    fn a_url_that_is_not_safe_is_refused_by_key_and_remedy() {
        let with_password = format!("https://{}@login.example/", "user:canary");
        for (url, part) in [
            ("", "write https"),
            ("http://login.example/token", "allow.plaintext.token.endpoint"),
            ("file:///etc/passwd", "write https"),
            ("ftp://login.example/", "only https"),
            ("/token", "only https"),
            (&with_password, "leave user and password out"),
            ("https:///token", "https"),
            ("https://login.example/to ken", "write https"),
        ] {
            let error = config(url).validate().expect_err(url).to_string();
            assert!(
                error.contains(URL) && error.contains(part) && !error.contains("canary"),
                "{url}: {error}"
            );
        }
        let mut plain = config("http://login.example/token");
        plain.allow_plaintext_endpoint = true;
        assert_eq!(plain.endpoint().map(|endpoint| (endpoint.encrypted, endpoint.port)), Ok((false, 80)));
    }

    #[test]
    fn every_other_field_is_checked_by_its_key() {
        type Change = fn(&mut OidcConfig);
        let cases: [(Change, &str); 9] = [
            (|c| c.client_id.clear(), ID),
            (|c| c.client_id.push(':'), ID),
            (|c| c.client_secret = Secret::default(), SECRET),
            (|c| c.refresh_window_factor = 0.4, "window.factor"),
            (|c| c.refresh_window_factor = f64::NAN, "window.factor"),
            (|c| c.refresh_window_jitter = 0.3, "window.jitter"),
            (|c| c.refresh_min_period = Duration::from_secs(901), "min.period"),
            (|c| c.refresh_buffer = Duration::from_secs(3_601), "refresh.buffer"),
            (|c| c.read_timeout = Duration::ZERO, "read.timeout"),
        ];
        for (change, key) in cases {
            let mut changed = config("https://login.example/");
            assert_eq!(changed.validate(), Ok(()));
            change(&mut changed);
            let error = changed.validate().expect_err(key).to_string();
            assert!(error.contains(key), "{error}");
        }
    }

    /// Base64 of the standard alphabet with padding, and form encoding, of what both treat specially.
    ///
    /// L39.
    #[test]
    fn id_and_secret_are_encoded_exactly() {
        let mut config = OidcConfig::new("https://login.example/", "id", "+/~:% ä\u{ff}?");
        let decoded = |config: &OidcConfig| {
            let header = config.authorization();
            let encoded =
                header.expose_str().and_then(|text| text.strip_prefix("Basic ")).unwrap().to_owned();
            (BASE64_STANDARD.decode(&encoded).unwrap(), encoded)
        };
        let (pair, encoded) = decoded(&config);
        assert_eq!(pair, "id:+/~:% ä\u{ff}?".as_bytes());
        assert_eq!(encoded, "aWQ6Ky9+OiUgw6TDvz8=");
        config.header_urlencode = true;
        config.client_id = "a:b".to_owned();
        assert_eq!(decoded(&config).0, b"a%3Ab:%2B%2F%7E%3A%25+%C3%A4%C3%BF%3F");
    }

    #[test]
    fn the_form_has_the_grant_and_the_scope() {
        let mut config = config("https://login.example/");
        assert_eq!(config.form(), "grant_type=client_credentials");
        config.scope = Some(" api://kafka/.default a&b ".to_owned());
        assert_eq!(config.form(), "grant_type=client_credentials&scope=api%3A%2F%2Fkafka%2F.default+a%26b");
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let config = config("https://login.example/");
        let pauses: Vec<_> = [1, 2, 3, 7, 8, 1_000].map(|n| config.pause(n).as_millis()).to_vec();
        assert_eq!(pauses, [100, 200, 400, 6_400, 10_000, 10_000]);
    }

    #[test]
    fn no_secret_is_shown() {
        let shown = format!(
            "{:?}",
            OidcConfig::new(format!("https://{}@login.example/", "a:canary"), "id", "canary")
        );
        assert!(!shown.contains("canary"), "{shown}");
    }
}
