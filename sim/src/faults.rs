//! What goes wrong: the schedule of faults that a seed draws.
//!
//! Each fault is an event of the queue with an index, so that a run can be repeated without some of them.

use std::fmt;
use std::time::Duration;

use kafka_fake::{Fault, FaultRule, WireFault};
use kafka_producer::Acks;
use kafka_protocol::{ApiKey, ErrorCode};

use crate::addresses::Move;
use crate::config::{ClusterPlan, ProducerPlan};
use crate::rng::{Rng, one_in, pick, weighted};

/// A fault and when it begins.
#[derive(Clone, Debug)]
pub(crate) struct PlannedFault {
    /// When, from the start.
    pub(crate) at: Duration,
    /// What.
    pub(crate) kind: FaultKind,
}

/// What goes wrong.
#[derive(Clone, Debug)]
pub(crate) enum FaultKind {
    /// A rule of the brokers' script: the next matching request is served badly.
    Script {
        /// The rule.
        rule: FaultRule,
        /// The API that it is about.
        api: ApiKey,
        /// The rule in words.
        text: String,
    },
    /// `move`: another broker leads the partition.
    Move {
        /// Index of the topic.
        topic: u16,
        /// Partition.
        partition: i32,
        /// The new leader.
        broker: i32,
    },
    /// Nobody leads the partition for a while.
    Leaderless {
        /// Index of the topic.
        topic: u16,
        /// Partition.
        partition: i32,
        /// The leader afterwards.
        broker: i32,
        /// How long.
        time: Duration,
    },
    /// `pid-forget`: the partition's leader forgets every producer.
    Forget {
        /// Index of the topic.
        topic: u16,
        /// Partition.
        partition: i32,
    },
    /// Every connection to the broker is cut, with what is under way on it.
    Cut {
        /// The broker.
        broker: i32,
    },
    /// The broker refuses connections for a while.
    Refuse {
        /// The broker.
        broker: i32,
        /// How long.
        time: Duration,
    },
    /// Nothing goes to the broker or comes from it for a while.
    Blackhole {
        /// The broker.
        broker: i32,
        /// How long.
        time: Duration,
        /// Its connections are cut at the end instead of going on.
        cut: bool,
    },
    /// The broker's links are slow for a while.
    Slow {
        /// The broker.
        broker: i32,
        /// How long.
        time: Duration,
        /// On top of each piece's way.
        by: Duration,
    },
    /// The broker is down for a while.
    Down {
        /// The broker.
        broker: i32,
        /// How long.
        time: Duration,
    },
    /// Brokers move to other addresses, for good.
    Relocate {
        /// Which.
        brokers: Vec<i32>,
        /// How.
        how: Move,
        /// Nobody says anything where they were; otherwise connections are refused.
        silent: bool,
        /// How long the producer has to find them.
        time: Duration,
    },
    /// The broker's followers are further behind for a while, or fetch nothing.
    Lag {
        /// The broker.
        broker: i32,
        /// How long.
        time: Duration,
        /// How far; nothing for not at all.
        by: Option<Duration>,
    },
    /// The broker tells what metadata is now for a while.
    Stale {
        /// The broker.
        broker: i32,
        /// How long.
        time: Duration,
    },
}

impl PlannedFault {
    /// When it is over.
    pub(crate) fn end(&self) -> Duration {
        self.at + self.time()
    }

    /// How long it lasts; script rules and moves happen at once.
    pub(crate) fn time(&self) -> Duration {
        match &self.kind {
            FaultKind::Leaderless { time, .. }
            | FaultKind::Refuse { time, .. }
            | FaultKind::Blackhole { time, .. }
            | FaultKind::Slow { time, .. }
            | FaultKind::Down { time, .. }
            | FaultKind::Relocate { time, .. }
            | FaultKind::Lag { time, .. }
            | FaultKind::Stale { time, .. } => *time,
            FaultKind::Script { .. }
            | FaultKind::Move { .. }
            | FaultKind::Forget { .. }
            | FaultKind::Cut { .. } => Duration::ZERO,
        }
    }
}

