use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::{ClientConfig, ClientConnection};
use tokio::task::spawn_blocking;

use crate::driver::clock::Clock;
use crate::driver::transport::TransportError;
use crate::error::ConfigError;
use crate::time::Tick;
use crate::tls::{Files, TlsConfig, TlsError, server_name};

/// Opens TLS sessions, with certificates as they are now.
///
/// When a connection is opened, the files of the configuration are read again, at most once a second, and what changed in
/// them is used from then on. Files that cannot be used are told by a warning, and what was there before stays in use:
/// replacing key and certificate is no atomic thing. Connections that are open keep what they began with. Clones share it.
#[derive(Clone)]
pub struct TlsConnector {
    shared: Arc<Shared>,
}

struct Shared {
    config: TlsConfig,
    clock: Clock,
    current: Mutex<Current>,
}

struct Current {
    client: Arc<ClientConfig>,
    /// What the files held at the last look, usable or not.
    seen: Result<Files, ConfigError>,
    looked: Tick,
}

impl TlsConnector {
    /// Reads the files and checks all; blocks for as long as the file system takes.
    pub fn new(config: &TlsConfig) -> Result<Self, ConfigError> {
        config.check()?;
        let files = Files::read(config)?;
        let client = config.client_config(&files)?;
        let clock = Clock::start();
        let current = Mutex::new(Current { client, seen: Ok(files), looked: clock.now() });
        Ok(Self { shared: Arc::new(Shared { config: config.clone(), clock, current }) })
    }

    /// A session that has not begun, with the newest certificates.
    pub(in crate::driver) async fn session(&self, host: &str) -> Result<ClientConnection, TransportError> {
        let name = server_name(host)?;
        let client = self.client().await;
        ClientConnection::new(client, name).map_err(|error| TlsError::from_rustls(&error, host, false).into())
    }

    async fn client(&self) -> Arc<ClientConfig> {
        let shared = Arc::clone(&self.shared);
        if !shared.is_due() {
            return shared.client();
        }
        // Reading files blocks, and so does decrypting a key.
        match spawn_blocking(move || shared.look()).await {
            Ok(client) => client,
            Err(_) => self.shared.client(),
        }
    }
}

impl Shared {
    fn client(&self) -> Arc<ClientConfig> {
        Arc::clone(&self.lock().client)
    }

    /// Whether it is time to look at the files; from then on nobody else looks for a while.
    fn is_due(&self) -> bool {
        if self.config.truststore_location.is_none() && self.config.keystore_location.is_none() {
            return false;
        }
        let now = self.clock.now();
        let mut current = self.lock();
        let due = now - current.looked >= PAUSE;
        if due {
            current.looked = now;
        }
        due
    }

    fn look(&self) -> Arc<ClientConfig> {
        let found = Files::read(&self.config);
        if self.lock().seen == found {
            return self.client();
        }
        let made = found.as_ref().map_err(Clone::clone).and_then(|files| self.config.client_config(files));
        let mut current = self.lock();
        current.seen = found;
        match made {
            Ok(client) => {
                tracing::info!("TLS certificates changed; new connections use them");
                current.client = client;
            }
            Err(error) => {
                tracing::warn!(%error, "TLS certificates changed, and cannot be used; the old ones stay");
            }
        }
        Arc::clone(&current.client)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsConnector").field("config", &self.shared.config).finish_non_exhaustive()
    }
}

/// Between two looks at the files.
const PAUSE: Duration = Duration::from_secs(1);
