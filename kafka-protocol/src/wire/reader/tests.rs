use super::*;

/// What `read` reads from `bytes`, or the error.
fn read<T>(bytes: &[u8], read: impl FnOnce(&mut Reader) -> T) -> Result<T, DecodeErrorKind> {
    let bytes = Bytes::copy_from_slice(bytes);
    let mut reader = Reader::new(&bytes, "Sample", 3);
    let value = read(&mut reader);
    reader.check().map(|()| value).map_err(|error| error.kind)
}

/// L08.
#[test]
fn null_is_minus_one_or_compact_zero_and_only_where_it_is_allowed() {
    assert_eq!(read(&[0xff, 0xff], |r| r.nullable_string("a", false)), Ok(None));
    assert_eq!(read(&[0], |r| r.nullable_string("a", true)), Ok(None));
    for (bytes, flexible) in [(&[0xff, 0xff, 0xff, 0xff][..], false), (&[0], true)] {
        assert_eq!(read(bytes, |r| r.nullable_bytes("a", flexible)), Ok(None));
        assert_eq!(read(bytes, |r| r.nullable_int32_array("a", flexible)), Ok(None));
        assert_eq!(read(bytes, |r| r.bytes("a", flexible)), Err(DecodeErrorKind::Null));
        assert_eq!(read(bytes, |r| r.int32_array("a", flexible)), Err(DecodeErrorKind::Null));
        let array = read(bytes, |r| r.array("a", flexible, 1, |r| r.int8("a")));
        assert_eq!(array, Err(DecodeErrorKind::Null));
    }
}

#[test]
fn every_other_negative_length_is_an_error() {
    let string = read(&[0xff, 0xfe], |r| r.nullable_string("a", false));
    assert_eq!(string, Err(DecodeErrorKind::NegativeLength(-2)));
    let bytes = read(&[0x80, 0, 0, 0], |r| r.nullable_bytes("a", false));
    assert_eq!(bytes, Err(DecodeErrorKind::NegativeLength(i64::from(i32::MIN))));
}

#[test]
fn lengths_beyond_what_is_left_are_refused() {
    for flexible in [false, true] {
        let bytes: &[u8] = if flexible { &[0xff, 0xff, 0xff, 0xff, 0x0f] } else { &[0x7f, 0xff, 0xff, 0xff] };
        let error = read(bytes, |r| r.bytes("a", flexible)).unwrap_err();
        assert!(matches!(error, DecodeErrorKind::Truncated { remaining: 0, .. }), "{error}");
        for error in [
            read(bytes, |r| r.array("a", flexible, 1, |r| r.int8("a"))).unwrap_err(),
            read(bytes, |r| r.int32_array("a", flexible)).unwrap_err(),
        ] {
            assert!(matches!(error, DecodeErrorKind::Count { remaining: 0, .. }), "{error}");
        }
    }
}

/// L06.
#[test]
fn a_count_is_checked_against_the_smallest_size_of_its_elements() {
    let exact = [0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2];
    assert_eq!(read(&exact, |r| r.array("a", false, 4, |r| r.int32("a"))), Ok(vec![1, 2]));
    assert_eq!(read(&exact, |r| r.int32_array("a", false)), Ok(vec![1, 2].into()));
    let one_too_many = [0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2];
    let error = DecodeErrorKind::Count { count: 3, remaining: 8 };
    assert_eq!(read(&one_too_many, |r| r.array("a", false, 4, |r| r.int32("a"))), Err(error.clone()));
    assert_eq!(read(&one_too_many, |r| r.int32_array("a", false)), Err(error));
}

#[test]
fn long_arrays_never_take_room_for_more_than_their_count() {
    let count = 5000_u16;
    let bytes: Vec<u8> = [0, 0].into_iter().chain(count.to_be_bytes()).chain(vec![7; count.into()]).collect();
    let array = read(&bytes, |r| r.array("a", false, 1, |r| r.int8("a"))).unwrap();
    assert_eq!((array.len(), array.capacity()), (5000, 5000));
}

#[test]
fn memory_is_bounded_by_the_input() {
    let bytes = [vec![0, 0, 0x40, 0], vec![0; 0x4000]].concat();
    let limit = 16 * (4 + 0x4000) + 64 * 1024;
    let array = read(&bytes, |r| {
        r.set_memory_factor(16);
        r.array("a", false, 1, |r| (r.int8("a"), [0_u64; 2]))
    });
    assert_eq!(array, Err(DecodeErrorKind::Memory { limit }));
}

#[test]
fn strings_must_be_utf8_and_no_longer_than_kafka_allows() {
    assert_eq!(read(&[2, 0xff], |r| r.string("a", true)), Err(DecodeErrorKind::Utf8));
    let bytes: Vec<u8> = [0x81, 0x80, 0x02].into_iter().chain(vec![b'x'; 0x8000]).collect();
    let error = DecodeErrorKind::StringTooLong { len: 0x8000, max: 0x7fff };
    assert_eq!(read(&bytes, |r| r.string("a", true)), Err(error));
}

#[test]
fn what_is_read_shares_memory_with_the_input() {
    let input = Bytes::from(vec![0, 3, b'a', b'b', b'c']);
    let text = Reader::new(&input, "Sample", 3).string("a", false);
    assert_eq!(text.as_bytes().as_ptr(), input[2..].as_ptr());
}

#[test]
fn an_error_names_message_field_version_and_offset() {
    let input = Bytes::from_static(&[0, 1, 2]);
    let mut reader = Reader::new(&input, "Sample", 3);
    assert_eq!(reader.int16("first"), 1);
    assert_eq!(reader.int32("Nested.second"), 0);
    let error = reader.check().unwrap_err();
    assert_eq!(error.to_string(), "Sample v3, field `Nested.second`, byte 2: 4 bytes needed, 1 left");
}

#[test]
fn the_first_error_is_the_one_that_is_told_and_nothing_is_read_behind_it() {
    let input = Bytes::from_static(&[5, 1, 2, 3, 4]);
    let mut reader = Reader::new(&input, "Sample", 3);
    assert!(!reader.struct_marker("first"));
    assert_eq!(reader.int32("second"), 0);
    assert_eq!(reader.string("third", true), "");
    assert_eq!(reader.nullable_bytes("fourth", false), None);
    assert!(reader.array("fifth", false, 1, |r| r.int8("element")).is_empty());
    let error = reader.finish("end").unwrap_err();
    assert_eq!((error.field, error.offset, error.kind), ("first", 1, DecodeErrorKind::StructMarker(5)));
}

#[test]
fn a_failing_element_ends_its_array() {
    let mut elements = 0;
    let error = read(&[0, 0, 0, 3, 1, 9, 1], |r| {
        r.array("a", false, 1, |r| {
            elements += 1;
            r.struct_marker("a")
        })
    });
    assert_eq!((error, elements), (Err(DecodeErrorKind::StructMarker(9)), 2));
}

#[test]
fn only_two_bytes_mark_a_structure_that_may_be_null() {
    assert_eq!(read(&[0xff], |r| r.struct_marker("a")), Ok(false));
    assert_eq!(read(&[1], |r| r.struct_marker("a")), Ok(true));
    assert_eq!(read(&[0], |r| r.struct_marker("a")), Err(DecodeErrorKind::StructMarker(0)));
}
