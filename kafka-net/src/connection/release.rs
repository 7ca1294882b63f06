use std::str::FromStr;
use std::sync::Arc;

use kafka_protocol::{ApiKey, VersionRange};

use super::negotiation::ApiVersions;
use crate::error::ConfigError;

/// A release of Kafka whose brokers do not know ApiVersions (`broker.version.fallback`, R187).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OldRelease {
    /// 0.8.2.
    V0_8_2,
    /// 0.9.0.
    V0_9_0,
}

impl OldRelease {
    /// The versions that its brokers speak of what a client may ask.
    pub fn api_versions(self) -> ApiVersions {
        let table = match self {
            Self::V0_8_2 => V0_8_2,
            Self::V0_9_0 => V0_9_0,
        };
        table.iter().map(|(api, max)| (ApiKey(*api), VersionRange::new(0, *max))).collect()
    }

    pub(crate) fn shared_versions(self) -> Arc<ApiVersions> {
        Arc::new(self.api_versions())
    }
}

impl FromStr for OldRelease {
    type Err = ConfigError;

    /// Reads `0.9.0.1` and the like; the fix level does not matter.
    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let numbers: Option<Vec<u16>> = text.split('.').map(|part| part.parse().ok()).collect();
        match numbers.as_deref() {
            Some([0, 8, 2, ..]) => Ok(Self::V0_8_2),
            Some([0, 9] | [0, 9, 0, ..]) => Ok(Self::V0_9_0),
            _ => Err(ConfigError::new(
                "broker.version.fallback",
                text,
                "name a release of 0.8.2 or 0.9, such as 0.9.0.1; newer brokers tell what they speak",
            )),
        }
    }
}

/// API keys with their highest versions, as the brokers' sources have them: Produce, Fetch, ListOffsets, Metadata, OffsetCommit,
/// OffsetFetch, FindCoordinator.
const V0_8_2: &[(i16, i16)] = &[(0, 0), (1, 0), (2, 0), (3, 0), (8, 1), (9, 1), (10, 0)];
/// And JoinGroup, Heartbeat, LeaveGroup, SyncGroup, DescribeGroups, ListGroups.
const V0_9_0: &[(i16, i16)] = &[
    (0, 1),
    (1, 1),
    (2, 0),
    (3, 0),
    (8, 2),
    (9, 1),
    (10, 0),
    (11, 0),
    (12, 0),
    (13, 0),
    (14, 0),
    (15, 0),
    (16, 0),
];

/// How brokers that do not know ApiVersions answer it: some close the connection, Kafka 0.9.0 drops the request and keeps the
/// connection open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The other side closed the connection.
    HangUp,
    /// Nothing happened until the setup timeout.
    Silence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_releases_that_cannot_tell_are_taken() {
        for (text, release) in
            [("0.9.0.1", OldRelease::V0_9_0), ("0.9.0", OldRelease::V0_9_0), ("0.8.2.2", OldRelease::V0_8_2)]
        {
            assert_eq!(text.parse(), Ok(release), "{text}");
        }
        for text in ["", "0.10.0", "4.4.0", "0.8.1", "0.9.x", "9"] {
            let error = text.parse::<OldRelease>().unwrap_err();
            assert_eq!(error.key(), "broker.version.fallback", "{text}");
        }
    }

    #[test]
    fn an_old_broker_speaks_no_produce_of_todays_format() {
        let versions = OldRelease::V0_9_0.api_versions();
        assert_eq!(versions.highest_common(ApiKey::PRODUCE, VersionRange::new(0, 13)), Some(1));
        assert_eq!(versions.highest_common(ApiKey::INIT_PRODUCER_ID, VersionRange::new(0, 5)), None);
        assert_eq!(OldRelease::V0_8_2.api_versions().range(ApiKey(11)), None);
    }
}
