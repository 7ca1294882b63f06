// Written by `cargo xtask codegen` from schemas/unregister_controller.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

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

    fn wire_len(&self, _version: i16) -> usize {
        4 + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.controller_id);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self { controller_id: r.int32("controller_id"), tagged: TaggedFields::read(r, "tagged") }
    }
}

impl Request for UnregisterControllerRequest {
    const API_KEY: ApiKey = ApiKey::UNREGISTER_CONTROLLER;
    type Response = super::UnregisterControllerResponse;
}
