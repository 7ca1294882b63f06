#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| kafka_records::fuzz::snappy(data));
