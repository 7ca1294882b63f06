use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::messages::ApiVersionsRequest;
use kafka_protocol::{ApiKey, BrokerId, ErrorCode, Request, decode_response};
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep_until;

use super::authentication::CredentialSource;
use super::clock::Clock;
use super::sockets::Sockets;
use crate::cluster::{Cluster, Event, Metadata};
use crate::config::NetConfig;
use crate::connection::{ApiVersions, Negotiation, SendOptions};
use crate::error::{NetError, Peer, PeerError};
use crate::time::Tick;

/// An async handle to a Kafka cluster for tools and tests: any request, to any broker.
///
/// A task on the caller's tokio runtime does the work; clones share it, and it ends when the last of them is dropped, which
/// closes every connection. Every method is cancel safe: what was asked may still happen, nothing else is disturbed.
#[derive(Clone, Debug)]
pub struct Client {
    commands: mpsc::UnboundedSender<Command>,
    timeout: Duration,
}

impl Client {
    /// Connects: returns when a bootstrap server has told the cluster's brokers.
    ///
    /// Fails at once when a server or this client is refused by the other, with the last cause when each bootstrap server has
    /// failed once (twice with [`broker_version_fallback`](NetConfig::broker_version_fallback)), or none has answered within [`request_timeout`](NetConfig::request_timeout).
    pub async fn connect(config: NetConfig) -> Result<Self, NetError> {
        let sockets = Sockets::from_config(&config)?;
        Self::over(config, sockets).await
    }

    /// As [`connect`](Self::connect), with credentials that change with time, for a [`SaslConfig`](crate::SaslConfig) with
    /// `external_credentials`.
    pub async fn connect_with_credentials(
        config: NetConfig,
        source: Arc<dyn CredentialSource>,
    ) -> Result<Self, NetError> {
        let sockets = Sockets::from_config(&config)?.with_credentials(source);
        Self::over(config, sockets).await
    }

    async fn over(config: NetConfig, sockets: Sockets) -> Result<Self, NetError> {
        let clock = Clock::start();
        let timeout = config.request_timeout;
        // A broker of 0.9.0 does not answer the question for its versions; only what follows from that tells it from a dead one.
        let lessons = usize::from(config.broker_version_fallback.is_some());
        let attempts = config.bootstrap_servers.len() * (1 + lessons);
        // Two clients started by one machine should not follow each other from broker to broker.
        let seed = std::process::id();
        let mut cluster = Cluster::new(config, u64::from(seed), clock.now())?;
        cluster.want_brokers_alone();
        let (commands, inbox) = mpsc::unbounded_channel();
        tokio::spawn(Task::new(cluster, clock, sockets).run(inbox));
        let client = Self { commands, timeout };
        client.ask_metadata(&[], Some(attempts)).await?;
        Ok(client)
    }

    /// Sends a request in the newest version that both sides know, to `broker` or to whichever is least loaded.
    ///
    /// Waits for a connection and for the answer, together at most [`request_timeout`](NetConfig::request_timeout) each.
    /// Error codes inside the response are the caller's to read.
    pub async fn request<R: Request + Sync>(
        &self,
        broker: Option<BrokerId>,
        request: &R,
    ) -> Result<R::Response, NetError> {
        let request = request.clone();
        let timeout = self.timeout;
        let send = move |cluster: &mut Cluster, now: Tick, broker: BrokerId, token: u64| {
            let Some(version) = cluster.version(broker, R::API_KEY, R::VERSIONS) else {
                let theirs = cluster.api_versions(broker).and_then(|versions| versions.range(R::API_KEY));
                let peer = cluster.peer(broker).ok_or(NetError::UnknownBroker(broker))?;
                return Err(NetError::UnsupportedVersion {
                    peer,
                    api: R::API_KEY,
                    ours: R::VERSIONS,
                    theirs,
                });
            };
            let options = SendOptions { expects_response: true, timeout };
            Ok(cluster.send(now, broker, token, version, &request, options)?)
        };
        let (reply, answer) = oneshot::channel();
        self.tell(Command::Request { broker, send: Box::new(send), reply })?;
        let answer = answer.await.map_err(|_| NetError::ClientClosed)??;
        match decode_response::<R>(answer.version, &answer.frame) {
            Ok((_, response)) => Ok(response),
            Err(error) => {
                let error = PeerError::Decode { api: R::API_KEY, error };
                let broker = answer.peer.broker;
                self.tell(Command::Fail { broker, error: error.clone() })?;
                Err(NetError::Protocol { peer: answer.peer, error })
            }
        }
    }