impl fmt::Display for PlannedFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {:.3} s: ", self.at.as_secs_f64())?;
        match &self.kind {
            FaultKind::Script { text, .. } => write!(f, "{text}"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl FaultKind {
    /// The verb that it is counted under when it is applied; `None` for script rules, which count when they strike.
    pub(crate) fn verb(&self) -> Option<&'static str> {
        Some(match self {
            Self::Script { .. } => return None,
            Self::Move { .. } => "move",
            Self::Leaderless { .. } => "leaderless",
            Self::Forget { .. } => "pid-forget",
            Self::Cut { .. } => "cut",
            Self::Refuse { .. } => "refuse",
            Self::Blackhole { .. } => "blackhole",
            Self::Slow { .. } => "slow",
            Self::Down { .. } => "broker-down",
            Self::Relocate { .. } => "relocate",
            Self::Lag { by: Some(_), .. } => "replica-lag",
            Self::Lag { by: None, .. } => "replica-stall",
            Self::Stale { .. } => "meta(stale)",
        })
    }
}

/// The verb of a scripted fault.
pub(crate) fn verb(fault: &Fault) -> &'static str {
    match fault {
        Fault::DropBefore => "drop",
        Fault::DropAfter => "append+drop",
        Fault::Error(_) => "err",
        Fault::ErrorAfterAppend(_) => "append+err",
        Fault::Hold(_) => "hold(response)",
        Fault::Delay(_) => "hold(request)",
        Fault::Throttle(_) => "throttle",
        Fault::LoseResponses => "lose-responses",
        Fault::Silence => "silence",
        Fault::CorruptResponse => "corrupt",
        Fault::TruncateResponse(_) => "truncate",
        Fault::Wire(_) => "wire",
        Fault::TrailingBytes(_) => "trail",
        Fault::FrameLength(_) => "frame",
        Fault::WrongCorrelation(_) => "corr",
        Fault::DuplicateResponse => "dup-resp",
        Fault::OmitPartition => "omit",
        Fault::InventPartition => "invent",
        _ => "other",
    }
}

/// The schedule of a seed.
pub(crate) fn draw(rng: &mut Rng, cluster: &ClusterPlan, producer: &ProducerPlan) -> Vec<PlannedFault> {
    let swarm = Swarm::draw(rng);
    if one_in(rng, 3) {
        return swarm.by_request(rng, cluster, producer);
    }
    let count = weighted(rng, &[(1, 0), (3, 6), (4, 20), (2, 60)]);
    let span = Duration::from_millis(weighted(rng, &[(2, 300), (4, 2_000), (2, 8_000)]));
    let mut faults: Vec<PlannedFault> = (0..count)
        .map(|_| PlannedFault {
            at: Duration::from_micros(rng.below(span.as_micros() as u64)),
            kind: swarm.fault(rng, cluster, producer),
        })
        .collect();
    faults.sort_by_key(|fault| fault.at);
    faults
}

/// The moves of brokers to other addresses.
pub(crate) fn draw_moves(rng: &mut Rng, brokers: i32, span: Duration, time: Duration) -> Vec<PlannedFault> {
    (0..=rng.below(3))
        .map(|_| {
            let one = 1 + rng.below(brokers as u64) as i32;
            let brokers = if one_in(rng, 3) { (1..=brokers).collect() } else { vec![one] };
            let how = pick(rng, &[Move::Port, Move::Name]);
            let kind = FaultKind::Relocate { brokers, how, silent: one_in(rng, 2), time };
            PlannedFault { at: Duration::from_micros(rng.below(span.as_micros() as u64 + 1)), kind }
        })
        .collect()
}

