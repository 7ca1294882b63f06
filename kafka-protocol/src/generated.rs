// Written by `cargo xtask codegen`; do not edit.

#![allow(
    clippy::match_same_arms,
    reason = "sizes stand in the order of versions; that two of them are equal means nothing"
)]
#![allow(
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "every structure has the same functions, whatever its fields need of them"
)]

#[cfg(feature = "broker")]
#[doc = "`AbortedTxn` and its structures."]
pub mod aborted_txn;
#[cfg(feature = "produce")]
#[doc = "`AddOffsetsToTxnRequest` and its structures."]
pub mod add_offsets_to_txn_request;
#[cfg(feature = "produce")]
#[doc = "`AddOffsetsToTxnResponse` and its structures."]
pub mod add_offsets_to_txn_response;
#[cfg(any(feature = "produce", feature = "broker"))]
#[doc = "`AddPartitionsToTxnRequest` and its structures."]
pub mod add_partitions_to_txn_request;
#[cfg(any(feature = "produce", feature = "broker"))]
#[doc = "`AddPartitionsToTxnResponse` and its structures."]
pub mod add_partitions_to_txn_response;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`AddRaftVoterRequest` and its structures."]
pub mod add_raft_voter_request;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`AddRaftVoterResponse` and its structures."]
pub mod add_raft_voter_response;
#[cfg(feature = "broker")]
#[doc = "`AllocateProducerIdsRequest` and its structures."]
pub mod allocate_producer_ids_request;
#[cfg(feature = "broker")]
#[doc = "`AllocateProducerIdsResponse` and its structures."]
pub mod allocate_producer_ids_response;
#[cfg(feature = "admin")]
#[doc = "`AlterClientQuotasRequest` and its structures."]
pub mod alter_client_quotas_request;
#[cfg(feature = "admin")]
#[doc = "`AlterClientQuotasResponse` and its structures."]
pub mod alter_client_quotas_response;
#[cfg(feature = "admin")]
#[doc = "`AlterConfigsRequest` and its structures."]
pub mod alter_configs_request;
#[cfg(feature = "admin")]
#[doc = "`AlterConfigsResponse` and its structures."]
pub mod alter_configs_response;
#[cfg(feature = "admin")]
#[doc = "`AlterPartitionReassignmentsRequest` and its structures."]
pub mod alter_partition_reassignments_request;
#[cfg(feature = "admin")]
#[doc = "`AlterPartitionReassignmentsResponse` and its structures."]
pub mod alter_partition_reassignments_response;
#[cfg(feature = "broker")]
#[doc = "`AlterPartitionRequest` and its structures."]
pub mod alter_partition_request;
#[cfg(feature = "broker")]
#[doc = "`AlterPartitionResponse` and its structures."]
pub mod alter_partition_response;
#[cfg(feature = "admin")]
#[doc = "`AlterReplicaLogDirsRequest` and its structures."]
pub mod alter_replica_log_dirs_request;
#[cfg(feature = "admin")]
#[doc = "`AlterReplicaLogDirsResponse` and its structures."]
pub mod alter_replica_log_dirs_response;
#[cfg(feature = "admin")]
#[doc = "`AlterShareGroupOffsetsRequest` and its structures."]
pub mod alter_share_group_offsets_request;
#[cfg(feature = "admin")]
#[doc = "`AlterShareGroupOffsetsResponse` and its structures."]
pub mod alter_share_group_offsets_response;
#[cfg(feature = "admin")]
#[doc = "`AlterUserScramCredentialsRequest` and its structures."]
pub mod alter_user_scram_credentials_request;
#[cfg(feature = "admin")]
#[doc = "`AlterUserScramCredentialsResponse` and its structures."]
pub mod alter_user_scram_credentials_response;
#[doc = "`ApiVersionsRequest` and its structures."]
pub mod api_versions_request;
#[doc = "`ApiVersionsResponse` and its structures."]
pub mod api_versions_response;
#[cfg(feature = "broker")]
#[doc = "`AssignReplicasToDirsRequest` and its structures."]
pub mod assign_replicas_to_dirs_request;
#[cfg(feature = "broker")]
#[doc = "`AssignReplicasToDirsResponse` and its structures."]
pub mod assign_replicas_to_dirs_response;
#[cfg(feature = "raft")]
#[doc = "`BeginQuorumEpochRequest` and its structures."]
pub mod begin_quorum_epoch_request;
#[cfg(feature = "raft")]
#[doc = "`BeginQuorumEpochResponse` and its structures."]
pub mod begin_quorum_epoch_response;
#[cfg(feature = "broker")]
#[doc = "`BrokerHeartbeatRequest` and its structures."]
pub mod broker_heartbeat_request;
#[cfg(feature = "broker")]
#[doc = "`BrokerHeartbeatResponse` and its structures."]
pub mod broker_heartbeat_response;
#[cfg(feature = "broker")]
#[doc = "`BrokerRegistrationRequest` and its structures."]
pub mod broker_registration_request;
#[cfg(feature = "broker")]
#[doc = "`BrokerRegistrationResponse` and its structures."]
pub mod broker_registration_response;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`ConsumerGroupDescribeRequest` and its structures."]
pub mod consumer_group_describe_request;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`ConsumerGroupDescribeResponse` and its structures."]
pub mod consumer_group_describe_response;
#[cfg(feature = "consume")]
#[doc = "`ConsumerGroupHeartbeatRequest` and its structures."]
pub mod consumer_group_heartbeat_request;
#[cfg(feature = "consume")]
#[doc = "`ConsumerGroupHeartbeatResponse` and its structures."]
pub mod consumer_group_heartbeat_response;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`ConsumerProtocolAssignment` and its structures."]
pub mod consumer_protocol_assignment;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`ConsumerProtocolSubscription` and its structures."]
pub mod consumer_protocol_subscription;
#[cfg(any(feature = "broker", feature = "raft"))]
#[doc = "`ControlRecordTypeSchema` and its structures."]
pub mod control_record_type_schema;
#[cfg(feature = "broker")]
#[doc = "`ControlledShutdownRequest` and its structures."]
pub mod controlled_shutdown_request;
#[cfg(feature = "broker")]
#[doc = "`ControlledShutdownResponse` and its structures."]
pub mod controlled_shutdown_response;
#[cfg(feature = "raft")]
#[doc = "`ControllerRegistrationRequest` and its structures."]
pub mod controller_registration_request;
#[cfg(feature = "raft")]
#[doc = "`ControllerRegistrationResponse` and its structures."]
pub mod controller_registration_response;
#[cfg(feature = "admin")]
#[doc = "`CreateAclsRequest` and its structures."]
pub mod create_acls_request;
#[cfg(feature = "admin")]
#[doc = "`CreateAclsResponse` and its structures."]
pub mod create_acls_response;
#[cfg(feature = "admin")]
#[doc = "`CreateDelegationTokenRequest` and its structures."]
pub mod create_delegation_token_request;
#[cfg(feature = "admin")]
#[doc = "`CreateDelegationTokenResponse` and its structures."]
pub mod create_delegation_token_response;
#[cfg(feature = "admin")]
#[doc = "`CreatePartitionsRequest` and its structures."]
pub mod create_partitions_request;
#[cfg(feature = "admin")]
#[doc = "`CreatePartitionsResponse` and its structures."]
pub mod create_partitions_response;
#[cfg(feature = "admin")]
#[doc = "`CreateTopicsRequest` and its structures."]
pub mod create_topics_request;
#[cfg(feature = "admin")]
#[doc = "`CreateTopicsResponse` and its structures."]
pub mod create_topics_response;
#[cfg(feature = "broker")]
#[doc = "`DefaultPrincipalData` and its structures."]
pub mod default_principal_data;
#[cfg(feature = "admin")]
#[doc = "`DeleteAclsRequest` and its structures."]
pub mod delete_acls_request;
#[cfg(feature = "admin")]
#[doc = "`DeleteAclsResponse` and its structures."]
pub mod delete_acls_response;
#[cfg(feature = "admin")]
#[doc = "`DeleteGroupsRequest` and its structures."]
pub mod delete_groups_request;
#[cfg(feature = "admin")]
#[doc = "`DeleteGroupsResponse` and its structures."]
pub mod delete_groups_response;
#[cfg(feature = "admin")]
#[doc = "`DeleteRecordsRequest` and its structures."]
pub mod delete_records_request;
#[cfg(feature = "admin")]
#[doc = "`DeleteRecordsResponse` and its structures."]
pub mod delete_records_response;
#[cfg(feature = "admin")]
#[doc = "`DeleteShareGroupOffsetsRequest` and its structures."]
pub mod delete_share_group_offsets_request;
#[cfg(feature = "admin")]
#[doc = "`DeleteShareGroupOffsetsResponse` and its structures."]
pub mod delete_share_group_offsets_response;
#[cfg(feature = "broker")]
#[doc = "`DeleteShareGroupStateRequest` and its structures."]
pub mod delete_share_group_state_request;
#[cfg(feature = "broker")]
#[doc = "`DeleteShareGroupStateResponse` and its structures."]
pub mod delete_share_group_state_response;
#[cfg(feature = "admin")]
#[doc = "`DeleteTopicsRequest` and its structures."]
pub mod delete_topics_request;
#[cfg(feature = "admin")]
#[doc = "`DeleteTopicsResponse` and its structures."]
pub mod delete_topics_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeAclsRequest` and its structures."]
pub mod describe_acls_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeAclsResponse` and its structures."]
pub mod describe_acls_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeClientQuotasRequest` and its structures."]
pub mod describe_client_quotas_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeClientQuotasResponse` and its structures."]
pub mod describe_client_quotas_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeClusterRequest` and its structures."]
pub mod describe_cluster_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeClusterResponse` and its structures."]
pub mod describe_cluster_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeConfigsRequest` and its structures."]
pub mod describe_configs_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeConfigsResponse` and its structures."]
pub mod describe_configs_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeDelegationTokenRequest` and its structures."]
pub mod describe_delegation_token_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeDelegationTokenResponse` and its structures."]
pub mod describe_delegation_token_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeGroupsRequest` and its structures."]
pub mod describe_groups_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeGroupsResponse` and its structures."]
pub mod describe_groups_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeLogDirsRequest` and its structures."]
pub mod describe_log_dirs_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeLogDirsResponse` and its structures."]
pub mod describe_log_dirs_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeProducersRequest` and its structures."]
pub mod describe_producers_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeProducersResponse` and its structures."]
pub mod describe_producers_response;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`DescribeQuorumRequest` and its structures."]
pub mod describe_quorum_request;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`DescribeQuorumResponse` and its structures."]
pub mod describe_quorum_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeShareGroupOffsetsRequest` and its structures."]
pub mod describe_share_group_offsets_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeShareGroupOffsetsResponse` and its structures."]
pub mod describe_share_group_offsets_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeTopicPartitionsRequest` and its structures."]
pub mod describe_topic_partitions_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeTopicPartitionsResponse` and its structures."]
pub mod describe_topic_partitions_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeTransactionsRequest` and its structures."]
pub mod describe_transactions_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeTransactionsResponse` and its structures."]
pub mod describe_transactions_response;
#[cfg(feature = "admin")]
#[doc = "`DescribeUserScramCredentialsRequest` and its structures."]
pub mod describe_user_scram_credentials_request;
#[cfg(feature = "admin")]
#[doc = "`DescribeUserScramCredentialsResponse` and its structures."]
pub mod describe_user_scram_credentials_response;
#[cfg(feature = "admin")]
#[doc = "`ElectLeadersRequest` and its structures."]
pub mod elect_leaders_request;
#[cfg(feature = "admin")]
#[doc = "`ElectLeadersResponse` and its structures."]
pub mod elect_leaders_response;
#[cfg(feature = "raft")]
#[doc = "`EndQuorumEpochRequest` and its structures."]
pub mod end_quorum_epoch_request;
#[cfg(feature = "raft")]
#[doc = "`EndQuorumEpochResponse` and its structures."]
pub mod end_quorum_epoch_response;
#[cfg(feature = "broker")]
#[doc = "`EndTxnMarker` and its structures."]
pub mod end_txn_marker;
#[cfg(feature = "produce")]
#[doc = "`EndTxnRequest` and its structures."]
pub mod end_txn_request;
#[cfg(feature = "produce")]
#[doc = "`EndTxnResponse` and its structures."]
pub mod end_txn_response;
#[cfg(feature = "broker")]
#[doc = "`EnvelopeRequest` and its structures."]
pub mod envelope_request;
#[cfg(feature = "broker")]
#[doc = "`EnvelopeResponse` and its structures."]
pub mod envelope_response;
#[cfg(feature = "admin")]
#[doc = "`ExpireDelegationTokenRequest` and its structures."]
pub mod expire_delegation_token_request;
#[cfg(feature = "admin")]
#[doc = "`ExpireDelegationTokenResponse` and its structures."]
pub mod expire_delegation_token_response;
#[cfg(any(feature = "consume", feature = "broker", feature = "raft"))]
#[doc = "`FetchRequest` and its structures."]
pub mod fetch_request;
#[cfg(any(feature = "consume", feature = "broker", feature = "raft"))]
#[doc = "`FetchResponse` and its structures."]
pub mod fetch_response;
#[cfg(feature = "raft")]
#[doc = "`FetchSnapshotRequest` and its structures."]
pub mod fetch_snapshot_request;
#[cfg(feature = "raft")]
#[doc = "`FetchSnapshotResponse` and its structures."]
pub mod fetch_snapshot_response;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin"))]
#[doc = "`FindCoordinatorRequest` and its structures."]
pub mod find_coordinator_request;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin"))]
#[doc = "`FindCoordinatorResponse` and its structures."]
pub mod find_coordinator_response;
#[cfg(any(feature = "produce", feature = "consume"))]
#[doc = "`GetTelemetrySubscriptionsRequest` and its structures."]
pub mod get_telemetry_subscriptions_request;
#[cfg(any(feature = "produce", feature = "consume"))]
#[doc = "`GetTelemetrySubscriptionsResponse` and its structures."]
pub mod get_telemetry_subscriptions_response;
#[cfg(feature = "consume")]
#[doc = "`HeartbeatRequest` and its structures."]
pub mod heartbeat_request;
#[cfg(feature = "consume")]
#[doc = "`HeartbeatResponse` and its structures."]
pub mod heartbeat_response;
#[cfg(feature = "admin")]
#[doc = "`IncrementalAlterConfigsRequest` and its structures."]
pub mod incremental_alter_configs_request;
#[cfg(feature = "admin")]
#[doc = "`IncrementalAlterConfigsResponse` and its structures."]
pub mod incremental_alter_configs_response;
#[cfg(any(feature = "produce", feature = "admin"))]
#[doc = "`InitProducerIdRequest` and its structures."]
pub mod init_producer_id_request;
#[cfg(any(feature = "produce", feature = "admin"))]
#[doc = "`InitProducerIdResponse` and its structures."]
pub mod init_producer_id_response;
#[cfg(feature = "broker")]
#[doc = "`InitializeShareGroupStateRequest` and its structures."]
pub mod initialize_share_group_state_request;
#[cfg(feature = "broker")]
#[doc = "`InitializeShareGroupStateResponse` and its structures."]
pub mod initialize_share_group_state_response;
#[cfg(feature = "consume")]
#[doc = "`JoinGroupRequest` and its structures."]
pub mod join_group_request;
#[cfg(feature = "consume")]
#[doc = "`JoinGroupResponse` and its structures."]
pub mod join_group_response;
#[cfg(feature = "raft")]
#[doc = "`KRaftVersionRecord` and its structures."]
pub mod k_raft_version_record;
#[cfg(feature = "broker")]
#[doc = "`LeaderAndIsrRequest` and its structures."]
pub mod leader_and_isr_request;
#[cfg(feature = "broker")]
#[doc = "`LeaderAndIsrResponse` and its structures."]
pub mod leader_and_isr_response;
#[cfg(feature = "raft")]
#[doc = "`LeaderChangeMessage` and its structures."]
pub mod leader_change_message;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`LeaveGroupRequest` and its structures."]
pub mod leave_group_request;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`LeaveGroupResponse` and its structures."]
pub mod leave_group_response;
#[cfg(feature = "admin")]
#[doc = "`ListConfigResourcesRequest` and its structures."]
pub mod list_config_resources_request;
#[cfg(feature = "admin")]
#[doc = "`ListConfigResourcesResponse` and its structures."]
pub mod list_config_resources_response;
#[cfg(feature = "admin")]
#[doc = "`ListGroupsRequest` and its structures."]
pub mod list_groups_request;
#[cfg(feature = "admin")]
#[doc = "`ListGroupsResponse` and its structures."]
pub mod list_groups_response;
#[cfg(any(feature = "consume", feature = "admin", feature = "broker"))]
#[doc = "`ListOffsetsRequest` and its structures."]
pub mod list_offsets_request;
#[cfg(any(feature = "consume", feature = "admin", feature = "broker"))]
#[doc = "`ListOffsetsResponse` and its structures."]
pub mod list_offsets_response;
#[cfg(feature = "admin")]
#[doc = "`ListPartitionReassignmentsRequest` and its structures."]
pub mod list_partition_reassignments_request;
#[cfg(feature = "admin")]
#[doc = "`ListPartitionReassignmentsResponse` and its structures."]
pub mod list_partition_reassignments_response;
#[cfg(feature = "admin")]
#[doc = "`ListTransactionsRequest` and its structures."]
pub mod list_transactions_request;
#[cfg(feature = "admin")]
#[doc = "`ListTransactionsResponse` and its structures."]
pub mod list_transactions_response;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker"))]
#[doc = "`MetadataRequest` and its structures."]
pub mod metadata_request;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker"))]
#[doc = "`MetadataResponse` and its structures."]
pub mod metadata_response;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`OffsetCommitRequest` and its structures."]
pub mod offset_commit_request;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`OffsetCommitResponse` and its structures."]
pub mod offset_commit_response;
#[cfg(feature = "admin")]
#[doc = "`OffsetDeleteRequest` and its structures."]
pub mod offset_delete_request;
#[cfg(feature = "admin")]
#[doc = "`OffsetDeleteResponse` and its structures."]
pub mod offset_delete_response;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`OffsetFetchRequest` and its structures."]
pub mod offset_fetch_request;
#[cfg(any(feature = "consume", feature = "admin"))]
#[doc = "`OffsetFetchResponse` and its structures."]
pub mod offset_fetch_response;
#[cfg(any(feature = "consume", feature = "broker"))]
#[doc = "`OffsetForLeaderEpochRequest` and its structures."]
pub mod offset_for_leader_epoch_request;
#[cfg(any(feature = "consume", feature = "broker"))]
#[doc = "`OffsetForLeaderEpochResponse` and its structures."]
pub mod offset_for_leader_epoch_response;
#[cfg(feature = "produce")]
#[doc = "`ProduceRequest` and its structures."]
pub mod produce_request;
#[cfg(feature = "produce")]
#[doc = "`ProduceResponse` and its structures."]
pub mod produce_response;
#[cfg(any(feature = "produce", feature = "consume"))]
#[doc = "`PushTelemetryRequest` and its structures."]
pub mod push_telemetry_request;
#[cfg(any(feature = "produce", feature = "consume"))]
#[doc = "`PushTelemetryResponse` and its structures."]
pub mod push_telemetry_response;
#[cfg(feature = "broker")]
#[doc = "`ReadShareGroupStateRequest` and its structures."]
pub mod read_share_group_state_request;
#[cfg(feature = "broker")]
#[doc = "`ReadShareGroupStateResponse` and its structures."]
pub mod read_share_group_state_response;
#[cfg(feature = "broker")]
#[doc = "`ReadShareGroupStateSummaryRequest` and its structures."]
pub mod read_share_group_state_summary_request;
#[cfg(feature = "broker")]
#[doc = "`ReadShareGroupStateSummaryResponse` and its structures."]
pub mod read_share_group_state_summary_response;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`RemoveRaftVoterRequest` and its structures."]
pub mod remove_raft_voter_request;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`RemoveRaftVoterResponse` and its structures."]
pub mod remove_raft_voter_response;
#[cfg(feature = "admin")]
#[doc = "`RenewDelegationTokenRequest` and its structures."]
pub mod renew_delegation_token_request;
#[cfg(feature = "admin")]
#[doc = "`RenewDelegationTokenResponse` and its structures."]
pub mod renew_delegation_token_response;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
#[doc = "`SaslAuthenticateRequest` and its structures."]
pub mod sasl_authenticate_request;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
#[doc = "`SaslAuthenticateResponse` and its structures."]
pub mod sasl_authenticate_response;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
#[doc = "`SaslHandshakeRequest` and its structures."]
pub mod sasl_handshake_request;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
#[doc = "`SaslHandshakeResponse` and its structures."]
pub mod sasl_handshake_response;
#[cfg(feature = "consume")]
#[doc = "`ShareAcknowledgeRequest` and its structures."]
pub mod share_acknowledge_request;
#[cfg(feature = "consume")]
#[doc = "`ShareAcknowledgeResponse` and its structures."]
pub mod share_acknowledge_response;
#[cfg(feature = "consume")]
#[doc = "`ShareFetchRequest` and its structures."]
pub mod share_fetch_request;
#[cfg(feature = "consume")]
#[doc = "`ShareFetchResponse` and its structures."]
pub mod share_fetch_response;
#[cfg(feature = "admin")]
#[doc = "`ShareGroupDescribeRequest` and its structures."]
pub mod share_group_describe_request;
#[cfg(feature = "admin")]
#[doc = "`ShareGroupDescribeResponse` and its structures."]
pub mod share_group_describe_response;
#[cfg(feature = "consume")]
#[doc = "`ShareGroupHeartbeatRequest` and its structures."]
pub mod share_group_heartbeat_request;
#[cfg(feature = "consume")]
#[doc = "`ShareGroupHeartbeatResponse` and its structures."]
pub mod share_group_heartbeat_response;
#[cfg(feature = "raft")]
#[doc = "`SnapshotFooterRecord` and its structures."]
pub mod snapshot_footer_record;
#[cfg(feature = "raft")]
#[doc = "`SnapshotHeaderRecord` and its structures."]
pub mod snapshot_header_record;
#[cfg(feature = "broker")]
#[doc = "`StopReplicaRequest` and its structures."]
pub mod stop_replica_request;
#[cfg(feature = "broker")]
#[doc = "`StopReplicaResponse` and its structures."]
pub mod stop_replica_response;
#[cfg(feature = "admin")]
#[doc = "`StreamsGroupDescribeRequest` and its structures."]
pub mod streams_group_describe_request;
#[cfg(feature = "admin")]
#[doc = "`StreamsGroupDescribeResponse` and its structures."]
pub mod streams_group_describe_response;
#[cfg(feature = "consume")]
#[doc = "`StreamsGroupHeartbeatRequest` and its structures."]
pub mod streams_group_heartbeat_request;
#[cfg(feature = "consume")]
#[doc = "`StreamsGroupHeartbeatResponse` and its structures."]
pub mod streams_group_heartbeat_response;
#[cfg(feature = "consume")]
#[doc = "`StreamsGroupTopologyDescriptionUpdateRequest` and its structures."]
pub mod streams_group_topology_description_update_request;
#[cfg(feature = "consume")]
#[doc = "`StreamsGroupTopologyDescriptionUpdateResponse` and its structures."]
pub mod streams_group_topology_description_update_response;
#[cfg(feature = "consume")]
#[doc = "`SyncGroupRequest` and its structures."]
pub mod sync_group_request;
#[cfg(feature = "consume")]
#[doc = "`SyncGroupResponse` and its structures."]
pub mod sync_group_response;
#[cfg(feature = "produce")]
#[doc = "`TxnOffsetCommitRequest` and its structures."]
pub mod txn_offset_commit_request;
#[cfg(feature = "produce")]
#[doc = "`TxnOffsetCommitResponse` and its structures."]
pub mod txn_offset_commit_response;
#[cfg(feature = "admin")]
#[doc = "`UnregisterBrokerRequest` and its structures."]
pub mod unregister_broker_request;
#[cfg(feature = "admin")]
#[doc = "`UnregisterBrokerResponse` and its structures."]
pub mod unregister_broker_response;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`UnregisterControllerRequest` and its structures."]
pub mod unregister_controller_request;
#[cfg(any(feature = "admin", feature = "raft"))]
#[doc = "`UnregisterControllerResponse` and its structures."]
pub mod unregister_controller_response;
#[cfg(feature = "admin")]
#[doc = "`UpdateFeaturesRequest` and its structures."]
pub mod update_features_request;
#[cfg(feature = "admin")]
#[doc = "`UpdateFeaturesResponse` and its structures."]
pub mod update_features_response;
#[cfg(feature = "broker")]
#[doc = "`UpdateMetadataRequest` and its structures."]
pub mod update_metadata_request;
#[cfg(feature = "broker")]
#[doc = "`UpdateMetadataResponse` and its structures."]
pub mod update_metadata_response;
#[cfg(feature = "raft")]
#[doc = "`UpdateRaftVoterRequest` and its structures."]
pub mod update_raft_voter_request;
#[cfg(feature = "raft")]
#[doc = "`UpdateRaftVoterResponse` and its structures."]
pub mod update_raft_voter_response;
#[cfg(feature = "raft")]
#[doc = "`VoteRequest` and its structures."]
pub mod vote_request;
#[cfg(feature = "raft")]
#[doc = "`VoteResponse` and its structures."]
pub mod vote_response;
#[cfg(feature = "raft")]
#[doc = "`VotersRecord` and its structures."]
pub mod voters_record;
#[cfg(feature = "broker")]
#[doc = "`WriteShareGroupStateRequest` and its structures."]
pub mod write_share_group_state_request;
#[cfg(feature = "broker")]
#[doc = "`WriteShareGroupStateResponse` and its structures."]
pub mod write_share_group_state_response;
#[cfg(any(feature = "admin", feature = "broker"))]
#[doc = "`WriteTxnMarkersRequest` and its structures."]
pub mod write_txn_markers_request;
#[cfg(any(feature = "admin", feature = "broker"))]
#[doc = "`WriteTxnMarkersResponse` and its structures."]
pub mod write_txn_markers_response;

