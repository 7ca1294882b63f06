// Written by `cargo xtask codegen` from schemas/describe_acls.schema; do not edit.

use crate::wire::length::nullable_string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeAclsRequest`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeAclsRequest {
    /// `ResourceTypeFilter`: int8, versions 0+.
    pub resource_type_filter: i8,
    /// `ResourceNameFilter`: string, versions 0+, nullable.
    pub resource_name_filter: Option<StrBytes>,
    /// `PatternTypeFilter`: int8, versions 1+, default 3; an error to set in other versions.
    pub pattern_type_filter: i8,
    /// `PrincipalFilter`: string, versions 0+, nullable.
    pub principal_filter: Option<StrBytes>,
    /// `HostFilter`: string, versions 0+, nullable.
    pub host_filter: Option<StrBytes>,
    /// `Operation`: int8, versions 0+.
    pub operation: i8,
    /// `PermissionType`: int8, versions 0+.
    pub permission_type: i8,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DescribeAclsRequest {
    fn default() -> Self {
        Self {
            resource_type_filter: 0,
            resource_name_filter: Some(StrBytes::new()),
            pattern_type_filter: 3,
            principal_filter: Some(StrBytes::new()),
            host_filter: Some(StrBytes::new()),
            operation: 0,
            permission_type: 0,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DescribeAclsRequest {
    const NAME: &'static str = "DescribeAclsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 3
            + nullable_string_len(self.resource_name_filter.as_ref(), flexible)
            + nullable_string_len(self.principal_filter.as_ref(), flexible)
            + nullable_string_len(self.host_filter.as_ref(), flexible);
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
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i8(self.resource_type_filter);
        w.put_nullable_string("resource_name_filter", self.resource_name_filter.as_ref(), flexible);
        if version >= 1 {
            w.put_i8(self.pattern_type_filter);
        } else {
            w.refuse("pattern_type_filter", self.pattern_type_filter != 3);
        }
        w.put_nullable_string("principal_filter", self.principal_filter.as_ref(), flexible);
        w.put_nullable_string("host_filter", self.host_filter.as_ref(), flexible);
        w.put_fixed((self.operation, self.permission_type));
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
            resource_type_filter: r.int8("resource_type_filter"),
            resource_name_filter: r.nullable_string("resource_name_filter", flexible),
            pattern_type_filter: if version >= 1 { r.int8("pattern_type_filter") } else { 3 },
            principal_filter: r.nullable_string("principal_filter", flexible),
            host_filter: r.nullable_string("host_filter", flexible),
            operation: r.int8("operation"),
            permission_type: r.int8("permission_type"),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DescribeAclsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_ACLS;
    type Response = super::DescribeAclsResponse;
}
