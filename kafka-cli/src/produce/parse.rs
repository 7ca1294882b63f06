//! What a line and a header option are made of.

use std::str::FromStr;

use memchr::memmem;

/// What stands between key and value in a line: the first occurrence counts.
#[derive(Clone, Debug)]
pub(super) struct KeyDelimiter(memmem::Finder<'static>);

impl KeyDelimiter {
    /// Key and value of a line; a line without the delimiter is all value.
    pub(super) fn split<'a>(&self, line: &'a [u8]) -> (Option<&'a [u8]>, &'a [u8]) {
        let Some(at) = self.0.find(line) else { return (None, line) };
        let (key, rest) = line.split_at(at);
        (Some(key), rest.get(self.0.needle().len()..).unwrap_or_default())
    }
}

impl FromStr for KeyDelimiter {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.replace("\\t", "\t");
        if text.is_empty() {
            return Err("name at least one character, for example : or \\t");
        }
        if text.contains('\n') {
            return Err("no line contains a newline");
        }
        Ok(Self(memmem::Finder::new(text.as_bytes()).into_owned()))
    }
}

/// Reads the header option: the first `=` ends the key.
pub(super) fn parse_header(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err("write it as KEY=VALUE"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_delimiter_ends_the_key() {
        let split = |delimiter: &str, line: &'static str| {
            let delimiter: KeyDelimiter = delimiter.parse().unwrap();
            let (key, value) = delimiter.split(line.as_bytes());
            (key.map(|key| std::str::from_utf8(key).unwrap()), std::str::from_utf8(value).unwrap())
        };
        assert_eq!(split(":", "a:b:c"), (Some("a"), "b:c"));
        assert_eq!(split("::", "a:b::c"), (Some("a:b"), "c"));
        assert_eq!(split("\\t", "a\tb"), (Some("a"), "b"));
        assert_eq!(split(":", ":v"), (Some(""), "v"));
        assert_eq!(split(":", "k:"), (Some("k"), ""));
        assert_eq!(split(":", "plain"), (None, "plain"));
    }

    #[test]
    fn a_delimiter_that_no_line_can_have_is_refused() {
        assert!("".parse::<KeyDelimiter>().is_err());
        assert!("\n".parse::<KeyDelimiter>().is_err());
    }

    #[test]
    fn a_header_is_cut_at_its_first_equals_sign() {
        assert_eq!(parse_header("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert_eq!(parse_header("a="), Ok(("a".to_owned(), String::new())));
        assert!(parse_header("a").is_err());
    }
}
