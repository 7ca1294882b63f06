import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own client: what it does is right by definition.
 *
 * <pre>
 * Oracle produce BOOTSTRAP TOPIC:KEY=VALUE,... ...   stdin: "partition key value headers"; stdout: "partition offset"
 * Oracle consume BOOTSTRAP TOPIC ...                 stdout: "topic partition offset key value headers"
 * </pre>
 *
 * Null is "-", bytes are "x" and hexadecimal digits, headers are "key=value,..." or "." for none, partition -1 is the
 * client's choice.
 */
public final class Oracle {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public static void main(String[] args) throws Exception {
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.US_ASCII))) {
            List<String> topics = List.of(args).subList(2, args.length);
            switch (args[0]) {
                case "produce" -> produce(args[1], topics, out);
                case "consume" -> consume(args[1], topics, out);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static void produce(String bootstrap, List<String> topics, BufferedWriter out) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        List<String[]> lines = in.lines().map(line -> line.split(" ")).toList();
        for (String topicWithOptions : topics) {
            String[] parts = topicWithOptions.split(":", 2);
            Properties properties = new Properties();
            properties.put("bootstrap.servers", bootstrap);
            for (String option : parts[1].split(",")) {
                if (!option.isEmpty()) {
                    String[] pair = option.split("=", 2);
                    properties.put(pair[0], pair[1]);
                }
            }
            List<Future<RecordMetadata>> futures = new ArrayList<>();
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (String[] line : lines) {
                    int partition = Integer.parseInt(line[0]);
                    futures.add(producer.send(new ProducerRecord<>(parts[0], partition < 0 ? null : partition,
                            bytes(line[1]), bytes(line[2]), headers(line[3]))));
                }
                for (Future<RecordMetadata> future : futures) {
                    RecordMetadata metadata = future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    out.write(metadata.partition() + " " + metadata.offset() + "\n");
                }
            }
        }
    }

    private static void consume(String bootstrap, List<String> topics, BufferedWriter out) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic, LIMIT).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), LIMIT) >= end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the ends " + ends + " are not reached");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    out.write(record.topic() + " " + record.partition() + " " + record.offset() + " "
                            + text(record.key()) + " " + text(record.value()) + " " + text(record.headers().toArray())
                            + "\n");
                }
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.equals("-") ? null : HexFormat.of().parseHex(text.substring(1));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "-" : "x" + HexFormat.of().formatHex(bytes);
    }

    private static List<Header> headers(String text) {
        List<Header> headers = new ArrayList<>();
        if (!text.equals(".")) {
            for (String header : text.split(",")) {
                String[] pair = header.split("=", 2);
                headers.add(new RecordHeader(new String(bytes(pair[0]), StandardCharsets.UTF_8), bytes(pair[1])));
            }
        }
        return headers;
    }

    private static String text(Header[] headers) {
        if (headers.length == 0) {
            return ".";
        }
        List<String> texts = new ArrayList<>();
        for (Header header : headers) {
            texts.add(text(header.key().getBytes(StandardCharsets.UTF_8)) + "=" + text(header.value()));
        }
        return String.join(",", texts);
    }
}
