//! Certificates of a test cluster: an authority, the brokers' and a client's.

use std::fs;
use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

use crate::failure::{Context, Result};

/// Writes into `folder`, all as PEM with PKCS#8 keys: `ca.pem`; for `server` and `client` each NAME`.pem`,
/// NAME`.key` and NAME`-keystore.pem`, the key and the chain in one file as Kafka's key stores want it (KIP-651).
pub(super) fn write_certificates(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context(format_args!("cannot create {}", folder.display()))?;
    make(folder).context("cannot make certificates")
}

fn make(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let key = KeyPair::generate()?;
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "test authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority_pem = authority.self_signed(&key)?.pem();
    fs::write(folder.join("ca.pem"), &authority_pem)?;
    let issuer = Issuer::new(authority, key);

    for (name, common_name) in [("server", "localhost"), ("client", "client")] {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()])?;
        params.distinguished_name.push(DnType::CommonName, common_name);
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &issuer)?.pem();
        let key = key.serialize_pem();
        fs::write(folder.join(format!("{name}-keystore.pem")), format!("{key}{certificate}{authority_pem}"))?;
        fs::write(folder.join(format!("{name}.pem")), certificate)?;
        fs::write(folder.join(format!("{name}.key")), key)?;
    }
    Ok(())
}
