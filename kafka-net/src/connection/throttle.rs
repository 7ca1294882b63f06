use kafka_protocol::ApiKey;

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
