use super::config::{StoreType, TlsConfig, TlsVersion};
use crate::error::ConfigError;
use crate::sasl::Secret;

impl TlsConfig {
    /// Sets a field by its Kafka key, `ssl.truststore.location` for example; false when there is no such key here.
    ///
    /// `ssl.endpoint.identification.algorithm` takes `https` alone: to switch the verification of names off there is
    /// [`dangerous_disable_host_name_verification`](Self::dangerous_disable_host_name_verification). Lists are separated by
    /// commas, and an empty text is the default.
    pub fn set(&mut self, key: &str, value: &str) -> Result<bool, ConfigError> {
        let given = !value.is_empty();
        let secret = || given.then(|| Secret::from(value.to_owned()));
        let path = || given.then(|| value.into());
        match key {
            "ssl.truststore.location" => self.truststore_location = path(),
            "ssl.truststore.certificates" => self.truststore_certificates = secret(),
            "ssl.truststore.password" => self.truststore_password = secret(),
            "ssl.truststore.type" => self.truststore_type = StoreType::parse("ssl.truststore.type", value)?,
            "ssl.keystore.location" => self.keystore_location = path(),
            "ssl.keystore.key" => self.keystore_key = secret(),
            "ssl.keystore.certificate.chain" => self.keystore_certificate_chain = secret(),
            "ssl.keystore.password" => self.keystore_password = secret(),
            "ssl.keystore.type" => self.keystore_type = StoreType::parse("ssl.keystore.type", value)?,
            "ssl.key.password" => self.key_password = secret(),
            "ssl.protocol" => self.protocol = TlsVersion::parse(value)?,
            "ssl.enabled.protocols" => self.enabled_protocols = TlsVersion::parse_list(value)?,
            "ssl.cipher.suites" => {
                let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                self.cipher_suites = names.map(str::to_owned).collect();
            }
            "ssl.endpoint.identification.algorithm" if value.eq_ignore_ascii_case("https") => {}
            "ssl.endpoint.identification.algorithm" => {
                let remedy = "host names are verified, which only a call with `dangerous` in its name switches off; use https";
                return Err(ConfigError::new("ssl.endpoint.identification.algorithm", value, remedy));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_set_by_their_kafka_keys() {
        let mut tls = TlsConfig::new();
        for (key, value) in [
            ("ssl.truststore.location", "/ca.p12"),
            ("ssl.truststore.type", "PKCS12"),
            ("ssl.truststore.password", "one"),
            ("ssl.keystore.key", "two"),
            ("ssl.keystore.certificate.chain", "three"),
            ("ssl.key.password", "four"),
            ("ssl.protocol", "TLSv1.2"),
            ("ssl.enabled.protocols", "TLSv1.2"),
            ("ssl.cipher.suites", "TLS_A, TLS_B"),
            ("ssl.endpoint.identification.algorithm", "HTTPS"),
        ] {
            assert_eq!(tls.set(key, value), Ok(true), "{key}");
        }
        assert_eq!(tls.truststore_location.as_deref(), Some(std::path::Path::new("/ca.p12")));
        assert_eq!(tls.truststore_type, StoreType::Pkcs12);
        assert_eq!(tls.truststore_password.as_ref().map(Secret::expose), Some(&b"one"[..]));
        assert_eq!(tls.keystore_key.as_ref().map(Secret::expose), Some(&b"two"[..]));
        assert_eq!(tls.keystore_certificate_chain.as_ref().map(Secret::expose), Some(&b"three"[..]));
        assert_eq!(tls.key_password.as_ref().map(Secret::expose), Some(&b"four"[..]));
        assert_eq!((tls.protocol, tls.enabled_protocols.len()), (TlsVersion::Tls12, 1));
        assert_eq!(tls.cipher_suites, ["TLS_A", "TLS_B"]);
        assert_eq!(tls.set("ssl.truststore.location", ""), Ok(true));
        assert_eq!(tls.truststore_location, None);
        assert_eq!(tls.set("ssl.provider", "SunJSSE"), Ok(false));
        for (key, value) in [
            ("ssl.endpoint.identification.algorithm", ""),
            ("ssl.endpoint.identification.algorithm", "none"),
            ("ssl.keystore.type", "JKS"),
            ("ssl.protocol", "TLSv1.1"),
        ] {
            assert_eq!(tls.set(key, value).unwrap_err().key(), key);
        }
    }
}
