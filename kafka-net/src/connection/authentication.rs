use std::sync::Arc;
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use kafka_protocol::messages::{ApiVersionsRequest, SaslAuthenticateRequest, SaslHandshakeRequest};
use kafka_protocol::wire::Segments;
use kafka_protocol::{ErrorCode, FrameDecoder, Request, decode_response};

use super::negotiation::{ApiVersions, Negotiation};
use super::{Connection, ConnectionEvent, ConnectionState, Ending, MAX_NEGOTIATION_FRAME_LEN, OwnRequest};
use crate::error::{NetError, PeerError};
use crate::sasl::{CredentialError, SaslConfig, SaslCredentials, SaslError};
#[cfg(feature = "gssapi")]
use crate::sasl::{GssapiOutput, GssapiStep};
#[cfg(feature = "sasl-scram")]
use crate::sasl::{KeyDerivation, SaltedPassword};
use crate::time::Tick;

mod exchange;

use exchange::{Action, Authentication};

/// What a connection knows of its authentication, for all of its life.
#[derive(Debug)]
pub(super) struct Sasl {
    config: Arc<SaslConfig>,
    session_share: f64,
    /// What the broker listed before the first authentication.
    versions: ApiVersions,
    /// The one under way.
    running: Option<Authentication>,
    #[cfg(feature = "sasl-scram")]
    derivation: Option<Box<KeyDerivation>>,
    #[cfg(feature = "gssapi")]
    gssapi_step: Option<Box<GssapiStep>>,
    renew_at: Option<Tick>,
    /// When the renewal under way began.
    renewing_since: Tick,
}

impl Sasl {
    pub(super) fn new(config: Arc<SaslConfig>, session_share: f64) -> Self {
        Self {
            config,
            session_share: if session_share.is_finite() { session_share.clamp(0.0, 1.0) } else { 1.0 },
            versions: ApiVersions::default(),
            running: None,
            #[cfg(feature = "sasl-scram")]
            derivation: None,
            #[cfg(feature = "gssapi")]
            gssapi_step: None,
            renew_at: None,
            renewing_since: Tick::ZERO,
        }
    }
}

impl Connection {
    /// Begins: with version 0, since a broker may take a request that it cannot read for a token of GSSAPI (R104).
    pub(super) fn authenticate(&mut self) {
        self.state.transition(ConnectionState::Authenticating);
        self.send_own(0, &Negotiation::request(), OwnRequest::SaslVersions);
    }

    /// What an authentication needs from outside; an `Err` ends the connection.
    ///
    /// Without [`ConnectionEvent::CredentialsWanted`] before it nothing happens.
    pub fn handle_credentials(&mut self, now: Tick, credentials: Result<SaslCredentials, CredentialError>) {
        if self.state != ConnectionState::Authenticating || self.own.is_some() {
            return;
        }
        let Some(sasl) = self.sasl.as_mut().filter(|sasl| sasl.running.is_none()) else { return };
        let begun = match credentials {
            Ok(given) => {
                let host = self.canonical_name.as_ref().unwrap_or(self.peer.address.host());
                Authentication::begin(&sasl.config, host, &given, &sasl.versions)
            }
            Err(error) => Err(error.into()),
        };
        let step = begun.map(|(authentication, action)| {
            sasl.running = Some(authentication);
            action
        });
        self.take_step(now, step);
    }

    /// The computation that [`ConnectionEvent::KeyWanted`] announced, once.
    #[cfg(feature = "sasl-scram")]
    pub fn take_derivation(&mut self) -> Option<Box<KeyDerivation>> {
        self.sasl.as_mut()?.derivation.take()
    }

    /// The result of that computation; one that was not asked for ends the connection.
    #[cfg(feature = "sasl-scram")]
    pub fn handle_derived(&mut self, now: Tick, key: &SaltedPassword) {
        if self.state == ConnectionState::Authenticating
            && let Some(running) = self.sasl.as_mut().and_then(|sasl| sasl.running.as_mut())
        {
            let step = running.derived(key);
            self.take_step(now, step);
        }
    }

    /// The call that [`ConnectionEvent::GssapiWanted`] announced, once.
    #[cfg(feature = "gssapi")]
    pub fn take_gssapi_step(&mut self) -> Option<Box<GssapiStep>> {
        self.sasl.as_mut()?.gssapi_step.take()
    }

    /// What that call gave; one that was not asked for ends the connection.
    #[cfg(feature = "gssapi")]
    pub fn handle_gssapi(&mut self, now: Tick, output: Result<GssapiOutput, CredentialError>) {
        if self.state == ConnectionState::Authenticating
            && let Some(running) = self.sasl.as_mut().and_then(|sasl| sasl.running.as_mut())
        {
            let step = running.gssapi_stepped(output);
            self.take_step(now, step);
        }
    }

    /// When the session is to be renewed (KIP-368): new requests wait from then on, those in flight are answered first.
    pub(super) fn renewal(&self) -> Option<Tick> {
        self.sasl.as_ref()?.renew_at
    }

    pub(super) fn renew_if_due(&mut self, now: Tick) {
        if self.state != ConnectionState::Ready
            || !self.in_flight.is_empty()
            || self.renewal().is_none_or(|renewal| renewal > now)
        {
            return;
        }
        self.trace.renewing();
        // A broker that throttles does not read before that is over.
        self.setup_deadline = now.max(self.throttled_until) + self.setup_timeout;
        // Nothing is in flight, so nothing is buffered.
        self.decoder = FrameDecoder::new(MAX_NEGOTIATION_FRAME_LEN);
        self.state.transition(ConnectionState::Authenticating);
        self.events.push_back(ConnectionEvent::CredentialsWanted);
        if let Some(sasl) = &mut self.sasl {
            sasl.renew_at = None;
            sasl.renewing_since = now;
        }
    }

