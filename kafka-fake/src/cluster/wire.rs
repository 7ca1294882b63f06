//! Faults of connections and of bytes.

use kafka_protocol::wire::Segments;

use super::{Cluster, ConnId, Output};
use crate::connection::Work;
use crate::error::CloseReason;
use crate::fault::{ConnectionFault, Shaped, Then, WireFault};

impl Cluster {
    /// What is to befall the broker's side of a connection's TLS handshake, and a seed for its noise.
    #[cfg(feature = "tls")]
    pub(crate) fn take_tls_fault(&mut self, conn: ConnId) -> Option<(WireFault, u64)> {
        let fault = self.connections.get_mut(&conn)?.tls_fault.take()?;
        Some((fault, super::splitmix(&mut self.noise)))
    }

    /// What the script wants done to a connection that was just made.
    pub(super) fn strike_connection(&mut self, conn: ConnId, fault: ConnectionFault) {
        match fault {
            ConnectionFault::AcceptLater(time) => {
                let until = self.clock.now.saturating_add(time);
                self.work(conn, Work::Mute { until });
            }
            ConnectionFault::NeverAccept => self.follow(conn, Then::Silence),
            ConnectionFault::Close => self.follow(conn, Then::Close),
            ConnectionFault::Reset => self.follow(conn, Then::Reset),
            ConnectionFault::HalfClose => self.follow(conn, Then::HalfClose),
            ConnectionFault::Foreign(foreign) => {
                let shaped = foreign.speak(&mut self.noise);
                self.send_shaped(conn, shaped);
            }
            ConnectionFault::Tls(fault) => self.set_tls_fault(conn, fault),
        }
    }

    fn set_tls_fault(&mut self, conn: ConnId, fault: WireFault) {
        if let Some(connection) = self.connections.get_mut(&conn) {
            connection.tls_fault = Some(fault);
        }
    }

    /// Sends what a fault left of some bytes, and does what follows them.
    pub(super) fn send_shaped(&mut self, conn: ConnId, Shaped { first, then }: Shaped) {
        let Some(connection) = self.connections.get(&conn) else { return };
        if !connection.deaf && !first.is_empty() {
            self.outputs.push_back(Output::Send { conn, segments: Segments::from(first) });
        }
        self.follow(conn, then);
    }

    /// Does what follows bytes that a fault befell.
    pub(super) fn follow(&mut self, conn: ConnId, then: Then) {
        match then {
            Then::Nothing => {}
            Then::Trickle(trickle) => {
                let at = self.clock.now.saturating_add(trickle.every);
                self.work(conn, Work::Trickle { at, trickle });
            }
            Then::Close => self.close(conn, CloseReason::Fault("close")),
            Then::Reset => self.reset(conn, CloseReason::Fault("reset")),
            Then::HalfClose => {
                if let Some(connection) = self.connections.get_mut(&conn) {
                    connection.deaf = true;
                    self.outputs.push_back(Output::HalfClose { conn });
                }
            }
            Then::Silence => self.work(conn, Work::Silence),
        }
    }

    /// Resets a connection and forgets it.
    fn reset(&mut self, conn: ConnId, reason: CloseReason) {
        if self.connections.contains_key(&conn) {
            tracing::debug!(%conn, %reason, "resetting");
            self.forget(conn);
            self.recorder.counters.closed += 1;
            self.outputs.push_back(Output::Reset { conn, reason });
        }
    }
}
