//! A message definition as both the importer and the code generator see it.

use std::fmt;

/// One message with all its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) api_key: Option<i16>,
    /// `None` when the release has dropped every version.
    pub(crate) versions: Option<Versions>,
    /// The first version with compact lengths and tagged fields.
    pub(crate) flexible: Option<i16>,
    pub(crate) fields: Vec<Field>,
    /// Structures that several fields share.
    pub(crate) structs: Vec<Struct>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Request,
    Response,
    Data,
}

/// A structure that several fields of one message share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) versions: Versions,
    pub(crate) nullable: Option<Versions>,
    pub(crate) tag: Option<u32>,
    /// Where it differs from the default of the type: a number, `true`, or `null`.
    pub(crate) default: Option<String>,
    /// Whether it may be left out of versions that lack it although it is set.
    pub(crate) ignorable: bool,
    /// The fields of the structure, where it is defined here and not shared.
    pub(crate) fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int8,
    Int16,
    Uint16,
    Int32,
    Int64,
    Float64,
    Uuid,
    String,
    Bytes,
    Records,
    Struct(String),
    Array(Box<Type>),
}

/// An inclusive range; open ranges end at [`Versions::OPEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Versions {
    pub(crate) min: i16,
    pub(crate) max: i16,
}

impl Message {
    /// The name without the word for its direction; `None` if it has no direction.
    pub(crate) fn api_name(&self) -> Option<&str> {
        match self.kind {
            Kind::Request => self.name.strip_suffix("Request"),
            Kind::Response => self.name.strip_suffix("Response"),
            Kind::Data => None,
        }
    }

    /// Whether both are releases of one message.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        self.kind == other.kind
            && match self.api_key {
                Some(key) => other.api_key == Some(key),
                None => self.name == other.name,
            }
    }
}

impl Versions {
    pub(crate) const OPEN: i16 = i16::MAX;

    pub(crate) fn contains(self, version: i16) -> bool {
        self.min <= version && version <= self.max
    }

    pub(crate) fn intersect(self, other: Self) -> Option<Self> {
        let both = Self { min: self.min.max(other.min), max: self.max.min(other.max) };
        (both.min <= both.max).then_some(both)
    }

    /// The range as a pattern of Rust.
    pub(crate) fn pattern(self) -> String {
        let Self { min, max } = self;
        if min == max { min.to_string() } else { format!("{min}..={max}") }
    }

    /// Reads `0`, `0-3` and `3+`; `none` is `Ok(None)`.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>, String> {
        let number = |text: &str| text.parse::<i16>().map_err(|error| format!("version {text:?}: {error}"));
        if text == "none" {
            return Ok(None);
        }
        let (min, max) = if let Some(min) = text.strip_suffix('+') {
            (number(min)?, Self::OPEN)
        } else if let Some((min, max)) = text.split_once('-') {
            (number(min)?, number(max)?)
        } else {
            (number(text)?, number(text)?)
        };
        Ok(Some(Self { min, max }))
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self { min, max: Self::OPEN } => write!(f, "{min}+"),
            Self { min, max } if min == max => write!(f, "{min}"),
            Self { min, max } => write!(f, "{min}-{max}"),
        }
    }
}

impl Type {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if let Some(element) = text.strip_prefix("[]") {
            return Ok(Self::Array(Box::new(Self::parse(element)?)));
        }
        Ok(match text {
            "bool" => Self::Bool,
            "int8" => Self::Int8,
            "int16" => Self::Int16,
            "uint16" => Self::Uint16,
            "int32" => Self::Int32,
            "int64" => Self::Int64,
            "float64" => Self::Float64,
            "uuid" => Self::Uuid,
            "string" => Self::String,
            "bytes" => Self::Bytes,
            "records" => Self::Records,
            name if name.starts_with(|c: char| c.is_ascii_uppercase()) => Self::Struct(name.to_owned()),
            other => return Err(format!("no such type: {other}")),
        })
    }

    /// The structure that this is, or is an array of.
    pub(crate) fn struct_name(&self) -> Option<&str> {
        match self {
            Self::Struct(name) => Some(name),
            Self::Array(element) => element.struct_name(),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "bool",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Uint16 => "uint16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Float64 => "float64",
            Self::Uuid => "uuid",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Records => "records",
            Self::Struct(name) => name,
            Self::Array(element) => return write!(f, "[]{element}"),
        })
    }
}

/// `InitProducerId` as `init_producer_id`, `IsKRaftController` as `is_k_raft_controller`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut previous = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let starts_word = c.is_ascii_uppercase()
            && previous.is_some_and(|p: char| {
                !p.is_ascii_uppercase() || rest.peek().is_some_and(char::is_ascii_lowercase)
            });
        if starts_word {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        previous = Some(c);
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case_keeps_abbreviations_together() {
        assert_eq!(snake_case("TopicData"), "topic_data");
        assert_eq!(snake_case("Enable2Pc"), "enable2_pc");
        assert_eq!(snake_case("ISRNodes"), "isr_nodes");
        assert_eq!(snake_case("Acks"), "acks");
    }

    #[test]
    fn version_ranges_print_as_they_are_written() {
        for text in ["0", "0-3", "3+"] {
            assert_eq!(Versions::parse(text).unwrap().unwrap().to_string(), text);
        }
        assert_eq!(Versions::parse("none"), Ok(None));
        assert!(Versions::parse("x").is_err());
    }
}
