//! Connections that have to authenticate: what each may send when.

use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use kafka_protocol::messages::{ApiVersionsRequest, SaslHandshakeRequest};
use kafka_protocol::wire::Segments;
use kafka_protocol::{ApiKey, RequestHeader, decode_request_header};

use super::{Cluster, ConnId, Output};
use crate::api::{api_versions, sasl_handshake};
use crate::connection::ReplyTo;
use crate::error::CloseReason;
use crate::sasl::{Exchange, Failure, SaslMechanism, Step};

/// What a connection has shown of itself. Without SASL nobody looks at it.
#[derive(Debug, Default)]
pub(crate) struct Session {
    state: State,
    /// Who it is, once that is known.
    identity: Option<(SaslMechanism, String)>,
    expires: Option<Duration>,
    /// When it last began to authenticate again.
    renewal: Option<Duration>,
}

/// Where an authentication stands. In Kafka's SaslServerAuthenticator these are HANDSHAKE_OR_VERSIONS_REQUEST,
/// HANDSHAKE_REQUEST, AUTHENTICATE and COMPLETE.
///
/// ```text
/// Fresh      -> Versioned   ApiVersions
///            -> Exchanging  SaslHandshake
/// Versioned  -> Exchanging  SaslHandshake
/// Exchanging -> Complete    the mechanism is satisfied
/// Complete   -> Versioned   SaslHandshake, where sessions have a lifetime (KIP-368)
/// ```
#[derive(Debug, Default)]
enum State {
    #[default]
    Fresh,
    Versioned,
    Exchanging {
        mechanism: SaslMechanism,
        exchange: Exchange,
        raw: bool,
    },
    Complete,
}

/// What a message of a mechanism is answered with.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) answer: Bytes,
    pub(crate) session_lifetime_ms: i64,
}

impl Cluster {
    /// Whether this frame is a request that its connection may make now. If not, it has been dealt with.
    pub(super) fn admits(&mut self, conn: ConnId, frame: &Bytes) -> bool {
        if self.config.sasl.is_none() {
            return true;
        }
        let now = self.clock.now;
        let Some(session) = self.connections.get_mut(&conn).map(|connection| &mut connection.session) else {
            return false;
        };
        if let State::Exchanging { raw: true, .. } = session.state {
            self.take_token(conn, frame);
            return false;
        }
        let header = match decode_request_header(&mut frame.clone()) {
            Ok(header) => header,
            Err(error) => {
                self.close(conn, CloseReason::Malformed(error.to_string()));
                return false;
            }
        };
        let api = header.api_key;
        let admitted = match session.state {
            State::Complete if api == ApiKey::SASL_HANDSHAKE && session.may_renew(now) => {
                session.renewal = Some(now);
                session.state = State::Versioned;
                true
            }
            State::Complete if session.has_expired(now) => {
                self.close(conn, CloseReason::SessionExpired);
                return false;
            }
            State::Complete => true,
            State::Fresh => api == ApiKey::API_VERSIONS || api == ApiKey::SASL_HANDSHAKE,
            State::Versioned => api == ApiKey::SASL_HANDSHAKE,
            State::Exchanging { .. } if api == ApiKey::SASL_AUTHENTICATE => true,
            State::Exchanging { .. } => {
                self.refuse_amid_exchange(conn, &header);
                false
            }
        };
        if !admitted {
            self.close(conn, CloseReason::IllegalSaslState(api));
        }
        admitted
    }

    /// Whether a Produce of this connection may be counted; it is never a frame of its own.
    #[cfg(feature = "tcp")]
    pub(super) fn admits_sunk(&self, conn: ConnId) -> Result<(), CloseReason> {
        if self.config.sasl.is_none() {
            return Ok(());
        }
        let session = self.connections.get(&conn).map(|connection| &connection.session);
        match session.filter(|session| matches!(session.state, State::Complete)) {
            None => Err(CloseReason::IllegalSaslState(ApiKey::PRODUCE)),
            Some(session) if session.has_expired(self.clock.now) => Err(CloseReason::SessionExpired),
            Some(_) => Ok(()),
        }
    }

    /// ApiVersions was answered: before SASL that happens once.
    pub(crate) fn versions_told(&mut self, conn: ConnId) {
        if let Some(connection) = self.connections.get_mut(&conn)
            && matches!(connection.session.state, State::Fresh)
        {
            connection.session.state = State::Versioned;
        }
    }

    /// Whether a SaslHandshake of this connection begins an authentication.
    pub(crate) fn awaits_handshake(&self, conn: ConnId) -> bool {
        let session = self.connections.get(&conn).map(|connection| &connection.session);
        session.is_some_and(|session| matches!(session.state, State::Fresh | State::Versioned))
    }

