// Written by `cargo xtask codegen` from schemas/api_versions.schema; do not edit.

use crate::wire::length::{nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ApiVersionsRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiVersionsRequest {
    /// `ClientSoftwareName`: string, versions 3+; left out of other versions.
    pub client_software_name: StrBytes,
    /// `ClientSoftwareVersion`: string, versions 3+; left out of other versions.
    pub client_software_version: StrBytes,
    /// `ClusterId`: string, versions 5+, nullable, default null; left out of other versions.
    pub cluster_id: Option<StrBytes>,
    /// `NodeId`: int32, versions 5+, default -1; left out of other versions.
    pub node_id: i32,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Default for ApiVersionsRequest {
    fn default() -> Self {
        Self {
            client_software_name: StrBytes::new(),
            client_software_version: StrBytes::new(),
            cluster_id: None,
            node_id: -1,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for ApiVersionsRequest {
    const NAME: &'static str = "ApiVersionsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 0;
        if version >= 3 {
            len += string_len(&self.client_software_name, flexible)
                + string_len(&self.client_software_version, flexible);
        }
        if version >= 5 {
            len += 4 + nullable_string_len(self.cluster_id.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 3 {
            w.put_string("client_software_name", &self.client_software_name, flexible);
            w.put_string("client_software_version", &self.client_software_version, flexible);
        }
        if version >= 5 {
            w.put_nullable_string("cluster_id", self.cluster_id.as_ref(), flexible);
            w.put_i32(self.node_id);
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
            client_software_name: if version >= 3 {
                r.string("client_software_name", flexible)
            } else {
                StrBytes::new()
            },
            client_software_version: if version >= 3 {
                r.string("client_software_version", flexible)
            } else {
                StrBytes::new()
            },
            cluster_id: if version >= 5 { r.nullable_string("cluster_id", flexible) } else { None },
            node_id: if version >= 5 { r.int32("node_id") } else { -1 },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ApiVersionsRequest {
    const API_KEY: ApiKey = ApiKey::API_VERSIONS;
    type Response = super::ApiVersionsResponse;
}
