//! `security.protocol` and the `ssl.*` keys.

use super::{ConfigError, ProducerConfigBuilder};

/// `security.protocol`, as far as it is supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SecurityProtocol {
    #[default]
    Plaintext,
    #[cfg(feature = "tls")]
    Ssl,
}

impl ProducerConfigBuilder {
    /// `security.protocol=SSL` with these settings (`ssl.*`). Default: plain TCP.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, tls: kafka_net::TlsConfig) -> Self {
        self.security_protocol = SecurityProtocol::Ssl;
        self.tls = tls;
        self.typed("security.protocol")
    }

    pub(super) fn set_security_protocol(&mut self, name: &str) -> Result<(), ConfigError> {
        self.security_protocol = match name.to_ascii_uppercase().as_str() {
            "PLAINTEXT" => SecurityProtocol::Plaintext,
            #[cfg(feature = "tls")]
            "SSL" => SecurityProtocol::Ssl,
            #[cfg(not(feature = "tls"))]
            "SSL" => return Err(without_tls("security.protocol")),
            "SASL_PLAINTEXT" | "SASL_SSL" => {
                let reason = "authentication is not supported yet; use PLAINTEXT or SSL";
                return Err(ConfigError::Unsupported { key: "security.protocol", reason });
            }
            _ => {
                let expected = "PLAINTEXT or SSL";
                return Err(ConfigError::InvalidValue {
                    key: "security.protocol",
                    value: name.to_owned(),
                    expected,
                });
            }
        };
        Ok(())
    }

    /// Values may be secrets: none of them is in an error.
    #[cfg(feature = "tls")]
    pub(super) fn set_tls(&mut self, key: &'static str, value: &str) -> Result<(), ConfigError> {
        self.tls.set(key, value)?;
        Ok(())
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_self, reason = "there is something to set with the feature")]
    pub(super) fn set_tls(&mut self, key: &'static str, _value: &str) -> Result<(), ConfigError> {
        Err(without_tls(key))
    }

    #[cfg(feature = "tls")]
    pub(super) fn resolve_security(&mut self) -> Result<(), ConfigError> {
        match self.security_protocol {
            SecurityProtocol::Ssl => {
                self.tls.validate()?;
                self.config.net.tls = Some(std::sync::Arc::new(self.tls.clone()));
            }
            SecurityProtocol::Plaintext => {
                if let Some(key) = self.set.keys().find(|key| key.starts_with("ssl.")) {
                    tracing::warn!(key, "this option has no effect: security.protocol is PLAINTEXT");
                }
            }
        }
        Ok(())
    }

    #[cfg(not(feature = "tls"))]
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "there is something to check with the feature"
    )]
    pub(super) fn resolve_security(&mut self) -> Result<(), ConfigError> {
        Ok(())
    }
}

#[cfg(not(feature = "tls"))]
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
        assert!(matches!(set("SASL_SSL"), Err(ConfigError::Unsupported { .. })));
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn what_is_not_built_in_is_refused_by_the_feature_it_needs() {
        for (key, value) in [("security.protocol", "SSL"), ("ssl.truststore.location", "/ca.pem")] {
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
}
