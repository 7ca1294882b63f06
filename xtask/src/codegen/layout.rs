//! What the generator knows of a message: its structures, each with the versions in which it occurs.

use crate::schemas::model::{Field, Message, Type, Versions};

/// A structure to write code for: the message itself, or one nested in it.
#[derive(Debug)]
pub(super) struct Structure<'a> {
    pub(super) name: &'a str,
    /// The message itself, whose name need not be repeated where fields are named.
    pub(super) is_message: bool,
    /// The versions in which it can occur.
    pub(super) versions: Versions,
    /// The first flexible version.
    pub(super) flexible: Option<i16>,
    /// Fields that some version has, in order of the wire.
    pub(super) fields: Vec<FieldLayout<'a>>,
}

/// A field with its ranges cut to the versions of its structure.
#[derive(Debug)]
pub(super) struct FieldLayout<'a> {
    pub(super) field: &'a Field,
    pub(super) versions: Versions,
    pub(super) nullable: Option<Versions>,
}

/// When something applies within the versions of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    Always,
    Never,
    /// An expression of `version`.
    If(String),
}

/// The structures of a message, itself first, then nested ones in the order in which they are met.
pub(super) fn structures(message: &Message) -> Result<Vec<Structure<'_>>, String> {
    let versions = message.versions.ok_or("no versions")?;
    let mut found: Vec<(&str, Versions, &[Field])> = Vec::new();
    visit(message, &message.fields, versions, &mut found)?;
    let nested = found
        .iter()
        .map(|&(name, versions, fields)| structure(name, false, versions, message.flexible, fields));
    let all: Vec<_> =
        std::iter::once(structure(&message.name, true, versions, message.flexible, &message.fields))
            .chain(nested)
            .collect();
    for structure in &all {
        structure.check_tags()?;
    }
    Ok(all)
}

fn visit<'a>(
    message: &'a Message,
    fields: &'a [Field],
    versions: Versions,
    found: &mut Vec<(&'a str, Versions, &'a [Field])>,
) -> Result<(), String> {
    for field in fields {
        let (Some(name), Some(versions)) = (field.ty.struct_name(), field.versions.intersect(versions))
        else {
            continue;
        };
        let nested = if field.fields.is_empty() {
            let shared = message.structs.iter().find(|shared| shared.name == name);
            &shared.ok_or_else(|| format!("{name} is not defined"))?.fields
        } else {
            &field.fields
        };
        match found.iter_mut().find(|(have, _, _)| *have == name) {
            Some((_, have, _)) => {
                have.min = have.min.min(versions.min);
                have.max = have.max.max(versions.max);
            }
            None => found.push((name, versions, nested)),
        }
        visit(message, nested, versions, found)?;
    }
    Ok(())
}

fn structure<'a>(
    name: &'a str,
    is_message: bool,
    versions: Versions,
    flexible: Option<i16>,
    fields: &'a [Field],
) -> Structure<'a> {
    let fields = fields
        .iter()
        .filter_map(|field| {
            let versions = field.versions.intersect(versions)?;
            let nullable = field.nullable.and_then(|nullable| nullable.intersect(versions));
            Some(FieldLayout { field, versions, nullable })
        })
        .collect();
    Structure { name, is_message, versions, flexible, fields }
}