/// Followers that fall behind, and leaders that fail or move while they do.
pub(crate) fn draw_lags(
    rng: &mut Rng,
    cluster: &ClusterPlan,
    producer: &ProducerPlan,
    span: Duration,
) -> Vec<PlannedFault> {
    let mut faults = Vec::new();
    for _ in 0..rng.below(4) {
        let at = Duration::from_micros(rng.below(span.as_micros() as u64 + 1));
        let time = Duration::from_millis(10 + rng.below(producer.delivery_timeout.as_millis() as u64));
        let mut broker = || 1 + rng.below(cluster.brokers as u64) as i32;
        let (behind, other) = (broker(), broker());
        let by = (!one_in(rng, 2)).then(|| producer.request_timeout.mul_f64(rng.below(200) as f64 / 100.0));
        faults.push(PlannedFault { at, kind: FaultKind::Lag { broker: behind, time, by } });
        if one_in(rng, 2) {
            let at = at + time.mul_f64(rng.below(100) as f64 / 100.0);
            let down = Duration::from_millis(10 + rng.below(2_000));
            faults.push(PlannedFault { at, kind: FaultKind::Down { broker: other, time: down } });
        }
    }
    faults
}

/// Which faults are on in a run, and how likely each is.
struct Swarm {
    verbs: Vec<(u64, Verb)>,
    /// Codes of refusals and of disguised appends: few of them in some runs, all in others.
    codes: Vec<ErrorCode>,
    appended: Vec<ErrorCode>,
    /// Rules that strike more than once.
    bursts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Drop,
    AppendDrop,
    Err,
    AppendErr,
    HoldResponse,
    HoldRequest,
    Throttle,
    Mute,
    Malformed,
    Entries,
    Move,
    Leaderless,
    Forget,
    Cut,
    Refuse,
    Blackhole,
    Slow,
    Down,
    Stale,
    /// Metadata, InitProducerId and ApiVersions instead of Produce.
    OtherApi,
}

impl Swarm {
    fn draw(rng: &mut Rng) -> Self {
        const ALL: [(u64, Verb); 19] = [
            (6, Verb::Drop),
            (6, Verb::AppendDrop),
            (5, Verb::Err),
            (5, Verb::AppendErr),
            (3, Verb::HoldResponse),
            (5, Verb::HoldRequest),
            (1, Verb::Throttle),
            (1, Verb::Mute),
            (1, Verb::Malformed),
            (1, Verb::Entries),
            (4, Verb::Move),
            (1, Verb::Leaderless),
            (4, Verb::Cut),
            (1, Verb::Refuse),
            (2, Verb::Blackhole),
            (1, Verb::Slow),
            (1, Verb::Down),
            (1, Verb::Stale),
            (2, Verb::OtherApi),
        ];
        let share = 1 + rng.below(4);
        let mut verbs: Vec<(u64, Verb)> = ALL.into_iter().filter(|_| rng.below(5) < share).collect();
        if verbs.is_empty() {
            verbs.push(ALL[rng.below(ALL.len() as u64) as usize]);
        }
        if one_in(rng, 12) {
            verbs.push((2, Verb::Forget));
        }
        let narrow = one_in(rng, 2);
        let mut codes = REFUSED.to_vec();
        let mut appended = APPENDED_ANY.to_vec();
        if narrow {
            codes = vec![pick(rng, REFUSED), pick(rng, REFUSED)];
            appended = vec![pick(rng, APPENDED_ANY)];
        }
        Self { verbs, codes, appended, bursts: one_in(rng, 3) }
    }

    /// A schedule by requests instead of time: one Produce in so many is served badly, so that retries meet faults as well.
    fn by_request(&self, rng: &mut Rng, cluster: &ClusterPlan, producer: &ProducerPlan) -> Vec<PlannedFault> {
        let every = 1 + rng.below(8);
        let requests = weighted(rng, &[(1, 10), (2, 40), (1, 150)]);
        let mut faults = Vec::new();
        for request in 0..requests {
            if !one_in(rng, every) {
                continue;
            }
            match self.fault(rng, cluster, producer) {
                FaultKind::Script { rule, api: ApiKey::PRODUCE, text } => {
                    let kind = FaultKind::Script {
                        rule: rule.skip(request).times(1),
                        api: ApiKey::PRODUCE,
                        text: format!("{text}, but at request {request}"),
                    };
                    faults.push(PlannedFault { at: Duration::ZERO, kind });
                }
                kind => faults.push(PlannedFault { at: Duration::from_millis(rng.below(3_000)), kind }),
            }
        }
        faults.sort_by_key(|fault| fault.at);
        faults
    }

