//! A second, small reader of the schemas, and a writer of random values that shares no code with the crate.

use std::ops::RangeInclusive;
use std::path::Path;

use bytes::Bytes;

use crate::random::Random;

pub(crate) struct Message {
    pub(crate) name: String,
    /// API key and whether it is the request; `None` for what belongs to no API.
    pub(crate) api: Option<(i16, bool)>,
    pub(crate) versions: RangeInclusive<i16>,
    flexible: Option<i16>,
    fields: Vec<Field>,
    structs: Vec<(String, Vec<Field>)>,
}

#[derive(Clone)]
struct Field {
    ty: String,
    versions: RangeInclusive<i16>,
    nullable: Option<RangeInclusive<i16>>,
    tag: Option<u32>,
    default: Option<String>,
    fields: Vec<Field>,
}

/// Every message that the folder `schemas` describes.
pub(crate) fn all() -> Vec<Message> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../kafka-protocol/schemas");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "schema"));
    paths.sort();
    let messages: Vec<_> =
        paths.iter().flat_map(|path| parse(&std::fs::read_to_string(path).unwrap())).collect();
    assert!(messages.len() >= 200, "{}", messages.len());
    messages
}

fn parse(text: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    // The fields of a line's depth go into the last field of the depth above.
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let depth = line.chars().take_while(|c| *c == ' ').count() / 2;
        let words: Vec<_> = line.split_whitespace().collect();
        if depth == 0 {
            let (api, rest) = match words.as_slice() {
                ["request", key, rest @ ..] => (Some((key.parse().unwrap(), true)), rest),
                ["response", key, rest @ ..] => (Some((key.parse().unwrap(), false)), rest),
                ["data", rest @ ..] => (None, rest),
                _ => panic!("{line}"),
            };
            let [name, versions, "flexible", flexible] = rest else { panic!("{line}") };
            messages.push(Message {
                name: (*name).to_owned(),
                api,
                versions: range(versions),
                flexible: flexible.strip_suffix('+').map(|since| since.parse().unwrap()),
                fields: Vec::new(),
                structs: Vec::new(),
            });
            continue;
        }
        let message = messages.last_mut().unwrap();
        if let ["struct", name] = words.as_slice() {
            message.structs.push(((*name).to_owned(), Vec::new()));
            continue;
        }
        let (mut fields, levels) = match message.structs.last_mut() {
            Some((_, fields)) => (fields, depth - 2),
            None => (&mut message.fields, depth - 1),
        };
        for _ in 0..levels {
            fields = &mut fields.last_mut().unwrap().fields;
        }
        fields.push(field(&words));
    }
    messages
}

fn field(words: &[&str]) -> Field {
    let after = |word: &str| words.iter().position(|w| *w == word).map(|at| words[at + 1]);
    Field {
        ty: words[1].to_owned(),
        versions: range(words[2]),
        nullable: after("nullable").map(range),
        tag: after("tag").map(|tag| tag.parse().unwrap()),
        default: after("=").map(str::to_owned),
        fields: Vec::new(),
    }
}

fn range(text: &str) -> RangeInclusive<i16> {
    if let Some(min) = text.strip_suffix('+') {
        min.parse().unwrap()..=i16::MAX
    } else if let Some((min, max)) = text.split_once('-') {
        min.parse().unwrap()..=max.parse().unwrap()
    } else {
        text.parse().unwrap()..=text.parse().unwrap()
    }
}

impl Message {
    /// A random value of the message, in the one form in which it is written.
    pub(crate) fn bytes(&self, version: i16, random: &mut Random) -> Bytes {
        let flexible = self.flexible.is_some_and(|since| version >= since);
        let mut out = Out { message: self, version, flexible, random, bytes: Vec::new(), depth: 0 };
        out.structure(&self.fields);
        out.bytes.into()
    }

    fn fields_of<'a>(&'a self, field: &'a Field) -> &'a [Field] {
        let name = field.ty.trim_start_matches("[]");
        match self.structs.iter().find(|(shared, _)| field.fields.is_empty() && shared == name) {
            Some((_, fields)) => fields,
            None => &field.fields,
        }
    }
}

struct Out<'a> {
    message: &'a Message,
    version: i16,
    flexible: bool,
    random: &'a mut Random,
    bytes: Vec<u8>,
    depth: u32,
}

