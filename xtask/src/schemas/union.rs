//! Joins the definitions of one message in two releases.

use xtask::failure::{Context, Result};

use super::model::{Field, Message, Struct, Versions};

/// The message with the versions of both. Versions that both have are those of `newer`.
pub(super) fn join(newer: Message, older: Message) -> Result<Message> {
    let Some(older_versions) = older.versions else { return Ok(newer) };
    let Some(newer_versions) = newer.versions else {
        return Ok(Message { name: newer.name, ..older });
    };
    if older_versions.min >= newer_versions.min {
        return Ok(newer);
    }
    if older_versions.max + 1 < newer_versions.min {
        return Err(format!("{}: a gap between {older_versions} and {newer_versions}", newer.name).into());
    }
    let versions = Versions { min: older_versions.min, max: newer_versions.max };
    let split = Split {
        dropped: Versions { min: older_versions.min, max: newer_versions.min - 1 },
        kept: newer_versions,
    };
    if older.flexible != newer.flexible {
        return Err(format!("{}: flexible since different versions", newer.name).into());
    }
    let fields = split.fields(newer.fields, older.fields).context(&newer.name)?;
    let mut structs = Vec::new();
    let mut older_structs = older.structs;
    for shared in newer.structs {
        let at = older_structs.iter().position(|older| older.name == shared.name);
        let older_fields = at.map(|at| older_structs.swap_remove(at).fields).unwrap_or_default();
        let fields = split.fields(shared.fields, older_fields).context(&shared.name)?;
        structs.push(Struct { name: shared.name, fields });
    }
    structs.extend(older_structs.into_iter().filter(|shared| uses(&fields, &shared.name)));
    Ok(Message { versions: Some(versions), fields, structs, ..newer })
}

/// Which release says what a version is.
#[derive(Clone, Copy)]
struct Split {
    /// Versions that only the older release has.
    dropped: Versions,
    /// Versions of the newer release.
    kept: Versions,
}

impl Split {
    fn fields(self, newer: Vec<Field>, older: Vec<Field>) -> Result<Vec<Field>> {
        let order: Vec<String> = self.names_of_dropped_versions(&older).map(str::to_owned).collect();
        let mut joined = Vec::new();
        let mut older: Vec<_> =
            older.into_iter().filter(|field| self.dropped.intersect(field.versions).is_some()).collect();
        for field in newer {
            let at = older.iter().position(|older| older.name == field.name);
            let older_field = at.map(|at| older.remove(at));
            let name = field.name.clone();
            joined.extend(self.field(field, older_field).context(name)?);
        }
        // A field that only dropped versions have stands behind the one that it stood behind.
        for field in older {
            let before = order.iter().take_while(|name| **name != field.name).last();
            let at = before
                .and_then(|name| joined.iter().position(|field| field.name == *name))
                .map_or(0, |at| at + 1);
            joined.insert(at, self.restrict(field, self.dropped));
        }
        let joined_order: Vec<_> = self.names_of_dropped_versions(&joined).collect();
        if joined_order != order {
            return Err(format!("fields out of order: {order:?} became {joined_order:?}").into());
        }
        Ok(joined)
    }

    /// One field from what both releases say; `None` if no version has it.
    fn field(self, newer: Field, older: Option<Field>) -> Result<Option<Field>> {
        let Some(older) = older else {
            return Ok(self
                .kept
                .intersect(newer.versions)
                .is_some()
                .then(|| self.restrict(newer, self.kept)));
        };
        if self.kept.intersect(newer.versions).is_none() {
            return Ok(Some(self.restrict(older, self.dropped)));
        }
        if newer.ty != older.ty || newer.tag != older.tag || newer.default != older.default {
            return Err("type, tag or default differ between the releases".into());
        }
        let versions = self.stitch(Some(newer.versions), Some(older.versions))?.ok_or("no versions")?;
        let nullable = self.stitch(newer.nullable, older.nullable)?;
        let fields = self.fields(newer.fields, older.fields)?;
        // Whether it may be left out is asked of versions that lack it, and the newer release knows them all.
        Ok(Some(Field { versions, nullable, fields, ..newer }))
    }

