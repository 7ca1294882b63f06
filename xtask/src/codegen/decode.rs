//! `read`: a structure off the wire.

use std::fmt::Write;

use super::layout::{FieldLayout, Structure, When, mentions};
use super::size::{let_flexible, smallest_of};
use super::structure::{default_value, rust_name};
use crate::schemas::model::Type;

/// Reads the fields of a version in order; the others get their defaults.
pub(super) fn read(structure: &Structure<'_>, all: &[Structure<'_>]) -> Result<String, String> {
    let known = structure.known_tags();
    let mut fields = String::new();
    for layout in &structure.fields {
        let name = rust_name(layout);
        let value =
            if layout.field.tag.is_some() { default_value(layout) } else { plain(structure, layout, all)? };
        let _ =
            if value == name { writeln!(fields, "{name},") } else { writeln!(fields, "{name}: {value},") };
    }
    let tagged = tagged(structure);
    if structure.has_tagged() {
        let _ =
            writeln!(fields, "tagged: {},", if known.is_empty() { &tagged } else { "TaggedFields::new()" });
    }
    let body = if known.is_empty() {
        format!("Self {{\n{fields}}}\n")
    } else {
        format!("let mut value = Self {{\n{fields}}};\n{}value\n", tag_section(structure, all)?)
    };
    let enter = if structure.is_message { "r.enter(Self::NAME, version, Self::VERSIONS);\n" } else { "" };
    let body = enter.to_owned() + &let_flexible(structure, &body) + &body;
    let version = if mentions(&body, "version") { "version" } else { "_version" };
    let reader = if mentions(&body, "r") { "r" } else { "_r" };
    Ok(format!("fn read({version}: i16, {reader}: &mut Reader) -> Self {{\n{body}}}\n\n"))
}

/// The section of a structure that knows no tags.
fn tagged(structure: &Structure<'_>) -> String {
    let label = structure.label("tagged");
    let read = format!("TaggedFields::read(r, {label})");
    match structure.when_flexible() {
        When::Always => read,
        When::Never => String::new(),
        When::If(condition) => format!("if {condition} {{ {read} }} else {{ TaggedFields::new() }}"),
    }
}

fn tag_section(structure: &Structure<'_>, all: &[Structure<'_>]) -> Result<String, String> {
    let label = structure.label("tagged");
    let mut arms = String::new();
    for (tag, layout) in structure.known_tags() {
        let guard = match structure.when(layout.versions) {
            When::If(condition) if !implied_by_flexible(structure, layout) => format!(" if {condition}"),
            _ => String::new(),
        };
        let name = rust_name(layout);
        let minimum = match &layout.field.ty {
            Type::Array(element) => minimum(structure, layout, element, all)?,
            _ => String::new(),
        };
        let value = value(&layout.field.ty, &structure.label(&name), layout.is_optional(), "true", &minimum);
        let _ = writeln!(arms, "{tag}{guard} => {{\nvalue.{name} = {value};\n}}");
    }
    let body = format!(
        "let mut tags = TagSection::begin(r, {label});
        while let Some(tag) = tags.next(r) {{
            match tag {{
                {arms}_ => tags.keep(r, &mut value.tagged),
            }}
        }}\n"
    );
    // Almost always there is none, which is one zero.
    Ok(match structure.when_flexible() {
        When::If(condition) => format!("if {condition} && !r.skip_zero() {{\n{body}}}\n"),
        _ => format!("if !r.skip_zero() {{\n{body}}}\n"),
    })
}

/// Whether the field is in every version that has tagged fields at all.
fn implied_by_flexible(structure: &Structure<'_>, layout: &FieldLayout<'_>) -> bool {
    structure.flexible.is_some_and(|since| layout.versions.min <= since)
        && layout.versions.max == structure.versions.max
}

/// The expression for a field that is not tagged.
fn plain(
    structure: &Structure<'_>,
    layout: &FieldLayout<'_>,
    all: &[Structure<'_>],
) -> Result<String, String> {
    let label = structure.label(&rust_name(layout));
    let flexible = structure.flexible_argument();
    let minimum = match &layout.field.ty {
        Type::Array(element) => minimum(structure, layout, element, all)?,
        _ => String::new(),
    };
    let ty = &layout.field.ty;
    let present = match layout.nullable {
        None => value(ty, &label, false, flexible, &minimum),
        Some(_) if !layout.is_partly_nullable() => value(ty, &label, true, flexible, &minimum),
        Some(nullable) => {
            let within = Structure { versions: layout.versions, fields: Vec::new(), ..*structure };
            let When::If(condition) = within.when(nullable) else {
                return Err(format!("{}: nullable in no version", layout.field.name));
            };
            format!(
                "if {condition} {{ {} }} else {{ Some({}) }}",
                value(ty, &label, true, flexible, &minimum),
                value(ty, &label, false, flexible, &minimum)
            )
        }
    };
    Ok(match structure.when(layout.versions) {
        When::Always => present,
        When::Never => default_value(layout),
        When::If(condition) => format!("if {condition} {{ {present} }} else {{ {} }}", default_value(layout)),
    })
}

fn value(ty: &Type, label: &str, nullable: bool, flexible: &str, minimum: &str) -> String {
    match ty {
        Type::Struct(name) if nullable => {
            format!("if r.struct_marker({label}) {{ Some({name}::read(version, r)) }} else {{ None }}")
        }
        Type::Struct(name) => format!("{name}::read(version, r)"),
        Type::Array(element) if **element == Type::Int32 => {
            let prefix = if nullable { "nullable_" } else { "" };
            format!("r.{prefix}int32_array({label}, {flexible})")
        }
        Type::Array(element) => {
            let prefix = if nullable { "nullable_" } else { "" };
            let element = read_element(element, label, flexible);
            format!("r.{prefix}array({label}, {flexible}, {minimum}, |r| {element})")
        }
        Type::String | Type::Bytes | Type::Records => {
            let prefix = if nullable { "nullable_" } else { "" };
            format!("r.{prefix}{ty}({label}, {flexible})")
        }
        fixed => format!("r.{fixed}({label})"),
    }
}

fn read_element(ty: &Type, label: &str, flexible: &str) -> String {
    match ty {
        Type::Struct(name) => format!("{name}::read(version, r)"),
        Type::String | Type::Bytes | Type::Records => format!("r.{ty}({label}, {flexible})"),
        fixed => format!("r.{fixed}({label})"),
    }
}

/// The expression for the fewest bytes of an element.
fn minimum(
    structure: &Structure<'_>,
    layout: &FieldLayout<'_>,
    element: &Type,
    all: &[Structure<'_>],
) -> Result<String, String> {
    Ok(match element {
        Type::Struct(name) => format!("{name}::minimum_len(version)"),
        Type::Array(_) => return Err(format!("{}: an array of arrays", layout.field.name)),
        _ => {
            let classic = smallest_of(element, false, structure.versions.min, all);
            let compact = smallest_of(element, true, structure.versions.max, all);
            match structure.flexible_argument() {
                "true" => compact.to_string(),
                "flexible" if compact != classic => {
                    format!("if flexible {{ {compact} }} else {{ {classic} }}")
                }
                _ => classic.to_string(),
            }
        }
    })
}
