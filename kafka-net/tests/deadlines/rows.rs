//! The table.

use std::time::Duration;

use kafka_fake::{ConnectionFault, Fault, Foreign, WireFault};
use kafka_net::ConnectionState::{Authenticating, Connecting, Negotiating};
use kafka_protocol::{ApiKey, ErrorCode};

use crate::row::{Blow, Ends, Over, Phase, REQUEST, Row, SETUP};

/// Every row.
pub(crate) fn all() -> Vec<Row> {
    let plain = [connects(), accepts(), versions(), metadata(), requests()].concat();
    [plain, writes(), strangers(), sasl(), renewals(), tls(), over_tls()].concat()
}

fn row(at: Phase, blow: Blow, ends: Ends) -> Row {
    Row { over: Over::Plain, at, blow, ends }
}

impl Row {
    fn over(self, over: Over) -> Self {
        Self { over, ..self }
    }
}

/// A broker that no longer reads: what is half written has the deadline of the oldest request too.
fn writes() -> Vec<Row> {
    let timeout = Ends::RequestTimeout(ApiKey::INIT_PRODUCER_ID);
    let mut rows = Vec::new();
    for over in [Over::Plain, Over::Tls] {
        for (fault, ends) in [
            (Fault::Silence, timeout),
            (Fault::Wire(WireFault::Stall(3)), timeout),
            (Fault::Wire(WireFault::Reset(3)), Ends::Disconnected),
            (Fault::Wire(WireFault::HalfClose(3)), Ends::Disconnected),
        ] {
            rows.push(row(Phase::Write, Blow::Answer(fault), ends).over(over));
        }
    }
    rows
}

/// Clients and listeners that are not for each other.
fn strangers() -> Vec<Row> {
    let wrong = Ends::Refused;
    vec![
        row(Phase::Tls, Blow::Listener(Over::Plain), Ends::Connect).over(Over::Tls),
        row(Phase::Tls, Blow::Listener(Over::MutualTls), Ends::Tls).over(Over::Tls),
        row(Phase::Versions, Blow::Listener(Over::Tls), Ends::Protocol),
        row(Phase::SaslVersions, Blow::Listener(Over::TlsScram), Ends::Protocol).over(Over::SaslScram),
        row(Phase::SaslHandshake, Blow::Listener(Over::Tls), Ends::Refused).over(Over::TlsScram),
        row(Phase::SaslAuthenticate(2), Blow::WrongPassword, Ends::Refused).over(Over::TlsScram),
        // ApiVersions is answered before SASL, nothing else.
        row(Phase::Metadata, Blow::Listener(Over::SaslPlain), Ends::Disconnected),
        row(Phase::SaslHandshake, Blow::Listener(Over::Plain), wrong).over(Over::SaslPlain),
        row(Phase::SaslHandshake, Blow::Listener(Over::Plain), wrong).over(Over::SaslScram),
        row(Phase::SaslAuthenticate(1), Blow::WrongPassword, wrong).over(Over::SaslPlain),
        row(Phase::SaslAuthenticate(2), Blow::WrongPassword, wrong).over(Over::SaslScram),
        row(Phase::SaslAuthenticate(2), Blow::WrongPassword, wrong).over(Over::SaslOauth),
    ]
}

