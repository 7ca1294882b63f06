//! The exchanges of the specifications, and every way a server's message can be wrong.

use super::*;

const NONCE: &str = "rOprNGfwEbeRWgbNEkqO";
/// RFC 7677, section 3.
const SERVER_FIRST: &str =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
const SERVER_FINAL: &str = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

fn client(config: &SaslConfig) -> Scram {
    Scram::with_nonce(config, NONCE.to_owned())
}

fn text(secret: &Secret) -> &str {
    secret.expose_str().unwrap()
}

/// Takes the client past server-first and returns its last message.
fn proven(scram: &mut Scram, server_first: &str) -> Secret {
    let Ok(SaslStep::Derive(derivation)) = scram.answered(server_first.as_bytes()) else { panic!("derives") };
    let Ok(SaslStep::Send(message)) = scram.derived(&derivation.run()) else { panic!("sends") };
    message
}

/// L33.
#[test]
fn the_exchange_of_rfc_7677_is_reproduced() {
    let mut scram = client(&SaslConfig::scram_sha_256("user", "pencil"));
    assert_eq!(text(&scram.initial()), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    assert_eq!(
        text(&proven(&mut scram, SERVER_FIRST)),
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
         p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    );
    assert!(matches!(scram.answered(SERVER_FINAL.as_bytes()), Ok(SaslStep::Done)));
}

/// The exchange in the tests of Apache Qpid, made by other tools; no RFC has one for SHA-512.
#[test]
fn the_published_exchange_with_sha_512_is_reproduced() {
    let mut scram = client(&SaslConfig::scram_sha_512("user", "pencil"));
    let first = "r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,\
                 s=Yin2FuHTt/M0kJWb0t9OI32n2VmOGi3m+JfjOvuDF88=,i=4096";
    assert_eq!(
        text(&proven(&mut scram, first)),
        "c=biws,r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,\
         p=Hc5yec3NmCD7t+kFRw4/3yD6/F3SQHc7AVYschRja+Bc3sbdjlA0eH1OjJc0DD4ghn1tnXN5/Wr6qm9xmaHt4A=="
    );
    let last = "v=BQuhnKHqYDwQWS5jAw4sZed+C9KFUALsbrq81bB0mh+bcUUbbMPNNmBIupnS2AmyyDnG5CTBQtkjJ9kyY4kzmw==";
    assert!(matches!(scram.answered(last.as_bytes()), Ok(SaslStep::Done)));
}

#[test]
fn a_name_is_escaped_and_otherwise_left_alone_and_a_token_says_so() {
    let first = |username: &str, token_auth| {
        let mut config = SaslConfig::scram_sha_256(username, "x");
        config.token_auth = token_auth;
        text(&client(&config).initial()).to_owned()
    };
    assert_eq!(first("a=b,c", false), "n,,n=a=3Db=2Cc,r=rOprNGfwEbeRWgbNEkqO");
    // SASLprep would make IX of these; Kafka's tools store what was typed.
    assert_eq!(first("I\u{ad}X", false), "n,,n=I\u{ad}X,r=rOprNGfwEbeRWgbNEkqO");
    assert_eq!(first("\u{2168}", false), "n,,n=\u{2168},r=rOprNGfwEbeRWgbNEkqO");
    assert_eq!(first("id", true), "n,,n=id,r=rOprNGfwEbeRWgbNEkqO,tokenauth=true");
}

#[test]
fn a_nonce_from_outside_keeps_all_its_bits() {
    let config = SaslConfig::scram_sha_256("user", "pencil");
    let nonce = |bytes: [u8; 24]| Scram::new(&config, &bytes).client_nonce;
    assert_eq!(nonce([0xFF; 24]), "________________________________");
    let mut other = [0xFF; 24];
    other[23] = 0xFE;
    assert_ne!(nonce(other), nonce([0xFF; 24]));
}

#[test]
fn extensions_after_the_known_attributes_are_ignored() {
    let mut scram = client(&SaslConfig::scram_sha_256("user", "pencil"));
    assert!(matches!(
        scram.answered(format!("{SERVER_FIRST},x=1,abc=a=b").as_bytes()),
        Ok(SaslStep::Derive(_))
    ));
    let mut scram = client(&SaslConfig::scram_sha_256("user", "pencil"));
    proven(&mut scram, SERVER_FIRST);
    assert!(matches!(scram.answered(format!("{SERVER_FINAL},x=1").as_bytes()), Ok(SaslStep::Done)));
}

/// L33.
#[test]
fn the_bounds_on_iterations_are_as_configured_and_inclusive() {
    let first = |min, max, iterations| {
        let mut config = SaslConfig::scram_sha_256("user", "pencil");
        (config.scram_min_iterations, config.scram_max_iterations) = (min, max);
        let message = format!("r={NONCE}s,s=AAAA,i={iterations}");
        client(&config).answered(message.as_bytes()).map(|_| ())
    };
    for accepted in [4_096, 1_000_000] {
        assert_eq!(first(4_096, 1_000_000, accepted), Ok(()));
    }
    for (min, max, iterations) in [
        (4_096, 1_000_000, 4_095),
        (4_096, 1_000_000, 1_000_001),
        (8_192, 9_000, 8_191),
        (8_192, 9_000, 9_001),
    ] {
        assert_eq!(first(min, max, iterations), Err(SaslError::Iterations { iterations, min, max }));
    }
}

/// Begins of what is expected: the error's text, or a part of it.
const BAD_FIRST: &[(&str, &str)] = &[
    // The nonce.
    ("r=other,s=AAAA,i=4096", "nonce does not continue"),
    ("r=rOprNGfwEbeRWgbNEkqO,s=AAAA,i=4096", "nonce does not continue"),
    ("r=rOprNGfwEbeRWgbNEkq,s=AAAA,i=4096", "nonce does not continue"),
    ("r=ROPRNGFWEBERWGBNEKQOx,s=AAAA,i=4096", "nonce does not continue"),
    ("r=x rOprNGfwEbeRWgbNEkqO,s=AAAA,i=4096", "cannot be printed"),
    ("r=,s=AAAA,i=4096", "nonce does not continue"),
    ("r=rOprNGfwEbeRWgbNEkqO\u{7f}x,s=AAAA,i=4096", "cannot be printed"),
    ("r=rOprNGfwEbeRWgbNEkqOä,s=AAAA,i=4096", "cannot be printed"),
    ("r=rOprNGfwEbeRWgbNEkqO\nx,s=AAAA,i=4096", "cannot be printed"),
    // The count of iterations.
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=0", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=1", "asks for 1 iterations"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4095", "asks for 4095 iterations"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=1000001", "asks for 1000001 iterations"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4294967295", "asks for 4294967295 iterations"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4294967296", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=99999999999999999999999", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=-4096", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=+4096", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i= 4096", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=04096", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096.0", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=0x1000", "no number"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=", "no number"),
    // The salt.
    ("r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", "salt is empty"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=A,i=4096", "salt is not base64"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AA,i=4096", "salt is not base64"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AB==,i=4096", "salt is not base64"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=A_-A,i=4096", "salt is not base64"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA====,i=4096", "salt is not base64"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s= AAAA,i=4096", "salt is not base64"),
    // Missing, reordered, truncated and foreign fields.
    ("", "does not begin with r="),
    (",", "does not begin with r="),
    ("r", "does not begin with r="),
    ("R=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096", "does not begin with r="),
    ("s=AAAA,i=4096", "does not begin with r="),
    ("s=AAAA,r=rOprNGfwEbeRWgbNEkqOx,i=4096", "does not begin with r="),
    ("i=4096,r=rOprNGfwEbeRWgbNEkqOx,s=AAAA", "does not begin with r="),
    ("r=rOprNGfwEbeRWgbNEkqOx", "s= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,", "s= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,i=4096", "s= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,i=4096,s=AAAA", "s= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA", "i= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,", "i= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,s=AAAA,i=4096", "i= does not follow"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096,", "no attribute"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096,x", "no attribute"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096,x=", "no attribute"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096,1=x", "no attribute"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096,m=x", "mandatory extension"),
    ("m=x,r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=4096", "mandatory extension"),
    ("r=rOprNGfwEbeRWgbNEkqOx,s=AA\0A,i=4096", "NUL"),
    ("e=unknown-user", "ended SCRAM-SHA-256 with: unknown-user"),
    // The wrong message of the exchange.
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "does not begin with r="),
    ("{\"status\":\"invalid_token\"}", "does not begin with r="),
];

