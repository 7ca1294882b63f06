//! The hash by which Kafka's clients agree on the partition of a key.

const SEED: u32 = 0x9747_b28c;
const M: u32 = 0x5bd1_e995;

/// 32-bit murmur2 over little-endian words, as Java computes it, except that the result is unsigned.
pub fn murmur2(key: &[u8]) -> u32 {
    let mut hash = SEED ^ key.len() as u32;
    let (words, tail) = key.as_chunks::<4>();
    for word in words {
        let k = u32::from_le_bytes(*word).wrapping_mul(M);
        hash = hash.wrapping_mul(M) ^ (k ^ (k >> 24)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        for (i, byte) in tail.iter().enumerate() {
            hash ^= u32::from(*byte) << (8 * i);
        }
        hash = hash.wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 13)).wrapping_mul(M);
    hash ^ (hash >> 15)
}

/// The partition of a key among `count` partitions: murmur2 with the sign bit cleared, modulo the total count,
/// not the available one (rule R69). `count` must be positive.
pub fn partition_for_key(key: &[u8], count: i32) -> i32 {
    ((murmur2(key) & 0x7fff_ffff) % count.unsigned_abs().max(1)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R69, F45.
    #[test]
    fn hashes_equal_the_reference_values() {
        // Rule F45: values of Java's own tests.
        for (key, hash) in [
            ("21", -973_932_308),
            ("foobar", -790_332_482),
            ("abc", 479_470_107),
            ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
        ] {
            assert_eq!(murmur2(key.as_bytes()) as i32, hash, "{key}");
        }
    }

    /// R69.
    #[test]
    fn negative_hashes_clear_the_sign_bit_instead_of_negating() {
        let hash = murmur2(b"foobar") as i32;
        assert!(hash < 0);
        assert_eq!(partition_for_key(b"foobar", 6), (hash & i32::MAX) % 6);
    }
}
