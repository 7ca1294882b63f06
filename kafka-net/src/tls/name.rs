use std::net::IpAddr;

use rustls::pki_types::{DnsName, ServerName};

use super::error::TlsError;

/// What the certificate has to name, and SNI asks for: the host that was dialled, without one trailing dot (L30).
pub(crate) fn server_name(host: &str) -> Result<ServerName<'static>, TlsError> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(ServerName::IpAddress(address.into()));
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    match DnsName::try_from(name.to_owned()) {
        Ok(name) if !name.as_ref().ends_with('.') => Ok(ServerName::DnsName(name)),
        _ => Err(TlsError::ServerName { host: host.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L30.
    #[test]
    fn one_trailing_dot_is_not_part_of_the_name() {
        assert_eq!(server_name("broker.example.").unwrap().to_str(), "broker.example");
        assert_eq!(server_name("broker_1").unwrap().to_str(), "broker_1");
        for host in ["broker..", ".", "", "a..b", "-a", "fe80::1%eth0", "bröker"] {
            assert_eq!(server_name(host), Err(TlsError::ServerName { host: host.to_owned() }));
        }
    }

    #[test]
    fn an_address_is_no_dns_name() {
        for host in ["10.0.0.1", "::1"] {
            assert!(matches!(server_name(host), Ok(ServerName::IpAddress(_))), "{host}");
        }
    }
}
