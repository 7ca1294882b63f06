// Written by `cargo xtask codegen` from schemas/delete_acls.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DeleteAclsResponse`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeleteAclsResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `FilterResults`: array of [`DeleteAclsFilterResult`], versions 0+.
    pub filter_results: Vec<DeleteAclsFilterResult>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `DeleteAclsFilterResult`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteAclsFilterResult {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `MatchingAcls`: array of [`DeleteAclsMatchingAcl`], versions 0+.
    pub matching_acls: Vec<DeleteAclsMatchingAcl>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Default for DeleteAclsFilterResult {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            matching_acls: Vec::new(),
            tagged: TaggedFields::new(),
        }
    }
}

/// `DeleteAclsMatchingAcl`, versions 0-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteAclsMatchingAcl {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable.
    pub error_message: Option<StrBytes>,
    /// `ResourceType`: int8, versions 0+.
    pub resource_type: i8,
    /// `ResourceName`: string, versions 0+.
    pub resource_name: StrBytes,
    /// `PatternType`: int8, versions 1+, default 3; an error to set in other versions.
    pub pattern_type: i8,
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

impl Default for DeleteAclsMatchingAcl {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: Some(StrBytes::new()),
            resource_type: 0,
            resource_name: StrBytes::new(),
            pattern_type: 3,
            principal: StrBytes::new(),
            host: StrBytes::new(),
            operation: 0,
            permission_type: 0,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for DeleteAclsResponse {
    const NAME: &'static str = "DeleteAclsResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 3);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 4
            + array_len(self.filter_results.len(), flexible)
            + self.filter_results.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("filter_results", self.filter_results.len(), flexible);
        for element in &self.filter_results {
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
            filter_results: r.array(
                "filter_results",
                flexible,
                DeleteAclsFilterResult::minimum_len(version),
                |r| DeleteAclsFilterResult::read(version, r),
            ),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl DeleteAclsFilterResult {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 8,
            _ => 5,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 2
            + nullable_string_len(self.error_message.as_ref(), flexible)
            + array_len(self.matching_acls.len(), flexible)
            + self.matching_acls.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_i16(self.error_code);
        w.put_nullable_string("DeleteAclsFilterResult.error_message", self.error_message.as_ref(), flexible);
        w.put_array_len("DeleteAclsFilterResult.matching_acls", self.matching_acls.len(), flexible);
        for element in &self.matching_acls {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("DeleteAclsFilterResult.tagged", w);
        } else {
            w.refuse("DeleteAclsFilterResult.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            error_code: r.int16("DeleteAclsFilterResult.error_code"),
            error_message: r.nullable_string("DeleteAclsFilterResult.error_message", flexible),
            matching_acls: r.array(
                "DeleteAclsFilterResult.matching_acls",
                flexible,
                DeleteAclsMatchingAcl::minimum_len(version),
                |r| DeleteAclsMatchingAcl::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "DeleteAclsFilterResult.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl DeleteAclsMatchingAcl {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 13,
            1 => 14,
            _ => 11,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = 5
            + nullable_string_len(self.error_message.as_ref(), flexible)
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
        w.put_i16(self.error_code);
        w.put_nullable_string("DeleteAclsMatchingAcl.error_message", self.error_message.as_ref(), flexible);
        w.put_i8(self.resource_type);
        w.put_string("DeleteAclsMatchingAcl.resource_name", &self.resource_name, flexible);
        if version >= 1 {
            w.put_i8(self.pattern_type);
        } else {
            w.refuse("DeleteAclsMatchingAcl.pattern_type", self.pattern_type != 3);
        }
        w.put_string("DeleteAclsMatchingAcl.principal", &self.principal, flexible);
        w.put_string("DeleteAclsMatchingAcl.host", &self.host, flexible);
        w.put_fixed((self.operation, self.permission_type));
        if flexible {
            self.tagged.write("DeleteAclsMatchingAcl.tagged", w);
        } else {
            w.refuse("DeleteAclsMatchingAcl.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            error_code: r.int16("DeleteAclsMatchingAcl.error_code"),
            error_message: r.nullable_string("DeleteAclsMatchingAcl.error_message", flexible),
            resource_type: r.int8("DeleteAclsMatchingAcl.resource_type"),
            resource_name: r.string("DeleteAclsMatchingAcl.resource_name", flexible),
            pattern_type: if version >= 1 { r.int8("DeleteAclsMatchingAcl.pattern_type") } else { 3 },
            principal: r.string("DeleteAclsMatchingAcl.principal", flexible),
            host: r.string("DeleteAclsMatchingAcl.host", flexible),
            operation: r.int8("DeleteAclsMatchingAcl.operation"),
            permission_type: r.int8("DeleteAclsMatchingAcl.permission_type"),
            tagged: if flexible {
                TaggedFields::read(r, "DeleteAclsMatchingAcl.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
