//! Tokens by OAuth's client-credentials grant (RFC 6749, section 4.4), as Kafka's own client fetches them (KIP-768): what to ask
//! for, what to make of the answer, and when to ask again. The driver carries it.

mod config;
mod keys;
mod refresh;
mod token;

pub use config::OidcConfig;
pub(crate) use config::TokenEndpoint;
pub(crate) use token::{AccessToken, refusal};

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::OidcConfig;
    use crate::sasl::{SaslClient, SaslConfig, SaslCredentials, SaslSeed};

    #[test]
    fn a_fetched_token_is_what_is_sent() {
        let config = SaslConfig::oidc(OidcConfig::new("https://login.example/", "id", "canary"));
        assert_eq!(config.validate(true), Ok(()));
        assert!(!config.wants_source());
        let seed = SaslSeed { nonce: [7; 24], unix_time: Duration::ZERO };
        let mut credentials = SaslCredentials::new(seed);
        credentials.oauth_token = Some("abc".into());
        let applied = credentials.applied_to(&config).unwrap();
        let mut client = SaslClient::new(&applied, "host", &seed).unwrap();
        assert_eq!(client.initial().expose(), b"n,,\x01auth=Bearer abc\x01\x01");
        // Nothing is sent in place of a token that is missing.
        let applied = SaslCredentials::new(seed).applied_to(&config).unwrap();
        assert!(SaslClient::new(&applied, "host", &seed).is_err());
    }
}
