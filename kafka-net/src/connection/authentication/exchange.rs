use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use kafka_protocol::messages::{
    SaslAuthenticateRequest, SaslAuthenticateResponse, SaslHandshakeRequest, SaslHandshakeResponse,
};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, ErrorCode, Message};

use crate::connection::negotiation::ApiVersions;
#[cfg(feature = "gssapi")]
use crate::sasl::{CredentialError, GssapiOutput, GssapiStep};
#[cfg(feature = "sasl-scram")]
use crate::sasl::{KeyDerivation, SaltedPassword};
use crate::sasl::{
    SaslClient, SaslConfig, SaslCredentials, SaslError, SaslHandshakeVersion, SaslStep, printable,
};

/// One authentication of one connection, between the ApiVersions before it and the one after it (R104).
#[derive(Debug)]
pub(super) struct Authentication {
    client: SaslClient,
    /// The version of SaslAuthenticate; `None` when the mechanism's messages go without headers.
    pub(super) version: Option<i16>,
    session_lifetime: Option<Duration>,
}

/// What the connection has to do next. Some of it is secret: `Debug` shows the names alone.
pub(super) enum Action {
    Handshake {
        version: i16,
        request: SaslHandshakeRequest,
    },
    Authenticate {
        version: i16,
        request: SaslAuthenticateRequest,
    },
    /// A message of the mechanism behind nothing but its length.
    Raw(Bytes),
    #[cfg(feature = "sasl-scram")]
    Derive(Box<KeyDerivation>),
    #[cfg(feature = "gssapi")]
    Gssapi(Box<GssapiStep>),
    /// Both sides are satisfied; the session ends after the lifetime, if it has one (KIP-368).
    Done {
        session_lifetime: Option<Duration>,
    },
}

impl Authentication {
    /// Begins, by what the broker listed in its answer to ApiVersions.
    pub(super) fn begin(
        config: &SaslConfig,
        host: &str,
        credentials: &SaslCredentials,
        theirs: &ApiVersions,
    ) -> Result<(Self, Action), SaslError> {
        let client = match credentials.applied_to(config) {
            Some(config) => SaslClient::new(&config, host, &credentials.seed)?,
            None => SaslClient::new(config, host, &credentials.seed)?,
        };
        let common = |api, ours| theirs.highest_common(api, ours).ok_or(SaslError::MissingApi { api });
        let handshake = common(ApiKey::SASL_HANDSHAKE, SaslHandshakeRequest::VERSIONS)?;
        // L34: the old form is never chosen by itself, whatever the broker lists.
        let (handshake, version) = match config.handshake_version {
            SaslHandshakeVersion::V0 => (0, None),
            SaslHandshakeVersion::Auto if handshake < 1 => {
                return Err(SaslError::MissingApi { api: ApiKey::SASL_AUTHENTICATE });
            }
            SaslHandshakeVersion::Auto => {
                (1, Some(common(ApiKey::SASL_AUTHENTICATE, SaslAuthenticateRequest::VERSIONS)?))
            }
        };
        let mechanism = StrBytes::from(client.mechanism().name());
        let action = Action::Handshake { version: handshake, request: SaslHandshakeRequest { mechanism } };
        Ok((Self { client, version, session_lifetime: None }, action))
    }

    pub(super) fn handshake_version(&self) -> i16 {
        i16::from(self.version.is_some())
    }

    pub(super) fn handshake_answered(
        &mut self,
        response: &SaslHandshakeResponse,
    ) -> Result<Action, SaslError> {
        match ErrorCode(response.error_code) {
            ErrorCode::NONE => {
                let step = self.client.begin()?;
                Ok(self.follow(step))
            }
            ErrorCode::UNSUPPORTED_SASL_MECHANISM => {
                let names = response.mechanisms.iter().take(MAX_MECHANISMS);
                let offered = names.map(|name| printable(name)).collect();
                Err(SaslError::MechanismNotOffered { mechanism: self.client.mechanism(), offered })
            }
            code => Err(SaslError::HandshakeRefused { code }),
        }
    }

