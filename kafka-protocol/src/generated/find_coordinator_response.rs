// Written by `cargo xtask codegen` from schemas/find_coordinator.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `FindCoordinatorResponse`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindCoordinatorResponse {
    /// `ThrottleTimeMs`: int32, versions 1+; left out of other versions.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0-3; an error to set in other versions.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 1-3, nullable; left out of other versions.
    pub error_message: Option<StrBytes>,
    /// `NodeId`: int32, versions 0-3; an error to set in other versions.
    pub node_id: i32,
    /// `Host`: string, versions 0-3; an error to set in other versions.
    pub host: StrBytes,
    /// `Port`: int32, versions 0-3; an error to set in other versions.
    pub port: i32,
    /// `Coordinators`: array of [`Coordinator`], versions 4+; an error to set in other versions.
    pub coordinators: Vec<Coordinator>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for FindCoordinatorResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            node_id: 0,
            host: StrBytes::new(),
            port: 0,
            coordinators: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `Coordinator`, versions 4-6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coordinator {
    /// `Key`: string, versions 4+.
    pub key: StrBytes,
    /// `NodeId`: int32, versions 4+.
    pub node_id: i32,
    /// `Host`: string, versions 4+.
    pub host: StrBytes,
    /// `Port`: int32, versions 4+.
    pub port: i32,
    /// `ErrorCode`: int16, versions 4+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 4+, nullable.
    pub error_message: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 4+.
    pub tagged: TaggedFields,
}

impl Default for Coordinator {
    fn default() -> Self {
        Self {
            key: StrBytes::new(),
            node_id: 0,
            host: StrBytes::new(),
            port: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for FindCoordinatorResponse {
    const NAME: &'static str = "FindCoordinatorResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);
    // Decoded by every producer, whose memory is bounded more tightly.
    const MEMORY_FACTOR: usize = 16;

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 0;
        if version >= 1 {
            len += 4;
        }
        if version <= 3 {
            len += 2;
        }
        if (1..=3).contains(&version) {
            len += nullable_string_len(self.error_message.as_ref(), flexible);
        }
        if version <= 3 {
            len += 8 + string_len(&self.host, flexible);
        }
        if version >= 4 {
            len += array_len(self.coordinators.len(), flexible)
                + self.coordinators.iter().map(|element| element.wire_len(version)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 1 {
            w.put_i32(self.throttle_time_ms);
        }
        if version <= 3 {
            w.put_i16(self.error_code);
        } else {
            w.refuse("error_code", self.error_code != 0);
        }
        if (1..=3).contains(&version) {
            w.put_nullable_string("error_message", self.error_message.as_ref(), flexible);
        }
        if version <= 3 {
            w.put_i32(self.node_id);
            w.put_string("host", &self.host, flexible);
            w.put_i32(self.port);
        } else {
            w.refuse("node_id", self.node_id != 0);
            w.refuse("host", !self.host.is_empty());
            w.refuse("port", self.port != 0);
        }
        if version >= 4 {
            w.put_array_len("coordinators", self.coordinators.len(), flexible);
            for element in &self.coordinators {
                element.write(version, w);
            }
        } else {
            w.refuse("coordinators", !self.coordinators.is_empty());
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
            throttle_time_ms: if version >= 1 { r.int32("throttle_time_ms") } else { 0 },
            error_code: if version <= 3 { r.int16("error_code") } else { 0 },
            error_message: if (1..=3).contains(&version) {
                r.nullable_string("error_message", flexible)
            } else {
                Some(StrBytes::new())
            },
            node_id: if version <= 3 { r.int32("node_id") } else { 0 },
            host: if version <= 3 { r.string("host", flexible) } else { StrBytes::new() },
            port: if version <= 3 { r.int32("port") } else { 0 },
            coordinators: if version >= 4 {
                r.array("coordinators", flexible, Coordinator::minimum_len(version), |r| {
                    Coordinator::read(version, r)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Coordinator {
    fn minimum_len(_version: i16) -> usize {
        14
    }

    fn wire_len(&self, _version: i16) -> usize {
        10 + string_len(&self.key, true)
            + string_len(&self.host, true)
            + nullable_string_len(self.error_message.as_ref(), true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Coordinator.key", &self.key, true);
        w.put_i32(self.node_id);
        w.put_string("Coordinator.host", &self.host, true);
        w.put_fixed((self.port, self.error_code));
        w.put_nullable_string("Coordinator.error_message", self.error_message.as_ref(), true);
        self.tagged.write("Coordinator.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            key: r.string("Coordinator.key", true),
            node_id: r.int32("Coordinator.node_id"),
            host: r.string("Coordinator.host", true),
            port: r.int32("Coordinator.port"),
            error_code: r.int16("Coordinator.error_code"),
            error_message: r.nullable_string("Coordinator.error_message", true),
            tagged: TaggedFields::read(r, "Coordinator.tagged"),
        }
    }
}
