//! Prints what kcat and the Java producer say to real brokers, and what those answer; `cargo xtask golden` keeps it.
//!
//! A line is one of
//!
//! ```text
//! frame CLIENT RELEASE CONNECTION > HEX        a request, without its length
//! frame CLIENT RELEASE CONNECTION < HEX        its response
//! records CLIENT VERSION OPTIONS HEX           the records in a Produce request of that version
//! ```

use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use interop::{Kcat, Nodes, Oracle, RecordingProxy, Result, Row, TestCluster, hex};
use kafka_protocol::messages::ProduceRequest;
use kafka_protocol::{ApiKey, decode_request_body, decode_request_header};

fn main() -> Result {
    println!("clients {}, kafka-clients {RELEASE}", kcat_version()?);
    capture(RELEASE, 23132, |bootstrap| {
        let mut clients = Vec::new();
        for codec in CODECS {
            clients.push(Client::kcat(bootstrap, &["-z", codec, "-H", "trace=5f3a", "-H", "empty="]));
        }
        clients.push(Client::kcat(bootstrap, &["-X", "enable.idempotence=true"]));
        clients.push(Client::kcat(bootstrap, &["-X", "acks=0"]));
        for codec in CODECS {
            clients.push(Client::java(bootstrap, &format!("compression.type={codec}")));
        }
        clients.push(Client::java(bootstrap, "enable.idempotence=false,acks=1"));
        clients
    })?;
    // The last release that takes message sets, and a client that takes it for 0.9: v0.
    capture("3.9.1", 23142, |bootstrap| {
        let age = ["-X", "api.version.request=false", "-X", "broker.version.fallback=0.9.0.1", "-z"];
        let mut clients: Vec<_> =
            CODECS[..4].iter().map(|codec| Client::kcat(bootstrap, &[&age[..], &[codec]].concat())).collect();
        clients.push(Client::java(bootstrap, "compression.type=gzip"));
        clients
    })?;
    // A release that knows no more than v1.
    capture("0.10.2.2", 23152, |bootstrap| {
        CODECS[..4].iter().map(|codec| Client::kcat(bootstrap, &["-z", codec])).collect()
    })
}

/// A client that has yet to produce.
struct Client {
    name: &'static str,
    bootstrap: String,
    options: Vec<String>,
}

impl Client {
    fn kcat(bootstrap: &str, options: &[&str]) -> Self {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Self { name: "kcat", bootstrap: bootstrap.to_owned(), options }
    }

    fn java(bootstrap: &str, options: &str) -> Self {
        Self { name: "java", bootstrap: bootstrap.to_owned(), options: vec![options.to_owned()] }
    }

    fn produce(&self, topic: &str) -> Result {
        let keys_and_values =
            (0..RECORDS).map(|n| (format!("key {n}"), format!("value {n}{}", ", and so on".repeat(6))));
        if self.name == "kcat" {
            let lines: Vec<_> = keys_and_values.map(|(key, value)| format!("{key}\t{value}\n")).collect();
            // All in one request.
            let linger = ["-X", "linger.ms=200"];
            let options: Vec<_> = linger.into_iter().chain(self.options.iter().map(String::as_str)).collect();
            return Kcat::new(&self.bootstrap).produce(topic, &lines, &options);
        }
        let rows: Vec<_> = keys_and_values
            .map(|(key, value)| {
                let headers: &[(&str, Option<&[u8]>)] = &[("trace", Some(b"5f3a")), ("empty", None)];
                let row = Row::new(Some(key.as_bytes()), Some(value.as_bytes()), headers);
                Row { partition: 0, ..row }
            })
            .collect();
        let options = format!("linger.ms=200,{}", self.options.join(","));
        Oracle::compile()?.produce(&self.bootstrap, &[(topic, &options)], &rows).map(drop)
    }
}

fn capture(release: &str, port: u16, clients: impl FnOnce(&str) -> Vec<Client>) -> Result {
    let proxy = RecordingProxy::bind()?;
    let address = proxy.address().to_string();
    proxy.forward_to(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let listeners = format!("PLAINTEXT://{address}");
    let props = [("advertised.listeners", listeners.as_str()), ("auto.create.topics.enable", "false")];
    let kafka = TestCluster::up(&Nodes { name: "capture", port, version: release, count: 1, props: &props })?;
    kafka.admin().create_topic(TOPIC, 1, 1, &[])?;
    for client in clients(&address) {
        // Connections of the admin client and of the last one are still closing.
        drop(proxy.take());
        client.produce(TOPIC)?;
        for frame in proxy.take() {
            let direction = if frame.is_request { '>' } else { '<' };
            println!(
                "frame {} {release} {} {direction} {}",
                client.name,
                frame.connection,
                hex(&frame.bytes)
            );
            if !frame.is_request {
                continue;
            }
            if let Some((version, records)) = produced(frame.bytes.into())? {
                println!("records {} {version} {} {}", client.name, client.options.join(","), hex(&records));
            }
        }
    }
    Ok(())
}

/// Version and records of a Produce request.
fn produced(mut frame: Bytes) -> Result<Option<(i16, Bytes)>> {
    let header = decode_request_header(&mut frame)?;
    if header.api_key != ApiKey::PRODUCE {
        return Ok(None);
    }
    let mut request: ProduceRequest = decode_request_body(header.api_version, &frame)?;
    let partition = request.topic_data.pop().and_then(|mut topic| topic.partition_data.pop());
    let records =
        partition.and_then(|partition| partition.records).ok_or("a Produce request without records")?;
    Ok(Some((header.api_version, records.into_bytes())))
}

fn kcat_version() -> Result<String> {
    let output = std::process::Command::new("kcat").arg("-V").output()?;
    let text = String::from_utf8(output.stdout)?;
    let version =
        text.lines().find(|line| line.contains("librdkafka")).ok_or("kcat does not tell its version")?;
    Ok(version.trim().to_owned())
}

const RELEASE: &str = "4.4.0";
const CODECS: [&str; 5] = ["none", "gzip", "snappy", "lz4", "zstd"];
const TOPIC: &str = "golden";
const RECORDS: u32 = 12;
