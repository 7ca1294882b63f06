//! One direction of a connection: bytes that are written in short pieces, travel for a while and arrive in order.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use kafka_net::Tick;

use crate::rng::Rng;
use kafka_protocol::wire::Segments;

use crate::config::NetworkPlan;

/// One direction of a connection.
#[derive(Debug)]
pub(crate) struct Pipe {
    plan: NetworkPlan,
    rng: Rng,
    /// Not written yet. The writer's buffers are held, not copied, until they leave.
    outgoing: VecDeque<Segments>,
    /// Written and under way.
    transit: VecDeque<(Tick, Bytes)>,
    in_transit: usize,
    last_arrival: Tick,
    /// A write stands in the event queue.
    pub(crate) write_scheduled: bool,
    /// An arrival stands in the event queue.
    pub(crate) arrival_scheduled: bool,
}

impl Pipe {
    /// An empty pipe.
    pub(crate) fn new(plan: NetworkPlan, rng: Rng) -> Self {
        Self {
            plan,
            rng,
            outgoing: VecDeque::new(),
            transit: VecDeque::new(),
            in_transit: 0,
            last_arrival: Tick::ZERO,
            write_scheduled: false,
            arrival_scheduled: false,
        }
    }

    /// Takes bytes to be written after those before them.
    pub(crate) fn push(&mut self, segments: Segments) {
        self.outgoing.push_back(segments);
    }

    /// True while a write would make progress.
    pub(crate) fn can_write(&self) -> bool {
        !self.outgoing.is_empty() && self.in_transit < self.plan.window
    }

    /// Writes a piece, as large as chance and the window allow; returns how much. The piece arrives `slower` later
    /// than it would on a good link.
    pub(crate) fn write(&mut self, now: Tick, slower: Duration) -> usize {
        let room = self.plan.window.saturating_sub(self.in_transit).min(self.plan.chunk);
        let piece = match self.rng.below(3) {
            0 => room,
            _ => 1 + self.rng.below(room as u64) as usize,
        };
        let mut bytes = BytesMut::new();
        while bytes.len() < piece {
            let Some(front) = self.outgoing.front_mut() else { break };
            let mut taken = 0;
            for segment in front.iter() {
                let part = segment.len().min(piece - bytes.len());
                bytes.extend_from_slice(&segment[..part]);
                taken += part;
                if bytes.len() == piece {
                    break;
                }
            }
            front.advance(taken);
            if front.is_empty() {
                self.outgoing.pop_front();
            }
        }
        let written = bytes.len();
        if written > 0 {
            let jitter = Duration::from_nanos(self.rng.below(self.plan.jitter.as_nanos() as u64 + 1));
            let at = (now + self.plan.latency + jitter + slower).max(self.last_arrival);
            self.last_arrival = at;
            self.in_transit += written;
            self.transit.push_back((at, bytes.freeze()));
        }
        written
    }

    /// When the next piece arrives.
    pub(crate) fn next_arrival(&self) -> Option<Tick> {
        self.transit.front().map(|(at, _)| *at)
    }

    /// The next piece, if it has arrived.
    pub(crate) fn arrive(&mut self, now: Tick) -> Option<Bytes> {
        if self.next_arrival()? > now {
            return None;
        }
        let (_, bytes) = self.transit.pop_front()?;
        self.in_transit -= bytes.len();
        Some(bytes)
    }

    /// Nothing is to be written or under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.outgoing.is_empty() && self.transit.is_empty()
    }

    /// The writer is gone: what it had not written is lost, or was in its system's buffers and leaves all the same.
    pub(crate) fn end(&mut self, now: Tick, lost: bool) {
        if lost {
            self.outgoing.clear();
        } else {
            while self.write_regardless(now) > 0 {}
        }
    }

    /// Everything is lost.
    pub(crate) fn clear(&mut self) {
        self.outgoing.clear();
        self.transit.clear();
        self.in_transit = 0;
    }

    fn write_regardless(&mut self, now: Tick) -> usize {
        let in_transit = std::mem::take(&mut self.in_transit);
        let written = self.write(now, Duration::ZERO);
        self.in_transit += in_transit;
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe(chunk: usize, window: usize) -> Pipe {
        let plan = NetworkPlan {
            latency: Duration::from_millis(1),
            jitter: Duration::from_millis(3),
            chunk,
            window,
        };
        Pipe::new(plan, Rng::new(3))
    }

    #[test]
    fn bytes_arrive_in_order_whatever_the_cuts() {
        let mut pipe = pipe(7, 20);
        let sent: Vec<u8> = (0..200).collect();
        for part in sent.chunks(33) {
            pipe.push(Segments::from(Bytes::copy_from_slice(part)));
        }
        let (mut got, mut now) = (Vec::new(), Tick::ZERO);
        while !pipe.is_empty() {
            while pipe.can_write() {
                assert!(pipe.write(now, Duration::ZERO) <= 7);
            }
            now = pipe.next_arrival().unwrap();
            got.extend_from_slice(&pipe.arrive(now).unwrap());
        }
        assert_eq!(got, sent);
    }

    #[test]
    fn the_window_stalls_the_writer() {
        let mut pipe = pipe(10, 10);
        pipe.push(Segments::from(Bytes::from(vec![0; 100])));
        let mut written = 0;
        while pipe.can_write() {
            written += pipe.write(Tick::ZERO, Duration::ZERO);
        }
        assert_eq!(written, 10);
        assert!(pipe.arrive(Tick::ZERO).is_none(), "it takes its time");
        assert!(pipe.arrive(Tick::from_secs(1)).is_some());
        assert!(pipe.can_write());
    }
}
