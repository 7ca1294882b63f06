use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf, Bytes};
use kafka_protocol::messages::{ApiVersionsRequest, ApiVersionsResponse, MetadataRequest};
use kafka_protocol::wire::StrBytes;
use kafka_protocol::{ApiKey, ErrorCode, FrameDecoder, Message, VersionRange, decode_response};

use super::config::ExpectedBroker;
use super::{Connection, ConnectionEvent, Ending, OwnRequest};
use crate::connection::ConnectionState;
use crate::error::{NetError, PeerError};
use crate::time::Tick;

/// What a broker said it speaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiVersions {
    ranges: BTreeMap<ApiKey, VersionRange>,
    supported: BTreeMap<Arc<str>, VersionRange>,
    finalized: FinalizedFeatures,
}

/// The features that the cluster has agreed on, such as `transaction.version` (KIP-584).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinalizedFeatures {
    /// Grows with every change; `None` when the broker does not know it.
    pub epoch: Option<i64>,
    /// The levels in force, by name.
    pub levels: BTreeMap<Arc<str>, VersionRange>,
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
        let range = |min, max| (0 <= min && min <= max).then(|| VersionRange::new(min, max));
        let supported = response.supported_features.iter().filter_map(|feature| {
            Some((Arc::from(&*feature.name), range(feature.min_version, feature.max_version)?))
        });
        let levels = response.finalized_features.iter().filter_map(|feature| {
            Some((Arc::from(&*feature.name), range(feature.min_version_level, feature.max_version_level)?))
        });
        let epoch = Some(response.finalized_features_epoch).filter(|epoch| *epoch >= 0);
        Self {
            ranges,
            supported: supported.collect(),
            finalized: FinalizedFeatures { epoch, levels: levels.collect() },
        }
    }

    /// The levels of a feature that the broker could work with; `None` when it does not know the feature.
    pub fn supported_feature(&self, name: &str) -> Option<VersionRange> {
        self.supported.get(name).copied()
    }

    /// What the cluster has agreed on. Of two brokers' answers the one with the higher epoch is right.
    pub fn finalized_features(&self) -> &FinalizedFeatures {
        &self.finalized
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

impl FromIterator<(ApiKey, VersionRange)> for ApiVersions {
    fn from_iter<T: IntoIterator<Item = (ApiKey, VersionRange)>>(ranges: T) -> Self {
        Self { ranges: ranges.into_iter().collect(), ..Self::default() }
    }
}

/// The version negotiation of one connection (R104): the newest ApiVersions first, at most one step down.
#[derive(Debug)]
pub(crate) struct Negotiation {
    version: i16,
    retried: bool,
    expected: Option<ExpectedBroker>,
}

/// What an answer to ApiVersions leads to.
pub(crate) enum Step {
    /// Both sides know what the other speaks.
    Agreed { versions: ApiVersions, throttle: Duration },
    /// The broker does not know our version of ApiVersions: ask again, as the negotiation now says.
    AskAgain,
}

impl Negotiation {
    /// Begins with what the broker is known to speak, and with the newest otherwise.
    pub(crate) fn new(known: Option<&ApiVersions>, expected: Option<ExpectedBroker>) -> Self {
        let newest = if expected.is_some() { CHECKING } else { NEWEST };
        let known =
            known.and_then(|known| known.highest_common(ApiKey::API_VERSIONS, ApiVersionsRequest::VERSIONS));
        Self { version: known.map_or(newest, |known| known.min(newest)), retried: false, expected }
    }

    /// The version to ask in.
    pub(crate) fn version(&self) -> i16 {
        self.version
    }

    /// The request to send, in the version at hand.
    fn checking_request(&self) -> ApiVersionsRequest {
        let mut request = Self::request();
        if let Some(expected) = self.expected.as_ref().filter(|_| self.version >= CHECKING) {
            request.cluster_id = Some(StrBytes::copy_from(&expected.cluster_id));
            request.node_id = expected.broker.map_or(-1, |broker| broker.0);
        }
        request
    }

    /// The request to send to whoever the broker is.
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

impl Connection {
    pub(super) fn negotiate(&mut self) {
        let (version, request) = (self.negotiation.version(), self.negotiation.checking_request());
        self.send_own(version, &request, OwnRequest::Negotiation);
    }

    pub(super) fn negotiated(&mut self, now: Tick, frame: &Bytes) {
        match self.negotiation.answered(frame) {
            Ok(Step::AskAgain) => {
                self.trace.asking_again(self.negotiation.version());
                self.state.transition(ConnectionState::Negotiating);
                self.negotiate();
            }
            Ok(Step::Agreed { versions, throttle }) => {
                let surplus = self.decoder.buffered();
                if surplus > 0 {
                    return self.fail(PeerError::UnexpectedBytes { len: surplus });
                }
                self.note_throttle(throttle);
                self.agree(Arc::new(versions));
                if !throttle.is_zero() && self.state == ConnectionState::Ready {
                    self.throttle(now, throttle);
                }
            }
            Err(error) => self.fail(error),
        }
    }

    /// Both sides know what the other speaks.
    pub(super) fn agree(&mut self, versions: Arc<ApiVersions>) {
        let (api, ours) = (ApiKey::METADATA, MetadataRequest::VERSIONS);
        if versions.highest_common(api, ours).is_none() {
            let (peer, theirs) = (self.peer.clone(), versions.range(api));
            return self.end(Some(NetError::UnsupportedVersion { peer, api, ours, theirs }), Ending::Ours);
        }
        self.decoder = FrameDecoder::new(self.max_frame_len);
        self.versions = versions;
        self.state.transition(ConnectionState::Ready);
        self.counters.ready += 1;
        self.trace.connected(&self.peer);
        self.events.push_back(ConnectionEvent::Ready);
    }
}

fn error_code(frame: &Bytes) -> Option<ErrorCode> {
    let mut body = frame.get(CORRELATION_ID_LEN..)?;
    (body.len() >= 2).then(|| ErrorCode(body.get_i16()))
}

/// The version to begin with when nothing is known of the broker and nothing is to be checked.
const NEWEST: i16 = 4;
/// Carries the cluster and broker that are expected (KIP-1242).
const CHECKING: i16 = 5;
/// Name under which brokers count this client (KIP-511).
const CLIENT_SOFTWARE_NAME: &str = "kafka-rs-producer";
const CLIENT_SOFTWARE_VERSION: &str = env!("CARGO_PKG_VERSION");
const CORRELATION_ID_LEN: usize = 4;
