use rustls::pki_types::pem::{PemObject, SectionKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use zeroize::Zeroizing;

use crate::sasl::Secret;

/// What a PEM text holds of what TLS wants, in order; everything else is left out.
#[derive(Default)]
pub(super) struct Pem {
    pub(super) certificates: Vec<CertificateDer<'static>>,
    pub(super) keys: Vec<Key>,
}

pub(super) enum Key {
    Plain(PrivateKeyDer<'static>),
    /// An EncryptedPrivateKeyInfo of PKCS#8.
    Encrypted(Vec<u8>),
}

impl Pem {
    /// Reads the sections. As for Kafka, white space inside them does not matter: a text in a properties file often has
    /// spaces for line ends. The error is a reason that names no content.
    pub(super) fn parse(text: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(text).map_err(|_| "this is no PEM text")?;
        let mut pem = Self::default();
        let mut rest = text;
        while let Some((_, after)) = rest.split_once("-----BEGIN ") {
            let (label, after) = after.split_once("-----").ok_or(UNENDED)?;
            let (body, after) = after.split_once("-----END ").ok_or(UNENDED)?;
            let (end, after) = after.split_once("-----").ok_or(UNENDED)?;
            if end != label {
                return Err(UNENDED);
            }
            pem.section(label, body)?;
            rest = after;
        }
        Ok(pem)
    }

    fn section(&mut self, label: &str, body: &str) -> Result<(), &'static str> {
        let is_key = label.ends_with("PRIVATE KEY");
        if !is_key && label != "CERTIFICATE" {
            return Ok(());
        }
        if body.contains(':') {
            return Err("the key is encrypted in OpenSSL's own way; convert it with: openssl pkcs8 -topk8");
        }
        let encrypted = label == "ENCRYPTED PRIVATE KEY";
        let read_as = if encrypted { "PRIVATE KEY" } else { label };
        let mut section = Zeroizing::new(String::with_capacity(body.len() + 2 * label.len() + 40));
        for part in ["-----BEGIN ", read_as, "-----\n"] {
            section.push_str(part);
        }
        section.extend(body.chars().filter(|c| !c.is_ascii_whitespace()));
        for part in ["\n-----END ", read_as, "-----\n"] {
            section.push_str(part);
        }
        let (kind, der) = <(SectionKind, Vec<u8>)>::from_pem_slice(section.as_bytes())
            .map_err(|_| "a section is no base64, or of a kind that is not known")?;
        let unknown = "the private key is of a kind that is not known; use PKCS#8";
        match kind {
            _ if encrypted => self.keys.push(Key::Encrypted(der)),
            SectionKind::Certificate => self.certificates.push(der.into()),
            kind => self.keys.push(Key::Plain(PrivateKeyDer::from_pem(kind, der).ok_or(unknown)?)),
        }
        Ok(())
    }

    /// The one private key, decrypted by the password if it has to be.
    pub(super) fn private_key(&self, password: Option<&Secret>) -> Result<PrivateKeyDer<'static>, KeyError> {
        let [key] = &*self.keys else {
            let why = if self.keys.is_empty() {
                "no private key is in it"
            } else {
                "more than one private key is in it"
            };
            return Err(KeyError::Key(why));
        };
        match key {
            Key::Plain(key) => Ok(key.clone_key()),
            Key::Encrypted(der) => decrypt(der, password),
        }
    }
}

/// Who is to blame that a key cannot be had.
pub(super) enum KeyError {
    Key(&'static str),
    Password(&'static str),
}

fn decrypt(der: &[u8], password: Option<&Secret>) -> Result<PrivateKeyDer<'static>, KeyError> {
    let Some(password) = password else {
        return Err(KeyError::Password("the private key is encrypted: give its password"));
    };
    let wrong = KeyError::Password("it does not decrypt the private key");
    let encrypted =
        pkcs8::EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| KeyError::Key(UNKNOWN_ENCRYPTION))?;
    match encrypted.decrypt(password.expose()) {
        Ok(key) => Ok(PrivatePkcs8KeyDer::from(key.as_bytes().to_vec()).into()),
        Err(pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::DecryptFailed)) => Err(wrong),
        Err(pkcs8::Error::EncryptedPrivateKey(_)) => Err(KeyError::Key(UNKNOWN_ENCRYPTION)),
        // One wrong password in 256 leaves padding that fits, and a key that does not.
        Err(_) => Err(wrong),
    }
}

const UNKNOWN_ENCRYPTION: &str = "the private key is damaged, or encrypted by a method that is not supported; convert it with: \
                                  openssl pkcs8 -topk8 -v2 aes-256-cbc";
const UNENDED: &str = "a section of the PEM text has no end";

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nAQID\nBAUG\n-----END CERTIFICATE-----\n";

    #[test]
    fn white_space_and_text_around_do_not_matter() {
        let one_line = CERTIFICATE.replace('\n', " ");
        let windows = CERTIFICATE.replace('\n', "\r\n");
        for text in [CERTIFICATE, &one_line, &windows, &format!("Bag Attributes: x\n{CERTIFICATE}subject: y")]
        {
            let pem = Pem::parse(text.as_bytes()).unwrap();
            assert_eq!(pem.certificates, [CertificateDer::from(vec![1, 2, 3, 4, 5, 6])], "{text}");
        }
        let two = Pem::parse(format!("{CERTIFICATE}{CERTIFICATE}").as_bytes()).unwrap();
        assert_eq!(two.certificates.len(), 2);
    }

    #[test]
    fn other_sections_are_left_out() {
        let text = CERTIFICATE.replace("CERTIFICATE", "X509 CRL");
        let pem = Pem::parse(text.as_bytes()).unwrap();
        assert!(pem.certificates.is_empty() && pem.keys.is_empty());
    }

    #[test]
    fn damaged_texts_are_refused() {
        for text in [
            &CERTIFICATE[..40],
            "-----BEGIN CERT",
            "-----BEGIN CERTIFICATE-----\nAQID\n-----END PRIVATE KEY-----",
            "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN STRANGE PRIVATE KEY-----\nAQID\n-----END STRANGE PRIVATE KEY-----",
        ] {
            assert!(Pem::parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Pem::parse(&[0xFE, 0xED, 0xFE, 0xED]).is_err());
    }
}
