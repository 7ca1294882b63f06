//! The notation of `kafka-protocol/schemas/`.
//!
//! ```text
//! request 0 ProduceRequest 0-13 flexible 9+
//!   TransactionalId string 3+ nullable 3+ = null
//!   TopicData []TopicProduceData 0+
//!     Name string 0-12 ignorable
//! response 99 SampleResponse 0-2 flexible none
//!   Leader LeaderIdAndEpoch 1+ tag 0
//!   struct LeaderIdAndEpoch
//!     LeaderId int32 1+ = -1
//! ```
//!
//! A message is its API key, name, versions and first flexible version; below it, indented, its fields in the order
//! of the wire, and the structures that several fields share. A field is name, type and versions, then what applies:
//! `nullable` with versions, `tag` with the tag, `ignorable` (it may be left out of versions that lack it), and the
//! default, where it is not zero or empty. Lines that start with `#` are comments.

use std::fmt::Write;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::model::{Field, Kind, Message, Struct, Type, Versions};

/// The message in the notation.
pub(crate) fn print(message: &Message) -> String {
    let kind = match message.kind {
        Kind::Request => "request",
        Kind::Response => "response",
        Kind::Data => "data",
    };
    let key = message.api_key.map_or(String::new(), |key| format!(" {key}"));
    let versions = message.versions.map_or("none".to_owned(), |versions| versions.to_string());
    let flexible = message.flexible.map_or("none".to_owned(), |since| format!("{since}+"));
    let mut text = format!("{kind}{key} {} {versions} flexible {flexible}\n", message.name);
    print_fields(&message.fields, 1, &mut text);
    for shared in &message.structs {
        let _ = writeln!(text, "  struct {}", shared.name);
        print_fields(&shared.fields, 2, &mut text);
    }
    text
}

fn print_fields(fields: &[Field], depth: usize, text: &mut String) {
    for field in fields {
        text.push_str(&"  ".repeat(depth));
        print_field(field, text).expect("writing to a string");
        text.push('\n');
        print_fields(&field.fields, depth + 1, text);
    }
}

fn print_field(field: &Field, text: &mut String) -> std::fmt::Result {
    write!(text, "{} {} {}", field.name, field.ty, field.versions)?;
    if let Some(nullable) = field.nullable {
        write!(text, " nullable {nullable}")?;
    }
    if let Some(tag) = field.tag {
        write!(text, " tag {tag}")?;
    }
    if field.ignorable {
        text.push_str(" ignorable");
    }
    if let Some(default) = &field.default {
        write!(text, " = {default}")?;
    }
    Ok(())
}

/// The messages of a file.
pub(crate) fn parse(text: &str) -> Result<Vec<Message>, String> {
    let lines: Vec<_> =
        text.lines().enumerate().filter_map(|(index, text)| Line::new(index + 1, text)).collect();
    let mut lines = lines.into_iter().peekable();
    let mut messages = Vec::new();
    while let Some(line) = lines.next() {
        messages.push(message(&line, &mut lines)?);
    }
    Ok(messages)
}

struct Line<'a> {
    number: usize,
    depth: usize,
    words: Vec<&'a str>,
}

impl<'a> Line<'a> {
    fn new(number: usize, text: &'a str) -> Option<Self> {
        let depth = (text.len() - text.trim_start().len()) / 2;
        let words: Vec<_> = text.split_whitespace().collect();
        (!words.is_empty() && !text.starts_with('#')).then_some(Self { number, depth, words })
    }
}

type Lines<'a> = Peekable<IntoIter<Line<'a>>>;

fn message(line: &Line<'_>, lines: &mut Lines<'_>) -> Result<Message, String> {
    let mut message = first_line(&line.words).map_err(|error| format!("line {}: {error}", line.number))?;
    message.fields = fields(1, lines)?;
    while let Some(line) = lines.next_if(|line| line.depth == 1) {
        let ["struct", name] = line.words.as_slice() else {
            return Err(format!("line {}: a field behind the shared structures", line.number));
        };
        message.structs.push(Struct { name: (*name).to_owned(), fields: fields(2, lines)? });
    }
    Ok(message)
}

fn first_line(words: &[&str]) -> Result<Message, String> {
    let (kind, key, rest) = match words {
        ["request", key, rest @ ..] => (Kind::Request, Some(key), rest),
        ["response", key, rest @ ..] => (Kind::Response, Some(key), rest),
        ["data", rest @ ..] => (Kind::Data, None, rest),
        _ => return Err("not the first line of a message".to_owned()),
    };
    let [name, versions, "flexible", flexible] = rest else {
        return Err("name, versions and flexible versions expected".to_owned());
    };
    let api_key = key.map(|key| key.parse().map_err(|_| format!("key {key:?}"))).transpose()?;
    Ok(Message {
        name: (*name).to_owned(),
        kind,
        api_key,
        versions: Versions::parse(versions)?,
        flexible: Versions::parse(flexible)?.map(|versions| versions.min),
        fields: Vec::new(),
        structs: Vec::new(),
    })
}

fn fields(depth: usize, lines: &mut Lines<'_>) -> Result<Vec<Field>, String> {
    let mut fields = Vec::new();
    while let Some(line) = lines.next_if(|line| line.depth == depth && line.words.first() != Some(&"struct"))
    {
        let mut field = field(&line.words).map_err(|error| format!("line {}: {error}", line.number))?;
        field.fields = self::fields(depth + 1, lines)?;
        fields.push(field);
    }
    Ok(fields)
}

fn field(words: &[&str]) -> Result<Field, String> {
    let [name, ty, versions, rest @ ..] = words else {
        return Err("name, type and versions expected".to_owned());
    };
    let mut field = Field {
        name: (*name).to_owned(),
        ty: Type::parse(ty)?,
        versions: Versions::parse(versions)?.ok_or("no versions")?,
        nullable: None,
        tag: None,
        default: None,
        ignorable: false,
        fields: Vec::new(),
    };
    let mut rest = rest;
    loop {
        rest = match rest {
            [] => return Ok(field),
            ["nullable", versions, rest @ ..] => {
                field.nullable = Versions::parse(versions)?;
                rest
            }
            ["tag", tag, rest @ ..] => {
                field.tag = Some(tag.parse().map_err(|_| format!("tag {tag:?}"))?);
                rest
            }
            ["ignorable", rest @ ..] => {
                field.ignorable = true;
                rest
            }
            ["=", default, rest @ ..] => {
                field.default = Some((*default).to_owned());
                rest
            }
            [word, ..] => return Err(format!("{word:?} is not known")),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_as_it_was() {
        let text = "request 0 ProduceRequest 0-13 flexible 9+\n  \
            TransactionalId string 3+ nullable 3+ = null\n  \
            TopicData []TopicProduceData 0+\n    \
              Name string 0-12 ignorable\n  \
            Leader LeaderIdAndEpoch 10+ tag 0\n  \
            struct LeaderIdAndEpoch\n    \
              LeaderId int32 10+ = -1\n";
        let messages = parse(text).unwrap();
        assert_eq!(messages.iter().map(print).collect::<String>(), text);
        assert_eq!(messages[0].fields[1].fields[0].name, "Name");
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let error = parse("request 0 A 0 flexible none\n  Name strong 0+\n").unwrap_err();
        assert_eq!(error, "line 2: no such type: strong");
    }
}
