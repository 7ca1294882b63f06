// Written by `cargo xtask codegen` from schemas/controlled_shutdown.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

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

    fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        encode(self, version, |this| this.write(version, w))
    }

    fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {
        encode(self, version, |this| Ok(this.wire_len(version)))
    }

    fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError> {
        r.enter(Self::NAME, version, Self::VERSIONS)?;
        let message = Self::read(version, r);
        r.check().map(|()| message)
    }
}

impl Request for ControlledShutdownRequest {
    const API_KEY: ApiKey = ApiKey::CONTROLLED_SHUTDOWN;
    type Response = super::ControlledShutdownResponse;
}

impl ControlledShutdownRequest {
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

    fn write<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {
        let flexible = version >= 3;
        w.put_i32(self.broker_id);
        if version >= 2 {
            w.put_i64(self.broker_epoch);
        }
        if flexible {
            self.tagged.write("tagged", 0, w)?;
        } else if !self.tagged.is_empty() {
            return Err(EncodeError::not_in_version("tagged"));
        }
        Ok(())
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 3;
        Self {
            broker_id: r.int32("broker_id"),
            broker_epoch: if version >= 2 { r.int64("broker_epoch") } else { -1 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}
