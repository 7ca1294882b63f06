use std::time::Duration;

use super::OidcConfig;
use crate::error::ConfigError;
use crate::sasl::Secret;

impl OidcConfig {
    /// Sets a field by its Kafka key, `sasl.oauthbearer.scope` for example; false when there is no such key here.
    /// [`validate`](Self::validate) checks ranges.
    pub fn set(&mut self, key: &str, value: &str) -> Result<bool, ConfigError> {
        let text = value.trim();
        match key {
            "sasl.oauthbearer.token.endpoint.url" => text.clone_into(&mut self.token_endpoint_url),
            "sasl.oauthbearer.client.credentials.client.id" => text.clone_into(&mut self.client_id),
            "sasl.oauthbearer.client.credentials.client.secret" => self.client_secret = Secret::from(value),
            "sasl.oauthbearer.scope" => self.scope = (!text.is_empty()).then(|| text.to_owned()),
            URLENCODE => self.header_urlencode = read(URLENCODE, text)?,
            PLAINTEXT => self.allow_plaintext_endpoint = read(PLAINTEXT, text)?,
            CONNECT => self.connect_timeout = millis(CONNECT, text)?,
            READ => self.read_timeout = millis(READ, text)?,
            BACKOFF => self.retry_backoff = millis(BACKOFF, text)?,
            BACKOFF_MAX => self.retry_backoff_max = millis(BACKOFF_MAX, text)?,
            FACTOR => self.refresh_window_factor = read(FACTOR, text)?,
            JITTER => self.refresh_window_jitter = read(JITTER, text)?,
            MIN_PERIOD => {
                self.refresh_min_period = Duration::from_secs(read::<u16>(MIN_PERIOD, text)?.into());
            }
            BUFFER => self.refresh_buffer = Duration::from_secs(read::<u16>(BUFFER, text)?.into()),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn millis(key: &'static str, text: &str) -> Result<Duration, ConfigError> {
    // Kafka's type for them holds no more.
    let millis = read::<u32>(key, text)?.min(i32::MAX as u32);
    Ok(Duration::from_millis(millis.into()))
}

/// None of these is a secret.
fn read<T: std::str::FromStr>(key: &'static str, text: &str) -> Result<T, ConfigError> {
    let lower = text.to_ascii_lowercase();
    lower
        .parse()
        .map_err(|_| ConfigError::new(key, text, "it cannot be read; use true or false, or a number"))
}

const URLENCODE: &str = "sasl.oauthbearer.header.urlencode";
const PLAINTEXT: &str = "allow.plaintext.token.endpoint";
const CONNECT: &str = "sasl.login.connect.timeout.ms";
const READ: &str = "sasl.login.read.timeout.ms";
const BACKOFF: &str = "sasl.login.retry.backoff.ms";
const BACKOFF_MAX: &str = "sasl.login.retry.backoff.max.ms";
const FACTOR: &str = "sasl.login.refresh.window.factor";
const JITTER: &str = "sasl.login.refresh.window.jitter";
const MIN_PERIOD: &str = "sasl.login.refresh.min.period.seconds";
const BUFFER: &str = "sasl.login.refresh.buffer.seconds";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_set_by_their_kafka_keys() {
        let mut oidc = OidcConfig::new("", "", "");
        for (key, value) in [
            ("sasl.oauthbearer.token.endpoint.url", " http://login.example/ "),
            ("sasl.oauthbearer.client.credentials.client.id", "id"),
            ("sasl.oauthbearer.client.credentials.client.secret", " secret "),
            ("sasl.oauthbearer.scope", "kafka"),
            (URLENCODE, "TRUE"),
            (PLAINTEXT, "true"),
            (CONNECT, "1"),
            (READ, "2"),
            (BACKOFF, "3"),
            (BACKOFF_MAX, "4"),
            (FACTOR, "0.5"),
            (JITTER, "0.25"),
            (MIN_PERIOD, "5"),
            (BUFFER, "6"),
        ] {
            assert_eq!(oidc.set(key, value), Ok(true), "{key}");
        }
        let mut expected = OidcConfig::new("http://login.example/", "id", " secret ");
        expected.scope = Some("kafka".to_owned());
        (expected.header_urlencode, expected.allow_plaintext_endpoint) = (true, true);
        (expected.connect_timeout, expected.read_timeout) =
            (Duration::from_millis(1), Duration::from_millis(2));
        (expected.retry_backoff, expected.retry_backoff_max) =
            (Duration::from_millis(3), Duration::from_millis(4));
        (expected.refresh_window_factor, expected.refresh_window_jitter) = (0.5, 0.25);
        (expected.refresh_min_period, expected.refresh_buffer) =
            (Duration::from_secs(5), Duration::from_secs(6));
        assert_eq!(oidc, expected);
        assert_eq!(oidc.validate(), Ok(()));
        assert_eq!(oidc.set("sasl.mechanism", "PLAIN"), Ok(false));
        for key in [URLENCODE, CONNECT, FACTOR, BUFFER] {
            assert_eq!(oidc.set(key, "-1x").unwrap_err().key(), key);
        }
    }
}
