#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| kafka_protocol::fuzz::message_by_key(data));
