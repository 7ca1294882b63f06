//! `write`: a structure onto the wire.

use std::fmt::Write;

use super::layout::{FieldLayout, Structure, When, mentions};
use super::size::{and, let_flexible};
use super::structure::{is_set, rust_name};
use crate::schemas::model::Type;

/// Writes the fields of a version in order, and refuses what the version cannot say.
pub(super) fn write(structure: &Structure<'_>) -> String {
    let flexible = structure.flexible_argument();
    let mut blocks: Vec<Block> = Vec::new();
    for layout in structure.plain() {
        let condition = match structure.when(layout.versions) {
            When::Never => continue,
            When::Always => None,
            When::If(condition) => Some(condition),
        };
        // Neighbours that the same versions have share one block.
        if blocks.last().is_none_or(|block| block.condition != condition) {
            blocks.push(Block { condition, ..Block::default() });
        }
        if let Some(block) = blocks.last_mut() {
            block.add(structure, layout, flexible);
        }
    }
    let mut body: String = blocks.into_iter().map(Block::text).collect();
    for (_, layout) in structure.known_tags() {
        if let When::If(condition) = structure.unless(layout.versions)
            && !layout.field.ignorable
        {
            let _ = write!(body, "if {condition} {{\n{}}}\n", refuse(structure, layout));
        }
    }
    body.push_str(&tag_section(structure));
    if structure.is_message {
        body.insert_str(0, "w.enter(Self::NAME, version, Self::VERSIONS);\n");
    }
    let body = let_flexible(structure, &body) + &body;
    let version = if mentions(&body, "version") { "version" } else { "_version" };
    let writer = if mentions(&body, "w") { "w" } else { "_w" };
    format!("fn write(&self, {version}: i16, {writer}: &mut Writer) {{\n{body}}}\n\n")
}

/// Neighbouring fields that the same versions have.
#[derive(Default)]
struct Block {
    condition: Option<String>,
    /// Statements that write them.
    writes: String,
    /// Fields of fixed size that are not in `writes` yet.
    fixed: Vec<(String, &'static str)>,
    /// Statements that refuse them in other versions.
    refusals: String,
}

impl Block {
    fn add(&mut self, structure: &Structure<'_>, layout: &FieldLayout<'_>, flexible: &str) {
        match &layout.field.ty {
            Type::String | Type::Bytes | Type::Records | Type::Array(_) | Type::Struct(_) => {
                self.flush();
                self.writes.push_str(&nullable_or_required(structure, layout, flexible));
            }
            fixed => self.fixed.push((format!("self.{}", rust_name(layout)), put(fixed))),
        }
        if self.condition.is_some() && !layout.field.ignorable {
            self.refusals.push_str(&refuse(structure, layout));
        }
    }

    /// Writes fields of fixed size together, so that the room for them is looked for once.
    fn flush(&mut self) {
        let fixed = std::mem::take(&mut self.fixed);
        for chunk in fixed.chunks(MOST_TOGETHER) {
            if let [(value, put)] = chunk {
                let _ = writeln!(self.writes, "w.{put}({value});");
            } else {
                let values: Vec<_> = chunk.iter().map(|(value, _)| value.as_str()).collect();
                let _ = writeln!(self.writes, "w.put_fixed(({}));", values.join(", "));
            }
        }
    }

