//! Keys and values that say which record they belong to, made from its number alone, so that each can be checked later.

use kafka_net::Rng;

/// What keys the records have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum KeyMode {
    /// None: the producer spreads the records.
    #[default]
    None,
    /// Sixteen random digits, another for each record.
    Random,
    /// The record's number.
    #[value(skip)]
    Numbered,
}

/// Makes the records of a run.
#[derive(Debug)]
pub(crate) struct Payload {
    size: usize,
    keys: KeyMode,
    /// What fills values up; each starts somewhere else in it.
    text: Vec<u8>,
}

/// Memory for one record after the other.
#[derive(Debug)]
pub(crate) struct Scratch {
    key: [u8; KEY_LEN],
    value: Vec<u8>,
}

const KEY_LEN: usize = 16;
/// Distinct starts of the filling.
const STARTS: usize = 4096;
/// Digits of the number at the front of a value, where it has room.
const DIGITS: usize = 12;

impl Payload {
    /// Records with values of `size` bytes.
    pub(crate) fn new(size: usize, keys: KeyMode) -> Self {
        let mut rng = Rng::new(0x6b70);
        let text = (0..STARTS + size).map(|_| ALPHABET[(rng.next_u64() >> 58) as usize]).collect();
        Self { size, keys, text }
    }

    pub(crate) fn scratch(&self) -> Scratch {
        Scratch { key: [b'0'; KEY_LEN], value: vec![0; self.size] }
    }

    /// Key and value of the record with this number.
    pub(crate) fn record<'a>(&self, number: u64, scratch: &'a mut Scratch) -> (Option<&'a [u8]>, &'a [u8]) {
        let Scratch { key, value } = scratch;
        // An odd stride visits every start.
        let start = (number as usize).wrapping_mul(61) % STARTS;
        value.copy_from_slice(&self.text[start..start + self.size]);
        let digits = self.size.min(DIGITS);
        write_decimal(number, &mut value[..digits]);
        if let Some(space) = value.get_mut(DIGITS) {
            *space = b' ';
        }
        let key = match self.keys {
            KeyMode::None => None,
            KeyMode::Random => {
                write_hex(Rng::new(number).next_u64(), key);
                Some(&key[..])
            }
            KeyMode::Numbered => {
                write_decimal(number, key);
                Some(&key[..])
            }
        };
        (key, value)
    }
}

/// The lowest digits that fit, with leading zeros.
fn write_decimal(mut number: u64, digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

fn write_hex(mut number: u64, digits: &mut [u8; KEY_LEN]) {
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdef"[(number & 15) as usize];
        number >>= 4;
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_the_same_each_time_and_differs_from_the_next() {
        let payload = Payload::new(100, KeyMode::Random);
        let (mut a, mut b, mut c) = (payload.scratch(), payload.scratch(), payload.scratch());
        assert_eq!(payload.record(7, &mut a), payload.record(7, &mut b));
        assert_ne!(payload.record(7, &mut a), payload.record(8, &mut c));
        let (key, value) = payload.record(7, &mut a);
        assert_eq!((key.map(<[u8]>::len), value.len()), (Some(16), 100));
        assert!(value.starts_with(b"000000000007 "));
    }

    #[test]
    fn every_size_is_possible() {
        for size in [0, 1, 11, 12, 13, 5000] {
            let payload = Payload::new(size, KeyMode::None);
            let mut scratch = payload.scratch();
            assert_eq!(payload.record(123, &mut scratch).1.len(), size);
        }
    }

    #[test]
    fn numbered_keys_carry_the_number() {
        let payload = Payload::new(10, KeyMode::Numbered);
        let mut scratch = payload.scratch();
        assert_eq!(payload.record(42, &mut scratch).0, Some(&b"0000000000000042"[..]));
    }
}