    fn fault(&self, rng: &mut Rng, cluster: &ClusterPlan, producer: &ProducerPlan) -> FaultKind {
        let broker = 1 + rng.below(cluster.brokers as u64) as i32;
        let topic = rng.below(cluster.topics.len() as u64) as u16;
        let partition = rng.below(cluster.topics[usize::from(topic)].partitions as u64) as i32;
        let time = Duration::from_millis(10 + rng.below(producer.delivery_timeout.as_millis() as u64));
        let verb = weighted(rng, &self.verbs);
        let fault = match verb {
            Verb::Drop => Fault::DropBefore,
            Verb::AppendDrop => Fault::DropAfter,
            Verb::Err => Fault::Error(pick(rng, &self.codes)),
            Verb::AppendErr => Fault::ErrorAfterAppend(appended_code(rng, &self.appended, producer.acks)),
            Verb::HoldResponse => Fault::Hold(hold_time(rng, producer)),
            Verb::HoldRequest => Fault::Delay(hold_time(rng, producer)),
            Verb::Throttle => Fault::Throttle(rng.below(500) as i32),
            Verb::Mute => pick_fault(rng, vec![Fault::LoseResponses, Fault::Silence]),
            Verb::Malformed => malformed(rng),
            Verb::Entries => pick_fault(rng, vec![Fault::OmitPartition, Fault::InventPartition]),
            Verb::Move => return FaultKind::Move { topic, partition, broker },
            Verb::Leaderless => return FaultKind::Leaderless { topic, partition, broker, time },
            Verb::Forget => return FaultKind::Forget { topic, partition },
            Verb::Cut => return FaultKind::Cut { broker },
            Verb::Refuse => return FaultKind::Refuse { broker, time },
            Verb::Blackhole => return FaultKind::Blackhole { broker, time, cut: one_in(rng, 2) },
            Verb::Slow => {
                let by = Duration::from_millis(1 + rng.below(100));
                return FaultKind::Slow { broker, time, by };
            }
            Verb::Down => return FaultKind::Down { broker, time },
            Verb::Stale => return FaultKind::Stale { broker, time },
            Verb::OtherApi => return other_api(rng, producer),
        };
        let mut rule = FaultRule::new(ApiKey::PRODUCE, fault.clone());
        let mut text = format!("{} {fault:?}", self::verb(&fault));
        let (of_partition, of_broker) = (one_in(rng, 3), one_in(rng, 3));
        if of_partition {
            rule = rule.topic(cluster.topics[usize::from(topic)].name.clone()).partition(partition);
            text = format!("{text} t{topic}-{partition}");
        } else if of_broker {
            rule = rule.broker(broker);
            text = format!("{text} broker {broker}");
        }
        let skip = if one_in(rng, 3) { rng.below(4) } else { 0 };
        let times = if self.bursts && one_in(rng, 3) { 2 + rng.below(6) } else { 1 };
        FaultKind::Script {
            rule: rule.skip(skip).times(times),
            api: ApiKey::PRODUCE,
            text: format!("{text} skip {skip} times {times}"),
        }
    }
}

/// Long enough to matter, at most a little beyond the delivery timeout: a delayed packet that outlives its record.
fn hold_time(rng: &mut Rng, producer: &ProducerPlan) -> Duration {
    let longest = match rng.below(3) {
        0 => Duration::from_millis(50),
        1 => producer.request_timeout * 2,
        _ => producer.delivery_timeout + producer.request_timeout,
    };
    Duration::from_micros(1 + rng.below(longest.as_micros() as u64))
}

fn malformed(rng: &mut Rng) -> Fault {
    let count = 1 + rng.below(40) as usize;
    let faults = vec![
        Fault::CorruptResponse,
        Fault::TruncateResponse(count),
        Fault::Wire(WireFault::Cut(count)),
        Fault::TrailingBytes(count),
        Fault::FrameLength(pick(rng, &[-1, 0, 3, 1 << 30, i32::MAX])),
        Fault::WrongCorrelation(pick(rng, &[-1, 1, 1_000])),
        Fault::DuplicateResponse,
    ];
    pick_fault(rng, faults)
}

