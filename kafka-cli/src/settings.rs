//! From the command line to a producer's configuration.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use kafka_producer::{Compression, ConfigError, ProducerConfig};

use crate::failure::Failure;

/// Options of every command that talks to a cluster.
#[derive(Debug, Args)]
pub(crate) struct ProducerSettings {
    /// Any option of the producer under its Kafka name; may be repeated.
    #[arg(short = 'X', value_name = "KEY=VALUE")]
    options: Vec<String>,
    /// A property file with such options, in Java's grammar; -X overrides it.
    #[arg(long = "config", value_name = "FILE")]
    properties: Option<PathBuf>,
}

/// The codec, for commands that send records.
#[derive(Debug, Args)]
pub(crate) struct CodecSetting {
    /// Codec of the batches, the same as -X compression.type=CODEC.
    #[arg(short = 'z', long = "compression", value_name = "CODEC",
        value_parser = PossibleValuesParser::new(Compression::ALL.map(Compression::name)))]
    codec: Option<String>,
}

impl ProducerSettings {
    /// The configuration for a cluster; a wrong option is the command line's fault.
    pub(crate) fn config(
        &self,
        bootstrap: &str,
        codec: Option<&CodecSetting>,
    ) -> Result<ProducerConfig, Failure> {
        let wrong = |error: ConfigError| Failure::Usage(error.to_string());
        let mut builder = ProducerConfig::builder(bootstrap);
        if let Some(file) = &self.properties {
            // The command line names the brokers, whatever the file says.
            builder = builder.set_properties_file(file).map_err(wrong)?;
            builder = builder.set("bootstrap.servers", bootstrap).map_err(wrong)?;
        }
        if let Some(codec) = codec.and_then(|setting| setting.codec.as_deref()) {
            builder = builder.set("compression.type", codec).map_err(wrong)?;
        }
        for option in &self.options {
            let Some((key, value)) = option.split_once('=') else {
                return Err(Failure::Usage(format!(
                    "-X {option}: write it as KEY=VALUE, for example -X linger.ms=10"
                )));
            };
            if key == "bootstrap.servers" {
                return Err(Failure::Usage(
                    "-X bootstrap.servers: name the brokers with --bootstrap".to_owned(),
                ));
            }
            builder = builder.set(key, value).map_err(wrong)?;
        }
        builder.build().map_err(wrong)
    }
}
