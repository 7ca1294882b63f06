use std::fmt;

use zeroize::Zeroizing;

use super::hash::{KeyedHash, ScramHash};
use crate::sasl::secret::Secret;

/// The way from a password to its salted form: `Hi` of RFC 5802, which is PBKDF2 with one block.
///
/// The one long computation of SASL, half a second and more with the most iterations accepted. It is done in slices, so that
/// it can run apart from I/O and be given up by dropping it (L35); a PBKDF2 function does not let go before it is finished.
pub struct KeyDerivation {
    parameters: Parameters,
    keyed: KeyedHash,
    block: Zeroizing<Vec<u8>>,
    next: Zeroizing<Vec<u8>>,
    sum: Zeroizing<Vec<u8>>,
    left: u32,
}

impl KeyDerivation {
    pub(super) fn new(hash: ScramHash, password: &Secret, salt: &[u8], iterations: u32) -> Self {
        let keyed = hash.keyed(password.expose());
        let mut block = Zeroizing::new(Vec::new());
        keyed.mac_into(&[salt, &1_u32.to_be_bytes()].concat(), &mut block);
        let sum = block.clone();
        let next = Zeroizing::new(Vec::with_capacity(block.len()));
        let parameters = Parameters { hash, salt: salt.to_vec(), iterations };
        Self { parameters, keyed, block, next, sum, left: iterations.saturating_sub(1) }
    }

    /// Iterations that remain.
    pub fn remaining(&self) -> u32 {
        self.left
    }

    /// Does at most `iterations` more; the key when that was all.
    pub fn advance(&mut self, iterations: u32) -> Option<SaltedPassword> {
        let slice = self.left.min(iterations);
        for _ in 0..slice {
            self.keyed.mac_into(&self.block, &mut self.next);
            std::mem::swap(&mut self.block, &mut self.next);
            for (sum, byte) in self.sum.iter_mut().zip(self.block.iter()) {
                *sum ^= byte;
            }
        }
        self.left -= slice;
        (self.left == 0).then(|| SaltedPassword {
            parameters: self.parameters.clone(),
            key: Secret::new(self.sum.to_vec()),
        })
    }

    /// Does all of it.
    pub fn run(mut self) -> SaltedPassword {
        loop {
            if let Some(key) = self.advance(u32::MAX) {
                return key;
            }
        }
    }
}

impl fmt::Debug for KeyDerivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyDerivation").field("remaining", &self.left).finish_non_exhaustive()
    }
}

/// A password after its derivation; as good as the password, for this one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaltedPassword {
    parameters: Parameters,
    key: Secret,
}

/// What a server asks for; with the same password these give the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parameters {
    hash: ScramHash,
    salt: Vec<u8>,
    iterations: u32,
}

impl SaltedPassword {
    /// Whether it is what `derivation` would give, both being made from the same password.
    pub fn answers(&self, derivation: &KeyDerivation) -> bool {
        self.parameters == derivation.parameters
    }

    pub(super) fn expose(&self) -> &[u8] {
        self.key.expose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// L35.
        #[test]
        fn a_key_derived_in_slices_is_that_of_pbkdf2(
            password in prop::collection::vec(any::<u8>(), 0..200),
            salt in prop::collection::vec(any::<u8>(), 1..40),
            iterations in 1..300_u32,
            slice in 1..50_u32,
        ) {
            let derive = |hash| {
                let secret = Secret::new(password.clone());
                let mut derivation = KeyDerivation::new(hash, &secret, &salt, iterations);
                loop {
                    if let Some(key) = derivation.advance(slice) {
                        assert_eq!(derivation.remaining(), 0);
                        break key;
                    }
                }
            };
            let mut expected = [0; 32];
            pbkdf2::pbkdf2_hmac::<sha2::Sha256>(&password, &salt, iterations, &mut expected);
            let key = derive(ScramHash::Sha256);
            prop_assert_eq!(key.expose(), expected);
            let mut expected = [0; 64];
            pbkdf2::pbkdf2_hmac::<sha2::Sha512>(&password, &salt, iterations, &mut expected);
            let key = derive(ScramHash::Sha512);
            prop_assert_eq!(key.expose(), expected);
        }
    }
}
