//! Whether a message holds the fields that Java says it holds.
//!
//! Ours are read from `{:?}`, Java's from the JSON of `interop/oracle/Fields.java`, which knows nothing but the class. No
//! schema has a say in it.

use serde_json::Value;

/// The first field in which a message, as `{:?}` shows it, is not what Java says; `None` if it is in all.
///
/// Fields that Java's class has not at all are not looked at.
pub(crate) fn difference(ours: &str, java: &Value) -> Option<String> {
    let mut text = DebugText { rest: ours };
    let Some(node) = text.node() else {
        return Some(format!("cannot be parsed at {:?}", text.rest.get(..40).unwrap_or(text.rest)));
    };
    compare(&node, java)
        .err()
        .map(|(path, what)| format!("{}: {what}", path.into_iter().rev().collect::<String>()))
}

/// What `{:?}` shows, without names of types.
#[derive(Debug)]
enum Node<'a> {
    /// A number, a boolean, an id, `None`.
    Plain(&'a str),
    Text(Vec<u8>),
    Bytes(Vec<u8>),
    List(Vec<Node<'a>>),
    Struct(Vec<(&'a str, Node<'a>)>),
    Map(Vec<(&'a str, Node<'a>)>),
    /// Records and secrets show only their size.
    Hidden(usize),
}

/// Where, innermost first, and what.
type Difference = (Vec<String>, String);

fn compare(ours: &Node<'_>, java: &Value) -> Result<(), Difference> {
    let same = match (ours, java) {
        (Node::Plain("None"), Value::Null) => true,
        (Node::Plain(ours), Value::Bool(java)) => *ours == java.to_string(),
        (Node::Plain(ours), Value::Number(java)) => *ours == java.to_string(),
        // An id, or the bits of a floating-point number.
        (Node::Plain(ours), Value::String(java)) => {
            ours == java || ours.parse::<f64>().is_ok_and(|ours| is_same_number(ours, java))
        }
        (Node::Text(ours), Value::String(java)) => ours == java.as_bytes(),
        (Node::Bytes(ours), Value::String(java)) => {
            java.strip_prefix('x').is_some_and(|java| *java == hex(ours))
        }
        (Node::Hidden(len), Value::String(java)) => java.len() == 1 + 2 * len,
        (Node::List(ours), Value::Array(java)) if ours.len() == java.len() => {
            return ours.iter().zip(java).enumerate().try_for_each(|(index, (ours, java))| {
                compare(ours, java).map_err(|error| within(error, format!("[{index}]")))
            });
        }
        (Node::Struct(ours), Value::Object(java)) => {
            return java.iter().try_for_each(|(name, java)| {
                let field = ours.iter().find(|(field, _)| is_same_name(field, name));
                match field {
                    Some((_, ours)) => compare(ours, java).map_err(|error| within(error, format!(".{name}"))),
                    // A message without flexible versions has no place for them.
                    None if name == "tagged" && *java == Value::Object(serde_json::Map::new()) => Ok(()),
                    None => Err((vec![format!(".{name}")], "missing here".to_owned())),
                }
            });
        }
        (Node::Map(ours), Value::Object(java)) if ours.len() == java.len() => {
            return ours.iter().try_for_each(|(tag, ours)| {
                let java = java.get(*tag).unwrap_or(&Value::Null);
                compare(ours, java).map_err(|error| within(error, format!(".{tag}")))
            });
        }
        _ => false,
    };
    if same { Ok(()) } else { Err((Vec::new(), format!("{ours:?} here, {java} in Java"))) }
}

fn within((mut path, what): Difference, step: String) -> Difference {
    path.push(step);
    (path, what)
}

fn is_same_number(ours: f64, bits: &str) -> bool {
    let java = u64::from_str_radix(bits, 16).map(f64::from_bits);
    // `{:?}` does not show which NaN; the bytes do.
    java.is_ok_and(|java| java.to_bits() == ours.to_bits() || java.is_nan() && ours.is_nan())
}

/// `topic_id` and `topicId`, `isr_nodes` and `iSRNodes`.
fn is_same_name(ours: &str, java: &str) -> bool {
    let letters =
        |name: &str| name.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>();
    letters(ours) == letters(java)
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from_digit(digit.into(), 16).unwrap())
        .collect()
}

struct DebugText<'a> {
    rest: &'a str,
}

impl<'a> DebugText<'a> {
    fn node(&mut self) -> Option<Node<'a>> {
        if self.take("b\"") {
            return self.quoted().map(Node::Bytes);
        }
        if self.take("\"") {
            return self.quoted().map(Node::Text);
        }
        if self.take("[secret of ") {
            let len = self.word().parse().ok()?;
            return self.take(" bytes]").then_some(Node::Hidden(len));
        }
        if self.take("[") {
            return self.list("]", Self::node).map(Node::List);
        }
        if self.take("{") {
            let entry = |text: &mut Self| Some((text.word(), text.take(": ").then(|| text.node())??));
            return self.list("}", entry).map(Node::Map);
        }
        let word = self.word();
        if word == "Records" {
            self.rest = self.rest.strip_prefix('(')?;
            let len = self.word().parse().ok()?;
            self.rest = self.rest.split_once(')')?.1;
            return Some(Node::Hidden(len));
        }
        if self.take(" { ") {
            let field = |text: &mut Self| Some((text.word(), text.take(": ").then(|| text.node())??));
            return self.list(" }", field).map(Node::Struct);
        }
        if self.take("(") {
            // `Some(...)`, and numbers with types of their own.
            let inner = self.node()?;
            return self.take(")").then_some(inner);
        }
        (!word.is_empty()).then_some(Node::Plain(word))
    }

    fn list<T>(&mut self, end: &str, element: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut elements = Vec::new();
        while !self.take(end) {
            if !elements.is_empty() && !self.take(", ") {
                return None;
            }
            elements.push(element(self)?);
        }
        Some(elements)
    }

    fn take(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && !"_+-.".contains(c));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// What is between quotation marks; the first is gone already.
    fn quoted(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            let end = self.rest.find(['"', '\\'])?;
            bytes.extend_from_slice(&self.rest.as_bytes()[..end]);
            let is_end = self.rest[end..].starts_with('"');
            self.rest = &self.rest[end + 1..];
            if is_end {
                return Some(bytes);
            }
            let escape = self.rest.chars().next()?;
            self.rest = &self.rest[escape.len_utf8()..];
            match escape {
                'n' => bytes.push(b'\n'),
                'r' => bytes.push(b'\r'),
                't' => bytes.push(b'\t'),
                '0' => bytes.push(0),
                'x' => {
                    bytes.push(u8::from_str_radix(self.rest.get(..2)?, 16).ok()?);
                    self.rest = &self.rest[2..];
                }
                'u' => {
                    let (digits, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                    self.rest = rest;
                    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
                    bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                other => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
}
