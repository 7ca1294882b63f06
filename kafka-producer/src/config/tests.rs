use super::*;

fn builder() -> ProducerConfigBuilder {
    ProducerConfig::builder("localhost:9092")
}

#[test]
fn defaults_are_those_of_kafka() {
    let c = builder().build().unwrap();
    assert_eq!((c.acks, c.idempotence, c.retries), (Acks::All, true, i32::MAX as u32));
    assert_eq!((c.batch_size, c.buffer_memory, c.max_request_size), (16_384, 33_554_432, 1_048_576));
    assert_eq!(c.delivery_timeout, Duration::from_secs(120));
    assert_eq!(c.net.max_in_flight, 5);
}

/// C15.
#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    let error = builder().set("linger.msec", "1").unwrap_err();
    assert_eq!(error.to_string(), "unknown option linger.msec; did you mean linger.ms?");
    let error = builder().set("utterly-different-thing", "1").unwrap_err();
    assert!(matches!(error, ConfigError::UnknownKey { nearest: None, .. }), "{error}");
}

/// C17.
#[test]
fn a_value_out_of_range_names_key_value_and_range() {
    for (key, value) in [
        ("linger.ms", "-1"),
        ("batch.size", "many"),
        ("retries", "2147483648"),
        ("acks", "2"),
        ("compression.gzip.level", "0"),
        ("compression.lz4.level", "3"),
        ("compression.type", "rar"),
        ("enable.idempotence", "maybe"),
        ("max.block.ms", ""),
    ] {
        let error = builder().set(key, value).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{key}={value}: expected")), "{error}");
    }
}

/// C16.
#[test]
fn a_key_of_kafka_that_is_not_supported_is_an_error() {
    // C16
    assert!(matches!(builder().set("transactional.id", "t"), Err(ConfigError::Unsupported { .. })));
    assert!(matches!(builder().set("ssl.provider", "t"), Err(ConfigError::Unsupported { .. })));
}

/// C1.
#[test]
fn acks_given_as_text_turn_idempotence_off_as_in_java() {
    // C1
    let c = builder().set("acks", "1").unwrap().build().unwrap();
    assert!(!c.is_idempotent());
    let c = builder().set("retries", "0").unwrap().build().unwrap();
    assert!(!c.is_idempotent());
    let conflict = builder().set("acks", "1").unwrap().set("enable.idempotence", "true").unwrap().build();
    assert!(matches!(conflict, Err(ConfigError::Conflict(_))));
}

/// C1.
#[test]
fn the_typed_builder_refuses_what_would_turn_idempotence_off() {
    // C1, ours
    assert!(matches!(builder().acks(Acks::Leader).build(), Err(ConfigError::Conflict(_))));
    assert!(!builder().acks(Acks::Leader).idempotence(false).build().unwrap().is_idempotent());
}

/// C2.
#[test]
fn more_than_five_in_flight_needs_idempotence_off() {
    // C2: checked first, so acks=1 does not lift it.
    let text = builder().set("max.in.flight.requests.per.connection", "6").unwrap();
    assert!(matches!(text.clone().build(), Err(ConfigError::Conflict(_))));
    assert!(matches!(text.clone().set("acks", "1").unwrap().build(), Err(ConfigError::Conflict(_))));
    assert!(text.set("enable.idempotence", "false").unwrap().build().is_ok());
}

/// C5.
#[test]
fn the_delivery_timeout_covers_linger_and_one_request() {
    // C5
    let c = builder().set("linger.ms", "200000").unwrap().build().unwrap();
    assert_eq!(c.delivery_timeout(), Duration::from_secs(230));
    let conflict = builder().set("delivery.timeout.ms", "1000").unwrap().build();
    assert!(matches!(conflict, Err(ConfigError::Conflict(_))));
    let c = builder().set("linger.ms", &i64::MAX.to_string()).unwrap().build().unwrap();
    assert_eq!(c.delivery_timeout(), Duration::from_millis(i32::MAX as u64), "sums saturate (C18)");
}

/// C6.
#[test]
fn a_reconnect_backoff_without_its_maximum_does_not_grow() {
    // C6
    let c = builder().set("reconnect.backoff.ms", "3000").unwrap().build().unwrap();
    assert_eq!(c.net.reconnect_backoff_max, Duration::from_secs(3));
}

