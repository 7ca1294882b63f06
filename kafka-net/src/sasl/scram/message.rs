use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::sasl::error::{SaslError, printable};
use crate::sasl::mechanism::SaslMechanism;

/// `r=<nonce>,s=<salt>,i=<iterations>`, and extensions that may be ignored.
pub(super) struct ServerFirst<'a> {
    /// The whole message, which goes into the proofs.
    pub(super) text: &'a str,
    pub(super) nonce: &'a str,
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u32,
}

/// `v=<signature>`.
pub(super) struct ServerFinal {
    pub(super) signature: Vec<u8>,
}

impl<'a> ServerFirst<'a> {
    pub(super) fn parse(mechanism: SaslMechanism, message: &'a [u8]) -> Result<Self, SaslError> {
        let malformed = |what| SaslError::Malformed { mechanism, what };
        let mut fields = Fields::of(mechanism, message)?;
        let text = fields.rest;
        let nonce = fields.take("r=").ok_or_else(|| malformed("server-first does not begin with r="))?;
        if nonce.len() > MAX_NONCE_LEN {
            return Err(malformed("the nonce is longer than 1,024 characters"));
        }
        if !nonce.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(malformed("the nonce has characters that cannot be printed"));
        }
        let salt = fields.take("s=").ok_or_else(|| malformed("s= does not follow the nonce"))?;
        let salt = STANDARD.decode(salt).map_err(|_| malformed("the salt is not base64"))?;
        if salt.is_empty() {
            return Err(malformed("the salt is empty"));
        }
        let iterations = fields.take("i=").ok_or_else(|| malformed("i= does not follow the salt"))?;
        let digits = iterations.bytes().all(|b| b.is_ascii_digit()) && !iterations.starts_with('0');
        let iterations = iterations.parse().ok().filter(|_| digits);
        let iterations =
            iterations.ok_or_else(|| malformed("the count of iterations is no number of 32 bits"))?;
        fields.check_extensions().map_err(malformed)?;
        Ok(Self { text, nonce, salt, iterations })
    }
}

impl ServerFinal {
    pub(super) fn parse(mechanism: SaslMechanism, message: &[u8]) -> Result<Self, SaslError> {
        let malformed = |what| SaslError::Malformed { mechanism, what };
        let mut fields = Fields::of(mechanism, message)?;
        let signature = fields.take("v=").ok_or_else(|| malformed("server-final does not begin with v="))?;
        let signature = STANDARD.decode(signature).map_err(|_| malformed("the signature is not base64"))?;
        fields.check_extensions().map_err(malformed)?;
        Ok(Self { signature })
    }
}

/// The attributes of a message that remain, separated by commas.
struct Fields<'a> {
    rest: &'a str,
    ended: bool,
}

impl<'a> Fields<'a> {
    fn of(mechanism: SaslMechanism, message: &'a [u8]) -> Result<Self, SaslError> {
        let malformed = |what| SaslError::Malformed { mechanism, what };
        let rest = std::str::from_utf8(message).map_err(|_| malformed("it is not UTF-8"))?;
        if rest.contains('\0') {
            return Err(malformed("it has a NUL character"));
        }
        if let Some(error) = rest.strip_prefix("e=") {
            let error = error.split(',').next().unwrap_or_default();
            return Err(SaslError::ServerError { mechanism, message: printable(error) });
        }
        if rest.starts_with("m=") {
            // RFC 5802, section 5.1: who does not know the extension has to give up.
            return Err(malformed("it has a mandatory extension (m=)"));
        }
        Ok(Self { rest, ended: false })
    }

    /// The value of the next attribute, if its name is `name`.
    fn take(&mut self, name: &str) -> Option<&'a str> {
        if self.ended {
            return None;
        }
        let value = self.rest.strip_prefix(name)?;
        let (value, rest) = value.split_once(',').unwrap_or_else(|| {
            self.ended = true;
            (value, "")
        });
        self.rest = rest;
        Some(value)
    }

    /// What follows may be ignored, but has to look like attributes.
    fn check_extensions(&self) -> Result<(), &'static str> {
        if self.ended {
            return Ok(());
        }
        for extension in self.rest.split(',') {
            let Some((name, value)) = extension.split_once('=') else {
                return Err("what follows is no attribute");
            };
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) || value.is_empty() {
                return Err("what follows is no attribute");
            }
            if name == "m" {
                return Err("it has a mandatory extension (m=)");
            }
        }
        Ok(())
    }
}

const MAX_NONCE_LEN: usize = 1024;
