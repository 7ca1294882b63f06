import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;

/**
 * Record batches and message sets of every magic and codec, as the Java client builds and reads them; line by line as in
 * Messages.
 *
 * <pre>
 * build JSON                              hex
 * read HEX                                a JSON array of what the client sees: each batch, or each message outside a wrapper
 * random MAGIC CODEC SHAPE SEED COUNT     COUNT lines "hex JSON-array"; RandomBatches has the shapes
 * </pre>
 *
 * A batch is {"magic", "codec", "timestampType", "baseOffset", "lastOffset", "partitionLeaderEpoch", "producerId",
 * "producerEpoch", "baseSequence", "transactional", "control", "deleteHorizon", "maxTimestamp", "records"}; a record
 * is {"offset", "timestamp", "sequence", "key", "value", "headers": [[key, value], ...]}, with bytes as hexadecimal digits.
 */
public final class Batches {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();

    public static void main(String[] args) throws Exception {
        Lines.serve(Batches::answer);
    }

    private static void answer(String line, Lines.Out out) throws Exception {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "build" -> out.line(HEX.formatHex(build(JSON.readTree(words[1]))));
            case "read" -> out.line(read(HEX.parseHex(words[1])).toString());
            case "random" -> {
                String[] asked = words[1].split(" ");
                Random random = new Random(Long.parseLong(asked[3]));
                RandomBatches batches = new RandomBatches(Byte.parseByte(asked[0]), asked[1], asked[2], random);
                for (int i = Integer.parseInt(asked[4]); i > 0; i--) {
                    byte[] bytes = build(batches.next());
                    out.line(HEX.formatHex(bytes) + " " + read(bytes));
                }
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static byte[] build(JsonNode batch) throws Exception {
        if (batch.get("records").isEmpty()) {
            return emptied(batch);
        }
        boolean appended = batch.get("timestampType").asText().equals("LogAppendTime");
        // The buffer grows; more than the limit is never written.
        try (ByteBufferOutputStream buffer = new ByteBufferOutputStream(512);
                MemoryRecordsBuilder builder = new MemoryRecordsBuilder(
                        buffer, (byte) batch.get("magic").asInt(), Compression.of(batch.get("codec").asText()).build(),
                        appended ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME, batch.get("baseOffset").asLong(),
                        appended ? batch.get("maxTimestamp").asLong() : RecordBatch.NO_TIMESTAMP,
                        batch.get("producerId").asLong(), (short) batch.get("producerEpoch").asInt(),
                        batch.get("baseSequence").asInt(), batch.get("transactional").asBoolean(),
                        batch.get("control").asBoolean(), batch.get("partitionLeaderEpoch").asInt(), Integer.MAX_VALUE,
                        batch.get("deleteHorizon").isNull() ? RecordBatch.NO_TIMESTAMP : batch.get("deleteHorizon").asLong())) {
            for (JsonNode record : batch.get("records")) {
                SimpleRecord simple = new SimpleRecord(record.get("timestamp").asLong(), bytes(record.get("key")),
                        bytes(record.get("value")), headers(record.get("headers")));
                if (batch.get("control").asBoolean()) {
                    builder.appendControlRecordWithOffset(record.get("offset").asLong(), simple);
                } else {
                    builder.appendWithOffset(record.get("offset").asLong(), simple);
                }
            }
            if (batch.get("magic").asInt() == 2) {
                builder.overrideLastOffset(batch.get("lastOffset").asLong());
            }
            return bytes(builder.build().buffer());
        }
    }

    /** What compaction leaves of a batch whose producer must be remembered. */
    private static byte[] emptied(JsonNode batch) {
        ByteBuffer buffer = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(buffer, (byte) 2, batch.get("producerId").asLong(),
                (short) batch.get("producerEpoch").asInt(), batch.get("baseSequence").asInt(), batch.get("baseOffset").asLong(),
                batch.get("lastOffset").asLong(), batch.get("partitionLeaderEpoch").asInt(), TimestampType.CREATE_TIME,
                batch.get("maxTimestamp").asLong(), batch.get("transactional").asBoolean(), batch.get("control").asBoolean());
        return bytes(buffer.flip());
    }

    private static ArrayNode read(byte[] bytes) {
        ArrayNode batches = JSON.createArrayNode();
        MemoryRecords records = MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));
        int size = 0;
        for (MutableRecordBatch batch : records.batches()) {
            batch.ensureValid();
            size += batch.sizeInBytes();
            batches.add(describe(batch));
        }
        if (size != bytes.length) {
            throw new IllegalArgumentException((bytes.length - size) + " bytes are left");
        }
        return batches;
    }

    private static ObjectNode describe(MutableRecordBatch batch) {
        ObjectNode described = JSON.createObjectNode();
        described.put("magic", batch.magic());
        described.put("codec", CompressionType.forId(batch.compressionType().id).name);
        described.put("timestampType", batch.timestampType().name);
        // A wrapper of a message set knows its first offset only from its messages.
        described.put("baseOffset", batch.baseOffset());
        described.put("lastOffset", batch.lastOffset());
        described.put("partitionLeaderEpoch", batch.partitionLeaderEpoch());
        described.put("producerId", batch.producerId());
        described.put("producerEpoch", batch.producerEpoch());
        described.put("baseSequence", batch.baseSequence());
        described.put("transactional", batch.isTransactional());
        described.put("control", batch.isControlBatch());
        batch.deleteHorizonMs().ifPresentOrElse(
                horizon -> described.put("deleteHorizon", horizon), () -> described.putNull("deleteHorizon"));
        described.put("maxTimestamp", batch.maxTimestamp());
        ArrayNode records = described.putArray("records");
        for (Record record : batch) {
            record.ensureValid();
            ObjectNode text = records.addObject();
            text.put("offset", record.offset());
            text.put("timestamp", record.timestamp());
            text.put("sequence", record.sequence());
            text.put("key", hex(record.key()));
            text.put("value", hex(record.value()));
            ArrayNode headers = text.putArray("headers");
            for (Header header : record.headers()) {
                byte[] value = header.value();
                headers.addArray().add(header.key()).add(value == null ? null : HEX.formatHex(value));
            }
        }
        return described;
    }

    private static Header[] headers(JsonNode list) {
        Header[] headers = new Header[list.size()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(list.get(i).get(0).asText(), bytes(list.get(i).get(1)));
        }
        return headers;
    }

    private static byte[] bytes(JsonNode hex) {
        return hex.isNull() ? null : HEX.parseHex(hex.asText());
    }

    private static String hex(ByteBuffer buffer) {
        return buffer == null ? null : HEX.formatHex(bytes(buffer));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private Batches() {}
}
