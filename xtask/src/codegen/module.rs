//! A whole file: one message, or the list of all.

use std::fmt::Write;

use xtask::failure::Result;

use super::{decode, encode, layout, size, structure};
use crate::schemas::model::{Kind, Message, Type, snake_case};

/// The file of one message.
pub(super) fn message(message: &Message) -> Result<String> {
    let structures = layout::structures(message)?;
    let mut body = String::new();
    for structure in &structures {
        body.push_str(&structure::definition(structure, &structures));
    }
    body.push_str(&message_impl(message)?);
    if message.kind == Kind::Request {
        body.push_str(&request_impl(message));
    }
    for structure in &structures {
        let _ = writeln!(body, "impl {} {{", structure.name);
        if is_array_element(&structures, structure.name) {
            body.push_str(&size::minimum_len(structure, &structures)?);
        }
        body.push_str(&size::wire_len(structure));
        body.push_str(&encode::write(structure));
        body.push_str(&decode::read(structure, &structures)?);
        body.push_str("}\n\n");
    }
    let source = snake_case(message.api_name().unwrap_or(&message.name));
    Ok(format!(
        "// Written by `cargo xtask codegen` from schemas/{source}.schema; do not edit.\n\n{}\n{body}",
        imports(&body)
    ))
}

/// `generated.rs`.
pub(super) fn index(messages: &[Message]) -> String {
    let mut text = "// Written by `cargo xtask codegen`; do not edit.\n\n\
        #![allow(\n\
            clippy::match_same_arms,\n\
            reason = \"sizes stand in the order of versions; that two of them are equal means nothing\"\n\
        )]\n\
        #![allow(\n\
            clippy::unused_self,\n\
            clippy::unnecessary_wraps,\n\
            reason = \"every structure has the same functions, whatever its fields need of them\"\n\
        )]\n\n"
        .to_owned();
    for message in messages {
        let module = snake_case(&message.name);
        let _ = write!(text, "#[doc = \"`{}` and its structures.\"]\npub mod {module};\n", message.name);
    }
    text.push('\n');
    for message in messages {
        let _ = writeln!(text, "pub use self::{}::{};", snake_case(&message.name), message.name);
    }
    let requests: Vec<_> = messages
        .iter()
        .filter(|message| message.kind == Kind::Request)
        .map(|message| &*message.name)
        .collect();
    let _ = write!(
        text,
        "\n/// Calls a macro with the names of all requests.\n\
         macro_rules! for_each_request {{\n    ($visit:ident) => {{\n        $visit! {{\n            {}\n        }}\n    }};\n}}\n\
         pub(crate) use for_each_request;\n",
        requests.join(",\n            ")
    );
    text
}

fn message_impl(message: &Message) -> Result<String> {
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
            fn encode<W: Writer>(&self, version: i16, w: &mut W) -> Result<(), EncodeError> {{
                encode(self, version, |this| this.write(version, w))
            }}

            fn encoded_len(&self, version: i16) -> Result<usize, EncodeError> {{
                encode(self, version, |this| Ok(this.wire_len(version)))
            }}

            fn decode(version: i16, r: &mut Reader) -> Result<Self, DecodeError> {{
                r.enter(Self::NAME, version, Self::VERSIONS)?;
                Self::read(version, r)
            }}
        }}\n\n",
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
    text.push_str("use crate::message::encode;\n");
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
    &["Reader", "Records", "StrBytes", "TagSection", "TaggedFields", "Uuid", "Writer", "required"];
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
const CRATE: &[&str] = &["ApiKey", "DecodeError", "EncodeError", "Message", "Request", "VersionRange"];
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
