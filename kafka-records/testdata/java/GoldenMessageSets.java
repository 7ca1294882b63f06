import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.*;
import org.apache.kafka.common.record.internal.Record;

/**
 * Writes message sets of v0 and v1 with the Java client's own code, for kafka-records to read; and reads those that
 * kafka-records wrote. The records are those of GoldenBatches without their headers.
 *
 *   write DIR   one file a message set
 *   verify DIR  every file NAME-vN-CODEC.bin holds exactly the records of set NAME, from offset 0
 */
public class GoldenMessageSets {
    static final String[] CODECS = {"none", "gzip", "snappy", "lz4"};

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        if (args[0].equals("write")) write(dir); else verify(dir);
    }

    static void write(Path dir) throws Exception {
        for (byte magic = 0; magic < 2; magic++) {
            for (String codec : CODECS) {
                Compression compression = Compression.of(codec).build();
                save(dir, "mixed", magic, codec, build(magic, compression, TimestampType.CREATE_TIME, 0, GoldenBatches.mixed()));
                if (!codec.equals("none"))
                    save(dir, "big", magic, codec, build(magic, compression, TimestampType.CREATE_TIME, 0, GoldenBatches.big()));
                if (magic == 1)
                    save(dir, "appended", magic, codec,
                        build(magic, compression, TimestampType.LOG_APPEND_TIME, 1000, GoldenBatches.mixed().subList(0, 5)));
            }
        }
    }

    static ByteBuffer build(byte magic, Compression compression, TimestampType type, long offset, List<SimpleRecord> records) {
        long appendTime = type == TimestampType.LOG_APPEND_TIME ? GoldenBatches.BASE + 9999 : -1;
        MemoryRecordsBuilder builder = MemoryRecords.builder(ByteBuffer.allocate(1 << 20), magic, compression, type, offset,
            appendTime, -1, (short) -1, -1, false, -1);
        for (SimpleRecord record : records) builder.append(record.timestamp(), record.key(), record.value());
        return builder.build().buffer();
    }

    static void save(Path dir, String name, byte magic, String codec, ByteBuffer buffer) throws Exception {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        Files.write(dir.resolve(name + "-v" + magic + "-" + codec + ".bin"), bytes);
    }

    static void verify(Path dir) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(dir)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String[] name = file.getFileName().toString().replace(".bin", "").split("-");
            byte magic = Byte.parseByte(name[1].substring(1));
            List<SimpleRecord> expected = GoldenBatches.set(name[0]);
            int index = 0;
            for (MutableRecordBatch batch : MemoryRecords.readableRecords(ByteBuffer.wrap(Files.readAllBytes(file))).batches()) {
                batch.ensureValid();
                check(file, batch.magic(), magic);
                check(file, batch.compressionType().name, name[2]);
                for (Record record : batch) {
                    record.ensureValid();
                    SimpleRecord wanted = expected.get(index);
                    SimpleRecord bare = new SimpleRecord(magic == 0 ? -1 : wanted.timestamp(), wanted.key(), wanted.value());
                    check(file, new SimpleRecord(record), bare);
                    check(file, record.offset(), (long) index);
                    index++;
                }
            }
            check(file, index, expected.size());
            System.out.println("ok " + file.getFileName() + ": " + index + " records, " + Files.size(file) + " bytes");
        }
    }

    static void check(Path file, Object actual, Object expected) {
        if (!actual.equals(expected)) throw new AssertionError(file + ": " + actual + " instead of " + expected);
    }
}
