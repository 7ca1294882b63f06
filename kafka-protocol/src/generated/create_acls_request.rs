// Written by `cargo xtask codegen` from schemas/create_acls.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `CreateAclsRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreateAclsRequest {
    /// `Creations`: array of [`AclCreation`], versions 0+.
    pub creations: Vec<AclCreation>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AclCreation`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AclCreation {
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `ResourcePatternType`: int8, versions 1+, default 3; an error to set in other versions.
    pub resource_pattern_type: i8,
    /// `Principal`: string, versions 0+.
    pub principal: StrBytes,
    /// `Host`: string, versions 0+.
    pub host: StrBytes,
    /// `Operation`: int8, versions 0+.
    pub operation: i8,
    /// `PermissionType`: int8, versions 0+.
    pub permission_type: i8,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for AclCreation {
    fn default() -> Self {
        Self {
            resource_type: 0,
            resource_name: StrBytes::new(),
            resource_pattern_type: 3,
            principal: StrBytes::new(),
            host: StrBytes::new(),
            operation: 0,
            permission_type: 0,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for CreateAclsRequest {
    const NAME: &'static str = "CreateAclsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = array_len(self.creations.len(), flexible)
            + self.creations.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("creations", self.creations.len(), flexible);
        for element in &self.creations {
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
        let flexible = version >= 2;
        Self {
            creations: r.array("creations", flexible, AclCreation::minimum_len(version), |r| {
                AclCreation::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for CreateAclsRequest {
    const API_KEY: ApiKey = ApiKey::CREATE_ACLS;
    type Response = super::CreateAclsResponse;
}

impl AclCreation {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 9,
            1 => 10,
            _ => 8,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 3
            + string_len(&self.resource_name, flexible)
            + string_len(&self.principal, flexible)
            + string_len(&self.host, flexible);
        if version >= 1 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_i8(self.resource_type);
        w.put_string("AclCreation.resource_name", &self.resource_name, flexible);
        if version >= 1 {
            w.put_i8(self.resource_pattern_type);
        } else {
            w.refuse("AclCreation.resource_pattern_type", self.resource_pattern_type != 3);
        }
        w.put_string("AclCreation.principal", &self.principal, flexible);
        w.put_string("AclCreation.host", &self.host, flexible);
        w.put_fixed((self.operation, self.permission_type));
        if flexible {
            self.tagged.write("AclCreation.tagged", w);
        } else {
            w.refuse("AclCreation.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            resource_type: r.int8("AclCreation.resource_type"),
            resource_name: r.string("AclCreation.resource_name", flexible),
            resource_pattern_type: if version >= 1 { r.int8("AclCreation.resource_pattern_type") } else { 3 },
            principal: r.string("AclCreation.principal", flexible),
            host: r.string("AclCreation.host", flexible),
            operation: r.int8("AclCreation.operation"),
            permission_type: r.int8("AclCreation.permission_type"),
            tagged: if flexible { TaggedFields::read(r, "AclCreation.tagged") } else { TaggedFields::new() },
        }
    }
}
