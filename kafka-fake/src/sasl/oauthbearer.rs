use bytes::Bytes;

use super::{Failure, SaslConfig, Step};

/// The server of OAUTHBEARER. A token that it does not know is answered with a status, and refused once the client has
/// acknowledged that.
#[derive(Debug, Default)]
pub(crate) struct OauthBearer {
    refused: bool,
}

impl OauthBearer {
    pub(super) fn answer(&mut self, config: &SaslConfig, message: &[u8]) -> Step {
        if self.refused {
            // RFC 7628, section 3.2.3: one %x01.
            return Step::Failed(if message == ACKNOWLEDGEMENT {
                Failure::Told(r#"{"status":"invalid_token"}"#.to_owned())
            } else {
                Failure::Untold
            });
        }
        match token(message) {
            None => Step::Failed(Failure::Untold),
            Some(token) if config.tokens.contains(token) => {
                // Who holds a token is not in it: all holders are one.
                Step::Done { principal: "bearer".to_owned(), answer: Bytes::new() }
            }
            Some(_) => {
                self.refused = true;
                Step::Challenge(Bytes::from_static(br#"{"status":"invalid_token"}"#))
            }
        }
    }
}

/// The token of `n,[a=id],^Aauth=Bearer token^A[name=value^A]*^A`.
fn token(message: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(message).ok()?;
    let (header, rest) = text.split_once('\u{1}')?;
    let (flag, authorization_id) = header.strip_suffix(',')?.split_once(',')?;
    if flag != "n" || !(authorization_id.is_empty() || authorization_id.starts_with("a=")) {
        return None;
    }
    let pairs = rest.strip_suffix("\u{1}\u{1}")?;
    let mut token = None;
    for pair in pairs.split('\u{1}') {
        let (name, value) = pair.split_once('=')?;
        if name == "auth" {
            let (scheme, credential) = value.split_once(' ')?;
            token = Some(credential).filter(|_| scheme.eq_ignore_ascii_case("bearer"));
        }
    }
    token.filter(|token| !token.is_empty())
}

const ACKNOWLEDGEMENT: &[u8] = b"\x01";
