//! Presets: starting points for three kinds of use, which any option overrides.

use std::fmt;
use std::str::FromStr;

use super::{ConfigError, Origin, ProducerConfigBuilder, keys};

/// A set of options to start from. Every option that is set beside it wins, whichever came first.
///
/// What to turn when a preset is not quite right: a larger `batch.size` and `linger.ms` raise throughput and latency, a larger
/// `buffer.memory` absorbs bursts, compression trades CPU for bandwidth, `acks=all` costs latency and loses nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// For logs and data pipelines: batches of 64 KiB that linger for 10 ms, lz4, 64 MiB of memory. `acks=1` without idempotence, so a
    /// record can be lost with its leader, and a retry may write it twice or change the order. Quoted in practice for more of it:
    /// batches up to 1 MiB, 20 to 100 ms. For logs that may rather be lost than late: `retries=3`, `retry.backoff.ms=50`,
    /// `request.timeout.ms=10000`, `delivery.timeout.ms=30000`.
    HighThroughput,
    /// For messaging and trading: nothing lingers, small batches, `acks=1` without idempotence, with the same consequences. Quoted in
    /// practice: batches of 4 to 16 KiB that linger for 0 to 5 ms.
    LowLatency,
    /// For payments and other records that must not be lost: `acks=all`, idempotence, and up to 5 minutes of retries, a second apart.
    /// Time alone bounds them: with `retries=10` beside it, a leader that is away for more than about 10 s fails the batch before its
    /// `delivery.timeout.ms`.
    HighReliability,
}

impl Preset {
    /// Every preset, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::HighThroughput, Self::LowLatency, Self::HighReliability];

    /// Its name as the value of the option `preset`.
    pub fn name(self) -> &'static str {
        match self {
            Self::HighThroughput => "high_throughput",
            Self::LowLatency => "low_latency",
            Self::HighReliability => "high_reliability",
        }
    }

    /// The options that it sets, under their Kafka keys. `acks=1` comes with `enable.idempotence=false`, so that nothing is turned off
    /// silently (rule C1).
    pub fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::HighThroughput => &[
                ("acks", "1"),
                ("enable.idempotence", "false"),
                ("batch.size", "65536"),
                ("linger.ms", "10"),
                ("compression.type", "lz4"),
                ("buffer.memory", "67108864"),
                ("max.in.flight.requests.per.connection", "5"),
            ],
            Self::LowLatency => &[
                ("acks", "1"),
                ("enable.idempotence", "false"),
                ("batch.size", "1024"),
                ("linger.ms", "0"),
                ("compression.type", "none"),
                ("buffer.memory", "33554432"),
            ],
            Self::HighReliability => &[
                ("acks", "all"),
                ("enable.idempotence", "true"),
                ("retry.backoff.ms", "1000"),
                ("retry.backoff.max.ms", "1000"),
                ("request.timeout.ms", "60000"),
                ("delivery.timeout.ms", "300000"),
            ],
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|preset| preset.name() == name).ok_or(())
    }
}

impl ProducerConfigBuilder {
    /// `preset`: options to start from. Every option that is set beside it wins, before or after this call. Default: none.
    #[must_use]
    pub fn preset(mut self, preset: Preset) -> Self {
        self.preset = Some(preset);
        self.config.given.insert("preset", preset.name().to_owned());
        self.typed("preset")
    }

    pub(super) fn apply_preset(&mut self) -> Result<(), ConfigError> {
        for (key, value) in self.preset.map_or(&[][..], Preset::settings) {
            let known = keys::find(key)?;
            if !self.set.contains_key(known.name) {
                keys::apply(self, known, value)?;
                self.set.insert(known.name, Origin::Preset);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Acks, ConfigSource, ProducerConfig};

    fn value(builder: ProducerConfigBuilder, key: &str) -> (String, ConfigSource) {
        let resolved = builder.build().unwrap().resolved();
        resolved.into_iter().find(|option| option.key == key).map(|o| (o.value, o.source)).unwrap()
    }

    fn builder() -> ProducerConfigBuilder {
        ProducerConfig::builder("a:9092")
    }

    /// C1 to C14.
    #[test]
    fn a_preset_sets_its_options_and_no_rule_changes_them() {
        for preset in Preset::ALL {
            let config = builder().preset(preset).build().unwrap();
            assert!(config.ruled.is_empty(), "{preset}: nothing is turned off or raised silently");
            let resolved = config.resolved();
            for (key, value) in preset.settings() {
                let option = resolved.iter().find(|option| option.key == *key).unwrap();
                assert_eq!((&*option.value, option.source), (*value, ConfigSource::Preset), "{preset} {key}");
            }
            let from_preset = resolved.iter().filter(|o| o.source == ConfigSource::Preset).count();
            assert_eq!(from_preset, preset.settings().len());
        }
    }

    #[test]
    fn a_preset_by_its_name_is_the_same() {
        for preset in Preset::ALL {
            let named = builder().set("preset", preset.name()).unwrap().build().unwrap();
            assert_eq!(named.resolved(), builder().preset(preset).build().unwrap().resolved());
        }
        assert!(builder().set("preset", "fast").is_err());
    }

    /// C1, C5.
    #[test]
    fn an_option_wins_over_a_preset_whichever_comes_first() {
        let typed = |b: ProducerConfigBuilder| b.linger(std::time::Duration::from_millis(3));
        let text = |b: ProducerConfigBuilder| b.set("linger.ms", "3").unwrap();
        for builder in [
            typed(builder()).preset(Preset::HighThroughput),
            typed(builder().preset(Preset::HighThroughput)),
            text(builder()).preset(Preset::HighThroughput),
            text(builder().preset(Preset::HighThroughput)),
        ] {
            assert_eq!(value(builder.clone(), "linger.ms"), ("3".to_owned(), ConfigSource::Set));
            assert_eq!(value(builder, "batch.size"), ("65536".to_owned(), ConfigSource::Preset));
        }
    }

    /// C1, C5.
    #[test]
    fn a_preset_is_no_choice_of_the_application_where_rules_ask_for_one() {
        // C1: acks=1 as text turns the preset's idempotence off, as it would the default; the typed form is refused.
        let reliable = builder().preset(Preset::HighReliability);
        let weakened = reliable.clone().set("acks", "1").unwrap();
        assert_eq!(value(weakened, "enable.idempotence"), ("false".to_owned(), ConfigSource::Rule));
        assert!(reliable.clone().acks(Acks::Leader).build().is_err());
        // C5: a linger of the application's raises the preset's delivery timeout.
        let patient = reliable.set("linger.ms", "600000").unwrap();
        assert_eq!(value(patient, "delivery.timeout.ms"), ("660000".to_owned(), ConfigSource::Rule));
    }
}
