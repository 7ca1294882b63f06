// Written by `cargo xtask codegen` from schemas/api_versions.schema; do not edit.

use crate::wire::length::{array_len, string_len, tag_len};
use crate::wire::{Reader, StrBytes, TagSection, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `ApiVersionsResponse`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiVersionsResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ApiKeys`: array of [`ApiVersion`], versions 0+.
    pub api_keys: Vec<ApiVersion>,
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `SupportedFeatures`: array of [`SupportedFeatureKey`], versions 3+, tag 0; left out of other versions.
    pub supported_features: Vec<SupportedFeatureKey>,
    /// `FinalizedFeaturesEpoch`: int64, versions 3+, tag 1, default -1; left out of other versions.
    pub finalized_features_epoch: i64,
    /// `FinalizedFeatures`: array of [`FinalizedFeatureKey`], versions 3+, tag 2; left out of other versions.
    pub finalized_features: Vec<FinalizedFeatureKey>,
    /// `ZkMigrationReady`: bool, versions 3+, tag 3; left out of other versions.
    pub zk_migration_ready: bool,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for ApiVersionsResponse {
    fn default() -> Self {
        Self {
            error_code: 0,
            api_keys: Vec::new(),
            throttle_time_ms: 0,
            supported_features: Vec::new(),
            finalized_features_epoch: -1,
            finalized_features: Vec::new(),
            zk_migration_ready: false,
            tagged: TaggedFields::new(),
        }
    }
}

/// `ApiVersion`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApiVersion {
    /// `ApiKey`: int16, versions 0+.
    pub api_key: i16,
    /// `MinVersion`: int16, versions 0+.
    pub min_version: i16,
    /// `MaxVersion`: int16, versions 0+.
    pub max_version: i16,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `SupportedFeatureKey`, versions 3-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SupportedFeatureKey {
    /// `Name`: string, versions 3+.
    pub name: StrBytes,
    /// `MinVersion`: int16, versions 3+.
    pub min_version: i16,
    /// `MaxVersion`: int16, versions 3+.
    pub max_version: i16,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

/// `FinalizedFeatureKey`, versions 3-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FinalizedFeatureKey {
    /// `Name`: string, versions 3+.
    pub name: StrBytes,
    /// `MaxVersionLevel`: int16, versions 3+.
    pub max_version_level: i16,
    /// `MinVersionLevel`: int16, versions 3+.
    pub min_version_level: i16,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for ApiVersionsResponse {
    const NAME: &'static str = "ApiVersionsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 2
            + array_len(self.api_keys.len(), flexible)
            + self.api_keys.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4;
        }
        if flexible {
            let mut known = 0;
            if version >= 3 && !self.supported_features.is_empty() {
                known += 1;
                len += tag_len(
                    0,
                    array_len(self.supported_features.len(), true)
                        + self
                            .supported_features
                            .iter()
                            .map(|element| element.wire_len(version))
                            .sum::<usize>(),
                );
            }
            if version >= 3 && self.finalized_features_epoch != -1 {
                known += 1;
                len += tag_len(1, 8);
            }
            if version >= 3 && !self.finalized_features.is_empty() {
                known += 1;
                len += tag_len(
                    2,
                    array_len(self.finalized_features.len(), true)
                        + self
                            .finalized_features
                            .iter()
                            .map(|element| element.wire_len(version))
                            .sum::<usize>(),
                );
            }
            if version >= 3 && self.zk_migration_ready {
                known += 1;
                len += tag_len(3, 1);
            }
            len += self.tagged.section_len(known);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i16(self.error_code);
        w.put_array_len("api_keys", self.api_keys.len(), flexible);
        for element in &self.api_keys {
            element.write(version, w);
        }
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        if flexible {
            let supported_features_is_set = version >= 3 && !self.supported_features.is_empty();
            let finalized_features_epoch_is_set = version >= 3 && self.finalized_features_epoch != -1;
            let finalized_features_is_set = version >= 3 && !self.finalized_features.is_empty();
            let zk_migration_ready_is_set = version >= 3 && self.zk_migration_ready;
            self.tagged.write_count(
                usize::from(supported_features_is_set)
                    + usize::from(finalized_features_epoch_is_set)
                    + usize::from(finalized_features_is_set)
                    + usize::from(zk_migration_ready_is_set),
                w,
            );
            if supported_features_is_set {
                w.put_tag(
                    "supported_features",
                    0,
                    array_len(self.supported_features.len(), true)
                        + self
                            .supported_features
                            .iter()
                            .map(|element| element.wire_len(version))
                            .sum::<usize>(),
                );
                w.put_array_len("supported_features", self.supported_features.len(), true);
                for element in &self.supported_features {
                    element.write(version, w);
                }
            }
            if finalized_features_epoch_is_set {
                w.put_tag("finalized_features_epoch", 1, 8);
                w.put_i64(self.finalized_features_epoch);
            }
            if finalized_features_is_set {
                w.put_tag(
                    "finalized_features",
                    2,
                    array_len(self.finalized_features.len(), true)
                        + self
                            .finalized_features
                            .iter()
                            .map(|element| element.wire_len(version))
                            .sum::<usize>(),
                );
                w.put_array_len("finalized_features", self.finalized_features.len(), true);
                for element in &self.finalized_features {
                    element.write(version, w);
                }
            }
            if zk_migration_ready_is_set {
                w.put_tag("zk_migration_ready", 3, 1);
                w.put_bool(self.zk_migration_ready);
            }
            self.tagged.write_fields("tagged", 4, w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 3;
        let mut value = Self {
            error_code: r.int16("error_code"),
            api_keys: r.array("api_keys", flexible, ApiVersion::minimum_len(version), |r| {
                ApiVersion::read(version, r)
            }),
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            supported_features: Vec::new(),
            finalized_features_epoch: -1,
            finalized_features: Vec::new(),
            zk_migration_ready: false,
            tagged: TaggedFields::new(),
        };
        if flexible && !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 => {
                        value.supported_features = r.array(
                            "supported_features",
                            true,
                            SupportedFeatureKey::minimum_len(version),
                            |r| SupportedFeatureKey::read(version, r),
                        );
                    }
                    1 => {
                        value.finalized_features_epoch = r.int64("finalized_features_epoch");
                    }
                    2 => {
                        value.finalized_features = r.array(
                            "finalized_features",
                            true,
                            FinalizedFeatureKey::minimum_len(version),
                            |r| FinalizedFeatureKey::read(version, r),
                        );
                    }
                    3 => {
                        value.zk_migration_ready = r.bool("zk_migration_ready");
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl ApiVersion {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 6,
            _ => 7,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 6;
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.put_fixed((self.api_key, self.min_version, self.max_version));
        if flexible {
            self.tagged.write("ApiVersion.tagged", w);
        } else {
            w.refuse("ApiVersion.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            api_key: r.int16("ApiVersion.api_key"),
            min_version: r.int16("ApiVersion.min_version"),
            max_version: r.int16("ApiVersion.max_version"),
            tagged: if flexible { TaggedFields::read(r, "ApiVersion.tagged") } else { TaggedFields::new() },
        }
    }
}

impl SupportedFeatureKey {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("SupportedFeatureKey.name", &self.name, true);
        w.put_fixed((self.min_version, self.max_version));
        self.tagged.write("SupportedFeatureKey.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("SupportedFeatureKey.name", true),
            min_version: r.int16("SupportedFeatureKey.min_version"),
            max_version: r.int16("SupportedFeatureKey.max_version"),
            tagged: TaggedFields::read(r, "SupportedFeatureKey.tagged"),
        }
    }
}

impl FinalizedFeatureKey {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("FinalizedFeatureKey.name", &self.name, true);
        w.put_fixed((self.max_version_level, self.min_version_level));
        self.tagged.write("FinalizedFeatureKey.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("FinalizedFeatureKey.name", true),
            max_version_level: r.int16("FinalizedFeatureKey.max_version_level"),
            min_version_level: r.int16("FinalizedFeatureKey.min_version_level"),
            tagged: TaggedFields::read(r, "FinalizedFeatureKey.tagged"),
        }
    }
}
