//! What is refused before anything is dialled.

use std::fs;
use std::path::PathBuf;

use kafka_net::{Secret, StoreType, TlsConfig, TlsVersion};
use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use tempfile::TempDir;

use crate::pki::{Authority, Leaf};

type Change<'a> = Box<dyn Fn(&mut TlsConfig) + 'a>;

const PASSWORD: &str = "canary-password";

struct Files {
    folder: TempDir,
    ours: Authority,
    leaf: Leaf,
}

impl Files {
    fn new() -> Self {
        let ours = Authority::new("ours");
        let leaf = ours.issue(|_| ());
        Self { folder: tempfile::tempdir().unwrap(), ours, leaf }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every setting that takes it is optional")]
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Option<PathBuf> {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        Some(path)
    }

    fn tls(&self) -> TlsConfig {
        let mut tls = TlsConfig::new();
        tls.truststore_certificates = secret(&self.ours.pem);
        tls
    }

    /// The key and the chain as PKCS#12, or the authority alone.
    fn pkcs12(&self, with_key: bool) -> Vec<u8> {
        let mut store = KeyStore::new();
        let authority = Certificate::from_der(&self.ours.der).unwrap();
        if with_key {
            let key = PrivateKey::from_der(self.leaf.key().secret_der()).unwrap();
            let leaf = Certificate::from_der(&self.leaf.der).unwrap();
            let chain = PrivateKeyChain::new("id", key, [leaf, authority]);
            store.add_entry("client", KeyStoreEntry::PrivateKeyChain(chain));
        } else {
            store.add_entry("authority", KeyStoreEntry::Certificate(authority));
        }
        store.writer(PASSWORD).write().unwrap()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every setting that takes it is optional")]
fn secret(text: &str) -> Option<Secret> {
    Some(text.to_owned().into())
}

#[test]
fn a_configuration_that_cannot_work_is_refused_by_key_and_remedy() {
    let files = Files::new();
    let (leaf, ours) = (&files.leaf, &files.ours);
    let encrypted = leaf.encrypted_key_pem(PASSWORD);
    let other = ours.issue(|_| ());
    let cut = &ours.pem[..ours.pem.len() / 2];
    let jks = b"\xfe\xed\xfe\xed\x00\x00\x00\x02";
    let old_style =
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    let trust = |name: &'static str, bytes: &[u8]| -> Change<'_> {
        let path = files.write(name, bytes);
        Box::new(move |tls| {
            tls.truststore_certificates = None;
            tls.truststore_location.clone_from(&path);
        })
    };
    let keys = |name: &'static str, bytes: &[u8]| -> Change<'_> {
        let path = files.write(name, bytes);
        Box::new(move |tls| tls.keystore_location.clone_from(&path))
    };
    let inline = |key: Option<&str>, chain: Option<&str>| -> Change<'_> {
        let (key, chain) = (key.and_then(secret), chain.and_then(secret));
        Box::new(move |tls| {
            tls.keystore_key.clone_from(&key);
            tls.keystore_certificate_chain.clone_from(&chain);
        })
    };
    let p12 = |name: &'static str, with_key: bool, password: Option<&'static str>| -> Change<'_> {
        let path = files.write(name, files.pkcs12(with_key));
        Box::new(move |tls| {
            tls.keystore_location.clone_from(&path);
            tls.keystore_type = StoreType::Pkcs12;
            tls.keystore_password = password.and_then(secret);
        })
    };
    let p12_trust = |name: &'static str, bytes: Vec<u8>, password: &'static str| -> Change<'_> {
        let path = files.write(name, bytes);
        Box::new(move |tls| {
            tls.truststore_certificates = None;
            tls.truststore_location.clone_from(&path);
            tls.truststore_type = StoreType::Pkcs12;
            tls.truststore_password = secret(password);
        })
    };
    let location = "ssl.truststore.location";
    let keystore = "ssl.keystore.location";
    let cases: Vec<(&str, Change<'_>, &str, &str)> = vec![
        (
            "roots by file and by text",
            Box::new(|tls| tls.truststore_location = files.write("a.pem", &ours.pem)),
            location,
            "keep one",
        ),
        (
            "keys by file and by text",
            Box::new(|tls| {
                tls.keystore_location = files.write("b.pem", leaf.keystore());
                tls.keystore_key = secret(&leaf.key_pem);
            }),
            keystore,
            "ssl.keystore.key is set too",
        ),
        (
            "a key without chain",
            inline(Some(&leaf.key_pem), None),
            "ssl.keystore.certificate.chain",
            "give the certificate chain",
        ),
        ("a chain without key", inline(None, Some(&leaf.pem)), "ssl.keystore.key", "give the private key"),
        (
            "a trust store that is not there",
            Box::new(|tls| {
                tls.truststore_certificates = None;
                tls.truststore_location = Some("/nowhere/ca.pem".into());
            }),
            location,
            "cannot be read",
        ),
        (
            "a key store that is not there",
            Box::new(|tls| tls.keystore_location = Some("/nowhere/key.pem".into())),
            keystore,
            "cannot be read",
        ),
        ("a folder", Box::new(|tls| tls.keystore_location = Some("/".into())), keystore, "cannot be read"),
        ("an empty file", trust("empty.pem", b""), location, "empty"),
        ("no certificate", trust("none.pem", b"nothing of use"), location, "no certificate"),
        ("half a certificate", trust("half.pem", cut.as_bytes()), location, "no end"),
        (
            "a certificate that is none",
            trust("odd.pem", b"-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n"),
            location,
            "not usable",
        ),
        (
            "no base64",
            trust("b64.pem", b"-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n"),
            location,
            "no base64",
        ),
        ("JKS for roots", trust("ca.jks", jks), location, "keytool -importkeystore"),
        ("JKS for keys", keys("key.jks", jks), keystore, "keytool -importkeystore"),
        ("PKCS#12 taken for PEM", trust("as.pem", &files.pkcs12(false)), location, "PKCS12"),
        ("keys without certificate", keys("key.pem", leaf.key_pem.as_bytes()), keystore, "append the chain"),
        ("certificates without key", keys("chain.pem", leaf.pem.as_bytes()), keystore, "no private key"),
        (
            "two keys",
            keys("two.pem", format!("{}{}", leaf.keystore(), other.key_pem).as_bytes()),
            keystore,
            "more than one",
        ),
        (
            "the key of another",
            keys("mixed.pem", format!("{}{}", other.key_pem, leaf.pem).as_bytes()),
            keystore,
            "not that of the first",
        ),
        (
            "the same by text",
            inline(Some(&other.key_pem), Some(&leaf.pem)),
            "ssl.keystore.certificate.chain",
            "not that of the first",
        ),
        (
            "text without certificate",
            inline(Some(&leaf.key_pem), Some("hello")),
            "ssl.keystore.certificate.chain",
            "no certificate",
        ),
        ("text without key", inline(Some("hello"), Some(&leaf.pem)), "ssl.keystore.key", "no private key"),
        (
            "an old way to encrypt",
            inline(Some(old_style), Some(&leaf.pem)),
            "ssl.keystore.key",
            "openssl pkcs8",
        ),
        ("no password", inline(Some(&encrypted), Some(&leaf.pem)), "ssl.key.password", "give its password"),
        (
            "a wrong password",
            Box::new(|tls| {
                inline(Some(&encrypted), Some(&leaf.pem))(tls);
                tls.key_password = secret("canary-wrong");
            }),
            "ssl.key.password",
            "does not decrypt",
        ),
        (
            "PKCS#12 by a wrong password",
            p12("w.p12", true, Some("canary-wrong")),
            "ssl.keystore.password",
            "does not open",
        ),
        ("PKCS#12 without password", p12("n.p12", true, None), "ssl.keystore.password", "does not open"),
        ("PKCS#12 without key", p12("k.p12", false, Some(PASSWORD)), keystore, "no private key"),
        (
            "PKCS#12 roots by a wrong password",
            p12_trust("t.p12", files.pkcs12(false), "canary-wrong"),
            "ssl.truststore.password",
            "does not open",
        ),
        (
            "PKCS#12 roots without any",
            p12_trust("r.p12", KeyStore::new().writer(PASSWORD).write().unwrap(), PASSWORD),
            location,
            "no certificate",
        ),
        (
            "PKCS#12 that is PEM",
            p12_trust("p.p12", ours.pem.clone().into_bytes(), PASSWORD),
            location,
            "no PKCS#12",
        ),
        ("PKCS#12 that is JKS", p12_trust("j.p12", jks.to_vec(), PASSWORD), location, "keytool"),
        (
            "text that is said to be PKCS#12",
            Box::new(|tls| tls.truststore_type = StoreType::Pkcs12),
            "ssl.truststore.type",
            "is PEM",
        ),
        (
            "a suite that is not known",
            Box::new(|tls| tls.cipher_suites = vec!["TLS_RSA_WITH_RC4_128_MD5".to_owned()]),
            "ssl.cipher.suites",
            "no such cipher suite",
        ),
        (
            "suites of another version",
            Box::new(|tls| {
                tls.cipher_suites = vec!["TLS_AES_128_GCM_SHA256".to_owned()];
                tls.protocol = TlsVersion::Tls12;
            }),
            "ssl.cipher.suites",
            "none of these",
        ),
        ("no version", Box::new(|tls| tls.enabled_protocols.clear()), "ssl.enabled.protocols", "no version"),
        (
            "no version below the highest",
            Box::new(|tls| {
                tls.enabled_protocols = vec![TlsVersion::Tls13];
                tls.protocol = TlsVersion::Tls12;
            }),
            "ssl.enabled.protocols",
            "no version",
        ),
    ];
    for (name, change, key, remedy) in &cases {
        let mut tls = files.tls();
        change(&mut tls);
        let error = tls.validate().expect_err(name);
        let text = error.to_string();
        assert_eq!(error.key(), *key, "{name}: {text}");
        assert!(text.contains(remedy), "{name}: {text}");
        assert!(!text.contains("canary") && !text.contains("BEGIN"), "{name}: {text}");
    }
}

