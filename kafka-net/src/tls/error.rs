use std::fmt;

use thiserror::Error;

/// Why a TLS connection was refused, by either side.
///
/// The text is about the broker as "it", to stand behind its name. Transport failures are not here: a connection that breaks
/// during the handshake is a failure to connect, and worth another attempt.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TlsError {
    /// The chain of the broker's certificate ends in none of the trusted roots.
    #[error(
        "its certificate is signed by an unknown authority; give the authority's certificate in ssl.truststore.location or \
         ssl.truststore.certificates"
    )]
    UnknownAuthority,
    /// The certificate is for other names (L30). Only subject alternative names count, never the common name.
    #[error(
        "its certificate is not valid for {host}: it names {}; connect by a name in the certificate, or have one issued with \
         this name as a subject alternative name",
        Names(names)
    )]
    HostName {
        /// The name or address that was dialled.
        host: String,
        /// The subject alternative names of the certificate.
        names: Vec<String>,
    },
    /// The certificate, or one in its chain, is past its validity.
    #[error("its certificate expired on {}; have it renewed, and check the clock of this machine", Date(*not_after))]
    Expired {
        /// Seconds since 1970.
        not_after: u64,
    },
    /// The certificate, or one in its chain, is valid later.
    #[error("its certificate is valid from {} on; check the clock of this machine", Date(*not_before))]
    NotYetValid {
        /// Seconds since 1970.
        not_before: u64,
    },
    /// The certificate cannot be accepted for another reason.
    #[error("its certificate cannot be accepted: {reason}")]
    Certificate {
        /// What is wrong with it.
        reason: String,
    },
    /// The broker refused this client by an alert.
    #[error("it refused the connection with the TLS alert {alert}; {remedy}")]
    Refused {
        /// The name of the alert in RFC 8446, `bad_certificate` for example.
        alert: &'static str,
        /// What to do about it.
        remedy: &'static str,
        /// Whether the alert tells of trouble that may pass by itself.
        transient: bool,
    },
    /// Both sides share no version, cipher suite, group or signature scheme.
    #[error(
        "it shares no way to encrypt with this client: {reason}; compare ssl.enabled.protocols and ssl.cipher.suites of both sides"
    )]
    Incompatible {
        /// What is missing.
        reason: String,
    },
    /// What answers does not speak TLS.
    #[error(
        "it does not speak TLS; check the port and security.protocol, which is PLAINTEXT or SASL_PLAINTEXT for this listener"
    )]
    NotTls,
    /// The broker, or something on the way, broke the protocol.
    #[error("it broke the TLS protocol: {reason}")]
    Protocol {
        /// How.
        reason: String,
    },
    /// No certificate can be valid for what was dialled.
    #[error("{host} is no name that a certificate can hold; dial the broker by a DNS name or an IP address")]
    ServerName {
        /// What was dialled.
        host: String,
    },
}

impl TlsError {
    /// Whether another attempt may succeed without a change of configuration or certificates.
    ///
    /// As in the Java client, what speaks against one side's identity or the parameters is final.
    pub fn is_retriable(&self) -> bool {
        match self {
            Self::Protocol { .. } => true,
            Self::Refused { transient, .. } => *transient,
            Self::UnknownAuthority
            | Self::HostName { .. }
            | Self::Expired { .. }
            | Self::NotYetValid { .. }
            | Self::Certificate { .. }
            | Self::Incompatible { .. }
            | Self::NotTls
            | Self::ServerName { .. } => false,
        }
    }
}

/// The first names of a certificate: it may have hundreds.
struct Names<'a>(&'a [String]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, rest)) = self.0.split_first() else { return f.write_str("nobody") };
        f.write_str(first)?;
        for name in rest.iter().take(MAX_NAMES - 1) {
            write!(f, ", {name}")?;
        }
        match self.0.len().saturating_sub(MAX_NAMES) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// Seconds since 1970 as a day and time in UTC.
struct Date(u64);

impl fmt::Display for Date {
    /// Days to year, month and day after Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0 / 86_400 + 719_468, self.0 % 86_400);
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let shifted = (5 * day + 2) / 153;
        let day = day - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year + era * 400 + u64::from(month <= 2);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
    }
}

const MAX_NAMES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_as_days_and_times() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_399, "2000-02-28 23:59:59 UTC"),
            (951_782_400, "2000-02-29 00:00:00 UTC"),
            (951_868_800, "2000-03-01 00:00:00 UTC"),
            (1_767_225_599, "2025-12-31 23:59:59 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        ] {
            assert_eq!(Date(seconds).to_string(), text);
        }
    }

    #[test]
    fn a_certificate_of_many_names_does_not_fill_the_log() {
        let names = |n: u32| (0..n).map(|n| format!("n{n}")).collect::<Vec<_>>();
        assert_eq!(Names(&[]).to_string(), "nobody");
        assert_eq!(Names(&names(2)).to_string(), "n0, n1");
        assert_eq!(Names(&names(8)).to_string(), "n0, n1, n2, n3, n4, n5, n6, n7");
        assert!(Names(&names(100)).to_string().ends_with("n7 and 92 more"));
    }
}
