//! The struct of a structure: its fields, their documentation and defaults.

use std::fmt::Write;

use super::layout::{FieldLayout, Structure};
use crate::schemas::model::{Type, Versions, snake_case};

/// The struct, with `Default` derived where the schema's defaults are those of the types.
pub(super) fn definition(structure: &Structure<'_>, all: &[Structure<'_>]) -> String {
    let derivable = structure.fields.iter().all(|layout| is_natural(&default_value(layout)));
    let eq = if has_float(structure, all) { "" } else { ", Eq" };
    let default = if derivable { ", Default" } else { "" };
    let debug = if has_secret(structure) { "" } else { "Debug, " };
    let mut text = format!(
        "/// `{}`, versions {}.\n#[derive({debug}Clone, PartialEq{eq}{default})]\npub struct {} {{\n",
        structure.name, structure.versions, structure.name
    );
    for layout in &structure.fields {
        let _ = write!(
            text,
            "/// {}\npub {}: {},\n",
            describe(structure, layout),
            rust_name(layout),
            rust_type(layout)
        );
    }
    if structure.has_tagged() {
        let since = structure.flexible.unwrap_or_default().max(structure.versions.min);
        let _ = write!(
            text,
            "/// Tagged fields that the schema does not know, versions {since}+.\npub tagged: TaggedFields,\n"
        );
    }
    text.push_str("}\n\n");
    if !derivable {
        text.push_str(&default_impl(structure));
    }
    if has_secret(structure) {
        text.push_str(&debug_impl(structure));
    }
    text
}

/// The name of a field in Rust; a field of the same name as a keyword is spelt raw.
pub(super) fn rust_name(layout: &FieldLayout<'_>) -> String {
    match snake_case(&layout.field.name).as_str() {
        keyword @ ("type" | "match" | "enum" | "struct" | "use" | "in" | "ref" | "where") => {
            format!("r#{keyword}")
        }
        // Taken by the unknown tagged fields.
        "tagged" => "tagged_".to_owned(),
        name => name.to_owned(),
    }
}

pub(super) fn element_type(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int8 => "i8".to_owned(),
        Type::Int16 => "i16".to_owned(),
        Type::Uint16 => "u16".to_owned(),
        Type::Int32 => "i32".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::Float64 => "f64".to_owned(),
        Type::Uuid => "Uuid".to_owned(),
        Type::String => "StrBytes".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::Records => "Records".to_owned(),
        Type::Struct(name) => name.clone(),
        Type::Array(element) if **element == Type::Int32 => "Int32Array".to_owned(),
        Type::Array(element) => format!("Vec<{}>", element_type(element)),
    }
}

/// The schema's default as an expression.
pub(super) fn default_value(layout: &FieldLayout<'_>) -> String {
    let value = match &layout.field.ty {
        // Kafka leaves records null unless set.
        Type::Records if layout.is_optional() => return "None".to_owned(),
        _ if layout.has_default("null") => return "None".to_owned(),
        Type::Bool => layout.field.default.clone().unwrap_or("false".to_owned()),
        Type::Float64 => layout.field.default.clone().unwrap_or("0.0".to_owned()),
        Type::Uuid => "Uuid::ZERO".to_owned(),
        Type::String => "StrBytes::new()".to_owned(),
        Type::Bytes => "Bytes::new()".to_owned(),
        Type::Records => "Records::new()".to_owned(),
        Type::Array(element) if **element == Type::Int32 => "Int32Array::new()".to_owned(),
        Type::Array(_) => "Vec::new()".to_owned(),
        Type::Struct(name) => format!("{name}::default()"),
        number => integer(layout.field.default.as_deref().unwrap_or("0"), &element_type(number)),
    };
    if layout.is_optional() { format!("Some({value})") } else { value }
}

/// An expression that is true when the field is not its default.
pub(super) fn is_set(layout: &FieldLayout<'_>) -> String {
    let name = rust_name(layout);
    let default = default_value(layout);
    if default == "None" {
        return format!("self.{name}.is_some()");
    }
    match &layout.field.ty {
        _ if layout.is_optional() => match layout.field.ty {
            Type::Struct(_) => format!("self.{name} != {default}"),
            _ => format!("self.{name}.as_ref().is_none_or(|value| !value.is_empty())"),
        },
        Type::Bool if default == "false" => format!("self.{name}"),
        Type::Bool => format!("!self.{name}"),
        Type::Float64 => format!("self.{name}.to_bits() != {default}_f64.to_bits()"),
        Type::String | Type::Bytes | Type::Records | Type::Array(_) => format!("!self.{name}.is_empty()"),
        _ => format!("self.{name} != {default}"),
    }
}

