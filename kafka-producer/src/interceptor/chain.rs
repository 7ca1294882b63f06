//! The chain of a producer's interceptors, and the one acknowledgement that each record owes it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;

use crate::clock::WallMs;
use crate::delivery::{DeliveryHandler, RecordCallback, Report};
use crate::error::ProduceError;
use crate::interceptor::{Acknowledgement, InterceptedRecord, ProducerInterceptor, RecordError};
use crate::record::{ProducerRecord, RecordHeader, RecordMetadata};
use crate::sync::{Arc, AtomicBool, Ordering};

/// A header that outlives its record.
pub(crate) type OwnHeader = (Box<str>, Option<Bytes>);

/// Interceptors in their order.
pub(crate) struct Interceptors {
    chain: Vec<Box<dyn ProducerInterceptor>>,
    closed: AtomicBool,
}

impl Interceptors {
    /// `None` where there are none, so that a producer without interceptors has nothing to look through.
    pub(crate) fn new(chain: Vec<Box<dyn ProducerInterceptor>>) -> Option<Arc<Self>> {
        (!chain.is_empty()).then(|| Arc::new(Self { chain, closed: AtomicBool::new(false) }))
    }

    /// A20: one that fails is skipped, and the last good record goes on.
    pub(crate) fn on_send<'r>(&self, record: &ProducerRecord<'r>) -> InterceptedRecord<'r> {
        let mut good = InterceptedRecord::new(record);
        for interceptor in &self.chain {
            let mut next = good.clone();
            match catch_unwind(AssertUnwindSafe(|| interceptor.on_send(&mut next))) {
                Ok(Ok(())) => good = next,
                Ok(Err(error)) => {
                    let (interceptor, topic) = (interceptor.name(), good.topic());
                    tracing::warn!(interceptor, topic, %error, "an interceptor failed; the record goes on without it");
                }
                Err(_) => report_panic(&**interceptor, "on_send", good.topic()),
            }
        }
        good
    }

    /// Owes the chain an acknowledgement of this record, to be given before `then`.
    pub(crate) fn owe(
        self: &Arc<Self>,
        topic: Arc<str>,
        partition: Option<i32>,
        headers: &[RecordHeader<'_>],
        then: Report,
    ) -> Report {
        let own = |h: &RecordHeader<'_>| (h.key.into(), h.value.map(Bytes::copy_from_slice));
        Report::Callback(Box::new(Owed {
            chain: self.clone(),
            topic,
            partition: partition.unwrap_or(-1),
            headers: headers.iter().map(own).collect(),
            then,
            paid: false,
        }))
    }

    /// A72, once.
    pub(crate) fn close(&self) {
        if !self.closed.swap(true, Ordering::AcqRel) {
            self.each("close", "", |interceptor| interceptor.close());
        }
    }

    fn each(&self, step: &str, topic: &str, call: impl Fn(&dyn ProducerInterceptor)) {
        for interceptor in &self.chain {
            if catch_unwind(AssertUnwindSafe(|| call(&**interceptor))).is_err() {
                report_panic(&**interceptor, step, topic);
            }
        }
    }
}

/// Whoever drives a producer without a driver has no other moment for it.
impl Drop for Interceptors {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Interceptors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.chain.iter().map(|i| i.name())).finish()
    }
}

fn report_panic(interceptor: &dyn ProducerInterceptor, step: &str, topic: &str) {
    let interceptor = interceptor.name();
    tracing::error!(interceptor, step, topic, "an interceptor panicked; the record goes on without it");
}

/// What the chain is to hear of one record: exactly once, and if it is only by being dropped.
struct Owed {
    chain: Arc<Interceptors>,
    topic: Arc<str>,
    partition: i32,
    headers: Box<[OwnHeader]>,
    then: Report,
    paid: bool,
}

impl Owed {
    fn failed(&mut self, partition: i32, error: &RecordError<'_>) {
        self.paid = true;
        let acknowledgement = Acknowledgement {
            topic: &self.topic,
            partition,
            offset: -1,
            timestamp: WallMs(-1),
            headers: &self.headers,
        };
        self.chain.each("on_error", &self.topic, |i| i.on_error(&acknowledgement, error));
    }
}

impl RecordCallback for Owed {
    fn delivered(
        mut self: Box<Self>,
        result: Result<RecordMetadata, ProduceError>,
        handler: Option<&dyn DeliveryHandler>,
    ) {
        match &result {
            Ok(metadata) => {
                self.paid = true;
                let acknowledgement = Acknowledgement {
                    topic: &self.topic,
                    partition: metadata.partition,
                    offset: metadata.offset.unwrap_or(-1),
                    timestamp: metadata.timestamp,
                    headers: &self.headers,
                };
                let topic = &self.topic;
                self.chain.each("on_acknowledgement", topic, |i| i.on_acknowledgement(&acknowledgement));
            }
            Err(error) => self.failed(error.partition(), &RecordError::Produce(error)),
        }
        match std::mem::replace(&mut self.then, Report::None) {
            Report::None => {}
            Report::Tag(tag) => {
                if let Some(handler) = handler {
                    handler.on_delivery(tag, result.as_ref());
                }
            }
            Report::Callback(callback) => callback.delivered(result, handler),
        }
    }

    fn refused(mut self: Box<Self>, error: &RecordError<'_>) {
        self.failed(self.partition, error);
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        if !self.paid {
            self.failed(self.partition, &RecordError::Dropped);
        }
    }
}
