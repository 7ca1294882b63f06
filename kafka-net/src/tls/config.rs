use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::ClientConfig;

use super::files::Files;
use crate::error::ConfigError;
use crate::sasl::Secret;

/// Whom to trust and who to be on encrypted connections (`ssl.*`).
///
/// The default trusts the roots of the operating system, verifies host names and has no certificate of its own. Certificates
/// are read from files again when these change; see [`TlsConnector`](crate::driver::TlsConnector). Secrets are in it and
/// appear in no `Debug`.
///
/// ```
/// use kafka_net::TlsConfig;
///
/// let mut tls = TlsConfig::new();
/// tls.truststore_location = Some("/etc/kafka/ca.pem".into());
/// tls.keystore_location = Some("/etc/kafka/client.pem".into());
/// tls.key_password = Some("its password".to_owned().into());
/// assert!(!format!("{tls:?}").contains("its password"));
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct TlsConfig {
    /// `ssl.truststore.location`: file with the certificates of trusted authorities. Default: none, so that the roots of the
    /// operating system are trusted (on Linux also those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name).
    pub truststore_location: Option<PathBuf>,
    /// `ssl.truststore.certificates`: the same as PEM text in place of a file.
    pub truststore_certificates: Option<Secret>,
    /// `ssl.truststore.type`. Default: PEM.
    pub truststore_type: StoreType,
    /// `ssl.truststore.password`: for PKCS12; a PEM file has none.
    pub truststore_password: Option<Secret>,
    /// `ssl.keystore.location`: file with this client's private key and its certificate chain.
    pub keystore_location: Option<PathBuf>,
    /// `ssl.keystore.key`: the private key as PEM text in place of a file.
    pub keystore_key: Option<Secret>,
    /// `ssl.keystore.certificate.chain`: the chain to it as PEM text, this client's own certificate first.
    pub keystore_certificate_chain: Option<Secret>,
    /// `ssl.keystore.type`. Default: PEM.
    pub keystore_type: StoreType,
    /// `ssl.keystore.password`: for PKCS12; a PEM file has none.
    pub keystore_password: Option<Secret>,
    /// `ssl.key.password`: for an encrypted private key in PEM (PKCS#8).
    pub key_password: Option<Secret>,
    /// `ssl.enabled.protocols`. Default: TLSv1.2 and TLSv1.3.
    pub enabled_protocols: Vec<TlsVersion>,
    /// `ssl.protocol`: the highest version of them that is used. Default: TLSv1.3.
    pub protocol: TlsVersion,
    /// `ssl.cipher.suites`: suites by their IANA names. Default: empty, for all that this library has.
    pub cipher_suites: Vec<String>,
    pub(super) verify_host_name: bool,
    #[cfg(feature = "tls-key-log")]
    pub(super) log_keys: bool,
    pub(super) prepared: Option<Arc<ClientConfig>>,
}

impl TlsConfig {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// A configuration that the caller built (Java: `ssl.engine.factory.class`). Used as it is, and for every connection:
    /// versions, suites, trust, certificates and host name verification are the caller's, and nothing is reloaded.
    pub fn from_client_config(config: Arc<ClientConfig>) -> Self {
        Self { prepared: Some(config), ..Self::default() }
    }

    /// Accepts a certificate of the trusted authorities whatever name is in it (Java: an empty
    /// `ssl.endpoint.identification.algorithm`). Whoever has any certificate of them can then pose as the broker.
    pub fn dangerous_disable_host_name_verification(&mut self) {
        self.verify_host_name = false;
    }

    /// Appends the secrets of every connection to the file that the environment variable `SSLKEYLOGFILE` names (L32). Whoever
    /// has that file can read everything, so it is for debugging with test data.
    #[cfg(feature = "tls-key-log")]
    pub fn dangerous_log_keys(&mut self) {
        self.log_keys = true;
    }

