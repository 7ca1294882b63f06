//! Kafka releases to pose as, and the API versions that each of them speaks.

use std::fmt;
use std::str::FromStr;

use kafka_protocol::{ApiKey, VersionRange};

macro_rules! releases {
    ($($name:ident $text:literal: [$($max:expr),*];)*) => {
        /// A Kafka release whose brokers the cluster can pose as; ordered by age.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum KafkaVersion {
            $(
                #[doc = concat!("Kafka ", $text, ".")]
                $name,
            )*
        }

        impl KafkaVersion {
            /// Every release known, oldest first.
            pub const ALL: &'static [KafkaVersion] = &[$(Self::$name),*];

            /// The release as `major.minor`, for those of 0.10 as `major.minor.fix`, which changed versions.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            fn max_versions(self) -> [i16; APIS.len()] {
                match self {
                    $(Self::$name => [$($max),*],)*
                }
            }
        }
    };
}

// The highest stable version of each of `APIS`, as `ApiKeys.latestVersion()` of that release's jar says, before 0.11 its
// `Protocol.REQUESTS`; -1 for an API that it does not have.
releases! {
    V0_9 "0.9": [1, 1, 0, 0, 0, -1, -1, -1, -1, -1, -1];
    V0_10_0 "0.10.0": [2, 2, 0, 1, 0, 0, 0, -1, -1, -1, -1];
    V0_10_1 "0.10.1": [2, 3, 1, 2, 0, 0, 0, 0, 0, -1, -1];
    V0_10_2 "0.10.2": [2, 3, 1, 2, 0, 0, 0, 1, 0, -1, -1];
    V0_11 "0.11": [3, 5, 2, 4, 1, 0, 1, 2, 1, 0, -1];
    V1_0 "1.0": [5, 6, 2, 5, 1, 1, 1, 2, 1, 0, 0];
    V1_1 "1.1": [5, 7, 2, 5, 1, 1, 1, 2, 1, 0, 0];
    V2_0 "2.0": [6, 8, 3, 6, 2, 1, 2, 3, 2, 1, 0];
    V2_1 "2.1": [7, 10, 4, 7, 2, 1, 2, 3, 3, 1, 0];
    V2_2 "2.2": [7, 10, 5, 7, 2, 1, 2, 3, 3, 1, 1];
    V2_3 "2.3": [7, 11, 5, 8, 2, 1, 2, 3, 3, 1, 1];
    V2_4 "2.4": [8, 11, 5, 9, 3, 1, 3, 5, 4, 2, 1];
    V2_5 "2.5": [8, 11, 5, 9, 3, 1, 3, 5, 4, 3, 2];
    V2_6 "2.6": [8, 11, 5, 9, 3, 1, 3, 5, 4, 3, 2];
    V2_7 "2.7": [8, 12, 5, 9, 3, 1, 3, 6, 5, 4, 2];
    V2_8 "2.8": [9, 12, 6, 11, 3, 1, 3, 7, 6, 4, 2];
    V3_0 "3.0": [9, 12, 7, 11, 4, 1, 3, 7, 6, 4, 2];
    V3_1 "3.1": [9, 13, 7, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_2 "3.2": [9, 13, 7, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_3 "3.3": [9, 13, 7, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_4 "3.4": [9, 13, 7, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_5 "3.5": [9, 15, 8, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_6 "3.6": [9, 15, 8, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_7 "3.7": [10, 16, 8, 12, 4, 1, 3, 7, 6, 4, 2];
    V3_8 "3.8": [11, 16, 8, 12, 5, 1, 3, 7, 6, 5, 2];
    V3_9 "3.9": [11, 17, 9, 12, 6, 1, 4, 7, 6, 5, 2];
    V4_0 "4.0": [12, 17, 10, 13, 6, 1, 4, 7, 6, 5, 2];
    V4_1 "4.1": [13, 18, 10, 13, 6, 1, 4, 7, 6, 5, 2];
    V4_2 "4.2": [13, 18, 11, 13, 6, 1, 4, 7, 6, 5, 2];
    V4_3 "4.3": [13, 18, 11, 13, 6, 1, 4, 7, 6, 5, 2];
    V4_4 "4.4": [13, 18, 11, 13, 6, 1, 5, 7, 6, 5, 2];
}

impl KafkaVersion {
    /// The newest release known, and the default.
    pub const LATEST: KafkaVersion = KafkaVersion::V4_4;

    /// The versions of an API that this release accepts; `None` for an API that the cluster does not serve.
    pub fn speaks(self, api: ApiKey) -> Option<VersionRange> {
        let index = APIS.iter().position(|(key, _)| *key == api)?;
        let (_, min_since_4_0) = *APIS.get(index)?;
        let max = self.max_versions().get(index).copied().filter(|max| *max >= 0)?;
        let min = if self >= Self::V4_0 { min_since_4_0 } else { 0 };
        Some(VersionRange { min, max })
    }

    /// The versions of an API that this release puts into its ApiVersions response.
    ///
    /// Brokers since 4.0 claim Produce from 0 on, which some clients insist to see, but speak 3 and later only (B15,
    /// KAFKA-18659).
    pub fn advertises(self, api: ApiKey) -> Option<VersionRange> {
        let spoken = self.speaks(api)?;
        Some(if api == ApiKey::PRODUCE { VersionRange { min: 0, ..spoken } } else { spoken })
    }

    /// Whether a request of an unknown API or version is answered or ends its connection. Kafka 0.9 stumbles over it inside,
    /// answers nothing, and serves the next request.
    pub(crate) fn refuses_aloud(self) -> bool {
        self >= Self::V0_10_0
    }

    /// The APIs that the cluster serves, in order of their keys.
    pub fn apis() -> impl Iterator<Item = ApiKey> {
        APIS.iter().map(|(key, _)| *key)
    }
}

impl Default for KafkaVersion {
    fn default() -> Self {
        Self::LATEST
    }
}

impl fmt::Display for KafkaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for KafkaVersion {
    type Err = UnknownKafkaVersion;

    /// Reads a release's name, with or without the rest of its number: `3.9`, `3.9.1`, `0.11.0.3`, `0.10.2.2`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = |release: &Self| {
            let rest = text.strip_prefix(release.name())?;
            let rest = if rest.is_empty() { None } else { Some(rest.strip_prefix('.')?) };
            rest.into_iter()
                .flat_map(|rest| rest.split('.'))
                .all(|part| part.parse::<u32>().is_ok())
                .then_some(())
        };
        let release = Self::ALL.iter().copied().find(|release| names(release).is_some());
        release.ok_or_else(|| UnknownKafkaVersion(text.to_owned()))
    }
}

/// The text names no release that the cluster can pose as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no Kafka release `{0}` to pose as; known are {first} to {last}", first = KafkaVersion::V0_9, last = KafkaVersion::LATEST)]
pub struct UnknownKafkaVersion(String);

/// The APIs served, each with the lowest version that brokers since 4.0 still speak (KIP-896).
const APIS: [(ApiKey, i16); 11] = [
    (ApiKey::PRODUCE, 3),
    (ApiKey::FETCH, 4),
    (ApiKey::LIST_OFFSETS, 1),
    (ApiKey::METADATA, 0),
    (ApiKey::FIND_COORDINATOR, 0),
    (ApiKey::SASL_HANDSHAKE, 0),
    (ApiKey::API_VERSIONS, 0),
    (ApiKey::CREATE_TOPICS, 2),
    (ApiKey::DELETE_TOPICS, 1),
    (ApiKey::INIT_PRODUCER_ID, 0),
    (ApiKey::SASL_AUTHENTICATE, 0),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(release: KafkaVersion, api: ApiKey) -> Option<(i16, i16)> {
        release.speaks(api).map(|range| (range.min, range.max))
    }

    #[test]
    fn versions_never_go_down_from_release_to_release() {
        for pair in KafkaVersion::ALL.windows(2) {
            for api in KafkaVersion::apis() {
                let Some(older) = pair[0].speaks(api) else { continue };
                let newer = pair[1].speaks(api).unwrap();
                assert!(older.max <= newer.max && older.min <= newer.min, "{api:?} {pair:?}");
            }
        }
    }

    #[test]
    fn releases_speak_what_their_jars_say() {
        assert_eq!(spoken(KafkaVersion::V0_9, ApiKey::PRODUCE), Some((0, 1)));
        assert_eq!(spoken(KafkaVersion::V0_9, ApiKey::API_VERSIONS), None);
        assert_eq!(spoken(KafkaVersion::V0_10_0, ApiKey::API_VERSIONS), Some((0, 0)));
        assert_eq!(spoken(KafkaVersion::V0_10_0, ApiKey::CREATE_TOPICS), None);
        assert_eq!(spoken(KafkaVersion::V0_10_1, ApiKey::METADATA), Some((0, 2)));
        assert_eq!(spoken(KafkaVersion::V0_10_2, ApiKey::INIT_PRODUCER_ID), None);
        assert_eq!(spoken(KafkaVersion::V0_11, ApiKey::PRODUCE), Some((0, 3)));
        assert_eq!(spoken(KafkaVersion::V2_8, ApiKey::METADATA), Some((0, 11)));
        assert_eq!(spoken(KafkaVersion::V3_9, ApiKey::FETCH), Some((0, 17)));
        assert_eq!(spoken(KafkaVersion::V4_4, ApiKey::FETCH), Some((4, 18)));
        assert_eq!(spoken(KafkaVersion::V4_4, ApiKey::JOIN_GROUP), None);
        assert_eq!(spoken(KafkaVersion::V0_11, ApiKey::SASL_HANDSHAKE), Some((0, 0)));
        assert_eq!(spoken(KafkaVersion::V0_11, ApiKey::SASL_AUTHENTICATE), None);
        assert_eq!(spoken(KafkaVersion::V1_0, ApiKey::SASL_AUTHENTICATE), Some((0, 0)));
        assert_eq!(spoken(KafkaVersion::V2_2, ApiKey::SASL_AUTHENTICATE), Some((0, 1)));
        assert_eq!(spoken(KafkaVersion::V2_5, ApiKey::SASL_AUTHENTICATE), Some((0, 2)));
    }

    /// B15.
    #[test]
    fn brokers_since_4_0_advertise_produce_from_zero_but_speak_it_from_three() {
        for release in KafkaVersion::ALL.iter().filter(|release| **release >= KafkaVersion::V4_0) {
            assert_eq!(release.advertises(ApiKey::PRODUCE).unwrap().min, 0);
            assert_eq!(release.speaks(ApiKey::PRODUCE).unwrap().min, 3);
        }
    }

    #[test]
    fn a_release_is_read_from_its_number() {
        assert_eq!("3.9.1".parse(), Ok(KafkaVersion::V3_9));
        assert_eq!("0.11.0.3".parse(), Ok(KafkaVersion::V0_11));
        assert_eq!("0.9.0.1".parse(), Ok(KafkaVersion::V0_9));
        assert_eq!("0.10.0".parse(), Ok(KafkaVersion::V0_10_0));
        assert_eq!("0.10.2.2".parse(), Ok(KafkaVersion::V0_10_2));
        assert_eq!("4.4".parse(), Ok(KafkaVersion::V4_4));
        for release in KafkaVersion::ALL {
            assert_eq!(release.name().parse(), Ok(*release));
        }
        for wrong in ["", "4", "4.99", "3.9.x", "3.9.", "3.90", "x.y", "0.8.2", "0.10", "0.10.3", "0.10.20"] {
            assert!(wrong.parse::<KafkaVersion>().is_err(), "{wrong}");
        }
    }
}
