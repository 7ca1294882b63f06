// Written by `cargo xtask codegen` from schemas/controller_registration.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ControllerRegistrationRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ControllerRegistrationRequest {
    /// `ControllerId`: int32, versions 0+.
    pub controller_id: i32,
    /// `IncarnationId`: uuid, versions 0+.
    pub incarnation_id: Uuid,
    /// `ZkMigrationReady`: bool, versions 0+.
    pub zk_migration_ready: bool,
    /// `Listeners`: array of [`Listener`], versions 0+.
    pub listeners: Vec<Listener>,
    /// `Features`: array of [`Feature`], versions 0+.
    pub features: Vec<Feature>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Listener`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listener {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: uint16, versions 0+.
    pub port: u16,
    /// `SecurityProtocol`: int16, versions 0+.
    pub security_protocol: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `Feature`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feature {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `MinSupportedVersion`: int16, versions 0+.
    pub min_supported_version: i16,
    /// `MaxSupportedVersion`: int16, versions 0+.
    pub max_supported_version: i16,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ControllerRegistrationRequest {
    const NAME: &'static str = "ControllerRegistrationRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        21 + array_len(self.listeners.len(), true)
            + self.listeners.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.features.len(), true)
            + self.features.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.controller_id, self.incarnation_id, self.zk_migration_ready));
        w.put_array_len("listeners", self.listeners.len(), true);
        for element in &self.listeners {
            element.write(version, w);
        }
        w.put_array_len("features", self.features.len(), true);
        for element in &self.features {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            controller_id: r.int32("controller_id"),
            incarnation_id: r.uuid("incarnation_id"),
            zk_migration_ready: r.bool("zk_migration_ready"),
            listeners: r
                .array("listeners", true, Listener::minimum_len(version), |r| Listener::read(version, r)),
            features: r.array("features", true, Feature::minimum_len(version), |r| Feature::read(version, r)),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for ControllerRegistrationRequest {
    const API_KEY: ApiKey = ApiKey::CONTROLLER_REGISTRATION;
    type Response = super::ControllerRegistrationResponse;
}

impl Listener {
    fn minimum_len(_version: i16) -> usize {
        7
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.name, true) + string_len(&self.host, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Listener.name", &self.name, true);
        w.put_string("Listener.host", &self.host, true);
        w.put_fixed((self.port, self.security_protocol));
        self.tagged.write("Listener.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("Listener.name", true),
            host: r.string("Listener.host", true),
            port: r.uint16("Listener.port"),
            security_protocol: r.int16("Listener.security_protocol"),
            tagged: TaggedFields::read(r, "Listener.tagged"),
        }
    }
}

impl Feature {
    fn minimum_len(_version: i16) -> usize {
        6
    }

    fn wire_len(&self, _version: i16) -> usize {
        4 + string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("Feature.name", &self.name, true);
        w.put_fixed((self.min_supported_version, self.max_supported_version));
        self.tagged.write("Feature.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("Feature.name", true),
            min_supported_version: r.int16("Feature.min_supported_version"),
            max_supported_version: r.int16("Feature.max_supported_version"),
            tagged: TaggedFields::read(r, "Feature.tagged"),
        }
    }
}