    /// One range of the dropped versions as `older` has them and the kept ones as `newer` has them.
    fn stitch(self, newer: Option<Versions>, older: Option<Versions>) -> Result<Option<Versions>> {
        let newer = newer.and_then(|versions| self.open(versions.intersect(self.kept)?));
        let older = older.and_then(|versions| versions.intersect(self.dropped));
        match (older, newer) {
            (Some(older), Some(newer)) if older.max + 1 == newer.min => {
                Ok(Some(Versions { min: older.min, max: newer.max }))
            }
            (Some(older), Some(newer)) => Err(format!("a gap between {older} and {newer}").into()),
            (one, other) => Ok(one.or(other)),
        }
    }

    /// The field as it is in `versions` alone.
    fn restrict(self, field: Field, versions: Versions) -> Field {
        let within = |range: Versions| range.intersect(versions).and_then(|range| self.open(range));
        Field {
            versions: within(field.versions).unwrap_or(field.versions),
            nullable: field.nullable.and_then(within),
            fields: field
                .fields
                .into_iter()
                .filter(|field| field.versions.intersect(versions).is_some())
                .map(|field| self.restrict(field, versions))
                .collect(),
            ..field
        }
    }

    /// A range that reaches the newest version stays open, so that the next version changes one line.
    #[expect(clippy::unnecessary_wraps, reason = "it ends chains of options")]
    fn open(self, range: Versions) -> Option<Versions> {
        let max = if range.max == self.kept.max { Versions::OPEN } else { range.max };
        Some(Versions { max, ..range })
    }

    fn names_of_dropped_versions(self, fields: &[Field]) -> impl Iterator<Item = &str> {
        fields
            .iter()
            .filter(move |field| self.dropped.intersect(field.versions).is_some())
            .map(|field| field.name.as_str())
    }
}

fn uses(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.ty.struct_name() == Some(name) || uses(&field.fields, name))
}

#[cfg(test)]
mod tests {
    use crate::schemas::notation;

    use super::*;

    fn joined(newer: &str, older: &str) -> Result<String> {
        let only = |text| notation::parse(text).unwrap().remove(0);
        join(only(newer), only(older)).map(|message| notation::print(&message))
    }

    #[test]
    fn dropped_versions_come_back_with_their_fields_in_order() {
        let newer = "request 9 SampleRequest 2-4 flexible 3+\n  A int32 0+\n  C string 2-3 nullable 2+ ignorable\n  D int8 4+\n";
        let older =
            "request 9 SampleRequest 0-3 flexible 3+\n  A int32 0+\n  B int64 0-1 = -1\n  C string 1+\n";
        assert_eq!(
            joined(newer, older).unwrap(),
            "request 9 SampleRequest 0-4 flexible 3+\n  A int32 0+\n  B int64 0-1 = -1\n  C string 1-3 nullable 2+ ignorable\n  D int8 4+\n"
        );
    }

    #[test]
    fn a_version_that_both_have_is_the_newer_releases() {
        let newer = "request 9 SampleRequest 0-2 flexible none\n  Renamed int32 0+\n";
        let older = "request 9 SampleRequest 0-1 flexible none\n  Old int32 0+\n";
        assert_eq!(joined(newer, older).unwrap(), newer);
    }

    #[test]
    fn an_api_without_versions_is_the_older_releases() {
        let newer = "request 9 SampleRequest none flexible none\n";
        let older = "request 9 SampleRequest 0-1 flexible 1+\n  A int32 0+\n";
        assert_eq!(joined(newer, older).unwrap(), older);
    }

    #[test]
    fn definitions_that_cannot_be_one_are_refused() {
        let newer = "request 9 SampleRequest 1-2 flexible none\n  A int32 0+\n";
        for older in [
            "request 9 SampleRequest 0-1 flexible none\n  A int64 0+\n",
            "request 9 SampleRequest 0-1 flexible 1+\n  A int32 0+\n",
        ] {
            assert!(joined(newer, older).is_err(), "{older}");
        }
    }
}
