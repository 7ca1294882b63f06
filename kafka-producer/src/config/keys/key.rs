//! What the table of options says of one.

use crate::config::ProducerConfigBuilder;

/// One option of the producer under its Kafka key.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ConfigKey {
    /// Kafka's name.
    pub name: &'static str,
    /// The default, as text.
    pub default: &'static str,
    /// The values that are accepted.
    pub range: &'static str,
    /// What it does, in a sentence.
    pub meaning: &'static str,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Int {
        min: i64,
        max: i64,
        set: fn(&mut ProducerConfigBuilder, i64),
    },
    Bool(fn(&mut ProducerConfigBuilder, bool)),
    /// Parses the text itself; false where it cannot.
    Text(fn(&mut ProducerConfigBuilder, &str) -> bool),
    /// Any text, white space around it included: it may be a secret.
    Verbatim(fn(&mut ProducerConfigBuilder, &str)),
    SecurityProtocol,
    /// One of `ssl.*`, which the connections' crate reads.
    Tls,
    /// One of those for fetching tokens, which the connections' crate reads.
    Oidc,
}
