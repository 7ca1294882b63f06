//! `minimum_len` and `wire_len`: how many bytes a structure takes at least, and just now.

use std::fmt::Write;

use super::layout::{FieldLayout, Structure, When, mentions};
use super::structure::{is_set, rust_name};
use crate::schemas::model::Type;

/// The fewest bytes that the structure takes in a version, against which counts of elements are checked.
pub(super) fn minimum_len(structure: &Structure<'_>, all: &[Structure<'_>]) -> Result<String, String> {
    let ranges = structure.by_version(|version| smallest(structure, version, all));
    if ranges.iter().any(|(_, size)| *size == 0) {
        return Err(format!("{} takes no bytes in some version", structure.name));
    }
    let signature = |version| format!("fn minimum_len({version}: i16) -> usize {{\n");
    if let [(_, size)] = ranges.as_slice() {
        return Ok(format!("{}{size}\n}}\n\n", signature("_version")));
    }
    let mut text = signature("version") + "match version {\n";
    let last = ranges.len() - 1;
    for (index, (versions, size)) in ranges.iter().enumerate() {
        let pattern = if index == last { "_".to_owned() } else { versions.pattern() };
        let _ = writeln!(text, "{pattern} => {size},");
    }
    Ok(text + "}\n}\n\n")
}

/// The fewest bytes of one value of this type.
pub(super) fn smallest_of(ty: &Type, flexible: bool, version: i16, all: &[Structure<'_>]) -> usize {
    match ty {
        Type::Bool | Type::Int8 => 1,
        Type::Int16 | Type::Uint16 => 2,
        Type::Int32 => 4,
        Type::Int64 | Type::Float64 => 8,
        Type::Uuid => 16,
        Type::String => {
            if flexible {
                1
            } else {
                2
            }
        }
        Type::Bytes | Type::Records | Type::Array(_) => {
            if flexible {
                1
            } else {
                4
            }
        }
        Type::Struct(name) => {
            let structure = all.iter().find(|structure| structure.name == name);
            structure.map_or(0, |structure| smallest(structure, version, all))
        }
    }
}

fn smallest(structure: &Structure<'_>, version: i16, all: &[Structure<'_>]) -> usize {
    let flexible = structure.is_flexible(version);
    let fields = structure.plain().filter(|layout| layout.versions.contains(version)).map(|layout| {
        match layout.nullable {
            // The byte that says null.
            Some(nullable) if nullable.contains(version) && matches!(layout.field.ty, Type::Struct(_)) => 1,
            _ => smallest_of(&layout.field.ty, flexible, version, all),
        }
    });
    fields.sum::<usize>() + usize::from(flexible)
}

/// The exact number of bytes that `write` writes.
pub(super) fn wire_len(structure: &Structure<'_>) -> String {
    let flexible = structure.flexible_argument();
    let mut always = Sum::default();
    let mut sometimes: Vec<(String, Sum)> = Vec::new();
    for layout in structure.plain() {
        let size = size_of_field(layout, flexible);
        match structure.when(layout.versions) {
            When::Never => {}
            When::Always => always.add(size),
            When::If(condition) => match sometimes.last_mut() {
                Some((last, sum)) if *last == condition => sum.add(size),
                _ => sometimes.push((condition, Sum::of(size))),
            },
        }
    }
    let mut statements = String::new();
    for (condition, sum) in sometimes {
        let _ = write!(statements, "if {condition} {{\nlen += {};\n}}\n", sum.text());
    }
    let known = structure.known_tags();
    match structure.when_flexible() {
        When::Never => {}
        When::Always if known.is_empty() => always.add(UNKNOWN_TAGS.to_owned()),
        When::Always => statements.push_str(&tag_section(&known, structure)),
        When::If(condition) if known.is_empty() => {
            let _ = write!(statements, "if {condition} {{\nlen += {UNKNOWN_TAGS};\n}}\n");
        }
        When::If(condition) => {
            let _ = write!(statements, "if {condition} {{\n{}}}\n", tag_section(&known, structure));
        }
    }
    let sum = always.text();
    let body = if statements.is_empty() { sum } else { format!("let mut len = {sum};\n{statements}len") };
    let body = let_flexible(structure, &body) + &body;
    let version = if mentions(&body, "version") { "version" } else { "_version" };
    format!("fn wire_len(&self, {version}: i16) -> usize {{\n{body}\n}}\n\n")
}