    /// Whether an authentication is under way on a connection that was ready before.
    pub(super) fn is_renewing(&self) -> bool {
        self.state == ConnectionState::Authenticating && *self.versions != ApiVersions::default()
    }

    pub(super) fn authentication_answered(&mut self, now: Tick, own: OwnRequest, frame: &Bytes) {
        let Some(sasl) = &mut self.sasl else { return };
        let running = sasl.running.as_mut();
        let step = match (own, running) {
            (OwnRequest::SaslVersions(_), _) => match decode::<ApiVersionsRequest>(0, frame) {
                Ok(response) => match ErrorCode(response.error_code) {
                    ErrorCode::NONE => {
                        sasl.versions = ApiVersions::from_response(&response);
                        self.events.push_back(ConnectionEvent::CredentialsWanted);
                        return;
                    }
                    code => return self.fail(PeerError::NegotiationRefused { version: 0, code }),
                },
                Err(error) => Err(error),
            },
            (OwnRequest::SaslHandshake(_), Some(running)) => {
                let version = running.handshake_version();
                decode::<SaslHandshakeRequest>(version, frame).map(|r| running.handshake_answered(&r))
            }
            (OwnRequest::SaslAuthenticate(_), Some(running)) => {
                let version = running.version.unwrap_or_default();
                decode::<SaslAuthenticateRequest>(version, frame).map(|r| running.authenticate_answered(&r))
            }
            _ => return,
        };
        match step {
            Ok(step) => self.take_step(now, step),
            Err(error) => self.fail(error),
        }
    }

    /// A message of the mechanism came without header.
    pub(super) fn token_answered(&mut self, now: Tick, token: &[u8]) {
        let running = self.sasl.as_mut().and_then(|sasl| sasl.running.as_mut());
        if let Some(running) = running {
            let step = running.raw_answered(token);
            self.take_step(now, step);
        }
    }

    fn take_step(&mut self, now: Tick, step: Result<Action, SaslError>) {
        let surplus = self.decoder.buffered();
        if surplus > 0 && step.is_ok() {
            // L16: nothing of this can be an answer to what is only now to be sent.
            return self.fail(PeerError::UnexpectedBytes { len: surplus });
        }
        match step {
            Ok(Action::Handshake { version, request }) => {
                self.send_own(version, &request, OwnRequest::SaslHandshake);
            }
            Ok(Action::Authenticate { version, request }) => {
                self.send_own(version, &request, OwnRequest::SaslAuthenticate);
            }
            Ok(Action::Raw(token)) => self.send_token(&token),
            #[cfg(feature = "sasl-scram")]
            Ok(Action::Derive(derivation)) => {
                if let Some(sasl) = &mut self.sasl {
                    sasl.derivation = Some(derivation);
                    self.events.push_back(ConnectionEvent::KeyWanted);
                }
            }
            #[cfg(feature = "gssapi")]
            Ok(Action::Gssapi(step)) => {
                if let Some(sasl) = &mut self.sasl {
                    sasl.gssapi_step = Some(step);
                    self.events.push_back(ConnectionEvent::GssapiWanted);
                }
            }
            Ok(Action::Done { session_lifetime }) => self.authenticated(now, session_lifetime),
            Err(error) => {
                let error = NetError::Authentication { peer: self.peer.clone(), error };
                self.end(Some(error), Ending::Ours);
            }
        }
    }

    fn send_token(&mut self, token: &[u8]) {
        self.decoder = FrameDecoder::of_tokens(MAX_NEGOTIATION_FRAME_LEN);
        let mut frame = BytesMut::with_capacity(4 + token.len());
        frame.put_u32(token.len() as u32);
        frame.extend_from_slice(token);
        self.own = Some(OwnRequest::Token);
        self.in_flight.push_untracked(frame.len());
        self.transmits.push_back(Segments::from(frame.freeze()));
    }

    fn authenticated(&mut self, now: Tick, session_lifetime: Option<Duration>) {
        let renewed = self.is_renewing();
        let (mut for_good, mut since) = (false, now);
        if let Some(sasl) = &mut self.sasl {
            let version = sasl.running.take().and_then(|running| running.version);
            for_good = version.is_none_or(|version| version < FIRST_WITH_SESSIONS);
            since = sasl.renewing_since;
            sasl.renew_at = session_lifetime.map(|lifetime| now + lifetime.mul_f64(sasl.session_share));
        }
        self.trace.authenticated(renewed);
        if renewed {
            self.counters.renewed(now - since);
            self.decoder = FrameDecoder::new(self.max_frame_len);
            self.state.transition(ConnectionState::Ready);
            self.events.push_back(ConnectionEvent::Ready);
        } else {
            self.counters.authentications += 1;
            self.counters.authentications_for_good += u64::from(for_good);
            self.decoder = FrameDecoder::new(MAX_NEGOTIATION_FRAME_LEN);
            self.state.transition(ConnectionState::Negotiating);
            self.negotiate();
        }
    }
}

/// The version of SaslAuthenticate that tells how long a session lasts.
const FIRST_WITH_SESSIONS: i16 = 1;

fn decode<R: Request>(version: i16, frame: &Bytes) -> Result<R::Response, PeerError> {
    match decode_response::<R>(version, frame) {
        Ok((_, response)) => Ok(response),
        Err(error) => Err(PeerError::Decode { api: R::API_KEY, error }),
    }
}
