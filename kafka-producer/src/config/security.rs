//! `security.protocol` and the keys behind it: `ssl.*` and `sasl.*`.

use std::sync::Arc;

use kafka_net::{SaslConfig, SaslHandshakeVersion, SaslMechanism, Secret};

use super::{ConfigError, ProducerConfigBuilder};

/// What is collected before it is known whether it is used.
#[derive(Clone, Debug, Default)]
pub(super) struct Security {
    /// `security.protocol` SSL or SASL_SSL.
    encrypted: bool,
    /// `security.protocol` SASL_PLAINTEXT or SASL_SSL.
    authenticated: bool,
    #[cfg(feature = "tls")]
    tls: kafka_net::TlsConfig,
    /// Whether `tls` was given as a whole.
    typed_tls: bool,
    pub(super) sasl: SaslOptions,
    #[cfg(feature = "sasl-oidc")]
    oidc: OidcOptions,
}

/// `sasl.oauthbearer.*` and `sasl.login.*`, of use when there is a URL among them.
#[cfg(feature = "sasl-oidc")]
#[derive(Clone, Debug)]
struct OidcOptions(kafka_net::OidcConfig);

#[cfg(feature = "sasl-oidc")]
impl Default for OidcOptions {
    fn default() -> Self {
        Self(kafka_net::OidcConfig::new("", "", ""))
    }
}

/// The options of `sasl.*` as text gives them, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct SaslOptions {
    pub(super) mechanism: Option<String>,
    pub(super) username: Option<String>,
    pub(super) password: Option<Secret>,
    pub(super) oauth_token: Option<Secret>,
    pub(super) kerberos_service_name: Option<String>,
    pub(super) handshake_version: SaslHandshakeVersion,
    pub(super) min_iterations: Option<u32>,
    pub(super) max_iterations: Option<u32>,
    pub(super) allow_plaintext_credentials: bool,
    /// A whole configuration, instead of the options above.
    typed: Option<SaslConfig>,
}

impl ProducerConfigBuilder {
    /// Encrypts connections (`security.protocol` SSL or SASL_SSL) with these settings (`ssl.*`). Default: plain TCP.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, tls: kafka_net::TlsConfig) -> Self {
        self.security.encrypted = true;
        self.security.typed_tls = true;
        self.security.tls = tls;
        self.typed("security.protocol")
    }

    /// Authenticates connections (`security.protocol` SASL_PLAINTEXT, or SASL_SSL together with TLS) with these settings
    /// (`sasl.*`). Default: no authentication.
    #[must_use]
    pub fn sasl(mut self, sasl: SaslConfig) -> Self {
        self.security.authenticated = true;
        self.security.sasl.typed = Some(sasl);
        self.typed("security.protocol")
    }

    pub(super) fn set_security_protocol(&mut self, name: &str) -> Result<(), ConfigError> {
        let (encrypted, authenticated) = match name.to_ascii_uppercase().as_str() {
            "PLAINTEXT" => (false, false),
            "SASL_PLAINTEXT" => (false, true),
            "SSL" => (true, false),
            "SASL_SSL" => (true, true),
            _ => {
                return Err(ConfigError::InvalidValue {
                    key: "security.protocol",
                    value: name.to_owned(),
                    expected: "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
                });
            }
        };
        if encrypted && !cfg!(feature = "tls") {
            return Err(without_tls("security.protocol"));
        }
        self.security.encrypted = encrypted;
        self.security.authenticated = authenticated;
        Ok(())
    }

    /// Values may be secrets: none of them is in an error.
    #[cfg(feature = "tls")]
    pub(super) fn set_tls(&mut self, key: &'static str, value: &str) -> Result<(), ConfigError> {
        self.security.tls.set(key, value)?;
        Ok(())
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_self, reason = "there is something to set with the feature")]
    pub(super) fn set_tls(&mut self, key: &'static str, _value: &str) -> Result<(), ConfigError> {
        Err(without_tls(key))
    }

    /// Values may be secrets here too.
    #[cfg(feature = "sasl-oidc")]
    pub(super) fn set_oidc(&mut self, key: &'static str, value: &str) -> Result<(), ConfigError> {
        self.security.oidc.0.set(key, value)?;
        Ok(())
    }

    #[cfg(not(feature = "sasl-oidc"))]
    #[expect(clippy::unused_self, reason = "there is something to set with the feature")]
    pub(super) fn set_oidc(&mut self, key: &'static str, _value: &str) -> Result<(), ConfigError> {
        let reason = "fetching tokens is not built in; it is the feature `sasl-oidc` of kafka-producer";
        Err(ConfigError::Unsupported { key, reason })
    }

    pub(super) fn resolve_security(&mut self) -> Result<(), ConfigError> {
        self.check_security()?;
        #[cfg(feature = "tls")]
        if self.security.encrypted {
            self.security.tls.validate()?;
            self.config.net.tls = Some(Arc::new(self.security.tls.clone()));
        }
        if self.security.authenticated {
            let mut sasl = self.security.sasl.to_config()?;
            self.add_token_endpoint(&mut sasl);
            self.config.net.sasl = Some(Arc::new(sasl));
        }
        // As Kafka's own client, which leaves them aside as well.
        for (used, prefix) in [(self.security.encrypted, "ssl."), (self.security.authenticated, "sasl.")] {
            if let Some(key) = self.set.keys().find(|key| !used && key.starts_with(prefix)) {
                tracing::warn!(key, "this option has no effect with this security.protocol");
            }
        }
        Ok(())
    }
}