fn other_api(rng: &mut Rng, producer: &ProducerPlan) -> FaultKind {
    let api =
        pick(rng, &[ApiKey::METADATA, ApiKey::METADATA, ApiKey::INIT_PRODUCER_ID, ApiKey::API_VERSIONS]);
    let mut faults = vec![
        Fault::DropBefore,
        Fault::DropAfter,
        Fault::Hold(hold_time(rng, producer)),
        Fault::Delay(hold_time(rng, producer)),
        Fault::Silence,
        malformed(rng),
    ];
    if api == ApiKey::METADATA {
        faults.push(Fault::Error(ErrorCode::LEADER_NOT_AVAILABLE));
        faults.push(Fault::Error(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
    }
    if api == ApiKey::INIT_PRODUCER_ID {
        // Its answer has a fixed length: noise in it is an answer, and a lie that no client can see through.
        faults.retain(|fault| *fault != Fault::CorruptResponse);
        faults.push(Fault::Error(ErrorCode::COORDINATOR_LOAD_IN_PROGRESS));
        faults.push(Fault::ErrorAfterAppend(ErrorCode::REQUEST_TIMED_OUT));
    }
    let fault = pick_fault(rng, faults);
    let text = format!("{} {fault:?} of {api:?}", verb(&fault));
    FaultKind::Script { rule: FaultRule::new(api, fault), api, text }
}

fn pick_fault(rng: &mut Rng, mut faults: Vec<Fault>) -> Fault {
    let at = rng.below(faults.len() as u64) as usize;
    faults.swap_remove(at)
}

/// A code that a broker may answer although it has appended, as the table of codes says.
fn appended_code(rng: &mut Rng, codes: &[ErrorCode], acks: Acks) -> ErrorCode {
    if acks == Acks::All && one_in(rng, 2) { pick(rng, APPENDED_ALL) } else { pick(rng, codes) }
}

/// Codes of a broker that did not append.
const REFUSED: &[ErrorCode] = &[
    ErrorCode::CORRUPT_MESSAGE,
    ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
    ErrorCode::NOT_LEADER_OR_FOLLOWER,
    ErrorCode::NOT_LEADER_OR_FOLLOWER,
    ErrorCode::LEADER_NOT_AVAILABLE,
    ErrorCode::REQUEST_TIMED_OUT,
    ErrorCode::NOT_ENOUGH_REPLICAS,
    ErrorCode::NOT_ENOUGH_REPLICAS,
    ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND,
    ErrorCode::MESSAGE_TOO_LARGE,
    ErrorCode::KAFKA_STORAGE_ERROR,
    ErrorCode::FENCED_LEADER_EPOCH,
    ErrorCode::UNKNOWN_LEADER_EPOCH,
    ErrorCode::INVALID_TOPIC_EXCEPTION,
    ErrorCode::TOPIC_AUTHORIZATION_FAILED,
    ErrorCode::INVALID_RECORD,
    ErrorCode::INVALID_TIMESTAMP,
    ErrorCode::UNKNOWN_SERVER_ERROR,
    ErrorCode::BROKER_NOT_AVAILABLE,
    ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER,
    ErrorCode::UNKNOWN_PRODUCER_ID,
    ErrorCode::INVALID_PRODUCER_EPOCH,
    ErrorCode(9_999),
];

/// Codes that a broker may answer after it has appended, whatever `acks`.
const APPENDED_ANY: &[ErrorCode] = &[
    ErrorCode::REQUEST_TIMED_OUT,
    ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND,
    ErrorCode::KAFKA_STORAGE_ERROR,
    ErrorCode::UNKNOWN_SERVER_ERROR,
    ErrorCode(9_999),
];

/// Codes that a broker may answer while it waits for replicas.
const APPENDED_ALL: &[ErrorCode] =
    &[ErrorCode::NOT_LEADER_OR_FOLLOWER, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, ErrorCode::UNKNOWN_TOPIC_ID];
