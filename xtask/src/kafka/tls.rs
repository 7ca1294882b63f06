//! Certificates of a test cluster: what brokers and clients need, and what they have to refuse.

use std::fs;
use std::path::Path;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};

use crate::failure::{Context, Result};

/// Writes into `folder` what [`ClusterConfig::tls_dir`](super::ClusterConfig::tls_dir) says.
pub(super) fn write_certificates(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context(format_args!("cannot create {}", folder.display()))?;
    make(folder).context("cannot make certificates")
}

fn make(folder: &Path) -> Made {
    let here = ["localhost", "127.0.0.1"];
    let authority = Authority::new("test authority")?;
    let other = Authority::new("another authority")?;
    fs::write(folder.join("ca.pem"), authority.certificate.pem())?;
    fs::write(folder.join("other-ca.pem"), other.certificate.pem())?;
    authority.certify(folder, "server", "localhost", &here, false)?;
    authority.certify(folder, "wrong-name", "localhost", &["elsewhere.example"], false)?;
    authority.certify(folder, "expired", "localhost", &here, true)?;
    authority.certify(folder, "client", "client", &here, false)?;
    authority.certify(folder, "expired-client", "client", &here, true)?;
    other.certify(folder, "other-client", "client", &here, false)
}

struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new(name: &str) -> Made<Self> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&key)?;
        Ok(Self { certificate, issuer: Issuer::new(params, key) })
    }

    /// Writes the three files of `name` (KIP-651 wants the key and the chain in one).
    fn certify(
        &self,
        folder: &Path,
        name: &str,
        common_name: &str,
        hosts: &[&str],
        is_expired: bool,
    ) -> Made {
        let key = KeyPair::generate()?;
        let hosts: Vec<_> = hosts.iter().map(|host| (*host).to_owned()).collect();
        let mut params = CertificateParams::new(hosts)?;
        params.distinguished_name.push(DnType::CommonName, common_name);
        params.use_authority_key_identifier_extension = true;
        if is_expired {
            params.not_after = date_time_ymd(2020, 1, 1);
        }
        let certificate = params.signed_by(&key, &self.issuer)?.pem();
        let key = key.serialize_pem();
        let authority = self.certificate.pem();
        fs::write(folder.join(format!("{name}-keystore.pem")), format!("{key}{certificate}{authority}"))?;
        fs::write(folder.join(format!("{name}.pem")), certificate)?;
        fs::write(folder.join(format!("{name}.key")), key)?;
        Ok(())
    }
}

type Made<T = ()> = Result<T, Box<dyn std::error::Error>>;
