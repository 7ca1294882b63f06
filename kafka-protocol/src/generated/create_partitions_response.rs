// Written by `cargo xtask codegen` from schemas/create_partitions.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `CreatePartitionsResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatePartitionsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Results`: array of [`CreatePartitionsTopicResult`], versions 0+.
    pub results: Vec<CreatePartitionsTopicResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `CreatePartitionsTopicResult`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatePartitionsTopicResult {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for CreatePartitionsResponse {
    const NAME: &'static str = "CreatePartitionsResponse";
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
            results: r.array("results", flexible, CreatePartitionsTopicResult::minimum_len(version), |r| {
                CreatePartitionsTopicResult::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl CreatePartitionsTopicResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len =
            2 + string_len(&self.name, flexible) + nullable_string_len(self.error_message.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("CreatePartitionsTopicResult.name", &self.name, flexible);
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "CreatePartitionsTopicResult.error_message",
            self.error_message.as_ref(),
            flexible,
        );
        if flexible {
            self.tagged.write("CreatePartitionsTopicResult.tagged", w);
        } else {
            w.refuse("CreatePartitionsTopicResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("CreatePartitionsTopicResult.name", flexible),
            error_code: r.int16("CreatePartitionsTopicResult.error_code"),
            error_message: r.nullable_string("CreatePartitionsTopicResult.error_message", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "CreatePartitionsTopicResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
