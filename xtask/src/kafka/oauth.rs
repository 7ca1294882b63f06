//! Tokens for the OAUTHBEARER listener: a key, the file by which brokers check what it signed, and signatures.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rcgen::{KeyPair, PublicKeyData};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};

use super::ClusterConfig;
use crate::failure::{Context, Result};

/// The `iss` that brokers want in a token.
pub const ISSUER: &str = "https://xtask.example";
/// The `aud` that brokers want in a token.
pub const AUDIENCE: &str = "kafka";

/// Signs tokens (JWT, ES256) that the brokers of one secure cluster accept, or some that they must not.
#[derive(Debug)]
pub struct TokenSigner {
    key: EcdsaKeyPair,
}

impl TokenSigner {
    /// The signer of the cluster whose [`oauth_dir`](ClusterConfig::oauth_dir) this is.
    pub fn open(folder: &Path) -> Result<Self> {
        let pkcs8 =
            fs::read(folder.join(KEY_FILE)).context("there is no key for tokens; was it --secure?")?;
        Self::from_pkcs8(&pkcs8)
    }

    /// A signer that no cluster knows.
    pub fn foreign() -> Result<Self> {
        Self::from_pkcs8(&KeyPair::generate().context("cannot make a key")?.serialize_der())
    }

    /// A token for `subject` that ends `life_secs` from now; a negative life has ended.
    pub fn token(&self, subject: &str, issuer: &str, audience: &str, life_secs: i64) -> Result<String> {
        let now = unix_seconds()?;
        self.sign(&json!({
            "iss": issuer,
            "aud": audience,
            "sub": subject,
            "iat": now.min(now + life_secs) - 1,
            "exp": now + life_secs,
        }))
    }

    /// A token with these claims.
    pub fn sign(&self, claims: &Value) -> Result<String> {
        let header = json!({"alg": "ES256", "typ": "JWT", "kid": KEY_ID});
        let part = |json: &Value| BASE64_URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes()).context("cannot sign")?;
        Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
    }

    fn from_pkcs8(pkcs8: &[u8]) -> Result<Self> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new());
        Ok(Self { key: key.context("the key for tokens is damaged")? })
    }
}

/// Writes a new key and its public half as the brokers want it (RFC 7517).
pub(super) fn write_keys(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context(format_args!("cannot create {}", folder.display()))?;
    let key = KeyPair::generate().context("cannot make a key")?;
    fs::write(folder.join(KEY_FILE), key.serialize_der())?;
    fs::write(folder.join(JWKS_FILE), jwks(&key)?.to_string())?;
    Ok(())
}

fn jwks(key: &KeyPair) -> Result<Value> {
    // 4, then both coordinates.
    let point = key.der_bytes();
    let coordinates = point.get(1..).filter(|rest| rest.len() == 64).ok_or("the key is not of P-256")?;
    let (x, y) = coordinates.split_at(32);
    let text = |coordinate| BASE64_URL_SAFE_NO_PAD.encode(coordinate);
    Ok(json!({"keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": KEY_ID, "x": text(x), "y": text(y),
    }]}))
}

/// What the listener for tokens is told, without its prefix.
pub(super) fn broker_settings(config: &ClusterConfig) -> [(&'static str, String); 6] {
    const PACKAGE: &str = "org.apache.kafka.common.security.oauthbearer";
    let inner = if config.version.has_public_token_validator() { "" } else { ".secured" };
    [
        ("sasl.enabled.mechanisms", "OAUTHBEARER".to_owned()),
        ("oauthbearer.sasl.jaas.config", format!("{PACKAGE}.OAuthBearerLoginModule required;")),
        (
            "oauthbearer.sasl.server.callback.handler.class",
            format!("{PACKAGE}{inner}.OAuthBearerValidatorCallbackHandler"),
        ),
        ("oauthbearer.sasl.oauthbearer.jwks.endpoint.url", jwks_url(config)),
        ("oauthbearer.sasl.oauthbearer.expected.audience", AUDIENCE.to_owned()),
        ("oauthbearer.sasl.oauthbearer.expected.issuer", ISSUER.to_owned()),
    ]
}

/// Newer releases read only files that the command line allows (CVE-2025-27817).
pub(super) fn java_options(config: &ClusterConfig) -> Vec<String> {
    const PREFIX: &str = "-Dorg.apache.kafka.sasl.oauthbearer.allowed";
    let file = config.oauth_dir().join(JWKS_FILE);
    vec![format!("{PREFIX}.urls={}", jwks_url(config)), format!("{PREFIX}.files={}", file.display())]
}

fn jwks_url(config: &ClusterConfig) -> String {
    format!("file:{}", config.oauth_dir().join(JWKS_FILE).display())
}

#[expect(clippy::disallowed_methods, reason = "tokens are dated by the clock of the wall")]
fn unix_seconds() -> Result<i64> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).context("the clock is before 1970")?;
    Ok(now.as_secs() as i64)
}

const KEY_ID: &str = "xtask";
const KEY_FILE: &str = "token.key";
const JWKS_FILE: &str = "jwks.json";

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    fn decoded(part: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()
    }

    #[test]
    fn a_token_is_good_by_the_key_that_brokers_are_shown() {
        let folder = tempfile::tempdir().unwrap();
        write_keys(folder.path()).unwrap();
        let token = TokenSigner::open(folder.path()).unwrap().token("alice", ISSUER, AUDIENCE, 60).unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();

        let jwks: Value = serde_json::from_slice(&fs::read(folder.path().join(JWKS_FILE)).unwrap()).unwrap();
        let mut point = vec![4];
        for coordinate in ["x", "y"] {
            point.extend(decoded(jwks["keys"][0][coordinate].as_str().unwrap()));
        }
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        assert!(key.verify(signed.as_bytes(), &decoded(signature)).is_ok());
        let foreign = TokenSigner::foreign().unwrap().token("alice", ISSUER, AUDIENCE, 60).unwrap();
        let (signed, signature) = foreign.rsplit_once('.').unwrap();
        assert!(key.verify(signed.as_bytes(), &decoded(signature)).is_err());
    }

    #[test]
    fn a_negative_life_has_ended() {
        let token = TokenSigner::foreign().unwrap().token("alice", ISSUER, AUDIENCE, -60).unwrap();
        let claims: Value = serde_json::from_slice(&decoded(token.split('.').nth(1).unwrap())).unwrap();
        assert!(claims["exp"].as_i64().unwrap() < unix_seconds().unwrap());
        assert!(claims["iat"].as_i64() < claims["exp"].as_i64());
    }
}