const BAD_FINAL: &[(&str, &str)] = &[
    ("", "does not begin with v="),
    ("v", "does not begin with v="),
    ("V=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "does not begin with v="),
    ("x=1,v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "does not begin with v="),
    ("v=", "could not prove"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G=", "not base64"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4", "not base64"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", "not base64"),
    ("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "could not prove"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95A==", "could not prove"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4AAAA=", "could not prove"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4A", "could not prove"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=,", "no attribute"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=,m=x", "mandatory extension"),
    ("m=x,v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "mandatory extension"),
    ("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=\n", "not base64"),
    ("e=invalid-proof", "ended SCRAM-SHA-256 with: invalid-proof"),
    ("e=invalid-proof,x=1", "ended SCRAM-SHA-256 with: invalid-proof"),
    ("e=", "ended SCRAM-SHA-256 with: "),
    ("e=\u{1b}[2J", "\\u{1b}[2J"),
    // The server's first message once more.
    (SERVER_FIRST, "does not begin with v="),
];

/// L33.
#[test]
fn every_malformed_first_message_is_a_typed_error_and_the_end() {
    for (message, part) in BAD_FIRST {
        let mut scram = client(&SaslConfig::scram_sha_256("user", "pencil"));
        let error = scram.answered(message.as_bytes()).expect_err(message).to_string();
        assert!(error.contains(part), "{message:?}: {error}");
        assert!(scram.answered(SERVER_FIRST.as_bytes()).is_err(), "{message:?}: goes on");
    }
    for bytes in [&b"\xff\xfe"[..], b"r=rOprNGfwEbeRWgbNEkqO\xc3,s=AAAA,i=4096"] {
        let error = client(&SaslConfig::scram_sha_256("user", "pencil")).answered(bytes).unwrap_err();
        assert!(error.to_string().contains("not UTF-8"), "{error}");
    }
    let long = format!("r={NONCE}{},s=AAAA,i=4096", "x".repeat(1024));
    let error = client(&SaslConfig::scram_sha_256("user", "pencil")).answered(long.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("longer than 1,024"), "{error}");
}

/// L33.
#[test]
fn every_malformed_last_message_is_a_typed_error_and_the_end() {
    for (message, part) in BAD_FINAL {
        let mut scram = client(&SaslConfig::scram_sha_256("user", "pencil"));
        proven(&mut scram, SERVER_FIRST);
        let error = scram.answered(message.as_bytes()).expect_err(message).to_string();
        assert!(error.contains(part), "{message:?}: {error}");
        assert!(scram.answered(SERVER_FINAL.as_bytes()).is_err(), "{message:?}: goes on");
    }
}

#[test]
fn a_message_cut_anywhere_is_never_taken_for_success() {
    for cut in 0..SERVER_FINAL.len() {
        let mut scram = client(&SaslConfig::scram_sha_256("user", "pencil"));
        proven(&mut scram, SERVER_FIRST);
        assert!(scram.answered(&SERVER_FINAL.as_bytes()[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn a_server_that_knows_another_password_proves_nothing() {
    let mut scram = client(&SaslConfig::scram_sha_256("user", "pen"));
    proven(&mut scram, SERVER_FIRST);
    assert_eq!(scram.answered(SERVER_FINAL.as_bytes()).unwrap_err(), SaslError::ServerSignature);
}
