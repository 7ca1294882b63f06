//! A row without sockets: both cores, and a time that moves from deadline to deadline.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use kafka_fake::{ConnId, Output};
use kafka_net::{Cluster, ConnectionId, SaslAnswer, SaslCredentials, SaslErrand, SaslSeed, Tick, Transmit};
use kafka_protocol::FrameDecoder;

use crate::observer::Outcome;
use crate::row::{Blow, LIFETIME, NEVER, Row};

/// Plays the row to its end.
pub(crate) fn run(row: &Row) -> Outcome {
    let mut fake = kafka_fake::Cluster::new(row.cluster_config());
    fake.control().set_address(1, "broker", 9092).unwrap();
    row.arm(&mut fake);
    let cluster = Cluster::new(row.net_config("broker:9092"), 1, Tick::ZERO).unwrap();
    World { row, cluster, fake, now: Duration::ZERO, link: None, outcome: Outcome::default() }.run()
}

struct World<'a> {
    row: &'a Row,
    cluster: Cluster,
    fake: kafka_fake::Cluster,
    now: Duration,
    link: Option<Link>,
    outcome: Outcome,
}

/// The one connection.
struct Link {
    id: ConnectionId,
    conn: ConnId,
    frames: FrameDecoder,
}

impl World<'_> {
    fn run(mut self) -> Outcome {
        loop {
            while self.turn() {}
            if self.outcome.is_over(self.row) {
                break;
            }
            let timers = [self.cluster.poll_timeout().map(|at| at - Tick::ZERO), self.fake.poll_timeout()];
            let Some(next) = timers.into_iter().flatten().min().filter(|next| *next <= LIFETIME + NEVER)
            else {
                return Outcome { hung: true, ..self.outcome };
            };
            self.now = next;
            self.fake.handle_timeout(self.now, WALL_MS);
            self.cluster.handle_timeout(self.tick());
        }
        self.outcome.close(Tick::from(self.now), &mut self.cluster);
        self.outcome.struck = self.fake.control().faults_left() == 0;
        self.outcome
    }

    fn tick(&self) -> Tick {
        Tick::from(self.now)
    }

    /// Carries what there is; whether there was something.
    fn turn(&mut self) -> bool {
        let mut moved = false;
        while let Some(event) = self.cluster.poll_event() {
            moved = true;
            self.outcome.take(self.tick(), &mut self.cluster, event);
        }
        // All requests are on their way before the first is looked at.
        let sent = self.outcome.sent.len();
        self.outcome.act(self.tick(), &mut self.cluster, self.row);
        if self.outcome.sent.len() > sent {
            self.outcome.struck_at = self.tick();
        }
        let mut written = Vec::new();
        while let Some(transmit) = self.cluster.poll_transmit() {
            moved = true;
            match transmit {
                Transmit::Resolve { connection, port, .. } => {
                    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
                    self.cluster.handle_resolved(self.tick(), connection, vec![address.into()]);
                }
                Transmit::Open { connection, addresses, .. } => self.open(connection, addresses[0]),
                Transmit::Write { connection, segments } => {
                    self.cluster.handle_written(self.tick(), connection, segments.len());
                    written.push(segments.to_bytes());
                }
                Transmit::Sasl { connection, errand } => self.run_errand(connection, errand),
                Transmit::Close { .. } => {
                    if let Some(link) = self.link.take() {
                        self.fake.disconnect(self.now, link.conn);
                    }
                }
            }
            self.outcome.act(self.tick(), &mut self.cluster, self.row);
        }
        for bytes in written {
            let Some(link) = &mut self.link else { break };
            link.frames.extend(&bytes);
            while let Some(frame) = link.frames.next_frame().unwrap() {
                self.fake.handle_frame(self.now, WALL_MS, link.conn, frame);
            }
        }
        while let Some(output) = self.fake.poll_output() {
            moved = true;
            self.answer(output);
        }
        moved
    }

    fn run_errand(&mut self, connection: ConnectionId, errand: SaslErrand) {
        let answer = match errand {
            SaslErrand::Credentials => {
                if matches!(self.row.blow, Blow::NoCredentials) {
                    return;
                }
                if self.outcome.is_answered() {
                    self.outcome.renewal_at = Some(self.tick());
                }
                let seed = SaslSeed { nonce: [7; 24], unix_time: self.now };
                SaslAnswer::Credentials(Ok(SaslCredentials::new(seed)))
            }
            SaslErrand::Derive(derivation) => SaslAnswer::Key(derivation.run()),
            errand => panic!("{errand:?}"),
        };
        self.cluster.handle_sasl_answer(self.tick(), connection, answer);
    }

    fn open(&mut self, id: ConnectionId, address: SocketAddr) {
        self.outcome.opened_at = self.tick();
        if matches!(self.row.blow, Blow::Unreachable) {
            return;
        }
        match self.fake.connect(self.now, 1) {
            Some(conn) => {
                self.link = Some(Link { id, conn, frames: FrameDecoder::default() });
                self.cluster.handle_opened(self.tick(), id, address);
            }
            None => self.cluster.handle_open_failed(self.tick(), id, "connection refused".to_owned()),
        }
    }

    fn answer(&mut self, output: Output) {
        let Some(Link { id, .. }) = self.link else { return };
        let now = self.tick();
        self.outcome.struck_at = now;
        match output {
            Output::Send { segments, .. } => self.cluster.handle_bytes(now, id, &segments.to_bytes()),
            Output::Close { .. } | Output::HalfClose { .. } => self.cluster.handle_closed(now, id, None),
            Output::Reset { .. } => {
                self.cluster.handle_closed(now, id, Some("connection reset by the other side".to_owned()));
            }
            other => panic!("{other:?}"),
        }
    }
}

const WALL_MS: i64 = 1_700_000_000_000;
