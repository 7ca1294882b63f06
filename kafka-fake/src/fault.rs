//! Scripted faults: what happens to which request, and to which connection.

mod connection;
mod wire;

use std::time::Duration;

use kafka_protocol::{ApiKey, BrokerId, ErrorCode};

pub use connection::{ConnectionFault, ConnectionRule};
pub use wire::{Foreign, WireFault};
pub(crate) use wire::{Shaped, Then, Trickle};

/// What is done to a request that a [`FaultRule`] matches.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection dies; the request was not applied.
    DropBefore,
    /// The request is applied, then the connection dies before any byte of its response.
    DropAfter,
    /// The request is answered with this code and not applied. With a topic or partition in the rule, a Produce or
    /// Metadata request is refused for the matching entries only and served for the others.
    Error(ErrorCode),
    /// The request is applied, and answered with this code as if it had not been.
    ErrorAfterAppend(ErrorCode),
    /// The request is applied at once; its response leaves that much later. Later requests of the connection wait,
    /// as they do for a broker that is waiting for replicas.
    Hold(Duration),
    /// The request is kept aside and applied that much later, even if its connection has died by then: a delayed
    /// packet. Later requests of the connection wait.
    Delay(Duration),
    /// The request is applied; its response says that it was throttled so many milliseconds, and the broker reads
    /// no further request of the connection for as long. A broker that poses as a release before 2.0 holds the response
    /// back for that time instead (KIP-219).
    Throttle(i32),
    /// The request is applied, but neither its response nor any later one of the connection is ever sent; later
    /// requests go on being applied.
    LoseResponses,
    /// From this request on, the connection is neither served nor closed.
    Silence,
    /// The body of the response is overwritten with seeded noise; length and correlation id stay right.
    CorruptResponse,
    /// The response loses this many bytes at its end, in a frame whose length is right.
    TruncateResponse(usize),
    /// This many zero bytes follow the response inside its frame.
    TrailingBytes(usize),
    /// The length before the response is this number, whatever the response has.
    FrameLength(i32),
    /// The response's correlation id is off by this much.
    WrongCorrelation(i32),
    /// The response is sent twice.
    DuplicateResponse,
    /// The entries that the rule's topic and partition name are left out of a Produce response, though applied.
    OmitPartition,
    /// A Produce response has one more entry, for a partition that nobody asked about.
    InventPartition,
    /// The request is applied; this befalls the bytes of its response frame.
    Wire(WireFault),
}

/// Which requests a [`Fault`] befalls: an API, and optionally a broker, topic and partition; how many matching
/// requests pass before it strikes, and how often it does.
///
/// Rules are tried in the order they were added; the first that strikes wins, and only it counts the request as one of
/// its strikes. Every rule that matches counts the requests it lets pass.
///
/// ```
/// use kafka_fake::{Fault, FaultRule};
/// use kafka_protocol::ApiKey;
///
/// // The third and fourth Produce to orders-0 are applied, but nobody hears of it.
/// let rule = FaultRule::new(ApiKey::PRODUCE, Fault::DropAfter).topic("orders").partition(0).skip(2).times(2);
/// # drop(rule);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultRule {
    pub(crate) api: ApiKey,
    pub(crate) broker: Option<BrokerId>,
    pub(crate) topic: Option<String>,
    pub(crate) partition: Option<i32>,
    pub(crate) skip: u64,
    pub(crate) times: u64,
    pub(crate) fault: Fault,
}

impl FaultRule {
    /// A rule that strikes the next request of this API, once.
    pub fn new(api: ApiKey, fault: Fault) -> Self {
        Self { api, broker: None, topic: None, partition: None, skip: 0, times: 1, fault }
    }

    /// Only requests to this broker.
    #[must_use]
    pub fn broker(mut self, broker: i32) -> Self {
        self.broker = Some(BrokerId(broker));
        self
    }

    /// Only requests that name this topic.
    #[must_use]
    pub fn topic(mut self, topic: impl Into<String>) -> Self {
        self.topic = Some(topic.into());
        self
    }

    /// Only requests that name a partition of this number (of the rule's topic, if it has one).
    #[must_use]
    pub fn partition(mut self, partition: i32) -> Self {
        self.partition = Some(partition);
        self
    }

    /// Lets so many matching requests pass first.
    #[must_use]
    pub fn skip(mut self, count: u64) -> Self {
        self.skip = count;
        self
    }

    /// Strikes so many requests; 1 if never said.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.times = count;
        self
    }

    /// Strikes until removed.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(u64::MAX)
    }

    /// Whether the rule's topic and partition name this one.
    pub(crate) fn names(&self, topic: &str, partition: Option<i32>) -> bool {
        self.topic.as_deref().is_none_or(|wanted| wanted == topic)
            && self.partition.is_none_or(|wanted| partition == Some(wanted))
    }
}

/// Names a rule of the script, to remove it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaultId(pub(crate) u64);

/// What a request names, for rules to match.
#[derive(Debug, Default)]
pub(crate) struct Scope(pub(crate) Vec<(String, Option<i32>)>);

impl Scope {
    /// The scope of a request that names topics only.
    pub(crate) fn of_topics<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self(names.map(|name| (name.to_owned(), None)).collect())
    }

    fn matches(&self, rule: &FaultRule) -> bool {
        if rule.topic.is_none() && rule.partition.is_none() {
            return true;
        }
        self.0.iter().any(|(topic, partition)| rule.names(topic, *partition))
    }
}

/// The script: rules in the order they were added.
#[derive(Debug, Default)]
pub(crate) struct Script {
    rules: Vec<(FaultId, FaultRule)>,
    connection_rules: Vec<(FaultId, ConnectionRule)>,
    next_id: u64,
}

