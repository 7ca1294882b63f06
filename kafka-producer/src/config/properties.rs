//! Options from where programs keep them: property files in Java's grammar, and the environment.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::iter::Peekable;
use std::path::Path;
use std::str::Chars;

use super::{ConfigError, ProducerConfigBuilder};

impl ProducerConfigBuilder {
    /// Sets every option of a property file's text, as [`set`](Self::set) does; of a key that is there twice the
    /// last value counts.
    ///
    /// The grammar is that of Java's `Properties`: `key=value`, `key: value` or `key value` a line, comments behind `#` or `!`, a
    /// backslash at a line's end goes on in the next, and `\t`, `\n`, `\r`, `\f`, `\uXXXX` are escapes.
    pub fn set_properties(mut self, text: &str) -> Result<Self, ConfigError> {
        let last: BTreeMap<String, String> = parse(text)?.into_iter().collect();
        for (key, value) in last {
            self = self.set(&key, &value)?;
        }
        Ok(self)
    }

    /// As [`set_properties`](Self::set_properties), with the content of a file, which is taken for UTF-8.
    pub fn set_properties_file(self, path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let text = fs::read_to_string(path).map_err(|error| ConfigError::File {
            path: path.display().to_string(),
            cause: error.to_string(),
        })?;
        self.set_properties(&text)
    }

    /// Sets an option for each variable of the environment whose name begins with `prefix`: with `KAFKA_PRODUCER_`, the variable
    /// `KAFKA_PRODUCER_LINGER_MS` is `linger.ms`. Choose a prefix that nothing else uses: Kafka's own scripts have variables such as
    /// `KAFKA_OPTS`, and a variable that is no option is an error.
    pub fn set_environment(self, prefix: &str) -> Result<Self, ConfigError> {
        let mut variables = Vec::new();
        for (name, value) in env::vars_os() {
            let Some(name) = name.to_str().filter(|name| name.starts_with(prefix)) else { continue };
            let value =
                value.into_string().map_err(|_| ConfigError::Environment { name: name.to_owned() })?;
            variables.push((name.to_owned(), value));
        }
        self.set_variables(prefix, variables)
    }

    /// As [`set_environment`](Self::set_environment), with variables of the caller's; those without the prefix are passed over.
    pub fn set_variables(
        mut self,
        prefix: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        for (name, value) in variables {
            let Some(rest) = name.strip_prefix(prefix) else { continue };
            self = self.set(&rest.to_ascii_lowercase().replace('_', "."), &value)?;
        }
        Ok(self)
    }
}

/// Keys and values in their order.
fn parse(text: &str) -> Result<Vec<(String, String)>, ConfigError> {
    let mut pairs = Vec::new();
    let mut lines = natural_lines(text).enumerate();
    while let Some((at, first)) = lines.next() {
        let first = first.trim_start_matches(is_space);
        if first.is_empty() || first.starts_with(['#', '!']) {
            continue;
        }
        let mut logical = first.to_owned();
        while ends_with_odd_backslash(&logical) {
            logical.pop();
            let Some((_, next)) = lines.next() else { break };
            logical.push_str(next.trim_start_matches(is_space));
        }
        let mut chars = logical.chars().peekable();
        let key = unescape(&mut chars, at + 1, |c| is_space(c) || c == '=' || c == ':')?;
        skip_spaces(&mut chars);
        if chars.next_if(|c| *c == '=' || *c == ':').is_some() {
            skip_spaces(&mut chars);
        }
        let value = unescape(&mut chars, at + 1, |_| false)?;
        pairs.push((key, value));
    }
    Ok(pairs)
}

/// Lines end with any of `\n`, `\r` and `\r\n`.
fn natural_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let after = &text[end..];
        rest = Some(after.strip_prefix("\r\n").unwrap_or(&after[1..]));
        Some(&text[..end])
    })
}

fn ends_with_odd_backslash(line: &str) -> bool {
    line.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\x0c')
}

fn skip_spaces(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| is_space(*c)).is_some() {}
}