    /// Checks every field, reads the files and the certificates in them; an error names the key and never a secret.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.check()?;
        self.client_config(&Files::read(self)?).map(drop)
    }

    /// What can be said without reading files.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        self.versions()?;
        self.suites()?;
        if self.truststore_location.is_some() && self.truststore_certificates.is_some() {
            return Err(ConfigError::new(
                TRUSTSTORE,
                self.truststore_path(),
                "ssl.truststore.certificates is set too; keep one of them",
            ));
        }
        let path = self.keystore_path();
        for (key, inline) in [(KEY, &self.keystore_key), (CHAIN, &self.keystore_certificate_chain)] {
            if self.keystore_location.is_some() && inline.is_some() {
                return Err(ConfigError::new(
                    KEYSTORE,
                    path,
                    format!("{key} is set too; keep the file or the text"),
                ));
            }
        }
        for (key, store, inline) in [
            ("ssl.truststore.type", self.truststore_type, self.truststore_certificates.is_some()),
            ("ssl.keystore.type", self.keystore_type, self.keystore_key.is_some()),
        ] {
            if inline && store != StoreType::Pem {
                return Err(ConfigError::new(key, store.name(), "text in place of a file is PEM"));
            }
        }
        match (&self.keystore_key, &self.keystore_certificate_chain) {
            (Some(_), None) => {
                Err(ConfigError::new(CHAIN, "", "a key is given; give the certificate chain to it too"))
            }
            (None, Some(_)) => {
                Err(ConfigError::new(KEY, "", "a chain is given; give the private key to it too"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn truststore_path(&self) -> String {
        self.truststore_location.as_ref().map(|path| path.display().to_string()).unwrap_or_default()
    }

    pub(super) fn keystore_path(&self) -> String {
        self.keystore_location.as_ref().map(|path| path.display().to_string()).unwrap_or_default()
    }
}

impl Default for TlsConfig {
    fn default() -> Self {
        Self {
            truststore_location: None,
            truststore_certificates: None,
            truststore_type: StoreType::Pem,
            truststore_password: None,
            keystore_location: None,
            keystore_key: None,
            keystore_certificate_chain: None,
            keystore_type: StoreType::Pem,
            keystore_password: None,
            key_password: None,
            enabled_protocols: vec![TlsVersion::Tls12, TlsVersion::Tls13],
            protocol: TlsVersion::Tls13,
            cipher_suites: Vec::new(),
            verify_host_name: true,
            #[cfg(feature = "tls-key-log")]
            log_keys: false,
            prepared: None,
        }
    }
}

impl PartialEq for TlsConfig {
    /// Equal in every field; configurations that callers built are equal when they are the same one.
    fn eq(&self, other: &Self) -> bool {
        let fields = |c: &Self| {
            (
                (
                    c.truststore_location.clone(),
                    c.truststore_type,
                    c.keystore_location.clone(),
                    c.keystore_type,
                ),
                (c.enabled_protocols.clone(), c.protocol, c.cipher_suites.clone(), c.verify_host_name),
                c.prepared.as_ref().map(Arc::as_ptr),
            )
        };
        #[cfg(feature = "tls-key-log")]
        let same_log = self.log_keys == other.log_keys;
        #[cfg(not(feature = "tls-key-log"))]
        let same_log = true;
        fields(self) == fields(other)
            && same_log
            && self.truststore_certificates == other.truststore_certificates
            && self.truststore_password == other.truststore_password
            && self.keystore_key == other.keystore_key
            && self.keystore_certificate_chain == other.keystore_certificate_chain
            && self.keystore_password == other.keystore_password
            && self.key_password == other.key_password
    }
}

impl Eq for TlsConfig {}

impl fmt::Debug for TlsConfig {
    /// The fields that may be shown, and no other (L38).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsConfig")
            .field("truststore_location", &self.truststore_location)
            .field("truststore_type", &self.truststore_type)
            .field("keystore_location", &self.keystore_location)
            .field("keystore_type", &self.keystore_type)
            .field("enabled_protocols", &self.enabled_protocols)
            .field("protocol", &self.protocol)
            .field("cipher_suites", &self.cipher_suites)
            .field("verify_host_name", &self.verify_host_name)
            .field("prepared", &self.prepared.is_some())
            .finish_non_exhaustive()
    }
}

/// A version of TLS; older ones than these are broken (RFC 8996).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TlsVersion {
    /// `TLSv1.2`
    Tls12,
    /// `TLSv1.3`
    Tls13,
}

impl TlsVersion {
    /// Kafka's name of the version.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tls12 => "TLSv1.2",
            Self::Tls13 => "TLSv1.3",
        }
    }

    /// The version of a name, for `ssl.protocol`.
    pub fn parse(name: &str) -> Result<Self, ConfigError> {
        Self::named("ssl.protocol", name)
    }

    /// The versions of a comma-separated list, for `ssl.enabled.protocols`.
    pub fn parse_list(list: &str) -> Result<Vec<Self>, ConfigError> {
        list.split(',').map(|name| Self::named("ssl.enabled.protocols", name)).collect()
    }

    fn named(key: &'static str, name: &str) -> Result<Self, ConfigError> {
        match name.trim() {
            "TLSv1.2" => Ok(Self::Tls12),
            "TLSv1.3" => Ok(Self::Tls13),
            old @ ("TLSv1.1" | "TLSv1" | "TLSv1.0" | "SSLv3" | "SSLv2" | "SSL") => {
                Err(ConfigError::new(key, old, "this version is not safe (RFC 8996); use TLSv1.2 or TLSv1.3"))
            }
            other => Err(ConfigError::new(key, other, "use TLSv1.2 or TLSv1.3")),
        }
    }
}

