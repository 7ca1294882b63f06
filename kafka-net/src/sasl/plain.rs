use super::SaslStep;
use super::error::SaslError;
use super::mechanism::SaslMechanism;
use super::secret::Secret;

/// PLAIN (RFC 4616): one message with user name and password, which the server answers by nothing.
///
/// As Kafka's own client does, neither is changed by SASLprep: a broker compares bytes.
#[derive(Debug)]
pub(super) struct Plain {
    message: Secret,
}

impl Plain {
    pub(super) fn new(username: &str, password: &Secret) -> Self {
        // No identity to act for: it stays empty, and the broker takes the user's.
        let message = [b"\0", username.as_bytes(), b"\0", password.expose()].concat();
        Self { message: Secret::new(message) }
    }

    pub(super) fn initial(&mut self) -> Secret {
        std::mem::take(&mut self.message)
    }

    pub(super) fn answered(message: &[u8]) -> Result<SaslStep, SaslError> {
        if message.is_empty() {
            Ok(SaslStep::Done)
        } else {
            Err(SaslError::OutOfOrder { mechanism: SaslMechanism::Plain })
        }
    }
}