const UNKNOWN_TAGS: &str = "self.tagged.section_len(0)";

/// Terms to add up, with the numbers among them added up already.
#[derive(Default)]
struct Sum {
    number: usize,
    terms: Vec<String>,
}

impl Sum {
    fn of(term: String) -> Self {
        let mut sum = Self::default();
        sum.add(term);
        sum
    }

    fn add(&mut self, term: String) {
        match term.parse::<usize>() {
            Ok(number) => self.number += number,
            Err(_) => self.terms.push(term),
        }
    }

    fn text(mut self) -> String {
        if self.number > 0 || self.terms.is_empty() {
            self.terms.insert(0, self.number.to_string());
        }
        self.terms.join(" + ")
    }
}

/// The line that defines `flexible`, if the code needs it.
pub(super) fn let_flexible(structure: &Structure<'_>, body: &str) -> String {
    match structure.flexible {
        Some(since) if mentions(body, "flexible") && structure.flexible_argument() == "flexible" => {
            format!("let flexible = version >= {since};\n")
        }
        _ => String::new(),
    }
}

/// The tagged fields of a structure that knows some.
fn tag_section(known: &[(u32, &FieldLayout<'_>)], structure: &Structure<'_>) -> String {
    let mut text = "let mut known = 0;\n".to_owned();
    for (tag, layout) in known {
        let condition = and(structure.when(layout.versions), &is_set(layout));
        let size = size_of_field(layout, "true");
        let _ = write!(text, "if {condition} {{\nknown += 1;\nlen += tag_len({tag}, {size});\n}}\n");
    }
    text + "len += self.tagged.section_len(known);\n"
}

/// The size of the value of a tagged field.
pub(super) fn tagged_size(layout: &FieldLayout<'_>) -> String {
    size_of_field(layout, "true")
}

/// Both conditions as one.
pub(super) fn and(when: When, condition: &str) -> String {
    match when {
        When::If(when) => format!("{when} && {condition}"),
        When::Always | When::Never => condition.to_owned(),
    }
}

fn size_of_field(layout: &FieldLayout<'_>, flexible: &str) -> String {
    let name = rust_name(layout);
    let optional = layout.is_optional();
    match &layout.field.ty {
        Type::String if optional => format!("nullable_string_len(self.{name}.as_ref(), {flexible})"),
        Type::String => format!("string_len(&self.{name}, {flexible})"),
        Type::Bytes if optional => format!("nullable_bytes_len(self.{name}.as_ref(), {flexible})"),
        Type::Bytes => format!("bytes_len(&self.{name}, {flexible})"),
        Type::Records if optional => format!("nullable_records_len(self.{name}.as_ref(), {flexible})"),
        Type::Records => format!("records_len(&self.{name}, {flexible})"),
        Type::Struct(_) if optional => {
            format!("1 + self.{name}.as_ref().map_or(0, |value| value.wire_len(version))")
        }
        Type::Struct(_) => format!("self.{name}.wire_len(version)"),
        Type::Array(element) => size_of_array(&name, optional, element, flexible),
        fixed => smallest_of(fixed, false, 0, &[]).to_string(),
    }
}

fn size_of_array(name: &str, optional: bool, element: &Type, flexible: &str) -> String {
    let array = if *element == Type::Int32 { "Int32Array" } else { "Vec" };
    let (prefix, count, elements) = if optional {
        (
            format!("nullable_array_len(self.{name}.as_ref().map({array}::len), {flexible})"),
            format!("self.{name}.as_ref().map_or(0, {array}::len)"),
            format!("self.{name}.iter().flatten()"),
        )
    } else {
        (
            format!("array_len(self.{name}.len(), {flexible})"),
            format!("self.{name}.len()"),
            format!("self.{name}.iter()"),
        )
    };
    let size = match element {
        Type::Struct(_) => "element.wire_len(version)".to_owned(),
        Type::String => format!("string_len(element, {flexible})"),
        Type::Bytes => format!("bytes_len(element, {flexible})"),
        Type::Records => format!("records_len(element, {flexible})"),
        fixed => match smallest_of(fixed, false, 0, &[]) {
            1 => return format!("{prefix} + {count}"),
            size => return format!("{prefix} + {size} * {count}"),
        },
    };
    format!("{prefix} + {elements}.map(|element| {size}).sum::<usize>()")
}