impl Structure<'_> {
    /// When one of `versions` is spoken.
    pub(super) fn when(&self, versions: Versions) -> When {
        let all = self.versions;
        let Some(Versions { min, max }) = versions.intersect(all) else { return When::Never };
        if min == all.min && max == all.max {
            When::Always
        } else if max == all.max {
            When::If(format!("version >= {min}"))
        } else if min == all.min {
            When::If(format!("version <= {max}"))
        } else if min == max {
            When::If(format!("version == {min}"))
        } else {
            When::If(format!("({min}..={max}).contains(&version)"))
        }
    }

    /// When none of `versions` is spoken.
    pub(super) fn unless(&self, versions: Versions) -> When {
        let all = self.versions;
        let Some(Versions { min, max }) = versions.intersect(all) else { return When::Always };
        if min == all.min && max == all.max {
            When::Never
        } else if max == all.max {
            When::If(format!("version < {min}"))
        } else if min == all.min {
            When::If(format!("version > {max}"))
        } else {
            When::If(format!("!({min}..={max}).contains(&version)"))
        }
    }

    /// When lengths are compact and tagged fields follow.
    pub(super) fn when_flexible(&self) -> When {
        let since = self.flexible.unwrap_or(Versions::OPEN);
        match self.when(Versions { min: since, max: Versions::OPEN }) {
            When::If(_) => When::If("flexible".to_owned()),
            other => other,
        }
    }

    /// The argument `flexible` of readers and writers.
    pub(super) fn flexible_argument(&self) -> &'static str {
        match self.when_flexible() {
            When::Always => "true",
            When::Never => "false",
            When::If(_) => "flexible",
        }
    }

    /// Whether some version has tagged fields.
    pub(super) fn has_tagged(&self) -> bool {
        self.when_flexible() != When::Never
    }

    pub(super) fn is_flexible(&self, version: i16) -> bool {
        self.flexible.is_some_and(|since| version >= since)
    }

    /// The fields in order, without the tagged ones.
    pub(super) fn plain(&self) -> impl Iterator<Item = &FieldLayout<'_>> {
        self.fields.iter().filter(|layout| layout.field.tag.is_none())
    }

    /// The tagged fields that the schema knows, lowest tag first.
    pub(super) fn known_tags(&self) -> Vec<(u32, &FieldLayout<'_>)> {
        let mut known: Vec<_> =
            self.fields.iter().filter_map(|layout| Some((layout.field.tag?, layout))).collect();
        known.sort_by_key(|(tag, _)| *tag);
        known
    }

    /// The name of a field in errors.
    pub(super) fn label(&self, field: &str) -> String {
        if self.is_message { format!("\"{field}\"") } else { format!("\"{}.{field}\"", self.name) }
    }

    /// Values that depend on the version, as the ranges of versions that share one.
    pub(super) fn by_version<T: PartialEq>(&self, value: impl Fn(i16) -> T) -> Vec<(Versions, T)> {
        let mut ranges: Vec<(Versions, T)> = Vec::new();
        for version in self.versions.min..=self.versions.max {
            let here = value(version);
            match ranges.last_mut() {
                Some((range, last)) if *last == here => range.max = version,
                _ => ranges.push((Versions { min: version, max: version }, here)),
            }
        }
        ranges
    }

    /// Unknown tagged fields are written behind the known ones, which is in order only if no version skips a tag.
    fn check_tags(&self) -> Result<(), String> {
        for version in self.versions.min..=self.versions.max {
            let here = self.known_tags();
            let here = here.iter().filter(|(_, layout)| layout.versions.contains(version));
            for (expected, (tag, layout)) in (0..).zip(here) {
                if *tag != expected {
                    return Err(format!(
                        "{}.{}: version {version} skips a tag",
                        self.name, layout.field.name
                    ));
                }
                if !self.is_flexible(version) {
                    return Err(format!("{}.{}: a tag in version {version}", self.name, layout.field.name));
                }
                if layout.nullable.is_some() && matches!(layout.field.ty, Type::Struct(_)) {
                    return Err(format!(
                        "{}.{}: a tagged structure that may be null",
                        self.name, layout.field.name
                    ));
                }
            }
        }
        Ok(())
    }
}

impl FieldLayout<'_> {
    pub(super) fn is_optional(&self) -> bool {
        self.nullable.is_some()
    }

    /// Nullable in some of its versions only.
    pub(super) fn is_partly_nullable(&self) -> bool {
        self.nullable.is_some_and(|nullable| nullable != self.versions)
    }

    pub(super) fn has_default(&self, default: &str) -> bool {
        self.field.default.as_deref() == Some(default)
    }
}

/// Whether `name` stands in the code as a word of its own, outside of strings and comments, and is not a field.
pub(super) fn mentions(code: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let outside_strings =
        |line: &str| line.split('"').step_by(2).map(str::to_owned).collect::<Vec<_>>().join("\"\"");
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(outside_strings).any(|line| {
        line.match_indices(name).any(|(at, _)| {
            let rest = &line[at + name.len()..];
            !line[..at].ends_with(|c| is_word(c) || c == '.')
                && !rest.starts_with(is_word)
                && !rest.starts_with(": ")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_mentioned_only_as_a_word_of_code() {
        assert!(mentions("if version >= 3 {", "version"));
        for code in [
            "self.version",
            "version: r.int16(\"version\")?",
            "r.int16(\"version\")",
            "min_version: 0",
            "/// The version.",
        ] {
            assert!(!mentions(code, "version"), "{code}");
        }
    }
}
