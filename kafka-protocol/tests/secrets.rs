//! `Debug` goes to logs and terminals: secrets are not in it.

use kafka_protocol::messages::alter_user_scram_credentials_request::ScramCredentialUpsertion;
use kafka_protocol::messages::describe_delegation_token_response::DescribedDelegationToken;
use kafka_protocol::messages::{
    CreateDelegationTokenResponse, ExpireDelegationTokenRequest, RenewDelegationTokenRequest,
    SaslAuthenticateRequest, SaslAuthenticateResponse,
};

/// L38.
#[test]
fn secrets_are_masked_in_debug_and_everything_else_is_shown() {
    let secret = || bytes::Bytes::from_static(b"canary");
    let texts = [
        format!("{:?}", SaslAuthenticateRequest { auth_bytes: secret(), ..Default::default() }),
        format!("{:?}", SaslAuthenticateResponse { auth_bytes: secret(), ..Default::default() }),
        format!("{:?}", CreateDelegationTokenResponse { hmac: secret(), ..Default::default() }),
        format!("{:?}", DescribedDelegationToken { hmac: secret(), ..Default::default() }),
        format!("{:?}", RenewDelegationTokenRequest { hmac: secret(), ..Default::default() }),
        format!("{:?}", ExpireDelegationTokenRequest { hmac: secret(), ..Default::default() }),
        format!("{:?}", ScramCredentialUpsertion { salted_password: secret(), ..Default::default() }),
    ];
    for text in texts {
        assert!(text.contains("[secret of 6 bytes]") && text.contains("tagged"), "{text}");
        assert!(!text.contains("canary") && !text.contains("99, 97, 110"), "{text}");
    }
}