    /// Fresh metadata that covers these topics. A topic may be in error there, by its code; only one whose leaders are being
    /// elected (it was just created) is waited for, at most [`request_timeout`](NetConfig::request_timeout).
    pub async fn metadata(&self, topics: &[&str]) -> Result<Arc<Metadata>, NetError> {
        self.ask_metadata(topics, None).await
    }

    /// What a broker says it speaks, asked anew.
    pub async fn api_versions(&self, broker: BrokerId) -> Result<ApiVersions, NetError> {
        let request: ApiVersionsRequest = Negotiation::request();
        let response = self.request(Some(broker), &request).await?;
        let code = ErrorCode(response.error_code);
        if code != ErrorCode::NONE {
            let metadata = self.metadata(&[]).await?;
            let known = metadata.brokers.get(&broker).ok_or(NetError::UnknownBroker(broker))?;
            let peer = Peer { broker, address: known.address.clone() };
            return Err(NetError::Broker { peer, api: ApiKey::API_VERSIONS, code });
        }
        Ok(ApiVersions::from_response(&response))
    }

    async fn ask_metadata(
        &self,
        topics: &[&str],
        attempts: Option<usize>,
    ) -> Result<Arc<Metadata>, NetError> {
        let (reply, answer) = oneshot::channel();
        let topics = topics.iter().map(|topic| Arc::from(*topic)).collect();
        self.tell(Command::Metadata { topics, attempts, reply })?;
        answer.await.map_err(|_| NetError::ClientClosed)?
    }

    fn tell(&self, command: Command) -> Result<(), NetError> {
        self.commands.send(command).map_err(|_| NetError::ClientClosed)
    }
}

type Send = Box<dyn FnOnce(&mut Cluster, Tick, BrokerId, u64) -> Result<(), NetError> + std::marker::Send>;
type Reply<T> = oneshot::Sender<Result<T, NetError>>;

enum Command {
    Request { broker: Option<BrokerId>, send: Send, reply: Reply<Answer> },
    Metadata { topics: Vec<Arc<str>>, attempts: Option<usize>, reply: Reply<Arc<Metadata>> },
    Fail { broker: BrokerId, error: PeerError },
}

struct Answer {
    peer: Peer,
    version: i16,
    frame: Bytes,
}

/// A request that waits for a connection.
struct Waiting {
    broker: Option<BrokerId>,
    deadline: Tick,
    send: Send,
    reply: Reply<Answer>,
}

struct MetadataWait {
    topics: Vec<Arc<str>>,
    /// Only a snapshot newer than this one will do.
    newer_than: u64,
    /// How many more failures to put up with.
    attempts: Option<usize>,
    deadline: Tick,
    reply: Reply<Arc<Metadata>>,
}

struct Task {
    cluster: Cluster,
    clock: Clock,
    sockets: Sockets,
    waiting: Vec<Waiting>,
    sent: BTreeMap<u64, Reply<Answer>>,
    metadata: Vec<MetadataWait>,
    next_token: u64,
}

