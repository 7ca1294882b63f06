//! A client for requests other than Produce.

use std::future::Future;

use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError};
use kafka_producer::ProducerConfig;

use crate::failure::Failure;

/// Runs a command's async part on this thread.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| Failure::Run(format!("the runtime cannot be started: {error}")))?
        .block_on(work)
}

/// Connects, within `max.block.ms`.
pub(crate) async fn connect(config: &ProducerConfig) -> Result<Client, Failure> {
    let net = net_config(config);
    let addresses: Vec<String> = net.bootstrap_servers.iter().map(ToString::to_string).collect();
    Client::connect(net).await.map_err(|error| {
        let (addresses, hint) = (addresses.join(","), "check that a Kafka broker listens there");
        Failure::Run(format!("no broker answers at {addresses}: {error}; {hint}"))
    })
}

/// The failure that an error of the network is.
pub(crate) fn failed(doing: &str) -> impl Fn(NetError) -> Failure + '_ {
    move |error| Failure::Run(format!("{doing}: {error}"))
}

/// The producer's network options, for a tool whose user waits: nothing takes longer than `max.block.ms`, and an address
/// that accepts connections but never answers is found out before that ends.
fn net_config(config: &ProducerConfig) -> NetConfig {
    let mut net = config.net().clone();
    let wait = config.max_block();
    net.request_timeout = net.request_timeout.min(wait);
    let setup = (wait / 2).max(std::time::Duration::from_millis(1));
    net.socket_connection_setup_timeout = net.socket_connection_setup_timeout.min(setup);
    net.socket_connection_setup_timeout_max = net.socket_connection_setup_timeout_max.min(setup);
    net.allow_auto_topic_creation = false;
    net
}
