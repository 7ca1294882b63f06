//! What takes two thousand million records to come to, or a look inside.

#[path = "../../tests/delivery/pair.rs"]
mod pair;

use std::time::Duration;

use kafka_fake::{Fault, FaultRule};
use kafka_protocol::messages::InitProducerIdResponse;
use kafka_protocol::{ApiKey, ErrorCode};
use kafka_records::Sequence;
use pair::{Pair, config};

use crate::{Delivery, ProducerRecord, SendError};

const MINUTE: Duration = Duration::from_secs(60);

/// Batches of three records each, all in flight at once.
fn send_batches(pair: &mut Pair, values: &[String]) -> Vec<Delivery> {
    let producer = pair.producer.clone();
    let mut deliveries = Vec::new();
    for three in values.chunks(3) {
        for value in three {
            deliveries.push(producer.try_send(ProducerRecord::to("t").value(value.as_bytes())).unwrap());
        }
        pair.settle();
    }
    deliveries
}

/// R151, R152.
#[test]
fn sequences_wrap_inside_a_batch_with_five_in_flight_whichever_of_them_fails_and_how() {
    for failing in 0..5 {
        for fault in [
            Fault::Error(ErrorCode::NOT_ENOUGH_REPLICAS),
            Fault::ErrorAfterAppend(ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND),
            Fault::DropBefore,
            Fault::DropAfter,
        ] {
            let mut pair = Pair::with(config().linger(Duration::ZERO));
            let producer = pair.producer.clone();
            let warm =
                pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"warm up"))).unwrap();
            pair.block_on(MINUTE, warm).unwrap();
            // As after so many records; a broker that knows nothing of the producer takes any first sequence.
            pair.cluster.control().forget_producers("t", 0).unwrap();
            let sequence = &mut pair.sender.partitions[0].sequence;
            (sequence.next, sequence.acked) = (Sequence(i32::MAX - 6), Sequence(i32::MAX - 6));
            let first = send_batches(&mut pair, &["known".into(), "again".into(), "now".into()]);
            for delivery in first {
                pair.block_on(MINUTE, delivery).unwrap();
            }

            pair.cluster.control().add_fault(FaultRule::new(ApiKey::PRODUCE, fault.clone()).skip(failing));
            let values: Vec<String> = (0..15).map(|i| i.to_string()).collect();
            pair.hold_answers = true;
            let deliveries = send_batches(&mut pair, &values);
            pair.hold_answers = false;
            pair.release_answers();
            for (offset, delivery) in (4..).zip(deliveries) {
                let metadata = pair
                    .block_on(MINUTE, delivery)
                    .unwrap_or_else(|error| panic!("{fault:?} of batch {failing}: {error}"));
                assert_eq!(metadata.offset(), Some(offset), "{fault:?} of batch {failing}");
            }
            assert_eq!(pair.values("t", 0)[4..], values, "{fault:?} of batch {failing}");
            let wraps = |first: i32, records: i32| first.checked_add(records - 1).is_none();
            let batches = pair.cluster.recorder().produced();
            assert!(batches.into_iter().any(|batch| wraps(batch.base_sequence.0, batch.records)));
            assert_eq!(pair.producer.stats().epoch_bumps, 0, "{fault:?} of batch {failing}");
        }
    }
}

/// L18.
#[test]
fn a_negative_producer_id_or_epoch_ends_the_producer() {
    for (producer_id, producer_epoch) in [(-1, 0), (5, -1)] {
        let mut pair = Pair::with(config());
        let answer =
            InitProducerIdResponse { producer_id, producer_epoch, ..InitProducerIdResponse::default() };
        let now = pair.now();
        pair.sender.take_identity(now, 0, &answer);
        let producer = pair.producer.clone();
        let error = pair.block_on(MINUTE, producer.send(ProducerRecord::to("t").value(b"v"))).unwrap_err();
        assert!(matches!(error, SendError::Fatal(_)), "{error:?}");
    }
}
