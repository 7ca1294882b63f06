// Written by `cargo xtask codegen` from schemas/sync_group.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{bytes_len, nullable_string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `SyncGroupResponse`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncGroupResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ProtocolType`: string, versions 5+, nullable, default null; left out of other versions.
    pub protocol_type: Option<StrBytes>,
    /// `ProtocolName`: string, versions 5+, nullable, default null; left out of other versions.
    pub protocol_name: Option<StrBytes>,
    /// `Assignment`: bytes, versions 0+.
    pub assignment: Bytes,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Message for SyncGroupResponse {
    const NAME: &'static str = "SyncGroupResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(4);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 4;
        let mut len = 2 + bytes_len(&self.assignment, flexible);
        if version >= 1 {
            len += 4;
        }
        if version >= 5 {
            len += nullable_string_len(self.protocol_type.as_ref(), flexible)
                + nullable_string_len(self.protocol_name.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 4;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        w.put_i16(self.error_code);
        if version >= 5 {
            w.put_nullable_string("protocol_type", self.protocol_type.as_ref(), flexible);
            w.put_nullable_string("protocol_name", self.protocol_name.as_ref(), flexible);
        }
        w.put_bytes("assignment", &self.assignment, flexible);
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 4;
        Self {
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            error_code: r.int16("error_code"),
            protocol_type: if version >= 5 { r.nullable_string("protocol_type", flexible) } else { None },
            protocol_name: if version >= 5 { r.nullable_string("protocol_name", flexible) } else { None },
            assignment: r.bytes("assignment", flexible),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
