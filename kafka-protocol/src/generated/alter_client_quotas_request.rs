// Written by `cargo xtask codegen` from schemas/alter_client_quotas.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AlterClientQuotasRequest`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlterClientQuotasRequest {
    /// `Entries`: array of [`EntryData`], versions 0+.
    pub entries: Vec<EntryData>,
    /// `ValidateOnly`: bool, versions 0+.
    pub validate_only: bool,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `EntryData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntryData {
    /// `Entity`: array of [`EntityData`], versions 0+.
    pub entity: Vec<EntityData>,
    /// `Ops`: array of [`OpData`], versions 0+.
    pub ops: Vec<OpData>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `EntityData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityData {
    /// `EntityType`: string, versions 0+.
    pub entity_type: StrBytes,
    /// `EntityName`: string, versions 0+, nullable.
    pub entity_name: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Default for EntityData {
    fn default() -> Self {
        Self { entity_type: StrBytes::new(), entity_name: Some(StrBytes::new()), tagged: TaggedFields::new() }
    }
}

/// `OpData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpData {
    /// `Key`: string, versions 0+.
    pub key: StrBytes,
    /// `Value`: float64, versions 0+.
    pub value: f64,
    /// `Remove`: bool, versions 0+.
    pub remove: bool,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Message for AlterClientQuotasRequest {
    const NAME: &'static str = "AlterClientQuotasRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 1
            + array_len(self.entries.len(), flexible)
            + self.entries.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("entries", self.entries.len(), flexible);
        for element in &self.entries {
            element.write(version, w);
        }
        w.put_bool(self.validate_only);
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 1;
        Self {
            entries: r
                .array("entries", flexible, EntryData::minimum_len(version), |r| EntryData::read(version, r)),
            validate_only: r.bool("validate_only"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for AlterClientQuotasRequest {
    const API_KEY: ApiKey = ApiKey::ALTER_CLIENT_QUOTAS;
    type Response = super::AlterClientQuotasResponse;
}

impl EntryData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 8,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = array_len(self.entity.len(), flexible)
            + self.entity.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.ops.len(), flexible)
            + self.ops.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_array_len("EntryData.entity", self.entity.len(), flexible);
        for element in &self.entity {
            element.write(version, w);
        }
        w.put_array_len("EntryData.ops", self.ops.len(), flexible);
        for element in &self.ops {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("EntryData.tagged", w);
        } else {
            w.refuse("EntryData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            entity: r.array("EntryData.entity", flexible, EntityData::minimum_len(version), |r| {
                EntityData::read(version, r)
            }),
            ops: r
                .array("EntryData.ops", flexible, OpData::minimum_len(version), |r| OpData::read(version, r)),
            tagged: if flexible { TaggedFields::read(r, "EntryData.tagged") } else { TaggedFields::new() },
        }
    }
}

impl EntityData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 4,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = string_len(&self.entity_type, flexible)
            + nullable_string_len(self.entity_name.as_ref(), flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("EntityData.entity_type", &self.entity_type, flexible);
        w.put_nullable_string("EntityData.entity_name", self.entity_name.as_ref(), flexible);
        if flexible {
            self.tagged.write("EntityData.tagged", w);
        } else {
            w.refuse("EntityData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            entity_type: r.string("EntityData.entity_type", flexible),
            entity_name: r.nullable_string("EntityData.entity_name", flexible),
            tagged: if flexible { TaggedFields::read(r, "EntityData.tagged") } else { TaggedFields::new() },
        }
    }
}

impl OpData {
    fn minimum_len(_version: i16) -> usize {
        11
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 9 + string_len(&self.key, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_string("OpData.key", &self.key, flexible);
        w.put_fixed((self.value, self.remove));
        if flexible {
            self.tagged.write("OpData.tagged", w);
        } else {
            w.refuse("OpData.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 1;
        Self {
            key: r.string("OpData.key", flexible),
            value: r.float64("OpData.value"),
            remove: r.bool("OpData.remove"),
            tagged: if flexible { TaggedFields::read(r, "OpData.tagged") } else { TaggedFields::new() },
        }
    }
}
