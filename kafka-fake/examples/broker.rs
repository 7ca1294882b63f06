//! Serves an embedded cluster on loopback until the standard input ends.
//!
//! ```text
//! cargo run -p kafka-fake --example broker -- [--port 9092] [--brokers 1] [--partitions 1] [--as 4.4] [--sink] \
//!     [--user NAME:PASSWORD] [--session-ms 60000]
//! ```

use std::error::Error;
use std::io::Read;
use std::time::Duration;

use kafka_fake::{ClusterConfig, SaslConfig, TcpCluster};

fn main() -> Result<(), Box<dyn Error>> {
    let mut config = ClusterConfig::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        config = match argument.as_str() {
            "--port" => config.port(value()?.parse()?),
            "--brokers" => config.brokers(value()?.parse()?),
            "--partitions" => config.partitions(value()?.parse()?),
            "--as" => config.as_version(value()?.parse()?),
            "--sink" => config.sink(true),
            // From the first one on, nobody else is let in.
            "--user" => {
                let value = value()?;
                let (name, password) = value.split_once(':').ok_or("a user is NAME:PASSWORD")?;
                let sasl = config.sasl.take().unwrap_or_else(SaslConfig::all);
                config.sasl(sasl.user(name, password))
            }
            "--session-ms" => {
                let sasl = config.sasl.take().unwrap_or_else(SaslConfig::all);
                config.sasl(sasl.session_lifetime(Duration::from_millis(value()?.parse()?)))
            }
            _ => return Err(format!("unknown argument {argument}").into()),
        };
    }
    let cluster = TcpCluster::start(config)?;
    println!("{}", cluster.bootstrap());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    cluster.with_cluster(|cluster| {
        let counters = cluster.counters();
        println!("{} records in {} batches, {} bytes", counters.records, counters.batches, counters.bytes);
        for topic in cluster.topics() {
            for (index, partition) in topic.partitions().iter().enumerate() {
                println!("{}-{index}: {}", topic.name(), partition.log().end_offset());
            }
        }
    });
    Ok(())
}
