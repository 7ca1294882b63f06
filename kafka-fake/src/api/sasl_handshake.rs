//! SaslHandshake (17), v0 and v1.
//!
//! Kept: the list of mechanisms; another one is answered with UNSUPPORTED_SASL_MECHANISM, and the connection closed. After v1
//! the messages of the mechanism come in SaslAuthenticate, after v0 they come behind nothing but their length. On a connection
//! whose session has a lifetime it begins a new authentication (KIP-368), once a second at most. Where none is wanted, it is
//! answered with ILLEGAL_SASL_STATE.
//!
//! Left out: GSSAPI, and clients that begin with a token of it.

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::{SaslHandshakeRequest, SaslHandshakeResponse};
use kafka_protocol::wire::StrBytes;

use super::{Answer, Api, Context};
use crate::cluster::Cluster;
use crate::error::CloseReason;

impl Api for SaslHandshakeRequest {
    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<SaslHandshakeResponse> {
        if let Some(code) = context.refusal_of_all().or_else(|| context.disguise_of_all()) {
            return Answer::Last(refused(code), CloseReason::Fault("handshake refused"));
        }
        let Some(config) = cluster.config.sasl.as_ref().filter(|_| cluster.awaits_handshake(context.conn))
        else {
            // Kafka's KafkaApis answers those that come to no authenticator.
            return Answer::Reply(refused(ErrorCode::ILLEGAL_SASL_STATE));
        };
        let mechanisms = config.mechanisms.iter().map(|known| StrBytes::from_static(known.name())).collect();
        let chosen = config.mechanisms.iter().copied().find(|known| known.name() == self.mechanism.as_str());
        match chosen {
            Some(mechanism) => {
                cluster.begin_exchange(context.conn, mechanism, context.version);
                Answer::Reply(SaslHandshakeResponse { mechanisms, ..Default::default() })
            }
            None => Answer::Last(
                SaslHandshakeResponse { mechanisms, ..refused(ErrorCode::UNSUPPORTED_SASL_MECHANISM) },
                CloseReason::Authentication(format!("no mechanism {:?}", self.mechanism.as_str())),
            ),
        }
    }

    /// No version of the response can say it.
    fn throttle(_: &mut SaslHandshakeResponse, _: i32) {}
}

/// The answer amid an exchange.
pub(crate) fn illegal_sasl_state() -> SaslHandshakeResponse {
    refused(ErrorCode::ILLEGAL_SASL_STATE)
}

fn refused(code: ErrorCode) -> SaslHandshakeResponse {
    SaslHandshakeResponse { error_code: code.0, ..Default::default() }
}
