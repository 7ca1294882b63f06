import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.message.EndTxnMarker;
import org.apache.kafka.common.message.KRaftVersionRecord;
import org.apache.kafka.common.message.LeaderChangeMessage;
import org.apache.kafka.common.message.SnapshotFooterRecord;
import org.apache.kafka.common.message.SnapshotHeaderRecord;
import org.apache.kafka.common.message.VotersRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.ControlRecordType;

/**
 * Random batches in the JSON of Batches. The shapes:
 *
 * <pre>
 * plain            records with null, empty and long keys and values, headers, timestamps that go back
 * append           the same with log-append time
 * gaps             offsets with gaps, as compaction leaves them
 * idempotent       with producer id, epoch and sequence, which wraps in some
 * transactional    the same in a transaction
 * horizon          with a delete horizon (KIP-534)
 * empty            a batch without records
 * commit, abort, leader-change, snapshot-header, snapshot-footer, kraft-version, voters     control batches
 * </pre>
 *
 * Magic 0 and 1 have plain and gaps, magic 1 append too.
 */
final class RandomBatches {
    private static final long NOW = 1_700_000_000_000L;
    private static final HexFormat HEX = HexFormat.of();

    private final byte magic;
    private final String codec;
    private final String shape;
    private final Random random;

    RandomBatches(byte magic, String codec, String shape, Random random) {
        this.magic = magic;
        this.codec = codec;
        this.shape = shape;
        this.random = random;
    }

    ObjectNode next() {
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        boolean control = isControl();
        boolean produced = List.of("idempotent", "transactional", "horizon", "empty", "commit", "abort").contains(shape);
        long base = random.nextBoolean() ? 0 : random.nextLong() >>> 2 + random.nextInt(60);
        batch.put("magic", magic);
        batch.put("codec", codec);
        batch.put("timestampType", shape.equals("append") ? "LogAppendTime" : "CreateTime");
        batch.put("baseOffset", base);
        batch.put("partitionLeaderEpoch", magic < 2 || random.nextBoolean() ? -1 : random.nextInt(1000));
        batch.put("producerId", produced ? random.nextLong() >>> 1 : -1);
        batch.put("producerEpoch", produced ? random.nextInt(1 << 15) : -1);
        boolean marker = shape.equals("commit") || shape.equals("abort");
        batch.put("baseSequence", !produced || marker ? -1
                : random.nextBoolean() ? Integer.MAX_VALUE - random.nextInt(3) : random.nextInt(1000));
        batch.put("transactional", marker || shape.equals("transactional"));
        batch.put("control", control);
        batch.put("deleteHorizon", shape.equals("horizon") ? (Long) (NOW + random.nextInt(100_000)) : null);
        batch.put("maxTimestamp", NOW + random.nextInt(100_000));
        ArrayNode records = batch.putArray("records");
        long offset = base;
        int count = shape.equals("empty") ? 0 : control ? 1 : 1 + random.nextInt(random.nextInt(8) == 0 ? 80 : 8);
        for (int i = 0; i < count; i++) {
            if (shape.equals("gaps")) {
                offset += random.nextInt(i == 0 ? 3 : 1 << random.nextInt(20));
            }
            ObjectNode record = records.addObject();
            record.put("offset", offset++);
            record.put("timestamp", timestamp());
            record.put("key", control ? HEX.formatHex(key().array()) : random.nextInt(3) == 0 ? null : bytes());
            record.put("value", control ? HEX.formatHex(value().array()) : random.nextInt(4) == 0 ? null : bytes());
            headers(record.putArray("headers"), control || magic < 2 ? 0 : random.nextInt(4));
        }
        batch.put("lastOffset", offset - (count == 0 ? 0 : 1) + (shape.equals("gaps") || count == 0 ? random.nextInt(9) : 0));
        return batch;
    }

    private boolean isControl() {
        return List.of("commit", "abort", "leader-change", "snapshot-header", "snapshot-footer", "kraft-version", "voters")
                .contains(shape);
    }

    private ByteBuffer key() {
        return ByteBuffer.allocate(4).putShort((short) 0).putShort(type().type());
    }

    private ControlRecordType type() {
        return ControlRecordType.valueOf(shape.toUpperCase(java.util.Locale.ROOT).replace("KRAFT-VERSION", "KRAFT_VERSION")
                .replace("VOTERS", "KRAFT_VOTERS").replace('-', '_'));
    }

    private ByteBuffer value() {
        ApiMessage message = switch (shape) {
            case "leader-change" -> new LeaderChangeMessage().setLeaderId(random.nextInt(100)).setVoters(List.of(
                    new LeaderChangeMessage.Voter().setVoterId(random.nextInt(9)))).setGrantingVoters(List.of());
            case "snapshot-header" -> new SnapshotHeaderRecord().setLastContainedLogTimestamp(timestamp());
            case "snapshot-footer" -> new SnapshotFooterRecord();
            case "kraft-version" -> new KRaftVersionRecord().setKRaftVersion((short) random.nextInt(2));
            case "voters" -> new VotersRecord().setVoters(List.of(new VotersRecord.Voter().setVoterId(random.nextInt(9))
                    .setVoterDirectoryId(new Uuid(random.nextLong(), random.nextLong()))));
            default -> new EndTxnMarker().setCoordinatorEpoch(random.nextInt(1000));
        };
        return MessageUtil.toVersionPrefixedByteBuffer((short) 0, message);
    }

    /** Before 0.10 a message has none. */
    private long timestamp() {
        return switch (magic == 0 ? 0 : random.nextInt(8)) {
            case 0 -> magic == 2 ? 0 : -1;
            case 1 -> NOW + (1L << random.nextInt(41)) - (1L << random.nextInt(40));
            default -> NOW + random.nextInt(1000) - 500;
        };
    }

    private void headers(ArrayNode headers, int count) {
        for (int i = 0; i < count; i++) {
            String key = random.nextInt(4) == 0 ? "" : random.nextBoolean() ? "\u043a\u043b\u044e\u0447" : "key-" + random.nextInt(3);
            headers.addArray().add(key).add(random.nextInt(4) == 0 ? null : bytes());
        }
    }

    private String bytes() {
        int length = switch (random.nextInt(24)) {
            case 0 -> 62 + random.nextInt(4);
            case 1 -> random.nextInt(10_000);
            default -> random.nextInt(12);
        };
        byte[] bytes = new byte[length];
        // Half of them can be compressed.
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return HEX.formatHex(bytes);
    }
}
