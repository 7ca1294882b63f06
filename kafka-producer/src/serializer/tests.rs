use std::fmt::Write as _;

use super::*;

/// What Java's serializers made of values: `testdata/java/GoldenSerializers.java`.
const GOLDEN: &str = include_str!("../../testdata/serializers.txt");

fn bytes_of<T: ?Sized>(serializer: &dyn Serializer<T>, value: &T) -> String {
    let (mut added, mut scratch) = (Vec::new(), Vec::new());
    let mut context = SerializerContext::new("t", &[], RecordPart::Value, &mut added);
    let bytes = serializer.serialize(&mut context, value, &mut scratch).unwrap();
    bytes.map_or_else(|| "null".to_owned(), hex)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("=".to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.strip_prefix('=').unwrap();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn encoding(name: &str) -> Option<StringEncoding> {
    Some(match name {
        "UTF-8" => StringEncoding::Utf8,
        "US-ASCII" => StringEncoding::UsAscii,
        "ISO-8859-1" => StringEncoding::Iso8859_1,
        "UTF-16" => StringEncoding::Utf16,
        "UTF-16BE" => StringEncoding::Utf16Be,
        "UTF-16LE" => StringEncoding::Utf16Le,
        _ => return None,
    })
}

/// `[a,null,b]`
fn items<T>(text: &str, parse: impl Fn(&str) -> T) -> Vec<Option<T>> {
    let inside = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap();
    let items = inside.split(',').filter(|_| !inside.is_empty());
    items.map(|item| (item != "null").then(|| parse(item))).collect()
}

/// A76.
#[test]
fn every_format_of_java_is_reproduced_bit_for_bit() {
    // A76
    let lines: Vec<_> = GOLDEN.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 102);
    for line in lines {
        let [kind, value, expected] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let number = || value.parse::<i64>().unwrap();
        let made = match kind {
            "i16" => bytes_of(&ShortSerializer, &(number() as i16)),
            "i32" => bytes_of(&IntegerSerializer, &(number() as i32)),
            "i64" => bytes_of(&LongSerializer, &number()),
            "f32" => bytes_of(&FloatSerializer, &f32::from_bits(value.parse().unwrap())),
            "f64" => bytes_of(&DoubleSerializer, &f64::from_bits(value.parse().unwrap())),
            "bool" => bytes_of(&BooleanSerializer, &(value == "true")),
            #[cfg(feature = "uuid")]
            "uuid" => bytes_of(&UuidSerializer, &value.parse::<::uuid::Uuid>().unwrap()),
            #[cfg(not(feature = "uuid"))]
            "uuid" => continue,
            "bytes" => bytes_of::<[u8]>(&BytesSerializer, &unhex(value)),
            "void" => bytes_of(&VoidSerializer, &()),
            "list-i16" => list(ShortSerializer, &items(value, |i| i.parse::<i16>().unwrap())),
            "list-i32" => list(IntegerSerializer, &items(value, |i| i.parse::<i32>().unwrap())),
            "list-i64" => list(LongSerializer, &items(value, |i| i.parse::<i64>().unwrap())),
            "list-string" => list(StringSerializer::default(), &items(value, str::to_owned)),
            "list-bool" => list(BooleanSerializer, &items(value, |i| i == "true")),
            text => {
                let serializer = StringSerializer::with_encoding(encoding(text).expect(text));
                bytes_of::<str>(&serializer, &String::from_utf8(unhex(value)).unwrap())
            }
        };
        assert_eq!(made, expected, "{kind} {value}");
    }
}

fn list<T: Clone, S: Serializer<T> + Copy>(inner: S, values: &[Option<T>]) -> String {
    let made = bytes_of(&NullableListSerializer::new(inner), values);
    if let Some(values) = values.iter().cloned().collect::<Option<Vec<T>>>() {
        assert_eq!(
            bytes_of(&ListSerializer::new(inner), &values[..]),
            made,
            "without nulls they are the same"
        );
    }
    made
}

/// A75.
#[test]
fn text_and_bytes_are_borrowed_not_copied() {
    // A75
    let (text, mut added, mut scratch) = ("text", Vec::new(), Vec::new());
    let mut context = SerializerContext::new("t", &[], RecordPart::Key, &mut added);
    let bytes = StringSerializer::default().serialize(&mut context, text, &mut scratch).unwrap().unwrap();
    assert_eq!(bytes.as_ptr(), text.as_ptr());
}

#[cfg(feature = "json")]
#[test]
fn json_is_written_without_white_space() {
    let value = serde_json::json!({"a": [1, null], "b": "ü"});
    assert_eq!(bytes_of(&JsonSerializer, &value), hex("{\"a\":[1,null],\"b\":\"ü\"}".as_bytes()));
}

#[test]
fn buffers_serve_the_next_record_of_the_thread() {
    let mut first = Scratch::take();
    first.buffers().key.extend_from_slice(&[0; 1000]);
    let room = first.buffers().key.as_ptr();
    drop(first);
    let mut second = Scratch::take();
    assert_eq!((second.buffers().key.as_ptr(), second.buffers().key.len()), (room, 0));
    second.buffers().value.reserve(1 << 20);
    drop(second);
    assert!(
        Scratch::take().buffers().value.capacity() < 1 << 20,
        "a big record does not leave its room behind"
    );
}
