//! A cluster view, an embedded cluster, and between them names, addresses and a time that moves from timer to timer.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use kafka_fake::{ClusterConfig, ConnId, KafkaVersion, Output};
use kafka_net::{ApiVersions, Cluster, ConnectionId, Event, NetConfig, SendOptions, Tick, Transmit};
use kafka_protocol::messages::FindCoordinatorRequest;
use kafka_protocol::{ApiKey, BrokerId, FrameDecoder, Message};

/// What is found at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Broker(i32),
    Refuses,
    /// Connections are never made.
    Silent,
    /// Connections are made, and never answered.
    Mute,
}

pub(crate) struct World {
    cluster: Cluster,
    pub(crate) brokers: kafka_fake::Cluster,
    now: Duration,
    names: BTreeMap<String, Vec<SocketAddr>>,
    places: BTreeMap<SocketAddr, Place>,
    links: BTreeMap<ConnectionId, Link>,
    /// Connections that an address is still to be waited for.
    opening: BTreeMap<ConnectionId, (Duration, SocketAddr)>,
    next_address: u8,
    next_look: Duration,
    last_token: u64,
    in_flight: BTreeSet<u64>,
    answered_at: BTreeMap<i32, Duration>,
    attempts: u64,
    /// How often a timer fired.
    pub(crate) turns: u64,
    /// Requests that [`questions`](Self::questions) has looked at.
    seen: usize,
}

struct Link {
    broker: i32,
    /// `None` where nothing gets through.
    conn: Option<ConnId>,
    frames: FrameDecoder,
}

/// Kafka's defaults.
pub(crate) fn config(servers: &str) -> NetConfig {
    NetConfig::new(servers).unwrap()
}

impl World {
    pub(crate) fn new(config: NetConfig, brokers: usize) -> Self {
        Self::seeded(config, brokers, 1)
    }

    /// Brokers `one`, `two` and `three`; `bootstrap` leads to all of them, `many` to a silent address and then to the first.
    pub(crate) fn seeded(config: NetConfig, brokers: usize, seed: u64) -> Self {
        Self::around(config, ClusterConfig::default().brokers(brokers), seed)
    }

    /// Three brokers that pose as a release.
    pub(crate) fn posing(config: NetConfig, release: KafkaVersion) -> Self {
        Self::around(config, ClusterConfig::default().brokers(3).as_version(release), 1)
    }

    fn around(config: NetConfig, brokers: ClusterConfig, seed: u64) -> Self {
        let fake = kafka_fake::Cluster::new(brokers);
        let brokers = fake.brokers().len();
        let cluster = Cluster::new(config, seed, Tick::ZERO).unwrap();
        let mut world = Self {
            cluster,
            brokers: fake,
            now: Duration::ZERO,
            names: BTreeMap::new(),
            places: BTreeMap::new(),
            links: BTreeMap::new(),
            opening: BTreeMap::new(),
            next_address: 0,
            next_look: Duration::ZERO,
            last_token: 0,
            in_flight: BTreeSet::new(),
            answered_at: BTreeMap::new(),
            attempts: 0,
            turns: 0,
            seen: 0,
        };
        for (broker, name) in (1..).zip(NAMES).take(brokers) {
            world.settle_at(broker, name);
        }
        for (name, place) in [("dead", Place::Refuses), ("hole", Place::Silent), ("mute", Place::Mute)] {
            let address = world.address(place);
            world.names.insert(name.to_owned(), vec![address]);
        }
        let hole = world.address(Place::Silent);
        let many = [vec![hole], world.names["one"].clone()].concat();
        world.names.insert("many".to_owned(), many);
        world
    }

    fn address(&mut self, place: Place) -> SocketAddr {
        self.next_address += 1;
        let address = SocketAddr::from((Ipv4Addr::new(10, 0, 0, self.next_address), 9092));
        self.places.insert(address, place);
        address
    }

    /// Gives the broker a name and an address of its own.
    fn settle_at(&mut self, broker: i32, name: &str) {
        let address = self.address(Place::Broker(broker));
        self.names.insert(name.to_owned(), vec![address]);
        self.names.entry("bootstrap".to_owned()).or_default().push(address);
        self.brokers.control().set_address(broker, name, 9092).unwrap();
    }

    /// The broker is at another name from now on.
    pub(crate) fn relocate(&mut self, broker: i32, name: &str, old: Place) {
        self.leave(broker, old);
        self.settle_at(broker, name);
    }

    /// The broker's name leads to another address from now on.
    pub(crate) fn move_name(&mut self, name: &str, broker: i32, old: Place) {
        self.leave(broker, old);
        let address = self.address(Place::Broker(broker));
        self.names.insert(name.to_owned(), vec![address]);
    }

    /// Every broker is at another name, to which only the bootstrap server leads.
    pub(crate) fn replace_all(&mut self, old: Place) {
        self.names.remove("bootstrap");
        for broker in 1..=3 {
            self.relocate(broker, &format!("new-{broker}"), old);
        }
    }

