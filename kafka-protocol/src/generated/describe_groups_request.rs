// Written by `cargo xtask codegen` from schemas/describe_groups.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeGroupsRequest`, versions 0-6.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribeGroupsRequest {
    /// `Groups`: array of string, versions 0+.
    pub groups: Vec<StrBytes>,
    /// `IncludeAuthorizedOperations`: bool, versions 3+; an error to set in other versions.
    pub include_authorized_operations: bool,
    /// Tagged fields that the schema does not know, versions 5+.
    pub tagged: TaggedFields,
}

impl Message for DescribeGroupsRequest {
    const NAME: &'static str = "DescribeGroupsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 6);
    const FLEXIBLE_SINCE: Option<i16> = Some(5);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 5;
        let mut len = array_len(self.groups.len(), flexible)
            + self.groups.iter().map(|element| string_len(element, flexible)).sum::<usize>();
        if version >= 3 {
            len += 1;
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 5;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("groups", self.groups.len(), flexible);
        for element in &self.groups {
            w.put_string("groups", element, flexible);
        }
        if version >= 3 {
            w.put_bool(self.include_authorized_operations);
        } else {
            w.refuse("include_authorized_operations", self.include_authorized_operations);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 5;
        Self {
            groups: r
                .array("groups", flexible, if flexible { 1 } else { 2 }, |r| r.string("groups", flexible)),
            include_authorized_operations: if version >= 3 {
                r.bool("include_authorized_operations")
            } else {
                false
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for DescribeGroupsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_GROUPS;
    type Response = super::DescribeGroupsResponse;
}
