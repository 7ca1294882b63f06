//! What authentications need from the system: chance, the date, tokens, and a thread for the long computation.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::sasl::{CredentialError, SaslAnswer, SaslCredentials, SaslErrand, SaslSeed};

/// Credentials, once they are there, or why they cannot be had.
pub type Credentials = Pin<Box<dyn Future<Output = Result<SaslCredentials, CredentialError>> + Send>>;

/// Where credentials that change with time come from: tokens for OAUTHBEARER, temporary credentials for AWS.
///
/// It is asked for each authentication of each connection, so it should keep what is good for longer, and never give what has
/// expired. The future is dropped when the connection's setup timeout passes. The call itself is made on the I/O task: whatever takes
/// time belongs into the future.
pub trait CredentialSource: Send + Sync {
    /// Credentials for one authentication, with `seed` in them.
    fn credentials(&self, seed: SaslSeed) -> Credentials;
}

impl<S: CredentialSource + ?Sized> CredentialSource for Arc<S> {
    fn credentials(&self, seed: SaslSeed) -> Credentials {
        (**self).credentials(seed)
    }
}

/// The configured credentials.
pub(super) struct Configured;

impl CredentialSource for Configured {
    fn credentials(&self, seed: SaslSeed) -> Credentials {
        Box::pin(std::future::ready(Ok(SaslCredentials::new(seed))))
    }
}

/// An errand under way. The error says what the connection, which has to end, died of.
pub(super) type RunningErrand = Pin<Box<dyn Future<Output = Result<SaslAnswer, String>> + Send>>;

/// Begins an errand. Nothing of it happens after it was dropped.
#[cfg_attr(
    not(any(feature = "sasl-scram", feature = "gssapi")),
    expect(clippy::needless_pass_by_value, reason = "the errands of these features are taken apart")
)]
pub(super) fn run(errand: SaslErrand, source: &dyn CredentialSource) -> RunningErrand {
    match errand {
        SaslErrand::Credentials => {
            let credentials = seed().map(|seed| source.credentials(seed));
            Box::pin(async {
                Ok(SaslAnswer::Credentials(match credentials {
                    Ok(credentials) => credentials.await,
                    Err(error) => Err(error),
                }))
            })
        }
        #[cfg(feature = "sasl-scram")]
        SaslErrand::Derive(derivation) => {
            Box::pin(async { derive::key(derivation).await.map(SaslAnswer::Key) })
        }
        #[cfg(feature = "gssapi")]
        SaslErrand::Gssapi(step) => Box::pin(async { gssapi::output(step).await.map(SaslAnswer::Gssapi) }),
    }
}

fn seed() -> Result<SaslSeed, CredentialError> {
    Ok(SaslSeed { nonce: random()?, unix_time: unix_time() })
}

pub(super) fn random<const LEN: usize>() -> Result<[u8; LEN], CredentialError> {
    let mut bytes = [0; LEN];
    getrandom::fill(&mut bytes).map_err(|error| format!("the system gives no random numbers: {error}"))?;
    Ok(bytes)
}

#[expect(clippy::disallowed_methods, reason = "this is where the driver reads the clock")]
pub(super) fn unix_time() -> Duration {
    // A clock before 1970 is wrong, and so is every signature with its date.
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

#[cfg(feature = "gssapi")]
mod gssapi {
    use tokio::sync::Semaphore;

    use crate::sasl::{CredentialError, GssapiOutput, GssapiStep};

    /// Makes the call on a thread where it may block. Dropping the future leaves a call that has begun to its end, and holds its
    /// place until then: a KDC that hangs costs a few threads and no more (L35).
    pub(super) async fn output(
        step: Box<GssapiStep>,
    ) -> Result<Result<GssapiOutput, CredentialError>, String> {
        let place = PLACES.acquire().await.map_err(|error| error.to_string())?;
        let call = move || {
            let _place = place;
            step.run()
        };
        tokio::task::spawn_blocking(call).await.map_err(|error| error.to_string())
    }

    static PLACES: Semaphore = Semaphore::const_new(4);
}

#[cfg(feature = "sasl-scram")]
mod derive {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex, PoisonError};

    use crate::sasl::{KeyDerivation, SaltedPassword};

    /// Derives the key on a thread of its own, one key at a time in the whole process (L35). Dropping the future ends it soon.
    pub(super) async fn key(mut derivation: Box<KeyDerivation>) -> Result<SaltedPassword, String> {
        let given_up = GivenUp(Arc::new(AtomicBool::new(false)));
        let flag = Arc::clone(&given_up.0);
        let work = move || {
            // Held by the thread, which always goes on: a future may never be polled again.
            let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
            while !flag.load(Ordering::Relaxed) {
                if let Some(key) = derivation.advance(SLICE) {
                    return Some(key);
                }
            }
            None
        };
        let key = tokio::task::spawn_blocking(work).await.map_err(|error| error.to_string())?;
        key.ok_or_else(|| "given up".to_owned())
    }

    struct GivenUp(Arc<AtomicBool>);

    impl Drop for GivenUp {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    static TURN: Mutex<()> = Mutex::new(());
    /// Iterations between two looks at whether anybody still waits: about a millisecond.
    const SLICE: u32 = 1_000;
}
