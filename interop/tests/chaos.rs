//! Three real nodes, of which one after the other is killed while records flow.

use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use interop::{Kcat, Nodes, NumberedStream, Pace, Result, Scenario, TestCluster, is_long, run_suite};
use kafka_producer::{Compression, ProducerConfig};
use kafka_protocol::BrokerId;

fn main() -> ExitCode {
    run_suite("chaos", World::start, SCENARIOS)
}

const SCENARIOS: &[Scenario<World>] =
    &[("leaders_are_killed_and_nothing_is_lost_doubled_or_disordered", leaders_are_killed)];

struct World {
    kafka: TestCluster,
    kcat: Kcat,
}

impl World {
    fn start() -> Result<Self> {
        let kafka = TestCluster::up(&Nodes {
            name: "chaos",
            port: 22092,
            version: "4.4.0",
            count: 3,
            // A dead broker is noticed earlier than after the usual 9 s.
            props: &[("broker.session.timeout.ms", "6000"), ("broker.heartbeat.interval.ms", "1000")],
        })?;
        Ok(Self { kcat: Kcat::new(kafka.bootstrap()), kafka })
    }
}

fn leaders_are_killed(world: &World) -> Result<String> {
    const TOPIC: &str = "chaos";
    const PARTITIONS: i32 = 6;
    const LEAST: u64 = 300_000;
    let kills = if is_long() { 8 } else { 2 };
    let admin = world.kafka.admin();
    admin.create_topic(TOPIC, PARTITIONS, 3, &[("min.insync.replicas", "2")])?;
    // The defaults (acks=all, idempotence), with a codec, so that the broker looks into each batch.
    let config = ProducerConfig::builder(world.kafka.bootstrap()).compression(Compression::Lz4);
    let stream = NumberedStream::start_over(config.build()?, TOPIC, PARTITIONS)?;
    let mut victims = Vec::new();
    std::thread::scope(|scope| -> Result {
        let (pace, paces) = mpsc::channel();
        let stream = &stream;
        let sender = scope.spawn(move || stream.send_paced(paces, LEAST));
        let result = (0..kills).try_for_each(|_| {
            let victim = kill_a_leader(world, stream, TOPIC, victims.last().copied(), &pace)?;
            victims.push(victim);
            Ok(())
        });
        // Hangs up, which ends the stream.
        drop(pace);
        let sent = sender.join().map_err(|_| "the sender panicked")?;
        result.and(sent)
    })?;
    stream.close();
    admin.wait_for_ends(TOPIC, &stream.ends())?;
    let verdict = stream.judge(world.kcat.numbers(TOPIC)?);
    verdict.assert_perfect();
    assert!(verdict.acknowledged >= LEAST);
    let mut distinct = victims.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert!(distinct.len() >= 2, "different nodes were killed: {victims:?}");
    let stats = stream.producer().stats();
    Ok(format!("killed {victims:?}; {verdict}; {} records retried", stats.records_retried))
}

/// Kills the leader of some partition, sees the stream go on without it, and starts it again. Returns the node.
fn kill_a_leader(
    world: &World,
    stream: &NumberedStream,
    topic: &str,
    last: Option<u32>,
    pace: &mpsc::Sender<Pace>,
) -> Result<u32> {
    let admin = world.kafka.admin();
    // With all in sync, the two that stay are enough for min.insync.replicas.
    admin.wait_for_replicas(topic, 3)?;
    stream.wait_for(stream.written() + 20_000, PATIENCE)?;
    // A full pipe: many batches are on their way when the broker dies.
    pace.send(Pace::FlatOut)?;
    stream.wait_for(stream.written() + 50_000, PATIENCE)?;
    let victim = (0..)
        .map_while(|partition| admin.leader(topic, partition).ok())
        .map(|BrokerId(node)| node as u32)
        .find(|node| Some(*node) != last)
        .ok_or("no other node leads a partition")?;
    world.kafka.kill(victim)?;
    // All partitions are written to in turn: so much only fits once the dead broker's have found a new leader.
    stream.wait_for(stream.written() + FLOW_AGAIN, PATIENCE)?;
    pace.send(Pace::Bursts)?;
    world.kafka.start(victim)?;
    Ok(victim)
}

/// More records than `buffer.memory` holds, so that they cannot all be those of partitions that are alive.
const FLOW_AGAIN: u64 = 100_000;
const PATIENCE: Duration = Duration::from_secs(180);
