// Written by `cargo xtask codegen` from schemas/describe_acls.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DescribeAclsResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeAclsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `Resources`: array of [`DescribeAclsResource`], versions 0+.
    pub resources: Vec<DescribeAclsResource>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DescribeAclsResponse {
    fn default() -> Self {
        Self {
            throttle_time_ms: 0,
            error_code: 0,
            error_message: Some(StrBytes::new()),
            resources: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `DescribeAclsResource`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeAclsResource {
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `PatternType`: int8, versions 1+, default 3; an error to set in other versions.
    pub pattern_type: i8,
    /// `Acls`: array of [`AclDescription`], versions 0+.
    pub acls: Vec<AclDescription>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DescribeAclsResource {
    fn default() -> Self {
        Self {
            resource_type: 0,
            resource_name: StrBytes::new(),
            pattern_type: 3,
            acls: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `AclDescription`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AclDescription {
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

impl Message for DescribeAclsResponse {
    const NAME: &'static str = "DescribeAclsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 6
            + nullable_string_len(self.error_message.as_ref(), flexible)
            + array_len(self.resources.len(), flexible)
            + self.resources.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((self.throttle_time_ms, self.error_code));
        w.put_nullable_string("error_message", self.error_message.as_ref(), flexible);
        w.put_array_len("resources", self.resources.len(), flexible);
        for element in &self.resources {
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
            throttle_time_ms: r.int32("throttle_time_ms"),
            error_code: r.int16("error_code"),
            error_message: r.nullable_string("error_message", flexible),
            resources: r.array("resources", flexible, DescribeAclsResource::minimum_len(version), |r| {
                DescribeAclsResource::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DescribeAclsResource {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 7,
            1 => 8,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 1
            + string_len(&self.resource_name, flexible)
            + array_len(self.acls.len(), flexible)
            + self.acls.iter().map(|element| element.wire_len(version)).sum::<usize>();
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
        w.put_string("DescribeAclsResource.resource_name", &self.resource_name, flexible);
        if version >= 1 {
            w.put_i8(self.pattern_type);
        } else {
            w.refuse("DescribeAclsResource.pattern_type", self.pattern_type != 3);
        }
        w.put_array_len("DescribeAclsResource.acls", self.acls.len(), flexible);
        for element in &self.acls {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DescribeAclsResource.tagged", w);
        } else {
            w.refuse("DescribeAclsResource.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            resource_type: r.int8("DescribeAclsResource.resource_type"),
            resource_name: r.string("DescribeAclsResource.resource_name", flexible),
            pattern_type: if version >= 1 { r.int8("DescribeAclsResource.pattern_type") } else { 3 },
            acls: r.array("DescribeAclsResource.acls", flexible, AclDescription::minimum_len(version), |r| {
                AclDescription::read(version, r)
            }),
            tagged: if flexible {
                TaggedFields::read(r, "DescribeAclsResource.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl AclDescription {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2 + string_len(&self.principal, flexible) + string_len(&self.host, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("AclDescription.principal", &self.principal, flexible);
        w.put_string("AclDescription.host", &self.host, flexible);
        w.put_fixed((self.operation, self.permission_type));
        if flexible {
            self.tagged.write("AclDescription.tagged", w);
        } else {
            w.refuse("AclDescription.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            principal: r.string("AclDescription.principal", flexible),
            host: r.string("AclDescription.host", flexible),
            operation: r.int8("AclDescription.operation"),
            permission_type: r.int8("AclDescription.permission_type"),
            tagged: if flexible {
                TaggedFields::read(r, "AclDescription.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
