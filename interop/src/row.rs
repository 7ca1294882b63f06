//! A record as every client sees it: what is compared byte for byte.

use std::fmt;

use kafka_records::Record;

/// A record with its place. `None` is null, and differs from empty.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Partition; -1 for one that is not placed yet.
    pub partition: i32,
    /// Offset; -1 for one that is not written yet.
    pub offset: i64,
    /// Key.
    pub key: Option<Vec<u8>>,
    /// Value.
    pub value: Option<Vec<u8>>,
    /// Headers, in order.
    pub headers: Vec<(String, Option<Vec<u8>>)>,
}

impl Row {
    /// A record that is not written yet.
    pub fn new(key: Option<&[u8]>, value: Option<&[u8]>, headers: &[(&str, Option<&[u8]>)]) -> Self {
        let headers = headers.iter().map(|(k, v)| ((*k).to_owned(), v.map(<[u8]>::to_vec))).collect();
        let (key, value) = (key.map(<[u8]>::to_vec), value.map(<[u8]>::to_vec));
        Self { partition: -1, offset: -1, key, value, headers }
    }

    /// As read by this project's own reader.
    pub fn read(partition: i32, record: &Record) -> Self {
        let headers = record.headers.iter().map(|header| {
            let key = String::from_utf8_lossy(&header.key).into_owned();
            (key, header.value.as_deref().map(<[u8]>::to_vec))
        });
        Self {
            partition,
            offset: record.offset,
            key: record.key.as_deref().map(<[u8]>::to_vec),
            value: record.value.as_deref().map(<[u8]>::to_vec),
            headers: headers.collect(),
        }
    }

    /// The same record at this place.
    #[must_use]
    pub fn at(&self, partition: i32, offset: i64) -> Self {
        Self { partition, offset, ..self.clone() }
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |bytes: &Option<Vec<u8>>| match bytes {
            None => "null".to_owned(),
            Some(bytes) if bytes.len() <= 32 => format!("\"{}\"", bytes.escape_ascii()),
            Some(bytes) => format!("\"{}...\" ({} bytes)", bytes[..32].escape_ascii(), bytes.len()),
        };
        write!(f, "{}@{} {}={}", self.partition, self.offset, short(&self.key), short(&self.value))?;
        for (key, value) in &self.headers {
            write!(f, " {key}:{}", short(value))?;
        }
        Ok(())
    }
}

/// Records with everything that a codec or a field could get wrong: null, empty and binary keys and values, headers that
/// are repeated, null or empty, values that compress well, not at all, and over the block size of each codec.
///
/// Header values hold no comma, equals sign or line end: kcat prints headers as text.
pub fn samples() -> Vec<Row> {
    let zeros = vec![0; 200_000];
    let noise = noise(100_000);
    let binary: Vec<u8> = (0..=255).collect();
    let mut rows = vec![
        Row::new(None, None, &[]),
        Row::new(None, Some(b""), &[]),
        Row::new(Some(b""), None, &[]),
        Row::new(Some(b""), Some(b""), &[]),
        Row::new(Some(b"key"), None, &[]),
        Row::new(None, Some(b"value"), &[]),
        Row::new(Some(&binary), Some(&binary), &[]),
        Row::new(Some(b"k"), Some(b"one header"), &[("a", Some(b"1"))]),
        Row::new(Some(b"k"), Some(b"twice"), &[("a", Some(b"1")), ("b", Some(b"2")), ("a", Some(b"3"))]),
        Row::new(Some(b"k"), Some(b"null and empty"), &[("null", None), ("empty", Some(b""))]),
        Row::new(Some(b"k"), None, &[("\u{e9}\u{4e16}", Some("\u{1f980}".as_bytes()))]),
        Row::new(Some(b"zeros"), Some(&zeros), &[]),
        Row::new(Some(b"noise"), Some(&noise), &[]),
    ];
    // Enough small ones that a batch holds many.
    rows.extend((0..500).map(|n: u32| {
        let text = format!("record {n} of many that look alike");
        Row::new(Some(&n.to_be_bytes()), Some(text.as_bytes()), &[])
    }));
    rows
}

/// Bytes that no codec makes smaller, always the same.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let step = || {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    std::iter::repeat_with(step).take(len).collect()
}
