// Written by `cargo xtask codegen` from schemas/broker_registration.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `BrokerRegistrationRequest`, versions 0-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerRegistrationRequest {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `ClusterId`: string, versions 0+.
    pub cluster_id: StrBytes,
    /// `IncarnationId`: uuid, versions 0+.
    pub incarnation_id: Uuid,
    /// `Listeners`: array of [`Listener`], versions 0+.
    pub listeners: Vec<Listener>,
    /// `Features`: array of [`Feature`], versions 0+.
    pub features: Vec<Feature>,
    /// `Rack`: string, versions 0+, nullable.
    pub rack: Option<StrBytes>,
    /// `IsMigratingZkBroker`: bool, versions 1+; an error to set in other versions.
    pub is_migrating_zk_broker: bool,
    /// `LogDirs`: array of uuid, versions 2+; left out of other versions.
    pub log_dirs: Vec<Uuid>,
    /// `PreviousBrokerEpoch`: int64, versions 3+, default -1; left out of other versions.
    pub previous_broker_epoch: i64,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for BrokerRegistrationRequest {
    fn default() -> Self {
        Self {
            broker_id: 0,
            cluster_id: StrBytes::new(),
            incarnation_id: Uuid::ZERO,
            listeners: Vec::new(),
            features: Vec::new(),
            rack: Some(StrBytes::new()),
            is_migrating_zk_broker: false,
            log_dirs: Vec::new(),
            previous_broker_epoch: -1,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Listener`, versions 0-4.
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

/// `Feature`, versions 0-4.
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

impl Message for BrokerRegistrationRequest {
    const NAME: &'static str = "BrokerRegistrationRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 4);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 20
            + string_len(&self.cluster_id, true)
            + array_len(self.listeners.len(), true)
            + self.listeners.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.features.len(), true)
            + self.features.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + nullable_string_len(self.rack.as_ref(), true)
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        if version >= 2 {
            len += array_len(self.log_dirs.len(), true) + 16 * self.log_dirs.len();
        }
        if version >= 3 {
            len += 8;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.broker_id);
        w.put_string("cluster_id", &self.cluster_id, true);
        w.put_uuid(self.incarnation_id);
        w.put_array_len("listeners", self.listeners.len(), true);
        for element in &self.listeners {
            element.write(version, w);
        }
        w.put_array_len("features", self.features.len(), true);
        for element in &self.features {
            element.write(version, w);
        }
        w.put_nullable_string("rack", self.rack.as_ref(), true);
        if version >= 1 {
            w.put_bool(self.is_migrating_zk_broker);
        } else {
            w.refuse("is_migrating_zk_broker", self.is_migrating_zk_broker);
        }
        if version >= 2 {
            w.put_array_len("log_dirs", self.log_dirs.len(), true);
            for element in &self.log_dirs {
                w.put_uuid(*element);
            }
        }
        if version >= 3 {
            w.put_i64(self.previous_broker_epoch);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            broker_id: r.int32("broker_id"),
            cluster_id: r.string("cluster_id", true),
            incarnation_id: r.uuid("incarnation_id"),
            listeners: r
                .array("listeners", true, Listener::minimum_len(version), |r| Listener::read(version, r)),
            features: r.array("features", true, Feature::minimum_len(version), |r| Feature::read(version, r)),
            rack: r.nullable_string("rack", true),
            is_migrating_zk_broker: if version >= 1 { r.bool("is_migrating_zk_broker") } else { false },
            log_dirs: if version >= 2 {
                r.array("log_dirs", true, 16, |r| r.uuid("log_dirs"))
            } else {
                Vec::new()
            },
            previous_broker_epoch: if version >= 3 { r.int64("previous_broker_epoch") } else { -1 },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for BrokerRegistrationRequest {
    const API_KEY: ApiKey = ApiKey::BROKER_REGISTRATION;
    type Response = super::BrokerRegistrationResponse;
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
