// Written by `cargo xtask codegen` from schemas/unregister_broker.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `UnregisterBrokerRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnregisterBrokerRequest {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for UnregisterBrokerRequest {
    const NAME: &'static str = "UnregisterBrokerRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        4 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.broker_id);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { broker_id: r.int32("broker_id"), tagged: TaggedFields::read(r, "tagged") }
    }
}

impl Request for UnregisterBrokerRequest {
    const API_KEY: ApiKey = ApiKey::UNREGISTER_BROKER;
    type Response = super::UnregisterBrokerResponse;
}