impl Task {
    fn new(cluster: Cluster, clock: Clock, sockets: Sockets) -> Self {
        Self {
            cluster,
            clock,
            sockets,
            waiting: Vec::new(),
            sent: BTreeMap::new(),
            metadata: Vec::new(),
            next_token: 0,
        }
    }

    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Command>) {
        loop {
            self.dispatch();
            self.drain();
            let wake = self.deadline().and_then(|deadline| self.clock.instant(deadline));
            let timer = async {
                match wake {
                    Some(instant) => sleep_until(instant).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                command = inbox.recv() => match command {
                    Some(command) => self.take(command),
                    None => break,
                },
                event = self.sockets.next_event() => event.deliver(&mut self.cluster, self.clock.now()),
                () = timer => self.cluster.handle_timeout(self.clock.now()),
            }
            self.drain();
        }
    }

    fn take(&mut self, command: Command) {
        let now = self.clock.now();
        let deadline = now + self.cluster.config().request_timeout;
        match command {
            Command::Request { broker, send, reply } => {
                self.waiting.push(Waiting { broker, deadline, send, reply });
            }
            Command::Metadata { topics, attempts, reply } => {
                let newer_than = self.cluster.metadata().version;
                for topic in &topics {
                    self.cluster.add_topic(now, topic);
                }
                self.cluster.request_update(now);
                self.metadata.push(MetadataWait { topics, newer_than, attempts, deadline, reply });
            }
            Command::Fail { broker, error } => self.cluster.fail_connection(now, broker, error),
        }
    }

    /// Sends what can be sent, and gives up what waited too long or is no longer wanted.
    fn dispatch(&mut self) {
        let now = self.clock.now();
        for waiting in std::mem::take(&mut self.waiting) {
            if waiting.reply.is_closed() {
                continue;
            }
            let known = &self.cluster.metadata().brokers;
            if let Some(broker) = waiting.broker.filter(|b| !known.is_empty() && !known.contains_key(b)) {
                answer(waiting.reply, Err(NetError::UnknownBroker(broker)));
                continue;
            }
            let target = waiting.broker.or_else(|| self.cluster.least_loaded(now));
            match target {
                Some(broker) if self.cluster.ready(now, broker) => {
                    let token = self.next_token;
                    self.next_token += 1;
                    match (waiting.send)(&mut self.cluster, now, broker, token) {
                        Ok(()) => {
                            self.sent.insert(token, waiting.reply);
                        }
                        Err(error) => answer(waiting.reply, Err(error)),
                    }
                    self.drain();
                }
                _ if waiting.deadline <= now => answer(waiting.reply, Err(self.timeout())),
                _ => self.waiting.push(waiting),
            }
        }
        for wait in std::mem::take(&mut self.metadata) {
            if wait.reply.is_closed() {
                continue;
            }
            if wait.deadline <= now {
                answer(wait.reply, Err(self.timeout()));
            } else {
                self.metadata.push(wait);
            }
        }
    }

    /// Carries the cluster's outputs to where they belong.
    fn drain(&mut self) {
        loop {
            while let Some(transmit) = self.cluster.poll_transmit() {
                self.sockets.apply(transmit);
            }
            let Some(event) = self.cluster.poll_event() else { break };
            self.handle_event(event);
        }
    }

    fn handle_event(&mut self, event: Event) {
        match event {
            Event::Response { token, broker, version, frame, .. } => {
                let peer = self.cluster.peer(broker);
                if let (Some(reply), Some(peer)) = (self.sent.remove(&token), peer) {
                    answer(reply, Ok(Answer { peer, version, frame }));
                }
            }
            Event::Failed { token, error, .. } => {
                if let Some(reply) = self.sent.remove(&token) {
                    answer(reply, Err(error));
                }
            }
            Event::MetadataUpdated(metadata) => self.metadata_updated(&metadata),
            Event::BrokerLost { broker, error: Some(error) } => {
                let refused = error.is_authentication();
                if refused {
                    // R122: who waits is told at once; nothing but a change of the credentials helps.
                    let concerned = |waiting: &Waiting| waiting.broker.is_none_or(|b| b == broker);
                    for waiting in self.waiting.extract_if(.., |waiting| concerned(waiting)) {
                        answer(waiting.reply, Err(error.clone()));
                    }
                }
                for mut wait in std::mem::take(&mut self.metadata) {
                    wait.attempts = wait.attempts.map(|left| left.saturating_sub(1));
                    if refused || wait.attempts == Some(0) {
                        answer(wait.reply, Err(error.clone()));
                    } else {
                        self.metadata.push(wait);
                    }
                }
            }
            Event::Written { .. }
            | Event::ClusterIdentified(_)
            | Event::CoordinatorFound { .. }
            | Event::CoordinatorFailed { .. }
            | Event::BrokerReady(_)
            | Event::BrokerLost { error: None, .. } => {}
        }
    }

    fn metadata_updated(&mut self, metadata: &Arc<Metadata>) {
        let covered = |wait: &MetadataWait| {
            let settled = |topic: &Arc<str>| {
                metadata.topic(topic).is_some_and(|t| t.error != ErrorCode::LEADER_NOT_AVAILABLE)
            };
            metadata.version > wait.newer_than
                && !metadata.brokers.is_empty()
                && wait.topics.iter().all(settled)
        };
        for wait in std::mem::take(&mut self.metadata) {
            if covered(&wait) {
                answer(wait.reply, Ok(Arc::clone(metadata)));
            } else {
                self.metadata.push(wait);
            }
        }
    }

    fn deadline(&self) -> Option<Tick> {
        let requests = self.waiting.iter().map(|waiting| {
            let attempt = waiting.broker.and_then(|broker| self.cluster.next_attempt(broker));
            attempt.map_or(waiting.deadline, |attempt| attempt.min(waiting.deadline))
        });
        let metadata = self.metadata.iter().map(|wait| wait.deadline);
        requests.chain(metadata).chain(self.cluster.poll_timeout()).min()
    }

    fn timeout(&self) -> NetError {
        let timeout = self.cluster.config().request_timeout;
        self.cluster.last_error().cloned().unwrap_or(NetError::Timeout { timeout })
    }
}

/// Replies, unless nobody waits for it any more.
fn answer<T>(reply: Reply<T>, result: Result<T, NetError>) {
    drop(reply.send(result));
}