    pub(super) fn authenticate_answered(
        &mut self,
        response: &SaslAuthenticateResponse,
    ) -> Result<Action, SaslError> {
        let code = ErrorCode(response.error_code);
        if code != ErrorCode::NONE {
            return Err(self.client.refused(code, response.error_message.as_deref()));
        }
        let lifetime = u64::try_from(response.session_lifetime_ms).unwrap_or(0);
        self.session_lifetime =
            (lifetime > 0).then(|| Duration::from_millis(lifetime).max(MIN_SESSION_LIFETIME));
        self.raw_answered(&response.auth_bytes)
    }

    /// Takes a message of the mechanism's that came without header.
    pub(super) fn raw_answered(&mut self, message: &[u8]) -> Result<Action, SaslError> {
        let step = self.client.answered(message)?;
        Ok(self.follow(step))
    }

    #[cfg(feature = "sasl-scram")]
    pub(super) fn derived(&mut self, key: &SaltedPassword) -> Result<Action, SaslError> {
        let step = self.client.derived(key)?;
        Ok(self.follow(step))
    }

    #[cfg(feature = "gssapi")]
    pub(super) fn gssapi_stepped(
        &mut self,
        output: Result<GssapiOutput, CredentialError>,
    ) -> Result<Action, SaslError> {
        let step = self.client.stepped(output)?;
        Ok(self.follow(step))
    }

    fn follow(&self, step: SaslStep) -> Action {
        match step {
            SaslStep::Send(message) => self.carry(message.expose()),
            #[cfg(feature = "sasl-scram")]
            SaslStep::Derive(derivation) => Action::Derive(derivation),
            #[cfg(feature = "gssapi")]
            SaslStep::Gssapi(step) => Action::Gssapi(step),
            SaslStep::Done => Action::Done { session_lifetime: self.session_lifetime },
        }
    }

    fn carry(&self, message: &[u8]) -> Action {
        let auth_bytes = Bytes::copy_from_slice(message);
        match self.version {
            Some(version) => {
                let request = SaslAuthenticateRequest { auth_bytes, ..SaslAuthenticateRequest::default() };
                Action::Authenticate { version, request }
            }
            None => Action::Raw(auth_bytes),
        }
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Handshake { .. } => "Handshake",
            Self::Authenticate { .. } => "Authenticate",
            Self::Raw(_) => "Raw",
            #[cfg(feature = "sasl-scram")]
            Self::Derive(_) => "Derive",
            #[cfg(feature = "gssapi")]
            Self::Gssapi(_) => "Gssapi",
            Self::Done { .. } => "Done",
        })
    }
}

