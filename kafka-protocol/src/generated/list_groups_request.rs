// Written by `cargo xtask codegen` from schemas/list_groups.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `ListGroupsRequest`, versions 0-5.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListGroupsRequest {
    /// `StatesFilter`: array of string, versions 4+; an error to set in other versions.
    pub states_filter: Vec<StrBytes>,
    /// `TypesFilter`: array of string, versions 5+; an error to set in other versions.
    pub types_filter: Vec<StrBytes>,
    /// Tagged fields that the schema does not know, versions 3+.
    pub tagged: TaggedFields,
}

impl Message for ListGroupsRequest {
    const NAME: &'static str = "ListGroupsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 5);
    const FLEXIBLE_SINCE: Option<i16> = Some(3);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 3;
        let mut len = 0;
        if version >= 4 {
            len += array_len(self.states_filter.len(), flexible)
                + self.states_filter.iter().map(|element| string_len(element, flexible)).sum::<usize>();
        }
        if version >= 5 {
            len += array_len(self.types_filter.len(), flexible)
                + self.types_filter.iter().map(|element| string_len(element, flexible)).sum::<usize>();
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 3;
        w.enter(Self::NAME, version, Self::VERSIONS);
        if version >= 4 {
            w.put_array_len("states_filter", self.states_filter.len(), flexible);
            for element in &self.states_filter {
                w.put_string("states_filter", element, flexible);
            }
        } else {
            w.refuse("states_filter", !self.states_filter.is_empty());
        }
        if version >= 5 {
            w.put_array_len("types_filter", self.types_filter.len(), flexible);
            for element in &self.types_filter {
                w.put_string("types_filter", element, flexible);
            }
        } else {
            w.refuse("types_filter", !self.types_filter.is_empty());
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
            states_filter: if version >= 4 {
                r.array("states_filter", flexible, if flexible { 1 } else { 2 }, |r| {
                    r.string("states_filter", flexible)
                })
            } else {
                Vec::new()
            },
            types_filter: if version >= 5 {
                r.array("types_filter", flexible, if flexible { 1 } else { 2 }, |r| {
                    r.string("types_filter", flexible)
                })
            } else {
                Vec::new()
            },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for ListGroupsRequest {
    const API_KEY: ApiKey = ApiKey::LIST_GROUPS;
    type Response = super::ListGroupsResponse;
}
