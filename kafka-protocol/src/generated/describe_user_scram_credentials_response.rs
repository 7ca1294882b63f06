// Written by `cargo xtask codegen` from schemas/describe_user_scram_credentials.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeUserScramCredentialsResponse`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeUserScramCredentialsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `Results`: array of [`DescribeUserScramCredentialsResult`], versions 0+.
    pub results: Vec<DescribeUserScramCredentialsResult>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeUserScramCredentialsResponse {
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

/// `DescribeUserScramCredentialsResult`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeUserScramCredentialsResult {
    /// `User`: string, versions 0+.
    pub user: StrBytes,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `CredentialInfos`: array of [`CredentialInfo`], versions 0+.
    pub credential_infos: Vec<CredentialInfo>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeUserScramCredentialsResult {
    fn default() -> Self {
        Self {
            user: StrBytes::new(),
            error_code: 0,
            error_message: Some(StrBytes::new()),
            credential_infos: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `CredentialInfo`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CredentialInfo {
    /// `Mechanism`: int8, versions 0+.
    pub mechanism: i8,
    /// `Iterations`: int32, versions 0+.
    pub iterations: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeUserScramCredentialsResponse {
    const NAME: &'static str = "DescribeUserScramCredentialsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        6 + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.results.len(), true)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
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
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            results: r.array(
                "results",
                true,
                DescribeUserScramCredentialsResult::minimum_len(version),
                |r| DescribeUserScramCredentialsResult::read(version, r),
            ),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DescribeUserScramCredentialsResult {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, version: i16) -> usize {
        2 + string_len(&self.user, true)
            + nullable_string_len(self.error_message.as_ref(), true)
            + array_len(self.credential_infos.len(), true)
            + self.credential_infos.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("DescribeUserScramCredentialsResult.user", &self.user, true);
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "DescribeUserScramCredentialsResult.error_message",
            self.error_message.as_ref(),
            true,
        );
        w.put_array_len(
            "DescribeUserScramCredentialsResult.credential_infos",
            self.credential_infos.len(),
            true,
        );
        for element in &self.credential_infos {
            element.write(version, w);
        }
        self.tagged.write("DescribeUserScramCredentialsResult.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            user: r.string("DescribeUserScramCredentialsResult.user", true),
            error_code: r.int16("DescribeUserScramCredentialsResult.error_code"),
            error_message: r.nullable_string("DescribeUserScramCredentialsResult.error_message", true),
            credential_infos: r.array(
                "DescribeUserScramCredentialsResult.credential_infos",
                true,
                CredentialInfo::minimum_len(version),
                |r| CredentialInfo::read(version, r),
            ),
            tagged: TaggedFields::read(r, "DescribeUserScramCredentialsResult.tagged"),
        }
    }
}

impl CredentialInfo {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        5 + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_fixed((self.mechanism, self.iterations));
        self.tagged.write("CredentialInfo.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            mechanism: r.int8("CredentialInfo.mechanism"),
            iterations: r.int32("CredentialInfo.iterations"),
            tagged: TaggedFields::read(r, "CredentialInfo.tagged"),
        }
    }
}
