// Written by `cargo xtask codegen` from schemas/add_offsets_to_txn.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AddOffsetsToTxnResponse`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddOffsetsToTxnResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for AddOffsetsToTxnResponse {
    const NAME: &'static str = "AddOffsetsToTxnResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

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
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 3;
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
