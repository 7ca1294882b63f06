//! A typed producer: keys are text, values are orders that a serializer of one's own writes.
//!
//! `cargo run -p kafka-producer --example typed [-- --bootstrap 127.0.0.1:9092]`

mod embedded;

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use bytes::Bytes;
use kafka_producer::{
    Producer, ProducerConfig, SerializeError, Serializer, SerializerContext, StringSerializer, TypedRecord,
};

struct Order {
    number: u64,
    cents: i64,
}

/// Writes `number;cents`, and the version of that format into a header.
struct OrderSerializer;

impl Serializer<Order> for OrderSerializer {
    fn serialize<'a>(
        &self,
        context: &mut SerializerContext<'_>,
        order: &'a Order,
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        if order.cents < 0 {
            return Err(format!("order {} of {} cents", order.number, order.cents).into());
        }
        write!(scratch, "{};{}", order.number, order.cents)?;
        context.add_header("order-format", Some(Bytes::from_static(b"1")));
        Ok(Some(scratch))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let target = embedded::Target::from_args()?;
    let producer = Producer::new(ProducerConfig::builder(&target.bootstrap).build()?)?;
    let orders = producer.with_serializers::<str, Order>(StringSerializer::default(), OrderSerializer);

    let good = Order { number: 1, cents: 1999 };
    let delivery = orders.send_blocking(TypedRecord::to("orders").key("alice").value(&good))?;
    println!("written to {}", delivery.wait()?);

    // What cannot be serialized is an error of the send, and never leaves.
    let bad = Order { number: 2, cents: -1 };
    match orders.send_blocking(TypedRecord::to("orders").key("bob").value(&bad)) {
        Ok(_) => return Err("a refund went out as an order".into()),
        Err(error) => println!("{error}"),
    }

    producer.close_blocking(Duration::from_secs(10));
    Ok(())
}
