use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::{debug, warn};

use super::authentication::{CredentialSource, Credentials, random, unix_time};
use super::tls::TlsConnector;
use crate::error::ConfigError;
use crate::rng::Rng;
use crate::sasl::{AccessToken, CredentialError, OidcConfig, SaslCredentials, SaslSeed};
use crate::tls::TlsConfig;

mod endpoint;

use endpoint::Endpoint;

/// Tokens for OAUTHBEARER from an endpoint, by the client-credentials grant (KIP-768).
///
/// The first authentication has a token fetched, by a task on the runtime that asks; from then on it is replaced in the
/// background before it ends, and one that has ended is never given out. While the endpoint cannot be reached (by the network, or
/// it answers 5xx, 408 or 429) the fetch is repeated with pauses that grow, and who waits is told the cause when its patience is
/// over. Whatever else the endpoint says is final: who waits is told at once, and the next attempt is the longest pause away.
///
/// Credentials belong to this source and to nobody else (L36): dropping it ends the task and forgets the token.
pub struct OidcTokenSource {
    shared: Arc<Shared>,
    task: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    config: OidcConfig,
    endpoint: Endpoint,
    state: watch::Sender<State>,
    wanted: Notify,
}

#[derive(Default)]
struct State {
    token: Option<AccessToken>,
    /// Why the last fetch failed.
    failure: Option<CredentialError>,
}

impl OidcTokenSource {
    /// Checks the configuration and reads the files that its TLS names. `brokers` is the TLS of the connections to the brokers, to
    /// be used where the configuration has none of its own.
    pub fn new(config: OidcConfig, brokers: Option<&TlsConfig>) -> Result<Self, ConfigError> {
        config.validate()?;
        let system = TlsConfig::default();
        let tls = config.tls.as_deref().or(brokers).unwrap_or(&system);
        let target = config.endpoint()?;
        let connector = if target.encrypted { Some(TlsConnector::new(tls)?) } else { None };
        let endpoint = Endpoint::new(target, connector);
        let (state, _) = watch::channel(State::default());
        let shared = Arc::new(Shared { config, endpoint, state, wanted: Notify::new() });
        Ok(Self { shared, task: Mutex::new(None) })
    }

    /// Has the task running; a runtime that was shut down has ended an earlier one.
    fn ensure_task(&self) -> Result<(), CredentialError> {
        let mut task = self.task.lock().unwrap_or_else(PoisonError::into_inner);
        if task.as_ref().is_none_or(JoinHandle::is_finished) {
            let runtime = Handle::try_current().map_err(|error| error.to_string())?;
            let seed = u64::from_ne_bytes(random()?);
            *task = Some(runtime.spawn(run(Arc::clone(&self.shared), Rng::new(seed))));
        }
        Ok(())
    }
}

impl CredentialSource for OidcTokenSource {
    fn credentials(&self, seed: SaslSeed) -> Credentials {
        let started = self.ensure_task();
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            started?;
            let mut credentials = SaslCredentials::new(seed);
            credentials.oauth_token = Some(shared.token().await?.token);
            Ok(credentials)
        })
    }
}

impl Shared {
    /// The token as it is now, or the next one.
    async fn token(&self) -> Result<AccessToken, CredentialError> {
        let mut state = self.state.subscribe();
        let patience = sleep(self.config.patience);
        tokio::pin!(patience);
        loop {
            {
                let state = state.borrow_and_update();
                if let Some(token) = state.good_token() {
                    return Ok(token.clone());
                }
                if let Some(failure @ CredentialError::Refused(_)) = &state.failure {
                    return Err(failure.clone());
                }
            }
            self.wanted.notify_one();
            tokio::select! {
                changed = state.changed() => changed.map_err(|_| "the source of tokens was dropped".to_owned())?,
                () = &mut patience => {
                    let failure = self.state.borrow().failure.clone();
                    return Err(failure.unwrap_or_else(|| "the token endpoint has not answered yet".into()));
                }
            }
        }
    }

    fn has_good_token(&self) -> bool {
        self.state.borrow().good_token().is_some()
    }

    /// Returns when somebody waits for a token that is not there.
    async fn wanted(&self) {
        loop {
            self.wanted.notified().await;
            if !self.has_good_token() {
                return;
            }
        }
    }
}

impl State {
    fn good_token(&self) -> Option<&AccessToken> {
        self.token.as_ref().filter(|token| token.is_good(unix_time()))
    }
}

/// Fetches tokens, one before the other ends, until it is aborted.
async fn run(shared: Arc<Shared>, mut rng: Rng) {
    let mut failures = 0;
    loop {
        match shared.endpoint.fetch(&shared.config).await {
            Ok(token) => {
                failures = 0;
                let life = token.expires.saturating_sub(unix_time());
                let rest = shared.config.refresh_after(life, rng.uniform(0.0, 1.0));
                debug!(life_secs = life.as_secs(), refresh_in_secs = rest.as_secs(), "fetched a token");
                shared.state.send_replace(State { token: Some(token), failure: None });
                // No answer makes this a busy loop, not even tokens that end before those who wait can take them.
                let least = shared.config.retry_backoff;
                sleep(least).await;
                tokio::select! {
                    () = sleep(rest.saturating_sub(least)) => {}
                    () = shared.wanted() => {}
                }
            }
            Err(failure) => {
                failures += 1;
                warn!(%failure, failures, "no token could be fetched");
                let is_final = matches!(failure, CredentialError::Refused(_));
                shared.state.send_modify(|state| state.failure = Some(failure));
                sleep(shared.pause(failures, is_final, &mut rng)).await;
                if is_final {
                    // The next to wait is told of its own attempt.
                    shared.state.send_modify(|state| state.failure = None);
                }
                if !shared.has_good_token() {
                    shared.wanted().await;
                }
            }
        }
    }
}

impl Shared {
    /// Twenty per cent less or more, so that clients that failed together do not return together.
    fn pause(&self, failures: u32, is_final: bool, rng: &mut Rng) -> Duration {
        let pause = if is_final { self.config.retry_backoff_max } else { self.config.pause(failures) };
        pause.mul_f64(rng.uniform(0.8, 1.2))
    }
}

impl Drop for OidcTokenSource {
    fn drop(&mut self) {
        let task = self.task.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = task.take() {
            task.abort();
        }
    }
}

impl fmt::Debug for OidcTokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcTokenSource").field("config", &self.shared.config).finish_non_exhaustive()
    }
}
