// Prints messages as Kafka's own classes write them: `<message> <version> <hex>`, one line a version.
//
//   java -cp kafka-clients-4.4.0.jar:slf4j-api.jar GoldenVectors.java > golden-4.4.0.txt
//   java -cp kafka-clients-3.9.1.jar:slf4j-api.jar GoldenVectors.java > golden-3.9.1.txt
//
// The same values are built in tests/golden.rs. A field that a version lacks is left at its default unless Kafka
// ignores it there. 3.9.1 has the versions that 4.0 dropped; fields that are newer than it are not set.

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.*;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

public class GoldenVectors {
    interface Build {
        ApiMessage at(short version);
    }

    static final Uuid ID = new Uuid(0x0123456789abcdefL, 0xfedcba9876543210L);

    static void print(String name, ApiMessage newest, Build build) {
        for (short v = newest.lowestSupportedVersion(); v <= newest.highestSupportedVersion(); v++) {
            ApiMessage message = build.at(v);
            ObjectSerializationCache cache = new ObjectSerializationCache();
            byte[] bytes = new byte[message.size(cache, v)];
            message.write(new ByteBufferAccessor(ByteBuffer.wrap(bytes)), cache, v);
            System.out.println(name + " " + v + " " + HexFormat.of().formatHex(bytes));
        }
    }

