//! The table.

use std::time::Duration;

use kafka_fake::{ConnectionFault, Fault, Foreign, WireFault};
use kafka_net::ConnectionState::{Connecting, Negotiating};
use kafka_protocol::ApiKey;

use crate::row::{Blow, Ends, Over, Phase, REQUEST, Row, SETUP};

/// Every row.
pub(crate) fn all() -> Vec<Row> {
    [connects(), accepts(), versions(), metadata(), requests()].concat()
}

fn row(at: Phase, blow: Blow, ends: Ends) -> Row {
    Row { over: Over::Plain, at, blow, ends }
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
