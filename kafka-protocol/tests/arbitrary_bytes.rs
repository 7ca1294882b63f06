//! The bodies of the fuzz targets on arbitrary bytes, a little each time the tests run.

use kafka_protocol::fuzz;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #[test]
    fn requests(key in 0..96_u8, version in 0..16_u8, rest in vec(any::<u8>(), 0..200)) {
        fuzz::request_frame(&[&[0, key, 0, version], rest.as_slice()].concat());
    }

    #[test]
    fn responses(key in 0..96_u8, version in 0..16_u8, rest in vec(any::<u8>(), 0..200)) {
        fuzz::response_frame(&[&[key, version], rest.as_slice()].concat());
    }

    // Small bytes are short lengths and rising tags, which get further into a message than large ones.
    #[test]
    fn messages(key in 0..96_u8, response: bool, version in 0..16_u8, body in vec(0..4_u8, 0..200)) {
        fuzz::message_by_key(&[&[key | u8::from(response) << 7, version], body.as_slice()].concat());
    }

    #[test]
    fn varints(data in vec(any::<u8>(), 0..12)) {
        fuzz::varint(&data);
    }

    #[test]
    fn streams_of_frames(piece: u8, frames in vec(vec(any::<u8>(), 0..40), 0..6), garbage in vec(any::<u8>(), 0..8)) {
        let mut data = vec![piece];
        for frame in &frames {
            data.extend((frame.len() as u32).to_be_bytes());
            data.extend(frame);
        }
        data.extend(garbage);
        fuzz::frames(&data);
    }
}