/// Reads up to a character that ends it and is not escaped.
fn unescape(
    chars: &mut Peekable<Chars<'_>>,
    line: usize,
    ends: impl Fn(char) -> bool,
) -> Result<String, ConfigError> {
    // Escapes are of UTF-16, where two make one character of the higher planes.
    let mut units: Vec<u16> = Vec::new();
    let mut room = [0; 2];
    while let Some(c) = chars.next_if(|c| !ends(*c)) {
        let c = match c {
            '\\' => match chars.next() {
                Some('u') => {
                    units.push(escaped_unit(chars, line)?);
                    continue;
                }
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('f') => '\x0c',
                Some(other) => other,
                None => break,
            },
            plain => plain,
        };
        units.extend_from_slice(c.encode_utf16(&mut room));
    }
    String::from_utf16(&units)
        .map_err(|_| ConfigError::Property { line, cause: "half of a pair of \\u escapes" })
}

fn escaped_unit(chars: &mut Peekable<Chars<'_>>, line: usize) -> Result<u16, ConfigError> {
    let malformed = ConfigError::Property { line, cause: "\\u wants four hexadecimal digits" };
    let mut unit = 0;
    for _ in 0..4 {
        let digit = chars.next().and_then(|c| c.to_digit(16)).ok_or_else(|| malformed.clone())?;
        unit = unit * 16 + digit as u16;
    }
    Ok(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files that exercise the grammar, and what `java.util.Properties` read in them: `testdata/java/GoldenProperties.java`.
    const GOLDEN: &str = include_str!("../../testdata/properties.txt");

    fn text(hex: &str) -> String {
        let digits = hex.strip_prefix('=').unwrap();
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        String::from_utf8((0..digits.len()).step_by(2).map(byte).collect()).unwrap()
    }

    #[test]
    fn property_files_are_read_as_java_reads_them() {
        let lines: Vec<_> = GOLDEN.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 30);
        for line in lines {
            let (file, read) = line.split_once(' ').unwrap();
            let file = text(file);
            if read == "error" {
                assert!(matches!(parse(&file), Err(ConfigError::Property { .. })), "{file:?}");
                continue;
            }
            let expected: Vec<_> = read
                .split_terminator(';')
                .map(|pair| pair.split_once(',').map(|(key, value)| (text(key), text(value))).unwrap())
                .collect();
            // Java keeps one value a key, the last.
            let mut last = std::collections::BTreeMap::new();
            last.extend(parse(&file).unwrap());
            assert_eq!(last.into_iter().collect::<Vec<_>>(), expected, "{file:?}");
        }
    }

    /// L45.
    #[test]
    fn options_come_from_files_and_the_environment() {
        let builder = ProducerConfigBuilder::new(String::new());
        let builder =
            builder.set_properties("bootstrap.servers = a:9092,\\\n  b:9092\nlinger.ms: 10").unwrap();
        let variables = [("KAFKA_PRODUCER_BATCH_SIZE", "1000"), ("HOME", "/"), ("KAFKA_OPTS", "-Xmx1g")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = builder.set_variables("KAFKA_PRODUCER_", variables).unwrap().build().unwrap();
        assert_eq!((config.net.bootstrap_servers.len(), config.batch_size), (2, 1000));
        assert_eq!(config.linger.as_millis(), 10);
        let typo = [("KAFKA_PRODUCER_LINGER".to_owned(), "1".to_owned())];
        let error =
            ProducerConfigBuilder::new(String::new()).set_variables("KAFKA_PRODUCER_", typo).unwrap_err();
        assert!(error.to_string().contains("did you mean linger.ms?"), "{error}");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let missing = ProducerConfigBuilder::new(String::new()).set_properties_file("no/such.properties");
        let error = missing.unwrap_err();
        assert!(matches!(&error, ConfigError::File { path, .. } if path == "no/such.properties"), "{error}");
    }

    #[test]
    fn half_a_pair_of_escapes_is_an_error_with_its_line() {
        let error = parse("a=1\n\nb=\\uD83D").unwrap_err();
        assert_eq!(error, ConfigError::Property { line: 3, cause: "half of a pair of \\u escapes" });
    }
}
