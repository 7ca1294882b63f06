use std::collections::VecDeque;
use std::time::Duration;

use kafka_protocol::{ApiKey, CorrelationId};

use crate::error::Sent;
use crate::time::Tick;

/// A request that was handed to the connection and is neither answered nor failed.
#[derive(Clone, Debug)]
pub(crate) struct InFlightRequest {
    pub(crate) token: u64,
    pub(crate) correlation_id: CorrelationId,
    pub(crate) api_key: ApiKey,
    pub(crate) version: i16,
    pub(crate) expects_response: bool,
    pub(crate) sent_at: Tick,
    /// When its last byte was written.
    pub(crate) written_at: Option<Tick>,
    pub(crate) timeout: Duration,
    /// Moves when the broker throttles: that time does not count (R111).
    pub(crate) deadline: Tick,
    /// Where its bytes begin and end in the stream of all bytes of the connection.
    start: u64,
    end: u64,
}

/// The requests of one connection in send order, and how far their bytes got.
///
/// All bytes of a connection form one stream: `queued` is its length so far, `handed` how much the transport was given,
/// `written` how much it reported written. A request is a span of that stream.
#[derive(Debug, Default)]
pub(crate) struct InFlightRequests {
    requests: VecDeque<InFlightRequest>,
    queued: u64,
    handed: u64,
    written: u64,
}

/// What is known of a request apart from its place in the stream.
#[derive(Clone, Copy)]
pub(crate) struct NewRequest {
    pub(crate) token: u64,
    pub(crate) correlation_id: CorrelationId,
    pub(crate) api_key: ApiKey,
    pub(crate) version: i16,
    pub(crate) expects_response: bool,
    pub(crate) timeout: Duration,
}

