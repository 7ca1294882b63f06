//! What operators filter by: the fields of spans and events (see the crate's README).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use kafka_fake::{ClusterConfig, Fault, FaultRule, TcpCluster};
use kafka_net::NetConfig;
use kafka_net::driver::Client;
use kafka_protocol::ApiKey;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

type Fields = BTreeMap<&'static str, String>;

/// Keeps spans and events of every level.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<Fields>>>);

struct Taken<'a>(&'a mut Fields);

impl Visit for Taken<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("kafka_net")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::from([("span", span.metadata().name().to_owned())]);
        span.record(&mut Taken(&mut fields));
        self.0.lock().unwrap().push(fields);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::from([("in span", event.parent().is_some().to_string())]);
        event.record(&mut Taken(&mut fields));
        self.0.lock().unwrap().push(fields);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Kept {
    fn of(&self, message: &str) -> Vec<Fields> {
        let kept = self.0.lock().unwrap();
        kept.iter().filter(|f| f.get("message").is_some_and(|m| m == message)).cloned().collect()
    }
}

fn names(fields: &Fields) -> Vec<&'static str> {
    fields.keys().copied().filter(|name| !["message", "in span"].contains(name)).collect()
}

#[tokio::test]
async fn spans_and_events_have_the_documented_fields() {
    let kept = Kept::default();
    let _guard = tracing::subscriber::set_default(kept.clone());
    let cluster = TcpCluster::start(ClusterConfig::default()).unwrap();
    let client = Client::connect(NetConfig::new(&cluster.bootstrap()).unwrap()).await.unwrap();
    let fault = FaultRule::new(ApiKey::METADATA, Fault::DropBefore).times(1);
    cluster.with_cluster(|cluster| cluster.control().add_fault(fault));
    client.metadata(&["t"]).await.unwrap();

    let spans: Vec<_> =
        kept.0.lock().unwrap().iter().filter(|fields| fields.contains_key("span")).cloned().collect();
    assert!(spans.len() >= 2, "one for each connection: {spans:?}");
    for span in &spans {
        assert_eq!(span["span"], "connection");
        assert_eq!(names(span), ["address", "broker", "connection", "span"]);
    }
    let requests = kept.of("request");
    let responses = kept.of("response");
    let failed = kept.of("request failed");
    assert!(!requests.is_empty() && !responses.is_empty());
    assert_eq!(failed.len(), 1);
    for request in &requests {
        assert_eq!(names(request), ["api", "broker", "bytes", "connection", "correlation_id", "version"]);
    }
    for response in &responses {
        let expected = ["api", "broker", "bytes", "connection", "correlation_id", "latency_us", "version"];
        assert_eq!(names(response), expected);
        let asked = |request: &&Fields| {
            ["connection", "correlation_id", "api"].iter().all(|name| request[name] == response[name])
        };
        assert!(requests.iter().any(|request| asked(&request)), "{response:?} answers nothing");
    }
    assert_eq!(
        names(&failed[0]),
        ["api", "broker", "connection", "correlation_id", "error", "sent", "version"]
    );
    assert_eq!(failed[0]["sent"], "MaybeSent");
    for message in ["connecting", "connected", "disconnected"] {
        assert!(kept.of(message).iter().all(|event| event.contains_key("broker")), "{message}");
        assert!(!kept.of(message).is_empty(), "{message}");
    }
    let all = kept.0.lock().unwrap();
    let loose =
        all.iter().find(|f| f.contains_key("connection") && f.get("in span").is_some_and(|v| v == "false"));
    assert_eq!(loose, None, "events of a connection are in its span");
}
