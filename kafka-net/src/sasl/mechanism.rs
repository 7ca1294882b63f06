use std::fmt;

use crate::error::ConfigError;

/// How to authenticate (`sasl.mechanism`). It never changes by itself (L34).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SaslMechanism {
    /// User name and password in the clear (RFC 4616).
    Plain,
    /// Proof of the password with SHA-256 (RFC 5802, RFC 7677); feature `sasl-scram`.
    ScramSha256,
    /// Proof of the password with SHA-512; feature `sasl-scram`.
    ScramSha512,
    /// A token (RFC 7628, KIP-255); feature `sasl-oauthbearer`.
    OauthBearer,
    /// A request signed with AWS credentials, as Amazon MSK wants it; feature `sasl-msk-iam`.
    AwsMskIam,
    /// Kerberos (RFC 4752); feature `gssapi`.
    Gssapi,
}

impl SaslMechanism {
    /// Every mechanism this crate knows, built or not.
    pub const ALL: [Self; 6] =
        [Self::Plain, Self::ScramSha256, Self::ScramSha512, Self::OauthBearer, Self::AwsMskIam, Self::Gssapi];

    /// The mechanism of that name, in any case; an error names `sasl.mechanism`.
    pub fn parse(name: &str) -> Result<Self, ConfigError> {
        let name = name.trim();
        let bad = |remedy| Err(ConfigError::new(KEY, name, remedy));
        if name.is_empty() {
            return bad(
                "name the mechanism: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER, AWS_MSK_IAM or GSSAPI",
            );
        }
        match Self::ALL.into_iter().find(|mechanism| mechanism.name().eq_ignore_ascii_case(name)) {
            Some(mechanism) => mechanism.check_built().map(|()| mechanism),
            None => bad("use PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER, AWS_MSK_IAM or GSSAPI"),
        }
    }

    /// Its name on the wire and in `sasl.mechanism`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha512 => "SCRAM-SHA-512",
            Self::OauthBearer => "OAUTHBEARER",
            Self::AwsMskIam => "AWS_MSK_IAM",
            Self::Gssapi => "GSSAPI",
        }
    }

    /// Whether who listens in on the connection can use what is sent there: these want an encrypted one (L34).
    ///
    /// A signature for MSK is good for 15 minutes, which is long enough.
    pub const fn reveals_credentials(self) -> bool {
        matches!(self, Self::Plain | Self::OauthBearer | Self::AwsMskIam)
    }

    /// Whether this build has it.
    pub const fn is_built(self) -> bool {
        match self {
            Self::Plain => true,
            Self::ScramSha256 | Self::ScramSha512 => cfg!(feature = "sasl-scram"),
            Self::OauthBearer => cfg!(feature = "sasl-oauthbearer"),
            Self::AwsMskIam => cfg!(feature = "sasl-msk-iam"),
            Self::Gssapi => cfg!(feature = "gssapi"),
        }
    }

    pub(super) fn check_built(self) -> Result<(), ConfigError> {
        if self.is_built() {
            return Ok(());
        }
        let remedy = match self {
            Self::Plain | Self::ScramSha256 | Self::ScramSha512 => {
                "build kafka-net with the feature sasl-scram"
            }
            Self::OauthBearer => "build kafka-net with the feature sasl-oauthbearer",
            Self::AwsMskIam => "build kafka-net with the feature sasl-msk-iam",
            Self::Gssapi => {
                "build kafka-net with the feature gssapi, which needs the system's Kerberos library"
            }
        };
        Err(ConfigError::new(KEY, self.name(), remedy))
    }
}

impl fmt::Display for SaslMechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

const KEY: &str = "sasl.mechanism";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mechanism_is_found_by_its_name_in_any_case() {
        for mechanism in SaslMechanism::ALL.into_iter().filter(|mechanism| mechanism.is_built()) {
            assert_eq!(SaslMechanism::parse(mechanism.name()), Ok(mechanism));
            assert_eq!(
                SaslMechanism::parse(&format!(" {} ", mechanism.name().to_lowercase())),
                Ok(mechanism)
            );
        }
    }

    #[cfg(not(feature = "gssapi"))]
    #[test]
    fn kerberos_is_refused_by_the_name_of_its_feature_where_it_is_not_built() {
        let error = SaslMechanism::parse("gssapi").expect_err("it is not built").to_string();
        assert!(error.contains("sasl.mechanism") && error.contains("feature gssapi"), "{error}");
    }

    /// L41.
    #[test]
    fn a_name_that_is_no_mechanism_is_refused_by_key_and_remedy() {
        for (name, part) in [("", "name the mechanism"), ("SCRAM", "use PLAIN"), ("PLAIN,SCRAM", "use PLAIN")]
        {
            let error = SaslMechanism::parse(name).expect_err(name).to_string();
            assert!(error.contains("sasl.mechanism") && error.contains(part), "{name:?}: {error}");
        }
    }
}
