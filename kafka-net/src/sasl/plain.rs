use super::secret::Secret;

/// PLAIN (RFC 4616): one message with user name and password. What the server answers beside success is not looked at, as by
/// Kafka's own client, whose mechanism is complete once it has spoken.
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
}
