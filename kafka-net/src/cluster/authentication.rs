//! What authentications need from outside, carried to the connections that ask for it.

#[cfg(feature = "sasl-scram")]
use std::collections::VecDeque;

#[cfg(any(feature = "sasl-scram", feature = "gssapi"))]
use kafka_protocol::BrokerId;

use super::Cluster;
#[cfg(any(feature = "sasl-scram", feature = "gssapi"))]
use super::Transmit;
#[cfg(any(feature = "sasl-scram", feature = "gssapi"))]
use crate::connection::Connection;
use crate::connection::ConnectionId;
use crate::sasl::SaslAnswer;
#[cfg(any(feature = "sasl-scram", feature = "gssapi"))]
use crate::sasl::SaslErrand;
#[cfg(feature = "sasl-scram")]
use crate::sasl::{KeyDerivation, SaltedPassword};
use crate::time::Tick;

impl Cluster {
    /// What [`Transmit::Sasl`](super::Transmit::Sasl) asked for. Credentials that cannot be had end the connection; a key is kept
    /// for other connections, even if this one is over.
    pub fn handle_sasl_answer(&mut self, now: Tick, connection: ConnectionId, answer: SaslAnswer) {
        match answer {
            SaslAnswer::Credentials(credentials) => {
                self.input(now, connection, |c| c.handle_credentials(now, credentials));
            }
            #[cfg(feature = "sasl-scram")]
            SaslAnswer::Key(key) => {
                self.input(now, connection, |c| c.handle_derived(now, &key));
                self.derived_keys.keep(key);
            }
            #[cfg(feature = "gssapi")]
            SaslAnswer::Gssapi(output) => {
                self.input(now, connection, |c| c.handle_gssapi(now, output));
            }
        }
    }

    #[cfg(feature = "gssapi")]
    pub(super) fn gssapi_wanted(&mut self, broker: BrokerId, connection: ConnectionId) {
        if let Some(step) = self.connection_mut(broker).and_then(Connection::take_gssapi_step) {
            self.transmits.push_back(Transmit::Sasl { connection, errand: SaslErrand::Gssapi(step) });
        }
    }

    #[cfg(feature = "sasl-scram")]
    pub(super) fn key_wanted(&mut self, now: Tick, broker: BrokerId, connection: ConnectionId) {
        let Some(derivation) = self.connection_mut(broker).and_then(Connection::take_derivation) else {
            return;
        };
        if let Some(key) = self.derived_keys.answer(&derivation) {
            // The caller goes on to take out what this gives.
            if let Some(c) = self.connection_mut(broker) {
                c.handle_derived(now, &key);
            }
        } else {
            self.transmits.push_back(Transmit::Sasl { connection, errand: SaslErrand::Derive(derivation) });
        }
    }
}

/// The newest keys of this client (L35, L36): the brokers of a cluster share salt and iterations of a user.
#[cfg(feature = "sasl-scram")]
#[derive(Debug, Default)]
pub(super) struct DerivedKeys {
    keys: VecDeque<SaltedPassword>,
}

#[cfg(feature = "sasl-scram")]
impl DerivedKeys {
    fn answer(&self, derivation: &KeyDerivation) -> Option<SaltedPassword> {
        self.keys.iter().find(|key| key.answers(derivation)).cloned()
    }

    fn keep(&mut self, key: SaltedPassword) {
        if !self.keys.contains(&key) {
            self.keys.truncate(MAX_KEYS - 1);
            self.keys.push_front(key);
        }
    }
}

#[cfg(feature = "sasl-scram")]
const MAX_KEYS: usize = 4;
