//! One connection alone; its place among others is tested with the cluster view.

use kafka_protocol::messages::InitProducerIdRequest;
use kafka_protocol::messages::api_versions_response::{ApiVersion, ApiVersionsResponse};
use kafka_protocol::{BrokerId, decode_request_header, encode_response};

use super::*;
use crate::config::BrokerAddress;

fn connection(change: impl FnOnce(&mut ConnectionConfig)) -> Connection {
    let mut config = ConnectionConfig {
        client_id: None,
        setup_timeout: Duration::from_secs(10),
        max_frame_len: 1 << 20,
        max_idle: None,
        max_throttle: Duration::from_secs(30),
        sasl: None,
        session_share: 0.9,
        known_versions: None,
        assumed_versions: None,
        expected: None,
    };
    change(&mut config);
    let peer = Peer { broker: BrokerId(1), address: BrokerAddress::new("one", 9092) };
    Connection::new(ConnectionId(0), peer, config, Tick::ZERO)
}

fn ready() -> Connection {
    let mut connection = connection(|_| {});
    connection.handle_opened(Tick::ZERO);
    let id = sent_id(&mut connection);
    let api_keys = [(ApiKey::METADATA, 12), (ApiKey::INIT_PRODUCER_ID, 4)]
        .map(|(api, max_version)| ApiVersion { api_key: api.0, max_version, ..ApiVersion::default() });
    let response = ApiVersionsResponse { api_keys: api_keys.into(), ..ApiVersionsResponse::default() };
    let bytes = encode_response(ApiKey::API_VERSIONS, 4, id, &response).unwrap().to_bytes();
    connection.handle_bytes(Tick::ZERO, &bytes);
    assert_eq!(connection.poll_event(), Some(ConnectionEvent::Ready));
    connection
}

/// Writes the next request out and returns its correlation id.
fn sent_id(connection: &mut Connection) -> CorrelationId {
    let segments = connection.poll_transmit().expect("a request");
    connection.handle_written(Tick::ZERO, segments.len());
    decode_request_header(&mut segments.to_bytes().slice(4..)).unwrap().correlation_id
}

fn send(connection: &mut Connection, token: u64) -> Result<(), SendError> {
    let options = SendOptions { expects_response: true, timeout: Duration::from_secs(30) };
    connection.send(Tick::ZERO, token, 1, &InitProducerIdRequest::default(), options)
}

#[test]
fn correlation_ids_start_over_before_those_of_sasl() {
    let mut connection = ready();
    connection.next_correlation_id = i32::MAX - 9;
    let ids: Vec<_> = (0..4)
        .map(|token| {
            send(&mut connection, token).unwrap();
            sent_id(&mut connection).0
        })
        .collect();
    assert_eq!(ids, [i32::MAX - 9, i32::MAX - 8, 0, 1]);
}

#[test]
fn a_connection_takes_requests_only_while_it_is_ready() {
    let mut young = connection(|_| {});
    assert_eq!(send(&mut young, 1), Err(SendError::NotReady(BrokerId(1))));
    young.handle_opened(Tick::ZERO);
    assert_eq!(send(&mut young, 1), Err(SendError::NotReady(BrokerId(1))));
    let mut connection = ready();
    send(&mut connection, 1).unwrap();
    connection.close(None);
    assert_eq!(send(&mut connection, 2), Err(SendError::NotReady(BrokerId(1))));
    assert_eq!(connection.poll_timeout(), None);
}

#[test]
fn a_request_that_cannot_be_encoded_leaves_the_connection_as_it_was() {
    let mut connection = ready();
    let options = SendOptions { expects_response: true, timeout: Duration::from_secs(30) };
    let error = connection.send(Tick::ZERO, 1, 99, &InitProducerIdRequest::default(), options).unwrap_err();
    assert!(matches!(error, SendError::Encode { version: 99, .. }), "{error}");
    assert!(connection.can_send(Tick::ZERO, 1) && connection.poll_transmit().is_none());
    send(&mut connection, 2).unwrap();
}

#[test]
fn a_client_id_that_no_header_can_carry_ends_the_connection_with_its_cause() {
    let mut connection = connection(|c| c.client_id = Some("x".repeat(40_000).into()));
    connection.handle_opened(Tick::ZERO);
    let Some(ConnectionEvent::Closed { error: Some(error), transport_open: true, .. }) =
        connection.poll_event()
    else {
        panic!("closed by this side");
    };
    assert!(error.to_string().contains("cannot be encoded"), "{error}");
}

#[test]
fn without_an_idle_limit_a_quiet_connection_has_no_timer() {
    let connection = ready();
    assert_eq!(connection.poll_timeout(), None);
}

#[test]
fn the_versions_are_forgotten_with_the_connection() {
    let mut connection = ready();
    assert!(connection.api_versions().range(ApiKey::METADATA).is_some());
    connection.handle_closed(Tick::ZERO, Some("reset".to_owned()));
    assert!(connection.api_versions().range(ApiKey::METADATA).is_none());
    assert_eq!(connection.state(), ConnectionState::Disconnected);
}

/// L01, R123.
#[test]
fn a_response_larger_than_allowed_names_the_key() {
    let error = broken_by(&((1 << 20) + 1_u32).to_be_bytes());
    assert!(error.contains("limit is 1048576 (receive.max.bytes"), "{error}");
}

/// L04.
#[test]
fn a_foreign_protocol_amid_a_good_connection_is_not_blamed_on_the_listener() {
    let error = broken_by(b"HTTP/1.1 502 Bad Gateway\r\n");
    assert!(error.contains("HTTP") && error.contains("proxy"), "{error}");
    assert!(!error.contains("check the port") && !error.contains("receive.max.bytes"), "{error}");
}

/// What a connection that worked says to these bytes.
fn broken_by(bytes: &[u8]) -> String {
    let mut connection = ready();
    send(&mut connection, 1).unwrap();
    sent_id(&mut connection);
    connection.handle_bytes(Tick::ZERO, bytes);
    assert!(matches!(
        connection.poll_event(),
        Some(ConnectionEvent::Failed { token: 1, sent: Sent::MaybeSent, .. })
    ));
    let Some(ConnectionEvent::Closed { error: Some(error), was_ready: true, .. }) = connection.poll_event()
    else {
        panic!("closed");
    };
    error.to_string()
}
