use super::*;

fn client() -> OauthBearer {
    OauthBearer::new(&SaslConfig::oauth_bearer("abc.def~+/=="))
}

#[test]
fn the_first_message_has_token_and_extensions() {
    assert_eq!(client().initial().expose(), b"n,,\x01auth=Bearer abc.def~+/==\x01\x01");
    let mut config = SaslConfig::oauth_bearer("t");
    config.oauth_extensions =
        vec![("logicalCluster".to_owned(), "lkc-1".to_owned()), ("poolId".to_owned(), "p 2".to_owned())];
    config.validate(true).unwrap();
    assert_eq!(
        OauthBearer::new(&config).initial().expose(),
        b"n,,\x01auth=Bearer t\x01logicalCluster=lkc-1\x01poolId=p 2\x01\x01"
    );
}

#[test]
fn an_empty_answer_is_success() {
    assert!(matches!(client().answered(b""), Ok(SaslStep::Done)));
}

#[test]
fn an_error_is_acknowledged_by_one_byte_and_then_told() {
    let mut oauth = client();
    let answer =
        br#"{"status":"invalid_token","scope":"kafka","openid-configuration":"https://example.org/y"}"#;
    let Ok(SaslStep::Send(message)) = oauth.answered(answer) else { panic!("acknowledges") };
    assert_eq!(message.expose(), [1]);
    let expected = "it ended OAUTHBEARER with: invalid_token; the scope needed is kafka";
    assert_eq!(oauth.server_error().unwrap().to_string(), expected);
    // Not even an empty message makes it a success now.
    assert_eq!(oauth.answered(b"").unwrap_err().to_string(), expected);
}

#[test]
fn an_answer_that_is_no_error_of_the_specification_is_refused() {
    for (answer, part) in [
        (&b"x"[..], "neither empty nor JSON"),
        (b"\x01", "neither empty nor JSON"),
        (b"{", "neither empty nor JSON"),
        (b"{} {}", "neither empty nor JSON"),
        (b"\xff\xff", "neither empty nor JSON"),
        (b"[]", "no object"),
        (b"\"status\"", "no object"),
        (b"null", "no object"),
        (b"{}", "no status"),
        (b"{\"status\":1}", "no text"),
        (b"{\"status\":null}", "no text"),
    ] {
        let error = client().answered(answer).expect_err(part).to_string();
        assert!(error.contains(part), "{answer:?}: {error}");
    }
    let nested = "[".repeat(4_000);
    assert!(client().answered(nested.as_bytes()).is_err());
}

#[test]
fn what_the_server_says_cannot_disturb_a_terminal() {
    let mut oauth = client();
    oauth.answered(br#"{"status":"\u001b[2J"}"#).unwrap();
    assert!(oauth.server_error().unwrap().to_string().ends_with("\\u{1b}[2J"));
}
