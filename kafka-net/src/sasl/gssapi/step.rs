use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use libgssapi::context::{ClientCtx, CtxFlags, SecurityContext};
use libgssapi::error::Error;
use libgssapi::name::Name;
use libgssapi::oid::{GSS_MECH_KRB5, GSS_NT_HOSTBASED_SERVICE};

use crate::sasl::error::CredentialError;
use crate::sasl::secret::Secret;

/// The security context of one exchange. Copies are the same context.
#[derive(Clone)]
pub(super) struct GssapiContext(Arc<Shared>);

struct Shared {
    /// `service@host`, of which the library makes the principal.
    target: String,
    /// Made by the first step.
    context: Mutex<Option<ClientCtx>>,
}

impl GssapiContext {
    pub(super) fn new(service_name: &str, host: &str) -> Self {
        Self(Arc::new(Shared { target: format!("{service_name}@{host}"), context: Mutex::new(None) }))
    }
}

/// One call of the GSSAPI library, to be made where it may block: it asks the KDC, reads files and looks up names.
///
/// How long it waits for a KDC is for `krb5.conf` to say; a call under way cannot be given up, only its result.
pub struct GssapiStep {
    context: GssapiContext,
    call: GssapiCall,
}

#[derive(Debug)]
pub(super) enum GssapiCall {
    /// Take this token of the server's, or none, and give the next.
    Initiate(Secret),
    Unwrap(Secret),
    Wrap(Secret),
}

/// What a [`GssapiStep`] gave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GssapiOutput {
    /// A token for the server, which may be empty.
    Token {
        /// The token.
        token: Secret,
        /// Whether the context stands on this side.
        established: bool,
    },
    /// What the server had wrapped.
    Unwrapped {
        /// Its message.
        message: Secret,
        /// Who this client is in the context.
        principal: String,
    },
    /// A message wrapped for the server.
    Wrapped(Secret),
}

impl GssapiStep {
    pub(super) fn new(context: GssapiContext, call: GssapiCall) -> Self {
        Self { context, call }
    }

    #[cfg(test)]
    pub(super) fn call(self) -> GssapiCall {
        self.call
    }

    /// Makes the call. An error is `Unavailable` where the KDC may do better later, else `Refused`.
    pub fn run(self) -> Result<GssapiOutput, CredentialError> {
        let shared = &self.context.0;
        let mut slot = shared.context.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            let target = Name::new(shared.target.as_bytes(), Some(GSS_NT_HOSTBASED_SERVICE)).map_err(told)?;
            // Without credentials the library takes those of the process: its cache, or its client keytab.
            *slot = Some(ClientCtx::new(None, target, FLAGS, Some(GSS_MECH_KRB5)));
        }
        let context = slot.as_mut().ok_or_else(|| CredentialError::Refused("no context".to_owned()))?;
        match self.call {
            GssapiCall::Initiate(token) => initiate(context, &token),
            GssapiCall::Unwrap(message) => {
                let message = context.unwrap(message.expose()).map_err(told)?;
                let name = context.source_name().and_then(|name| name.display_name()).map_err(told)?;
                let principal = String::from_utf8_lossy(&name).into_owned();
                Ok(GssapiOutput::Unwrapped { message: Secret::new(message.to_vec()), principal })
            }
            GssapiCall::Wrap(message) => {
                // Nothing in it is secret, so integrity is enough.
                let wrapped = context.wrap(false, message.expose()).map_err(told)?;
                Ok(GssapiOutput::Wrapped(Secret::new(wrapped.to_vec())))
            }
        }
    }
}

fn initiate(context: &mut ClientCtx, token: &Secret) -> Result<GssapiOutput, CredentialError> {
    let token = (!token.is_empty()).then(|| token.expose());
    let next = context.step(token, None).map_err(told)?;
    let established = context.open().is_ok_and(|open| open);
    if established && !context.flags().map_err(told)?.contains(FLAGS) {
        return Err(CredentialError::Refused("the server did not prove who it is".to_owned()));
    }
    let token = Secret::new(next.map(|token| token.to_vec()).unwrap_or_default());
    Ok(GssapiOutput::Token { token, established })
}

fn told(error: Error) -> CredentialError {
    let reason = error.to_string();
    // Whatever the major code: a KDC that is away leaves without credentials too.
    if LATER.contains(&(error.minor as i32)) {
        CredentialError::Unavailable(reason)
    } else {
        CredentialError::Refused(reason)
    }
}

impl fmt::Debug for GssapiStep {
    /// For whom and what, without the messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = match self.call {
            GssapiCall::Initiate(_) => "initiate",
            GssapiCall::Unwrap(_) => "unwrap",
            GssapiCall::Wrap(_) => "wrap",
        };
        f.debug_struct("GssapiStep").field("target", &self.context.0.target).field("call", &call).finish()
    }
}

/// Both sides prove who they are, and what is wrapped is protected.
const FLAGS: CtxFlags = CtxFlags::GSS_C_MUTUAL_FLAG.union(CtxFlags::GSS_C_INTEG_FLAG);

/// Codes of MIT Kerberos (`krb5_err.et`): what another attempt may end better.
const LATER: [i32; 5] = [
    KRB5KDC_ERR_NONE + 21, // CLIENT_NOTYET
    KRB5KDC_ERR_NONE + 29, // SVC_UNAVAILABLE
    KRB5KDC_ERR_NONE + 33, // TKT_NYV
    -1_765_328_164,        // KRB5_REALM_CANT_RESOLVE
    -1_765_328_228,        // KRB5_KDC_UNREACH
];
const KRB5KDC_ERR_NONE: i32 = -1_765_328_384;
