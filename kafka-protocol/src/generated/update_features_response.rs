// Written by `cargo xtask codegen` from schemas/update_features.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `UpdateFeaturesResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateFeaturesResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `Results`: array of [`UpdatableFeatureResult`], versions 0-1; left out of other versions.
    pub results: Vec<UpdatableFeatureResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for UpdateFeaturesResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            results: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `UpdatableFeatureResult`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdatableFeatureResult {
    /// `Feature`: string, versions 0+.
    pub feature: StrBytes,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for UpdatableFeatureResult {
    fn default() -> Self {
        Self {
            feature: StrBytes::new(),
            error_code: 0,
            error_message: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for UpdateFeaturesResponse {
    const NAME: &'static str = "UpdateFeaturesResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 6 + nullable_string_len(self.error_message.as_ref(), true) + self.tagged.section_len(0);
        if version <= 1 {
            len += array_len(self.results.len(), true)
                + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        if version <= 1 {
            w.put_array_len("results", self.results.len(), true);
            for element in &self.results {
                element.write(version, w);
            }
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            results: if version <= 1 {
                r.array("results", true, UpdatableFeatureResult::minimum_len(version), |r| {
                    UpdatableFeatureResult::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl UpdatableFeatureResult {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.feature, true)
            + nullable_string_len(self.error_message.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("UpdatableFeatureResult.feature", &self.feature, true);
        w.put_i16(self.error_code);
        w.put_nullable_string("UpdatableFeatureResult.error_message", self.error_message.as_ref(), true);
        self.tagged.write("UpdatableFeatureResult.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            feature: r.string("UpdatableFeatureResult.feature", true),
            error_code: r.int16("UpdatableFeatureResult.error_code"),
            error_message: r.nullable_string("UpdatableFeatureResult.error_message", true),
            tagged: TaggedFields::read(r, "UpdatableFeatureResult.tagged"),
        }
    }
}
