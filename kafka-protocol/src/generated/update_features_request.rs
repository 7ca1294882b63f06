// Written by `cargo xtask codegen` from schemas/update_features.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `UpdateFeaturesRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateFeaturesRequest {
    /// `timeoutMs`: int32, versions 0+, default 60000.
    pub timeout_ms: i32,
    /// `FeatureUpdates`: array of [`FeatureUpdateKey`], versions 0+.
    pub feature_updates: Vec<FeatureUpdateKey>,
    /// `ValidateOnly`: bool, versions 1+; an error to set in other versions.
    pub validate_only: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for UpdateFeaturesRequest {
    fn default() -> Self {
        Self {
            timeout_ms: 60_000,
            feature_updates: Vec::new(),
            validate_only: false,
            tagged: TaggedFields::new(),
        }
    }
}

/// `FeatureUpdateKey`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureUpdateKey {
    /// `Feature`: string, versions 0+.
    pub feature: StrBytes,
    /// `MaxVersionLevel`: int16, versions 0+.
    pub max_version_level: i16,
    /// `AllowDowngrade`: bool, versions 0; an error to set in other versions.
    pub allow_downgrade: bool,
    /// `UpgradeType`: int8, versions 1+, default 1; an error to set in other versions.
    pub upgrade_type: i8,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for FeatureUpdateKey {
    fn default() -> Self {
        Self {
            feature: StrBytes::new(),
            max_version_level: 0,
            allow_downgrade: false,
            upgrade_type: 1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for UpdateFeaturesRequest {
    const NAME: &'static str = "UpdateFeaturesRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 4
            + array_len(self.feature_updates.len(), true)
            + self.feature_updates.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.timeout_ms);
        w.put_array_len("feature_updates", self.feature_updates.len(), true);
        for element in &self.feature_updates {
            element.write(version, w);
        }
        if version >= 1 {
            w.put_bool(self.validate_only);
        } else {
            w.refuse("validate_only", self.validate_only);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            timeout_ms: r.int32("timeout_ms"),
            feature_updates: r.array("feature_updates", true, FeatureUpdateKey::minimum_len(version), |r| {
                FeatureUpdateKey::read(version, r)
            }),
            validate_only: if version >= 1 { r.bool("validate_only") } else { false },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for UpdateFeaturesRequest {
    const API_KEY: ApiKey = ApiKey::UPDATE_FEATURES;
    type Response = super::UpdateFeaturesResponse;
}

impl FeatureUpdateKey {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 2 + string_len(&self.feature, true) + self.tagged.section_len(0);
        if version <= 0 {
            len += 1;
        }
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("FeatureUpdateKey.feature", &self.feature, true);
        w.put_i16(self.max_version_level);
        if version <= 0 {
            w.put_bool(self.allow_downgrade);
        } else {
            w.refuse("FeatureUpdateKey.allow_downgrade", self.allow_downgrade);
        }
        if version >= 1 {
            w.put_i8(self.upgrade_type);
        } else {
            w.refuse("FeatureUpdateKey.upgrade_type", self.upgrade_type != 1);
        }
        self.tagged.write("FeatureUpdateKey.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            feature: r.string("FeatureUpdateKey.feature", true),
            max_version_level: r.int16("FeatureUpdateKey.max_version_level"),
            allow_downgrade: if version <= 0 { r.bool("FeatureUpdateKey.allow_downgrade") } else { false },
            upgrade_type: if version >= 1 { r.int8("FeatureUpdateKey.upgrade_type") } else { 1 },
            tagged: TaggedFields::read(r, "FeatureUpdateKey.tagged"),
        }
    }
}
