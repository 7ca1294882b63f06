// Written by `cargo xtask codegen` from schemas/default_principal_data.schema; do not edit.

use crate::wire::length::string_len;
use crate::wire::{Reader, StrBytes, TaggedFields, Writer};
use crate::{Message, VersionRange};

/// `DefaultPrincipalData`, versions 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DefaultPrincipalData {
    /// `Type`: string, versions 0+.
    pub r#type: StrBytes,
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `TokenAuthenticated`: bool, versions 0+.
    pub token_authenticated: bool,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for DefaultPrincipalData {
    const NAME: &'static str = "DefaultPrincipalData";
    const VERSIONS: VersionRange = VersionRange::new(0, 0);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, _version: i16) -> usize {
        1 + string_len(&self.r#type, true) + string_len(&self.name, true) + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_string("r#type", &self.r#type, true);
        w.put_string("name", &self.name, true);
        w.put_bool(self.token_authenticated);
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            r#type: r.string("r#type", true),
            name: r.string("name", true),
            token_authenticated: r.bool("token_authenticated"),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}
