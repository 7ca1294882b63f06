use std::sync::Arc;

use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, Error, SupportedCipherSuite, SupportedProtocolVersion, version};

use super::config::{CHAIN, KEYSTORE, TRUSTSTORE, TlsConfig, TlsVersion};
use super::files::Files;
use super::store::MASKED;
use super::verifier::ChainVerifier;
use crate::error::ConfigError;

impl TlsConfig {
    /// What rustls works with, made of the fields and of what the files hold.
    ///
    /// The provider of the algorithms is named, whatever the process has for a default. Sessions are not resumed: a resumed
    /// one would not look at certificates that have changed, and connections to brokers live long.
    pub(crate) fn client_config(&self, files: &Files) -> Result<Arc<ClientConfig>, ConfigError> {
        if let Some(prepared) = &self.prepared {
            return Ok(Arc::clone(prepared));
        }
        let provider = Arc::new(CryptoProvider {
            cipher_suites: self.suites()?,
            ..rustls::crypto::ring::default_provider()
        });
        let roots = Arc::new(self.roots(files)?);
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&self.versions()?)
            .map_err(|_| {
                let given = self.cipher_suites.join(",");
                ConfigError::new(SUITES, given, "none of these belongs to the enabled versions of TLS")
            })?;
        let builder = if self.verify_host_name {
            let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider).build();
            let verifier = verifier
                .map_err(|error| ConfigError::new(TRUSTSTORE, self.truststore_path(), error.to_string()))?;
            builder.with_webpki_verifier(verifier)
        } else {
            let algorithms = provider.signature_verification_algorithms;
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(ChainVerifier::new(roots, algorithms)))
        };
        let mut config = match self.identity(files)? {
            None => builder.with_no_client_auth(),
            Some((chain, key)) => builder.with_client_auth_cert(chain, key).map_err(|error| {
                let (name, value) = match &self.keystore_location {
                    Some(_) => (KEYSTORE, self.keystore_path()),
                    None => (CHAIN, MASKED.to_owned()),
                };
                ConfigError::new(name, value, identity_trouble(&error))
            })?,
        };
        config.resumption = Resumption::disabled();
        #[cfg(feature = "tls-key-log")]
        if self.log_keys {
            tracing::warn!("the secrets of TLS connections go to SSLKEYLOGFILE, if it is set");
            config.key_log = Arc::new(rustls::KeyLogFile::new());
        }
        Ok(Arc::new(config))
    }

    pub(super) fn versions(&self) -> Result<Vec<&'static SupportedProtocolVersion>, ConfigError> {
        let known = [(TlsVersion::Tls13, &version::TLS13), (TlsVersion::Tls12, &version::TLS12)];
        let versions: Vec<_> = known
            .into_iter()
            .filter(|(version, _)| self.enabled_protocols.contains(version) && *version <= self.protocol)
            .map(|(_, version)| version)
            .collect();
        if versions.is_empty() {
            let names: Vec<_> = self.enabled_protocols.iter().map(|version| version.name()).collect();
            let why = format!("no version is left under ssl.protocol {}", self.protocol.name());
            return Err(ConfigError::new("ssl.enabled.protocols", names.join(","), why));
        }
        Ok(versions)
    }

    pub(super) fn suites(&self) -> Result<Vec<SupportedCipherSuite>, ConfigError> {
        let all = rustls::crypto::ring::default_provider().cipher_suites;
        if self.cipher_suites.is_empty() {
            return Ok(all);
        }
        let mut suites = Vec::with_capacity(self.cipher_suites.len());
        for name in &self.cipher_suites {
            let Some(suite) = all.iter().find(|suite| iana_name(suite) == *name) else {
                let known: Vec<_> = all.iter().map(iana_name).collect();
                let why =
                    format!("no such cipher suite is safe and known here; there are {}", known.join(", "));
                return Err(ConfigError::new(SUITES, name.as_str(), why));
            };
            suites.push(*suite);
        }
        Ok(suites)
    }
}

/// rustls marks the suites of TLS 1.3 in its own way.
fn iana_name(suite: &SupportedCipherSuite) -> String {
    let name = format!("{:?}", suite.suite());
    match name.strip_prefix("TLS13_") {
        Some(rest) => format!("TLS_{rest}"),
        None => name,
    }
}

fn identity_trouble(error: &Error) -> String {
    match error {
        Error::InconsistentKeys(_) => "the private key is not that of the first certificate".to_owned(),
        Error::InvalidCertificate(_) => {
            "the first certificate is no X.509 certificate of version 3".to_owned()
        }
        error => format!("key and certificate cannot be used: {error}"),
    }
}

const SUITES: &str = "ssl.cipher.suites";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_have_the_names_of_iana() {
        let mut config = TlsConfig::new();
        assert_eq!(config.suites().unwrap().len(), 9);
        let names = ["TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"];
        config.cipher_suites = names.map(str::to_owned).to_vec();
        let found: Vec<_> = config.suites().unwrap().iter().map(iana_name).collect();
        assert_eq!(found, names);
        for name in ["TLS_RSA_WITH_AES_128_CBC_SHA", "TLS13_AES_128_GCM_SHA256", "", "tls_aes_128_gcm_sha256"]
        {
            config.cipher_suites = vec![name.to_owned()];
            let error = config.suites().map(drop).expect_err(name);
            assert_eq!(error.key(), SUITES);
            assert!(error.to_string().contains("TLS_AES_128_GCM_SHA256"), "{error}");
        }
    }

    /// L32.
    #[cfg(feature = "tls-key-log")]
    #[test]
    fn keys_are_logged_only_on_demand() {
        let authority = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem();
        let mut config = TlsConfig::new();
        config.truststore_certificates = Some(authority.into());
        let log =
            |config: &TlsConfig| format!("{:?}", config.client_config(&Files::default()).unwrap().key_log);
        assert_eq!(log(&config), "NoKeyLog");
        config.dangerous_log_keys();
        assert!(log(&config).starts_with("KeyLogFile"));
    }

    #[test]
    fn versions_are_those_enabled_up_to_the_highest() {
        let count = |enabled: &[TlsVersion], highest| {
            let mut config = TlsConfig::new();
            (config.enabled_protocols, config.protocol) = (enabled.to_vec(), highest);
            config.versions().map(|versions| versions.len()).map_err(|error| error.key())
        };
        let (old, new) = (TlsVersion::Tls12, TlsVersion::Tls13);
        assert_eq!(count(&[old, new], new), Ok(2));
        assert_eq!(count(&[old, new], old), Ok(1));
        assert_eq!(count(&[new], new), Ok(1));
        assert_eq!(count(&[new], old), Err("ssl.enabled.protocols"));
        assert_eq!(count(&[], new), Err("ssl.enabled.protocols"));
    }
}
