//! Certificates for the tests.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Who signs.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(crate) pem: String,
    pub(crate) der: CertificateDer<'static>,
}

/// A certificate and its key.
pub(crate) struct Leaf {
    pub(crate) pem: String,
    pub(crate) key_pem: String,
    pub(crate) der: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = named(name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&key).unwrap();
        let (pem, der) = (certificate.pem(), certificate.der().clone());
        Self { issuer: Issuer::new(params, key), pem, der }
    }

    /// A certificate for localhost and its addresses, changed as wanted.
    pub(crate) fn issue(&self, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
        self.issue_for(&names, change)
    }

    pub(crate) fn issue_for(&self, names: &[String], change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        let key = KeyPair::generate().unwrap();
        let params = leaf_params(names, change);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Leaf::new(&certificate, &key)
    }
}

impl Leaf {
    /// One that nobody else signed.
    pub(crate) fn self_signed() -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = leaf_params(&["localhost".to_owned()], |_| ()).self_signed(&key).unwrap();
        Self::new(&certificate, &key)
    }

    fn new(certificate: &rcgen::Certificate, key: &KeyPair) -> Self {
        Self {
            pem: certificate.pem(),
            der: certificate.der().clone(),
            key_pem: key.serialize_pem(),
            key: key.serialize_der(),
        }
    }

    pub(crate) fn key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.clone()).into()
    }

    /// Key and chain in one text, as Kafka's PEM key stores are.
    pub(crate) fn keystore(&self) -> String {
        format!("{}{}", self.key_pem, self.pem)
    }

    /// The key, encrypted by a password (PBES2 with PBKDF2 and AES-256).
    pub(crate) fn encrypted_key_pem(&self, password: &str) -> String {
        use pkcs8::pkcs5::pbes2::Parameters;
        let parameters =
            Parameters::generate_pbkdf2_sha256_aes256cbc(2_048, b"a salt for tests", *b"initial vector..")
                .unwrap();
        let key = pkcs8::PrivateKeyInfoRef::try_from(&*self.key).unwrap();
        let encrypted = key.encrypt_with_params(parameters, password).unwrap();
        encrypted.to_pem("ENCRYPTED PRIVATE KEY", pkcs8::LineEnding::LF).unwrap().to_string()
    }
}

pub(crate) fn expired(params: &mut CertificateParams) {
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 2, 3));
}

pub(crate) fn not_yet_valid(params: &mut CertificateParams) {
    (params.not_before, params.not_after) = (date_time_ymd(2200, 1, 1), date_time_ymd(2201, 1, 1));
}

fn leaf_params(names: &[String], change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name = named("localhost");
    change(&mut params);
    params
}

fn named(name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    names.push(DnType::CommonName, name);
    names
}
