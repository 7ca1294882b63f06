import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.serialization.BooleanSerializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.ListSerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.ShortSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.apache.kafka.common.serialization.VoidSerializer;
import org.apache.kafka.common.utils.Bytes;

/** Prints what the serializers of kafka-clients make of values: kind, value, bytes. Text and bytes are in hex, numbers by their bits. */
public class GoldenSerializers {
    public static void main(String[] args) {
        System.out.println("# Written by testdata/java/GoldenSerializers.java with kafka-clients 4.4.0: kind, value, bytes.");
        for (String text : List.of("", "plain", "grün", "€", "日本語", "\uD83D\uDE00", "nul\0nul", "a\uD83D\uDE00ü")) {
            String hex = "=" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            for (String encoding : List.of("UTF-8", "ISO-8859-1", "US-ASCII", "UTF-16", "UTF-16BE", "UTF-16LE")) {
                try (StringSerializer strings = new StringSerializer()) {
                    strings.configure(Map.of("serializer.encoding", encoding), false);
                    print(encoding, hex, strings.serialize("t", text));
                }
            }
        }
        for (short n : new short[] {0, 1, -1, 258, Short.MIN_VALUE, Short.MAX_VALUE}) {
            print("i16", n, new ShortSerializer().serialize("t", n));
        }
        for (int n : new int[] {0, 1, -1, 16909060, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            print("i32", n, new IntegerSerializer().serialize("t", n));
        }
        for (long n : new long[] {0, 1, -1, 72623859790382856L, Long.MIN_VALUE, Long.MAX_VALUE}) {
            print("i64", n, new LongSerializer().serialize("t", n));
        }
        float[] floats = {0f, -0f, 1.5f, -3.1415927f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN};
        for (float f : floats) {
            print("f32", Integer.toUnsignedString(Float.floatToRawIntBits(f)), new FloatSerializer().serialize("t", f));
        }
        double[] doubles = {0d, -0d, 1.5d, -Math.PI, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN};
        for (double d : doubles) {
            print("f64", Long.toUnsignedString(Double.doubleToRawLongBits(d)), new DoubleSerializer().serialize("t", d));
        }
        print("bool", true, new BooleanSerializer().serialize("t", true));
        print("bool", false, new BooleanSerializer().serialize("t", false));
        for (String uuid : List.of("00000000-0000-0000-0000-000000000000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "ffffffff-ffff-ffff-ffff-ffffffffffff")) {
            print("uuid", uuid, new UUIDSerializer().serialize("t", UUID.fromString(uuid)));
        }
        for (byte[] bytes : List.of(new byte[0], new byte[] {0, -1, 127, -128})) {
            String hex = "=" + HexFormat.of().formatHex(bytes);
            print("bytes", hex, new ByteArraySerializer().serialize("t", bytes));
            print("bytes", hex, new BytesSerializer().serialize("t", Bytes.wrap(bytes)));
            print("bytes", hex, new ByteBufferSerializer().serialize("t", ByteBuffer.wrap(bytes)));
        }
        print("void", "null", new VoidSerializer().serialize("t", null));
        list("list-i16", new ShortSerializer(), Arrays.asList((short) 1, null, (short) -2));
        list("list-i32", new IntegerSerializer(), List.of());
        list("list-i32", new IntegerSerializer(), List.of(1, -1, 7));
        list("list-i32", new IntegerSerializer(), Arrays.asList(null, 5, null));
        list("list-i64", new LongSerializer(), Arrays.asList(1L, null));
        list("list-string", new StringSerializer(), List.of());
        list("list-string", new StringSerializer(), Arrays.asList("a", "", null, "grün"));
        list("list-bool", new BooleanSerializer(), Arrays.asList(true, null, false));
    }

    /** The constructor is given the list's class, which only decides about reading. */
    private static <T> void list(String kind, Serializer<T> inner, List<T> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(String.valueOf(value)));
        try (ListSerializer<T> serializer = new ListSerializer<>(inner)) {
            print(kind, "[" + String.join(",", texts) + "]", serializer.serialize("t", values));
        }
    }

    private static void print(String kind, Object value, byte[] bytes) {
        System.out.println(kind + " " + value + " " + (bytes == null ? "null" : "=" + HexFormat.of().formatHex(bytes)));
    }
}
