// Written by `cargo xtask codegen` from schemas/alter_replica_log_dirs.schema; do not edit.

use crate::wire::length::{array_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Writer};
use crate::{ApiKey, Message, Request, VersionRange};

/// `AlterReplicaLogDirsRequest`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterReplicaLogDirsRequest {
    /// `Dirs`: array of [`AlterReplicaLogDir`], versions 0+.
    pub dirs: Vec<AlterReplicaLogDir>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AlterReplicaLogDir`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterReplicaLogDir {
    /// `Path`: string, versions 0+.
    pub path: StrBytes,
    /// `Topics`: array of [`AlterReplicaLogDirTopic`], versions 0+.
    pub topics: Vec<AlterReplicaLogDirTopic>,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

/// `AlterReplicaLogDirTopic`, versions 0-2.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlterReplicaLogDirTopic {
    /// `Name`: string, versions 0+.
    pub name: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 2+.
    pub tagged: TaggedFields,
}

impl Message for AlterReplicaLogDirsRequest {
    const NAME: &'static str = "AlterReplicaLogDirsRequest";
    const VERSIONS: VersionRange = VersionRange::new(0, 2);
    const FLEXIBLE_SINCE: Option<i16> = Some(2);

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = array_len(self.dirs.len(), flexible)
            + self.dirs.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_array_len("dirs", self.dirs.len(), flexible);
        for element in &self.dirs {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("tagged", w);
        } else {
            w.refuse("tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        let flexible = version >= 2;
        Self {
            dirs: r.array("dirs", flexible, AlterReplicaLogDir::minimum_len(version), |r| {
                AlterReplicaLogDir::read(version, r)
            }),
            tagged: if flexible { TaggedFields::read(r, "tagged") } else { TaggedFields::new() },
        }
    }
}

impl Request for AlterReplicaLogDirsRequest {
    const API_KEY: ApiKey = ApiKey::ALTER_REPLICA_LOG_DIRS;
    type Response = super::AlterReplicaLogDirsResponse;
}

impl AlterReplicaLogDir {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.path, flexible)
            + array_len(self.topics.len(), flexible)
            + self.topics.iter().map(|element| element.wire_len(version)).sum::<usize>();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("AlterReplicaLogDir.path", &self.path, flexible);
        w.put_array_len("AlterReplicaLogDir.topics", self.topics.len(), flexible);
        for element in &self.topics {
            element.write(version, w);
        }
        if flexible {
            self.tagged.write("AlterReplicaLogDir.tagged", w);
        } else {
            w.refuse("AlterReplicaLogDir.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            path: r.string("AlterReplicaLogDir.path", flexible),
            topics: r.array(
                "AlterReplicaLogDir.topics",
                flexible,
                AlterReplicaLogDirTopic::minimum_len(version),
                |r| AlterReplicaLogDirTopic::read(version, r),
            ),
            tagged: if flexible {
                TaggedFields::read(r, "AlterReplicaLogDir.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}

impl AlterReplicaLogDirTopic {
    fn minimum_len(version: i16) -> usize {
        match version {
            0..=1 => 6,
            _ => 3,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let flexible = version >= 2;
        let mut len = string_len(&self.name, flexible)
            + array_len(self.partitions.len(), flexible)
            + 4 * self.partitions.len();
        if flexible {
            len += self.tagged.section_len(0);
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        let flexible = version >= 2;
        w.put_string("AlterReplicaLogDirTopic.name", &self.name, flexible);
        w.put_int32_array("AlterReplicaLogDirTopic.partitions", &self.partitions, flexible);
        if flexible {
            self.tagged.write("AlterReplicaLogDirTopic.tagged", w);
        } else {
            w.refuse("AlterReplicaLogDirTopic.tagged", !self.tagged.is_empty());
        }
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        let flexible = version >= 2;
        Self {
            name: r.string("AlterReplicaLogDirTopic.name", flexible),
            partitions: r.int32_array("AlterReplicaLogDirTopic.partitions", flexible),
            tagged: if flexible {
                TaggedFields::read(r, "AlterReplicaLogDirTopic.tagged")
            } else {
                TaggedFields::new()
            },
        }
    }
}
