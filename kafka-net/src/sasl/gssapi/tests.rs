use super::*;

fn token(text: &str, established: bool) -> GssapiOutput {
    GssapiOutput::Token { token: text.into(), established }
}

fn sent(step: Result<SaslStep, SaslError>) -> Secret {
    match step {
        Ok(SaslStep::Send(message)) => message,
        other => unreachable!("{other:?}"),
    }
}

fn called(step: Result<SaslStep, SaslError>) -> GssapiCall {
    match step {
        Ok(SaslStep::Gssapi(step)) => step.call(),
        other => unreachable!("{other:?}"),
    }
}

/// An exchange whose context stands; the server's offer comes next.
fn established() -> Gssapi {
    let mut gssapi = Gssapi::new("kafka", "broker-1");
    assert!(matches!(called(gssapi.begin()), GssapiCall::Initiate(token) if token.is_empty()));
    assert_eq!(sent(gssapi.stepped(Ok(token("ap-req", false)))).expose(), b"ap-req");
    let call = called(gssapi.answered(b"ap-rep"));
    assert!(matches!(call, GssapiCall::Initiate(token) if token.expose() == b"ap-rep"));
    assert!(sent(gssapi.stepped(Ok(token("", true)))).is_empty());
    gssapi
}

fn offered(offer: &[u8]) -> (Gssapi, Result<SaslStep, SaslError>) {
    let mut gssapi = established();
    let call = called(gssapi.answered(b"wrapped offer"));
    assert!(matches!(call, GssapiCall::Unwrap(message) if message.expose() == b"wrapped offer"));
    let message = Secret::new(offer.to_vec());
    let step = gssapi.stepped(Ok(GssapiOutput::Unwrapped { message, principal: "alice@REALM".to_owned() }));
    (gssapi, step)
}

#[test]
fn the_context_comes_first_and_then_no_layer_is_chosen_for_the_principal() {
    // What Java's server offers: no layer, and messages of 64 KiB all the same.
    let (mut gssapi, step) = offered(&[1, 1, 0, 0]);
    let reply = called(step);
    assert!(matches!(reply, GssapiCall::Wrap(message) if message.expose() == b"\x01\0\0\0alice@REALM"));
    assert_eq!(sent(gssapi.stepped(Ok(GssapiOutput::Wrapped("wrapped".into())))).expose(), b"wrapped");
    assert!(matches!(gssapi.answered(b""), Ok(SaslStep::Done)));
}

/// L34.
#[test]
fn a_server_that_offers_nothing_usable_is_refused() {
    for offer in [&[][..], &[1, 0, 0], &[1, 0, 0, 0, 0], &[0, 0, 0, 0], &[6, 0, 255, 255]] {
        let (mut gssapi, step) = offered(offer);
        assert!(matches!(step, Err(SaslError::Malformed { .. })), "{offer:?}");
        assert!(gssapi.answered(b"").is_err(), "an exchange that failed went on");
    }
}

/// L33.
#[test]
fn success_is_not_believed_before_the_context_stands_and_the_layer_is_agreed() {
    let mut gssapi = Gssapi::new("kafka", "broker-1");
    assert!(gssapi.answered(b"").is_err());
    let mut gssapi = established();
    assert!(!matches!(gssapi.answered(b""), Ok(SaslStep::Done)));
}

#[test]
fn a_message_while_a_step_is_under_way_is_out_of_order() {
    let mut gssapi = Gssapi::new("kafka", "broker-1");
    called(gssapi.begin());
    assert!(matches!(gssapi.answered(b"x"), Err(SaslError::OutOfOrder { .. })));
    assert!(gssapi.stepped(Ok(token("late", false))).is_err());
}

#[test]
fn only_a_kdc_that_may_come_back_is_worth_another_attempt() {
    for (error, retriable) in [
        (CredentialError::Refused("unknown".to_owned()), false),
        (CredentialError::Unavailable("unreachable".to_owned()), true),
    ] {
        let mut gssapi = Gssapi::new("kafka", "broker-1");
        called(gssapi.begin());
        let error = gssapi.stepped(Err(error)).expect_err("the step failed");
        assert_eq!(error.is_retriable(), retriable, "{error}");
    }
}

#[test]
fn nothing_of_a_token_is_shown() {
    let step = GssapiStep::new(GssapiContext::new("kafka", "h"), GssapiCall::Wrap("canary".into()));
    assert!(!format!("{step:?}").contains("canary"), "{step:?}");
    assert!(format!("{step:?}").contains("kafka@h"), "{step:?}");
}