    /// What was at the broker's address is gone, and so are the connections to it.
    fn leave(&mut self, broker: i32, old: Place) {
        // What it answered before says nothing of the time after.
        self.answered_at.remove(&broker);
        for place in self.places.values_mut().filter(|place| **place == Place::Broker(broker)) {
            *place = old;
        }
        if old == Place::Silent {
            // Nobody tells the clients.
            for link in self.links.values_mut().filter(|link| link.broker == broker) {
                link.conn = None;
            }
            return;
        }
        self.brokers.control().disconnect_clients(broker).unwrap();
    }

    /// Other brokers with another memory, where these were.
    pub(crate) fn another_cluster(&mut self) {
        for broker in 1..=3 {
            self.brokers.control().disconnect_clients(broker).unwrap();
        }
        while self.turn() {}
        let config = ClusterConfig::default().brokers(3).seed(9);
        self.brokers = kafka_fake::Cluster::new(config);
        for (broker, name) in (1..).zip(NAMES) {
            self.brokers.control().set_address(broker, name, 9092).unwrap();
        }
        self.answered_at.clear();
    }

    pub(crate) fn die(&mut self, how: Place) {
        for broker in 1..=3 {
            self.leave(broker, how);
        }
    }

    /// Every broker is back at the address of its name.
    pub(crate) fn revive(&mut self) {
        for (broker, name) in (1..).zip(NAMES) {
            for address in &self.names[name] {
                self.places.insert(*address, Place::Broker(broker));
            }
        }
    }

    /// Every broker has answered in the last 200 ms.
    pub(crate) fn is_whole(&self) -> bool {
        let brokers = self.brokers.brokers();
        brokers.iter().all(|broker| self.quiet_for(broker.id().0) < Duration::from_millis(200))
    }

    /// The application uses a topic, without which no metadata is asked for in version 0.
    pub(crate) fn use_topic(&mut self, topic: &str) {
        self.brokers.control().create_topic(topic, 1).unwrap();
        self.cluster.add_topic(Tick::from(self.now), topic);
    }

    /// What the broker is known to speak.
    pub(crate) fn versions(&self, broker: i32) -> Option<&ApiVersions> {
        self.cluster.api_versions(BrokerId(broker))
    }

    /// The versions in which the brokers were asked for theirs since the last call.
    pub(crate) fn questions(&mut self) -> Vec<i16> {
        let from = std::mem::replace(&mut self.seen, self.brokers.recorder().requests().count());
        let new = self.brokers.recorder().requests().skip(from);
        new.filter(|asked| asked.api == ApiKey::API_VERSIONS).map(|asked| asked.version).collect()
    }

    /// How long the broker has not answered.
    pub(crate) fn quiet_for(&self, broker: i32) -> Duration {
        self.answered_at.get(&broker).map_or(Duration::MAX, |at| self.now.saturating_sub(*at))
    }

    pub(crate) fn settles_each_request_once(&mut self) {
        self.cluster.close(Tick::from(self.now));
        while self.turn() {}
        assert!(self.in_flight.is_empty(), "without an end: {:?}", self.in_flight);
    }

    pub(crate) fn attempts_within(&mut self, time: Duration) -> u64 {
        (self.attempts, self.turns) = (0, 0);
        self.run_for(time);
        self.attempts
    }

    /// Attempts that the configuration allows for one address: pauses double, and what is silent costs its timeout, which doubles as
    /// well.
    pub(crate) fn schedule(config: &NetConfig, how: Place, time: Duration) -> u64 {
        let (mut pause, mut timeout) = (config.reconnect_backoff, config.socket_connection_setup_timeout);
        let (mut at, mut attempts) = (Duration::ZERO, 0);
        while at < time {
            attempts += 1;
            at += pause + if how == Place::Silent { timeout } else { Duration::ZERO };
            pause = (pause * 2).min(config.reconnect_backoff_max);
            timeout = (timeout * 2).min(config.socket_connection_setup_timeout_max);
        }
        attempts
    }

    pub(crate) fn run_for(&mut self, time: Duration) {
        let end = self.now + time;
        while self.now < end {
            self.step(end);
        }
    }

    #[track_caller]
    pub(crate) fn run_until(&mut self, limit: Duration, done: impl Fn(&Self) -> bool) {
        let end = self.now + limit;
        while !done(self) {
            assert!(self.now < end, "not within {limit:?}: {:?}", self.cluster.last_error());
            self.step(end);
        }
    }

    /// Does all that there is to do now, and goes to the next timer.
    fn step(&mut self, end: Duration) {
        while self.turn() {}
        let timers = [
            self.cluster.poll_timeout().map(|at| at - Tick::ZERO),
            self.brokers.poll_timeout(),
            self.opening.values().map(|(at, _)| *at).min(),
        ];
        let timer = timers.into_iter().flatten().min().unwrap_or(Duration::MAX);
        self.now = timer.min(self.next_look).min(end).max(self.now);
        self.turns += u64::from(timer == self.now);
        if self.now >= self.next_look {
            self.next_look = self.now + LOOK;
            self.ask();
        }
        self.brokers.handle_timeout(self.now, WALL_MS);
        self.cluster.handle_timeout(Tick::from(self.now));
    }

