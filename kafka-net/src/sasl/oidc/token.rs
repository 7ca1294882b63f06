use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::sasl::config::is_bearer_token;
use crate::sasl::{OidcConfig, Secret, printable};

/// A token that is good until it expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccessToken {
    pub(crate) token: Secret,
    /// Time since 1970 at which it ends.
    pub(crate) expires: Duration,
}

impl AccessToken {
    /// Reads the endpoint's answer (RFC 6749, section 5.1), received at `now`. The error names nothing of it.
    ///
    /// It ends at the earlier of `expires_in` and, where the token is a JWT, its claim `exp`, and after a day in any case: one that
    /// lives longer is replaced sooner.
    pub(crate) fn read(body: &[u8], now: Duration) -> Result<Self, &'static str> {
        let mut json: Value = serde_json::from_slice(body).map_err(|_| "the answer is not JSON")?;
        let token = match json.get_mut("access_token").map(Value::take) {
            Some(Value::String(token)) => Secret::from(token),
            Some(_) => return Err("the access_token is no text"),
            None => return Err("the answer has no access_token"),
        };
        if !is_bearer_token(token.expose()) {
            return Err("the access_token has characters that no bearer token has");
        }
        let told = json.get("expires_in").filter(|told| !told.is_null()).map(seconds).transpose()?;
        let claimed = expiry_claim(&token).map(|expires| expires - now.as_secs_f64());
        let life = match (told, claimed) {
            (Some(told), Some(claimed)) => told.min(claimed),
            (Some(life), None) | (None, Some(life)) => life,
            (None, None) => return Err("neither the answer nor the token tells when it expires"),
        };
        if life.is_nan() || life <= 0.0 {
            return Err("the token has expired already; check the clock of this machine");
        }
        Ok(Self { token, expires: now + Duration::from_secs_f64(life.min(LONGEST_LIFE_SECS)) })
    }

    /// Whether it can still be sent at `now`.
    pub(crate) fn is_good(&self, now: Duration) -> bool {
        now < self.expires
    }
}

/// What an endpoint says of its refusal (RFC 6749, section 5.2), without the secret that it may repeat, in whatever form it was sent.
pub(crate) fn refusal(body: &[u8], config: &OidcConfig) -> Option<String> {
    let json: Value = serde_json::from_slice(body).ok()?;
    let text = |name| json.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut said = text("error")?.to_owned();
    if let Some(description) = text("error_description") {
        said.push_str(": ");
        said.push_str(description);
    }
    for secret in config.shown_forms() {
        if let Some(secret) = secret.expose_str().filter(|secret| !secret.is_empty()) {
            said = said.replace(secret, "[secret]");
        }
    }
    Some(printable(&said))
}

/// Some endpoints write the number as text.
fn seconds(value: &Value) -> Result<f64, &'static str> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite()).ok_or("expires_in is no number")
}

/// The claim `exp` of a JWT, in seconds since 1970; `None` for a token of another kind.
fn expiry_claim(token: &Secret) -> Option<f64> {
    let mut parts = token.expose_str()?.split('.');
    let (_, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let claims = Secret::new(BASE64_URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?);
    let claims: Value = serde_json::from_slice(claims.expose()).ok()?;
    claims.get("exp")?.as_f64()
}

const LONGEST_LIFE_SECS: f64 = 86_400.0;

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_000_000);

    fn life(body: &str) -> Result<u64, &'static str> {
        AccessToken::read(body.as_bytes(), NOW).map(|token| token.expires.saturating_sub(NOW).as_secs())
    }

    fn jwt(claims: &str) -> String {
        let part = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.c2ln", part(r#"{"alg":"ES256"}"#), part(claims))
    }

    #[test]
    fn a_token_ends_at_the_earlier_of_what_is_told_and_claimed() {
        for (claims, told, expected) in [
            (r#"{"exp":1000060}"#, r#","expires_in":300"#, 60),
            (r#"{"exp":1000600}"#, r#","expires_in":300"#, 300),
            (r#"{"exp":1000600.5}"#, "", 600),
            (r#"{"exp":1000600}"#, r#","expires_in":null"#, 600),
            (r#"{"exp":"no"}"#, r#","expires_in":"300""#, 300),
        ] {
            let body = format!(r#"{{"access_token":"{}"{told}}}"#, jwt(claims));
            assert_eq!(life(&body), Ok(expected), "{claims} {told}");
        }
    }

    #[test]
    fn a_huge_life_counts_as_a_day() {
        for told in ["1e300", "9223372036854775807", "18446744073709551616"] {
            assert_eq!(
                life(&format!(r#"{{"access_token":"abc","expires_in":{told}}}"#)),
                Ok(86_400),
                "{told}"
            );
        }
    }

    #[test]
    fn an_answer_without_a_token_that_can_be_used_is_refused() {
        for (body, part) in [
            ("", "not JSON"),
            ("<html>", "not JSON"),
            ("[]", "no access_token"),
            ("{}", "no access_token"),
            (r#"{"access_token":1}"#, "no text"),
            (r#"{"access_token":""}"#, "characters"),
            (r#"{"access_token":"abc\nX: y","expires_in":60}"#, "characters"),
            (r#"{"access_token":" abc","expires_in":60}"#, "characters"),
            (r#"{"access_token":"abc"}"#, "tells when"),
            (r#"{"access_token":"abc","expires_in":0}"#, "expired already"),
            (r#"{"access_token":"abc","expires_in":-1}"#, "expired already"),
            (r#"{"access_token":"abc","expires_in":"soon"}"#, "no number"),
            (r#"{"access_token":"abc","expires_in":"NaN"}"#, "no number"),
            (r#"{"access_token":"abc","expires_in":[]}"#, "no number"),
        ] {
            let error = life(body).expect_err(body);
            assert!(error.contains(part), "{body}: {error}");
        }
        let past = format!(r#"{{"access_token":"{}","expires_in":300}}"#, jwt(r#"{"exp":999999}"#));
        assert!(life(&past).expect_err("it is over").contains("expired already"));
    }

    #[test]
    fn a_token_is_good_until_it_expires_and_no_longer() {
        let token = AccessToken { token: "abc".into(), expires: NOW };
        assert!(token.is_good(NOW.saturating_sub(Duration::from_millis(1))));
        assert!(!token.is_good(NOW));
    }

    /// L38.
    #[test]
    fn a_refusal_is_told_without_the_secret_in_it() {
        let config = OidcConfig::new("", "id", "canary");
        let body = br#"{"error":"invalid_client","error_description":"canary\nis wrong"}"#;
        assert_eq!(refusal(body, &config).as_deref(), Some("invalid_client: [secret]\\nis wrong"));
        for config in [OidcConfig::new("", "id", "can/ary"), {
            let mut encoding = OidcConfig::new("", "id", "can/ary");
            encoding.header_urlencode = true;
            encoding
        }] {
            let header = config.authorization();
            let echo =
                format!(r#"{{"error":"denied","error_description":"{}"}}"#, header.expose_str().unwrap());
            assert_eq!(refusal(echo.as_bytes(), &config).as_deref(), Some("denied: Basic [secret]"));
            let echo = br#"{"error":"can%2Fary"}"#;
            assert_eq!(refusal(echo, &config).as_deref(), Some("[secret]"));
        }
        assert_eq!(refusal(b"nothing", &config), None);
        assert_eq!(refusal(br#"{"error":1}"#, &config), None);
    }
}
