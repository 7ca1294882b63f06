//! Two interceptors: one gives each record an id for tracing and says how it ended, one masks card numbers.
//!
//! `cargo run -p kafka-producer --example interceptors [-- --bootstrap 127.0.0.1:9092]`

mod embedded;

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use kafka_producer::{
    Acknowledgement, InterceptError, InterceptedRecord, Producer, ProducerConfig, ProducerInterceptor,
    ProducerRecord, RecordError,
};

/// Puts a `trace-id` into the headers, unless there is one.
#[derive(Default)]
struct Tracing {
    source: String,
    next: AtomicU64,
}

impl ProducerInterceptor for Tracing {
    fn configure(&mut self, config: &ProducerConfig) {
        config.client_id().unwrap_or("unnamed").clone_into(&mut self.source);
    }

    fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
        if record.headers().iter().all(|header| header.key != "trace-id") {
            let id = format!("{}-{}", self.source, self.next.fetch_add(1, Ordering::Relaxed));
            record.add_header("trace-id", Some(id.into()));
        }
        Ok(())
    }

    fn on_acknowledgement(&self, a: &Acknowledgement<'_>) {
        println!("{}: {}-{}@{}", trace_id(a), a.topic(), a.partition(), a.offset());
    }

    fn on_error(&self, a: &Acknowledgement<'_>, error: &RecordError<'_>) {
        println!("{}: {error} ({})", trace_id(a), error.outcome());
    }
}

fn trace_id(acknowledgement: &Acknowledgement<'_>) -> String {
    String::from_utf8_lossy(acknowledgement.header("trace-id").unwrap_or(b"?")).into_owned()
}

/// Leaves the last four digits of every run of twelve and more.
struct Masking;

impl ProducerInterceptor for Masking {
    fn on_send(&self, record: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
        let Some(value) = record.value() else { return Ok(()) };
        let mut masked = std::str::from_utf8(value)?.to_owned().into_bytes();
        for run in masked.chunk_by_mut(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
            if run[0].is_ascii_digit() && run.len() >= 12 {
                let hidden = run.len() - 4;
                run[..hidden].fill(b'*');
            }
        }
        record.set_value(Some(masked.into()));
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let target = embedded::Target::from_args()?;
    let config =
        ProducerConfig::builder(&target.bootstrap).client_id("shop").max_request_size(10_000).build()?;
    let producer = Producer::builder(config).interceptor(Tracing::default()).interceptor(Masking).start()?;

    let delivery = producer.send_blocking(ProducerRecord::to("payments").value("card 4111111111111111"))?;
    delivery.wait()?;
    // Not text: masking fails, which is reported, and the record goes on as it was.
    producer.send_blocking(ProducerRecord::to("payments").value(b"\xff"))?.wait()?;
    // Too large: it is not admitted, and interceptors hear of that too.
    let big = "x".repeat(20_000);
    if producer.send_blocking(ProducerRecord::to("payments").value(&big)).is_ok() {
        return Err("a record above max.request.size was admitted".into());
    }
    producer.close_blocking(Duration::from_secs(10));
    Ok(())
}