#[cfg(feature = "broker")]
pub use self::aborted_txn::AbortedTxn;
#[cfg(feature = "produce")]
pub use self::add_offsets_to_txn_request::AddOffsetsToTxnRequest;
#[cfg(feature = "produce")]
pub use self::add_offsets_to_txn_response::AddOffsetsToTxnResponse;
#[cfg(any(feature = "produce", feature = "broker"))]
pub use self::add_partitions_to_txn_request::AddPartitionsToTxnRequest;
#[cfg(any(feature = "produce", feature = "broker"))]
pub use self::add_partitions_to_txn_response::AddPartitionsToTxnResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::add_raft_voter_request::AddRaftVoterRequest;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::add_raft_voter_response::AddRaftVoterResponse;
#[cfg(feature = "broker")]
pub use self::allocate_producer_ids_request::AllocateProducerIdsRequest;
#[cfg(feature = "broker")]
pub use self::allocate_producer_ids_response::AllocateProducerIdsResponse;
#[cfg(feature = "admin")]
pub use self::alter_client_quotas_request::AlterClientQuotasRequest;
#[cfg(feature = "admin")]
pub use self::alter_client_quotas_response::AlterClientQuotasResponse;
#[cfg(feature = "admin")]
pub use self::alter_configs_request::AlterConfigsRequest;
#[cfg(feature = "admin")]
pub use self::alter_configs_response::AlterConfigsResponse;
#[cfg(feature = "admin")]
pub use self::alter_partition_reassignments_request::AlterPartitionReassignmentsRequest;
#[cfg(feature = "admin")]
pub use self::alter_partition_reassignments_response::AlterPartitionReassignmentsResponse;
#[cfg(feature = "broker")]
pub use self::alter_partition_request::AlterPartitionRequest;
#[cfg(feature = "broker")]
pub use self::alter_partition_response::AlterPartitionResponse;
#[cfg(feature = "admin")]
pub use self::alter_replica_log_dirs_request::AlterReplicaLogDirsRequest;
#[cfg(feature = "admin")]
pub use self::alter_replica_log_dirs_response::AlterReplicaLogDirsResponse;
#[cfg(feature = "admin")]
pub use self::alter_share_group_offsets_request::AlterShareGroupOffsetsRequest;
#[cfg(feature = "admin")]
pub use self::alter_share_group_offsets_response::AlterShareGroupOffsetsResponse;
#[cfg(feature = "admin")]
pub use self::alter_user_scram_credentials_request::AlterUserScramCredentialsRequest;
#[cfg(feature = "admin")]
pub use self::alter_user_scram_credentials_response::AlterUserScramCredentialsResponse;
pub use self::api_versions_request::ApiVersionsRequest;
pub use self::api_versions_response::ApiVersionsResponse;
#[cfg(feature = "broker")]
pub use self::assign_replicas_to_dirs_request::AssignReplicasToDirsRequest;
#[cfg(feature = "broker")]
pub use self::assign_replicas_to_dirs_response::AssignReplicasToDirsResponse;
#[cfg(feature = "raft")]
pub use self::begin_quorum_epoch_request::BeginQuorumEpochRequest;
#[cfg(feature = "raft")]
pub use self::begin_quorum_epoch_response::BeginQuorumEpochResponse;
#[cfg(feature = "broker")]
pub use self::broker_heartbeat_request::BrokerHeartbeatRequest;
#[cfg(feature = "broker")]
pub use self::broker_heartbeat_response::BrokerHeartbeatResponse;
#[cfg(feature = "broker")]
pub use self::broker_registration_request::BrokerRegistrationRequest;
#[cfg(feature = "broker")]
pub use self::broker_registration_response::BrokerRegistrationResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::consumer_group_describe_request::ConsumerGroupDescribeRequest;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::consumer_group_describe_response::ConsumerGroupDescribeResponse;
#[cfg(feature = "consume")]
pub use self::consumer_group_heartbeat_request::ConsumerGroupHeartbeatRequest;
#[cfg(feature = "consume")]
pub use self::consumer_group_heartbeat_response::ConsumerGroupHeartbeatResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::consumer_protocol_assignment::ConsumerProtocolAssignment;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::consumer_protocol_subscription::ConsumerProtocolSubscription;
#[cfg(any(feature = "broker", feature = "raft"))]
pub use self::control_record_type_schema::ControlRecordTypeSchema;
#[cfg(feature = "broker")]
pub use self::controlled_shutdown_request::ControlledShutdownRequest;
#[cfg(feature = "broker")]
pub use self::controlled_shutdown_response::ControlledShutdownResponse;
#[cfg(feature = "raft")]
pub use self::controller_registration_request::ControllerRegistrationRequest;
#[cfg(feature = "raft")]
pub use self::controller_registration_response::ControllerRegistrationResponse;
#[cfg(feature = "admin")]
pub use self::create_acls_request::CreateAclsRequest;
#[cfg(feature = "admin")]
pub use self::create_acls_response::CreateAclsResponse;
#[cfg(feature = "admin")]
pub use self::create_delegation_token_request::CreateDelegationTokenRequest;
#[cfg(feature = "admin")]
pub use self::create_delegation_token_response::CreateDelegationTokenResponse;
#[cfg(feature = "admin")]
pub use self::create_partitions_request::CreatePartitionsRequest;
#[cfg(feature = "admin")]
pub use self::create_partitions_response::CreatePartitionsResponse;
#[cfg(feature = "admin")]
pub use self::create_topics_request::CreateTopicsRequest;
#[cfg(feature = "admin")]
pub use self::create_topics_response::CreateTopicsResponse;
#[cfg(feature = "broker")]
pub use self::default_principal_data::DefaultPrincipalData;
#[cfg(feature = "admin")]
pub use self::delete_acls_request::DeleteAclsRequest;
#[cfg(feature = "admin")]
pub use self::delete_acls_response::DeleteAclsResponse;
#[cfg(feature = "admin")]
pub use self::delete_groups_request::DeleteGroupsRequest;
#[cfg(feature = "admin")]
pub use self::delete_groups_response::DeleteGroupsResponse;
#[cfg(feature = "admin")]
pub use self::delete_records_request::DeleteRecordsRequest;
#[cfg(feature = "admin")]
pub use self::delete_records_response::DeleteRecordsResponse;
#[cfg(feature = "admin")]
pub use self::delete_share_group_offsets_request::DeleteShareGroupOffsetsRequest;
#[cfg(feature = "admin")]
pub use self::delete_share_group_offsets_response::DeleteShareGroupOffsetsResponse;
#[cfg(feature = "broker")]
pub use self::delete_share_group_state_request::DeleteShareGroupStateRequest;
#[cfg(feature = "broker")]
pub use self::delete_share_group_state_response::DeleteShareGroupStateResponse;
#[cfg(feature = "admin")]
pub use self::delete_topics_request::DeleteTopicsRequest;
#[cfg(feature = "admin")]
pub use self::delete_topics_response::DeleteTopicsResponse;
#[cfg(feature = "admin")]
pub use self::describe_acls_request::DescribeAclsRequest;
#[cfg(feature = "admin")]
pub use self::describe_acls_response::DescribeAclsResponse;
#[cfg(feature = "admin")]
pub use self::describe_client_quotas_request::DescribeClientQuotasRequest;
#[cfg(feature = "admin")]
pub use self::describe_client_quotas_response::DescribeClientQuotasResponse;
#[cfg(feature = "admin")]
pub use self::describe_cluster_request::DescribeClusterRequest;
#[cfg(feature = "admin")]
pub use self::describe_cluster_response::DescribeClusterResponse;
#[cfg(feature = "admin")]
pub use self::describe_configs_request::DescribeConfigsRequest;
#[cfg(feature = "admin")]
pub use self::describe_configs_response::DescribeConfigsResponse;
#[cfg(feature = "admin")]
pub use self::describe_delegation_token_request::DescribeDelegationTokenRequest;
#[cfg(feature = "admin")]
pub use self::describe_delegation_token_response::DescribeDelegationTokenResponse;
#[cfg(feature = "admin")]
pub use self::describe_groups_request::DescribeGroupsRequest;
#[cfg(feature = "admin")]
pub use self::describe_groups_response::DescribeGroupsResponse;
#[cfg(feature = "admin")]
pub use self::describe_log_dirs_request::DescribeLogDirsRequest;
#[cfg(feature = "admin")]
pub use self::describe_log_dirs_response::DescribeLogDirsResponse;
#[cfg(feature = "admin")]
pub use self::describe_producers_request::DescribeProducersRequest;
#[cfg(feature = "admin")]
pub use self::describe_producers_response::DescribeProducersResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::describe_quorum_request::DescribeQuorumRequest;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::describe_quorum_response::DescribeQuorumResponse;
#[cfg(feature = "admin")]
pub use self::describe_share_group_offsets_request::DescribeShareGroupOffsetsRequest;
#[cfg(feature = "admin")]
pub use self::describe_share_group_offsets_response::DescribeShareGroupOffsetsResponse;
#[cfg(feature = "admin")]
pub use self::describe_topic_partitions_request::DescribeTopicPartitionsRequest;
#[cfg(feature = "admin")]
pub use self::describe_topic_partitions_response::DescribeTopicPartitionsResponse;
#[cfg(feature = "admin")]
pub use self::describe_transactions_request::DescribeTransactionsRequest;
#[cfg(feature = "admin")]
pub use self::describe_transactions_response::DescribeTransactionsResponse;
#[cfg(feature = "admin")]
pub use self::describe_user_scram_credentials_request::DescribeUserScramCredentialsRequest;
#[cfg(feature = "admin")]
pub use self::describe_user_scram_credentials_response::DescribeUserScramCredentialsResponse;
#[cfg(feature = "admin")]
pub use self::elect_leaders_request::ElectLeadersRequest;
#[cfg(feature = "admin")]
pub use self::elect_leaders_response::ElectLeadersResponse;
#[cfg(feature = "raft")]
pub use self::end_quorum_epoch_request::EndQuorumEpochRequest;
#[cfg(feature = "raft")]
pub use self::end_quorum_epoch_response::EndQuorumEpochResponse;
#[cfg(feature = "broker")]
pub use self::end_txn_marker::EndTxnMarker;
#[cfg(feature = "produce")]
pub use self::end_txn_request::EndTxnRequest;
#[cfg(feature = "produce")]
pub use self::end_txn_response::EndTxnResponse;
#[cfg(feature = "broker")]
pub use self::envelope_request::EnvelopeRequest;
#[cfg(feature = "broker")]
pub use self::envelope_response::EnvelopeResponse;
#[cfg(feature = "admin")]
pub use self::expire_delegation_token_request::ExpireDelegationTokenRequest;
#[cfg(feature = "admin")]
pub use self::expire_delegation_token_response::ExpireDelegationTokenResponse;
#[cfg(any(feature = "consume", feature = "broker", feature = "raft"))]
pub use self::fetch_request::FetchRequest;
#[cfg(any(feature = "consume", feature = "broker", feature = "raft"))]
pub use self::fetch_response::FetchResponse;
#[cfg(feature = "raft")]
pub use self::fetch_snapshot_request::FetchSnapshotRequest;
#[cfg(feature = "raft")]
pub use self::fetch_snapshot_response::FetchSnapshotResponse;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin"))]
pub use self::find_coordinator_request::FindCoordinatorRequest;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin"))]
pub use self::find_coordinator_response::FindCoordinatorResponse;
#[cfg(any(feature = "produce", feature = "consume"))]
pub use self::get_telemetry_subscriptions_request::GetTelemetrySubscriptionsRequest;
#[cfg(any(feature = "produce", feature = "consume"))]
pub use self::get_telemetry_subscriptions_response::GetTelemetrySubscriptionsResponse;
#[cfg(feature = "consume")]
pub use self::heartbeat_request::HeartbeatRequest;
#[cfg(feature = "consume")]
pub use self::heartbeat_response::HeartbeatResponse;
#[cfg(feature = "admin")]
pub use self::incremental_alter_configs_request::IncrementalAlterConfigsRequest;
#[cfg(feature = "admin")]
pub use self::incremental_alter_configs_response::IncrementalAlterConfigsResponse;
#[cfg(any(feature = "produce", feature = "admin"))]
pub use self::init_producer_id_request::InitProducerIdRequest;
#[cfg(any(feature = "produce", feature = "admin"))]
pub use self::init_producer_id_response::InitProducerIdResponse;
#[cfg(feature = "broker")]
pub use self::initialize_share_group_state_request::InitializeShareGroupStateRequest;
#[cfg(feature = "broker")]
pub use self::initialize_share_group_state_response::InitializeShareGroupStateResponse;
#[cfg(feature = "consume")]
pub use self::join_group_request::JoinGroupRequest;
#[cfg(feature = "consume")]
pub use self::join_group_response::JoinGroupResponse;
#[cfg(feature = "raft")]
pub use self::k_raft_version_record::KRaftVersionRecord;
#[cfg(feature = "broker")]
pub use self::leader_and_isr_request::LeaderAndIsrRequest;
#[cfg(feature = "broker")]
pub use self::leader_and_isr_response::LeaderAndIsrResponse;
#[cfg(feature = "raft")]
pub use self::leader_change_message::LeaderChangeMessage;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::leave_group_request::LeaveGroupRequest;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::leave_group_response::LeaveGroupResponse;
#[cfg(feature = "admin")]
pub use self::list_config_resources_request::ListConfigResourcesRequest;
#[cfg(feature = "admin")]
pub use self::list_config_resources_response::ListConfigResourcesResponse;
#[cfg(feature = "admin")]
pub use self::list_groups_request::ListGroupsRequest;
#[cfg(feature = "admin")]
pub use self::list_groups_response::ListGroupsResponse;
#[cfg(any(feature = "consume", feature = "admin", feature = "broker"))]
pub use self::list_offsets_request::ListOffsetsRequest;
#[cfg(any(feature = "consume", feature = "admin", feature = "broker"))]
pub use self::list_offsets_response::ListOffsetsResponse;
#[cfg(feature = "admin")]
pub use self::list_partition_reassignments_request::ListPartitionReassignmentsRequest;
#[cfg(feature = "admin")]
pub use self::list_partition_reassignments_response::ListPartitionReassignmentsResponse;
#[cfg(feature = "admin")]
pub use self::list_transactions_request::ListTransactionsRequest;
#[cfg(feature = "admin")]
pub use self::list_transactions_response::ListTransactionsResponse;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker"))]
pub use self::metadata_request::MetadataRequest;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker"))]
pub use self::metadata_response::MetadataResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::offset_commit_request::OffsetCommitRequest;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::offset_commit_response::OffsetCommitResponse;
#[cfg(feature = "admin")]
pub use self::offset_delete_request::OffsetDeleteRequest;
#[cfg(feature = "admin")]
pub use self::offset_delete_response::OffsetDeleteResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::offset_fetch_request::OffsetFetchRequest;
#[cfg(any(feature = "consume", feature = "admin"))]
pub use self::offset_fetch_response::OffsetFetchResponse;
#[cfg(any(feature = "consume", feature = "broker"))]
pub use self::offset_for_leader_epoch_request::OffsetForLeaderEpochRequest;
#[cfg(any(feature = "consume", feature = "broker"))]
pub use self::offset_for_leader_epoch_response::OffsetForLeaderEpochResponse;
#[cfg(feature = "produce")]
pub use self::produce_request::ProduceRequest;
#[cfg(feature = "produce")]
pub use self::produce_response::ProduceResponse;
#[cfg(any(feature = "produce", feature = "consume"))]
pub use self::push_telemetry_request::PushTelemetryRequest;
#[cfg(any(feature = "produce", feature = "consume"))]
pub use self::push_telemetry_response::PushTelemetryResponse;
#[cfg(feature = "broker")]
pub use self::read_share_group_state_request::ReadShareGroupStateRequest;
#[cfg(feature = "broker")]
pub use self::read_share_group_state_response::ReadShareGroupStateResponse;
#[cfg(feature = "broker")]
pub use self::read_share_group_state_summary_request::ReadShareGroupStateSummaryRequest;
#[cfg(feature = "broker")]
pub use self::read_share_group_state_summary_response::ReadShareGroupStateSummaryResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::remove_raft_voter_request::RemoveRaftVoterRequest;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::remove_raft_voter_response::RemoveRaftVoterResponse;
#[cfg(feature = "admin")]
pub use self::renew_delegation_token_request::RenewDelegationTokenRequest;
#[cfg(feature = "admin")]
pub use self::renew_delegation_token_response::RenewDelegationTokenResponse;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
pub use self::sasl_authenticate_request::SaslAuthenticateRequest;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
pub use self::sasl_authenticate_response::SaslAuthenticateResponse;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
pub use self::sasl_handshake_request::SaslHandshakeRequest;
#[cfg(any(
    feature = "produce",
    feature = "consume",
    feature = "admin",
    feature = "broker",
    feature = "raft"
))]
pub use self::sasl_handshake_response::SaslHandshakeResponse;
#[cfg(feature = "consume")]
pub use self::share_acknowledge_request::ShareAcknowledgeRequest;
#[cfg(feature = "consume")]
pub use self::share_acknowledge_response::ShareAcknowledgeResponse;
#[cfg(feature = "consume")]
pub use self::share_fetch_request::ShareFetchRequest;
#[cfg(feature = "consume")]
pub use self::share_fetch_response::ShareFetchResponse;
#[cfg(feature = "admin")]
pub use self::share_group_describe_request::ShareGroupDescribeRequest;
#[cfg(feature = "admin")]
pub use self::share_group_describe_response::ShareGroupDescribeResponse;
#[cfg(feature = "consume")]
pub use self::share_group_heartbeat_request::ShareGroupHeartbeatRequest;
#[cfg(feature = "consume")]
pub use self::share_group_heartbeat_response::ShareGroupHeartbeatResponse;
#[cfg(feature = "raft")]
pub use self::snapshot_footer_record::SnapshotFooterRecord;
#[cfg(feature = "raft")]
pub use self::snapshot_header_record::SnapshotHeaderRecord;
#[cfg(feature = "broker")]
pub use self::stop_replica_request::StopReplicaRequest;
#[cfg(feature = "broker")]
pub use self::stop_replica_response::StopReplicaResponse;
#[cfg(feature = "admin")]
pub use self::streams_group_describe_request::StreamsGroupDescribeRequest;
#[cfg(feature = "admin")]
pub use self::streams_group_describe_response::StreamsGroupDescribeResponse;
#[cfg(feature = "consume")]
pub use self::streams_group_heartbeat_request::StreamsGroupHeartbeatRequest;
#[cfg(feature = "consume")]
pub use self::streams_group_heartbeat_response::StreamsGroupHeartbeatResponse;
#[cfg(feature = "consume")]
pub use self::streams_group_topology_description_update_request::StreamsGroupTopologyDescriptionUpdateRequest;
#[cfg(feature = "consume")]
pub use self::streams_group_topology_description_update_response::StreamsGroupTopologyDescriptionUpdateResponse;
#[cfg(feature = "consume")]
pub use self::sync_group_request::SyncGroupRequest;
#[cfg(feature = "consume")]
pub use self::sync_group_response::SyncGroupResponse;
#[cfg(feature = "produce")]
pub use self::txn_offset_commit_request::TxnOffsetCommitRequest;
#[cfg(feature = "produce")]
pub use self::txn_offset_commit_response::TxnOffsetCommitResponse;
#[cfg(feature = "admin")]
pub use self::unregister_broker_request::UnregisterBrokerRequest;
#[cfg(feature = "admin")]
pub use self::unregister_broker_response::UnregisterBrokerResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::unregister_controller_request::UnregisterControllerRequest;
#[cfg(any(feature = "admin", feature = "raft"))]
pub use self::unregister_controller_response::UnregisterControllerResponse;
#[cfg(feature = "admin")]
pub use self::update_features_request::UpdateFeaturesRequest;
#[cfg(feature = "admin")]
pub use self::update_features_response::UpdateFeaturesResponse;
#[cfg(feature = "broker")]
pub use self::update_metadata_request::UpdateMetadataRequest;
#[cfg(feature = "broker")]
pub use self::update_metadata_response::UpdateMetadataResponse;
#[cfg(feature = "raft")]
pub use self::update_raft_voter_request::UpdateRaftVoterRequest;
#[cfg(feature = "raft")]
pub use self::update_raft_voter_response::UpdateRaftVoterResponse;
#[cfg(feature = "raft")]
pub use self::vote_request::VoteRequest;
#[cfg(feature = "raft")]
pub use self::vote_response::VoteResponse;
#[cfg(feature = "raft")]
pub use self::voters_record::VotersRecord;
#[cfg(feature = "broker")]
pub use self::write_share_group_state_request::WriteShareGroupStateRequest;
#[cfg(feature = "broker")]
pub use self::write_share_group_state_response::WriteShareGroupStateResponse;
#[cfg(any(feature = "admin", feature = "broker"))]
pub use self::write_txn_markers_request::WriteTxnMarkersRequest;
#[cfg(any(feature = "admin", feature = "broker"))]
pub use self::write_txn_markers_response::WriteTxnMarkersResponse;

