use std::time::Duration;

use kafka_protocol::ApiKey;

use super::Connection;
use crate::time::Tick;

/// Whether a throttle time in a response of this API and version asks the client to keep quiet (R117, KIP-219).
///
/// Brokers that answer in an older version hold the response back themselves, so the time in it has passed already.
pub(crate) fn client_side(api: ApiKey, version: i16) -> bool {
    let since = match api {
        ApiKey::PRODUCE | ApiKey::METADATA => 6,
        ApiKey::FETCH => 8,
        ApiKey::LIST_OFFSETS => 3,
        ApiKey::FIND_COORDINATOR | ApiKey::API_VERSIONS => 2,
        ApiKey::INIT_PRODUCER_ID
        | ApiKey::ADD_PARTITIONS_TO_TXN
        | ApiKey::ADD_OFFSETS_TO_TXN
        | ApiKey::END_TXN
        | ApiKey::TXN_OFFSET_COMMIT => 1,
        // The APIs that came with or after KIP-219 throttle on the client's side in every version.
        ApiKey::GET_TELEMETRY_SUBSCRIPTIONS | ApiKey::PUSH_TELEMETRY => 0,
        _ => return false,
    };
    version >= since
}

impl Connection {
    /// A response told this throttle time, which may be zero, and may have passed already.
    pub(crate) fn note_throttle(&mut self, throttle: Duration) {
        self.counters.throttle_told(throttle);
    }

    /// Keeps quiet for `throttle`, or until an earlier wish ends if that is later (R117); answers get that much more time.
    pub fn throttle(&mut self, now: Tick, throttle: Duration) {
        let throttle = throttle.min(self.max_throttle);
        self.throttled_until = self.throttled_until.max(now + throttle);
        self.counters.throttled(throttle);
        if self.is_renewing() {
            self.setup_deadline = self.setup_deadline.max(self.throttled_until + self.setup_timeout);
        }
        self.in_flight.extend_deadlines(throttle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_enough_versions_throttle_on_the_clients_side() {
        assert!(!client_side(ApiKey::PRODUCE, 5));
        assert!(client_side(ApiKey::PRODUCE, 6));
        assert!(!client_side(ApiKey::METADATA, 5));
        assert!(client_side(ApiKey::INIT_PRODUCER_ID, 1));
        assert!(!client_side(ApiKey::SASL_HANDSHAKE, 1));
    }
}