impl InFlightRequests {
    /// Requests in flight, those without a response included until they have left.
    pub(crate) fn len(&self) -> usize {
        self.requests.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// Whether every byte queued so far has been written.
    pub(crate) fn all_written(&self) -> bool {
        self.written == self.queued
    }

    /// Takes a request of `len` bytes as the newest.
    pub(crate) fn push(&mut self, now: Tick, request: NewRequest, len: usize) {
        let start = self.queued;
        self.queued += len as u64;
        self.requests.push_back(InFlightRequest {
            token: request.token,
            correlation_id: request.correlation_id,
            api_key: request.api_key,
            version: request.version,
            expects_response: request.expects_response,
            sent_at: now,
            written_at: None,
            timeout: request.timeout,
            deadline: now + request.timeout,
            start,
            end: self.queued,
        });
    }

    /// Takes note of `len` bytes in the stream that belong to the connection itself.
    pub(crate) fn push_untracked(&mut self, len: usize) {
        self.queued += len as u64;
    }

    /// Takes note of `len` bytes of the stream that the transport was given.
    pub(crate) fn hand_over(&mut self, len: usize) {
        self.handed = (self.handed + len as u64).min(self.queued);
    }

    /// Takes note of when requests have left: `n` more bytes are about to be reported as [`written`](Self::written).
    pub(crate) fn note_written(&mut self, now: Tick, n: usize) {
        let written = (self.written + n as u64).min(self.handed);
        for request in self.requests.iter_mut().filter(|r| r.end <= written) {
            request.written_at.get_or_insert(now);
        }
    }

    /// Takes note of `n` written bytes and returns the requests without a response that have now left entirely.
    pub(crate) fn written(&mut self, n: usize) -> Vec<InFlightRequest> {
        self.written = (self.written + n as u64).min(self.handed);
        let mut left = Vec::new();
        let is_done = |r: &InFlightRequest| !r.expects_response && r.end <= self.written;
        while let Some(index) = self.requests.iter().position(is_done) {
            left.extend(self.requests.remove(index));
        }
        left
    }

    /// The oldest request that waits for a response.
    pub(crate) fn oldest_awaiting(&self) -> Option<&InFlightRequest> {
        self.requests.iter().find(|r| r.expects_response)
    }

    /// Removes the oldest request that waits for a response.
    pub(crate) fn pop_awaiting(&mut self) -> Option<InFlightRequest> {
        let index = self.requests.iter().position(|r| r.expects_response)?;
        self.requests.remove(index)
    }

    /// The first deadline of all requests.
    pub(crate) fn deadline(&self) -> Option<Tick> {
        self.requests.iter().map(|r| r.deadline).min()
    }

    /// The oldest request whose deadline has passed.
    pub(crate) fn expired(&self, now: Tick) -> Option<&InFlightRequest> {
        self.requests.iter().find(|r| r.deadline <= now)
    }

    /// Gives every request more time: the broker sat on the answers by design.
    pub(crate) fn extend_deadlines(&mut self, by: Duration) {
        for request in &mut self.requests {
            request.deadline += by;
        }
    }

    /// Ends the connection: every request in send order, with what is known of its bytes.
    ///
    /// `exact`: the transport has reported every byte it wrote, as it does before it reports a close of its own. Otherwise
    /// bytes that were handed over and not reported may have been written since the last report.
    pub(crate) fn fail_all(&mut self, exact: bool) -> impl Iterator<Item = (InFlightRequest, Sent)> + use<> {
        let reached = if exact { self.written } else { self.handed };
        std::mem::take(&mut self.requests).into_iter().map(move |request| {
            let sent = if request.start < reached { Sent::MaybeSent } else { Sent::NotSent };
            (request, sent)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(token: u64, expects_response: bool) -> NewRequest {
        NewRequest {
            token,
            correlation_id: CorrelationId(token as i32),
            api_key: ApiKey::PRODUCE,
            version: 9,
            expects_response,
            timeout: Duration::from_millis(100),
        }
    }

    fn tokens(requests: &[InFlightRequest]) -> Vec<u64> {
        requests.iter().map(|r| r.token).collect()
    }

    #[test]
    fn a_request_without_response_leaves_when_its_last_byte_is_written() {
        let mut in_flight = InFlightRequests::default();
        in_flight.push(Tick::ZERO, request(1, true), 10);
        in_flight.push(Tick::ZERO, request(2, false), 10);
        in_flight.hand_over(20);
        assert!(in_flight.written(19).is_empty());
        assert!(!in_flight.all_written());
        assert_eq!(tokens(&in_flight.written(1)), [2]);
        assert!(in_flight.all_written());
        assert_eq!(in_flight.pop_awaiting().map(|r| r.token), Some(1));
    }

    #[test]
    fn one_report_may_cover_several_requests() {
        let mut in_flight = InFlightRequests::default();
        for token in 1..=3 {
            in_flight.push(Tick::ZERO, request(token, false), 5);
        }
        in_flight.hand_over(15);
        assert_eq!(tokens(&in_flight.written(11)), [1, 2]);
        assert_eq!(tokens(&in_flight.written(4)), [3]);
    }

    #[test]
    fn a_report_never_counts_bytes_that_were_not_handed_over() {
        let mut in_flight = InFlightRequests::default();
        in_flight.push(Tick::ZERO, request(1, false), 5);
        assert!(in_flight.written(5).is_empty());
        assert_eq!(
            in_flight.fail_all(true).map(|(r, s)| (r.token, s)).collect::<Vec<_>>(),
            [(1, Sent::NotSent)]
        );
    }

    #[test]
    fn a_half_written_request_may_have_been_sent_and_the_next_was_not() {
        let mut in_flight = InFlightRequests::default();
        for token in 1..=3 {
            in_flight.push(Tick::ZERO, request(token, true), 10);
        }
        in_flight.hand_over(30);
        in_flight.written(11);
        let failed: Vec<_> = in_flight.fail_all(true).map(|(r, sent)| (r.token, sent)).collect();
        assert_eq!(failed, [(1, Sent::MaybeSent), (2, Sent::MaybeSent), (3, Sent::NotSent)]);
        assert!(in_flight.is_empty());
    }

    #[test]
    fn bytes_handed_over_and_unreported_count_as_sent_when_this_side_closes() {
        let mut in_flight = InFlightRequests::default();
        in_flight.push(Tick::ZERO, request(1, true), 10);
        in_flight.push(Tick::ZERO, request(2, true), 10);
        in_flight.hand_over(10);
        let failed: Vec<_> = in_flight.fail_all(false).map(|(r, sent)| (r.token, sent)).collect();
        assert_eq!(failed, [(1, Sent::MaybeSent), (2, Sent::NotSent)]);
    }

    #[test]
    fn throttle_moves_every_deadline() {
        let mut in_flight = InFlightRequests::default();
        in_flight.push(Tick::ZERO, request(1, true), 1);
        in_flight.push(Tick::from_millis(50), request(2, true), 1);
        assert_eq!(in_flight.deadline(), Some(Tick::from_millis(100)));
        in_flight.extend_deadlines(Duration::from_millis(30));
        assert!(in_flight.expired(Tick::from_millis(129)).is_none());
        assert_eq!(in_flight.expired(Tick::from_millis(130)).map(|r| r.token), Some(1));
        assert_eq!(in_flight.deadline(), Some(Tick::from_millis(130)));
    }
}
