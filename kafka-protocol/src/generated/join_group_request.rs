// Written by `cargo xtask codegen` from schemas/join_group.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, bytes_len, nullable_string_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `JoinGroupRequest`, versions 0-9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinGroupRequest {
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `SessionTimeoutMs`: int32, versions 0+.
    pub session_timeout_ms: i32,
    /// `RebalanceTimeoutMs`: int32, versions 1+, default -1; left out of other versions.
    pub rebalance_timeout_ms: i32,
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `GroupInstanceId`: string, versions 5+, nullable, default null; an error to set in other versions.
    pub group_instance_id: Option<StrBytes>,
    /// `ProtocolType`: string, versions 0+.
    pub protocol_type: StrBytes,
    /// `Protocols`: array of [`JoinGroupRequestProtocol`], versions 0+.
    pub protocols: Vec<JoinGroupRequestProtocol>,
    /// `Reason`: string, versions 8+, nullable, default null; left out of other versions.
    pub reason: Option<StrBytes>,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Default for JoinGroupRequest {
    fn default() -> Self {
        Self {
            group_id: StrBytes::new(),
            session_timeout_ms: 0,
            rebalance_timeout_ms: -1,
            member_id: StrBytes::new(),
            group_instance_id: None,
            protocol_type: StrBytes::new(),
            protocols: Vec::new(),
            reason: None,
            tagged: TaggedFields::new(),
        }
    }
}

/// `JoinGroupRequestProtocol`, versions 0-9.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JoinGroupRequestProtocol {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Metadata`: bytes, versions 0+.
    pub metadata: Bytes,
    /// Tagged fields that the schema does not know, versions 6+.
    pub tagged: TaggedFields,
}

impl Message for JoinGroupRequest {
    const NAME: &'static str = "JoinGroupRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 9);
    const FLEXIBLE_SINCE: Option<i16> = Some(6);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = 4
            + string_len(&self.group_id, flexible)
            + string_len(&self.member_id, flexible)
            + string_len(&self.protocol_type, flexible)
            + array_len(self.protocols.len(), flexible)
            + self.protocols.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if version >= 1 {
            len += 4;
        }
        if version >= 5 {
            len += nullable_string_len(self.group_instance_id.as_ref(), flexible);
        }
        if version >= 8 {
            len += nullable_string_len(self.reason.as_ref(), flexible);
        }
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("group_id", &self.group_id, flexible);
        w.put_i32(self.session_timeout_ms);
        if version >= 1 {
            w.put_i32(self.rebalance_timeout_ms);
        }
        w.put_string("member_id", &self.member_id, flexible);
        if version >= 5 {
            w.put_nullable_string("group_instance_id", self.group_instance_id.as_ref(), flexible);
        } else {
            w.refuse("group_instance_id", self.group_instance_id.is_some());
        }
        w.put_string("protocol_type", &self.protocol_type, flexible);
        w.put_array_len("protocols", self.protocols.len(), flexible);
        for element in &self.protocols {
            element.write(version, w);
        }
        if version >= 8 {
            w.put_nullable_string("reason", self.reason.as_ref(), flexible);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 6;
        Self {
            group_id: r.string("group_id", flexible),
            session_timeout_ms: r.int32("session_timeout_ms"),
            rebalance_timeout_ms: if version >= 1 { r.int32("rebalance_timeout_ms") } else { -1 },
            member_id: r.string("member_id", flexible),
            group_instance_id: if version >= 5 {
                r.nullable_string("group_instance_id", flexible)
            } else {
                None
            },
            protocol_type: r.string("protocol_type", flexible),
            protocols: r.array("protocols", flexible, JoinGroupRequestProtocol::minimum_len(version), |r| {
                JoinGroupRequestProtocol::read(version, r)
            }),
            reason: if version >= 8 { r.nullable_string("reason", flexible) } else { None },
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for JoinGroupRequest {
    const API_KEY: ApiKey = ApiKey::JOIN_GROUP;
    type Response = super::JoinGroupResponse;
}

impl JoinGroupRequestProtocol {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=5 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 6;
        let mut len = string_len(&self.name, flexible) + bytes_len(&self.metadata, flexible);
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 6;
        w.put_string("JoinGroupRequestProtocol.name", &self.name, flexible);
        w.put_bytes("JoinGroupRequestProtocol.metadata", &self.metadata, flexible);
        if flexible {
            self.tagged.write("JoinGroupRequestProtocol.tagged", w);
        } else {
            w.refuse("JoinGroupRequestProtocol.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 6;
        Self {
            name: r.string("JoinGroupRequestProtocol.name", flexible),
            metadata: r.bytes("JoinGroupRequestProtocol.metadata", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "JoinGroupRequestProtocol.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