/// Faults of each step of an authentication. The table of one without SASL holds for what comes after it.
fn sasl() -> Vec<Row> {
    let timeout = Ends::SetupTimeout(Authenticating);
    let slow = [
        (Fault::Silence, timeout),
        (Fault::LoseResponses, timeout),
        (Fault::Hold(2 * SETUP), timeout),
        (Fault::Wire(trickle(SETUP / 20)), timeout),
        (Fault::Wire(trickle(Duration::from_millis(1))), Ends::Well),
        (Fault::Wire(WireFault::Stall(4)), timeout),
        (Fault::Wire(WireFault::Stall(10)), timeout),
    ];
    let steps = [
        (Over::SaslPlain, Phase::SaslVersions),
        (Over::SaslPlain, Phase::SaslHandshake),
        (Over::SaslPlain, Phase::SaslAuthenticate(1)),
        (Over::SaslScram, Phase::SaslHandshake),
        (Over::SaslScram, Phase::SaslAuthenticate(1)),
        (Over::SaslScram, Phase::SaslAuthenticate(2)),
        (Over::SaslOauth, Phase::SaslAuthenticate(1)),
    ];
    let mut rows = Vec::new();
    for (index, (over, at)) in steps.into_iter().enumerate() {
        let answered = |(fault, ends)| row(at, Blow::Answer(fault), ends).over(over);
        rows.extend(slow.clone().map(answered));
        // Every third is enough where the steps are alike.
        rows.extend(broken_answers(6).into_iter().skip(index % 3).step_by(3).map(answered));
    }
    rows.extend([
        row(Phase::SaslHandshake, Blow::Answer(Fault::Error(ErrorCode::ILLEGAL_SASL_STATE)), Ends::Refused)
            .over(Over::SaslPlain),
        row(
            Phase::SaslAuthenticate(1),
            Blow::Answer(Fault::Error(ErrorCode::SASL_AUTHENTICATION_FAILED)),
            Ends::Refused,
        )
        .over(Over::SaslOauth),
        row(Phase::Credentials, Blow::NoCredentials, timeout).over(Over::SaslOauth),
        row(Phase::Connect, Blow::Unreachable, Ends::SetupTimeout(Connecting)).over(Over::SaslPlain),
        // With SASL the first answer is that before it.
        row(Phase::Accept, Blow::Connection(ConnectionFault::NeverAccept), timeout).over(Over::SaslPlain),
        row(Phase::Versions, Blow::Answer(Fault::Silence), Ends::SetupTimeout(Negotiating))
            .over(Over::SaslScram),
        row(
            Phase::Metadata,
            Blow::Answer(Fault::Wire(trickle(REQUEST / 10))),
            Ends::RequestTimeout(ApiKey::METADATA),
        )
        .over(Over::SaslScram),
        row(Phase::Request(2), Blow::Answer(Fault::Silence), Ends::RequestTimeout(ApiKey::INIT_PRODUCER_ID))
            .over(Over::SaslScram),
    ]);
    rows
}

/// Faults before and within the handshake of TLS.
fn tls() -> Vec<Row> {
    use ConnectionFault::{AcceptLater, Close, Foreign as Greets, HalfClose, NeverAccept, Reset, Tls};
    let timeout = Ends::SetupTimeout(Connecting);
    let faults = [
        (Phase::Accept, NeverAccept, timeout),
        (Phase::Accept, AcceptLater(2 * SETUP), timeout),
        (Phase::Accept, AcceptLater(SETUP / 10), Ends::Well),
        (Phase::Accept, Close, Ends::Connect),
        (Phase::Accept, Reset, Ends::Connect),
        (Phase::Accept, HalfClose, Ends::Connect),
        (Phase::Accept, Greets(Foreign::Http), Ends::Tls),
        (Phase::Accept, Greets(Foreign::Ssh), Ends::Tls),
        (Phase::Accept, Greets(Foreign::TlsAlert), Ends::Tls),
        (Phase::Accept, Greets(Foreign::Noise(64)), Ends::Tls),
        (Phase::Tls, Tls(trickle(SETUP / 20)), timeout),
        (Phase::Tls, Tls(WireFault::Trickle { bytes: 100, every: Duration::from_millis(1) }), Ends::Well),
        (Phase::Tls, Tls(WireFault::Stall(0)), timeout),
        (Phase::Tls, Tls(WireFault::Stall(4)), timeout),
        (Phase::Tls, Tls(WireFault::Stall(200)), timeout),
        (Phase::Tls, Tls(WireFault::Cut(0)), Ends::Connect),
        (Phase::Tls, Tls(WireFault::Cut(200)), Ends::Connect),
        (Phase::Tls, Tls(WireFault::Reset(200)), Ends::Connect),
        (Phase::Tls, Tls(WireFault::HalfClose(200)), Ends::Connect),
        (Phase::Tls, Tls(WireFault::Foreign(Foreign::Http)), Ends::Tls),
        (Phase::Tls, Tls(WireFault::Foreign(Foreign::Ssh)), Ends::Tls),
        (Phase::Tls, Tls(WireFault::Foreign(Foreign::TlsAlert)), Ends::Tls),
        (Phase::Tls, Tls(WireFault::Foreign(Foreign::Noise(64))), Ends::Tls),
    ];
    let mut rows: Vec<Row> =
        faults.map(|(at, fault, ends)| row(at, Blow::Connection(fault), ends).over(Over::Tls)).into();
    rows.push(row(Phase::Connect, Blow::Unreachable, timeout).over(Over::Tls));
    rows.push(row(Phase::Connect, Blow::Refused, Ends::Connect).over(Over::Tls));
    rows.push(row(Phase::Tls, Blow::Connection(Tls(WireFault::Stall(100))), timeout).over(Over::TlsScram));
    rows
}

