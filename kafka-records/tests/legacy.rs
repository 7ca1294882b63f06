//! Message sets v0 and v1: byte for byte as specified, offsets and timestamps by the rules of their wrappers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bytes::Bytes;
use kafka_records::{
    Codec, Compression, DecompressionLimit, LegacyBatch, LegacyError, LogBatch, LogScanner, Magic,
    MessageSetBuilder, Record, RecordError, RecordErrorKind, RecordHeader, RecordRef, Sequence,
    TimestampType, crc,
};

const LIMIT: DecompressionLimit = DecompressionLimit::bytes(1 << 20);

/// The codecs of message sets that this build has.
fn codecs() -> impl Iterator<Item = Compression> {
    Compression::available().filter(|compression| *compression != Compression::Zstd)
}

fn wrapping() -> impl Iterator<Item = Compression> {
    codecs().filter(|compression| *compression != Compression::None)
}

/// A message with the right size and checksum.
fn message(offset: i64, magic: u8, attributes: u8, fields: &[&[u8]]) -> Vec<u8> {
    let mut summed = vec![magic, attributes];
    summed.extend(fields.concat());
    let mut bytes = offset.to_be_bytes().to_vec();
    bytes.extend(u32::try_from(4 + summed.len()).unwrap().to_be_bytes());
    bytes.extend(crc::crc32(&summed).to_be_bytes());
    bytes.extend(summed);
    bytes
}

fn sized(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

const NULL: &[u8] = &[0xff; 4];

fn v0(offset: i64, value: &[u8]) -> Vec<u8> {
    message(offset, 0, 0, &[NULL, &sized(value)])
}

fn v1(offset: i64, attributes: u8, timestamp: i64, value: &[u8]) -> Vec<u8> {
    message(offset, 1, attributes, &[&timestamp.to_be_bytes(), NULL, &sized(value)])
}

fn wrapper(
    magic: Magic,
    offset: i64,
    timestamp: i64,
    time_bit: u8,
    codec: Compression,
    inner: &[u8],
) -> Vec<u8> {
    let value = Codec::new(codec).compress_for(magic, &[inner]).unwrap();
    match magic {
        Magic::V0 => message(offset, 0, codec.id(), &[NULL, &sized(&value)]),
        _ => v1(offset, codec.id() | time_bit, timestamp, &value),
    }
}

fn read(bytes: &[u8]) -> Result<Vec<Record>, RecordError> {
    let mut records = Vec::new();
    for batch in LogScanner::new(Bytes::copy_from_slice(bytes)) {
        for record in batch?.records(LIMIT)? {
            records.push(record?);
        }
    }
    Ok(records)
}

fn places(bytes: &[u8]) -> Vec<(i64, i64)> {
    read(bytes).unwrap().iter().map(|record| (record.offset, record.timestamp)).collect()
}

fn failure(bytes: &[u8]) -> (&'static str, RecordErrorKind) {
    let error = read(bytes).unwrap_err();
    (error.field(), error.kind().clone())
}

fn record(timestamp: i64, value: &[u8]) -> RecordRef<'_> {
    RecordRef { timestamp, key: None, value: Some(value), headers: &[] }
}

#[test]
fn messages_are_encoded_as_the_formats_say() {
    let full = RecordRef { timestamp: 0x0102_0304, key: Some(b"k"), value: Some(b"vw"), headers: &[] };
    let nulls = RecordRef { timestamp: -1, key: Some(b""), value: None, headers: &[] };
    for (magic, expected) in [
        (
            Magic::V0,
            [
                message(7, 0, 0, &[&[0, 0, 0, 1, b'k'], &[0, 0, 0, 2, b'v', b'w']]),
                message(8, 0, 0, &[&[0, 0, 0, 0], &[0xff, 0xff, 0xff, 0xff]]),
            ],
        ),
        (
            Magic::V1,
            [
                message(
                    7,
                    1,
                    0,
                    &[&[0, 0, 0, 0, 1, 2, 3, 4], &[0, 0, 0, 1, b'k'], &[0, 0, 0, 2, b'v', b'w']],
                ),
                message(8, 1, 0, &[&[0xff; 8], &[0, 0, 0, 0], &[0xff, 0xff, 0xff, 0xff]]),
            ],
        ),
    ] {
        let mut set = MessageSetBuilder::new(magic, Codec::NONE).unwrap();
        set.append_at(7, &full).unwrap();
        set.append(&nulls).unwrap();
        assert_eq!(set.entries_len(), expected.concat().len());
        let bytes = set.finish().unwrap();
        assert_eq!(bytes, expected.concat(), "{magic}");
        let timestamp = if magic == Magic::V0 { -1 } else { 0x0102_0304 };
        assert_eq!(
            read(&bytes).unwrap()[0],
            Record {
                offset: 7,
                timestamp,
                sequence: Sequence::NONE,
                key: Some(Bytes::from_static(b"k")),
                value: Some(Bytes::from_static(b"vw")),
                headers: Vec::new(),
            }
        );
        let second = &read(&bytes).unwrap()[1];
        assert_eq!((second.key.as_deref(), second.value.as_deref()), (Some(&[][..]), None));
    }
}