impl Out<'_> {
    fn structure(&mut self, fields: &[Field]) {
        let here: Vec<_> = fields.iter().filter(|field| field.versions.contains(&self.version)).collect();
        for field in here.iter().filter(|field| field.tag.is_none()) {
            self.field(field);
        }
        if !self.flexible {
            return;
        }
        let mut tagged = Vec::new();
        for field in here {
            // A tagged field with its default is not written at all.
            let default = self.default_bytes(field);
            if let Some(tag) = field.tag
                && self.random.one_in(2)
            {
                let value = self.aside(|out| out.field(field));
                if value != default {
                    tagged.push((tag, value));
                }
            }
        }
        tagged.sort();
        if self.random.one_in(4) {
            let unknown = 100 + self.random.below(1 << 20) as u32;
            tagged.push((unknown, self.random.next().to_be_bytes()[..3].to_vec()));
        }
        self.varint(tagged.len() as u32);
        for (tag, value) in tagged {
            self.varint(tag);
            self.varint(value.len() as u32);
            self.bytes.extend(value);
        }
    }

    fn field(&mut self, field: &Field) {
        let nullable = field.nullable.as_ref().is_some_and(|nullable| nullable.contains(&self.version));
        let is_null = nullable && self.random.one_in(3);
        match field.ty.as_str() {
            ty if ty.starts_with("[]") => {
                if is_null {
                    return self.length(None, 4);
                }
                // Deep messages would grow without bound.
                let count = if self.depth > 3 { 0 } else { self.random.below(4) as usize };
                self.length(Some(count), 4);
                self.depth += 1;
                for _ in 0..count {
                    self.value(&ty[2..], field);
                }
                self.depth -= 1;
            }
            "string" if is_null => self.length(None, 2),
            "bytes" | "records" if is_null => self.length(None, 4),
            ty if ty.starts_with(char::is_uppercase) && nullable => {
                self.bytes.push(if is_null { 0xff } else { 1 });
                if !is_null {
                    self.value(ty, field);
                }
            }
            ty => self.value(ty, field),
        }
    }

    fn value(&mut self, ty: &str, field: &Field) {
        let random = self.random.next().to_be_bytes();
        match ty {
            "bool" => self.bytes.push(random[0] & 1),
            "int8" => self.bytes.extend(&random[..1]),
            "int16" | "uint16" => self.bytes.extend(&random[..2]),
            "int32" => self.bytes.extend(&random[..4]),
            "int64" | "float64" => self.bytes.extend(&random),
            "uuid" => {
                let low = self.random.next().to_be_bytes();
                self.bytes.extend(random.into_iter().chain(low));
            }
            "string" => {
                let len = self.random.below(6) as usize;
                let text: String = "aé日🦀z ".chars().cycle().skip(random[0].into()).take(len).collect();
                self.length(Some(text.len()), 2);
                self.bytes.extend(text.as_bytes());
            }
            "bytes" | "records" => {
                // Some are long enough for a length of two bytes.
                let longest = if self.random.one_in(8) { 300 } else { 20 };
                let len = self.random.below(longest) as usize;
                self.length(Some(len), 4);
                self.bytes.extend(random.iter().cycle().take(len));
            }
            _ => self.structure(self.message.fields_of(field)),
        }
    }

    /// A length, or null, in the form of the version; `classic` is its width before KIP-482.
    fn length(&mut self, len: Option<usize>, classic: usize) {
        match (self.flexible, len) {
            (true, len) => self.varint(len.map_or(0, |len| len as u32 + 1)),
            (false, len) => {
                let value = len.map_or(-1, |len| len as i32).to_be_bytes();
                self.bytes.extend(&value[4 - classic..]);
            }
        }
    }

    fn varint(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// What `write` writes, and not into the message.
    fn aside(&mut self, write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let outer = std::mem::take(&mut self.bytes);
        write(self);
        std::mem::replace(&mut self.bytes, outer)
    }

    fn default_bytes(&self, field: &Field) -> Vec<u8> {
        let default = field.default.as_deref();
        let number = || match default {
            Some("true") => 1,
            Some(digits) => digits.parse::<i64>().unwrap_or(0),
            None => 0,
        };
        match field.ty.as_str() {
            "bool" | "int8" => number().to_be_bytes()[7..].to_vec(),
            "int16" | "uint16" => number().to_be_bytes()[6..].to_vec(),
            "int32" => number().to_be_bytes()[4..].to_vec(),
            "int64" => number().to_be_bytes().to_vec(),
            "float64" => vec![0; 8],
            "uuid" => vec![0; 16],
            ty if ty.starts_with(char::is_uppercase) => {
                let fields = self.message.fields_of(field);
                let here = fields.iter().filter(|field| field.versions.contains(&self.version));
                let mut bytes = Vec::new();
                for field in here.filter(|field| field.tag.is_none()) {
                    bytes.extend(self.default_bytes(field));
                }
                bytes.push(0);
                bytes
            }
            // Null, or no elements.
            _ => vec![u8::from(default != Some("null"))],
        }
    }
}
