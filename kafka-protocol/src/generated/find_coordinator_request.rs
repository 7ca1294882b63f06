// Written by `cargo xtask codegen` from schemas/find_coordinator.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `FindCoordinatorRequest`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindCoordinatorRequest {
    /// `Key`: string, versions 0-3; an error to set in other versions.
    pub key: StrBytes,
    /// `KeyType`: int8, versions 1+; an error to set in other versions.
    pub key_type: i8,
    /// `CoordinatorKeys`: array of string, versions 4+; an error to set in other versions.
    pub coordinator_keys: Vec<StrBytes>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for FindCoordinatorRequest {
    const NAME: &'static str = "FindCoordinatorRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 0;
        if version <= 3 {
            len += string_len(&self.key, flexible);
        }
        if version >= 1 {
            len += 1;
        }
        if version >= 4 {
            len += array_len(self.coordinator_keys.len(), flexible)
                + self.coordinator_keys.iter().map(|element| string_len(element, flexible)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version <= 3 {
            w.put_string("key", &self.key, flexible);
        } else {
            w.refuse("key", !self.key.is_empty());
        }
        if version >= 1 {
            w.put_i8(self.key_type);
        } else {
            w.refuse("key_type", self.key_type != 0);
        }
        if version >= 4 {
            w.put_array_len("coordinator_keys", self.coordinator_keys.len(), flexible);
            for element in &self.coordinator_keys {
                w.put_string("coordinator_keys", element, flexible);
            }
        } else {
            w.refuse("coordinator_keys", !self.coordinator_keys.is_empty());
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
            key: if version <= 3 { r.string("key", flexible) } else { StrBytes::new() },
            key_type: if version >= 1 { r.int8("key_type") } else { 0 },
            coordinator_keys: if version >= 4 {
                r.array("coordinator_keys", flexible, if flexible { 1 } else { 2 }, |r| {
                    r.string("coordinator_keys", flexible)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for FindCoordinatorRequest {
    const API_KEY: ApiKey = ApiKey::FIND_COORDINATOR;
    type Response = super::FindCoordinatorResponse;
}
