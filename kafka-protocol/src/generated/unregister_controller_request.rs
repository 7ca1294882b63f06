// Written by `cargo xtask codegen` from schemas/unregister_controller.schema; do not edit.

use crate::message::encode;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, DecodeError, EncodeError, Message, Request, VersionRange};

/// `UnregisterControllerRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnregisterControllerRequest {
    /// `ControllerId`: int32, versions 0+.
    pub controller_id: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for UnregisterControllerRequest {
    const NAME: &'static str = "UnregisterControllerRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

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

impl Request for UnregisterControllerRequest {
    const API_KEY: ApiKey = ApiKey::UNREGISTER_CONTROLLER;
    type Response = super::UnregisterControllerResponse;
}

impl UnregisterControllerRequest {
    fn wire_len(&self, _version: i16) -> usize {
        4 + self.tagged.section_len(0)
    }

    fn write<W: Writer>(&self, _version: i16, w: &mut W) -> Result<(), EncodeError> {
        w.put_i32(self.controller_id);
        self.tagged.write("tagged", 0, w)
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { controller_id: r.int32("controller_id"), tagged: TaggedFields::read(r, "tagged") }
    }
}