fn rust_type(layout: &FieldLayout<'_>) -> String {
    let ty = element_type(&layout.field.ty);
    if layout.is_optional() { format!("Option<{ty}>") } else { ty }
}

fn describe(structure: &Structure<'_>, layout: &FieldLayout<'_>) -> String {
    let open = |versions: Versions| {
        let max = if versions.max == structure.versions.max { Versions::OPEN } else { versions.max };
        Versions { max, ..versions }
    };
    let field = layout.field;
    let ty = match &field.ty {
        Type::Array(element) => format!("array of {}", link(element)),
        other => link(other),
    };
    let mut text = format!("`{}`: {ty}, versions {}", field.name, open(layout.versions));
    if let Some(tag) = field.tag {
        let _ = write!(text, ", tag {tag}");
    }
    if let Some(nullable) = layout.nullable {
        text.push_str(", nullable");
        if nullable != layout.versions {
            let _ = write!(text, " in versions {}", open(nullable));
        }
    }
    if let Some(default) = &field.default {
        let _ = write!(text, ", default {default}");
    }
    if layout.versions != structure.versions {
        text.push_str(if field.ignorable {
            "; left out of other versions"
        } else {
            "; an error to set in other versions"
        });
    }
    text.push('.');
    text
}

fn link(ty: &Type) -> String {
    match ty {
        Type::Struct(name) => format!("[`{name}`]"),
        other => other.to_string(),
    }
}

fn default_impl(structure: &Structure<'_>) -> String {
    let mut text = format!("impl Default for {} {{\nfn default() -> Self {{\nSelf {{\n", structure.name);
    for layout in &structure.fields {
        let _ = writeln!(text, "{}: {},", rust_name(layout), default_value(layout));
    }
    if structure.has_tagged() {
        text.push_str("tagged: TaggedFields::new(),\n");
    }
    text.push_str("}\n}\n}\n\n");
    text
}

/// `Debug` without the secrets: it goes to logs and terminals.
fn debug_impl(structure: &Structure<'_>) -> String {
    let mut text = format!(
        "impl std::fmt::Debug for {0} {{\n/// As it would be derived, with secrets masked.\n\
         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\nf.debug_struct(\"{0}\")\n",
        structure.name
    );
    for layout in &structure.fields {
        let name = rust_name(layout);
        let value = if is_secret(layout) {
            format!("format_args!(\"[secret of {{}} bytes]\", self.{name}.len())")
        } else {
            format!("self.{name}")
        };
        let _ = writeln!(text, ".field(\"{name}\", &{value})");
    }
    if structure.has_tagged() {
        text.push_str(".field(\"tagged\", &self.tagged)\n");
    }
    text.push_str(".finish()\n}\n}\n\n");
    text
}

fn has_secret(structure: &Structure<'_>) -> bool {
    structure.fields.iter().any(is_secret)
}

/// Messages of SASL mechanisms, passwords and delegation tokens.
fn is_secret(layout: &FieldLayout<'_>) -> bool {
    layout.field.ty == Type::Bytes
        && !layout.is_optional()
        && matches!(layout.field.name.as_str(), "AuthBytes" | "Hmac" | "SaltedPassword")
}

fn is_natural(default: &str) -> bool {
    matches!(default, "0" | "0.0" | "false" | "None" | "Uuid::ZERO")
        || default.ends_with("::new()")
        || default.ends_with("::default()")
}

fn has_float(structure: &Structure<'_>, all: &[Structure<'_>]) -> bool {
    structure.fields.iter().any(|layout| match (&layout.field.ty, layout.field.ty.struct_name()) {
        (Type::Float64, _) => true,
        (Type::Array(element), None) => **element == Type::Float64,
        (_, Some(name)) => all.iter().any(|other| other.name == name && has_float(other, all)),
        _ => false,
    })
}

/// A literal with its digits in groups, or the name of a bound.
fn integer(digits: &str, ty: &str) -> String {
    let bounds = [
        ("i32", i64::from(i32::MIN), "i32::MIN"),
        ("i32", i64::from(i32::MAX), "i32::MAX"),
        ("i64", i64::MIN, "i64::MIN"),
        ("i64", i64::MAX, "i64::MAX"),
    ];
    if let Some((_, _, name)) = bounds.iter().find(|(of, bound, _)| *of == ty && bound.to_string() == digits)
    {
        return (*name).to_owned();
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}")
}
