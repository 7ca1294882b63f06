//! What the presets set, and how an option overrides one.
//!
//! `cargo run -p kafka-producer --example presets [-- --bootstrap 127.0.0.1:9092]`

mod embedded;

use std::error::Error;
use std::time::Duration;

use kafka_producer::{ConfigSource, Preset, Producer, ProducerConfig, ProducerRecord};

fn main() -> Result<(), Box<dyn Error>> {
    let target = embedded::Target::from_args()?;
    for preset in Preset::ALL {
        let config = ProducerConfig::builder(&target.bootstrap)
            .linger(Duration::from_millis(2))
            .preset(preset)
            .build()?;
        println!("{preset}");
        for option in config.resolved().iter().filter(|option| option.source != ConfigSource::Default) {
            println!("  {option}");
        }
        let producer = Producer::new(config)?;
        let delivery = producer.send_blocking(ProducerRecord::to("presets").value(preset.name()))?;
        println!("  written to {}", delivery.wait()?);
        producer.close_blocking(Duration::from_secs(10));
    }
    Ok(())
}
