//! What the producer's transport and the brokers' sockets do.

use std::time::Duration;

use kafka_fake::Output;
use kafka_net::{ConnectionId, Tick, Transmit};
use kafka_protocol::peek_correlation_id;

use super::{Step, World};
use crate::addresses::Target;
use crate::broker::read_request;
use crate::history::{ConnectionEvent, Event};
use crate::network::{Direction, Link};

impl World {
    /// The transport does what the sender wants.
    pub(super) fn transmit(&mut self, now: Tick, transmit: Transmit) {
        match transmit {
            Transmit::Resolve { connection, host, port, .. } => {
                let found = self.network.addresses.resolve(&host, port);
                self.sender.handle_resolved(now, connection, found.into_iter().map(Into::into).collect());
                self.turn_soon();
            }
            Transmit::Open { connection, addresses, .. } => {
                self.network.begin(connection.0, addresses);
                let at = now + self.network.handshake();
                self.queue.push(at, Step::Connect(connection.0));
            }
            Transmit::Write { connection, segments } => {
                let frame = segments.to_bytes().slice(LENGTH..);
                if let Some((request, batches)) = read_request(connection.0, &frame, self.brokers.topics()) {
                    self.history.note(Event::Sent(request));
                    for batch in batches {
                        self.history.note(Event::SentBatch(batch));
                    }
                }
                if let Some(c) = self.network.connections.get_mut(&connection.0) {
                    c.up.push(segments);
                }
                self.pump(now, connection.0, Direction::Up);
            }
            Transmit::Sasl { .. } => unreachable!("no configuration of the simulator authenticates"),
            Transmit::Close { connection } => self.client_closes(now, connection.0),
        }
    }

    /// A handshake is over.
    pub(super) fn connect(&mut self, now: Tick, id: u64) {
        let Some(connection) = self.network.connections.get_mut(&id) else { return };
        if !connection.has_client {
            self.network.remove(id);
            return;
        }
        let Some(address) = connection.targets.front().copied() else {
            self.network.remove(id);
            self.note_connection(id, ConnectionEvent::Refused);
            self.sender.handle_open_failed(now, ConnectionId(id), "connection refused".to_owned());
            return self.turn_soon();
        };
        let target = self.network.addresses.at(address);
        connection.broker = if let Target::Broker(broker) = target { broker } else { 0 };
        let broker = connection.broker;
        self.note_connection(id, ConnectionEvent::Wanted(broker));
        let link = if broker == 0 { Link::default() } else { *self.network.link(broker) };
        if target == Target::Silent || link.silent_until > now {
            return self.wait_for_silence(now, id, link.silent_until);
        }
        let refused = broker == 0 || link.refused_until > now;
        let broker_side = if refused { None } else { self.brokers.connect(id, broker) };
        if let Some(broker_side) = broker_side {
            self.network.opened(id, broker_side);
            self.note_connection(id, ConnectionEvent::Opened);
            self.sender.handle_opened(now, ConnectionId(id), address);
            self.turn_soon();
        } else {
            self.next_target(id, now);
        }
    }

    /// An address says nothing: the next one is tried after a while, and the last one until the producer gives up or the silence
    /// ends.
    fn wait_for_silence(&mut self, now: Tick, id: u64, until: Tick) {
        let Some(connection) = self.network.connections.get_mut(&id) else { return };
        if connection.targets.len() > 1 {
            self.next_target(id, now + STAGGER);
        } else if until > now {
            self.queue.push(until, Step::Connect(id));
        } else {
            connection.lost = true;
        }
    }

    fn next_target(&mut self, id: u64, at: Tick) {
        if let Some(connection) = self.network.connections.get_mut(&id) {
            connection.targets.pop_front();
            self.queue.push(at, Step::Connect(id));
        }
    }

    /// The broker has gone from its address, and its connections lead nowhere.
    pub(super) fn lose_all(&mut self, broker: i32) {
        for id in self.network.to_broker(broker) {
            let Some(connection) = self.network.connections.get_mut(&id) else { continue };
            if let Some(broker_side) = connection.broker_side {
                connection.lost = true;
                let abandoned = !connection.has_client;
                self.brokers.disconnect(broker_side);
                if abandoned {
                    // What was still on its way arrives nowhere, and nobody closes it any more.
                    self.network.remove(id);
                }
            }
        }
    }

    /// A pipe takes a piece.
    pub(super) fn write(&mut self, now: Tick, id: u64, direction: Direction) {
        let Some(broker) = self.network.connections.get(&id).map(|c| c.broker) else { return };
        let slower = self.network.slower(broker, now);
        let Some(connection) = self.network.connections.get_mut(&id) else { return };
        let pipe = match direction {
            Direction::Up => &mut connection.up,
            Direction::Down => &mut connection.down,
        };
        pipe.write_scheduled = false;
        if !pipe.can_write() {
            return;
        }
        let written = pipe.write(now, slower);
        if direction == Direction::Up && connection.has_client {
            self.sender.handle_written(now, ConnectionId(id), written);
            self.turn_soon();
        }
        self.pump(now, id, direction);
    }

