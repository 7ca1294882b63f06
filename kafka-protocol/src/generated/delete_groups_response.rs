// Written by `cargo xtask codegen` from schemas/delete_groups.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DeleteGroupsResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteGroupsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Results`: array of [`DeletableGroupResult`], versions 0+.
    pub results: Vec<DeletableGroupResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DeletableGroupResult`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeletableGroupResult {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 3+, nullable, default null; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for DeleteGroupsResponse {
    const NAME: &'static str = "DeleteGroupsResponse";
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
            results: r.array("results", flexible, DeletableGroupResult::minimum_len(version), |r| {
                DeletableGroupResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DeletableGroupResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=2 => 4,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2 + string_len(&self.group_id, flexible);
        if version >= 3 {
            len += nullable_string_len(self.error_message.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("DeletableGroupResult.group_id", &self.group_id, flexible);
        w.put_i16(self.error_code);
        if version >= 3 {
            w.put_nullable_string(
                "DeletableGroupResult.error_message",
                self.error_message.as_ref(),
                flexible,
            );
        }
        if flexible {
            self.tagged.write("DeletableGroupResult.tagged", w);
        } else {
            w.refuse("DeletableGroupResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            group_id: r.string("DeletableGroupResult.group_id", flexible),
            error_code: r.int16("DeletableGroupResult.error_code"),
            error_message: if version >= 3 {
                r.nullable_string("DeletableGroupResult.error_message", flexible)
            } else {
                None
            },
            tagged: if flexible {
                TaggedFields::read(r, "DeletableGroupResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
