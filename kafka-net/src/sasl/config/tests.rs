use super::*;

fn aws() -> AwsCredentials {
    AwsCredentials {
        access_key_id: "AKID".to_owned(),
        secret_access_key: Secret::from("key"),
        session_token: None,
        region: "eu-central-1".to_owned(),
    }
}

/// L39.
#[test]
fn what_each_mechanism_needs_is_named_by_key() {
    let refused = |key: &str, config: SaslConfig| {
        let error = config.validate(true).expect_err(key);
        assert_eq!(error.key(), key, "{error}");
    };
    refused("sasl.username", SaslConfig::new(SaslMechanism::Plain));
    refused("sasl.username", SaslConfig::scram_sha_512("", "x"));
    refused("sasl.username", SaslConfig::plain("a\0b", "x"));
    refused("sasl.password", SaslConfig::plain("a", ""));
    refused(
        "sasl.password",
        SaslConfig { username: Some("a".into()), ..SaslConfig::new(SaslMechanism::ScramSha256) },
    );
    refused("sasl.password", SaslConfig::plain("a", "b\0c"));
    refused("sasl.password", SaslConfig::plain("a", Secret::new(vec![0xFF])));
    refused("sasl.mechanism", SaslConfig { token_auth: true, ..SaslConfig::plain("a", "b") });
    refused("sasl.oauthbearer.token", SaslConfig::new(SaslMechanism::OauthBearer));
    for token in ["a b", " a", "a\n", "a\x01auth=Bearer b", "=", "a=b", "ä"] {
        refused("sasl.oauthbearer.token", SaslConfig::oauth_bearer(token));
    }
    for (name, value) in [("", "x"), ("auth", "x"), ("a1", "x"), ("a", ""), ("a", "x\x01y"), ("a", "ä")] {
        let oauth_extensions = vec![(name.to_owned(), value.to_owned())];
        refused(
            "sasl.oauthbearer.extensions",
            SaslConfig { oauth_extensions, ..SaslConfig::oauth_bearer("t") },
        );
    }
    refused("sasl.aws.access.key.id", SaslConfig::new(SaslMechanism::AwsMskIam));
    refused(
        "sasl.aws.access.key.id",
        SaslConfig::aws_msk_iam(AwsCredentials { access_key_id: "a b".into(), ..aws() }),
    );
    refused(
        "sasl.aws.secret.access.key",
        SaslConfig::aws_msk_iam(AwsCredentials { secret_access_key: "".into(), ..aws() }),
    );
    refused(
        "sasl.aws.session.token",
        SaslConfig::aws_msk_iam(AwsCredentials { session_token: Some("".into()), ..aws() }),
    );
    refused("sasl.aws.region", SaslConfig::aws_msk_iam(AwsCredentials { region: String::new(), ..aws() }));
    let scram = || SaslConfig::scram_sha_256("a", "b");
    refused("sasl.scram.min.iterations", SaslConfig { scram_min_iterations: 4_095, ..scram() });
    refused("sasl.scram.max.iterations", SaslConfig { scram_max_iterations: 4_095, ..scram() });
}

#[cfg(feature = "gssapi")]
#[test]
fn gssapi_needs_the_service_name_alone_and_no_encryption() {
    for name in ["", "kafka/broker-1", "kafka@REALM", "kaf ka", "kafka\n"] {
        let error = SaslConfig::gssapi(name).validate(true).expect_err(name);
        assert_eq!(error.key(), "sasl.kerberos.service.name", "{error}");
    }
    assert_eq!(SaslConfig::gssapi("kafka").validate(false), Ok(()));
}

#[test]
fn credentials_in_the_clear_want_an_encrypted_connection_or_a_clear_word() {
    for (config, revealing) in [
        (SaslConfig::plain("a", "b"), true),
        (SaslConfig::oauth_bearer("t"), true),
        (SaslConfig::aws_msk_iam(aws()), true),
        (SaslConfig::scram_sha_256("a", "b"), false),
        (SaslConfig::scram_sha_512("a", "b"), false),
    ] {
        assert_eq!(config.validate(true), Ok(()));
        let key = config.validate(false).err().map(|error| error.key());
        assert_eq!(key, revealing.then_some("allow.plaintext.credentials"));
        let allowed = SaslConfig { allow_plaintext_credentials: true, ..config };
        assert_eq!(allowed.validate(false), Ok(()));
    }
}
