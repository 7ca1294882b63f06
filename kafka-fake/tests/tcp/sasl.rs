//! Listeners that want to know who calls.

use std::io::{Read, Write};

use bytes::Bytes;
use kafka_fake::{ClusterConfig, SaslConfig, SaslMechanism};
use kafka_protocol::messages::{SaslAuthenticateRequest, SaslHandshakeRequest};

use super::{Client, batch, end_offsets, produce, start};

fn config(sink: bool) -> ClusterConfig {
    let sasl = SaslConfig::new(SaslMechanism::Plain).user("alice", "secret");
    ClusterConfig::default().sink(sink).sasl(sasl)
}

#[test]
fn who_has_authenticated_is_served_and_nobody_else() {
    for sink in [false, true] {
        let cluster = start(config(sink));
        let mut client = Client::connect(&cluster, 0);
        client.send(9, &produce(&[batch(1, 1)], -1));
        assert!(client.is_closed());

        let mut client = Client::connect(&cluster, 0);
        client.call(1, &SaslHandshakeRequest { mechanism: "PLAIN".into() });
        let auth_bytes = Bytes::from_static(b"\0alice\0secret");
        let request = SaslAuthenticateRequest { auth_bytes, ..Default::default() };
        assert_eq!(client.call(2, &request).error_code, 0);
        client.call(9, &produce(&[batch(1, 1)], -1));
        assert_eq!(end_offsets(&cluster), [1, 0, 0]);

        let mut client = Client::connect(&cluster, 0);
        client.call(1, &SaslHandshakeRequest { mechanism: "PLAIN".into() });
        let auth_bytes = Bytes::from_static(b"\0alice\0guess");
        let request = SaslAuthenticateRequest { auth_bytes, ..Default::default() };
        assert_eq!(client.call(2, &request).error_code, 58);
        assert!(client.is_closed());
    }
}

#[test]
fn messages_without_headers_come_as_frames_of_their_own() {
    let cluster = start(config(false));
    let mut client = Client::connect(&cluster, 0);
    client.call(0, &SaslHandshakeRequest { mechanism: "PLAIN".into() });
    client.stream.write_all(b"\0\0\0\x0d\0alice\0secret").unwrap();
    let mut answer = [1; 4];
    client.stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, [0; 4]);
    client.call(9, &produce(&[batch(1, 1)], -1));
}
