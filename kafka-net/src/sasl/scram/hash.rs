use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};

use crate::sasl::secret::Secret;

/// The hash function of a SCRAM mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScramHash {
    Sha256,
    Sha512,
}

impl ScramHash {
    pub(super) fn digest(self, data: &[u8]) -> Secret {
        match self {
            Self::Sha256 => Secret::new(Sha256::digest(data).to_vec()),
            Self::Sha512 => Secret::new(Sha512::digest(data).to_vec()),
        }
    }

    pub(super) fn mac(self, key: &[u8], data: &[u8]) -> Secret {
        let mut out = Vec::new();
        self.keyed(key).mac_into(data, &mut out);
        Secret::new(out)
    }

    pub(super) fn keyed(self, key: &[u8]) -> KeyedHash {
        const ANY_LEN: &str = "HMAC takes keys of any length";
        match self {
            Self::Sha256 => KeyedHash::Sha256(Hmac::new_from_slice(key).expect(ANY_LEN)),
            Self::Sha512 => KeyedHash::Sha512(Hmac::new_from_slice(key).expect(ANY_LEN)),
        }
    }
}

/// HMAC with its key taken in, which is half of the work.
#[derive(Clone)]
pub(super) enum KeyedHash {
    Sha256(Hmac<Sha256>),
    Sha512(Hmac<Sha512>),
}

impl KeyedHash {
    /// Puts the code of `data` into `out`, whatever was there.
    pub(super) fn mac_into(&self, data: &[u8], out: &mut Vec<u8>) {
        out.clear();
        match self {
            Self::Sha256(mac) => {
                out.extend_from_slice(&mac.clone().chain_update(data).finalize().into_bytes());
            }
            Self::Sha512(mac) => {
                out.extend_from_slice(&mac.clone().chain_update(data).finalize().into_bytes());
            }
        }
    }
}
