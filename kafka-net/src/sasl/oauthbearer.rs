use std::fmt;

use super::SaslStep;
use super::config::SaslConfig;
use super::error::{SaslError, printable, printable_bytes};
use super::mechanism::SaslMechanism;
use super::secret::Secret;

/// OAUTHBEARER (RFC 7628) as Kafka uses it (KIP-255): a token, and extensions of the user's (KIP-342).
///
/// A server that likes the token answers by nothing. One that does not answers by JSON; it is told that this was understood,
/// and then ends the exchange.
pub(super) struct OauthBearer {
    message: Secret,
    /// What the server said against the token.
    error: Option<String>,
}

impl OauthBearer {
    pub(super) fn new(config: &SaslConfig) -> Self {
        let token = config.oauth_token.as_ref().map(Secret::expose).unwrap_or_default();
        let mut message = b"n,,\x01auth=Bearer ".to_vec();
        message.reserve_exact(token.len() + extensions_len(config) + 2);
        message.extend_from_slice(token);
        for (name, value) in &config.oauth_extensions {
            for part in ["\x01", name, "=", value] {
                message.extend_from_slice(part.as_bytes());
            }
        }
        message.extend_from_slice(b"\x01\x01");
        Self { message: Secret::new(message), error: None }
    }

    pub(super) fn initial(&mut self) -> Secret {
        std::mem::take(&mut self.message)
    }

    pub(super) fn answered(&mut self, message: &[u8]) -> Result<SaslStep, SaslError> {
        if let Some(error) = self.server_error() {
            return Err(error);
        }
        if message.is_empty() {
            return Ok(SaslStep::Done);
        }
        self.error = Some(reason(message)?);
        // RFC 7628, section 3.2.3: one byte, after which the server says that it failed.
        Ok(SaslStep::Send(Secret::new(vec![1])))
    }

    /// The failure that the server has told, if it has.
    pub(super) fn server_error(&self) -> Option<SaslError> {
        let message = self.error.clone()?;
        Some(SaslError::ServerError { mechanism: SaslMechanism::OauthBearer, message })
    }
}

fn extensions_len(config: &SaslConfig) -> usize {
    config.oauth_extensions.iter().map(|(name, value)| name.len() + value.len() + 2).sum()
}

/// Status and scope out of the server's JSON.
fn reason(message: &[u8]) -> Result<String, SaslError> {
    let malformed = |what| SaslError::Malformed { mechanism: SaslMechanism::OauthBearer, what };
    let json: serde_json::Value =
        serde_json::from_slice(message).map_err(|_| malformed("it is neither empty nor JSON"))?;
    let fields = json.as_object().ok_or_else(|| malformed("its JSON is no object"))?;
    let status = fields.get("status").ok_or_else(|| malformed("its JSON has no status"))?;
    let status = status.as_str().ok_or_else(|| malformed("the status is no text"))?;
    let text = |name| fields.get(name).and_then(serde_json::Value::as_str).filter(|text| !text.is_empty());
    let mut reason = printable(status);
    if let Some(scope) = text("scope") {
        reason.push_str("; the scope needed is ");
        reason.push_str(&printable(scope));
    }
    if status.is_empty() {
        reason = printable_bytes(message);
    }
    Ok(reason)
}

impl fmt::Debug for OauthBearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OauthBearer").field("error", &self.error).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
