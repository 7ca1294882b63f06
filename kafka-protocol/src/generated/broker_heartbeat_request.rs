// Written by `cargo xtask codegen` from schemas/broker_heartbeat.schema; do not edit.

use crate::wire::length::{array_len, nullable_array_len, tag_len};
use crate::wire::{Reader, TagSection, TaggedFields, Uuid, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `BrokerHeartbeatRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerHeartbeatRequest {
    /// `BrokerId`: int32, versions 0+.
    pub broker_id: i32,
    /// `BrokerEpoch`: int64, versions 0+, default -1.
    pub broker_epoch: i64,
    /// `CurrentMetadataOffset`: int64, versions 0+.
    pub current_metadata_offset: i64,
    /// `WantFence`: bool, versions 0+.
    pub want_fence: bool,
    /// `WantShutDown`: bool, versions 0+.
    pub want_shut_down: bool,
    /// `OfflineLogDirs`: array of uuid, versions 1+, tag 0; an error to set in other versions.
    pub offline_log_dirs: Vec<Uuid>,
    /// `CordonedLogDirs`: array of uuid, versions 2+, tag 1, nullable, default null; an error to set in other versions.
    pub cordoned_log_dirs: Option<Vec<Uuid>>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for BrokerHeartbeatRequest {
    fn default() -> Self {
        Self {
            broker_id: 0,
            broker_epoch: -1,
            current_metadata_offset: 0,
            want_fence: false,
            want_shut_down: false,
            offline_log_dirs: Vec::new(),
            cordoned_log_dirs: None,
            tagged: TaggedFields::new(),
        }
    }
}

impl Message for BrokerHeartbeatRequest {
    const NAME: &'static str = "BrokerHeartbeatRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 22;
        let mut known = 0;
        if version >= 1 && !self.offline_log_dirs.is_empty() {
            known += 1;
            len +=
                tag_len(0, array_len(self.offline_log_dirs.len(), true) + 16 * self.offline_log_dirs.len());
        }
        if version >= 2 && self.cordoned_log_dirs.is_some() {
            known += 1;
            len += tag_len(
                1,
                nullable_array_len(self.cordoned_log_dirs.as_ref().map(Vec::len), true)
                    + 16 * self.cordoned_log_dirs.as_ref().map_or(0, Vec::len),
            );
        }
        len += self.tagged.section_len(known);
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_fixed((
            self.broker_id,
            self.broker_epoch,
            self.current_metadata_offset,
            self.want_fence,
            self.want_shut_down,
        ));
        if version < 1 {
            w.refuse("offline_log_dirs", !self.offline_log_dirs.is_empty());
        }
        if version < 2 {
            w.refuse("cordoned_log_dirs", self.cordoned_log_dirs.is_some());
        }
        let offline_log_dirs_is_set = version >= 1 && !self.offline_log_dirs.is_empty();
        let cordoned_log_dirs_is_set = version >= 2 && self.cordoned_log_dirs.is_some();
        self.tagged
            .write_count(usize::from(offline_log_dirs_is_set) + usize::from(cordoned_log_dirs_is_set), w);
        if offline_log_dirs_is_set {
            w.put_tag(
                "offline_log_dirs",
                0,
                array_len(self.offline_log_dirs.len(), true) + 16 * self.offline_log_dirs.len(),
            );
            w.put_array_len("offline_log_dirs", self.offline_log_dirs.len(), true);
            for element in &self.offline_log_dirs {
                w.put_uuid(*element);
            }
        }
        if cordoned_log_dirs_is_set {
            w.put_tag(
                "cordoned_log_dirs",
                1,
                nullable_array_len(self.cordoned_log_dirs.as_ref().map(Vec::len), true)
                    + 16 * self.cordoned_log_dirs.as_ref().map_or(0, Vec::len),
            );
            if let Some(value) = &self.cordoned_log_dirs {
                w.put_array_len("cordoned_log_dirs", value.len(), true);
                for element in value {
                    w.put_uuid(*element);
                }
            } else {
                w.put_null(true);
            }
        }
        let first_free = match version {
            0 => 0,
            1 => 1,
            _ => 2,
        };
        self.tagged.write_fields("tagged", first_free, w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let mut value = Self {
            broker_id: r.int32("broker_id"),
            broker_epoch: r.int64("broker_epoch"),
            current_metadata_offset: r.int64("current_metadata_offset"),
            want_fence: r.bool("want_fence"),
            want_shut_down: r.bool("want_shut_down"),
            offline_log_dirs: Vec::new(),
            cordoned_log_dirs: None,
            tagged: TaggedFields::new(),
        };
        if !r.skip_zero() {
            let mut tags = TagSection::begin(r, "tagged");
            while let Some(tag) = tags.next(r) {
                match tag {
                    0 if version >= 1 => {
                        value.offline_log_dirs =
                            r.array("offline_log_dirs", true, 16, |r| r.uuid("offline_log_dirs"));
                    }
                    1 if version >= 2 => {
                        value.cordoned_log_dirs =
                            r.nullable_array("cordoned_log_dirs", true, 16, |r| r.uuid("cordoned_log_dirs"));
                    }
                    _ => tags.keep(r, &mut value.tagged),
                }
            }
        }
        value
    }
}

impl Request for BrokerHeartbeatRequest {
    const API_KEY: ApiKey = ApiKey::BROKER_HEARTBEAT;
    type Response = super::BrokerHeartbeatResponse;
}
