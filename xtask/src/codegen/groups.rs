//! Which messages a build of `kafka-protocol` has: each Cargo feature stands for one kind of program.
//!
//! An API belongs to every group whose programs send or answer it. `ApiVersions` is in every build: no two peers
//! can talk without it.

use xtask::failure::Result;

/// The condition of a message: `None` for one that is always there.
pub(super) fn condition(api: &str) -> Result<Option<String>> {
    if api == ALWAYS {
        return Ok(None);
    }
    let features: Vec<_> = GROUPS
        .iter()
        .filter(|(_, members)| members.split_whitespace().any(|member| member == api))
        .map(|(group, _)| format!("feature = \"{group}\""))
        .collect();
    match features.as_slice() {
        [] => Err(format!("{api} is in no group of xtask/src/codegen/groups.rs").into()),
        [only] => Ok(Some(only.clone())),
        several => Ok(Some(format!("any({})", several.join(", ")))),
    }
}

/// Members that no schema has: names that went away or were misspelt.
pub(super) fn unknown<'a>(apis: &'a [&'a str]) -> impl Iterator<Item = &'static str> + 'a {
    GROUPS
        .iter()
        .flat_map(|(_, members)| members.split_whitespace())
        .filter(move |member| !apis.contains(member))
}

const ALWAYS: &str = "ApiVersions";

/// Feature and members.
const GROUPS: &[(&str, &str)] = &[
    (
        "produce",
        "Produce Metadata FindCoordinator InitProducerId AddPartitionsToTxn AddOffsetsToTxn TxnOffsetCommit EndTxn
         SaslHandshake SaslAuthenticate GetTelemetrySubscriptions PushTelemetry",
    ),
    (
        "consume",
        "Fetch ListOffsets Metadata FindCoordinator OffsetCommit OffsetFetch OffsetForLeaderEpoch
         JoinGroup SyncGroup Heartbeat LeaveGroup ConsumerGroupHeartbeat ConsumerGroupDescribe
         ConsumerProtocolSubscription ConsumerProtocolAssignment
         ShareGroupHeartbeat ShareFetch ShareAcknowledge
         StreamsGroupHeartbeat StreamsGroupTopologyDescriptionUpdate
         SaslHandshake SaslAuthenticate GetTelemetrySubscriptions PushTelemetry",
    ),
    (
        "admin",
        "Metadata DescribeCluster CreateTopics DeleteTopics CreatePartitions DeleteRecords DescribeTopicPartitions
         DescribeConfigs AlterConfigs IncrementalAlterConfigs ListConfigResources
         DescribeAcls CreateAcls DeleteAcls
         AlterReplicaLogDirs DescribeLogDirs ElectLeaders AlterPartitionReassignments ListPartitionReassignments
         CreateDelegationToken RenewDelegationToken ExpireDelegationToken DescribeDelegationToken
         FindCoordinator DescribeGroups ListGroups DeleteGroups OffsetCommit OffsetFetch OffsetDelete ListOffsets LeaveGroup
         ConsumerGroupDescribe ConsumerProtocolSubscription ConsumerProtocolAssignment
         ShareGroupDescribe DescribeShareGroupOffsets AlterShareGroupOffsets DeleteShareGroupOffsets
         StreamsGroupDescribe
         DescribeClientQuotas AlterClientQuotas DescribeUserScramCredentials AlterUserScramCredentials
         DescribeProducers DescribeTransactions ListTransactions WriteTxnMarkers InitProducerId
         UpdateFeatures DescribeQuorum AddRaftVoter RemoveRaftVoter UnregisterBroker UnregisterController
         SaslHandshake SaslAuthenticate",
    ),
    (
        "broker",
        "Fetch Metadata LeaderAndIsr StopReplica UpdateMetadata ControlledShutdown AlterPartition
         OffsetForLeaderEpoch ListOffsets WriteTxnMarkers AddPartitionsToTxn AllocateProducerIds Envelope
         BrokerRegistration BrokerHeartbeat AssignReplicasToDirs
         InitializeShareGroupState ReadShareGroupState WriteShareGroupState DeleteShareGroupState
         ReadShareGroupStateSummary
         SaslHandshake SaslAuthenticate
         AbortedTxn EndTxnMarker ControlRecordTypeSchema DefaultPrincipalData",
    ),
    (
        "raft",
        "Vote BeginQuorumEpoch EndQuorumEpoch Fetch FetchSnapshot DescribeQuorum ControllerRegistration
         AddRaftVoter RemoveRaftVoter UpdateRaftVoter UnregisterController SaslHandshake SaslAuthenticate
         ControlRecordTypeSchema LeaderChangeMessage SnapshotHeaderRecord SnapshotFooterRecord
         KRaftVersionRecord VotersRecord",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_several_groups_is_in_the_build_of_each() {
        assert_eq!(condition("Vote").unwrap().as_deref(), Some("feature = \"raft\""));
        assert_eq!(
            condition("Fetch").unwrap().as_deref(),
            Some("any(feature = \"consume\", feature = \"broker\", feature = \"raft\")")
        );
        assert_eq!(condition("ApiVersions").unwrap(), None);
        assert!(condition("Unheard").is_err());
    }
}
