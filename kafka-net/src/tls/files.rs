use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::config::{KEYSTORE, TRUSTSTORE, TlsConfig};
use crate::error::ConfigError;
use crate::sasl::Secret;

/// What the files that a configuration names hold, to be looked at again for changes. Keys are among it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Files {
    pub(super) truststore: Option<Secret>,
    pub(super) keystore: Option<Secret>,
}

impl Files {
    /// Reads `ssl.truststore.location` and `ssl.keystore.location`; blocks for as long as the file system takes.
    pub(crate) fn read(config: &TlsConfig) -> Result<Self, ConfigError> {
        let read = |key, location: Option<&Path>| location.map(|path| read_file(key, path)).transpose();
        Ok(Self {
            truststore: read(TRUSTSTORE, config.truststore_location.as_deref())?,
            keystore: read(KEYSTORE, config.keystore_location.as_deref())?,
        })
    }
}

fn read_file(key: &'static str, path: &Path) -> Result<Secret, ConfigError> {
    let bad = |why: String| ConfigError::new(key, path.display().to_string(), why);
    let open = || -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        // Room for all of it at once: a vector that grows leaves copies of keys behind.
        let len = file.metadata()?.len().min(MAX_FILE_LEN) as usize;
        let mut bytes = Vec::with_capacity(len + ROOM_FOR_THE_END);
        file.take(MAX_FILE_LEN + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = Secret::new(open().map_err(|error| bad(format!("the file cannot be read: {error}")))?);
    if bytes.expose().len() as u64 > MAX_FILE_LEN {
        return Err(bad("the file is longer than 16 MiB, which no key store is".to_owned()));
    }
    if bytes.is_empty() {
        return Err(bad("the file is empty".to_owned()));
    }
    Ok(bytes)
}

/// `read_to_end` looks for the end of the file with a small buffer of its own; there is room for it.
const ROOM_FOR_THE_END: usize = 64;
const MAX_FILE_LEN: u64 = 16 * 1024 * 1024;