/// What the console producer of Kafka 0.8 sent: message `hello`, as the protocol guide of that time lays it out.
#[test]
fn a_message_written_out_by_hand_is_read() {
    let bytes = [
        0, 0, 0, 0, 0, 0, 0, 0, // offset
        0, 0, 0, 19, // size
        0x87, 0xa7, 0x7a, 0xb2, // CRC-32 of the rest, by Python's zlib.crc32
        0, 0, // magic, attributes
        0xff, 0xff, 0xff, 0xff, // null key
        0, 0, 0, 5, b'h', b'e', b'l', b'l', b'o',
    ];
    assert_eq!(read(&bytes).unwrap()[0].value.as_deref(), Some(&b"hello"[..]));
}

#[test]
fn records_of_every_format_and_codec_come_back() {
    for magic in [Magic::V0, Magic::V1] {
        for compression in codecs() {
            let mut set = MessageSetBuilder::new(magic, Codec::new(compression)).unwrap();
            for (offset, value) in [(3_i64, "one"), (5, "two"), (1 << 40, "three")] {
                set.append_at(offset, &record(1000 - offset % 10, value.as_bytes())).unwrap();
            }
            let bytes = set.finish().unwrap();
            let times = if magic == Magic::V0 { [-1; 3] } else { [997, 995, 994] };
            let expected: Vec<_> = [3, 5, 1 << 40].into_iter().zip(times).collect();
            assert_eq!(places(&bytes), expected, "{magic} {compression}");
            if compression != Compression::None {
                let wrapper = LegacyBatch::parse(&mut bytes.clone()).unwrap().unwrap();
                assert_eq!((wrapper.magic(), wrapper.compression()), (magic, compression));
                assert_eq!(wrapper.last_offset(), 1 << 40);
                assert_eq!(wrapper.max_timestamp(), times[0], "the largest inside");
                assert_eq!(wrapper.size(), bytes.len());
            }
        }
    }
}

/// F22.
#[test]
fn offsets_in_a_wrapper_are_relative_in_v1_and_absolute_in_v0() {
    for codec in wrapping() {
        let relative = [v1(0, 0, 10, b"a"), v1(1, 0, 11, b"b"), v1(4, 0, 12, b"c")].concat();
        let moved = wrapper(Magic::V1, 104, 12, 0, codec, &relative);
        assert_eq!(places(&moved), [(100, 10), (101, 11), (104, 12)]);
        let exact = wrapper(Magic::V1, 4, 12, 0, codec, &relative);
        assert_eq!(places(&exact), [(0, 10), (1, 11), (4, 12)]);
        // Old librdkafka left it at 0.
        let zero = wrapper(Magic::V1, 0, 12, 0, codec, &relative);
        assert_eq!(places(&zero), [(0, 10), (1, 11), (4, 12)]);
        let absolute = wrapper(Magic::V0, 9, -1, 0, codec, &[v0(7, b"a"), v0(9, b"b")].concat());
        assert_eq!(places(&absolute), [(7, -1), (9, -1)]);
    }
}

/// F23.
#[test]
fn the_append_time_of_a_wrapper_replaces_those_inside() {
    const LOG_APPEND: u8 = 8;
    for codec in wrapping() {
        let inner = [v1(0, 0, 10, b"a"), v1(1, 0, 11, b"b")].concat();
        let batch = wrapper(Magic::V1, 51, 999, LOG_APPEND, codec, &inner);
        assert_eq!(places(&batch), [(50, 999), (51, 999)]);
        let parsed = LogBatch::parse(&mut Bytes::from(batch)).unwrap().unwrap();
        assert_eq!(parsed.timestamp_type(), TimestampType::LogAppendTime);
        let mut set = MessageSetBuilder::new(Magic::V1, Codec::new(codec)).unwrap().with_log_append_time(999);
        set.append(&record(10, b"a")).unwrap();
        set.append(&record(11, b"b")).unwrap();
        assert_eq!(places(&set.finish().unwrap()), [(0, 999), (1, 999)]);
    }
    assert_eq!(places(&v1(3, LOG_APPEND, 77, b"alone")), [(3, 77)]);
}