impl ProducerConfigBuilder {
    #[cfg(feature = "sasl-oidc")]
    fn add_token_endpoint(&self, sasl: &mut SaslConfig) {
        let OidcOptions(oidc) = &self.security.oidc;
        if self.security.sasl.typed.is_none() && !oidc.token_endpoint_url.is_empty() {
            let mut oidc = oidc.clone();
            // So that the cause is told, and not that a connection took too long.
            oidc.patience = self.config.net.socket_connection_setup_timeout.mul_f64(0.8);
            sasl.oidc = Some(oidc);
            sasl.external_credentials = true;
        }
    }

    #[cfg(not(feature = "sasl-oidc"))]
    #[expect(clippy::unused_self, reason = "there is something to add with the feature")]
    fn add_token_endpoint(&self, _sasl: &mut SaslConfig) {}

    /// What was given as a whole is not undone or changed by text in silence.
    fn check_security(&self) -> Result<(), ConfigError> {
        let Security { encrypted, authenticated, typed_tls, sasl, .. } = &self.security;
        let conflict = |text: &str| Err(ConfigError::Conflict(text.to_owned()));
        if *typed_tls && !encrypted {
            return conflict(
                "security.protocol does not encrypt, but TLS is configured; use SSL or SASL_SSL",
            );
        }
        if sasl.typed.is_none() {
            return Ok(());
        }
        if !authenticated {
            return conflict("security.protocol does not authenticate, but SASL is configured; use SASL_SSL");
        }
        let beside = |key: &&&str| key.starts_with("sasl.") || key.starts_with("allow.plaintext.");
        match self.set.keys().find(beside) {
            Some(key) => {
                Err(ConfigError::Conflict(format!("{key} is set beside a whole configuration of SASL")))
            }
            None => Ok(()),
        }
    }
}

impl SaslOptions {
    fn to_config(&self) -> Result<SaslConfig, ConfigError> {
        if let Some(sasl) = &self.typed {
            return Ok(sasl.clone());
        }
        // C8: an empty name is refused as a missing one.
        let mechanism = SaslMechanism::parse(self.mechanism.as_deref().unwrap_or_default())?;
        let mut sasl = SaslConfig::new(mechanism);
        sasl.username.clone_from(&self.username);
        sasl.password.clone_from(&self.password);
        sasl.oauth_token.clone_from(&self.oauth_token);
        sasl.kerberos_service_name.clone_from(&self.kerberos_service_name);
        sasl.handshake_version = self.handshake_version;
        sasl.allow_plaintext_credentials = self.allow_plaintext_credentials;
        sasl.scram_min_iterations = self.min_iterations.unwrap_or(sasl.scram_min_iterations);
        sasl.scram_max_iterations = self.max_iterations.unwrap_or(sasl.scram_max_iterations);
        Ok(sasl)
    }
}

