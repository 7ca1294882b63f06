use std::collections::BTreeMap;
use std::time::Duration;

use bytes::{Buf, Bytes};
use kafka_protocol::messages::{ApiVersionsRequest, ApiVersionsResponse};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, ErrorCode, Message, VersionRange, decode_response};

use crate::error::PeerError;

/// What a broker said it speaks, for the life of one connection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiVersions {
    ranges: BTreeMap<ApiKey, VersionRange>,
}

impl ApiVersions {
    /// The versions of a response; ranges that are empty or negative are left out (L13).
    pub fn from_response(response: &ApiVersionsResponse) -> Self {
        let mut ranges = BTreeMap::new();
        for entry in &response.api_keys {
            if entry.max_version >= 0 && entry.min_version <= entry.max_version {
                let range = VersionRange { min: entry.min_version.max(0), max: entry.max_version };
                ranges.entry(ApiKey(entry.api_key)).or_insert(range);
            }
        }
        Self { ranges }
    }

    /// The range that the broker listed for an API.
    pub fn range(&self, api: ApiKey) -> Option<VersionRange> {
        self.ranges.get(&api).copied()
    }

    /// Every API with its range, by API key.
    pub fn iter(&self) -> impl Iterator<Item = (ApiKey, VersionRange)> + '_ {
        self.ranges.iter().map(|(api, range)| (*api, *range))
    }

    /// The highest version that both sides know (R107).
    pub fn highest_common(&self, api: ApiKey, ours: VersionRange) -> Option<i16> {
        let mut theirs = self.range(api)?;
        if api == ApiKey::PRODUCE {
            // B15: brokers 4.x advertise Produce from 0 while they speak 3 and up; only the maximum is to be trusted.
            theirs.min = theirs.min.min(ours.min);
        }
        theirs.intersect(ours).map(|common| common.max)
    }
}

/// The version negotiation of one connection (R104): the newest ApiVersions first, at most one step down.
#[derive(Debug)]
pub(crate) struct Negotiation {
    version: i16,
    retried: bool,
}

/// What an answer to ApiVersions leads to.
pub(crate) enum Step {
    /// Both sides know what the other speaks.
    Agreed { versions: ApiVersions, throttle: Duration },
    /// The broker does not know our version of ApiVersions: ask again, as the negotiation now says.
    AskAgain,
}

impl Negotiation {
    pub(crate) fn new() -> Self {
        Self { version: NEWEST.min(ApiVersionsRequest::VERSIONS.max), retried: false }
    }

    /// The version to ask in.
    pub(crate) fn version(&self) -> i16 {
        self.version
    }

    /// The request to send, whatever the version.
    pub(crate) fn request() -> ApiVersionsRequest {
        ApiVersionsRequest {
            client_software_name: StrBytes::from(CLIENT_SOFTWARE_NAME),
            client_software_version: StrBytes::from(CLIENT_SOFTWARE_VERSION),
            ..ApiVersionsRequest::default()
        }
    }

    /// Takes the answer, a whole frame.
    pub(crate) fn answered(&mut self, frame: &Bytes) -> Result<Step, PeerError> {
        // KIP-511: a broker that does not know our version answers in version 0, with the versions it does know. The error
        // code comes first in every version, right after the correlation id.
        let refused = error_code(frame) == Some(ErrorCode::UNSUPPORTED_VERSION);
        let version = if refused { 0 } else { self.version };
        let (_, response) = decode_response::<ApiVersionsRequest>(version, frame)
            .map_err(|error| PeerError::Decode { api: ApiKey::API_VERSIONS, error })?;
        let code = ErrorCode(response.error_code);
        if code == ErrorCode::NONE {
            let throttle = if self.version >= 2 { response.throttle_time_ms } else { 0 };
            return Ok(Step::Agreed {
                versions: ApiVersions::from_response(&response),
                throttle: Duration::from_millis(u64::try_from(throttle).unwrap_or(0)),
            });
        }
        if !refused || self.retried || self.version == 0 {
            return Err(PeerError::NegotiationRefused { version: self.version, code });
        }
        let listed = ApiVersions::from_response(&response).range(ApiKey::API_VERSIONS);
        // L13: only downward, whatever the broker claims.
        self.version = listed.map_or(0, |range| range.max).clamp(0, self.version - 1);
        self.retried = true;
        Ok(Step::AskAgain)
    }
}

fn error_code(frame: &Bytes) -> Option<ErrorCode> {
    let mut body = frame.get(CORRELATION_ID_LEN..)?;
    (body.len() >= 2).then(|| ErrorCode(body.get_i16()))
}

/// Version 5 carries the expected cluster and node id (KIP-1242), which this client does not check.
const NEWEST: i16 = 4;
/// Name under which brokers count this client (KIP-511).
const CLIENT_SOFTWARE_NAME: &str = "kafka-rs-producer";
const CLIENT_SOFTWARE_VERSION: &str = env!("CARGO_PKG_VERSION");
const CORRELATION_ID_LEN: usize = 4;
