//! Messages and headers beside Kafka's generated classes.

use std::collections::BTreeMap;

use bytes::{Bytes, BytesMut};
use interop::{Result, Table, hex, unhex};
use kafka_protocol::wire::TaggedFields;
use kafka_protocol::{
    ApiKey, CorrelationId, RequestHeader, ResponseHeader, request_header_version, response_header_version,
};
use xtask::java::LineProgram;
use xtask::oracle::{self, AskedMessage, Release};

use crate::random::Random;
use crate::reread::reread;
use crate::{fields, judge, schema, values};

/// Every message and version that either release has.
pub(crate) fn run() -> Result<String> {
    let ours: BTreeMap<_, _> =
        schema::all().into_iter().map(|message| (message.name.clone(), message)).collect();
    let mut table = Table::default();
    let mut compared = 0;
    for Release { version: release, java, messages } in oracle::releases()? {
        for direction in [Direction::JavaToRust, Direction::RustToJava] {
            let mut comparison = Comparison { java: &java, table: &mut table };
            comparison.table.begin(format!("{release}, {direction:?}"));
            for AskedMessage { java_name, name, versions } in &messages {
                let message = ours.get(name).ok_or_else(|| format!("{name} is not in the schemas"))?;
                comparison.table.kind();
                for version in versions {
                    if !message.versions.contains(version) {
                        return Err(format!("the schemas have no version {version} of {name}").into());
                    }
                    comparison.table.version();
                    match direction {
                        Direction::JavaToRust => {
                            compared += 1;
                            comparison.java_to_rust(java_name, name, *version)?;
                        }
                        Direction::RustToJava => comparison.rust_to_java(java_name, message, *version)?,
                    }
                }
            }
        }
    }
    let known: usize = ours.values().map(|message| message.versions.clone().count()).sum();
    if known != compared {
        return Err(format!("the schemas have {known} versions, and Java has {compared} of them").into());
    }
    judge(&table)
}

#[derive(Clone, Copy, Debug)]
enum Direction {
    JavaToRust,
    RustToJava,
}

/// Which header each version of each API has, and its bytes.
pub(crate) fn headers() -> Result<String> {
    let mut table = Table::default();
    for Release { version: release, java, .. } in oracle::releases()? {
        table.begin(release);
        let mut written = Vec::new();
        for entry in java.tell("headers".to_owned())?.split(' ') {
            let numbers: std::result::Result<Vec<i16>, _> = entry.split('/').map(str::parse).collect();
            let &[key, version, request, response] = numbers?.as_slice() else {
                return Err(format!("Java: {entry}").into());
            };
            let key = ApiKey(key);
            table.version();
            let ours = (request_header_version(key, version), response_header_version(key, version));
            table.value((ours != (request, response)).then(|| {
                format!("{key} v{version}: headers {ours:?} here, {:?} in Java", (request, response))
            }));
            let correlation_id = CorrelationId(i32::from(key.0) << 16 | i32::from(version));
            // Version 0 has no client id.
            let client_ids = [None, Some(""), Some("a client")];
            for client_id in &client_ids[..if request == 0 { 1 } else { 3 }] {
                let header = RequestHeader {
                    api_key: key,
                    api_version: version,
                    correlation_id,
                    client_id: client_id.map(Into::into),
                    tagged: TaggedFields::new(),
                };
                let mut bytes = BytesMut::new();
                header.encode(&mut bytes)?;
                let json = serde_json::json!({
                    "requestApiKey": key.0, "requestApiVersion": version, "correlationId": correlation_id.0,
                    "clientId": client_id,
                });
                java.ask(format!("encode RequestHeader {request} {json}"));
                written.push((format!("request {key} v{version}"), hex(&bytes)));
            }
            let mut bytes = BytesMut::new();
            ResponseHeader { correlation_id, tagged: TaggedFields::new() }.encode(response, &mut bytes)?;
            java.ask(format!("encode ResponseHeader {response} {{\"correlationId\":{}}}", correlation_id.0));
            written.push((format!("response {key} v{version}"), hex(&bytes)));
        }
        for (what, ours) in written {
            let java = java.answer().unwrap_or_else(|failure| failure.to_string());
            table.value((ours != java).then(|| format!("header of {what}: {ours} here, {java} in Java")));
        }
    }
    judge(&table)
}

struct Comparison<'a> {
    java: &'a LineProgram,
    table: &'a mut Table,
}

impl Comparison<'_> {
    /// Values that Java draws are read here field by field, and written here byte by byte.
    fn java_to_rust(&mut self, java_name: &str, name: &str, version: i16) -> Result {
        let seed = u64::from(version.unsigned_abs());
        self.java.ask(format!("random {java_name} {version} {seed} {}", values()));
        for _ in 0..values() {
            let line = self.java.answer().map_err(|failure| format!("{name} v{version}: {failure}"))?;
            let (bytes, json) = parse(&line)?;
            let difference = match reread(name, version, &bytes) {
                None => Some("there is no such message here".to_owned()),
                Some(Err(error)) => Some(format!("not read here: {error}")),
                Some(Ok((written, _))) if written != bytes => {
                    Some(format!("written here as {}", hex(&written)))
                }
                Some(Ok((_, shown))) => fields::difference(&shown, &serde_json::from_str(json)?),
            };
            self.table.value(difference.map(|what| format!("{name} v{version}: {what}\n  {}", hex(&bytes))));
        }
        Ok(())
    }

    /// Values that the schemas give are written here, read by Java field by field, and written by Java byte by byte.
    fn rust_to_java(&mut self, java_name: &str, message: &schema::Message, version: i16) -> Result {
        let name = &message.name;
        let mut sent = Vec::new();
        for sample in 0..values() {
            let bytes =
                message.bytes(version, &mut Random::new(sample << 16 | u64::from(version.unsigned_abs())));
            let (written, shown) =
                reread(name, version, &bytes).ok_or_else(|| format!("there is no {name} here"))??;
            let digits = if written.is_empty() { "-".to_owned() } else { hex(&written) };
            self.java.ask(format!("read {java_name} {version} {digits}"));
            sent.push((written, shown));
        }
        for (written, shown) in sent {
            let difference = match self.java.answer() {
                Err(failure) => Some(failure.to_string()),
                Ok(line) => {
                    let (bytes, json) = parse(&line)?;
                    if bytes == written {
                        fields::difference(&shown, &serde_json::from_str(json)?)
                    } else {
                        Some(format!("written by Java as {}", hex(&bytes)))
                    }
                }
            };
            self.table
                .value(difference.map(|what| format!("{name} v{version}: {what}\n  {}", hex(&written))));
        }
        Ok(())
    }
}

/// Bytes and the JSON of their fields.
fn parse(line: &str) -> Result<(Bytes, &str)> {
    let (digits, json) = line.split_once(' ').ok_or_else(|| format!("Java: {line}"))?;
    let bytes = if digits == "-" { Some(Vec::new()) } else { unhex(digits) };
    Ok((bytes.ok_or_else(|| format!("Java: {line}"))?.into(), json))
}