/// F24, L25.
#[test]
fn malformed_wrappers_are_refused() {
    use RecordErrorKind as Kind;
    let inner = [v1(0, 0, 10, b"a"), v1(5, 0, 11, b"b")].concat();
    for codec in wrapping() {
        let v1_of = |offset, inner: &[u8]| wrapper(Magic::V1, offset, 1, 0, codec, inner);
        let v0_of = |offset, inner: &[u8]| wrapper(Magic::V0, offset, 1, 0, codec, inner);
        let exceeds = Kind::Exceeds { value: 5, limit: 4 };
        assert_eq!(failure(&v1_of(4, &inner)), ("last offset", exceeds));
        assert!(matches!(failure(&v1_of(4, &[])), ("value", Kind::Wrapper(_))));
        let other = Kind::InnerMagic { wrapper: Magic::V0, inner: 1 };
        assert_eq!(failure(&v0_of(5, &inner)), ("magic", other));
        let other = Kind::InnerMagic { wrapper: Magic::V1, inner: 0 };
        assert_eq!(failure(&v1_of(5, &v0(0, b"a"))), ("magic", other));
        assert!(matches!(failure(&v1_of(5, &v1_of(5, &inner))), ("attributes", Kind::Wrapper(_))));
        assert_eq!(failure(&v1_of(9, &inner[..inner.len() - 1])), ("message", Kind::Truncated));
        assert_eq!(failure(&v1_of(9, &[&inner[..], &[0; 5]].concat())), ("message", Kind::Truncated));
        // Behind the last relative offset, or before the first.
        let unordered = [v1(9, 0, 1, b"a"), v1(5, 0, 1, b"b")].concat();
        assert_eq!(failure(&v1_of(9, &unordered)).0, "offset");
        let negative = [v1(-1, 0, 1, b"a"), v1(5, 0, 1, b"b")].concat();
        assert_eq!(failure(&v1_of(9, &negative)), ("offset", Kind::Negative(-1)));
        let mut damaged = inner.clone();
        damaged[34] ^= 1;
        assert!(matches!(failure(&v1_of(9, &damaged)), ("crc", Kind::Checksum { .. })));
        let null = message(0, 1, codec.id(), &[&[0; 8], NULL, NULL]);
        assert!(matches!(failure(&null), ("value", Kind::Wrapper(_))));
    }
}

#[test]
fn malformed_messages_are_named_with_field_and_place() {
    use RecordErrorKind as Kind;
    let corrupt = |bytes: &[u8]| {
        let error = read(bytes).unwrap_err();
        (error.offset(), error.field(), error.kind().clone())
    };
    let good = v1(0, 0, 10, b"value");
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert!(matches!(corrupt(&damaged), (12, "crc", Kind::Checksum { .. })));
    let mut short = good.clone();
    short[11] = 13;
    assert_eq!(corrupt(&short), (8, "message size", Kind::Size(13)));
    // Long enough for v0, not for v1.
    let mut short = good.clone();
    short[11] = 21;
    assert_eq!(corrupt(&short), (8, "message size", Kind::Size(21)));
    let mut other = good.clone();
    other[16] = 3;
    assert_eq!(corrupt(&other), (16, "magic", Kind::Magic(3)));
    assert_eq!(corrupt(&v1(-2, 0, 10, b"")), (0, "offset", Kind::Negative(-2)));
    assert_eq!(corrupt(&v1(0, 16, 10, b"")), (17, "attributes", Kind::ReservedBits(16)));
    assert_eq!(corrupt(&message(0, 0, 8, &[NULL, NULL])), (17, "attributes", Kind::ReservedBits(8)));
    assert_eq!(corrupt(&v1(0, 5, 10, b"")), (17, "attributes", Kind::UnknownCodec(5)));
    let zstd = Kind::CodecNotInFormat { compression: Compression::Zstd, magic: Magic::V1 };
    assert_eq!(corrupt(&v1(0, 4, 10, b"")), (17, "attributes", zstd));
    let key = |key: [u8; 4]| message(0, 0, 0, &[&key, NULL]);
    assert_eq!(corrupt(&key([0, 0, 0, 5])), (18, "key", Kind::Exceeds { value: 5, limit: 4 }));
    assert_eq!(corrupt(&key([0xff, 0xff, 0xff, 0xfe])), (18, "key", Kind::Negative(-2)));
    assert_eq!(corrupt(&key([0, 0, 0, 4])), (26, "value", Kind::Truncated));
    let value = |value: &[u8]| message(0, 0, 0, &[NULL, value]);
    assert_eq!(corrupt(&value(&[0x80, 0, 0, 0])), (22, "value", Kind::Negative(i32::MIN.into())));
    assert_eq!(corrupt(&value(&[0, 0, 0, 0, 9])), (26, "message", Kind::LeftOver(1)));
}

