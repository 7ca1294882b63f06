use rustls::pki_types::ServerName;
use rustls::{CertificateError, Error, InvalidMessage, PeerIncompatible};

use super::alert::refusal;
use super::error::TlsError;

impl TlsError {
    /// What rustls says, sorted; `host` as it was dialled, `spoke` whether the broker has begun to speak TLS before.
    pub(crate) fn from_rustls(error: &Error, host: &str, spoke: bool) -> Self {
        match error {
            Error::InvalidCertificate(error) => of_certificate(error, host),
            Error::AlertReceived(alert) => refusal(*alert),
            Error::NoCertificatesPresented => Self::Certificate { reason: "it sent none".to_owned() },
            Error::PeerIncompatible(missing) => Self::Incompatible { reason: incompatibility(missing) },
            // The first bytes are no record: HTTP, Kafka without TLS, or anything else.
            Error::InvalidMessage(
                InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion,
            ) if !spoke => Self::NotTls,
            error => Self::Protocol { reason: error.to_string() },
        }
    }
}

fn of_certificate(error: &CertificateError, host: &str) -> TlsError {
    let other = |reason: &str| TlsError::Certificate { reason: reason.to_owned() };
    match error {
        CertificateError::UnknownIssuer => TlsError::UnknownAuthority,
        CertificateError::ExpiredContext { not_after, .. } => {
            TlsError::Expired { not_after: not_after.as_secs() }
        }
        CertificateError::NotValidYetContext { not_before, .. } => {
            TlsError::NotYetValid { not_before: not_before.as_secs() }
        }
        CertificateError::NotValidForNameContext { expected, presented } => {
            let names = presented.iter().map(|name| plain_name(name)).collect();
            let host = match expected {
                ServerName::DnsName(_) | ServerName::IpAddress(_) => host.to_owned(),
                _ => expected.to_str().into_owned(),
            };
            TlsError::HostName { host, names }
        }
        CertificateError::NotValidForName => TlsError::HostName { host: host.to_owned(), names: Vec::new() },
        CertificateError::BadSignature => {
            other("its signature does not fit; was its key or its authority replaced?")
        }
        CertificateError::BadEncoding => other("it is no X.509 certificate of version 3"),
        CertificateError::InvalidPurposeContext { .. } | CertificateError::InvalidPurpose => {
            other("it is not for servers (extended key usage)")
        }
        CertificateError::Other(error) => TlsError::Certificate { reason: error.to_string() },
        error => TlsError::Certificate { reason: error.to_string() },
    }
}

/// rustls tells names as webpki prints them: `DnsName("a.example")`, `IpAddress(10.0.0.1)`.
fn plain_name(presented: &str) -> String {
    let inner = presented.split_once('(').map_or(presented, |(_, rest)| rest.trim_end_matches(')'));
    inner.trim_matches('"').to_owned()
}

fn incompatibility(missing: &PeerIncompatible) -> String {
    let words = match missing {
        PeerIncompatible::ServerDoesNotSupportTls12Or13 => "it speaks neither TLS 1.2 nor TLS 1.3",
        PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig => {
            "the TLS version it speaks is not among this client's ssl.enabled.protocols"
        }
        PeerIncompatible::NoCipherSuitesInCommon => "no cipher suite in common",
        PeerIncompatible::NoKxGroupsInCommon => "no key exchange group in common",
        PeerIncompatible::NoSignatureSchemesInCommon
        | PeerIncompatible::NoCertificateRequestSignatureSchemesInCommon => "no signature scheme in common",
        PeerIncompatible::ExtendedMasterSecretExtensionRequired => {
            "it does not know the extended master secret (RFC 7627)"
        }
        other => return format!("{other:?}"),
    };
    words.to_owned()
}
