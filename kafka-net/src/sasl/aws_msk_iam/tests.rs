use super::*;

/// 2010-01-01T00:00:00Z.
const DATE: Duration = Duration::from_secs(1_262_304_000);

fn credentials() -> AwsCredentials {
    AwsCredentials {
        access_key_id: "AWS_ACCESS_KEY_ID".to_owned(),
        secret_access_key: Secret::from("AWS_SECRET_ACCESS_KEY"),
        session_token: None,
        region: "us-east-1".to_owned(),
    }
}

fn message(credentials: AwsCredentials) -> serde_json::Value {
    let config = SaslConfig::aws_msk_iam(credentials);
    config.validate(true).unwrap();
    serde_json::from_slice(AwsMskIam::new(&config, "hostname", DATE).initial().expose()).unwrap()
}

/// Credentials, date and signature of the unit tests in `src/rdkafka_sasl_aws_msk_iam.c`, the patch for AWS_MSK_IAM of
/// confluentinc/librdkafka; signature version 4 itself has Amazon's own example beside it, in `signature.rs`.
#[test]
fn the_published_example_has_its_signature() {
    let expected = serde_json::json!({
        "version": "2020_10_22",
        "host": "hostname",
        "user-agent": "kafka-rs-producer",
        "action": "kafka-cluster:Connect",
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": "AWS_ACCESS_KEY_ID/20100101/us-east-1/kafka-cluster/aws4_request",
        "x-amz-date": "20100101T000000Z",
        "x-amz-signedheaders": "host",
        "x-amz-expires": "900",
        "x-amz-signature": "d3eeeddfb2c2b76162d583d7499c2364eb9a92b248218e31866659b18997ef44",
    });
    assert_eq!(message(credentials()), expected);
}

#[test]
fn a_session_token_is_signed_and_sent() {
    let mut credentials = credentials();
    credentials.session_token = Some(Secret::from("security-token"));
    let date = SigningDate::new(DATE);
    let scope = "AWS_ACCESS_KEY_ID/20100101/us-east-1/kafka-cluster/aws4_request";
    assert_eq!(
        canonical_request(&credentials, "hostname", scope, &date).expose_str(),
        Some(
            "GET\n/\nAction=kafka-cluster%3AConnect&X-Amz-Algorithm=AWS4-HMAC-SHA256\
             &X-Amz-Credential=AWS_ACCESS_KEY_ID%2F20100101%2Fus-east-1%2Fkafka-cluster%2Faws4_request\
             &X-Amz-Date=20100101T000000Z&X-Amz-Expires=900&X-Amz-Security-Token=security-token\
             &X-Amz-SignedHeaders=host\nhost:hostname\n\nhost\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    );
    let message = message(credentials);
    assert_eq!(message["x-amz-security-token"], "security-token");
    assert_ne!(
        message["x-amz-signature"],
        "d3eeeddfb2c2b76162d583d7499c2364eb9a92b248218e31866659b18997ef44"
    );
}

#[test]
fn only_an_answer_of_the_known_version_is_success() {
    let answer = br#"{"version":"2020_10_22","request-id":"2b4f"}"#;
    assert!(matches!(AwsMskIam::answered(answer), Ok(SaslStep::Done)));
    for (answer, part) in [
        (&b""[..], "not JSON"),
        (b"\xff", "not JSON"),
        (b"{\"version\":\"2020_10_22\"", "not JSON"),
        (b"[]", "no version"),
        (b"{}", "no version"),
        (b"{\"version\":1}", "not 2020_10_22"),
        (b"{\"version\":\"2021_01_01\"}", "not 2020_10_22"),
    ] {
        let error = AwsMskIam::answered(answer).expect_err(part).to_string();
        assert!(error.contains(part), "{error}");
    }
}
