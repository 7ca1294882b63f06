//! A whole file: one message, or the list of all.

use std::fmt::Write;

use xtask::failure::Result;

use super::{decode, encode, groups, layout, size, structure};
use crate::schemas::model::{Kind, Message, Type, snake_case};

/// The file of one message.
pub(super) fn message(message: &Message) -> Result<String> {
    let structures = layout::structures(message)?;
    let mut body = String::new();
    for structure in &structures {
        body.push_str(&structure::definition(structure, &structures));
    }
    for structure in &structures {
        let functions =
            size::wire_len(structure) + &encode::write(structure) + &decode::read(structure, &structures)?;
        if structure.is_message {
            body.push_str(&message_impl(message, &functions)?);
            if message.kind == Kind::Request {
                body.push_str(&request_impl(message));
            }
            continue;
        }
        let _ = writeln!(body, "impl {} {{", structure.name);
        if is_array_element(&structures, structure.name) {
            body.push_str(&size::minimum_len(structure, &structures)?);
        }
        body.push_str(&functions);
        body.push_str("}\n\n");
    }
    let source = snake_case(source_name(message));
    Ok(format!(
        "// Written by `cargo xtask codegen` from schemas/{source}.schema; do not edit.\n\n{}\n{body}",
        imports(&body)
    ))
}

/// `generated.rs`.
pub(super) fn index(messages: &[Message]) -> Result<String> {
    let mut apis: Vec<_> = messages.iter().map(source_name).collect();
    apis.dedup();
    if let Some(unknown) = groups::unknown(&apis).next() {
        return Err(format!("{unknown} is in a group, but in no schema").into());
    }
    let mut modules = String::new();
    let mut names = String::new();
    for message in messages {
        let module = snake_case(&message.name);
        let attribute = attribute(message)?;
        let _ = write!(
            modules,
            "{attribute}#[doc = \"`{}` and its structures.\"]\npub mod {module};\n",
            message.name
        );
        let _ = writeln!(names, "{attribute}pub use self::{module}::{};", message.name);
    }
    Ok(format!(
        "// Written by `cargo xtask codegen`; do not edit.\n\n\
        #![allow(\n\
            clippy::match_same_arms,\n\
            reason = \"sizes stand in the order of versions; that two of them are equal means nothing\"\n\
        )]\n\
        #![allow(\n\
            clippy::unused_self,\n\
            clippy::unnecessary_wraps,\n\
            reason = \"every structure has the same functions, whatever its fields need of them\"\n\
        )]\n\n{modules}\n{names}\n{}{}",
        list_of_apis(messages)?,
        list_of_data(messages)?
    ))
}

/// A macro that hands all APIs to another.
fn list_of_apis(messages: &[Message]) -> Result<String> {
    let mut apis: Vec<_> = messages
        .iter()
        .filter(|message| message.kind == Kind::Request)
        .map(|message| Ok((message.api_key.ok_or("a request without a key")?, message)))
        .collect::<Result<_>>()?;
    apis.sort_by_key(|(key, _)| *key);
    let mut text = "/// Calls a macro with every API: its condition, key, name, request and response.\n\
        macro_rules! for_each_api {\n($visit:ident) => {\n$visit! {\n"
        .to_owned();
    for (key, message) in apis {
        let api = source_name(message);
        let attribute = attribute(message)?;
        let attribute = if attribute.is_empty() { "#[cfg(all())]\n" } else { &attribute };
        let _ = writeln!(text, "{attribute}{key} {api} {api}Request {api}Response;");
    }
    Ok(text + "}\n};\n}\npub(crate) use for_each_api;\n\n")
}