#[test]
fn what_message_sets_cannot_carry_is_refused_when_it_is_appended() {
    let mut set = MessageSetBuilder::new(Magic::V1, Codec::NONE).unwrap();
    let headers = [RecordHeader { key: "h", value: None }];
    let with_headers = RecordRef { headers: &headers, ..record(0, b"") };
    assert_eq!(set.append(&with_headers), Err(LegacyError::Headers { offset: 0 }));
    assert_eq!(set.append(&record(-2, b"")), Err(LegacyError::Timestamp(-2)));
    assert_eq!(set.append_at(-1, &record(0, b"")), Err(LegacyError::Offset { offset: -1, least: 0 }));
    set.append_at(5, &record(0, b"")).unwrap();
    assert_eq!(set.append_at(5, &record(0, b"")), Err(LegacyError::Offset { offset: 5, least: 6 }));
    assert!(set.append_at(i64::MAX, &record(0, b"")).is_err());
    assert_eq!(set.count(), 1);
    let refused = |magic, codec| MessageSetBuilder::new(magic, Codec::new(codec)).unwrap_err();
    assert_eq!(refused(Magic::V2, Compression::None), LegacyError::Format(Magic::V2));
    assert!(matches!(refused(Magic::V0, Compression::Zstd), LegacyError::CodecNotInFormat { .. }));
    assert!(MessageSetBuilder::new(Magic::V0, Codec::NONE).unwrap().finish().is_err(), "no records");
}

/// F11.
#[test]
fn a_stream_of_all_formats_is_scanned_to_its_incomplete_tail() {
    let batch = include_bytes!("../testdata/compacted.bin");
    let parts: Vec<Vec<u8>> =
        vec![v0(1, b"old"), v1(2, 0, 5, b"newer"), batch.to_vec(), v1(9, 0, 5, b"again")];
    let whole = parts.concat();
    let ends: Vec<usize> =
        parts.iter().scan(0, |end, part| Some(*end + part.len()).inspect(|e| *end = *e)).collect();
    for cut in 0..=whole.len() {
        let mut scanner = LogScanner::new(Bytes::copy_from_slice(&whole[..cut]));
        let batches: Vec<LogBatch> = scanner.by_ref().collect::<Result<_, _>>().unwrap();
        assert_eq!(batches.len(), ends.iter().filter(|end| **end <= cut).count());
        let taken = ends.iter().copied().filter(|end| *end <= cut).max().unwrap_or(0);
        assert_eq!((scanner.position(), scanner.rest().len()), (taken, cut - taken));
        if scanner.rest().len() >= 12 {
            assert_eq!(ends.get(batches.len()).copied(), scanner.next_len().map(|len| taken + len));
        }
    }
    let formats: Vec<Magic> =
        LogScanner::new(Bytes::from(whole.clone())).map(|b| b.unwrap().magic()).collect();
    assert_eq!(formats, [Magic::V0, Magic::V1, Magic::V2, Magic::V1]);
    assert_eq!(places(&whole).iter().map(|place| place.0).collect::<Vec<_>>(), [1, 2, 100, 105, 100_000, 9]);
}

#[test]
fn a_scan_ends_after_its_first_error() {
    let mut bytes = [v0(1, b"good"), v0(2, b"bad"), v0(3, b"never seen")].concat();
    let at = v0(1, b"good").len();
    bytes[at + 16] = 7;
    let mut scanner = LogScanner::new(Bytes::from(bytes));
    assert!(scanner.next().unwrap().is_ok());
    let error = scanner.next().unwrap().unwrap_err();
    assert!(error.is_corrupt());
    assert_eq!(*error.kind(), RecordErrorKind::Magic(7));
    assert_eq!(scanner.position(), at);
    assert!(scanner.next().is_none());
}