    fn text(mut self) -> String {
        self.flush();
        let Self { condition, writes, refusals, .. } = self;
        match condition {
            None => writes,
            Some(condition) if refusals.is_empty() => format!("if {condition} {{\n{writes}}}\n"),
            Some(condition) => format!("if {condition} {{\n{writes}}} else {{\n{refusals}}}\n"),
        }
    }
}

/// Tuples of more have no `Fixed`.
const MOST_TOGETHER: usize = 8;

fn refuse(structure: &Structure<'_>, layout: &FieldLayout<'_>) -> String {
    format!("w.refuse({}, {});\n", structure.label(&rust_name(layout)), is_set(layout))
}

fn tag_section(structure: &Structure<'_>) -> String {
    let label = structure.label("tagged");
    let known = structure.known_tags();
    let mut text = String::new();
    if known.is_empty() {
        let _ = writeln!(text, "self.tagged.write({label}, w);");
    } else {
        let mut count = Vec::new();
        for (_, layout) in &known {
            let variable = format!("{}_is_set", rust_name(layout));
            let condition = and(structure.when(layout.versions), &is_set(layout));
            let _ = writeln!(text, "let {variable} = {condition};");
            count.push(format!("usize::from({variable})"));
        }
        let _ = writeln!(text, "self.tagged.write_count({}, w);", count.join(" + "));
        for (tag, layout) in &known {
            let name = rust_name(layout);
            let label = structure.label(&name);
            let size = super::size::tagged_size(layout);
            let value = value(layout, &label, "true");
            let _ = write!(text, "if {name}_is_set {{\nw.put_tag({label}, {tag}, {size});\n{value}}}\n");
        }
        let first_free = structure.by_version(|version| {
            known.iter().filter(|(_, layout)| layout.versions.contains(version)).count()
        });
        let first_free: Vec<_> =
            first_free.into_iter().filter(|(versions, _)| structure.is_flexible(versions.max)).collect();
        let first_free = match first_free.as_slice() {
            [(_, count)] => count.to_string(),
            ranges => {
                let (last, earlier) = ranges.split_last().expect("flexible in some version");
                let arms =
                    earlier.iter().map(|(versions, count)| format!("{} => {count},", versions.pattern()));
                let arms: String = arms.collect();
                let _ = writeln!(text, "let first_free = match version {{ {arms} _ => {} }};", last.1);
                "first_free".to_owned()
            }
        };
        let _ = writeln!(text, "self.tagged.write_fields({label}, {first_free}, w);");
    }
    match structure.when_flexible() {
        When::Never => String::new(),
        When::Always => text,
        When::If(condition) => {
            format!("if {condition} {{\n{text}}} else {{\nw.refuse({label}, !self.tagged.is_empty());\n}}\n")
        }
    }
}

/// The statement for the versions that have the field.
fn nullable_or_required(structure: &Structure<'_>, layout: &FieldLayout<'_>, flexible: &str) -> String {
    let name = rust_name(layout);
    let label = structure.label(&name);
    let (true, Some(nullable)) = (layout.is_partly_nullable(), layout.nullable) else {
        return value(layout, &label, flexible);
    };
    // Cut to the versions of the field, so that only what matters there is asked.
    let within = Structure { versions: layout.versions, fields: Vec::new(), ..*structure };
    let When::If(condition) = within.unless(nullable) else { return value(layout, &label, flexible) };
    // What is not null is written the same by both.
    let value = value(layout, &label, flexible);
    format!("if {condition} {{\nw.require({label}, self.{name}.is_some());\n}}\n{value}")
}

/// The statement that writes a field that may be null wherever it is optional.
fn value(layout: &FieldLayout<'_>, label: &str, flexible: &str) -> String {
    let name = rust_name(layout);
    let field = format!("self.{name}");
    if !layout.is_optional() {
        return match &layout.field.ty {
            Type::String | Type::Bytes | Type::Records | Type::Array(_) => {
                required_value(&layout.field.ty, label, &format!("&{field}"), flexible)
            }
            Type::Struct(_) => format!("{field}.write(version, w);\n"),
            fixed => format!("w.{}({field});\n", put(fixed)),
        };
    }
    match &layout.field.ty {
        Type::String => format!("w.put_nullable_string({label}, {field}.as_ref(), {flexible});\n"),
        Type::Bytes => format!("w.put_nullable_bytes({label}, {field}.as_ref(), {flexible});\n"),
        Type::Struct(_) => format!(
            "if let Some(value) = &{field} {{\nw.put_i8(1);\nvalue.write(version, w);\n}} else {{\nw.put_i8(-1);\n}}\n"
        ),
        ty => format!(
            "if let Some(value) = &{field} {{\n{}}} else {{\nw.put_null({flexible});\n}}\n",
            required_value(ty, label, "value", flexible)
        ),
    }
}

/// The statements that write what `reference`, an expression, refers to.
fn required_value(ty: &Type, label: &str, reference: &str, flexible: &str) -> String {
    match ty {
        Type::String => format!("w.put_string({label}, {reference}, {flexible});\n"),
        Type::Bytes => format!("w.put_bytes({label}, {reference}, {flexible});\n"),
        Type::Records => format!("w.put_records({label}, {reference}, {flexible});\n"),
        Type::Struct(_) => format!("{reference}.write(version, w);\n"),
        Type::Array(element) if **element == Type::Int32 => {
            format!("w.put_int32_array({label}, {reference}, {flexible});\n")
        }
        Type::Array(element) => {
            let count = format!("{}.len()", reference.strip_prefix('&').unwrap_or(reference));
            let element = match &**element {
                fixed @ (Type::Bool
                | Type::Int8
                | Type::Int16
                | Type::Uint16
                | Type::Int32
                | Type::Int64
                | Type::Float64
                | Type::Uuid) => format!("w.{}(*element);\n", put(fixed)),
                other => required_value(other, label, "element", flexible),
            };
            format!(
                "w.put_array_len({label}, {count}, {flexible});\nfor element in {reference} {{\n{element}}}\n"
            )
        }
        fixed => format!("w.{}(*{reference});\n", put(fixed)),
    }
}

fn put(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "put_bool",
        Type::Int8 => "put_i8",
        Type::Int16 => "put_i16",
        Type::Uint16 => "put_u16",
        Type::Int32 => "put_i32",
        Type::Int64 => "put_i64",
        Type::Float64 => "put_f64",
        Type::Uuid => "put_uuid",
        other => unreachable!("{other} has no fixed size"),
    }
}