/// The format of a key store or trust store (`ssl.keystore.type`, `ssl.truststore.type`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoreType {
    /// Text with certificates and keys between `BEGIN` and `END`.
    #[default]
    Pem,
    /// PKCS#12, `.p12` or `.pfx`; needs the feature `tls-pkcs12`.
    Pkcs12,
}

impl StoreType {
    /// Kafka's name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pem => "PEM",
            Self::Pkcs12 => "PKCS12",
        }
    }

    /// The format of a name in any case, for the setting `key`. JKS is an error that tells how to convert.
    pub fn parse(key: &'static str, name: &str) -> Result<Self, ConfigError> {
        match name.trim().to_ascii_uppercase().as_str() {
            "PEM" => Ok(Self::Pem),
            "PKCS12" => Ok(Self::Pkcs12),
            "JKS" => Err(ConfigError::new(key, name, CONVERT_JKS)),
            _ => Err(ConfigError::new(key, name, "use PEM or PKCS12")),
        }
    }
}

pub(super) const TRUSTSTORE: &str = "ssl.truststore.location";
pub(super) const KEYSTORE: &str = "ssl.keystore.location";
pub(super) const KEY: &str = "ssl.keystore.key";
pub(super) const CHAIN: &str = "ssl.keystore.certificate.chain";
pub(super) const CONVERT_JKS: &str = "JKS is Java's own format; convert it with: keytool -importkeystore \
    -srckeystore OLD.jks -destkeystore NEW.p12 -deststoretype PKCS12, and to PEM with: openssl pkcs12 -in NEW.p12 -nodes";

#[cfg(test)]
mod tests {
    use super::*;

    /// L31.
    #[test]
    fn versions_are_named_as_kafka_names_them() {
        assert_eq!(
            TlsVersion::parse_list("TLSv1.2, TLSv1.3").unwrap(),
            [TlsVersion::Tls12, TlsVersion::Tls13]
        );
        for version in [TlsVersion::Tls12, TlsVersion::Tls13] {
            assert_eq!(TlsVersion::parse(version.name()), Ok(version));
        }
        for old in ["TLSv1.1", "TLSv1", "SSLv3", "SSL"] {
            let error = TlsVersion::parse_list(&format!("TLSv1.3,{old}")).unwrap_err().to_string();
            assert!(error.contains("ssl.enabled.protocols") && error.contains("not safe"), "{error}");
        }
        assert!(TlsVersion::parse("").is_err() && TlsVersion::parse("tls").is_err());
    }

    #[test]
    fn java_key_stores_are_refused_with_the_way_out() {
        assert_eq!(StoreType::parse("ssl.keystore.type", "pkcs12"), Ok(StoreType::Pkcs12));
        let error = StoreType::parse("ssl.keystore.type", "JKS").unwrap_err();
        assert_eq!(error.key(), "ssl.keystore.type");
        assert!(error.to_string().contains("keytool -importkeystore"), "{error}");
    }
}
