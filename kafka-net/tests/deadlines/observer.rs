//! What is asked of the cluster view in each row, and what it said.

use kafka_net::{Cluster, Event, NetError, SendOptions, Sent, Tick};
use kafka_protocol::messages::metadata_request::MetadataRequestTopic;
use kafka_protocol::messages::{InitProducerIdRequest, InitProducerIdResponse, MetadataRequest};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, BrokerId, Message, decode_response};

use crate::row::{Phase, Row};

/// What became of a connection and of its requests.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Whether the script has done all that it was to do.
    pub(crate) struck: bool,
    /// Nothing more was going to happen, and it had not ended.
    pub(crate) hung: bool,
    pub(crate) opened_at: Tick,
    pub(crate) ready_at: Option<Tick>,
    /// When the first request of the row was sent.
    pub(crate) sent_at: Option<Tick>,
    /// When the renewal of the session began.
    pub(crate) renewal_at: Option<Tick>,
    pub(crate) renewed: bool,
    /// When the fault did what can be seen at once.
    pub(crate) struck_at: Tick,
    /// The end of the connection.
    pub(crate) lost: Option<(Tick, Option<NetError>)>,
    /// The requests sent, and what became of them.
    pub(crate) sent: Vec<u64>,
    pub(crate) answered: Vec<u64>,
    pub(crate) failed: Vec<(u64, Sent, NetError)>,
}

impl Outcome {
    pub(crate) fn hung() -> Self {
        Self { hung: true, ..Self::default() }
    }

    /// Does what is to be done now: three requests, once the cluster is known.
    pub(crate) fn act(&mut self, now: Tick, cluster: &mut Cluster, row: &Row) {
        while self.sent.len() < REQUESTS && self.lost.is_none() && cluster.ready(now, BROKER) {
            let api = ApiKey::INIT_PRODUCER_ID;
            let version = cluster.version(BROKER, api, InitProducerIdRequest::VERSIONS).unwrap();
            let options = SendOptions { expects_response: true, timeout: row.request_timeout() };
            let token = self.sent.len() as u64 + 1;
            if row.at == Phase::Write && token > 1 {
                let version = cluster.version(BROKER, ApiKey::METADATA, MetadataRequest::VERSIONS).unwrap();
                cluster.send(now, BROKER, token, version, &large(), options).unwrap();
            } else {
                let request = InitProducerIdRequest::default();
                cluster.send(now, BROKER, token, version, &request, options).unwrap();
            }
            self.sent.push(token);
            self.sent_at.get_or_insert(now);
        }
    }

    /// Takes what the cluster view says.
    pub(crate) fn take(&mut self, now: Tick, cluster: &mut Cluster, event: Event) {
        match event {
            Event::Response { token, broker, version, frame, .. } => {
                self.answered.push(token);
                let response: InitProducerIdResponse =
                    decode_response::<InitProducerIdRequest>(version, &frame).unwrap().1;
                let throttle = response.throttle_time_ms;
                cluster.throttle(now, broker, ApiKey::INIT_PRODUCER_ID, version, throttle);
            }
            Event::Failed { token, sent, error, .. } => self.failed.push((token, sent, error)),
            Event::BrokerReady(_) => {
                self.ready_at.get_or_insert(now);
                self.renewed = self.renewal_at.is_some();
            }
            Event::BrokerLost { error, .. } => {
                self.lost.get_or_insert((now, error));
            }
            _ => {}
        }
    }

    /// Whether nothing more is to be expected.
    pub(crate) fn is_over(&self, row: &Row) -> bool {
        self.lost.is_some() || if row.is_renewal() { self.renewed } else { self.is_answered() }
    }

    /// Whether all that was to be asked is answered.
    pub(crate) fn is_answered(&self) -> bool {
        self.answered.len() == REQUESTS
    }

    /// Ends the cluster view. What it says then of a request that was settled before counts as a second end.
    pub(crate) fn close(&mut self, now: Tick, cluster: &mut Cluster) {
        cluster.close(now);
        while let Some(event) = cluster.poll_event() {
            if !matches!(event, Event::BrokerLost { .. }) {
                self.take(now, cluster, event);
            }
        }
    }
}

/// A request of 16 MiB, more than the kernel keeps for who does not read.
fn large() -> MetadataRequest {
    let name = StrBytes::from("t".repeat(32 * 1024 - 1));
    let topic = MetadataRequestTopic { name: Some(name), ..MetadataRequestTopic::default() };
    MetadataRequest { topics: Some(vec![topic; 512]), ..MetadataRequest::default() }
}

const BROKER: BrokerId = BrokerId(1);
const REQUESTS: usize = 3;
