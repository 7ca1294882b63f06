use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::SaslStep;
use super::config::{AwsCredentials, SaslConfig};
use super::error::SaslError;
use super::mechanism::SaslMechanism;
use super::secret::Secret;

mod signature;

use signature::{SigningDate, encode, sign};

/// AWS_MSK_IAM: a request to connect, signed as AWS signs URLs (signature version 4), in one JSON message.
///
/// The scheme is that of the `aws-msk-iam-auth` library for Java, message version `2020_10_22`.
pub(super) struct AwsMskIam {
    message: Secret,
}

impl AwsMskIam {
    pub(super) fn new(config: &SaslConfig, host: &str, unix_time: Duration) -> Self {
        let date = SigningDate::new(unix_time);
        let message = config.aws.as_ref().map(|aws| payload(aws, host, &date)).unwrap_or_default();
        Self { message }
    }

    pub(super) fn initial(&mut self) -> Secret {
        std::mem::take(&mut self.message)
    }

    /// The broker's answer names the version and a request id, for the logs of AWS.
    pub(super) fn answered(message: &[u8]) -> Result<SaslStep, SaslError> {
        let malformed = |what| SaslError::Malformed { mechanism: SaslMechanism::AwsMskIam, what };
        let json: serde_json::Value =
            serde_json::from_slice(message).map_err(|_| malformed("it is not JSON"))?;
        let version = json.get("version").ok_or_else(|| malformed("its JSON has no version"))?;
        if version.as_str() != Some(VERSION) {
            return Err(malformed("its version is not 2020_10_22"));
        }
        Ok(SaslStep::Done)
    }
}

fn payload(aws: &AwsCredentials, host: &str, date: &SigningDate) -> Secret {
    let scope = format!("{}/{}/{SERVICE}/aws4_request", date.day(), aws.region);
    let credential = format!("{}/{scope}", aws.access_key_id);
    let request = canonical_request(aws, host, &credential, date);
    let signature = sign(&aws.secret_access_key, &aws.region, SERVICE, date, request.expose());
    let mut fields = vec![
        ("version", VERSION),
        ("host", host),
        ("user-agent", USER_AGENT),
        ("action", ACTION),
        ("x-amz-algorithm", signature::ALGORITHM),
        ("x-amz-credential", &credential),
        ("x-amz-date", date.time()),
        ("x-amz-signedheaders", "host"),
        ("x-amz-expires", EXPIRES_SECS),
    ];
    if let Some(token) = session_token(aws) {
        fields.push(("x-amz-security-token", token));
    }
    fields.push(("x-amz-signature", &signature));
    // One buffer with room for every escape, since a session token may be among the values.
    let room = fields.iter().map(|(name, value)| name.len() + 6 * value.len() + 8).sum();
    let mut json = Zeroizing::new(Vec::with_capacity(room));
    for (index, (name, value)) in fields.iter().enumerate() {
        json.extend_from_slice(if index == 0 { b"{" } else { b"," });
        write_json(&mut json, name);
        json.push(b':');
        write_json(&mut json, value);
    }
    json.push(b'}');
    Secret::new(std::mem::take(&mut *json))
}

fn write_json(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("a vector takes every byte");
}

/// What is signed: a GET of `/` with everything in the query, its parameters in order.
fn canonical_request(aws: &AwsCredentials, host: &str, credential: &str, date: &SigningDate) -> Secret {
    let token = session_token(aws)
        .map(|token| Zeroizing::new(format!("&X-Amz-Security-Token={}", &*Zeroizing::new(encode(token)))));
    Secret::from(format!(
        "GET\n/\nAction={action}&X-Amz-Algorithm={algorithm}&X-Amz-Credential={credential}&X-Amz-Date={date}\
         &X-Amz-Expires={EXPIRES_SECS}{token}&X-Amz-SignedHeaders=host\nhost:{host}\n\nhost\n{EMPTY_HASH}",
        action = encode(ACTION),
        algorithm = signature::ALGORITHM,
        credential = encode(credential),
        date = date.time(),
        token = token.as_deref().map_or("", String::as_str),
    ))
}

fn session_token(aws: &AwsCredentials) -> Option<&str> {
    aws.session_token.as_ref().and_then(Secret::expose_str)
}

impl fmt::Debug for AwsMskIam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsMskIam").finish_non_exhaustive()
    }
}

const VERSION: &str = "2020_10_22";
const ACTION: &str = "kafka-cluster:Connect";
const SERVICE: &str = "kafka-cluster";
const USER_AGENT: &str = "kafka-rs-producer";
/// How long the signature is good for: 15 minutes, as in the library for Java.
const EXPIRES_SECS: &str = "900";
/// SHA-256 of nothing, which is the body of the request.
const EMPTY_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

#[cfg(test)]
mod tests;
