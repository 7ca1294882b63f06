//! The client against a small broker on the loopback interface.
#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use bytes::Bytes;
use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError, OldRelease};
use kafka_protocol::messages::api_versions_response::{ApiVersion, ApiVersionsResponse};
use kafka_protocol::messages::metadata_request::{MetadataRequest, MetadataRequestTopic};
use kafka_protocol::messages::metadata_response::{
    MetadataResponse, MetadataResponseBroker, MetadataResponsePartition, MetadataResponseTopic,
};
use kafka_protocol::messages::{EndTxnRequest, InitProducerIdRequest, InitProducerIdResponse};
use kafka_protocol::wire::{Segments, StrBytes};
use kafka_protocol::{
    ApiKey, BrokerId, ErrorCode, FrameDecoder, VersionRange, decode_request_body, decode_request_header,
    encode_response,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

#[tokio::test]
async fn metadata_and_any_request_work_over_tcp() {
    let (config, _) = broker().await;
    let client = Client::connect(config).await.unwrap();
    let metadata = client.metadata(&["orders"]).await.unwrap();
    assert_eq!(metadata.cluster_id.as_deref(), Some("small"));
    let topic = metadata.topic("orders").unwrap();
    assert_eq!(topic.partitions.len(), 2);
    assert_eq!(topic.partitions[1].leader, Some(BrokerId(1)));
    let refused = client.metadata(&["forbidden"]).await.unwrap();
    assert_eq!(refused.topic("forbidden").unwrap().error, ErrorCode::TOPIC_AUTHORIZATION_FAILED);

    for broker in [None, Some(BrokerId(1))] {
        let response = client.request(broker, &InitProducerIdRequest::default()).await.unwrap();
        assert_eq!(response.producer_id, 4_711);
    }
    let versions = client.api_versions(BrokerId(1)).await.unwrap();
    assert_eq!(versions.range(ApiKey::METADATA), Some(VersionRange::new(0, 12)));
}

#[tokio::test]
async fn many_requests_at_once_are_answered_each_with_its_own() {
    let (config, _) = broker().await;
    let client = Client::connect(config).await.unwrap();
    let requests: Vec<_> = (0..100)
        .map(|n| {
            let client = client.clone();
            tokio::spawn(async move {
                let request =
                    InitProducerIdRequest { transaction_timeout_ms: n, ..InitProducerIdRequest::default() };
                let response = client.request(Some(BrokerId(1)), &request).await.unwrap();
                (n as i16, response.producer_epoch)
            })
        })
        .collect();
    for request in requests {
        let (asked, answered) = request.await.unwrap();
        assert_eq!(asked, answered);
    }
}

#[tokio::test]
async fn a_request_that_is_no_longer_wanted_disturbs_nothing() {
    let (config, _) = broker().await;
    let client = Client::connect(config).await.unwrap();
    for _ in 0..20 {
        let request = InitProducerIdRequest::default();
        let wanted = client.request(None, &request);
        tokio::select! {
            biased;
            _ = wanted => {}
            () = tokio::task::yield_now() => {}
        }
    }
    assert!(client.request(None, &InitProducerIdRequest::default()).await.is_ok());
}

#[tokio::test]
async fn what_the_broker_does_not_know_is_an_error_at_once() {
    let (config, _) = broker().await;
    let client = Client::connect(config).await.unwrap();
    let error = client.request(None, &EndTxnRequest::default()).await.unwrap_err();
    assert!(
        matches!(error, NetError::UnsupportedVersion { api: ApiKey::END_TXN, theirs: None, .. }),
        "{error}"
    );
    let error = client.request(Some(BrokerId(9)), &InitProducerIdRequest::default()).await.unwrap_err();
    assert_eq!(error, NetError::UnknownBroker(BrokerId(9)));
}

#[tokio::test]
async fn the_last_handle_closes_the_connections() {
    let (config, mut ended) = broker().await;
    let client = Client::connect(config).await.unwrap();
    let other = client.clone();
    drop(client);
    other.metadata(&[]).await.unwrap();
    drop(other);
    ended.recv().await.expect("the broker sees the end of the stream");
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_named() {
    let (_, port) = listener().await;
    let mut config = NetConfig::new(&format!("127.0.0.1:{port}")).unwrap();
    config.request_timeout = Duration::from_secs(30);
    let error = Client::connect(config).await.unwrap_err().to_string();
    assert!(error.contains(&format!("127.0.0.1:{port}")) && error.contains("connection refused"), "{error}");
}

#[tokio::test]
async fn a_web_server_is_recognised() {
    let (listener, port) = listener().await;
    let listener = listener.unwrap();
    tokio::spawn(async move {
        let (mut peer, _) = listener.accept().await.unwrap();
        peer.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        drop(peer.read(&mut [0; 1_000]).await);
    });
    let error =
        Client::connect(NetConfig::new(&format!("127.0.0.1:{port}")).unwrap()).await.unwrap_err().to_string();
    assert!(error.contains(&port.to_string()) && error.contains("HTTP"), "{error}");
}

#[tokio::test]
async fn a_silent_listener_is_given_up_in_time() {
    let (_listener, port) = listener().await;
    let mut config = NetConfig::new(&format!("127.0.0.1:{port}")).unwrap();
    config.socket_connection_setup_timeout = Duration::from_millis(50);
    config.socket_connection_setup_timeout_max = Duration::from_millis(50);
    let error = Client::connect(config).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("did not answer ApiVersions within 50 ms"), "{error}");
}

/// Kafka 0.9.0 never says anything to ApiVersions, and means every topic by an empty list.
///
/// R178, R187.
#[tokio::test]
async fn a_broker_of_0_9_is_reached_where_it_is_named_as_such() {
    let (listener, port) = listener().await;
    let listener = listener.unwrap();
    tokio::spawn(async move {
        while let Ok((mut peer, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut decoder = FrameDecoder::default();
                let mut buffer = [0; 4_096];
                while let Ok(n @ 1..) = peer.read(&mut buffer).await {
                    decoder.extend(&buffer[..n]);
                    while let Some(mut frame) = decoder.next_frame().unwrap() {
                        let header = decode_request_header(&mut frame).unwrap();
                        if header.api_key == ApiKey::API_VERSIONS {
                            continue;
                        }
                        assert_eq!((header.api_key, header.api_version), (ApiKey::METADATA, 0));
                        let mut request = decode_request_body::<MetadataRequest>(0, &frame).unwrap();
                        if request.topics.as_ref().is_none_or(Vec::is_empty) {
                            let topic = MetadataRequestTopic {
                                name: Some(StrBytes::from("of others")),
                                ..MetadataRequestTopic::default()
                            };
                            request.topics = Some(vec![topic]);
                        }
                        let mut told = metadata(&request, port);
                        told.cluster_id = None;
                        let (api, id) = (header.api_key, header.correlation_id);
                        peer.write_all(&encode_response(api, 0, id, &told).unwrap().to_bytes())
                            .await
                            .unwrap();
                    }
                }
            });
        }
    });
    let mut config = NetConfig::new(&format!("127.0.0.1:{port}")).unwrap();
    config.socket_connection_setup_timeout = Duration::from_millis(50);
    config.request_timeout = Duration::from_secs(5);
    let error = Client::connect(config.clone()).await.unwrap_err();
    assert!(error.to_string().contains("broker.version.fallback"), "{error}");
    config.broker_version_fallback = Some(OldRelease::V0_9_0);
    let client = Client::connect(config).await.unwrap();
    let metadata = client.metadata(&["orders"]).await.unwrap();
    assert_eq!(metadata.topic("orders").unwrap().partitions.len(), 2);
    assert_eq!(metadata.topics.len(), 1, "what others use is not kept");
}