    /// Begins an exchange, whose messages come without headers after version 0 of SaslHandshake.
    pub(crate) fn begin_exchange(&mut self, conn: ConnId, mechanism: SaslMechanism, version: i16) {
        let exchange = Exchange::new(mechanism, self.config.as_version, &mut self.noise);
        if let Some(connection) = self.connections.get_mut(&conn) {
            connection.session.state = State::Exchanging { mechanism, exchange, raw: version == 0 };
        }
    }

    /// Takes a message of the mechanism; an `Err` is what the client is told before its connection closes. `None` where no
    /// exchange is under way.
    pub(crate) fn take_sasl_message(&mut self, conn: ConnId, message: &[u8]) -> Option<Result<Told, String>> {
        let config = self.config.sasl.as_ref()?;
        let session = &mut self.connections.get_mut(&conn)?.session;
        let State::Exchanging { mechanism, exchange, .. } = &mut session.state else { return None };
        let mechanism = *mechanism;
        if let Some((before, _)) = session.identity
            && before != mechanism
        {
            return Some(Err(format!(
                "SASL mechanism '{}' requested by client is not supported for re-authentication of mechanism '{}'",
                mechanism.name(),
                before.name(),
            )));
        }
        let again = if session.identity.is_some() { "re-authentication" } else { "authentication" };
        Some(match exchange.answer(config, &mut self.sasl_keys, message) {
            Step::Challenge(answer) => Ok(Told { answer, session_lifetime_ms: 0 }),
            Step::Failed(Failure::Told(why)) => Err(why),
            Step::Failed(Failure::Untold) => Err(format!(
                "Authentication failed during {again} due to invalid credentials with SASL mechanism {}",
                mechanism.name()
            )),
            Step::Done { principal, .. } if session.is_someone_else(&principal) => {
                Err("Cannot change principals during re-authentication".to_owned())
            }
            Step::Done { principal, answer } => {
                let lifetime = config.session_lifetime;
                session.identity = Some((mechanism, principal));
                session.expires = lifetime.map(|lifetime| self.clock.now.saturating_add(lifetime));
                session.state = State::Complete;
                let millis = lifetime.map_or(0, |lifetime| lifetime.as_millis());
                Ok(Told { answer, session_lifetime_ms: i64::try_from(millis).unwrap_or(i64::MAX) })
            }
        })
    }

    /// A message of the mechanism that came without header, as it does after version 0 of SaslHandshake.
    fn take_token(&mut self, conn: ConnId, message: &Bytes) {
        match self.take_sasl_message(conn, message) {
            Some(Ok(Told { answer, .. })) => {
                let mut frame = BytesMut::with_capacity(4 + answer.len());
                frame.put_u32(u32::try_from(answer.len()).unwrap_or(u32::MAX));
                frame.extend_from_slice(&answer);
                self.outputs.push_back(Output::Send { conn, segments: Segments::from(frame.freeze()) });
            }
            Some(Err(why)) => self.close(conn, CloseReason::Authentication(why)),
            None => {}
        }
    }

    /// Kafka answers a request amid an exchange with ILLEGAL_SASL_STATE before it closes the connection. Here only those are
    /// answered that clients send around SASL.
    fn refuse_amid_exchange(&mut self, conn: ConnId, header: &RequestHeader) {
        let (api, version) = (header.api_key, header.api_version);
        if self.speaks(api).is_some_and(|spoken| spoken.contains(version)) {
            let to = ReplyTo { conn, version, correlation_id: header.correlation_id };
            match api {
                ApiKey::API_VERSIONS => {
                    self.reply::<ApiVersionsRequest>(to, api_versions::illegal_sasl_state(), None);
                }
                ApiKey::SASL_HANDSHAKE => {
                    self.reply::<SaslHandshakeRequest>(to, sasl_handshake::illegal_sasl_state(), None);
                }
                _ => {}
            }
        }
    }
}

impl Session {
    /// KIP-368: only where sessions end, and once a second at most.
    fn may_renew(&self, now: Duration) -> bool {
        let recent = self.renewal.is_some_and(|renewal| now < renewal.saturating_add(RENEWAL_INTERVAL));
        self.expires.is_some() && !recent
    }

    fn has_expired(&self, now: Duration) -> bool {
        self.expires.is_some_and(|expires| now > expires)
    }

    fn is_someone_else(&self, principal: &str) -> bool {
        self.identity.as_ref().is_some_and(|(_, before)| before != principal)
    }
}

const RENEWAL_INTERVAL: Duration = Duration::from_secs(1);
