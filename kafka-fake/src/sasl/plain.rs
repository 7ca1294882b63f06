use bytes::Bytes;

use super::{Failure, SaslConfig, Step};

/// Takes `[authorization id] NUL name NUL password`, the only message of PLAIN. What is refused, and in which words, is as in
/// Kafka's PlainSaslServer.
pub(super) fn answer(config: &SaslConfig, message: &[u8]) -> Step {
    let Ok(text) = std::str::from_utf8(message) else { return Step::Failed(Failure::Untold) };
    let parts: Vec<&str> = text.split('\0').collect();
    let &[authorization_id, name, password] = parts.as_slice() else {
        return Step::Failed(Failure::Untold);
    };
    let told = |why: &str| Step::Failed(Failure::Told(format!("Authentication failed: {why}")));
    if name.is_empty() {
        return told("username not specified");
    }
    if password.is_empty() {
        return told("password not specified");
    }
    if config.users.get(name).is_none_or(|known| known != password) {
        return told("Invalid username or password");
    }
    if !authorization_id.is_empty() && authorization_id != name {
        return told("Client requested an authorization id that is different from username");
    }
    Step::Done { principal: name.to_owned(), answer: Bytes::new() }
}