/// `sasl.handshake.version`.
pub(super) fn handshake_version(text: &str) -> Option<SaslHandshakeVersion> {
    match text {
        "0" => Some(SaslHandshakeVersion::V0),
        _ if text.eq_ignore_ascii_case("auto") => Some(SaslHandshakeVersion::Auto),
        _ => None,
    }
}

fn without_tls(key: &'static str) -> ConfigError {
    ConfigError::Unsupported { key, reason: "TLS is not built in; it is the feature `tls` of kafka-producer" }
}

#[cfg(test)]
mod tests {
    use crate::config::{ConfigError, ProducerConfig};

    #[test]
    fn security_protocols_are_known_by_name() {
        let set = |value| ProducerConfig::builder("a:9092").set("security.protocol", value);
        assert!(set("plaintext").unwrap().build().is_ok());
        assert!(matches!(set("TLS"), Err(ConfigError::InvalidValue { key: "security.protocol", .. })));
        let error = set("sasl_plaintext").unwrap().build().unwrap_err().to_string();
        assert!(error.contains("sasl.mechanism"), "{error}");
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn what_is_not_built_in_is_refused_by_the_feature_it_needs() {
        for (key, value) in [
            ("security.protocol", "SSL"),
            ("security.protocol", "SASL_SSL"),
            ("ssl.truststore.location", "/ca.pem"),
        ] {
            let error = ProducerConfig::builder("a:9092").set(key, value).unwrap_err().to_string();
            assert!(error.contains(key) && error.contains("feature `tls`"), "{error}");
        }
    }

    #[cfg(feature = "tls")]
    #[test]
    fn ssl_options_are_checked_when_the_configuration_is_built() {
        let builder =
            |protocol| ProducerConfig::builder("a:9092").set("security.protocol", protocol).unwrap();
        let text = |protocol| builder(protocol).set("ssl.truststore.certificates", "canary").unwrap();
        let error = text("SSL").build().unwrap_err().to_string();
        assert!(error.contains("ssl.truststore.certificates") && !error.contains("canary"), "{error}");
        assert!(text("PLAINTEXT").build().unwrap().net().tls.is_none());
        let error = builder("SSL").set("ssl.enabled.protocols", "TLSv1.1").unwrap_err().to_string();
        assert!(error.contains("not safe"), "{error}");
    }

    #[test]
    fn what_was_given_as_a_whole_is_not_undone_by_text() {
        let sasl = || kafka_net::SaslConfig::plain("alice", "password");
        let refused = |key, value| {
            let builder = ProducerConfig::builder("a:9092").sasl(sasl()).set(key, value).unwrap();
            matches!(builder.build(), Err(ConfigError::Conflict(_)))
        };
        assert!(refused("security.protocol", "PLAINTEXT"));
        assert!(refused("sasl.username", "bob"));
        assert!(refused("allow.plaintext.credentials", "true"));
        #[cfg(feature = "tls")]
        for protocol in ["PLAINTEXT", "SASL_PLAINTEXT"] {
            let builder = ProducerConfig::builder("a:9092").tls(kafka_net::TlsConfig::new());
            let built = builder.set("security.protocol", protocol).unwrap().build();
            assert!(matches!(built, Err(ConfigError::Conflict(_))), "{protocol}");
        }
    }

    #[cfg(feature = "tls")]
    #[test]
    fn credentials_may_go_over_an_encrypted_connection() {
        let config = ProducerConfig::builder("a:9092")
            .tls(kafka_net::TlsConfig::new())
            .sasl(kafka_net::SaslConfig::plain("alice", "password"))
            .build()
            .unwrap();
        assert!(config.net().tls.is_some() && config.net().sasl.is_some());
    }
}