/// Faults of answers that are encrypted.
fn over_tls() -> Vec<Row> {
    let steps = [
        (Over::Tls, Phase::Versions, Ends::SetupTimeout(Negotiating)),
        (Over::Tls, Phase::Metadata, Ends::RequestTimeout(ApiKey::METADATA)),
        (Over::Tls, Phase::Request(1), Ends::RequestTimeout(ApiKey::INIT_PRODUCER_ID)),
        (Over::TlsScram, Phase::SaslVersions, Ends::SetupTimeout(Authenticating)),
        (Over::TlsScram, Phase::SaslHandshake, Ends::SetupTimeout(Authenticating)),
        (Over::TlsScram, Phase::SaslAuthenticate(2), Ends::SetupTimeout(Authenticating)),
        (Over::TlsScram, Phase::Versions, Ends::SetupTimeout(Negotiating)),
        (Over::TlsScram, Phase::Request(2), Ends::RequestTimeout(ApiKey::INIT_PRODUCER_ID)),
        (Over::TlsScram, Phase::RenewalAuthenticate(1), Ends::SetupTimeout(Authenticating)),
    ];
    let mut rows = Vec::new();
    for (index, (over, at, timeout)) in steps.into_iter().enumerate() {
        let answered = |(fault, ends)| row(at, Blow::Answer(fault), ends).over(over);
        let slow = [
            (Fault::Silence, timeout),
            (Fault::Wire(trickle(SETUP / 10)), timeout),
            (Fault::Wire(WireFault::Stall(5)), timeout),
            (Fault::Wire(trickle(Duration::from_millis(1))), Ends::Well),
        ];
        rows.extend(slow.map(answered));
        rows.extend(broken_answers(5).into_iter().skip(index % 4).step_by(4).map(answered));
    }
    rows
}

/// Faults when the session is renewed: the setup deadline counts anew from the beginning of the renewal.
fn renewals() -> Vec<Row> {
    let timeout = Ends::SetupTimeout(Authenticating);
    let faults = [
        (Fault::Silence, timeout),
        (Fault::Hold(2 * SETUP), timeout),
        (Fault::Hold(SETUP / 10), Ends::Well),
        (Fault::Wire(trickle(SETUP / 20)), timeout),
        (Fault::Wire(WireFault::Stall(8)), timeout),
        (Fault::DropBefore, Ends::Disconnected),
        (Fault::Wire(WireFault::Reset(6)), Ends::Disconnected),
        (Fault::Wire(WireFault::Foreign(Foreign::Noise(64))), Ends::Protocol),
        (Fault::Error(ErrorCode::SASL_AUTHENTICATION_FAILED), Ends::Refused),
    ];
    let steps = [
        (Over::SaslPlain, Phase::RenewalHandshake),
        (Over::SaslPlain, Phase::RenewalAuthenticate(1)),
        (Over::SaslScram, Phase::RenewalAuthenticate(2)),
    ];
    let rows = steps.into_iter().flat_map(|(over, at)| {
        faults.clone().map(|(fault, ends)| row(at, Blow::Answer(fault), ends).over(over))
    });
    rows.collect()
}

fn connects() -> Vec<Row> {
    vec![
        row(Phase::Connect, Blow::Unreachable, Ends::SetupTimeout(Connecting)),
        row(Phase::Connect, Blow::Refused, Ends::Connect),
    ]
}

fn accepts() -> Vec<Row> {
    use ConnectionFault::{AcceptLater, Close, Foreign as Greets, HalfClose, NeverAccept, Reset};
    let timeout = Ends::SetupTimeout(Negotiating);
    let faults = [
        (NeverAccept, timeout),
        (AcceptLater(2 * SETUP), timeout),
        (AcceptLater(SETUP / 10), Ends::Well),
        (Close, Ends::Reset),
        (Reset, Ends::Reset),
        (HalfClose, Ends::Disconnected),
        (Greets(Foreign::Http), Ends::Protocol),
        (Greets(Foreign::Ssh), Ends::Protocol),
        (Greets(Foreign::TlsAlert), Ends::Protocol),
        (Greets(Foreign::Noise(64)), Ends::Protocol),
        (Greets(Foreign::Noise(3)), timeout),
    ];
    faults.map(|(fault, ends)| row(Phase::Accept, Blow::Connection(fault), ends)).into()
}

