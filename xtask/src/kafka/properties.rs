//! Java property files: what brokers and ZooKeeper read, and what a cluster remembers of itself.

use std::fmt;

/// Keys with values, in the order in which they were first set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties(Vec<(String, String)>);

impl Properties {
    /// Sets `key`, in place of the value it may have.
    pub(super) fn set(&mut self, key: impl Into<String>, value: impl fmt::Display) {
        let (key, value) = (key.into(), value.to_string());
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// Reads what `Display` wrote.
    pub(super) fn parse(text: &str) -> Self {
        let mut properties = Self::default();
        for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
            properties.set(key, value.replace(r"\\", r"\"));
        }
        properties
    }
}

impl fmt::Display for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (key, value) in &self.0 {
            writeln!(f, "{key}={}", value.replace('\\', r"\\"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_set_again_keeps_its_place_and_takes_the_new_value() {
        let mut properties = Properties::default();
        properties.set("a", 1);
        properties.set("b", 2);
        properties.set("a", 3);
        assert_eq!(properties.to_string(), "a=3\nb=2\n");
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut properties = Properties::default();
        properties.set("jaas", r#"Login required user_alice="a=b\c";"#);
        properties.set("empty", "");
        assert_eq!(Properties::parse(&properties.to_string()), properties);
    }

    #[test]
    fn backslashes_are_escaped_as_java_wants_them() {
        let mut properties = Properties::default();
        properties.set("path", r"a\b");
        assert_eq!(properties.to_string(), "path=a\\\\b\n");
    }
}
