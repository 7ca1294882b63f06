// Written by `cargo xtask codegen` from schemas/consumer_group_describe.schema; do not edit.

use crate::wire::length::{array_len, nullable_string_len, string_len};
use crate::wire::{Int32Array, Reader, StrBytes, TaggedFields, Uuid, Writer};
use crate::{Message, VersionRange};

/// `ConsumerGroupDescribeResponse`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsumerGroupDescribeResponse {
    /// `ThrottleTimeMs`: int32, versions 0+.
    pub throttle_time_ms: i32,
    /// `Groups`: array of [`DescribedGroup`], versions 0+.
    pub groups: Vec<DescribedGroup>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `DescribedGroup`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedGroup {
    /// `ErrorCode`: int16, versions 0+.
    pub error_code: i16,
    /// `ErrorMessage`: string, versions 0+, nullable, default null.
    pub error_message: Option<StrBytes>,
    /// `GroupId`: string, versions 0+.
    pub group_id: StrBytes,
    /// `GroupState`: string, versions 0+.
    pub group_state: StrBytes,
    /// `GroupEpoch`: int32, versions 0+.
    pub group_epoch: i32,
    /// `AssignmentEpoch`: int32, versions 0+.
    pub assignment_epoch: i32,
    /// `AssignorName`: string, versions 0+.
    pub assignor_name: StrBytes,
    /// `Members`: array of [`Member`], versions 0+.
    pub members: Vec<Member>,
    /// `AuthorizedOperations`: int32, versions 0+, default -2147483648.
    pub authorized_operations: i32,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for DescribedGroup {
    fn default() -> Self {
        Self {
            error_code: 0,
            error_message: None,
            group_id: StrBytes::new(),
            group_state: StrBytes::new(),
            group_epoch: 0,
            assignment_epoch: 0,
            assignor_name: StrBytes::new(),
            members: Vec::new(),
            authorized_operations: i32::MIN,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Member`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `MemberId`: string, versions 0+.
    pub member_id: StrBytes,
    /// `InstanceId`: string, versions 0+, nullable, default null.
    pub instance_id: Option<StrBytes>,
    /// `RackId`: string, versions 0+, nullable, default null.
    pub rack_id: Option<StrBytes>,
    /// `MemberEpoch`: int32, versions 0+.
    pub member_epoch: i32,
    /// `ClientId`: string, versions 0+.
    pub client_id: StrBytes,
    /// `ClientHost`: string, versions 0+.
    pub client_host: StrBytes,
    /// `SubscribedTopicNames`: array of string, versions 0+.
    pub subscribed_topic_names: Vec<StrBytes>,
    /// `SubscribedTopicRegex`: string, versions 0+, nullable, default null.
    pub subscribed_topic_regex: Option<StrBytes>,
    /// `Assignment`: [`Assignment`], versions 0+.
    pub assignment: Assignment,
    /// `TargetAssignment`: [`Assignment`], versions 0+.
    pub target_assignment: Assignment,
    /// `MemberType`: int8, versions 1+, default -1; left out of other versions.
    pub member_type: i8,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Default for Member {
    fn default() -> Self {
        Self {
            member_id: StrBytes::new(),
            instance_id: None,
            rack_id: None,
            member_epoch: 0,
            client_id: StrBytes::new(),
            client_host: StrBytes::new(),
            subscribed_topic_names: Vec::new(),
            subscribed_topic_regex: None,
            assignment: Assignment::default(),
            target_assignment: Assignment::default(),
            member_type: -1,
            tagged: TaggedFields::new(),
        }
    }
}

/// `Assignment`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignment {
    /// `TopicPartitions`: array of [`TopicPartitions`], versions 0+.
    pub topic_partitions: Vec<TopicPartitions>,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

/// `TopicPartitions`, versions 0-1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicPartitions {
    /// `TopicId`: uuid, versions 0+.
    pub topic_id: Uuid,
    /// `TopicName`: string, versions 0+.
    pub topic_name: StrBytes,
    /// `Partitions`: array of int32, versions 0+.
    pub partitions: Int32Array,
    /// Tagged fields that the schema does not know, versions 0+.
    pub tagged: TaggedFields,
}

impl Message for ConsumerGroupDescribeResponse {
    const NAME: &'static str = "ConsumerGroupDescribeResponse";
    const VERSIONS: VersionRange = VersionRange::new(0, 1);
    const FLEXIBLE_SINCE: Option<i16> = Some(0);

    fn wire_len(&self, version: i16) -> usize {
        4 + array_len(self.groups.len(), true)
            + self.groups.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.enter(Self::NAME, version, Self::VERSIONS);
        w.put_i32(self.throttle_time_ms);
        w.put_array_len("groups", self.groups.len(), true);
        for element in &self.groups {
            element.write(version, w);
        }
        self.tagged.write("tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        r.enter(Self::NAME, version, Self::VERSIONS);
        Self {
            throttle_time_ms: r.int32("throttle_time_ms"),
            groups: r.array("groups", true, DescribedGroup::minimum_len(version), |r| {
                DescribedGroup::read(version, r)
            }),
            tagged: TaggedFields::read(r, "tagged"),
        }
    }
}

impl DescribedGroup {
    fn minimum_len(_version: i16) -> usize {
        20
    }

    fn wire_len(&self, version: i16) -> usize {
        14 + nullable_string_len(self.error_message.as_ref(), true)
            + string_len(&self.group_id, true)
            + string_len(&self.group_state, true)
            + string_len(&self.assignor_name, true)
            + array_len(self.members.len(), true)
            + self.members.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_i16(self.error_code);
        w.put_nullable_string("DescribedGroup.error_message", self.error_message.as_ref(), true);
        w.put_string("DescribedGroup.group_id", &self.group_id, true);
        w.put_string("DescribedGroup.group_state", &self.group_state, true);
        w.put_fixed((self.group_epoch, self.assignment_epoch));
        w.put_string("DescribedGroup.assignor_name", &self.assignor_name, true);
        w.put_array_len("DescribedGroup.members", self.members.len(), true);
        for element in &self.members {
            element.write(version, w);
        }
        w.put_i32(self.authorized_operations);
        self.tagged.write("DescribedGroup.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            error_code: r.int16("DescribedGroup.error_code"),
            error_message: r.nullable_string("DescribedGroup.error_message", true),
            group_id: r.string("DescribedGroup.group_id", true),
            group_state: r.string("DescribedGroup.group_state", true),
            group_epoch: r.int32("DescribedGroup.group_epoch"),
            assignment_epoch: r.int32("DescribedGroup.assignment_epoch"),
            assignor_name: r.string("DescribedGroup.assignor_name", true),
            members: r.array("DescribedGroup.members", true, Member::minimum_len(version), |r| {
                Member::read(version, r)
            }),
            authorized_operations: r.int32("DescribedGroup.authorized_operations"),
            tagged: TaggedFields::read(r, "DescribedGroup.tagged"),
        }
    }
}

impl Member {
    fn minimum_len(version: i16) -> usize {
        match version {
            0 => 16,
            _ => 17,
        }
    }

    fn wire_len(&self, version: i16) -> usize {
        let mut len = 4
            + string_len(&self.member_id, true)
            + nullable_string_len(self.instance_id.as_ref(), true)
            + nullable_string_len(self.rack_id.as_ref(), true)
            + string_len(&self.client_id, true)
            + string_len(&self.client_host, true)
            + array_len(self.subscribed_topic_names.len(), true)
            + self.subscribed_topic_names.iter().map(|element| string_len(element, true)).sum::<usize>()
            + nullable_string_len(self.subscribed_topic_regex.as_ref(), true)
            + self.assignment.wire_len(version)
            + self.target_assignment.wire_len(version)
            + self.tagged.section_len(0);
        if version >= 1 {
            len += 1;
        }
        len
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_string("Member.member_id", &self.member_id, true);
        w.put_nullable_string("Member.instance_id", self.instance_id.as_ref(), true);
        w.put_nullable_string("Member.rack_id", self.rack_id.as_ref(), true);
        w.put_i32(self.member_epoch);
        w.put_string("Member.client_id", &self.client_id, true);
        w.put_string("Member.client_host", &self.client_host, true);
        w.put_array_len("Member.subscribed_topic_names", self.subscribed_topic_names.len(), true);
        for element in &self.subscribed_topic_names {
            w.put_string("Member.subscribed_topic_names", element, true);
        }
        w.put_nullable_string("Member.subscribed_topic_regex", self.subscribed_topic_regex.as_ref(), true);
        self.assignment.write(version, w);
        self.target_assignment.write(version, w);
        if version >= 1 {
            w.put_i8(self.member_type);
        }
        self.tagged.write("Member.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            member_id: r.string("Member.member_id", true),
            instance_id: r.nullable_string("Member.instance_id", true),
            rack_id: r.nullable_string("Member.rack_id", true),
            member_epoch: r.int32("Member.member_epoch"),
            client_id: r.string("Member.client_id", true),
            client_host: r.string("Member.client_host", true),
            subscribed_topic_names: r.array("Member.subscribed_topic_names", true, 1, |r| {
                r.string("Member.subscribed_topic_names", true)
            }),
            subscribed_topic_regex: r.nullable_string("Member.subscribed_topic_regex", true),
            assignment: Assignment::read(version, r),
            target_assignment: Assignment::read(version, r),
            member_type: if version >= 1 { r.int8("Member.member_type") } else { -1 },
            tagged: TaggedFields::read(r, "Member.tagged"),
        }
    }
}

impl Assignment {
    fn wire_len(&self, version: i16) -> usize {
        array_len(self.topic_partitions.len(), true)
            + self.topic_partitions.iter().map(|element| element.wire_len(version)).sum::<usize>()
            + self.tagged.section_len(0)
    }

    fn write(&self, version: i16, w: &mut Writer) {
        w.put_array_len("Assignment.topic_partitions", self.topic_partitions.len(), true);
        for element in &self.topic_partitions {
            element.write(version, w);
        }
        self.tagged.write("Assignment.tagged", w);
    }

    fn read(version: i16, r: &mut Reader) -> Self {
        Self {
            topic_partitions: r.array(
                "Assignment.topic_partitions",
                true,
                TopicPartitions::minimum_len(version),
                |r| TopicPartitions::read(version, r),
            ),
            tagged: TaggedFields::read(r, "Assignment.tagged"),
        }
    }
}

impl TopicPartitions {
    fn minimum_len(_version: i16) -> usize {
        19
    }

    fn wire_len(&self, _version: i16) -> usize {
        16 + string_len(&self.topic_name, true)
            + array_len(self.partitions.len(), true)
            + 4 * self.partitions.len()
            + self.tagged.section_len(0)
    }

    fn write(&self, _version: i16, w: &mut Writer) {
        w.put_uuid(self.topic_id);
        w.put_string("TopicPartitions.topic_name", &self.topic_name, true);
        w.put_int32_array("TopicPartitions.partitions", &self.partitions, true);
        self.tagged.write("TopicPartitions.tagged", w);
    }

    fn read(_version: i16, r: &mut Reader) -> Self {
        Self {
            topic_id: r.uuid("TopicPartitions.topic_id"),
            topic_name: r.string("TopicPartitions.topic_name", true),
            partitions: r.int32_array("TopicPartitions.partitions", true),
            tagged: TaggedFields::read(r, "TopicPartitions.tagged"),
        }
    }
}
