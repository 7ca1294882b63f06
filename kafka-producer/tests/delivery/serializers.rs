//! Typed producers: keys and values of the application's types on their way to the log.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use kafka_fake::ClusterConfig;
use kafka_producer::{
    Acknowledgement, BytesSerializer, InterceptError, InterceptedRecord, LongSerializer, Plugins,
    ProducerInterceptor, ProducerRecord, RecordError, RecordHeader, RecordPart, SendAndWaitError, SendError,
    SerializeError, Serializer, SerializerContext, StringSerializer, TrySendReason, TypedRecord,
    VoidSerializer,
};

use super::MINUTE;
use super::pair::{Pair, config};

/// Writes an order's number, with the version of its format in a header.
struct OrderSerializer {
    calls: Arc<AtomicU32>,
}

struct Order(u32);

impl Serializer<Order> for OrderSerializer {
    fn serialize<'a>(
        &self,
        context: &mut SerializerContext<'_>,
        value: &'a Order,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        assert_eq!((context.part(), context.headers().len()), (RecordPart::Value, 1));
        context.add_header("format", Some(Bytes::from_static(b"1")));
        match value.0 {
            0 => Err(format!("there is no order 0 for {}", context.topic()).into()),
            1 => Ok(None),
            number => {
                scratch.extend_from_slice(number.to_string().as_bytes());
                Ok(Some(scratch))
            }
        }
    }
}

/// A75.
#[test]
fn a_typed_producer_sends_what_its_serializers_make() {
    let mut pair = Pair::simple();
    let typed = pair.producer.with_serializers::<str, i64>(StringSerializer::default(), LongSerializer);
    let delivery = pair.block_on(MINUTE, typed.send(TypedRecord::to("t").key("k").value(&1))).unwrap();
    pair.block_on(MINUTE, delivery).unwrap();
    let log = pair.log("t", 0);
    assert_eq!(log[0].key.as_deref(), Some(&b"k"[..]));
    assert_eq!(log[0].value.as_deref(), Some(&[0, 0, 0, 0, 0, 0, 0, 1][..]));
    let again = typed.clone();
    drop(again.send_blocking(TypedRecord::to("t").value(&2)).unwrap());
    let topic = typed.producer().topic("t");
    drop(again.try_send(TypedRecord::to(&topic).key("").value(&3)).unwrap());
    again.send_tagged_blocking(TypedRecord::to(&topic).key("tag"), 1).unwrap();
    pair.block_on(MINUTE, typed.producer().flush());
    let keys: Vec<_> = pair.log("t", 0).into_iter().map(|r| r.key).collect();
    let bytes = |text: &'static str| Some(Bytes::from_static(text.as_bytes()));
    assert_eq!(keys, [bytes("k"), None, bytes(""), bytes("tag")], "null and empty stay apart");
    let values = pair.log("t", 0).iter().filter(|r| r.value.is_none()).count();
    assert_eq!(values, 1);
}

/// A75, A77.
#[test]
fn a_serializer_that_makes_null_and_one_that_adds_headers() {
    let mut pair = Pair::simple();
    let calls = Arc::default();
    let typed = pair.producer.with_serializers::<(), Order>(VoidSerializer, OrderSerializer { calls });
    let headers = [RecordHeader { key: "own", value: None }];
    for number in [7, 1] {
        let order = Order(number);
        let record = TypedRecord::to("t").key(&()).value(&order).headers(&headers);
        let metadata = pair.block_on(MINUTE, typed.send_and_wait(record)).unwrap();
        assert_eq!(metadata.serialized_key_size(), -1);
    }
    let log = pair.log("t", 0);
    assert_eq!((log[0].value.as_deref(), log[1].value.as_deref()), (Some(&b"7"[..]), None));
    for record in log {
        let keys: Vec<_> =
            record.headers.iter().map(|h| String::from_utf8_lossy(&h.key).into_owned()).collect();
        assert_eq!(keys, ["own", "format"]);
    }
}

/// Notes what comes to `on_error`.
struct Errors(Arc<Mutex<Vec<String>>>);

impl ProducerInterceptor for Errors {
    fn on_send(&self, _: &mut InterceptedRecord<'_>) -> Result<(), InterceptError> {
        self.0.lock().unwrap().push("on_send".into());
        Ok(())
    }

    fn on_error(&self, a: &Acknowledgement<'_>, error: &RecordError<'_>) {
        let header = a.headers().next().map(|h| h.key.to_owned());
        self.0.lock().unwrap().push(format!("{}-{} {header:?}: {error}", a.topic(), a.partition()));
    }
}

/// A23, A78.
#[test]
fn a_serializer_that_fails_is_an_error_of_the_send_and_told_to_interceptors() {
    // A23: in every form of send, known at once, never tried again.
    let told = Arc::<Mutex<Vec<String>>>::default();
    let plugins = Plugins::default().interceptor(Errors(told.clone()));
    let mut pair = Pair::with_plugins(config(), ClusterConfig::default(), plugins);
    pair.cluster.control().create_topic("t", 1).unwrap();
    let calls = Arc::<AtomicU32>::default();
    let typed = pair
        .producer
        .with_serializers::<[u8], Order>(BytesSerializer, OrderSerializer { calls: calls.clone() });
    let headers = [RecordHeader { key: "own", value: None }];
    let record = || TypedRecord::to("t").partition(3).key(&b"k"[..]).value(&Order(0)).headers(&headers);
    let text = "the value of a record for topic t cannot be serialized: there is no order 0 for t";
    let check = |error: &SendError| {
        assert!(matches!(error, SendError::Serialization(e) if e.part() == RecordPart::Value), "{error}");
        assert_eq!(error.to_string(), text);
        assert!(!error.is_retriable() && !error.is_fatal());
    };
    check(&pair.block_on(MINUTE, typed.send(record())).unwrap_err());
    check(&typed.send_blocking(record()).unwrap_err());
    check(&typed.send_tagged_blocking(record(), 1).unwrap_err());
    check(&typed.send_with_blocking(record(), |_| panic!("no callback runs")).unwrap_err());
    check(&pair.block_on(MINUTE, typed.send_with(record(), |_| panic!("no callback runs"))).unwrap_err());
    let TrySendReason::Refused(error) = typed.try_send(record()).unwrap_err().reason else { panic!() };
    check(&error);
    let Err(SendAndWaitError::Send(error)) = pair.block_on(MINUTE, typed.send_and_wait(record())) else {
        panic!("it is known before anything is sent")
    };
    check(&error);
    assert_eq!(calls.load(Ordering::Relaxed), 7, "once each");
    assert_eq!(*told.lock().unwrap(), vec![format!("t-3 Some(\"own\"): {text}"); 7]);
    let delivery = pair.block_on(MINUTE, pair_send(&typed)).unwrap();
    pair.block_on(MINUTE, delivery).unwrap();
    assert_eq!(pair.values("t", 0), ["plain"], "nothing else was harmed");
}

async fn pair_send<K: ?Sized, V: ?Sized>(
    typed: &kafka_producer::TypedProducer<K, V>,
) -> Result<kafka_producer::Delivery, SendError> {
    typed.producer().send(ProducerRecord::to("t").value("plain")).await
}
