//! Three real nodes that restart in turn, move and are replaced, under a producer that has to find them by itself.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use interop::{Admin, Kcat, Nodes, NumberedStream, Pace, Result, Scenario, TestCluster, is_long, run_suite};
use kafka_fake::{ClusterConfig, TcpCluster};
use kafka_net::driver::{Lookup, Resolve};
use kafka_producer::{Producer, ProducerConfig, ProducerRecord};
use xtask::clock::{CpuTime, Stopwatch, poll_until};

fn main() -> ExitCode {
    run_suite("recovery", || Ok(()), SCENARIOS)
}

const SCENARIOS: &[Scenario<()>] = &[
    ("nodes_that_restart_move_and_are_replaced_are_found_again", |()| restarts_and_moves()),
    ("a_minute_without_a_cluster_costs_less_than_a_hundredth_of_a_core", |()| a_dead_minute()),
];

fn restarts_and_moves() -> Result<String> {
    if !is_long() {
        return Ok(SKIPPED.to_owned());
    }
    let kafka = TestCluster::up(&Nodes {
        name: "recovery",
        port: 24092,
        version: "4.4.0",
        count: 3,
        props: &[("broker.session.timeout.ms", "6000"), ("broker.heartbeat.interval.ms", "1000")],
    })?;
    kafka.admin().create_topic(TOPIC, PARTITIONS, 3, &[("min.insync.replicas", "2")])?;
    let names = Names::default();
    names.lead_to(&kafka)?;
    // Nobody listens on port 1; whoever connects to the other one is never answered.
    let mute = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let servers = format!("127.0.0.1:1,{},kafka.test:9092", mute.local_addr()?);
    let config =
        ProducerConfig::builder(servers).set("socket.connection.setup.timeout.ms", "2000")?.build()?;
    let stream =
        NumberedStream::start_with(Producer::builder(config).resolver(names.clone()), TOPIC, PARTITIONS)?;
    let watch = Stopwatch::start();
    stream.send_to(1)?;
    stream.wait_for(1, PATIENCE)?;
    let found = watch.elapsed();

    while_it_flows(&stream, || {
        for node in 1..=3 {
            kafka.admin().wait_for_replicas(TOPIC, 3)?;
            kafka.shut_down(node)?;
            flows(&stream)?;
            kafka.start(node)?;
            flows(&stream)?;
        }
        Ok(())
    })?;
    let restarted = stream.written();

    while_it_flows(&stream, || {
        kafka.admin().wait_for_replicas(TOPIC, 3)?;
        kafka.shut_down(2)?;
        kafka.move_to(2, MOVED)?;
        kafka.start(2)?;
        kafka.admin().wait_for_replicas(TOPIC, 3)?;
        // Now the one that moved has to lead.
        kafka.shut_down(1)?;
        let leads = |partition| kafka.admin().leader(TOPIC, partition).is_ok_and(|leader| leader.0 == 2);
        if !(0..PARTITIONS).any(leads) {
            return Err("the node that moved leads nothing".into());
        }
        flows(&stream)?;
        kafka.start(1)?;
        Ok(())
    })?;
    let moved = stream.written() - restarted;

    // Nothing is left of what the producer knows but the name.
    stream.wait_for(stream.sent(), PATIENCE)?;
    for node in 1..=3 {
        // Without a majority of controllers none could end in an orderly way.
        kafka.kill(node)?;
        kafka.move_to(node, REPLACED + node as u16)?;
    }
    names.lead_to(&kafka)?;
    kafka.start_together(&[1, 2, 3])?;
    let watch = Stopwatch::start();
    stream.send_to(stream.sent() + 1)?;
    stream.wait_for(stream.sent(), PATIENCE)?;
    let found_again = watch.elapsed();
    stream.send_to(stream.sent() + 20_000)?;
    stream.close();

    let bootstrap = kafka.address_of(1)?.to_string();
    Admin::connect(&bootstrap)?.wait_for_ends(TOPIC, &stream.ends())?;
    let verdict = stream.judge(Kcat::new(bootstrap).numbers(TOPIC)?);
    verdict.assert_perfect();
    let counters = stream.producer().stats();
    Ok(format!(
        "first record after {} ms past a dead and a mute server; {restarted} records over a rolling restart, {moved} over a \
         move, all nodes replaced: next record after {} ms; {verdict}; {} records retried",
        found.as_millis(),
        found_again.as_millis(),
        counters.records_retried
    ))
}

/// Feeds the stream while something happens to the cluster.
fn while_it_flows(stream: &NumberedStream, happens: impl FnOnce() -> Result) -> Result {
    std::thread::scope(|scope| {
        let (pace, paces) = mpsc::channel::<Pace>();
        let sender = scope.spawn(move || stream.send_paced(paces, 0));
        let result = happens();
        drop(pace);
        let sent = sender.join().map_err(|_| "the sender panicked")?;
        result.and(sent)
    })
}

/// All partitions are written to in turn, so that each of them takes part.
fn flows(stream: &NumberedStream) -> Result {
    stream.wait_for(stream.written() + 20_000, PATIENCE)
}

/// Where the name `kafka.test` leads.
#[derive(Clone, Debug, Default)]
struct Names(Arc<Mutex<Vec<SocketAddr>>>);

impl Names {
    /// From now on, to where the nodes are.
    fn lead_to(&self, kafka: &TestCluster) -> Result {
        let nodes = (1..=3).map(|node| kafka.address_of(node)).collect::<std::result::Result<_, _>>()?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = nodes;
        Ok(())
    }
}

impl Resolve for Names {
    fn addresses(&self, host: Arc<str>, _: u16) -> Lookup<Vec<SocketAddr>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let found = if &*host == "kafka.test" { known } else { Vec::new() };
        Box::pin(std::future::ready(Ok(found)))
    }

    fn canonical_name(&self, address: IpAddr) -> Lookup<String> {
        Box::pin(std::future::ready(Err(io::Error::other(format!("{address} has no name")))))
    }
}

/// A producer with records to deliver, whose brokers are all gone.
fn a_dead_minute() -> Result<String> {
    if !is_long() {
        return Ok(SKIPPED.to_owned());
    }
    let cluster = TcpCluster::start(ClusterConfig::default().brokers(3).partitions(6))?;
    let producer = Producer::new(ProducerConfig::builder(cluster.bootstrap()).build()?)?;
    producer.send_blocking(ProducerRecord::to("t").value(b"before"))?.wait()?;
    drop(cluster);
    for number in 0..1_000 {
        let number = format!("{number}");
        drop(producer.send_blocking(ProducerRecord::to("t").value(&number))?);
    }
    let before = producer.stats();
    let (watch, cpu) = (Stopwatch::start(), CpuTime::now());
    poll_until::<()>(Duration::from_secs(60), || Ok(None))?;
    let share = cpu.elapsed().as_secs_f64() / watch.elapsed().as_secs_f64();
    let after = producer.stats();
    producer.close_blocking(Duration::ZERO);
    if share >= 0.01 {
        return Err(format!("{:.2} % of a core", share * 100.0).into());
    }
    let attempts = after.connection_attempts - before.connection_attempts;
    Ok(format!("{:.3} % of a core, {attempts} attempts to connect", share * 100.0))
}

/// Together they take four minutes.
const SKIPPED: &str = "skipped; INTEROP_LONG=1 runs it";
const TOPIC: &str = "recovery";
const PARTITIONS: i32 = 6;
const MOVED: u16 = 24_192;
const REPLACED: u16 = 24_200;
const PATIENCE: Duration = Duration::from_secs(180);
