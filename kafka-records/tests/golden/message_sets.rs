//! Message sets v0 and v1.

use std::path::Path;

use bytes::Bytes;
use kafka_records::{
    Codec, Compression, DecompressionLimit, LogScanner, Magic, MessageSetBuilder, Record, RecordRef,
    Sequence, TimestampType,
};

use crate::sets::{BASE, Owned, big, golden, mixed};

const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

/// The codecs of message sets that this build has.
fn codecs() -> impl Iterator<Item = Compression> {
    Compression::available().filter(|compression| *compression != Compression::Zstd)
}

/// The records of a set as a message set can hold them.
fn expected(set: &[Owned], magic: Magic) -> Vec<Record> {
    let bare = |(owned, offset): (&Owned, i64)| {
        let mut record = owned.read(offset, Sequence::NONE);
        record.headers.clear();
        if magic == Magic::V0 {
            record.timestamp = -1;
        }
        record
    };
    set.iter().zip(0..).map(bare).collect()
}

fn read(bytes: Bytes, magic: Magic, compression: Compression) -> Vec<Record> {
    let mut records = Vec::new();
    for batch in LogScanner::new(bytes) {
        let batch = batch.unwrap();
        assert_eq!((batch.magic(), batch.compression()), (magic, compression));
        records.extend(batch.records(LIMIT).unwrap().map(Result::unwrap));
    }
    records
}

fn written(mut builder: MessageSetBuilder, first: i64, set: &[Owned]) -> Bytes {
    for (offset, owned) in (first..).zip(set) {
        let record = RecordRef {
            timestamp: owned.timestamp,
            key: owned.key.as_deref(),
            value: owned.value.as_deref(),
            headers: &[],
        };
        builder.append_at(offset, &record).unwrap();
    }
    builder.finish().unwrap()
}

fn builder(magic: Magic, compression: Compression) -> MessageSetBuilder {
    MessageSetBuilder::new(magic, Codec::new(compression)).unwrap()
}

fn name(set: &str, magic: Magic, compression: Compression) -> String {
    format!("legacy/{set}-{magic}-{compression}")
}

#[test]
fn java_message_sets_of_every_codec_are_read() {
    for magic in [Magic::V0, Magic::V1] {
        for compression in codecs() {
            let mixed_set = golden(&name("mixed", magic, compression));
            assert_eq!(
                read(mixed_set, magic, compression),
                expected(&mixed(), magic),
                "{magic} {compression}"
            );
            if compression != Compression::None {
                let big_set = golden(&name("big", magic, compression));
                assert_eq!(
                    read(big_set, magic, compression),
                    expected(&big(), magic),
                    "{magic} {compression}"
                );
            }
        }
    }
}

#[test]
fn java_message_sets_with_append_time_are_read() {
    for compression in codecs() {
        let bytes = golden(&name("appended", Magic::V1, compression));
        for batch in LogScanner::new(bytes.clone()) {
            assert_eq!(batch.unwrap().timestamp_type(), TimestampType::LogAppendTime);
        }
        let records = read(bytes, Magic::V1, compression);
        let places: Vec<_> = records.iter().map(|record| (record.offset, record.timestamp)).collect();
        assert_eq!(places, (1000..1005).map(|offset| (offset, BASE + 9999)).collect::<Vec<_>>());
    }
}

/// F20, F21.
#[test]
fn uncompressed_message_sets_equal_javas_byte_for_byte() {
    for magic in [Magic::V0, Magic::V1] {
        let plain = written(builder(magic, Compression::None), 0, &mixed());
        assert_eq!(plain, golden(&name("mixed", magic, Compression::None)), "{magic}");
    }
    let appended = builder(Magic::V1, Compression::None).with_log_append_time(BASE + 9999);
    let bytes = written(appended, 1000, &mixed()[..5]);
    assert_eq!(bytes, golden(&name("appended", Magic::V1, Compression::None)));
}

/// Compressors differ, but what they compress does not, nor do the wrapper's own fields.
///
/// F42.
#[test]
fn wrappers_equal_javas_but_for_the_compressed_bytes() {
    for compression in codecs().filter(|compression| *compression != Compression::None) {
        for (magic, set) in [(Magic::V0, "mixed"), (Magic::V1, "mixed"), (Magic::V1, "appended")] {
            let java = golden(&name(set, magic, compression));
            let ours = if set == "mixed" {
                written(builder(magic, compression), 0, &mixed())
            } else {
                let appended = builder(magic, compression).with_log_append_time(BASE + 9999);
                written(appended, 1000, &mixed()[..5])
            };
            // Magic, attributes, timestamp and null key; then the length of the value and the value.
            let value = if magic == Magic::V0 { 22 } else { 30 };
            assert_eq!(ours[..8], java[..8], "offset");
            assert_eq!(ours[16..value], java[16..value], "{magic} {compression}");
            let inner =
                |bytes: &Bytes| compression.decompress_for(magic, &bytes[value + 4..], LIMIT).unwrap();
            assert_eq!(inner(&ours), inner(&java), "{magic} {compression}");
        }
    }
}

/// F30, F43.
#[cfg(feature = "lz4")]
#[test]
fn the_wrong_lz4_checksum_of_v0_is_javas() {
    for magic in [Magic::V0, Magic::V1] {
        let header = |bytes: Bytes| {
            let frame = bytes.windows(4).position(|at| at == [0x04, 0x22, 0x4D, 0x18]).unwrap();
            bytes.slice(frame..frame + 7)
        };
        let ours = written(builder(magic, Compression::Lz4), 0, &mixed());
        assert_eq!(header(ours), header(golden(&name("mixed", magic, Compression::Lz4))));
    }
}

#[test]
fn message_sets_written_for_the_java_client_are_read_here_too() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("message-sets-for-java");
    std::fs::create_dir_all(&dir).unwrap();
    for magic in [Magic::V0, Magic::V1] {
        for compression in codecs() {
            for (name, set) in [("mixed", mixed()), ("big", big())] {
                let bytes = written(builder(magic, compression), 0, &set);
                std::fs::write(dir.join(format!("{name}-{magic}-{compression}.bin")), &bytes).unwrap();
                assert_eq!(read(bytes, magic, compression), expected(&set, magic), "{magic} {compression}");
            }
        }
    }
}