    public static void main(String[] args) {
        print("RequestHeader", new RequestHeaderData(), v -> {
            RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey((short) (v == 0 ? 7 : 3))
                .setRequestApiVersion((short) (v == 0 ? 0 : v == 1 ? 8 : 9))
                .setCorrelationId(0x01020304);
            return v >= 1 ? header.setClientId("golden") : header;
        });
        print("ResponseHeader", new ResponseHeaderData(), v -> new ResponseHeaderData().setCorrelationId(0x01020304));
        print("ApiVersionsRequest", new ApiVersionsRequestData(), v -> new ApiVersionsRequestData()
            .setClientSoftwareName("golden").setClientSoftwareVersion("1.2.3"));
        print("ApiVersionsResponse", new ApiVersionsResponseData(), v -> {
            ApiVersionsResponseData data = new ApiVersionsResponseData()
                .setErrorCode((short) 35).setThrottleTimeMs(7);
            data.apiKeys().add(new ApiVersionsResponseData.ApiVersion()
                .setApiKey((short) 0).setMinVersion((short) 0).setMaxVersion((short) 13));
            data.apiKeys().add(new ApiVersionsResponseData.ApiVersion()
                .setApiKey((short) 18).setMinVersion((short) 0).setMaxVersion((short) 5));
            data.supportedFeatures().add(new ApiVersionsResponseData.SupportedFeatureKey()
                .setName("transaction.version").setMinVersion((short) 0).setMaxVersion((short) 2));
            data.finalizedFeatures().add(new ApiVersionsResponseData.FinalizedFeatureKey()
                .setName("transaction.version").setMinVersionLevel((short) 2).setMaxVersionLevel((short) 2));
            return data.setFinalizedFeaturesEpoch(99L).setZkMigrationReady(true);
        });
        print("MetadataRequest", new MetadataRequestData(), v -> {
            MetadataRequestData data = new MetadataRequestData();
            data.setAllowAutoTopicCreation(v < 4);
            data.topics().add(new MetadataRequestData.MetadataRequestTopic()
                .setName("first").setTopicId(v >= 10 ? ID : Uuid.ZERO_UUID));
            if (v >= 10) data.topics().add(new MetadataRequestData.MetadataRequestTopic().setName(null).setTopicId(ID));
            return data;
        });
        print("MetadataResponse", new MetadataResponseData(), v -> {
            MetadataResponseData data = new MetadataResponseData()
                .setThrottleTimeMs(5).setClusterId("cluster").setControllerId(2);
            data.brokers().add(new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(1).setHost("one.example").setPort(9092).setRack("rack-a"));
            data.brokers().add(new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(2).setHost("two.example").setPort(9093));
            MetadataResponseData.MetadataResponseTopic topic = new MetadataResponseData.MetadataResponseTopic()
                .setErrorCode((short) 0).setName("topic").setTopicId(ID).setIsInternal(true);
            topic.partitions().add(new MetadataResponseData.MetadataResponsePartition()
                .setErrorCode((short) 5).setPartitionIndex(3).setLeaderId(-1).setLeaderEpoch(11)
                .setReplicaNodes(List.of(1, 2)).setIsrNodes(List.of(2)).setOfflineReplicas(List.of(1)));
            if (v >= 8) topic.setTopicAuthorizedOperations(0x0ff8);
            data.topics().add(topic);
            if (v >= 8 && v <= 10) data.setClusterAuthorizedOperations(0x0ff8);
            return data;
        });
        print("ProduceRequest", new ProduceRequestData(), v -> {
            ProduceRequestData data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30000);
            if (v >= 3) data.setTransactionalId("txn");
            ProduceRequestData.TopicProduceData topic = new ProduceRequestData.TopicProduceData().setName("topic");
            if (v >= 13) set(topic, "setTopicId", ID);
            ProduceRequestData.PartitionProduceData partition = new ProduceRequestData.PartitionProduceData().setIndex(4);
            set(partition, "setRecords", records());
            topic.partitionData().add(partition);
            topic.partitionData().add(new ProduceRequestData.PartitionProduceData().setIndex(5).setRecords(null));
            data.topicData().add(topic);
            return data;
        });
        print("ProduceResponse", new ProduceResponseData(), v -> {
            ProduceResponseData data = new ProduceResponseData().setThrottleTimeMs(6);
            ProduceResponseData.TopicProduceResponse topic = new ProduceResponseData.TopicProduceResponse().setName("topic");
            if (v >= 13) set(topic, "setTopicId", ID);
            ProduceResponseData.PartitionProduceResponse partition = new ProduceResponseData.PartitionProduceResponse()
                .setIndex(4).setErrorCode((short) 87).setBaseOffset(-1L).setLogAppendTimeMs(123456789L)
                .setLogStartOffset(17L).setErrorMessage("bad records");
            List<ProduceResponseData.BatchIndexAndErrorMessage> errors = new ArrayList<>();
            errors.add(new ProduceResponseData.BatchIndexAndErrorMessage().setBatchIndex(2).setBatchIndexErrorMessage("no key"));
            errors.add(new ProduceResponseData.BatchIndexAndErrorMessage().setBatchIndex(3));
            if (v >= 8) partition.setRecordErrors(errors);
            topic.partitionResponses().add(partition);
            ProduceResponseData.PartitionProduceResponse moved = new ProduceResponseData.PartitionProduceResponse()
                .setIndex(5).setErrorCode((short) 6).setBaseOffset(-1L);
            if (v >= 10) moved.setCurrentLeader(new ProduceResponseData.LeaderIdAndEpoch().setLeaderId(2).setLeaderEpoch(12));
            topic.partitionResponses().add(moved);
            data.responses().add(topic);
            if (v >= 10) data.nodeEndpoints().add(new ProduceResponseData.NodeEndpoint()
                .setNodeId(2).setHost("two.example").setPort(9093).setRack("rack-b"));
            return data;
        });
        print("InitProducerIdRequest", new InitProducerIdRequestData(), v -> {
            InitProducerIdRequestData data = new InitProducerIdRequestData().setTransactionalId("txn").setTransactionTimeoutMs(60000);
            if (v >= 3) data.setProducerId(1234567890123L).setProducerEpoch((short) 7);
            return data;
        });
        print("InitProducerIdResponse", new InitProducerIdResponseData(), v -> new InitProducerIdResponseData()
            .setThrottleTimeMs(1).setErrorCode((short) 51).setProducerId(1234567890123L).setProducerEpoch((short) 8));
        print("FindCoordinatorRequest", new FindCoordinatorRequestData(), v -> {
            FindCoordinatorRequestData data = new FindCoordinatorRequestData();
            if (v >= 1) data.setKeyType((byte) 1);
            return v < 4 ? data.setKey("txn") : data.setCoordinatorKeys(List.of("txn", "other"));
        });
        print("FindCoordinatorResponse", new FindCoordinatorResponseData(), v -> {
            FindCoordinatorResponseData data = new FindCoordinatorResponseData().setThrottleTimeMs(2);
            if (v < 4) return data.setErrorCode((short) 0).setErrorMessage("none").setNodeId(1).setHost("one.example").setPort(9092);
            return data.setCoordinators(List.of(new FindCoordinatorResponseData.Coordinator()
                .setKey("txn").setNodeId(1).setHost("one.example").setPort(9092).setErrorCode((short) 15).setErrorMessage(null)));
        });
        print("AddPartitionsToTxnRequest", new AddPartitionsToTxnRequestData(), v -> {
            AddPartitionsToTxnRequestData data = new AddPartitionsToTxnRequestData();
            AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection topics =
                new AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection();
            topics.add(new AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic().setName("topic").setPartitions(List.of(0, 300)));
            if (v < 4) return data.setV3AndBelowTransactionalId("txn").setV3AndBelowProducerId(42L)
                .setV3AndBelowProducerEpoch((short) 3).setV3AndBelowTopics(topics);
            data.transactions().add(new AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction()
                .setTransactionalId("txn").setProducerId(42L).setProducerEpoch((short) 3).setVerifyOnly(true).setTopics(topics));
            return data;
        });
        print("TxnOffsetCommitRequest", new TxnOffsetCommitRequestData(), v -> {
            TxnOffsetCommitRequestData data = new TxnOffsetCommitRequestData()
                .setTransactionalId("txn").setGroupId("group").setProducerId(42L).setProducerEpoch((short) 3);
            if (v >= 3) data.setMemberId("member").setGroupInstanceId("instance");
            data.topics().add(new TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic().setName("topic")
                .setPartitions(List.of(new TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition()
                    .setPartitionIndex(1).setCommittedOffset(1000L).setCommittedLeaderEpoch(9).setCommittedMetadata(null))));
            return data;
        });
        print("EndTxnRequest", new EndTxnRequestData(), v -> new EndTxnRequestData()
            .setTransactionalId("txn").setProducerId(42L).setProducerEpoch((short) 3).setCommitted(true));
        print("SaslHandshakeRequest", new SaslHandshakeRequestData(), v -> new SaslHandshakeRequestData().setMechanism("PLAIN"));
        print("SaslHandshakeResponse", new SaslHandshakeResponseData(), v -> new SaslHandshakeResponseData()
            .setErrorCode((short) 33).setMechanisms(List.of("PLAIN", "SCRAM-SHA-256")));
        print("SaslAuthenticateRequest", new SaslAuthenticateRequestData(), v -> new SaslAuthenticateRequestData()
            .setAuthBytes(new byte[] {0, 'u', 0, 'p'}));
        print("SaslAuthenticateResponse", new SaslAuthenticateResponseData(), v -> new SaslAuthenticateResponseData()
            .setErrorCode((short) 58).setErrorMessage("no").setAuthBytes(new byte[] {1}).setSessionLifetimeMs(3600000L));
        print("CreateTopicsRequest", new CreateTopicsRequestData(), v -> {
            CreateTopicsRequestData data = new CreateTopicsRequestData().setTimeoutMs(1000);
            if (v >= 1) data.setValidateOnly(true);
            CreateTopicsRequestData.CreatableTopic topic = new CreateTopicsRequestData.CreatableTopic()
                .setName("topic").setNumPartitions(-1).setReplicationFactor((short) -1);
            topic.assignments().add(new CreateTopicsRequestData.CreatableReplicaAssignment()
                .setPartitionIndex(0).setBrokerIds(List.of(1, 2)));
            topic.configs().add(new CreateTopicsRequestData.CreatableTopicConfig().setName("cleanup.policy").setValue(null));
            data.topics().add(topic);
            return data;
        });
        print("FetchRequest", new FetchRequestData(), v -> {
            FetchRequestData data = new FetchRequestData().setMaxWaitMs(500).setMinBytes(1).setMaxBytes(1024)
                .setIsolationLevel((byte) 1).setRackId("rack-a");
            if (v >= 12) data.setClusterId("cluster");
            if (v < 15) data.setReplicaId(3);
            else data.setReplicaState(new FetchRequestData.ReplicaState().setReplicaId(3).setReplicaEpoch(77L));
            FetchRequestData.FetchTopic topic = new FetchRequestData.FetchTopic().setTopic("topic").setTopicId(v >= 13 ? ID : Uuid.ZERO_UUID);
            FetchRequestData.FetchPartition partition = new FetchRequestData.FetchPartition()
                .setPartition(1).setCurrentLeaderEpoch(4).setFetchOffset(100L).setLogStartOffset(10L).setPartitionMaxBytes(512);
            if (v >= 12) partition.setLastFetchedEpoch(3);
            if (v >= 17) partition.setReplicaDirectoryId(ID);
            topic.partitions().add(partition);
            data.topics().add(topic);
            if (v >= 7) data.forgottenTopicsData().add(new FetchRequestData.ForgottenTopic()
                .setTopic("gone").setTopicId(v >= 13 ? ID : Uuid.ZERO_UUID).setPartitions(List.of(7)));
            return data;
        });
        print("FetchResponse", new FetchResponseData(), v -> {
            FetchResponseData data = new FetchResponseData().setThrottleTimeMs(9).setErrorCode((short) 0);
            if (v >= 7) data.setSessionId(55);
            FetchResponseData.PartitionData partition = new FetchResponseData.PartitionData()
                .setPartitionIndex(1).setErrorCode((short) 0).setHighWatermark(200L).setLastStableOffset(190L).setLogStartOffset(10L)
                .setAbortedTransactions(List.of(new FetchResponseData.AbortedTransaction().setProducerId(42L).setFirstOffset(150L)));
            set(partition, "setRecords", records());
            if (v < 4) partition.setAbortedTransactions(null);
            if (v >= 11) partition.setPreferredReadReplica(2);
            if (v >= 12) partition
                .setDivergingEpoch(new FetchResponseData.EpochEndOffset().setEpoch(3).setEndOffset(180L))
                .setCurrentLeader(new FetchResponseData.LeaderIdAndEpoch().setLeaderId(2).setLeaderEpoch(5))
                .setSnapshotId(new FetchResponseData.SnapshotId().setEndOffset(8L).setEpoch(1));
            data.responses().add(new FetchResponseData.FetchableTopicResponse()
                .setTopic("topic").setTopicId(v >= 13 ? ID : Uuid.ZERO_UUID).setPartitions(List.of(partition)));
            return data;
        });
        print("ListOffsetsRequest", new ListOffsetsRequestData(), v -> {
            ListOffsetsRequestData data = new ListOffsetsRequestData().setReplicaId(-1);
            if (v >= 2) data.setIsolationLevel((byte) 1);
            data.topics().add(new ListOffsetsRequestData.ListOffsetsTopic().setName("topic")
                .setPartitions(List.of(new ListOffsetsRequestData.ListOffsetsPartition()
                    .setPartitionIndex(1).setCurrentLeaderEpoch(4).setTimestamp(-2L))));
            return data;
        });
        print("ListOffsetsResponse", new ListOffsetsResponseData(), v -> {
            ListOffsetsResponseData.ListOffsetsPartitionResponse partition =
                new ListOffsetsResponseData.ListOffsetsPartitionResponse().setPartitionIndex(1).setErrorCode((short) 0);
            if (v >= 1) partition.setTimestamp(123L).setOffset(456L);
            if (v >= 4) partition.setLeaderEpoch(4);
            if (v == 0) set(partition, "setOldStyleOffsets", List.of(456L, 123L));
            return new ListOffsetsResponseData().setThrottleTimeMs(3).setTopics(List.of(
                new ListOffsetsResponseData.ListOffsetsTopicResponse().setName("topic").setPartitions(List.of(partition))));
        });
    }

    static Object records() {
        for (String name : List.of("org.apache.kafka.common.record.MemoryRecords", "org.apache.kafka.common.record.internal.MemoryRecords")) {
            try {
                return Class.forName(name).getMethod("readableRecords", ByteBuffer.class).invoke(null, ByteBuffer.wrap(new byte[] {9, 8, 7}));
            } catch (ClassNotFoundException e) {
                // The other release has it elsewhere.
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("no MemoryRecords");
    }

    // For what only one of the releases has.
    static void set(Object data, String setter, Object value) {
        for (var method : data.getClass().getMethods()) {
            if (method.getName().equals(setter)) {
                try {
                    method.invoke(data, value);
                    return;
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalStateException(setter);
    }
}
