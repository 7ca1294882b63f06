use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::sasl::Secret;

/// Why a PKCS#12 store cannot be read.
pub(super) enum Pkcs12Error {
    Password,
    Content(&'static str),
}

/// The certificates to trust: all that belong to no key of the store.
pub(super) fn trusted(
    store: &[u8],
    password: Option<&Secret>,
) -> Result<Vec<CertificateDer<'static>>, Pkcs12Error> {
    let archive = open(store, password)?;
    let of_keys: Vec<_> = archive.keys.iter().filter_map(|key| key.local_key_id.as_ref()).collect();
    let is_own = |id: &Option<Vec<u8>>| {
        id.as_ref().is_some_and(|id| of_keys.iter().any(|key| key.as_ref() == id.as_slice()))
    };
    let trusted = archive.certs.iter().filter(|bag| !is_own(&bag.local_key_id));
    Ok(trusted.map(|bag| CertificateDer::from(bag.cert.as_der().to_vec())).collect())
}

/// The one key and its chain, leaf first.
pub(super) fn identity(
    store: &[u8],
    password: Option<&Secret>,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Pkcs12Error> {
    let archive = open(store, password)?;
    let [key] = &*archive.keys else {
        let why = if archive.keys.is_empty() {
            "no private key is in it"
        } else {
            "more than one private key is in it"
        };
        return Err(Pkcs12Error::Content(why));
    };
    let id = key.local_key_id.as_ref().map(AsRef::as_ref);
    let is_leaf =
        |bag: &&p12_keystore::CertificateBag| bag.local_key_id.as_deref() == id || archive.certs.len() == 1;
    let Some(leaf) = archive.certs.iter().find(is_leaf) else {
        return Err(Pkcs12Error::Content("no certificate of the private key is in it"));
    };
    let mut chain = vec![&leaf.cert];
    while let Some(last) = chain.last()
        && last.issuer() != last.subject()
        && let Some(issuer) = archive.certs.iter().find(|bag| bag.cert.subject() == last.issuer())
        && chain.len() < archive.certs.len()
    {
        chain.push(&issuer.cert);
    }
    let chain = chain.iter().map(|cert| CertificateDer::from(cert.as_der().to_vec())).collect();
    Ok((chain, PrivatePkcs8KeyDer::from(key.key.as_der().to_vec()).into()))
}

fn open(store: &[u8], password: Option<&Secret>) -> Result<Pkcs12Archive, Pkcs12Error> {
    let password = match password.map(Secret::expose_str) {
        None => "",
        Some(Some(text)) => text,
        Some(None) => return Err(Pkcs12Error::Password),
    };
    Pkcs12Archive::from_pkcs12(store, password).map_err(|error| match error {
        Error::MacError(_) | Error::UnpadError => Pkcs12Error::Password,
        Error::UnsupportedEncryptionScheme | Error::UnsupportedMacAlgorithm => {
            Pkcs12Error::Content("it is encrypted by a method that is not supported")
        }
        _ => Pkcs12Error::Content("it is no PKCS#12 store, or damaged"),
    })
}