/// A bound socket; dropped by the caller it leaves a port where nobody listens.
async fn listener() -> (Option<TcpListener>, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (Some(listener), port)
}

/// A broker with the id 1 that knows every topic but one; the channel hears of each connection that ended.
async fn broker() -> (NetConfig, mpsc::UnboundedReceiver<()>) {
    let (listener, port) = listener().await;
    let listener = listener.unwrap();
    let (ended, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((peer, _)) = listener.accept().await {
            let ended = ended.clone();
            tokio::spawn(async move {
                serve(peer, port).await;
                let _ = ended.send(());
            });
        }
    });
    (NetConfig::new(&format!("127.0.0.1:{port}")).unwrap(), receiver)
}

async fn serve(mut peer: TcpStream, port: u16) {
    let mut decoder = FrameDecoder::default();
    let mut buffer = [0; 4_096];
    loop {
        let n = peer.read(&mut buffer).await.unwrap();
        if n == 0 {
            return;
        }
        decoder.extend(&buffer[..n]);
        while let Some(frame) = decoder.next_frame().unwrap() {
            peer.write_all(&answer(frame, port).to_bytes()).await.unwrap();
        }
    }
}

fn answer(mut frame: Bytes, port: u16) -> Segments {
    let header = decode_request_header(&mut frame).unwrap();
    let (api, version, id) = (header.api_key, header.api_version, header.correlation_id);
    match api {
        ApiKey::API_VERSIONS => encode_response(api, version, id, &api_versions()),
        ApiKey::METADATA => {
            let request = decode_request_body::<MetadataRequest>(version, &frame).unwrap();
            encode_response(api, version, id, &metadata(&request, port))
        }
        ApiKey::INIT_PRODUCER_ID => {
            let request = decode_request_body::<InitProducerIdRequest>(version, &frame).unwrap();
            let response = InitProducerIdResponse {
                producer_id: 4_711,
                producer_epoch: request.transaction_timeout_ms as i16,
                ..InitProducerIdResponse::default()
            };
            encode_response(api, version, id, &response)
        }
        other => panic!("{other} was not offered"),
    }
    .unwrap()
}

