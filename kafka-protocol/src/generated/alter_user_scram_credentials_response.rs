// Written by `cargo xtask codegen` from schemas/alter_user_scram_credentials.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AlterUserScramCredentialsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterUserScramCredentialsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Results`: array of [`AlterUserScramCredentialsResult`], versions 0+.
    pub results: Vec<AlterUserScramCredentialsResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `AlterUserScramCredentialsResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterUserScramCredentialsResult {
    /// `User`: string, versions 0+.
    pub user: StrBytes,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for AlterUserScramCredentialsResult {
    fn default() -> Self {
        Self {
            user: StrBytes::new(),
            error_code: 0,
            error_message: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for AlterUserScramCredentialsResponse {
    const NAME: &'static str = "AlterUserScramCredentialsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.results.len(), true)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("results", self.results.len(), true);
        for element in &self.results {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            results: r.array("results", true, AlterUserScramCredentialsResult::minimum_len(version), |r| {
                AlterUserScramCredentialsResult::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl AlterUserScramCredentialsResult {
    fn minimum_len(_version: i16) -> usize {
        5
    }

    fn wire_len(&self, _version: i16) -> usize {
        2 + string_len(&self.user, true)
            + nullable_string_len(self.error_message.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("AlterUserScramCredentialsResult.user", &self.user, true);
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "AlterUserScramCredentialsResult.error_message",
            self.error_message.as_ref(),
            true,
        );
        self.tagged.write("AlterUserScramCredentialsResult.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            user: r.string("AlterUserScramCredentialsResult.user", true),
            error_code: r.int16("AlterUserScramCredentialsResult.error_code"),
            error_message: r.nullable_string("AlterUserScramCredentialsResult.error_message", true),
            tagged: TaggedFields::read(r, "AlterUserScramCredentialsResult.tagged"),
        }
    }
}
