// Written by `cargo xtask codegen` from schemas/alter_client_quotas.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `AlterClientQuotasResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterClientQuotasResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Entries`: array of [`EntryData`], versions 0+.
    pub entries: Vec<EntryData>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

/// `EntryData`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryData {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `Entity`: array of [`EntityData`], versions 0+.
    pub entity: Vec<EntityData>,
    /// Tagged fields that the schema does not know, versions 1+.
    pub tagged: TaggedFields,
}

impl Default for EntryData {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            entity: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
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

impl Message for AlterClientQuotasResponse {
    const NAME: &'static str = "AlterClientQuotasResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(1);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 4
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
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("entries", self.entries.len(), flexible);
        for element in &self.entries {
            element.write(version, w);
        }
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
            throttle_time_ms: r.int32("throttle_time_ms"),
            entries: r
                .array("entries", flexible, EntryData::minimum_len(version), |r| EntryData::read(version, r)),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl EntryData {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 8,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 1;
        let mut len = 2
            + nullable_string_len(self.error_message.as_ref(), flexible)
            + array_len(self.entity.len(), flexible)
            + self.entity.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 1;
        w.put_i16(self.error_code);
        w.put_nullable_string("EntryData.error_message", self.error_message.as_ref(), flexible);
        w.put_array_len("EntryData.entity", self.entity.len(), flexible);
        for element in &self.entity {
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
            error_code: r.int16("EntryData.error_code"),
            error_message: r.nullable_string("EntryData.error_message", flexible),
            entity: r.array("EntryData.entity", flexible, EntityData::minimum_len(version), |r| {
                EntityData::read(version, r)
            }),
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