    /// Somebody wants something of every broker, and metadata where one is not known.
    fn ask(&mut self) {
        let now = Tick::from(self.now);
        let brokers: Vec<BrokerId> = self.brokers.brokers().iter().map(kafka_fake::Broker::id).collect();
        for broker in brokers {
            if !self.cluster.metadata().brokers.contains_key(&broker) {
                self.cluster.request_update(now);
            } else if self.cluster.ready(now, broker) {
                self.send(now, broker);
            }
        }
    }

    fn send(&mut self, now: Tick, broker: BrokerId) {
        // Every release knows it.
        let api = ApiKey::FIND_COORDINATOR;
        let version = self.cluster.version(broker, api, FindCoordinatorRequest::VERSIONS).unwrap();
        let options = SendOptions { expects_response: true, timeout: Duration::from_secs(30) };
        self.last_token += 1;
        self.in_flight.insert(self.last_token);
        let request = FindCoordinatorRequest::default();
        self.cluster.send(now, broker, self.last_token, version, &request, options).unwrap();
    }

    fn turn(&mut self) -> bool {
        let (now, since) = (Tick::from(self.now), self.now);
        let mut moved = false;
        while let Some(event) = self.cluster.poll_event() {
            moved = true;
            match event {
                Event::Response { token, broker, .. } => {
                    assert!(self.in_flight.remove(&token), "{token} has a second end");
                    self.answered_at.insert(broker.0, self.now);
                }
                Event::Failed { token, .. } => {
                    assert!(self.in_flight.remove(&token), "{token} has a second end");
                }
                _ => {}
            }
        }
        while let Some(transmit) = self.cluster.poll_transmit() {
            moved = true;
            self.carry_out(now, transmit);
        }
        let due: Vec<_> =
            self.opening.iter().filter(|(_, (at, _))| *at <= since).map(|(id, _)| *id).collect();
        for id in due {
            moved = true;
            let (_, address) = self.opening.remove(&id).unwrap();
            self.open(id, &[address]);
        }
        while let Some(output) = self.brokers.poll_output() {
            moved = true;
            self.answer(now, output);
        }
        moved
    }

    fn carry_out(&mut self, now: Tick, transmit: Transmit) {
        match transmit {
            Transmit::Resolve { connection, host, .. } => {
                let found = self.names.get(&*host).cloned().unwrap_or_default();
                self.cluster.handle_resolved(now, connection, found.into_iter().map(Into::into).collect());
            }
            Transmit::Open { connection, addresses, .. } => {
                self.attempts += 1;
                self.open(connection, &addresses);
            }
            Transmit::Write { connection, segments } => {
                self.cluster.handle_written(now, connection, segments.len());
                let Some(link) = self.links.get_mut(&connection) else { return };
                let Some(conn) = link.conn else { return };
                link.frames.extend(&segments.to_bytes());
                while let Some(frame) = link.frames.next_frame().unwrap() {
                    self.brokers.handle_frame(self.now, WALL_MS, conn, frame);
                }
            }
            Transmit::Sasl { .. } => unreachable!("nobody authenticates here"),
            Transmit::Close { connection } => {
                self.opening.remove(&connection);
                if let Some(conn) = self.links.remove(&connection).and_then(|link| link.conn) {
                    self.brokers.disconnect(self.now, conn);
                }
            }
        }
    }

    /// As the driver: an address that refuses is followed by the next at once, one that says nothing after a while.
    fn open(&mut self, id: ConnectionId, addresses: &[SocketAddr]) {
        let now = Tick::from(self.now);
        for (at, address) in addresses.iter().enumerate() {
            let place = self.places[address];
            let conn = match place {
                Place::Refuses => continue,
                Place::Silent => {
                    if let Some(next) = addresses.get(at + 1) {
                        self.opening.insert(id, (self.now + STAGGER, *next));
                    }
                    return;
                }
                Place::Mute => None,
                Place::Broker(broker) => match self.brokers.connect(self.now, broker) {
                    Some(conn) => Some(conn),
                    None => continue,
                },
            };
            let broker = if let Place::Broker(broker) = place { broker } else { 0 };
            self.links.insert(id, Link { broker, conn, frames: FrameDecoder::default() });
            return self.cluster.handle_opened(now, id, *address);
        }
        self.cluster.handle_open_failed(now, id, "connection refused".to_owned());
    }

    fn answer(&mut self, now: Tick, output: Output) {
        let of = |conn| self.links.iter().find(|(_, link)| link.conn == Some(conn)).map(|(id, _)| *id);
        match output {
            Output::Send { conn, segments } => {
                if let Some(id) = of(conn) {
                    self.cluster.handle_bytes(now, id, &segments.to_bytes());
                }
            }
            Output::Close { conn, .. } => {
                if let Some(id) = of(conn) {
                    self.links.remove(&id);
                    self.cluster.handle_closed(now, id, None);
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

const NAMES: [&str; 3] = ["one", "two", "three"];
const WALL_MS: i64 = 1_700_000_000_000;
/// Between two requests of the application.
const LOOK: Duration = Duration::from_millis(100);
/// RFC 8305.
const STAGGER: Duration = Duration::from_millis(250);
