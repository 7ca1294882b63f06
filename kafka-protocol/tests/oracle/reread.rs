//! Any message by its name: read, shown and written again.

use bytes::{Bytes, BytesMut};
use kafka_protocol::{AnyRequest, AnyResponse, ApiKey, DecodeError, Message, messages};

/// The bytes of a message as they are written again, and the message as `{:?}` shows it; `None` if there is no such message.
pub(crate) fn reread(name: &str, version: i16, body: &Bytes) -> Option<Result<(Bytes, String), DecodeError>> {
    if let Some(api_key) = name.strip_suffix("Request").and_then(api_key) {
        let read = AnyRequest::decode(api_key, version, body);
        return Some(read.map(|request| {
            let mut bytes = BytesMut::new();
            request.encode(version, &mut bytes).expect("what was read can be written");
            assert_eq!(request.encoded_len(version), Ok(bytes.len()), "{name} v{version}");
            (bytes.freeze(), format!("{request:?}"))
        }));
    }
    if let Some(api_key) = name.strip_suffix("Response").and_then(api_key) {
        let read = AnyResponse::decode(api_key, version, body);
        return Some(read.map(|response| {
            let mut bytes = BytesMut::new();
            response.encode(version, &mut bytes).expect("what was read can be written");
            assert_eq!(response.encoded_len(version), Ok(bytes.len()), "{name} v{version}");
            (bytes.freeze(), format!("{response:?}"))
        }));
    }
    /// What belongs to no API.
    macro_rules! data {
        ($($data:ident)*) => {
            match name {
                $(stringify!($data) => Some(reread_data::<messages::$data>(version, body)),)*
                _ => None,
            }
        };
    }
    data!(
        AbortedTxn ConsumerProtocolAssignment ConsumerProtocolSubscription ControlRecordTypeSchema DefaultPrincipalData
        EndTxnMarker KRaftVersionRecord LeaderChangeMessage SnapshotFooterRecord SnapshotHeaderRecord VotersRecord
    )
}

fn api_key(name: &str) -> Option<ApiKey> {
    ApiKey::all().find(|key| key.name() == name)
}

fn reread_data<M: Message>(version: i16, body: &Bytes) -> Result<(Bytes, String), DecodeError> {
    let message = M::decode_exact(version, body)?;
    let mut bytes = BytesMut::new();
    message.encode(version, &mut bytes).expect("what was read can be written");
    assert_eq!(message.encoded_len(version), Ok(bytes.len()), "{} v{version}", M::NAME);
    Ok((bytes.freeze(), format!("{message:?}")))
}
