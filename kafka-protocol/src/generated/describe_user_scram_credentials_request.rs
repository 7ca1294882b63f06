// Written by `cargo xtask codegen` from schemas/describe_user_scram_credentials.schema; do not edit.

use crate::wire::length::{nullable_array_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `DescribeUserScramCredentialsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeUserScramCredentialsRequest {
    /// `Users`: array of [`UserName`], versions 0+, nullable.
    pub users: Option<Vec<UserName>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribeUserScramCredentialsRequest {
    fn default() -> Self {
        Self { users: Some(Vec::new()), tagged: TaggedFields::new() }
    }
}

/// `UserName`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserName {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DescribeUserScramCredentialsRequest {
    const NAME: &'static str = "DescribeUserScramCredentialsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        nullable_array_len(self.users.as_ref().map(Vec::len), true)
            + self.users.iter().flatten().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        if let Some(value) = &self.users {
            w.put_array_len("users", value.len(), true);
            for element in value {
                element.write(version, w);
            }
        } else {
            w.put_null(true);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            users: r.nullable_array("users", true, UserName::minimum_len(version), |r| {
                UserName::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for DescribeUserScramCredentialsRequest {
    const API_KEY: ApiKey = ApiKey::DESCRIBE_USER_SCRAM_CREDENTIALS;
    type Response = super::DescribeUserScramCredentialsResponse;
}

impl UserName {
    fn minimum_len(_version: i16) -> usize {
        2
    }

    fn wire_len(&self, _version: i16) -> usize {
        string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("UserName.name", &self.name, true);
        self.tagged.write("UserName.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self { name: r.string("UserName.name", true), tagged: TaggedFields::read(r, "UserName.tagged") }
    }
}