/// The most names of mechanisms kept for an error.
const MAX_MECHANISMS: usize = 16;
/// L37: a shorter lifetime would have the client do nothing else.
const MIN_SESSION_LIFETIME: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use kafka_protocol::messages::api_versions_response::{ApiVersion, ApiVersionsResponse};

    use super::*;
    use crate::sasl::SaslSeed;

    fn credentials() -> SaslCredentials {
        SaslCredentials::new(SaslSeed { nonce: [1; 24], unix_time: Duration::ZERO })
    }

    fn versions(listed: &[(ApiKey, i16)]) -> ApiVersions {
        let entry = |(api, max): &(ApiKey, i16)| ApiVersion {
            api_key: api.0,
            max_version: *max,
            ..ApiVersion::default()
        };
        let api_keys = listed.iter().map(entry).collect();
        ApiVersions::from_response(&ApiVersionsResponse { api_keys, ..ApiVersionsResponse::default() })
    }

    fn begin(config: &SaslConfig, listed: &[(ApiKey, i16)]) -> Result<(Authentication, Action), SaslError> {
        Authentication::begin(config, "host", &credentials(), &versions(listed))
    }

    const BOTH: [(ApiKey, i16); 2] = [(ApiKey::SASL_HANDSHAKE, 1), (ApiKey::SASL_AUTHENTICATE, 2)];

    #[test]
    fn plain_is_carried_by_sasl_authenticate_and_keeps_the_session_lifetime() {
        let (mut authentication, action) = begin(&SaslConfig::plain("a", "b"), &BOTH).unwrap();
        assert!(
            matches!(action, Action::Handshake { version: 1, request } if &*request.mechanism == "PLAIN")
        );
        let action = authentication.handshake_answered(&SaslHandshakeResponse::default()).unwrap();
        assert!(
            matches!(action, Action::Authenticate { version: 2, request } if request.auth_bytes == "\0a\0b")
        );
        let response =
            SaslAuthenticateResponse { session_lifetime_ms: 60_000, ..SaslAuthenticateResponse::default() };
        let action = authentication.authenticate_answered(&response).unwrap();
        let Action::Done { session_lifetime } = action else { panic!("done") };
        assert_eq!(session_lifetime, Some(Duration::from_secs(60)));
    }

    /// L37.
    #[test]
    fn a_lifetime_too_short_to_work_in_is_raised_and_none_is_none() {
        for (lifetime, expected) in
            [(-1, None), (0, None), (1, Some(10_000)), (i64::MAX, u64::try_from(i64::MAX).ok())]
        {
            let (mut authentication, _) = begin(&SaslConfig::plain("a", "b"), &BOTH).unwrap();
            let response = SaslAuthenticateResponse {
                session_lifetime_ms: lifetime,
                ..SaslAuthenticateResponse::default()
            };
            let Ok(Action::Done { session_lifetime }) = authentication.authenticate_answered(&response)
            else {
                panic!("done");
            };
            assert_eq!(session_lifetime, expected.map(Duration::from_millis));
        }
    }

    /// L34.
    #[test]
    fn the_old_form_is_used_only_when_it_is_asked_for() {
        let missing = |listed: &[(ApiKey, i16)]| begin(&SaslConfig::plain("a", "b"), listed).unwrap_err();
        assert_eq!(missing(&[]), SaslError::MissingApi { api: ApiKey::SASL_HANDSHAKE });
        for listed in [&[(ApiKey::SASL_HANDSHAKE, 0)][..], &[(ApiKey::SASL_HANDSHAKE, 1)]] {
            let error = missing(listed);
            assert_eq!(error, SaslError::MissingApi { api: ApiKey::SASL_AUTHENTICATE });
            assert!(error.to_string().contains("sasl.handshake.version=0"), "{error}");
        }
        let mut config = SaslConfig::plain("a", "b");
        config.handshake_version = SaslHandshakeVersion::V0;
        let (mut authentication, action) = begin(&config, &[(ApiKey::SASL_HANDSHAKE, 0)]).unwrap();
        assert!(matches!(action, Action::Handshake { version: 0, .. }));
        let action = authentication.handshake_answered(&SaslHandshakeResponse::default()).unwrap();
        assert!(matches!(action, Action::Raw(message) if message == "\0a\0b"));
        let action = authentication.raw_answered(b"").unwrap();
        assert!(matches!(action, Action::Done { session_lifetime: None }));
    }

    #[test]
    fn a_mechanism_that_is_not_offered_names_those_that_are() {
        let (mut authentication, _) = begin(&SaslConfig::plain("a", "b"), &BOTH).unwrap();
        let refused = |code: ErrorCode| SaslHandshakeResponse {
            error_code: code.0,
            mechanisms: vec![StrBytes::from("SCRAM-SHA-512"), StrBytes::from("GSSAPI")],
        };
        let error =
            authentication.handshake_answered(&refused(ErrorCode::UNSUPPORTED_SASL_MECHANISM)).unwrap_err();
        assert!(error.to_string().contains("PLAIN but SCRAM-SHA-512, GSSAPI"), "{error}");
        let code = ErrorCode(34);
        let error = authentication.handshake_answered(&refused(code)).unwrap_err();
        assert_eq!(error, SaslError::HandshakeRefused { code });
    }

    #[test]
    fn a_refusal_has_the_brokers_message() {
        let (mut authentication, _) = begin(&SaslConfig::plain("a", "b"), &BOTH).unwrap();
        let response = SaslAuthenticateResponse {
            error_code: 58,
            error_message: Some(StrBytes::from("Authentication failed: Invalid username or password")),
            ..SaslAuthenticateResponse::default()
        };
        let error = authentication.authenticate_answered(&response).unwrap_err().to_string();
        assert!(error.contains("Invalid username or password"), "{error}");
    }

    #[test]
    fn a_success_without_proof_fails_scram() {
        let (mut authentication, _) = begin(&SaslConfig::scram_sha_256("a", "b"), &BOTH).unwrap();
        authentication.handshake_answered(&SaslHandshakeResponse::default()).unwrap();
        let error = authentication.authenticate_answered(&SaslAuthenticateResponse::default()).unwrap_err();
        assert!(matches!(error, SaslError::Malformed { .. }), "{error}");
    }
}
