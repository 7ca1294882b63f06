// Written by `cargo xtask codegen` from schemas/alter_configs.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AlterConfigsResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterConfigsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Responses`: array of [`AlterConfigsResourceResponse`], versions 0+.
    pub responses: Vec<AlterConfigsResourceResponse>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AlterConfigsResourceResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterConfigsResourceResponse {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for AlterConfigsResourceResponse {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            resource_type: 0,
            resource_name: StrBytes::new(),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for AlterConfigsResponse {
    const NAME: &'static str = "AlterConfigsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.responses.len(), flexible)
            + self.responses.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("responses", self.responses.len(), flexible);
        for element in &self.responses {
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
            responses: r.array(
                "responses",
                flexible,
                AlterConfigsResourceResponse::minimum_len(version),
                |r| AlterConfigsResourceResponse::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl AlterConfigsResourceResponse {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 7,
            _ => 6,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 3
            + nullable_string_len(self.error_message.as_ref(), flexible)
            + string_len(&self.resource_name, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_i16(self.error_code);
        w.put_nullable_string(
            "AlterConfigsResourceResponse.error_message",
            self.error_message.as_ref(),
            flexible,
        );
        w.put_i8(self.resource_type);
        w.put_string("AlterConfigsResourceResponse.resource_name", &self.resource_name, flexible);
        if flexible {
            self.tagged.write("AlterConfigsResourceResponse.tagged", w);
        } else {
            w.refuse("AlterConfigsResourceResponse.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            error_code: r.int16("AlterConfigsResourceResponse.error_code"),
            error_message: r.nullable_string("AlterConfigsResourceResponse.error_message", flexible),
            resource_type: r.int8("AlterConfigsResourceResponse.resource_type"),
            resource_name: r.string("AlterConfigsResourceResponse.resource_name", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "AlterConfigsResourceResponse.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