/// C3, C4.
#[test]
fn transactions_are_refused_by_key() {
    // C3, C4: there are none yet.
    for key in ["transactional.id", "transaction.timeout.ms", "transaction.two.phase.commit.enable"] {
        let error = builder().set(key, "").unwrap_err();
        assert!(matches!(error, ConfigError::Unsupported { key: told, .. } if told == key), "{error}");
    }
}

/// C7.
#[test]
fn a_retry_backoff_above_its_maximum_is_that_maximum_throughout() {
    // C7: a warning only; what comes of it is the back-off's.
    let c = builder().set("retry.backoff.ms", "5000").unwrap().build().unwrap();
    assert_eq!((c.net.retry_backoff.as_millis(), c.net.retry_backoff_max.as_millis()), (5000, 1000));
}

/// C9, C16.
#[test]
fn what_code_brings_is_refused_by_the_method_that_takes_it() {
    // C9, C16
    for (key, method) in [
        ("key.serializer", "with_serializers"),
        ("value.serializer", "with_serializers"),
        ("interceptor.classes", "ProducerBuilder::interceptor"),
    ] {
        let error = builder().set(key, "org.example.Class").unwrap_err().to_string();
        assert!(error.contains(key) && error.contains(method), "{error}");
    }
    let error = builder().set("buffer.memory.allocation.strategy", "full").unwrap_err().to_string();
    assert!(error.contains("memory always follows the bytes appended"), "{error}");
    assert!(builder().set("buffer.memory.allocation.strategy", "Incremental").is_ok());
}

/// C11.
#[test]
fn bootstrap_servers_want_a_host_and_a_port_each() {
    // C11
    for servers in ["", "a", "a:", "a:0x1", "a:70000", ":9092", "a:9092,b"] {
        let error = ProducerConfig::builder(servers).build();
        assert!(matches!(error, Err(ConfigError::Net(_))), "{servers}: {error:?}");
    }
    let c = ProducerConfig::builder("a:1, [::1]:2,a:1").build().unwrap();
    assert_eq!(c.net.bootstrap_servers.len(), 2, "one that is named twice is one");
}

/// C13.
#[test]
fn acks_are_read_in_any_case_and_trimmed() {
    // C13
    for text in ["all", "ALL", " All ", "-1"] {
        assert_eq!(builder().set("acks", text).unwrap().build().unwrap().acks(), Acks::All);
    }
}

#[test]
fn every_default_in_the_table_is_accepted_by_its_own_key() {
    // Without the feature, what it brings is refused, defaults too.
    let for_tokens = |name: &str| {
        name == "allow.plaintext.token.endpoint"
            || name.starts_with("sasl.login.")
            || name.ends_with(".urlencode")
    };
    let built_in = |name: &str| {
        (cfg!(feature = "tls") || !name.starts_with("ssl."))
            && (cfg!(feature = "sasl-oidc") || !for_tokens(name))
    };
    for key in CONFIG_KEYS.iter().filter(|k| !k.default.is_empty() && built_in(k.name)) {
        builder().set(key.name, key.default).unwrap_or_else(|e| panic!("{}: {e}", key.name));
    }
}

/// Options by text; the builder's `Debug` must not tell a secret.
fn secure(options: &[(&str, &str)]) -> Result<ProducerConfig, ConfigError> {
    let mut builder = ProducerConfig::builder("a:1");
    for (key, value) in options {
        builder = builder.set(key, value)?;
    }
    assert!(!format!("{builder:?}").contains("canary"));
    builder.build()
}