    /// A piece reaches the end of its pipe.
    pub(super) fn arrive(&mut self, now: Tick, id: u64, direction: Direction) {
        let Some(broker) = self.network.connections.get(&id).map(|c| c.broker) else { return };
        let silent_until = self.network.link(broker).silent_until;
        let Some(connection) = self.network.connections.get_mut(&id) else { return };
        let pipe = match direction {
            Direction::Up => &mut connection.up,
            Direction::Down => &mut connection.down,
        };
        if connection.lost {
            // It stays scheduled, and never happens.
            return;
        }
        if silent_until > now {
            self.queue.push(silent_until, Step::Arrive(id, direction));
            return;
        }
        pipe.arrival_scheduled = false;
        if let Some(bytes) = pipe.arrive(now) {
            let broker_side = connection.broker_side;
            match direction {
                Direction::Up => {
                    if let Some(broker_side) = broker_side
                        && !self.brokers.handle_bytes(broker_side, &bytes)
                    {
                        self.cut(now, id, "the broker read no frame");
                        return;
                    }
                }
                Direction::Down if connection.has_client => {
                    connection.answers.extend(&bytes);
                    // What is no frame ends the connection; there is nothing to note of it.
                    while let Ok(Some(frame)) = connection.answers.next_frame() {
                        let correlation = peek_correlation_id(&frame).map_or(-1, |correlation| correlation.0);
                        self.history.note(Event::Answered(id, correlation));
                    }
                    self.sender.handle_bytes(now, ConnectionId(id), &bytes);
                    self.turn_soon();
                }
                Direction::Down => {}
            }
        }
        self.pump(now, id, direction);
        self.bury(now, id);
    }

    /// Schedules what a pipe does next.
    pub(super) fn pump(&mut self, now: Tick, id: u64, direction: Direction) {
        let moment = self.network.moment();
        let Some(connection) = self.network.connections.get_mut(&id) else { return };
        let pipe = match direction {
            Direction::Up => &mut connection.up,
            Direction::Down => &mut connection.down,
        };
        if pipe.can_write() && !pipe.write_scheduled {
            pipe.write_scheduled = true;
            self.queue.push(now + moment, Step::Write(id, direction));
        }
        if let Some(at) = pipe.next_arrival()
            && !pipe.arrival_scheduled
        {
            pipe.arrival_scheduled = true;
            self.queue.push(at.max(now), Step::Arrive(id, direction));
        }
    }

    /// Ends a connection of which one side has gone, once the bytes on their way to the other have arrived.
    pub(super) fn bury(&mut self, now: Tick, id: u64) {
        let Some(connection) = self.network.connections.get(&id) else { return };
        if !connection.has_client && connection.up.is_empty() {
            if let Some(connection) = self.network.remove(id)
                && let Some(broker_side) = connection.broker_side
            {
                self.brokers.disconnect(broker_side);
            }
        } else if connection.hung_up.is_some() && connection.down.is_empty() {
            let reason = self.network.remove(id).and_then(|c| c.hung_up).unwrap_or_default();
            self.note_connection(id, ConnectionEvent::ClosedByBroker(reason));
            self.sender.handle_closed(now, ConnectionId(id), None);
            self.turn_soon();
        }
    }

    /// The producer has closed a connection. Bytes that it had written may be read by the broker all the same.
    fn client_closes(&mut self, now: Tick, id: u64) {
        let (lost, reset) = (!self.network.one_in(4), self.network.one_in(4));
        let Some(connection) = self.network.connections.get_mut(&id) else { return };
        connection.has_client = false;
        if connection.lost {
            self.network.remove(id);
            return self.note_connection(id, ConnectionEvent::ClosedByClient);
        }
        connection.down.clear();
        if reset || connection.hung_up.is_some() {
            connection.up.clear();
        } else {
            connection.up.end(now, lost);
        }
        let connecting = connection.broker_side.is_none();
        self.note_connection(id, ConnectionEvent::ClosedByClient);
        if !connecting {
            self.pump(now, id, Direction::Up);
            self.bury(now, id);
        }
    }

    /// The network cuts a connection, with everything that is under way on it.
    pub(super) fn cut(&mut self, now: Tick, id: u64, why: &str) {
        let Some(connection) = self.network.connections.get(&id) else { return };
        if connection.broker_side.is_none() {
            // Not made yet: the handshake decides.
            return;
        }
        let Some(connection) = self.network.remove(id) else { return };
        if let Some(broker_side) = connection.broker_side {
            self.brokers.disconnect(broker_side);
        }
        if connection.has_client {
            self.note_connection(id, ConnectionEvent::Cut);
            self.sender.handle_closed(now, ConnectionId(id), Some(why.to_owned()));
            self.turn_soon();
        }
    }

    /// Carries what the brokers say.
    pub(super) fn take_broker_outputs(&mut self, now: Tick) {
        while let Some(output) = self.brokers.poll_output() {
            match output {
                Output::Send { conn, segments } => {
                    let Some(id) = self.network.of_broker_side(conn) else { continue };
                    if let Some(connection) = self.network.connections.get_mut(&id)
                        && connection.has_client
                    {
                        connection.down.push(segments);
                        self.pump(now, id, Direction::Down);
                    }
                }
                Output::Close { conn, reason } => {
                    let Some(id) = self.network.of_broker_side(conn) else { continue };
                    if let Some(connection) = self.network.connections.get_mut(&id) {
                        connection.hung_up = Some(reason.to_string());
                        connection.up.clear();
                        self.bury(now, id);
                    }
                }
                _ => {}
            }
        }
    }

    fn note_connection(&self, id: u64, event: ConnectionEvent) {
        self.history.note(Event::Connection(id, event));
    }
}

/// Bytes of a frame's length.
const LENGTH: usize = 4;

/// RFC 8305: between two addresses of a name.
const STAGGER: Duration = Duration::from_millis(250);
