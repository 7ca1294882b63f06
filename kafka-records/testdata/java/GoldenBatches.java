import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.*;
import org.apache.kafka.common.record.internal.Record;

/**
 * Writes batches with the Java client's own code, for kafka-records to read; and reads batches that kafka-records wrote.
 *
 *   write DIR   one file a batch
 *   verify DIR  every file NAME-CODEC.bin holds one valid batch with exactly the records of set NAME
 */
public class GoldenBatches {
    static final String[] CODECS = {"none", "gzip", "snappy", "lz4", "zstd"};
    static final long BASE = 1_700_000_000_000L;

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        if (args[0].equals("write")) write(dir); else verify(dir);
    }

    /** 40 records: nulls and empties everywhere, timestamps that go back, headers in order with duplicates. */
    static List<SimpleRecord> mixed() {
        List<SimpleRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long timestamp = BASE + (i * 37) % 50 - 20L * (i % 3);
            byte[] key = i % 4 == 0 ? null : i % 4 == 1 ? new byte[0] : bytes("key-" + i);
            byte[] value = i % 5 == 0 ? null : i % 5 == 1 ? new byte[0] : bytes("v".repeat(i * 7 % 200));
            List<Header> headers = new ArrayList<>();
            for (int j = 0; j < i % 4; j++) {
                byte[] headerValue = j == 0 ? null : j == 1 ? new byte[0] : new byte[] {(byte) j, (byte) i};
                headers.add(new RecordHeader(j == 1 ? "ключ" : "dup", headerValue));
            }
            records.add(new SimpleRecord(timestamp, key, value, headers.toArray(new Header[0])));
        }
        return records;
    }

    /** Three values that need several blocks of snappy and lz4 each. */
    static List<SimpleRecord> big() {
        List<SimpleRecord> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            StringBuilder value = new StringBuilder();
            for (int line = 0; value.length() < 60_000; line++) {
                value.append("line ").append(line * (i + 1)).append(" of a long value\n");
            }
            records.add(new SimpleRecord(BASE + i * 100_000L, bytes("big"), bytes(value.toString())));
        }
        return records;
    }

    static List<SimpleRecord> single() {
        return List.of(new SimpleRecord(-1L, null, bytes("one")));
    }

    /** Numbers of every length: deltas of timestamps and offsets, lengths of values. */
    static List<SimpleRecord> widths() {
        List<SimpleRecord> records = new ArrayList<>();
        records.add(new SimpleRecord(BASE, (byte[]) null, (byte[]) null));
        for (int bits = 0; bits < 40; bits++) {
            records.add(new SimpleRecord(BASE + (1L << bits), (byte[]) null, (byte[]) null));
            records.add(new SimpleRecord(BASE - (1L << bits), (byte[]) null, (byte[]) null));
        }
        for (int len : new int[] {0, 1, 50, 51, 52, 53, 54, 62, 63, 64, 65, 127, 128, 3999, 4000, 4001, 8180, 8191, 8192, 9000}) {
            records.add(new SimpleRecord(BASE, null, new byte[len]));
            records.add(new SimpleRecord(BASE + 64, new byte[len], bytes("v")));
        }
        return records;
    }

    static List<SimpleRecord> set(String name) {
        return switch (name) {
            case "mixed" -> mixed();
            case "big" -> big();
            case "single" -> single();
            case "widths" -> widths();
            default -> throw new IllegalArgumentException(name);
        };
    }

    static void write(Path dir) throws Exception {
        for (String codec : CODECS) {
            save(dir, "mixed-" + codec, build(Compression.of(codec).build(), mixed()));
            if (!codec.equals("none")) save(dir, "big-" + codec, build(Compression.of(codec).build(), big()));
        }
        save(dir, "single-none", build(Compression.NONE, single()));
        save(dir, "widths-none", build(Compression.NONE, widths()));

        MemoryRecordsBuilder txn = builder(Compression.NONE, TimestampType.CREATE_TIME, 0, -1, 4711, (short) 3, 2147483646, true);
        for (SimpleRecord record : mixed().subList(0, 5)) txn.append(record);
        save(dir, "transactional", txn.build().buffer());

        MemoryRecordsBuilder appended = builder(Compression.gzip().build(), TimestampType.LOG_APPEND_TIME, 1000, BASE + 9999, -1, (short) -1, -1, false);
        for (SimpleRecord record : mixed().subList(0, 5)) appended.append(record);
        save(dir, "log-append-time", appended.build().buffer());

        MemoryRecordsBuilder gaps = builder(Compression.NONE, TimestampType.CREATE_TIME, 100, -1, -1, (short) -1, -1, false);
        gaps.appendWithOffset(100, mixed().get(2));
        gaps.appendWithOffset(105, mixed().get(3));
        gaps.appendWithOffset(100_000, mixed().get(4));
        gaps.overrideLastOffset(200_000);
        save(dir, "compacted", gaps.build().buffer());

        save(dir, "commit-marker", MemoryRecords.withEndTransactionMarker(77, BASE, 5, 4711, (short) 3,
            new EndTransactionMarker(ControlRecordType.COMMIT, 12)).buffer());

        ByteBuffer empty = ByteBuffer.allocate(61);
        DefaultRecordBatch.writeEmptyHeader(empty, (byte) 2, 4711, (short) 3, 10, 50, 59, 5, TimestampType.CREATE_TIME, BASE, false, false);
        empty.flip();
        save(dir, "empty", empty);

        MemoryRecordsBuilder horizon = new MemoryRecordsBuilder(new org.apache.kafka.common.utils.internals.ByteBufferOutputStream(1024),
            (byte) 2, Compression.NONE, TimestampType.CREATE_TIME, 0, -1, -1, (short) -1, -1, false, false, 0, 1024, BASE + 5);
        horizon.append(mixed().get(6));
        horizon.append(mixed().get(7));
        save(dir, "delete-horizon", horizon.build().buffer());
    }

    static MemoryRecordsBuilder builder(Compression compression, TimestampType type, long baseOffset, long appendTime,
                                        long producerId, short epoch, int sequence, boolean transactional) {
        return MemoryRecords.builder(ByteBuffer.allocate(1 << 20), (byte) 2, compression, type, baseOffset, appendTime,
            producerId, epoch, sequence, transactional, -1);
    }

    static ByteBuffer build(Compression compression, List<SimpleRecord> records) {
        MemoryRecordsBuilder builder = builder(compression, TimestampType.CREATE_TIME, 0, -1, -1, (short) -1, -1, false);
        for (SimpleRecord record : records) builder.append(record);
        return builder.build().buffer();
    }

    static void save(Path dir, String name, ByteBuffer buffer) throws Exception {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        Files.write(dir.resolve(name + ".bin"), bytes);
    }

    static void verify(Path dir) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(dir)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".bin", "");
            List<SimpleRecord> expected = set(name.substring(0, name.indexOf('-')));
            int batches = 0;
            int index = 0;
            for (MutableRecordBatch batch : MemoryRecords.readableRecords(ByteBuffer.wrap(Files.readAllBytes(file))).batches()) {
                batch.ensureValid();
                batches++;
                check(name, batch.compressionType().name, name.substring(name.indexOf('-') + 1).split("-")[0]);
                check(name, batch.lastOffset(), (long) expected.size() - 1);
                check(name, batch.countOrNull(), expected.size());
                check(name, batch.maxTimestamp(), expected.stream().mapToLong(SimpleRecord::timestamp).max().getAsLong());
                for (Record record : batch) {
                    record.ensureValid();
                    check(name, new SimpleRecord(record), expected.get(index));
                    check(name, record.offset(), (long) index);
                    check(name, record.sequence(), batch.hasProducerId() ? (int) ((2147483646L + index) % 2147483648L) : -1);
                    index++;
                }
            }
            check(name, batches, 1);
            check(name, index, expected.size());
            System.out.println("ok " + name + ": " + index + " records, " + Files.size(file) + " bytes");
        }
    }

    static void check(String file, Object actual, Object expected) {
        if (!actual.equals(expected)) throw new AssertionError(file + ": " + actual + " instead of " + expected);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