#[test]
fn every_way_to_give_certificates_works() {
    let files = Files::new();
    let leaf = &files.leaf;
    let encrypted = leaf.encrypted_key_pem(PASSWORD);
    let mut by_file = files.tls();
    by_file.keystore_location = files.write("store.pem", leaf.keystore());
    let mut by_text = files.tls();
    by_text.keystore_key = secret(&leaf.key_pem.replace('\n', " "));
    by_text.keystore_certificate_chain = secret(&leaf.pem.replace('\n', " "));
    let mut by_password = files.tls();
    by_password.keystore_location = files.write("secret.pem", format!("{}{encrypted}", leaf.pem));
    by_password.key_password = secret(PASSWORD);
    let mut by_pkcs12 = TlsConfig::new();
    by_pkcs12.truststore_location = files.write("ca.p12", files.pkcs12(false));
    by_pkcs12.keystore_location = files.write("store.p12", files.pkcs12(true));
    for (store, password) in [
        (&mut by_pkcs12.truststore_type, &mut by_pkcs12.truststore_password),
        (&mut by_pkcs12.keystore_type, &mut by_pkcs12.keystore_password),
    ] {
        (*store, *password) = (StoreType::Pkcs12, secret(PASSWORD));
    }
    for tls in [by_file, by_text, by_password, by_pkcs12] {
        tls.validate().unwrap();
        assert_eq!(tls, tls.clone());
        assert_ne!(tls, TlsConfig::new());
    }
}
