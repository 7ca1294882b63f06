//! `write`: a structure onto the wire.

use std::fmt::Write;

use super::layout::{FieldLayout, Structure, When, mentions};
use super::size::{and, let_flexible};
use super::structure::{is_set, rust_name};
use crate::schemas::model::Type;

/// Writes the fields of a version in order, and refuses what the version cannot say.
pub(super) fn write(structure: &Structure<'_>) -> String {
    let flexible = structure.flexible_argument();
    let mut body = String::new();
    let mut open = None;
    for layout in structure.plain() {
        let statement = nullable_or_required(structure, layout, flexible);
        match structure.when(layout.versions) {
            When::Never => {}
            When::Always => {
                body.push_str(close(&mut open));
                body.push_str(&statement);
            }
            // Neighbours that the same versions have share one block.
            When::If(condition) if open.as_ref() == Some(&condition) && layout.field.ignorable => {
                body.push_str(&statement);
            }
            When::If(condition) => {
                body.push_str(close(&mut open));
                let _ = write!(body, "if {condition} {{\n{statement}");
                if layout.field.ignorable {
                    open = Some(condition);
                } else {
                    let _ = writeln!(body, "}}{}", otherwise(structure, layout));
                }
            }
        }
    }
    body.push_str(close(&mut open));
    for (_, layout) in structure.known_tags() {
        if let When::If(condition) = structure.unless(layout.versions)
            && !layout.field.ignorable
        {
            let label = structure.label(&rust_name(layout));
            let _ = write!(
                body,
                "if {condition} && {} {{\nreturn Err(EncodeError::not_in_version({label}));\n}}\n",
                is_set(layout)
            );
        }
    }
    body.push_str(&tag_section(structure));
    // The last call's result is the function's.
    let body = match body.strip_suffix("?;\n") {
        Some(body) if !body.ends_with('}') => body.to_owned(),
        _ => body + "Ok(())",
    };
    let body = let_flexible(structure, &body) + &body;
    let version = if mentions(&body, "version") { "version" } else { "_version" };
    format!(
        "fn write<W: Writer>(&self, {version}: i16, w: &mut W) -> Result<(), EncodeError> {{\n{body}\n}}\n\n"
    )
}

/// The end of the block that is open, if one is.
fn close(open: &mut Option<String>) -> &'static str {
    if open.take().is_some() { "}\n" } else { "" }
}

fn otherwise(structure: &Structure<'_>, layout: &FieldLayout<'_>) -> String {
    if layout.field.ignorable {
        return String::new();
    }
    let label = structure.label(&rust_name(layout));
    format!(" else if {} {{\nreturn Err(EncodeError::not_in_version({label}));\n}}", is_set(layout))
}

fn tag_section(structure: &Structure<'_>) -> String {
    let label = structure.label("tagged");
    let known = structure.known_tags();
    let mut text = String::new();
    if known.is_empty() {
        let _ = writeln!(text, "self.tagged.write({label}, 0, w)?;");
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
            let _ = write!(text, "if {name}_is_set {{\nw.put_tag({label}, {tag}, {size})?;\n{value}}}\n");
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
        let _ = writeln!(text, "self.tagged.write_fields({label}, {first_free}, w)?;");
    }
    match structure.when_flexible() {
        When::Never => String::new(),
        When::Always => text,
        When::If(condition) => format!(
            "if {condition} {{\n{text}}} else if !self.tagged.is_empty() {{\nreturn Err(EncodeError::not_in_version({label}));\n}}\n"
        ),
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
    let When::If(condition) = within.when(nullable) else { return value(layout, &label, flexible) };
    let required = required_value(
        &layout.field.ty,
        &label,
        &format!("required({label}, self.{name}.as_ref())?"),
        flexible,
    );
    format!("if {condition} {{\n{}}} else {{\n{required}}}\n", value(layout, &label, flexible))
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
            Type::Struct(_) => format!("{field}.write(version, w)?;\n"),
            fixed => format!("w.{}({field});\n", put(fixed)),
        };
    }
    match &layout.field.ty {
        Type::String => format!("w.put_nullable_string({label}, {field}.as_ref(), {flexible})?;\n"),
        Type::Bytes => format!("w.put_nullable_bytes({label}, {field}.as_ref(), {flexible})?;\n"),
        Type::Struct(_) => format!(
            "if let Some(value) = &{field} {{\nw.put_i8(1);\nvalue.write(version, w)?;\n}} else {{\nw.put_i8(-1);\n}}\n"
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
        Type::String => format!("w.put_string({label}, {reference}, {flexible})?;\n"),
        Type::Bytes => format!("w.put_bytes({label}, {reference}, {flexible})?;\n"),
        Type::Records => format!("w.put_records({label}, {reference}, {flexible})?;\n"),
        Type::Struct(_) => format!("{reference}.write(version, w)?;\n"),
        Type::Array(element) if **element == Type::Int32 => {
            format!("w.put_int32_array({label}, {reference}, {flexible})?;\n")
        }
        Type::Array(element) => {
            // An expression with a question mark is evaluated once.
            let (bind, array) = if reference.contains('?') {
                (format!("let elements = {reference};\n"), "elements")
            } else {
                (String::new(), reference)
            };
            let count = format!("{}.len()", array.strip_prefix('&').unwrap_or(array));
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
                "{bind}w.put_array_len({label}, {count}, {flexible})?;\nfor element in {array} {{\n{element}}}\n"
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
