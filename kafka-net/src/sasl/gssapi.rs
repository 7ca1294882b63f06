use std::fmt;

use super::SaslStep;
use super::error::{CredentialError, SaslError};
use super::mechanism::SaslMechanism;
use super::secret::Secret;

mod step;

use step::{GssapiCall, GssapiContext};
pub use step::{GssapiOutput, GssapiStep};

/// GSSAPI with Kerberos (RFC 4752), without a security layer: TLS is there for that.
///
/// Every message is made by a [`GssapiStep`], which somebody else runs; here is what to ask for next and what to make of it.
pub(super) struct Gssapi {
    context: GssapiContext,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// A step is to give the next token of the context.
    Initiates,
    AwaitsToken,
    /// The context stands; the server is to say which layers it offers.
    AwaitsOffer,
    Unwraps,
    Wraps,
    AwaitsSuccess,
    Over,
}

impl Gssapi {
    pub(super) fn new(service_name: &str, host: &str) -> Self {
        Self { context: GssapiContext::new(service_name, host), state: State::New }
    }

    pub(super) fn begin(&mut self) -> Result<SaslStep, SaslError> {
        match self.state {
            State::New => Ok(self.step(State::Initiates, GssapiCall::Initiate(Secret::default()))),
            _ => Err(out_of_order()),
        }
    }

    pub(super) fn answered(&mut self, message: &[u8]) -> Result<SaslStep, SaslError> {
        let message = Secret::new(message.to_vec());
        match std::mem::replace(&mut self.state, State::Over) {
            State::AwaitsToken => Ok(self.step(State::Initiates, GssapiCall::Initiate(message))),
            State::AwaitsOffer => Ok(self.step(State::Unwraps, GssapiCall::Unwrap(message))),
            // Whatever is in it: the broker reports success or failure outside of the mechanism.
            State::AwaitsSuccess => Ok(SaslStep::Done),
            _ => Err(out_of_order()),
        }
    }

    pub(super) fn stepped(
        &mut self,
        output: Result<GssapiOutput, CredentialError>,
    ) -> Result<SaslStep, SaslError> {
        let state = std::mem::replace(&mut self.state, State::Over);
        let output = output.map_err(|error| match error {
            CredentialError::Refused(reason) => SaslError::kerberos(&reason),
            later @ CredentialError::Unavailable(_) => later.into(),
        })?;
        match (state, output) {
            (State::Initiates, GssapiOutput::Token { token, established }) => {
                self.state = if established { State::AwaitsOffer } else { State::AwaitsToken };
                Ok(SaslStep::Send(token))
            }
            (State::Unwraps, GssapiOutput::Unwrapped { message, principal }) => {
                let reply = choose_layer(&message, &principal)?;
                Ok(self.step(State::Wraps, GssapiCall::Wrap(reply)))
            }
            (State::Wraps, GssapiOutput::Wrapped(message)) => {
                self.state = State::AwaitsSuccess;
                Ok(SaslStep::Send(message))
            }
            _ => Err(out_of_order()),
        }
    }

    fn step(&mut self, state: State, call: GssapiCall) -> SaslStep {
        self.state = state;
        SaslStep::Gssapi(Box::new(GssapiStep::new(self.context.clone(), call)))
    }
}

/// RFC 4752, section 3.1: the reply to an offer of layers (one byte) with the longest message (three bytes).
///
/// The length is not looked at: Java's server names one although it has no layer to offer.
fn choose_layer(offer: &Secret, principal: &str) -> Result<Secret, SaslError> {
    let malformed = |what| Err(SaslError::Malformed { mechanism: SaslMechanism::Gssapi, what });
    let &[layers, _, _, _] = offer.expose() else {
        return malformed("an offer of security layers has four bytes");
    };
    if layers & NO_LAYER == 0 {
        return malformed("it insists on a security layer, which Kafka's protocol has no place for");
    }
    // Whom to act for: as Java's client says it, the principal itself.
    Ok(Secret::new([&[NO_LAYER, 0, 0, 0], principal.as_bytes()].concat()))
}

fn out_of_order() -> SaslError {
    SaslError::OutOfOrder { mechanism: SaslMechanism::Gssapi }
}

impl fmt::Debug for Gssapi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gssapi").field("state", &self.state).finish_non_exhaustive()
    }
}

const NO_LAYER: u8 = 1;

#[cfg(test)]
mod tests;