fn api_versions() -> ApiVersionsResponse {
    let ranges = [(ApiKey::API_VERSIONS, 4), (ApiKey::METADATA, 12), (ApiKey::INIT_PRODUCER_ID, 4)];
    let api_keys =
        ranges.map(|(api, max_version)| ApiVersion { api_key: api.0, max_version, ..ApiVersion::default() });
    ApiVersionsResponse { api_keys: api_keys.into(), ..ApiVersionsResponse::default() }
}

fn metadata(request: &MetadataRequest, port: u16) -> MetadataResponse {
    let topics = request.topics.iter().flatten().map(|topic| {
        let mut described =
            MetadataResponseTopic { name: topic.name.clone(), ..MetadataResponseTopic::default() };
        if topic.name.as_deref() == Some("forbidden") {
            described.error_code = ErrorCode::TOPIC_AUTHORIZATION_FAILED.0;
        } else {
            described.partitions = (0..2).map(partition).collect();
        }
        described
    });
    let broker = MetadataResponseBroker {
        node_id: 1,
        host: StrBytes::from("127.0.0.1"),
        port: i32::from(port),
        ..MetadataResponseBroker::default()
    };
    MetadataResponse {
        brokers: vec![broker],
        cluster_id: Some(StrBytes::from("small")),
        controller_id: 1,
        topics: topics.collect(),
        ..MetadataResponse::default()
    }
}

fn partition(index: i32) -> MetadataResponsePartition {
    MetadataResponsePartition {
        partition_index: index,
        leader_id: 1,
        leader_epoch: 0,
        replica_nodes: vec![1].into(),
        isr_nodes: vec![1].into(),
        ..MetadataResponsePartition::default()
    }
}
