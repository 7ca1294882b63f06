//! The APIs served, one file each: versions, what is kept of Kafka's behaviour, what is left out.

pub(crate) mod api_versions;
pub(crate) mod create_topics;
pub(crate) mod delete_topics;
pub(crate) mod fetch;
pub(crate) mod find_coordinator;
pub(crate) mod get_telemetry_subscriptions;
pub(crate) mod init_producer_id;
pub(crate) mod list_offsets;
pub(crate) mod metadata;
pub(crate) mod produce;
pub(crate) mod push_telemetry;
pub(crate) mod sasl_authenticate;
pub(crate) mod sasl_handshake;

use kafka_protocol::wire::StrBytes;
use kafka_protocol::{BrokerId, ErrorCode, Request};

use crate::cluster::{Cluster, ConnId};
use crate::error::CloseReason;
use crate::fault::{Fault, FaultRule, Scope};
use crate::recorder::Detail;

/// A request that the cluster serves.
pub(crate) trait Api: Request {
    /// The topics and partitions that it names, for fault rules.
    fn scope(&self, _cluster: &Cluster) -> Scope {
        Scope::default()
    }

    /// Serves it.
    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<Self::Response>;

    /// Makes a response say that the request was throttled.
    fn throttle(response: &mut Self::Response, throttle_time_ms: i32);
}

/// What a handler has to know besides its request.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) conn: ConnId,
    pub(crate) broker: BrokerId,
    pub(crate) version: i16,
    pub(crate) rule: Option<FaultRule>,
    /// Set by the handler, for the recorder.
    pub(crate) detail: Detail,
}

impl Context {
    /// The code that the script wants this entry refused with.
    pub(crate) fn refusal(&self, topic: &str, partition: Option<i32>) -> Option<ErrorCode> {
        let rule = self.rule.as_ref().filter(|rule| rule.names(topic, partition))?;
        match rule.fault {
            Fault::Error(code) => Some(code),
            _ => None,
        }
    }

    /// The code that the script wants this entry answered with although it was applied.
    pub(crate) fn disguise(&self, topic: &str, partition: Option<i32>) -> Option<ErrorCode> {
        let rule = self.rule.as_ref().filter(|rule| rule.names(topic, partition))?;
        match rule.fault {
            Fault::ErrorAfterAppend(code) => Some(code),
            _ => None,
        }
    }

    /// The code that the script wants the whole request refused with.
    pub(crate) fn refusal_of_all(&self) -> Option<ErrorCode> {
        match self.rule.as_ref()?.fault {
            Fault::Error(code) => Some(code),
            _ => None,
        }
    }

    /// The code that the script wants the whole request answered with although it was applied.
    pub(crate) fn disguise_of_all(&self) -> Option<ErrorCode> {
        match self.rule.as_ref()?.fault {
            Fault::ErrorAfterAppend(code) => Some(code),
            _ => None,
        }
    }
}

/// What becomes of a request.
#[derive(Debug)]
pub(crate) enum Answer<R> {
    /// It is answered.
    Reply(R),
    /// It is answered, and the connection closed after that.
    Last(R, CloseReason),
    /// It is never answered.
    Nothing,
    /// It is answered once records are there or its time is up.
    Wait(fetch::WaitingFetch),
    /// It is answered once replicas have its records or its time is up.
    WaitForReplicas(produce::WaitingProduce),
    /// The connection is closed.
    Close(CloseReason),
}

/// A nullable string of a message as text, with null as the empty string.
pub(crate) fn text(string: Option<&StrBytes>) -> &str {
    string.map_or("", |string| string)
}
