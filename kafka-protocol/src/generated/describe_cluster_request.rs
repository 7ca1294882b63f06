// Written by `cargo xtask codegen` from schemas/describe_cluster.schema; do not edit.

use crate::wire::{Reader, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeClusterRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeClusterRequest {
    /// `IncludeClusterAuthorizedOperations`: bool, versions 0+.
    pub include_cluster_authorized_operations: bool,
    /// `EndpointType`: int8, versions 1+, default 1; an error to set in other versions.
    pub endpoint_type: i8,
    /// `IncludeFencedBrokers`: bool, versions 2+; an error to set in other versions.
    pub include_fenced_brokers: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeClusterRequest {
    fn default() -> Self {
        Self {
            include_cluster_authorized_operations: false,
            endpoint_type: 1,
            include_fenced_brokers: false,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DescribeClusterRequest {
    const NAME: &'static str = "DescribeClusterRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 1 + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        if version >= 2 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_bool(self.include_cluster_authorized_operations);
        if version >= 1 {
            w.put_i8(self.endpoint_type);
        } else {
            w.refuse("endpoint_type", self.endpoint_type != 1);
        }
        if version >= 2 {
            w.put_bool(self.include_fenced_brokers);
        } else {
            w.refuse("include_fenced_brokers", self.include_fenced_brokers);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            include_cluster_authorized_operations: r.bool("include_cluster_authorized_operations"),
            endpoint_type: if version >= 1 { r.int8("endpoint_type") } else { 1 },
            include_fenced_brokers: if version >= 2 { r.bool("include_fenced_brokers") } else { false },
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DescribeClusterRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_CLUSTER;
    type Response = super::DescribeClusterResponse;
}
