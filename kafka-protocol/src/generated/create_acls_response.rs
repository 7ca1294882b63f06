// Written by `cargo xtask codegen` from schemas/create_acls.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `CreateAclsResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreateAclsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Results`: array of [`AclCreationResult`], versions 0+.
    pub results: Vec<AclCreationResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AclCreationResult`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AclCreationResult {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for AclCreationResult {
    fn default() -> Self {
        Self { error_code: 0, error_message: Some(StrBytes::new()), tagged: TaggedFields::new() }
    }
}

impl Message for CreateAclsResponse {
    const NAME: &'static str = "CreateAclsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.results.len(), flexible)
            + self.results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("results", self.results.len(), flexible);
        for element in &self.results {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            results: r.array("results", flexible, AclCreationResult::minimum_len(version), |r| {
                AclCreationResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl AclCreationResult {
    fn minimum_len(_version: i16) -> usize {
        4
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2 + nullable_string_len(self.error_message.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_i16(self.error_code);
        w.put_nullable_string("AclCreationResult.error_message", self.error_message.as_ref(), flexible);
        if flexible {
            self.tagged.write("AclCreationResult.tagged", w);
        } else {
            w.refuse("AclCreationResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            error_code: r.int16("AclCreationResult.error_code"),
            error_message: r.nullable_string("AclCreationResult.error_message", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "AclCreationResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
