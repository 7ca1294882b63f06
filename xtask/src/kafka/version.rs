//! Kafka's releases and what differs between them when a cluster is started.

use std::fmt;
use std::str::FromStr;

use crate::failure::Failure;

/// A released version, such as `0.9.0.1` or `4.4.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(Vec<u32>);

impl Version {
    /// The newest release that the checks know.
    pub fn newest() -> Self {
        Self(vec![4, 4, 0])
    }

    /// The release whose ZooKeeper runs beside brokers that need one: the last with a small class path.
    pub(super) fn with_zookeeper() -> Self {
        Self(vec![2, 8, 2])
    }

    /// Whether brokers keep their metadata themselves (KIP-500; ready for production since 3.3).
    pub fn is_kraft(&self) -> bool {
        self.is_at_least(3, 3)
    }

    /// Whether formatting the storage can create SCRAM users (KIP-900).
    pub fn formats_scram(&self) -> bool {
        self.is_at_least(3, 5)
    }

    /// Whether the validator of OAUTHBEARER tokens has its final name.
    pub(super) fn has_public_token_validator(&self) -> bool {
        self.is_at_least(3, 4)
    }

    /// Metadata version 0 is all that 0.9 speaks; 1 lets a client ask for no topic at all.
    pub(super) fn metadata_version(&self) -> i16 {
        i16::from(self.is_at_least(0, 10))
    }

    /// The Scala version in the broker's artifact: published for 2.13 since 2.4, for 2.11 until then.
    pub(super) fn scala(&self) -> &'static str {
        if self.is_at_least(2, 4) { "2.13" } else { "2.11" }
    }

    fn is_at_least(&self, major: u32, minor: u32) -> bool {
        self.0.as_slice() >= [major, minor].as_slice()
    }
}

impl FromStr for Version {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let parts: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        let version =
            parts.ok().filter(|parts| (3..=4).contains(&parts.len())).map(Self).ok_or_else(|| {
                format!("`{text}` is not a version of Kafka; write it in full, such as 4.4.0 or 0.11.0.3")
            })?;
        if version.is_at_least(0, 9) {
            Ok(version)
        } else {
            Err(format!("Kafka {version} is too old; 0.9.0.1 is the oldest that runs here").into())
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&parts.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn versions_compare_by_number_and_not_by_letter() {
        assert!(version("0.10.2.2") > version("0.9.0.1"));
        assert!(version("3.10.0") > version("3.9.1"));
    }

    #[test]
    fn kraft_and_scram_begin_at_their_releases() {
        assert!(!version("3.2.3").is_kraft());
        assert!(version("3.3.0").is_kraft());
        assert!(!version("3.4.1").formats_scram());
        assert!(version("3.5.0").formats_scram());
    }

    #[test]
    fn only_0_9_is_asked_with_metadata_version_0() {
        assert_eq!(version("0.9.0.1").metadata_version(), 0);
        assert_eq!(version("0.10.0.0").metadata_version(), 1);
        assert_eq!(version("4.4.0").metadata_version(), 1);
    }

    #[test]
    fn the_scala_version_follows_what_was_published() {
        assert_eq!(version("2.3.1").scala(), "2.11");
        assert_eq!(version("2.4.1").scala(), "2.13");
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "4", "4.4", "4.4.x", "4.4.0-rc1", "0.8.2.2"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
