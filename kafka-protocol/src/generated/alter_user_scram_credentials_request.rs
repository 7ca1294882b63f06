// Written by `cargo xtask codegen` from schemas/alter_user_scram_credentials.schema; do not edit.

use bytes::Bytes;

use crate::wire::length::{array_len, bytes_len, string_len};
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AlterUserScramCredentialsRequest`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterUserScramCredentialsRequest {
    /// `Deletions`: array of [`ScramCredentialDeletion`], versions 0+.
    pub deletions: Vec<ScramCredentialDeletion>,
    /// `Upsertions`: array of [`ScramCredentialUpsertion`], versions 0+.
    pub upsertions: Vec<ScramCredentialUpsertion>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ScramCredentialDeletion`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScramCredentialDeletion {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Mechanism`: int8, versions 0+.
    pub mechanism: i8,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `ScramCredentialUpsertion`, versions 0.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ScramCredentialUpsertion {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Mechanism`: int8, versions 0+.
    pub mechanism: i8,
    /// `Iterations`: int32, versions 0+.
    pub iterations: i32,
    /// `Salt`: bytes, versions 0+.
    pub salt: Bytes,
    /// `SaltedPassword`: bytes, versions 0+.
    pub salted_password: Bytes,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl std::fmt::Debug for ScramCredentialUpsertion {
    /// As it would be derived, with secrets masked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScramCredentialUpsertion")
            .field("name", &self.name)
            .field("mechanism", &self.mechanism)
            .field("iterations", &self.iterations)
            .field("salt", &self.salt)
            .field("salted_password", &format_args!("[secret of {} bytes]", self.salted_password.len()))
            .field("tagged", &self.tagged)
            .finish()
    }
}

impl Message for AlterUserScramCredentialsRequest {
    const NAME: &'static str = "AlterUserScramCredentialsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        array_len(self.deletions.len(), true)
            + self.deletions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + array_len(self.upsertions.len(), true)
            + self.upsertions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("deletions", self.deletions.len(), true);
        for element in &self.deletions {
            element.write(version, w);
        }
        w.put_array_len("upsertions", self.upsertions.len(), true);
        for element in &self.upsertions {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            deletions: r.array("deletions", true, ScramCredentialDeletion::minimum_len(version), |r| {
                ScramCredentialDeletion::read(version, r)
            }),
            upsertions: r.array("upsertions", true, ScramCredentialUpsertion::minimum_len(version), |r| {
                ScramCredentialUpsertion::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl Request for AlterUserScramCredentialsRequest {
    const API_KEY: ApiKey = ApiKey::ALTER_USER_SCRAM_CREDENTIALS;
    type Response = super::AlterUserScramCredentialsResponse;
}

impl ScramCredentialDeletion {
    fn minimum_len(_version: i16) -> usize {
        3
    }

    fn wire_len(&self, _version: i16) -> usize {
        1 + string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("ScramCredentialDeletion.name", &self.name, true);
        w.put_i8(self.mechanism);
        self.tagged.write("ScramCredentialDeletion.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("ScramCredentialDeletion.name", true),
            mechanism: r.int8("ScramCredentialDeletion.mechanism"),
            tagged: TaggedFields::read(r, "ScramCredentialDeletion.tagged"),
        }
    }
}

impl ScramCredentialUpsertion {
    fn minimum_len(_version: i16) -> usize {
        9
    }

    fn wire_len(&self, _version: i16) -> usize {
        5 + string_len(&self.name, true)
            + bytes_len(&self.salt, true)
            + bytes_len(&self.salted_password, true)
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_string("ScramCredentialUpsertion.name", &self.name, true);
        w.put_fixed((self.mechanism, self.iterations));
        w.put_bytes("ScramCredentialUpsertion.salt", &self.salt, true);
        w.put_bytes("ScramCredentialUpsertion.salted_password", &self.salted_password, true);
        self.tagged.write("ScramCredentialUpsertion.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            name: r.string("ScramCredentialUpsertion.name", true),
            mechanism: r.int8("ScramCredentialUpsertion.mechanism"),
            iterations: r.int32("ScramCredentialUpsertion.iterations"),
            salt: r.bytes("ScramCredentialUpsertion.salt", true),
            salted_password: r.bytes("ScramCredentialUpsertion.salted_password", true),
            tagged: TaggedFields::read(r, "ScramCredentialUpsertion.tagged"),
        }
    }
}
