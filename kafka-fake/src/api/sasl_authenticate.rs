//! SaslAuthenticate (36), v0 to v2.
//!
//! Kept: the messages of PLAIN, SCRAM and OAUTHBEARER; a refusal is answered with SASL_AUTHENTICATION_FAILED, in Kafka's words,
//! and the connection closed; the lifetime of the session (v1, KIP-368), after which anything but a new authentication closes
//! the connection; a new authentication keeps mechanism and principal. Where none is under way, it is answered with
//! ILLEGAL_SASL_STATE.
//!
//! Left out: GSSAPI, delegation tokens, `connection.failed.authentication.delay.ms`, lifetimes of tokens.

use kafka_protocol::ErrorCode;
use kafka_protocol::messages::{SaslAuthenticateRequest, SaslAuthenticateResponse};
use kafka_protocol::wire::StrBytes;

use super::{Answer, Api, Context};
use crate::cluster::{Cluster, Told};
use crate::error::CloseReason;

impl Api for SaslAuthenticateRequest {
    fn handle(self, cluster: &mut Cluster, context: &mut Context) -> Answer<SaslAuthenticateResponse> {
        if let Some(code) = context.refusal_of_all() {
            return Answer::Last(refused(code, "refused by the script"), CloseReason::Fault("refused"));
        }
        let told = cluster.take_sasl_message(context.conn, &self.auth_bytes);
        if let Some(code) = context.disguise_of_all() {
            return Answer::Last(refused(code, "refused by the script"), CloseReason::Fault("refused"));
        }
        match told {
            None => Answer::Reply(refused(
                ErrorCode::ILLEGAL_SASL_STATE,
                "SaslAuthenticate request received after successful authentication",
            )),
            Some(Ok(Told { answer, session_lifetime_ms })) => Answer::Reply(SaslAuthenticateResponse {
                auth_bytes: answer,
                error_message: None,
                session_lifetime_ms,
                ..Default::default()
            }),
            Some(Err(why)) => Answer::Last(
                refused(ErrorCode::SASL_AUTHENTICATION_FAILED, &why),
                CloseReason::Authentication(why),
            ),
        }
    }

    /// No version of the response can say it.
    fn throttle(_: &mut SaslAuthenticateResponse, _: i32) {}
}

fn refused(code: ErrorCode, why: &str) -> SaslAuthenticateResponse {
    SaslAuthenticateResponse {
        error_code: code.0,
        error_message: Some(StrBytes::copy_from(why)),
        ..Default::default()
    }
}
