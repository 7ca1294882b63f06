//! Names and addresses: where the brokers are now, where they were, and bootstrap servers that lead nowhere.

use std::net::{Ipv4Addr, SocketAddr};

use crate::config::{FIRST_PORT, HOST};

/// Where every broker is.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    homes: Vec<Home>,
}

/// What is found at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The broker.
    Broker(i32),
    /// Nobody listens.
    Refuses,
    /// Connections are never made.
    Silent,
}

/// How a broker moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// It advertises another port.
    Port,
    /// Its name leads to another address.
    Name,
}

/// The place of a broker, and what is left at those that it had.
#[derive(Clone, Copy, Debug, Default)]
struct Home {
    port: u16,
    net: u8,
    /// Where it was, nobody says anything; otherwise connections are refused.
    leaves_silence: bool,
}

impl Addresses {
    /// The first place of each broker.
    pub(crate) fn new(brokers: i32) -> Self {
        Self { homes: vec![Home::default(); brokers as usize] }
    }

    /// The broker has another place from now on. The port that it advertises there.
    pub(crate) fn relocate(&mut self, broker: i32, how: Move, silent: bool) -> u16 {
        let home = &mut self.homes[(broker - 1) as usize];
        home.leaves_silence = silent;
        match how {
            Move::Port => home.port += 1,
            Move::Name => home.net = home.net.wrapping_add(1),
        }
        advertised(broker, home.port)
    }

    /// What a name leads to.
    pub(crate) fn resolve(&self, host: &str, port: u16) -> Vec<SocketAddr> {
        match host {
            HOST => {
                let broker = broker_of(port);
                let net = self.homes.get((broker - 1) as usize).map_or(0, |home| home.net);
                vec![address(net, port)]
            }
            BOOTSTRAP => (1..)
                .zip(&self.homes)
                .map(|(broker, home)| address(home.net, advertised(broker, home.port)))
                .collect(),
            DEAD => vec![address(DEAD_NET, port)],
            HOLE => vec![address(HOLE_NET, port)],
            _ => Vec::new(),
        }
    }

    /// Who is there.
    pub(crate) fn at(&self, address: SocketAddr) -> Target {
        let SocketAddr::V4(address) = address else { return Target::Refuses };
        let [_, _, net, _] = address.ip().octets();
        match net {
            DEAD_NET => return Target::Refuses,
            HOLE_NET => return Target::Silent,
            _ => {}
        }
        let broker = broker_of(address.port());
        let Some(home) = self.homes.get((broker - 1) as usize) else { return Target::Refuses };
        if home.net == net && advertised(broker, home.port) == address.port() {
            Target::Broker(broker)
        } else if home.leaves_silence {
            Target::Silent
        } else {
            Target::Refuses
        }
    }
}

fn address(net: u8, port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::new(127, 0, net, 1), port))
}

/// The port of a broker after so many moves.
fn advertised(broker: i32, moves: u16) -> u16 {
    FIRST_PORT + moves * MOST_BROKERS + (broker - 1) as u16
}

fn broker_of(port: u16) -> i32 {
    i32::from(port.saturating_sub(FIRST_PORT) % MOST_BROKERS) + 1
}

/// A bootstrap server that leads to every broker, wherever it is.
pub(crate) const BOOTSTRAP: &str = "bootstrap";
/// One whose address refuses.
pub(crate) const DEAD: &str = "dead";
/// One whose address says nothing.
pub(crate) const HOLE: &str = "hole";
/// One whose name has no address.
pub(crate) const NOWHERE: &str = "nowhere";

const DEAD_NET: u8 = 254;
const HOLE_NET: u8 = 255;
const MOST_BROKERS: u16 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broker_is_at_its_newest_place_alone() {
        let mut addresses = Addresses::new(2);
        let first = addresses.resolve(HOST, FIRST_PORT + 1)[0];
        assert_eq!(addresses.at(first), Target::Broker(2));
        let port = addresses.relocate(2, Move::Port, false);
        let second = addresses.resolve(HOST, port)[0];
        assert_eq!((addresses.at(first), addresses.at(second)), (Target::Refuses, Target::Broker(2)));
        addresses.relocate(2, Move::Name, true);
        let third = addresses.resolve(HOST, port)[0];
        assert_eq!((addresses.at(second), addresses.at(third)), (Target::Silent, Target::Broker(2)));
        assert_eq!(addresses.resolve(BOOTSTRAP, 1), [addresses.resolve(HOST, FIRST_PORT)[0], third]);
        assert_eq!(addresses.at(addresses.resolve(HOLE, 9)[0]), Target::Silent);
        assert_eq!(addresses.at(addresses.resolve(DEAD, 9)[0]), Target::Refuses);
        assert!(addresses.resolve(NOWHERE, 9).is_empty());
    }
}
