// Written by `cargo xtask codegen` from schemas/list_config_resources.schema; do not edit.

use crate::wire::length::array_len;
use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ListConfigResourcesRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListConfigResourcesRequest {
    /// `ResourceTypes`: array of int8, versions 1+; an error to set in other versions.
    pub resource_types: Vec<i8>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ListConfigResourcesRequest {
    const NAME: &'static str = "ListConfigResourcesRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = self.tagged.section_len(0);
        if version >= 1 {
            len += array_len(self.resource_types.len(), true) + self.resource_types.len();
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_array_len("resource_types", self.resource_types.len(), true);
            for element in &self.resource_types {
                w.put_i8(*element);
            }
        } else {
            w.refuse("resource_types", !self.resource_types.is_empty());
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            resource_types: if version >= 1 {
                r.array("resource_types", true, 1, |r| r.int8("resource_types"))
            } else {
                Vec::new()
            },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ListConfigResourcesRequest {
    const API_KEY: ApiKey = ApiKey::LIST_CONFIG_RESOURCES;
    type Response = super::ListConfigResourcesResponse;
}
