#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| drop(kafka_net::fuzz::connection_ops(data)));
