// Written by `cargo xtask codegen` from schemas/describe_cluster.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeClusterResponse`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeClusterResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `EndpointType`: int8, versions 1+, default 1; an error to set in other versions.
    pub endpoint_type: i8,
    /// `ClusterId`: string, versions 0+.
    pub cluster_id: StrBytes,
    /// `ControllerId`: int32, versions 0+, default -1.
    pub controller_id: i32,
    /// `Brokers`: array of [`DescribeClusterBroker`], versions 0+.
    pub brokers: Vec<DescribeClusterBroker>,
    /// `ClusterAuthorizedOperations`: int32, versions 0+, default -2147483648.
    pub cluster_authorized_operations: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeClusterResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            error_message: None,
            endpoint_type: 1,
            cluster_id: StrBytes::new(),
            controller_id: -1,
            brokers: Vec::new(),
            cluster_authorized_operations: i32::MIN,
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribeClusterBroker`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeClusterBroker {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Port`: int32, versions 0+.
    pub port: i32,
    /// `Rack`: string, versions 0+, nullable, default null.
    pub rack: Option<StrBytes>,
    /// `IsFenced`: bool, versions 2+; an error to set in other versions.
    pub is_fenced: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeClusterResponse {
    const NAME: &'static str = "DescribeClusterResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 14
            + nullable_string_len(self.error_message.as_ref(), true)
            + string_len(&self.cluster_id, true)
            + array_len(self.brokers.len(), true)
            + self.brokers.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), true);
        if version >= 1 {
            w.put_i8(self.endpoint_type);
        } else {
            w.refuse("endpoint_type", self.endpoint_type != 1);
        }
        w.put_string("cluster_id", &self.cluster_id, true);
        w.put_i32(self.controller_id);
        w.put_array_len("brokers", self.brokers.len(), true);
        for element in &self.brokers {
            element.write(version, w);
        }
        w.put_i32(self.cluster_authorized_operations);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", true),
            endpoint_type: if version >= 1 { r.int8("endpoint_type") } else { 1 },
            cluster_id: r.string("cluster_id", true),
            controller_id: r.int32("controller_id"),
            brokers: r.array("brokers", true, DescribeClusterBroker::minimum_len(version), |r| {
                DescribeClusterBroker::read(version, r)
            }),
            cluster_authorized_operations: r.int32("cluster_authorized_operations"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DescribeClusterBroker {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 11,
            _ => 12,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 8
            + string_len(&self.host, true)
            + nullable_string_len(self.rack.as_ref(), true)
            + self.tagged.section_len(0);
        if version >= 2 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i32(self.broker_id);
        w.put_string("DescribeClusterBroker.host", &self.host, true);
        w.put_i32(self.port);
        w.put_nullable_string("DescribeClusterBroker.rack", self.rack.as_ref(), true);
        if version >= 2 {
            w.put_bool(self.is_fenced);
        } else {
            w.refuse("DescribeClusterBroker.is_fenced", self.is_fenced);
        }
        self.tagged.write("DescribeClusterBroker.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            broker_id: r.int32("DescribeClusterBroker.broker_id"),
            host: r.string("DescribeClusterBroker.host", true),
            port: r.int32("DescribeClusterBroker.port"),
            rack: r.nullable_string("DescribeClusterBroker.rack", true),
            is_fenced: if version >= 2 { r.bool("DescribeClusterBroker.is_fenced") } else { false },
            tagged: TaggedFields::read(r, "DescribeClusterBroker.tagged"),
        }
    }
}