/// A macro that hands all messages without an API to another.
fn list_of_data(messages: &[Message]) -> Result<String> {
    let mut text =
        "/// Calls a macro with every message that is no request and no response: its condition and name.\n\
        #[cfg(feature = \"fuzzing\")]\n\
        macro_rules! for_each_data {\n($visit:ident) => {\n$visit! {\n"
            .to_owned();
    for message in messages.iter().filter(|message| message.kind == Kind::Data) {
        let _ = writeln!(text, "{}{};", attribute(message)?, message.name);
    }
    Ok(text + "}\n};\n}\n#[cfg(feature = \"fuzzing\")]\npub(crate) use for_each_data;\n")
}

/// The line that leaves the message out of builds without its features.
fn attribute(message: &Message) -> Result<String> {
    Ok(match groups::condition(source_name(message))? {
        Some(condition) => format!("#[cfg({condition})]\n"),
        None => String::new(),
    })
}

/// The name that the schema of the message has.
fn source_name(message: &Message) -> &str {
    message.api_name().unwrap_or(&message.name)
}

fn message_impl(message: &Message, functions: &str) -> Result<String> {
    let name = &message.name;
    let versions = message.versions.ok_or("no versions")?;
    let flexible = message.flexible.map_or("None".to_owned(), |since| format!("Some({since})"));
    let memory = if is_decoded_by_producers(message) {
        "// Decoded by every producer, whose memory is bounded more tightly.\nconst MEMORY_FACTOR: usize = 16;\n"
    } else {
        ""
    };
    Ok(format!(
        "impl Message for {name} {{
            const NAME: &'static str = \"{name}\";
            const VERSIONS: VersionRange = VersionRange::new({}, {});
            const FLEXIBLE_SINCE: Option<i16> = {flexible};
            {memory}

            {functions}}}\n\n",
        versions.min, versions.max
    ))
}

fn request_impl(message: &Message) -> String {
    let api = message.api_name().unwrap_or_default();
    format!(
        "impl Request for {} {{
            const API_KEY: ApiKey = ApiKey::{};
            type Response = super::{api}Response;
        }}\n\n",
        message.name,
        snake_case(api).to_uppercase()
    )
}

/// `use` lines for the names that occur in the code.
fn imports(body: &str) -> String {
    let list = |names: &[&str]| {
        names.iter().filter(|name| layout::mentions(body, name)).copied().collect::<Vec<_>>().join(", ")
    };
    let mut text = String::new();
    if !list(&["Bytes"]).is_empty() {
        text.push_str("use bytes::Bytes;\n\n");
    }
    let lengths = list(LENGTHS);
    if !lengths.is_empty() {
        let _ = writeln!(text, "use crate::wire::length::{{{lengths}}};");
    }
    let _ = writeln!(text, "use crate::wire::{{{}}};", list(WIRE));
    let _ = writeln!(text, "use crate::{{{}}};", list(CRATE));
    text
}

fn is_array_element(structures: &[layout::Structure<'_>], name: &str) -> bool {
    structures
        .iter()
        .flat_map(|structure| &structure.fields)
        .any(|layout| matches!(&layout.field.ty, Type::Array(element) if element.struct_name() == Some(name)))
}

fn is_decoded_by_producers(message: &Message) -> bool {
    message.kind == Kind::Response && PRODUCER_APIS.contains(&message.api_name().unwrap_or_default())
}

const WIRE: &[&str] =
    &["Int32Array", "Reader", "Records", "StrBytes", "TagSection", "TaggedFields", "Uuid", "Writer"];
const LENGTHS: &[&str] = &[
    "array_len",
    "bytes_len",
    "nullable_array_len",
    "nullable_bytes_len",
    "nullable_records_len",
    "nullable_string_len",
    "records_len",
    "string_len",
    "tag_len",
];
const CRATE: &[&str] = &["ApiKey", "Message", "Request", "VersionRange"];
const PRODUCER_APIS: &[&str] = &[
    "AddOffsetsToTxn",
    "AddPartitionsToTxn",
    "ApiVersions",
    "EndTxn",
    "FindCoordinator",
    "InitProducerId",
    "Metadata",
    "Produce",
    "SaslAuthenticate",
    "SaslHandshake",
    "TxnOffsetCommit",
];