/// Calls a macro with every API: its condition, key, name, request and response.
macro_rules! for_each_api {
($visit:ident) => {
$visit! {
#[cfg(feature = "produce")]
0 Produce ProduceRequest ProduceResponse;
#[cfg(any(feature = "consume", feature = "broker", feature = "raft"))]
1 Fetch FetchRequest FetchResponse;
#[cfg(any(feature = "consume", feature = "admin", feature = "broker"))]
2 ListOffsets ListOffsetsRequest ListOffsetsResponse;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker"))]
3 Metadata MetadataRequest MetadataResponse;
#[cfg(feature = "broker")]
4 LeaderAndIsr LeaderAndIsrRequest LeaderAndIsrResponse;
#[cfg(feature = "broker")]
5 StopReplica StopReplicaRequest StopReplicaResponse;
#[cfg(feature = "broker")]
6 UpdateMetadata UpdateMetadataRequest UpdateMetadataResponse;
#[cfg(feature = "broker")]
7 ControlledShutdown ControlledShutdownRequest ControlledShutdownResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
8 OffsetCommit OffsetCommitRequest OffsetCommitResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
9 OffsetFetch OffsetFetchRequest OffsetFetchResponse;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin"))]
10 FindCoordinator FindCoordinatorRequest FindCoordinatorResponse;
#[cfg(feature = "consume")]
11 JoinGroup JoinGroupRequest JoinGroupResponse;
#[cfg(feature = "consume")]
12 Heartbeat HeartbeatRequest HeartbeatResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
13 LeaveGroup LeaveGroupRequest LeaveGroupResponse;
#[cfg(feature = "consume")]
14 SyncGroup SyncGroupRequest SyncGroupResponse;
#[cfg(feature = "admin")]
15 DescribeGroups DescribeGroupsRequest DescribeGroupsResponse;
#[cfg(feature = "admin")]
16 ListGroups ListGroupsRequest ListGroupsResponse;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker", feature = "raft"))]
17 SaslHandshake SaslHandshakeRequest SaslHandshakeResponse;
#[cfg(all())]
18 ApiVersions ApiVersionsRequest ApiVersionsResponse;
#[cfg(feature = "admin")]
19 CreateTopics CreateTopicsRequest CreateTopicsResponse;
#[cfg(feature = "admin")]
20 DeleteTopics DeleteTopicsRequest DeleteTopicsResponse;
#[cfg(feature = "admin")]
21 DeleteRecords DeleteRecordsRequest DeleteRecordsResponse;
#[cfg(any(feature = "produce", feature = "admin"))]
22 InitProducerId InitProducerIdRequest InitProducerIdResponse;
#[cfg(any(feature = "consume", feature = "broker"))]
23 OffsetForLeaderEpoch OffsetForLeaderEpochRequest OffsetForLeaderEpochResponse;
#[cfg(any(feature = "produce", feature = "broker"))]
24 AddPartitionsToTxn AddPartitionsToTxnRequest AddPartitionsToTxnResponse;
#[cfg(feature = "produce")]
25 AddOffsetsToTxn AddOffsetsToTxnRequest AddOffsetsToTxnResponse;
#[cfg(feature = "produce")]
26 EndTxn EndTxnRequest EndTxnResponse;
#[cfg(any(feature = "admin", feature = "broker"))]
27 WriteTxnMarkers WriteTxnMarkersRequest WriteTxnMarkersResponse;
#[cfg(feature = "produce")]
28 TxnOffsetCommit TxnOffsetCommitRequest TxnOffsetCommitResponse;
#[cfg(feature = "admin")]
29 DescribeAcls DescribeAclsRequest DescribeAclsResponse;
#[cfg(feature = "admin")]
30 CreateAcls CreateAclsRequest CreateAclsResponse;
#[cfg(feature = "admin")]
31 DeleteAcls DeleteAclsRequest DeleteAclsResponse;
#[cfg(feature = "admin")]
32 DescribeConfigs DescribeConfigsRequest DescribeConfigsResponse;
#[cfg(feature = "admin")]
33 AlterConfigs AlterConfigsRequest AlterConfigsResponse;
#[cfg(feature = "admin")]
34 AlterReplicaLogDirs AlterReplicaLogDirsRequest AlterReplicaLogDirsResponse;
#[cfg(feature = "admin")]
35 DescribeLogDirs DescribeLogDirsRequest DescribeLogDirsResponse;
#[cfg(any(feature = "produce", feature = "consume", feature = "admin", feature = "broker", feature = "raft"))]
36 SaslAuthenticate SaslAuthenticateRequest SaslAuthenticateResponse;
#[cfg(feature = "admin")]
37 CreatePartitions CreatePartitionsRequest CreatePartitionsResponse;
#[cfg(feature = "admin")]
38 CreateDelegationToken CreateDelegationTokenRequest CreateDelegationTokenResponse;
#[cfg(feature = "admin")]
39 RenewDelegationToken RenewDelegationTokenRequest RenewDelegationTokenResponse;
#[cfg(feature = "admin")]
40 ExpireDelegationToken ExpireDelegationTokenRequest ExpireDelegationTokenResponse;
#[cfg(feature = "admin")]
41 DescribeDelegationToken DescribeDelegationTokenRequest DescribeDelegationTokenResponse;
#[cfg(feature = "admin")]
42 DeleteGroups DeleteGroupsRequest DeleteGroupsResponse;
#[cfg(feature = "admin")]
43 ElectLeaders ElectLeadersRequest ElectLeadersResponse;
#[cfg(feature = "admin")]
44 IncrementalAlterConfigs IncrementalAlterConfigsRequest IncrementalAlterConfigsResponse;
#[cfg(feature = "admin")]
45 AlterPartitionReassignments AlterPartitionReassignmentsRequest AlterPartitionReassignmentsResponse;
#[cfg(feature = "admin")]
46 ListPartitionReassignments ListPartitionReassignmentsRequest ListPartitionReassignmentsResponse;
#[cfg(feature = "admin")]
47 OffsetDelete OffsetDeleteRequest OffsetDeleteResponse;
#[cfg(feature = "admin")]
48 DescribeClientQuotas DescribeClientQuotasRequest DescribeClientQuotasResponse;
#[cfg(feature = "admin")]
49 AlterClientQuotas AlterClientQuotasRequest AlterClientQuotasResponse;
#[cfg(feature = "admin")]
50 DescribeUserScramCredentials DescribeUserScramCredentialsRequest DescribeUserScramCredentialsResponse;
#[cfg(feature = "admin")]
51 AlterUserScramCredentials AlterUserScramCredentialsRequest AlterUserScramCredentialsResponse;
#[cfg(feature = "raft")]
52 Vote VoteRequest VoteResponse;
#[cfg(feature = "raft")]
53 BeginQuorumEpoch BeginQuorumEpochRequest BeginQuorumEpochResponse;
#[cfg(feature = "raft")]
54 EndQuorumEpoch EndQuorumEpochRequest EndQuorumEpochResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
55 DescribeQuorum DescribeQuorumRequest DescribeQuorumResponse;
#[cfg(feature = "broker")]
56 AlterPartition AlterPartitionRequest AlterPartitionResponse;
#[cfg(feature = "admin")]
57 UpdateFeatures UpdateFeaturesRequest UpdateFeaturesResponse;
#[cfg(feature = "broker")]
58 Envelope EnvelopeRequest EnvelopeResponse;
#[cfg(feature = "raft")]
59 FetchSnapshot FetchSnapshotRequest FetchSnapshotResponse;
#[cfg(feature = "admin")]
60 DescribeCluster DescribeClusterRequest DescribeClusterResponse;
#[cfg(feature = "admin")]
61 DescribeProducers DescribeProducersRequest DescribeProducersResponse;
#[cfg(feature = "broker")]
62 BrokerRegistration BrokerRegistrationRequest BrokerRegistrationResponse;
#[cfg(feature = "broker")]
63 BrokerHeartbeat BrokerHeartbeatRequest BrokerHeartbeatResponse;
#[cfg(feature = "admin")]
64 UnregisterBroker UnregisterBrokerRequest UnregisterBrokerResponse;
#[cfg(feature = "admin")]
65 DescribeTransactions DescribeTransactionsRequest DescribeTransactionsResponse;
#[cfg(feature = "admin")]
66 ListTransactions ListTransactionsRequest ListTransactionsResponse;
#[cfg(feature = "broker")]
67 AllocateProducerIds AllocateProducerIdsRequest AllocateProducerIdsResponse;
#[cfg(feature = "consume")]
68 ConsumerGroupHeartbeat ConsumerGroupHeartbeatRequest ConsumerGroupHeartbeatResponse;
#[cfg(any(feature = "consume", feature = "admin"))]
69 ConsumerGroupDescribe ConsumerGroupDescribeRequest ConsumerGroupDescribeResponse;
#[cfg(feature = "raft")]
70 ControllerRegistration ControllerRegistrationRequest ControllerRegistrationResponse;
#[cfg(any(feature = "produce", feature = "consume"))]
71 GetTelemetrySubscriptions GetTelemetrySubscriptionsRequest GetTelemetrySubscriptionsResponse;
#[cfg(any(feature = "produce", feature = "consume"))]
72 PushTelemetry PushTelemetryRequest PushTelemetryResponse;
#[cfg(feature = "broker")]
73 AssignReplicasToDirs AssignReplicasToDirsRequest AssignReplicasToDirsResponse;
#[cfg(feature = "admin")]
74 ListConfigResources ListConfigResourcesRequest ListConfigResourcesResponse;
#[cfg(feature = "admin")]
75 DescribeTopicPartitions DescribeTopicPartitionsRequest DescribeTopicPartitionsResponse;
#[cfg(feature = "consume")]
76 ShareGroupHeartbeat ShareGroupHeartbeatRequest ShareGroupHeartbeatResponse;
#[cfg(feature = "admin")]
77 ShareGroupDescribe ShareGroupDescribeRequest ShareGroupDescribeResponse;
#[cfg(feature = "consume")]
78 ShareFetch ShareFetchRequest ShareFetchResponse;
#[cfg(feature = "consume")]
79 ShareAcknowledge ShareAcknowledgeRequest ShareAcknowledgeResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
80 AddRaftVoter AddRaftVoterRequest AddRaftVoterResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
81 RemoveRaftVoter RemoveRaftVoterRequest RemoveRaftVoterResponse;
#[cfg(feature = "raft")]
82 UpdateRaftVoter UpdateRaftVoterRequest UpdateRaftVoterResponse;
#[cfg(feature = "broker")]
83 InitializeShareGroupState InitializeShareGroupStateRequest InitializeShareGroupStateResponse;
#[cfg(feature = "broker")]
84 ReadShareGroupState ReadShareGroupStateRequest ReadShareGroupStateResponse;
#[cfg(feature = "broker")]
85 WriteShareGroupState WriteShareGroupStateRequest WriteShareGroupStateResponse;
#[cfg(feature = "broker")]
86 DeleteShareGroupState DeleteShareGroupStateRequest DeleteShareGroupStateResponse;
#[cfg(feature = "broker")]
87 ReadShareGroupStateSummary ReadShareGroupStateSummaryRequest ReadShareGroupStateSummaryResponse;
#[cfg(feature = "consume")]
88 StreamsGroupHeartbeat StreamsGroupHeartbeatRequest StreamsGroupHeartbeatResponse;
#[cfg(feature = "admin")]
89 StreamsGroupDescribe StreamsGroupDescribeRequest StreamsGroupDescribeResponse;
#[cfg(feature = "admin")]
90 DescribeShareGroupOffsets DescribeShareGroupOffsetsRequest DescribeShareGroupOffsetsResponse;
#[cfg(feature = "admin")]
91 AlterShareGroupOffsets AlterShareGroupOffsetsRequest AlterShareGroupOffsetsResponse;
#[cfg(feature = "admin")]
92 DeleteShareGroupOffsets DeleteShareGroupOffsetsRequest DeleteShareGroupOffsetsResponse;
#[cfg(feature = "consume")]
93 StreamsGroupTopologyDescriptionUpdate StreamsGroupTopologyDescriptionUpdateRequest StreamsGroupTopologyDescriptionUpdateResponse;
#[cfg(any(feature = "admin", feature = "raft"))]
94 UnregisterController UnregisterControllerRequest UnregisterControllerResponse;
}
};
}
pub(crate) use for_each_api;

/// Calls a macro with every message that is no request and no response: its condition and name.
#[cfg(feature = "fuzzing")]
macro_rules! for_each_data {
    ($visit:ident) => {
        $visit! {
        #[cfg(feature = "broker")]
        AbortedTxn;
        #[cfg(any(feature = "consume", feature = "admin"))]
        ConsumerProtocolAssignment;
        #[cfg(any(feature = "consume", feature = "admin"))]
        ConsumerProtocolSubscription;
        #[cfg(any(feature = "broker", feature = "raft"))]
        ControlRecordTypeSchema;
        #[cfg(feature = "broker")]
        DefaultPrincipalData;
        #[cfg(feature = "broker")]
        EndTxnMarker;
        #[cfg(feature = "raft")]
        KRaftVersionRecord;
        #[cfg(feature = "raft")]
        LeaderChangeMessage;
        #[cfg(feature = "raft")]
        SnapshotFooterRecord;
        #[cfg(feature = "raft")]
        SnapshotHeaderRecord;
        #[cfg(feature = "raft")]
        VotersRecord;
        }
    };
}
#[cfg(feature = "fuzzing")]
pub(crate) use for_each_data;
