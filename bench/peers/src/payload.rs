//! Values and keys, made once from fixed seeds: the same bytes in every client of the table.

use bytes::Bytes;

/// SplitMix64.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[(self.next() % from.len() as u64) as usize]
    }
}

const VALUES: usize = 1000;
const WORDS: usize = 512;
const KEYS: usize = 65_536;

/// Up to 1,000 values of `size` bytes, 16 MiB together at most: words of 3 to 7 syllables, or random bytes.
pub(crate) fn values(text: bool, size: usize) -> Vec<Bytes> {
    let mut random = SplitMix(42);
    let words: Vec<Vec<u8>> = (0..WORDS).map(|_| word(&mut random)).collect();
    let count = ((16 << 20) / size.max(1)).clamp(16, VALUES);
    (0..count)
        .map(|_| {
            let mut value = Vec::with_capacity(size + 16);
            while value.len() < size {
                if text {
                    value.extend_from_slice(&words[(random.next() % WORDS as u64) as usize]);
                } else {
                    value.extend_from_slice(&random.next().to_le_bytes());
                }
            }
            value.truncate(size);
            Bytes::from(value)
        })
        .collect()
}

fn word(random: &mut SplitMix) -> Vec<u8> {
    let syllables = 3 + random.next() % 5;
    let mut word = Vec::new();
    for _ in 0..syllables {
        word.push(random.pick(b"bcdfghjklmnprstvz"));
        word.push(random.pick(b"aeiou"));
    }
    word.push(b' ');
    word
}

/// 65,536 keys of 16 bytes.
pub(crate) fn keys() -> Vec<Vec<u8>> {
    let mut random = SplitMix(7);
    (0..KEYS).map(|_| [random.next().to_le_bytes(), random.next().to_le_bytes()].concat()).collect()
}