#[cfg(feature = "sasl-oidc")]
#[test]
fn tokens_are_fetched_by_the_names_of_kafka() {
    const OPTIONS: [(&str, &str); 8] = [
        ("security.protocol", "SASL_SSL"),
        ("sasl.mechanism", "OAUTHBEARER"),
        ("sasl.oauthbearer.token.endpoint.url", "https://login.example/token"),
        ("sasl.oauthbearer.client.credentials.client.id", "id"),
        ("sasl.oauthbearer.client.credentials.client.secret", " canary "),
        ("sasl.login.read.timeout.ms", "700"),
        ("sasl.login.refresh.window.factor", "0.9"),
        ("socket.connection.setup.timeout.ms", "1000"),
    ];
    let config = secure(&OPTIONS).unwrap();
    let oidc = config.net().sasl.as_ref().and_then(|sasl| sasl.oidc.clone()).unwrap();
    assert_eq!(oidc.client_secret, " canary ".into(), "white space may belong to a secret");
    assert_eq!(oidc.read_timeout.as_millis(), 700);
    assert_eq!(oidc.patience.as_millis(), 800);
    for (key, value) in [
        ("sasl.oauthbearer.token.endpoint.url", "http://login.example/token"),
        ("sasl.oauthbearer.client.credentials.client.id", ""),
        ("sasl.login.refresh.window.factor", "2"),
        ("sasl.login.read.timeout.ms", "soon"),
        ("sasl.oauthbearer.token", "abc"),
        ("sasl.mechanism", "PLAIN"),
    ] {
        let mut options = OPTIONS.to_vec();
        options.push((key, value));
        assert!(secure(&options).is_err(), "{key}={value}");
    }
    // One typed configuration is not changed by text.
    let sasl = kafka_net::SaslConfig::plain("alice", "canary");
    let mixed = builder().sasl(sasl).set("allow.plaintext.token.endpoint", "true").unwrap().build();
    assert!(matches!(mixed, Err(ConfigError::Conflict(_))));
}

#[cfg(not(feature = "sasl-oidc"))]
#[test]
fn fetching_tokens_is_refused_by_the_feature_it_needs() {
    let error = builder()
        .set("sasl.oauthbearer.token.endpoint.url", "https://login.example/")
        .unwrap_err()
        .to_string();
    assert!(error.contains("feature `sasl-oidc`"), "{error}");
}

#[test]
fn sasl_is_configured_by_the_names_of_kafka() {
    let config = secure(&[
        ("security.protocol", "sasl_plaintext"),
        ("sasl.mechanism", "PLAIN"),
        ("sasl.username", "alice"),
        ("sasl.password", " canary "),
        ("allow.plaintext.credentials", "true"),
    ])
    .unwrap();
    let sasl = config.net().sasl.as_ref().unwrap();
    assert_eq!(sasl.username.as_deref(), Some("alice"));
    assert_eq!(sasl.password, Some(" canary ".into()), "white space may belong to a password");
    assert!(!format!("{config:?}").contains("canary"));
    let unused = secure(&[("sasl.mechanism", "PLAIN"), ("sasl.password", "canary")]).unwrap();
    assert_eq!(unused.net().sasl, None);
}

/// C8.
#[test]
fn sasl_that_cannot_work_is_refused_by_key() {
    const ON: (&str, &str) = ("security.protocol", "SASL_PLAINTEXT");
    const PLAIN: (&str, &str) = ("sasl.mechanism", "PLAIN");
    const ALICE: (&str, &str) = ("sasl.username", "alice");
    const PASSWORD: (&str, &str) = ("sasl.password", "canary");
    const GSSAPI: (&str, &str) = ("sasl.mechanism", "GSSAPI");
    for (options, key) in [
        (&[ON][..], "sasl.mechanism"),
        (&[ON, ("sasl.mechanism", " ")], "sasl.mechanism"),
        (&[ON, ("sasl.mechanism", "LOGIN")], "sasl.mechanism"),
        (&[ON, PLAIN, PASSWORD], "sasl.username"),
        (&[ON, PLAIN, ALICE], "sasl.password"),
        (&[ON, PLAIN, ALICE, PASSWORD], "allow.plaintext.credentials"),
        (&[("security.protocol", "TLS")], "security.protocol"),
        (&[ON, ("sasl.handshake.version", "1")], "sasl.handshake.version"),
        (&[ON, ("sasl.scram.min.iterations", "4095")], "sasl.scram.min.iterations"),
        (&[("sasl.jaas.config", "canary")], "sasl.jaas.config"),
        (&[("sasl.kerberos.kinit.cmd", "canary")], "KRB5_CLIENT_KTNAME"),
        (&[("sasl.kerberos.min.time.before.relogin", "canary")], "KRB5_CLIENT_KTNAME"),
        (
            &[ON, GSSAPI],
            if cfg!(feature = "gssapi") { "sasl.kerberos.service.name" } else { "feature gssapi" },
        ),
        (&[("sasl.client.callback.handler.class", "canary")], "sasl.*"),
    ] {
        let error = secure(options).expect_err(key);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(key) && !shown.contains("canary"), "{shown}");
    }
}
