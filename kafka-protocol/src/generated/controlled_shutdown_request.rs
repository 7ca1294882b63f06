// Written by `cargo xtask codegen` from schemas/controlled_shutdown.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ControlledShutdownRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlledShutdownRequest {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `BrokerEpoch`: int64, versions 2+, default -1; left out of other versions.
    pub broker_epoch: i64,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for ControlledShutdownRequest {
    fn default() -> Self {
        Self { broker_id: 0, broker_epoch: -1, tagged: TaggedFields::new() }
    }
}

impl Message for ControlledShutdownRequest {
    const NAME: &'static str = "ControlledShutdownRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 4;
        if version >= 2 {
            len += 8;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.broker_id);
        if version >= 2 {
            w.put_i64(self.broker_epoch);
        }
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
            broker_id: r.int32("broker_id"),
            broker_epoch: if version >= 2 { r.int64("broker_epoch") } else { -1 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ControlledShutdownRequest {
    const API_KEY: ApiKey = ApiKey::CONTROLLED_SHUTDOWN;
    type Response = super::ControlledShutdownResponse;
}
