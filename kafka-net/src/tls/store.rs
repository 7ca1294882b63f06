use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::config::{CHAIN, CONVERT_JKS, KEY, KEYSTORE, StoreType, TRUSTSTORE, TlsConfig};
use super::files::Files;
use super::pem::{KeyError, Pem};
use crate::error::ConfigError;

/// A client certificate: its chain, leaf first, and the private key.
pub(super) type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// A store and what errors call it.
struct Store<'a> {
    key: &'static str,
    /// A path, or a mask in place of inline text.
    value: String,
    bytes: &'a [u8],
}

impl Store<'_> {
    fn error(&self, why: impl Into<std::borrow::Cow<'static, str>>) -> ConfigError {
        ConfigError::new(self.key, self.value.as_str(), why)
    }

    fn pem(&self) -> Result<Pem, ConfigError> {
        Pem::parse(self.bytes).map_err(|why| {
            if self.bytes.starts_with(&JKS_MAGIC) {
                return self.error(CONVERT_JKS);
            }
            if self.bytes.first() == Some(&DER_SEQUENCE) {
                return self.error(
                    "this is no PEM text; if it is a PKCS#12 store, set the type of the store to PKCS12",
                );
            }
            self.error(why)
        })
    }

    #[cfg(not(feature = "tls-pkcs12"))]
    fn no_pkcs12(&self) -> ConfigError {
        self.error(
            "PKCS#12 is not built in (feature tls-pkcs12); convert it with: openssl pkcs12 -in STORE.p12 -nodes -out STORE.pem",
        )
    }

    #[cfg(feature = "tls-pkcs12")]
    fn pkcs12_error(&self, password_key: &'static str, error: &super::pkcs12::Pkcs12Error) -> ConfigError {
        use super::pkcs12::Pkcs12Error;
        match error {
            _ if self.bytes.starts_with(&JKS_MAGIC) => self.error(CONVERT_JKS),
            Pkcs12Error::Password => ConfigError::new(password_key, MASKED, "it does not open the store"),
            Pkcs12Error::Content(why) => self.error(*why),
        }
    }
}

impl TlsConfig {
    /// The authorities to trust.
    pub(super) fn roots(&self, files: &Files) -> Result<RootCertStore, ConfigError> {
        let (key, value, bytes) = match (&files.truststore, &self.truststore_certificates) {
            (Some(file), _) => (TRUSTSTORE, self.truststore_path(), file.expose()),
            (None, Some(inline)) => ("ssl.truststore.certificates", MASKED.to_owned(), inline.expose()),
            (None, None) => return system_roots(),
        };
        let store = Store { key, value, bytes };
        let certificates = match self.truststore_type {
            StoreType::Pem => store.pem()?.certificates,
            #[cfg(feature = "tls-pkcs12")]
            StoreType::Pkcs12 => super::pkcs12::trusted(bytes, self.truststore_password.as_ref())
                .map_err(|error| store.pkcs12_error("ssl.truststore.password", &error))?,
            #[cfg(not(feature = "tls-pkcs12"))]
            StoreType::Pkcs12 => return Err(store.no_pkcs12()),
        };
        if certificates.is_empty() {
            return Err(store.error("no certificate is in it"));
        }
        let mut roots = RootCertStore::empty();
        for certificate in certificates {
            roots
                .add(certificate)
                .map_err(|error| store.error(format!("a certificate in it is not usable: {error}")))?;
        }
        Ok(roots)
    }

    /// The certificate of this client and its private key, if there is one.
    pub(super) fn identity(&self, files: &Files) -> Result<Option<Identity>, ConfigError> {
        if let Some(file) = &files.keystore {
            let store = Store { key: KEYSTORE, value: self.keystore_path(), bytes: file.expose() };
            return self.identity_of_file(&store).map(Some);
        }
        let (Some(key), Some(chain)) = (&self.keystore_key, &self.keystore_certificate_chain) else {
            return Ok(None);
        };
        let key = Store { key: KEY, value: MASKED.to_owned(), bytes: key.expose() };
        let chain = Store { key: CHAIN, value: MASKED.to_owned(), bytes: chain.expose() };
        let certificates = chain.pem()?.certificates;
        if certificates.is_empty() {
            return Err(chain.error("no certificate is in it"));
        }
        Ok(Some((certificates, self.private_key(&key, &key.pem()?)?)))
    }

    fn identity_of_file(&self, store: &Store<'_>) -> Result<Identity, ConfigError> {
        match self.keystore_type {
            StoreType::Pem => {
                let pem = store.pem()?;
                let key = self.private_key(store, &pem)?;
                if pem.certificates.is_empty() {
                    return Err(store.error("no certificate is in it; append the chain to the key"));
                }
                Ok((pem.certificates, key))
            }
            #[cfg(feature = "tls-pkcs12")]
            StoreType::Pkcs12 => super::pkcs12::identity(store.bytes, self.keystore_password.as_ref())
                .map_err(|error| store.pkcs12_error("ssl.keystore.password", &error)),
            #[cfg(not(feature = "tls-pkcs12"))]
            StoreType::Pkcs12 => Err(store.no_pkcs12()),
        }
    }

    fn private_key(&self, store: &Store<'_>, pem: &Pem) -> Result<PrivateKeyDer<'static>, ConfigError> {
        pem.private_key(self.key_password.as_ref()).map_err(|error| match error {
            KeyError::Key(why) => store.error(why),
            KeyError::Password(why) => {
                let value = if self.key_password.is_some() { MASKED } else { "" };
                ConfigError::new("ssl.key.password", value, why)
            }
        })
    }
}

/// What the operating system trusts.
fn system_roots() -> Result<RootCertStore, ConfigError> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (taken, ignored) = roots.add_parsable_certificates(found.certs);
    tracing::debug!(
        taken,
        ignored,
        errors = found.errors.len(),
        "trusting the roots of the operating system"
    );
    if roots.is_empty() {
        let why = match found.errors.first() {
            Some(error) => format!("the operating system has no trusted roots ({error}); name a trust store"),
            None => "the operating system has no trusted roots; name a trust store".to_owned(),
        };
        return Err(ConfigError::new(TRUSTSTORE, "", why));
    }
    Ok(roots)
}

pub(super) const MASKED: &str = "[secret]";
const JKS_MAGIC: [u8; 4] = [0xFE, 0xED, 0xFE, 0xED];
const DER_SEQUENCE: u8 = 0x30;