impl Script {
    pub(crate) fn add(&mut self, rule: FaultRule) -> FaultId {
        let id = self.fresh_id();
        if rule.times > 0 {
            self.rules.push((id, rule));
        }
        id
    }

    pub(crate) fn add_connection(&mut self, rule: ConnectionRule) -> FaultId {
        let id = self.fresh_id();
        if !rule.is_spent() {
            self.connection_rules.push((id, rule));
        }
        id
    }

    fn fresh_id(&mut self) -> FaultId {
        let id = FaultId(self.next_id);
        self.next_id += 1;
        id
    }

    pub(crate) fn remove(&mut self, id: FaultId) -> bool {
        let before = self.len();
        self.rules.retain(|(rule, _)| *rule != id);
        self.connection_rules.retain(|(rule, _)| *rule != id);
        self.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
        self.connection_rules.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.rules.len() + self.connection_rules.len()
    }

    /// Whether a rule waits for requests of this API, so that their scope is worth collecting.
    pub(crate) fn watches(&self, api: ApiKey) -> bool {
        self.rules.iter().any(|(_, rule)| rule.api == api)
    }

    /// The rule that strikes this request, if any.
    pub(crate) fn strike(&mut self, api: ApiKey, broker: BrokerId, scope: &Scope) -> Option<FaultRule> {
        let mut struck = None;
        for (index, (_, rule)) in self.rules.iter_mut().enumerate() {
            let matches =
                rule.api == api && rule.broker.is_none_or(|wanted| wanted == broker) && scope.matches(rule);
            if !matches {
                continue;
            }
            if rule.skip > 0 {
                rule.skip -= 1;
            } else if struck.is_none() {
                struck = Some(index);
            }
        }
        let index = struck?;
        let (_, rule) = self.rules.get_mut(index)?;
        if rule.times != u64::MAX {
            rule.times -= 1;
        }
        let strike = rule.clone();
        if rule.times == 0 {
            self.rules.remove(index);
        }
        Some(strike)
    }

    /// What befalls a new connection to a broker, if anything.
    pub(crate) fn strike_connection(&mut self, broker: BrokerId) -> Option<ConnectionFault> {
        let mut struck = None;
        for (index, (_, rule)) in self.connection_rules.iter_mut().enumerate() {
            if rule.meets(broker) && struck.is_none() {
                rule.spend();
                struck = Some((index, rule.fault.clone(), rule.is_spent()));
            }
        }
        let (index, fault, spent) = struck?;
        if spent {
            self.connection_rules.remove(index);
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BROKER: BrokerId = BrokerId(1);

    fn scope(topic: &str, partition: i32) -> Scope {
        Scope(vec![(topic.to_owned(), Some(partition))])
    }

    #[test]
    fn a_rule_strikes_after_its_skips_and_as_often_as_told() {
        let mut script = Script::default();
        script.add(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore).skip(2).times(2));
        let struck: Vec<bool> =
            (0..6).map(|_| script.strike(ApiKey::PRODUCE, BROKER, &Scope::default()).is_some()).collect();
        assert_eq!(struck, [false, false, true, true, false, false]);
        assert_eq!(script.len(), 0);
    }

    #[test]
    fn a_rule_matches_api_broker_topic_and_partition() {
        let mut script = Script::default();
        script.add(FaultRule::new(ApiKey::PRODUCE, Fault::DropAfter).broker(2).topic("a").partition(1));
        assert!(script.strike(ApiKey::FETCH, BrokerId(2), &scope("a", 1)).is_none());
        assert!(script.strike(ApiKey::PRODUCE, BROKER, &scope("a", 1)).is_none());
        assert!(script.strike(ApiKey::PRODUCE, BrokerId(2), &scope("b", 1)).is_none());
        assert!(script.strike(ApiKey::PRODUCE, BrokerId(2), &scope("a", 0)).is_none());
        assert!(script.strike(ApiKey::PRODUCE, BrokerId(2), &scope("a", 1)).is_some());
    }

    #[test]
    fn a_rule_for_connections_strikes_after_its_skips_and_as_often_as_told() {
        let mut script = Script::default();
        script.add_connection(ConnectionRule::new(ConnectionFault::Close).broker(1).skip(1).times(2));
        script.add_connection(ConnectionRule::new(ConnectionFault::Reset).skip(2));
        let struck: Vec<_> = (0..6).map(|_| script.strike_connection(BROKER)).collect();
        let (close, reset) = (Some(ConnectionFault::Close), Some(ConnectionFault::Reset));
        assert_eq!(struck, [None, close.clone(), close, reset, None, None]);
        assert_eq!(script.len(), 0);
        script.add_connection(ConnectionRule::new(ConnectionFault::Close).broker(2).always());
        assert_eq!(script.strike_connection(BROKER), None);
        assert!(script.strike_connection(BrokerId(2)).is_some() && script.len() == 1);
    }

    #[test]
    fn the_first_rule_added_wins_and_others_keep_their_strikes() {
        let mut script = Script::default();
        script.add(FaultRule::new(ApiKey::PRODUCE, Fault::DropBefore));
        script.add(FaultRule::new(ApiKey::PRODUCE, Fault::DropAfter));
        let order: Vec<Fault> = (0..2)
            .filter_map(|_| script.strike(ApiKey::PRODUCE, BROKER, &Scope::default()))
            .map(|rule| rule.fault)
            .collect();
        assert_eq!(order, [Fault::DropBefore, Fault::DropAfter]);
    }
}