fn versions() -> Vec<Row> {
    let timeout = Ends::SetupTimeout(Negotiating);
    let faults = [
        (Fault::Silence, timeout),
        (Fault::LoseResponses, timeout),
        (Fault::Hold(2 * SETUP), timeout),
        (Fault::Delay(2 * SETUP), timeout),
        (Fault::Hold(SETUP / 10), Ends::Well),
        (Fault::Wire(trickle(SETUP / 20)), timeout),
        (Fault::Wire(trickle(Duration::from_millis(1))), Ends::Well),
        (Fault::Wire(WireFault::Stall(0)), timeout),
        (Fault::Wire(WireFault::Stall(3)), timeout),
        (Fault::Wire(WireFault::Stall(4)), timeout),
        (Fault::Wire(WireFault::Stall(40)), timeout),
        (Fault::Throttle(100), Ends::Well),
    ];
    let faults = faults.into_iter().chain(broken_answers(6));
    faults.map(|(fault, ends)| row(Phase::Versions, Blow::Answer(fault), ends)).collect()
}

fn metadata() -> Vec<Row> {
    let timeout = Ends::RequestTimeout(ApiKey::METADATA);
    let faults = [
        (Fault::Silence, timeout),
        (Fault::LoseResponses, timeout),
        (Fault::Hold(2 * REQUEST), timeout),
        (Fault::Delay(2 * REQUEST), timeout),
        (Fault::Wire(trickle(REQUEST / 10)), timeout),
        (Fault::Wire(trickle(Duration::from_millis(1))), Ends::Well),
        (Fault::Wire(WireFault::Stall(5)), timeout),
        (Fault::Wire(WireFault::Stall(30)), timeout),
    ];
    let faults = faults.into_iter().chain(broken_answers(9));
    faults.map(|(fault, ends)| row(Phase::Metadata, Blow::Answer(fault), ends)).collect()
}

fn requests() -> Vec<Row> {
    let timeout = Ends::RequestTimeout(ApiKey::INIT_PRODUCER_ID);
    let faults = [
        (1, Fault::Silence, timeout),
        (2, Fault::Silence, timeout),
        (3, Fault::Silence, timeout),
        (1, Fault::LoseResponses, timeout),
        (2, Fault::Hold(2 * REQUEST), timeout),
        (1, Fault::Hold(REQUEST / 10), Ends::Well),
        (1, Fault::Delay(2 * REQUEST), timeout),
        (1, Fault::Wire(trickle(REQUEST / 10)), timeout),
        (2, Fault::Wire(trickle(REQUEST / 10)), timeout),
        (1, Fault::Wire(trickle(Duration::from_millis(1))), Ends::Well),
        (1, Fault::Wire(WireFault::Stall(0)), timeout),
        (3, Fault::Wire(WireFault::Stall(7)), timeout),
        // R117: a broker that throttles has that much longer.
        (1, Fault::Throttle(1_500), Ends::Well),
        (1, Fault::DuplicateResponse, Ends::Protocol),
        (3, Fault::DuplicateResponse, Ends::Protocol),
    ];
    let broken = broken_answers(5).into_iter().zip([1, 2, 3].into_iter().cycle());
    let faults = faults.into_iter().chain(broken.map(|((fault, ends), number)| (number, fault, ends)));
    faults.map(|(number, fault, ends)| row(Phase::Request(number), Blow::Answer(fault), ends)).collect()
}

/// Faults that end the connection at once, in whichever answer; some strike after its first `len` bytes.
fn broken_answers(len: usize) -> Vec<(Fault, Ends)> {
    vec![
        (Fault::DropBefore, Ends::Disconnected),
        (Fault::DropAfter, Ends::Disconnected),
        (Fault::Wire(WireFault::Cut(len)), Ends::Disconnected),
        (Fault::Wire(WireFault::Reset(len)), Ends::Disconnected),
        (Fault::Wire(WireFault::HalfClose(len)), Ends::Disconnected),
        (Fault::Wire(WireFault::Foreign(Foreign::Http)), Ends::Protocol),
        (Fault::Wire(WireFault::Foreign(Foreign::Ssh)), Ends::Protocol),
        (Fault::Wire(WireFault::Foreign(Foreign::TlsAlert)), Ends::Protocol),
        (Fault::Wire(WireFault::Foreign(Foreign::Noise(64))), Ends::Protocol),
        (Fault::FrameLength(i32::MAX), Ends::Protocol),
        (Fault::FrameLength(-1), Ends::Protocol),
        (Fault::FrameLength(3), Ends::Protocol),
        (Fault::WrongCorrelation(1), Ends::Protocol),
    ]
}

/// A byte, and another one each time this has passed.
fn trickle(every: Duration) -> WireFault {
    WireFault::Trickle { bytes: 1, every }
}
